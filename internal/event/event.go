// Package event names what has happened. Events are the outbox, the history and
// the public change feed in one: they hold identifiers and times, never texts or
// personal data, and their names are for ever.
package event

import (
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

// Seq is an event's place in the log: 1, 2, 3 …, without holes.
type Seq uint64

// Name says what happened.
type Name string

// The names of events.
const (
	DossierOpened       Name = "dossier.opened"
	DossierChanged      Name = "dossier.changed" // title, summary, contact, references
	DossierPublished    Name = "dossier.published"
	StepRecorded        Name = "dossier.step_recorded" // a stage entered or an outcome
	DocumentAdded       Name = "document.added"
	DraftSaved          Name = "draft.saved"
	RevisionPublished   Name = "revision.published"
	LinksCorrected      Name = "links.corrected" // which provision of a revision is which of the one before
	CitationsRead       Name = "citations.read"  // what a document, or with 0 the dossier's title, says of acts
	ConsultationOpened  Name = "consultation.opened"
	DeadlineMoved       Name = "consultation.deadline_moved"
	ConsultationClosed  Name = "consultation.closed"
	CommentSubmitted    Name = "comment.submitted"
	LetterSaved         Name = "letter.saved"       // one that is being split, or was thrown away
	FilesRead           Name = "comment.files_read" // the words of its files can be found
	CommentWithdrawn    Name = "comment.withdrawn"
	CommentWithheld     Name = "comment.withheld"
	CommentReleased     Name = "comment.released"       // what was withheld, or taken for disowned, is public again
	CommentCorrected    Name = "comment.corrected"      // it says something else
	CommentDisowned     Name = "comment.disowned"       // it is not by whom it named
	CommentBlackedOut   Name = "comment.blacked_out"    // words or files of it were taken out, or put back
	CommentReported     Name = "comment.reported"       // to moderators, who may have left all as it is since
	CommentAppealed     Name = "comment.appealed"       // what moderators decided about it
	AppealDecided       Name = "comment.appeal_decided" // by a moderator
	ResponsePublished   Name = "response.published"
	ResponseCorrected   Name = "response.corrected"
	ResponseDrafted     Name = "response.drafted" // saved, discarded or restored
	CommentAssigned     Name = "comment.assigned" // to somebody who prepares the response
	RoundSent           Name = "round.sent"
	RoundExtended       Name = "round.extended"
	RoundAssigned       Name = "round.assigned"        // to somebody who prepares the institution's reply
	RoundReplied        Name = "round.replied"         // by the institution that the event names
	RoundDefaulted      Name = "round.defaulted"       // that institution was silent at the deadline
	ReplyCorrected      Name = "round.reply_corrected" // by the institution that the event names
	ReplyPrepared       Name = "round.reply_prepared"  // inside that institution: files, a correction begun or given up
	RoundInherited      Name = "round.inherited"       // by an institution that the event names, from one that is no more
	RemarkDrafted       Name = "remark.drafted"        // saved, discarded or restored inside that institution
	InstitutionRecorded Name = "institution.recorded"
	PersonRecorded      Name = "person.recorded"
	SearchSaved         Name = "search.saved" // by the actor: saved, renamed or deleted

	OrganisationRecorded Name = "organisation.recorded" // begun, confirmed, refused, who represents it
	JointSaved           Name = "joint.saved"           // a joint opinion: begun, changed, signed, put aside, sent
)

// Event is one thing that has happened. Fields that do not apply are zero.
type Event struct {
	Seq          Seq
	Name         Name
	Version      int       // of the event's meaning, from 1
	Occurred     time.Time // when it happened
	Recorded     time.Time // when the service learned of it
	Actor        people.ID
	Institution  people.Code
	Dossier      dossier.ID
	Document     int
	Revision     int
	Consultation int // ordinal in its dossier
	Round        int // ordinal of the coordination round in its dossier
	Comment      consult.CommentNo
	Response     consult.ResponseNo
	Organisation string // registry code
	Public       bool   // whether anyone may know of it
}
