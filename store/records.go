package store

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// This file is the format of records: CBOR maps with small whole numbers for
// names. A number never changes its meaning; a field that is no longer written
// keeps its number. What a record's key says is not repeated in it.

// instant is a time in nanoseconds since 1970; 0 is the zero time.
type instant int64

func toInstant(t time.Time) instant {
	if t.IsZero() {
		return 0
	}
	if ns := t.UnixNano(); ns != 0 {
		return instant(ns)
	}
	return math.MinInt64 // the moment 1970 began
}

func (i instant) time() time.Time {
	switch i {
	case 0:
		return time.Time{}
	case math.MinInt64:
		return time.Unix(0, 0).UTC()
	}
	return time.Unix(0, int64(i)).UTC()
}

// day is a date as the number 20261123; 0 is the zero date.
type day int32

func toDay(d clock.Date) day { return day(d.Year*10000 + int(d.Month)*100 + d.Day) }

func (d day) date() clock.Date {
	return clock.Date{Year: int(d / 10000), Month: time.Month(d / 100 % 100), Day: int(d % 100)}
}

type textRecord struct {
	Et string `cbor:"1,keyasint,omitempty"`
	En string `cbor:"2,keyasint,omitempty"`
	Ru string `cbor:"3,keyasint,omitempty"`
}

func toText(t lang.Text) textRecord       { return textRecord(t) }
func (r textRecord) text() lang.Text      { return lang.Text(r) }
func toTexts(ts []lang.Text) []textRecord { return each(ts, toText) }

// each converts a list and keeps nil as it is.
func each[A, B any](list []A, convert func(A) B) []B {
	if list == nil {
		return nil
	}
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = convert(a)
	}
	return out
}

type dossierRecord struct {
	Title         textRecord        `cbor:"1,keyasint,omitzero"`
	Kind          string            `cbor:"2,keyasint,omitempty"`
	Summary       textRecord        `cbor:"3,keyasint,omitzero"`
	Institution   string            `cbor:"4,keyasint,omitempty"`
	Contact       contactRecord     `cbor:"5,keyasint,omitzero"`
	Topics        []string          `cbor:"6,keyasint,omitempty"`
	References    []referenceRecord `cbor:"7,keyasint,omitempty"`
	Steps         []stepRecord      `cbor:"8,keyasint,omitempty"`
	Published     instant           `cbor:"9,keyasint,omitempty"`
	Created       instant           `cbor:"10,keyasint,omitempty"`
	Changed       instant           `cbor:"11,keyasint,omitempty"`
	Documents     int               `cbor:"12,keyasint,omitempty"`
	Consultations int               `cbor:"13,keyasint,omitempty"`
	Rounds        int               `cbor:"14,keyasint,omitempty"`
	Invited       []string          `cbor:"15,keyasint,omitempty"`
}

type contactRecord struct {
	Office string `cbor:"1,keyasint,omitempty"`
	Name   string `cbor:"2,keyasint,omitempty"`
	Email  string `cbor:"3,keyasint,omitempty"`
	Phone  string `cbor:"4,keyasint,omitempty"`
}

type referenceRecord struct {
	System  string `cbor:"1,keyasint,omitempty"`
	Value   string `cbor:"2,keyasint,omitempty"`
	Address string `cbor:"3,keyasint,omitempty"`
}

type stepRecord struct {
	Stage        string     `cbor:"1,keyasint,omitempty"`
	Outcome      string     `cbor:"2,keyasint,omitempty"`
	Happened     day        `cbor:"3,keyasint,omitempty"`
	Recorded     instant    `cbor:"4,keyasint,omitempty"`
	By           string     `cbor:"5,keyasint,omitempty"`
	Note         textRecord `cbor:"6,keyasint,omitzero"`
	Source       string     `cbor:"7,keyasint,omitempty"`
	SupersededBy string     `cbor:"8,keyasint,omitempty"`
}

func toDossier(d dossier.Dossier) dossierRecord {
	return dossierRecord{
		Title: toText(d.Title), Kind: string(d.Kind), Summary: toText(d.Summary),
		Institution: string(d.Institution), Contact: contactRecord(d.Contact), Topics: d.Topics,
		References: each(d.References, func(r dossier.Reference) referenceRecord { return referenceRecord(r) }),
		Steps:      each(d.Steps, toStep),
		Published:  toInstant(d.Published), Created: toInstant(d.Created), Changed: toInstant(d.Changed),
		Documents: d.Documents, Consultations: d.Consultations,
		Rounds: d.Rounds, Invited: each(d.Invited, func(c people.Code) string { return string(c) }),
	}
}

func (r dossierRecord) dossier(id dossier.ID) dossier.Dossier {
	return dossier.Dossier{
		ID: id, Title: r.Title.text(), Kind: dossier.Kind(r.Kind), Summary: r.Summary.text(),
		Institution: people.Code(r.Institution), Contact: dossier.Contact(r.Contact), Topics: r.Topics,
		References: each(r.References, func(r referenceRecord) dossier.Reference { return dossier.Reference(r) }),
		Steps:      each(r.Steps, stepRecord.step),
		Published:  r.Published.time(), Created: r.Created.time(), Changed: r.Changed.time(),
		Documents: r.Documents, Consultations: r.Consultations,
		Rounds: r.Rounds, Invited: each(r.Invited, func(c string) people.Code { return people.Code(c) }),
	}
}

func toStep(s dossier.Step) stepRecord {
	return stepRecord{
		string(s.Stage), string(s.Outcome), toDay(s.Happened), toInstant(s.Recorded),
		string(s.By), toText(s.Note), s.Source, string(s.SupersededBy),
	}
}

func (r stepRecord) step() dossier.Step {
	return dossier.Step{
		Stage: dossier.Stage(r.Stage), Outcome: dossier.Outcome(r.Outcome),
		Happened: r.Happened.date(), Recorded: r.Recorded.time(), By: people.ID(r.By),
		Note: r.Note.text(), Source: r.Source, SupersededBy: dossier.ID(r.SupersededBy),
	}
}

type documentRecord struct {
	Kind      string     `cbor:"1,keyasint,omitempty"`
	Title     textRecord `cbor:"2,keyasint,omitzero"`
	Language  string     `cbor:"3,keyasint,omitempty"`
	Revisions int        `cbor:"4,keyasint,omitempty"`
	Created   instant    `cbor:"5,keyasint,omitempty"`
	Act       string     `cbor:"6,keyasint,omitempty"`
}

func toDocument(d dossier.Document) documentRecord {
	return documentRecord{string(d.Kind), toText(d.Title), string(d.Language), d.Revisions, toInstant(d.Created), d.Act}
}

func (r documentRecord) document(id dossier.ID, no int) dossier.Document {
	return dossier.Document{
		Dossier: id, No: no, Kind: dossier.DocumentKind(r.Kind), Title: r.Title.text(),
		Language: lang.Tag(r.Language), Revisions: r.Revisions, Created: r.Created.time(), Act: r.Act,
	}
}

type revisionRecord struct {
	Dated       day        `cbor:"1,keyasint,omitempty"`
	Published   instant    `cbor:"2,keyasint,omitempty"`
	By          string     `cbor:"3,keyasint,omitempty"`
	Institution string     `cbor:"4,keyasint,omitempty"`
	Reason      textRecord `cbor:"5,keyasint,omitzero"`
	Size        int        `cbor:"6,keyasint,omitempty"`
	Words       int        `cbor:"7,keyasint,omitempty"`
	Sections    int        `cbor:"8,keyasint,omitempty"`
	Hash        [32]byte   `cbor:"9,keyasint"`
	Changed     [5]int     `cbor:"10,keyasint,omitzero"`
	InForce     [2]day     `cbor:"11,keyasint,omitzero"`
	Source      string     `cbor:"12,keyasint,omitempty"`
}

func toRevision(r dossier.Revision) revisionRecord {
	c := r.Changed
	return revisionRecord{
		toDay(r.Dated), toInstant(r.Published), string(r.By), string(r.Institution), toText(r.Reason),
		r.Size, r.Words, r.Sections, r.Hash,
		[5]int{c.Reworded, c.Inserted, c.Deleted, c.Moved, c.Renumbered},
		[2]day{toDay(r.InForce.From), toDay(r.InForce.Until)}, r.Source,
	}
}

func (r revisionRecord) revision(id dossier.ID, doc, no int) dossier.Revision {
	c := r.Changed
	return dossier.Revision{
		Dossier: id, Document: doc, No: no,
		Dated: r.Dated.date(), Published: r.Published.time(), By: people.ID(r.By),
		Institution: people.Code(r.Institution), Reason: r.Reason.text(),
		Size: r.Size, Words: r.Words, Sections: r.Sections, Hash: r.Hash,
		Changed: dossier.Changes{Reworded: c[0], Inserted: c[1], Deleted: c[2], Moved: c[3], Renumbered: c[4]},
		InForce: dossier.Period{From: r.InForce[0].date(), Until: r.InForce[1].date()}, Source: r.Source,
	}
}

type draftRecord struct {
	Base    int        `cbor:"1,keyasint,omitempty"`
	Version int        `cbor:"2,keyasint,omitempty"`
	Text    string     `cbor:"3,keyasint,omitempty"`
	Reason  textRecord `cbor:"4,keyasint,omitzero"`
	Dated   day        `cbor:"5,keyasint,omitempty"`
	Saved   instant    `cbor:"6,keyasint,omitempty"`
	By      string     `cbor:"7,keyasint,omitempty"`
}

func toDraft(d dossier.Draft) draftRecord {
	return draftRecord{d.Base, d.Version, d.Text, toText(d.Reason), toDay(d.Dated), toInstant(d.Saved), string(d.By)}
}

func (r draftRecord) draft(id dossier.ID, doc int) dossier.Draft {
	return dossier.Draft{
		Dossier: id, Document: doc, Base: r.Base, Version: r.Version, Text: r.Text,
		Reason: r.Reason.text(), Dated: r.Dated.date(), Saved: r.Saved.time(), By: people.ID(r.By),
	}
}

type consultationRecord struct {
	Title       textRecord   `cbor:"1,keyasint,omitzero"`
	Summary     textRecord   `cbor:"2,keyasint,omitzero"`
	Affected    textRecord   `cbor:"3,keyasint,omitzero"`
	Questions   []textRecord `cbor:"4,keyasint,omitempty"`
	Documents   [][2]int     `cbor:"5,keyasint,omitempty"`
	Opened      instant      `cbor:"6,keyasint,omitempty"`
	Deadline    day          `cbor:"7,keyasint,omitempty"`
	ShortReason textRecord   `cbor:"8,keyasint,omitzero"`
	Moves       []moveRecord `cbor:"9,keyasint,omitempty"`
	Closed      instant      `cbor:"10,keyasint,omitempty"`
	Closing     textRecord   `cbor:"11,keyasint,omitzero"`
	By          string       `cbor:"12,keyasint,omitempty"`
	Institution string       `cbor:"13,keyasint,omitempty"`
	Comments    int          `cbor:"14,keyasint,omitempty"`
	Answered    int          `cbor:"15,keyasint,omitempty"`
}

type moveRecord struct {
	From   day        `cbor:"1,keyasint,omitempty"`
	To     day        `cbor:"2,keyasint,omitempty"`
	Reason textRecord `cbor:"3,keyasint,omitzero"`
	At     instant    `cbor:"4,keyasint,omitempty"`
	By     string     `cbor:"5,keyasint,omitempty"`
}

func toMove(m consult.Move) moveRecord {
	return moveRecord{toDay(m.From), toDay(m.To), toText(m.Reason), toInstant(m.At), string(m.By)}
}

func (r moveRecord) move() consult.Move {
	return consult.Move{From: r.From.date(), To: r.To.date(), Reason: r.Reason.text(), At: r.At.time(), By: people.ID(r.By)}
}

func toConsultation(c consult.Consultation) consultationRecord {
	return consultationRecord{
		toText(c.Title), toText(c.Summary), toText(c.Affected), toTexts(c.Questions),
		each(c.Documents, func(d consult.DocumentAt) [2]int { return [2]int{d.Document, d.Revision} }),
		toInstant(c.Opened), toDay(c.Deadline), toText(c.ShortReason), each(c.Moves, toMove),
		toInstant(c.Closed), toText(c.Closing), string(c.By), string(c.Institution), c.Comments, c.Answered,
	}
}

func (r consultationRecord) consultation(id consult.ID) consult.Consultation {
	return consult.Consultation{
		ID: id, Title: r.Title.text(), Summary: r.Summary.text(), Affected: r.Affected.text(),
		Questions: each(r.Questions, textRecord.text),
		Documents: each(r.Documents, func(d [2]int) consult.DocumentAt { return consult.DocumentAt{Document: d[0], Revision: d[1]} }),
		Opened:    r.Opened.time(), Deadline: r.Deadline.date(), ShortReason: r.ShortReason.text(),
		Moves: each(r.Moves, moveRecord.move), Closed: r.Closed.time(), Closing: r.Closing.text(),
		By: people.ID(r.By), Institution: people.Code(r.Institution), Comments: r.Comments, Answered: r.Answered,
	}
}

type commentRecord struct {
	Dossier      string             `cbor:"1,keyasint,omitempty"`
	Consultation int                `cbor:"2,keyasint,omitempty"`
	Author       authorRecord       `cbor:"3,keyasint,omitzero"`
	Text         string             `cbor:"4,keyasint,omitempty"`
	Anchor       anchorRecord       `cbor:"5,keyasint,omitzero"`
	Submitted    instant            `cbor:"6,keyasint,omitempty"`
	State        string             `cbor:"7,keyasint,omitempty"`
	StateReason  string             `cbor:"8,keyasint,omitempty"`
	Response     uint64             `cbor:"9,keyasint,omitempty"`
	Round        bool               `cbor:"10,keyasint,omitempty"` // Consultation is the ordinal of a round
	Signers      []authorRecord     `cbor:"11,keyasint,omitempty"`
	Replacement  string             `cbor:"12,keyasint,omitempty"`
	Campaign     uint64             `cbor:"13,keyasint,omitempty"`
	Attachments  []attachmentRecord `cbor:"14,keyasint,omitempty"`
	Former       []formerRecord     `cbor:"15,keyasint,omitempty"`
	Blacked      []blackedRecord    `cbor:"16,keyasint,omitempty"`
	Entry        entryRecord        `cbor:"17,keyasint,omitzero"`
	Edited       bool               `cbor:"18,keyasint,omitempty"`
	Corrected    instant            `cbor:"19,keyasint,omitempty"`
	Joint        uint64             `cbor:"20,keyasint,omitempty"`
}

type attachmentRecord struct {
	Hash string `cbor:"1,keyasint,omitempty"`
	Name string `cbor:"2,keyasint,omitempty"`
	Type string `cbor:"3,keyasint,omitempty"`
	Size int64  `cbor:"4,keyasint,omitempty"`

	Withheld consult.Reason `cbor:"5,keyasint,omitempty"` // why moderators keep it from the public

	Redacted consult.Reason `cbor:"6,keyasint,omitempty"`
	SentHash string         `cbor:"7,keyasint,omitempty"` // of the file that a copy with something covered stands for
	SentName string         `cbor:"8,keyasint,omitempty"`
	SentType string         `cbor:"9,keyasint,omitempty"`
	SentSize int64          `cbor:"10,keyasint,omitempty"`
}

type formerRecord struct {
	Text        string  `cbor:"1,keyasint,omitempty"`
	Replacement string  `cbor:"2,keyasint,omitempty"`
	Until       instant `cbor:"3,keyasint,omitempty"`
}

type blackedRecord struct {
	Words  string  `cbor:"1,keyasint,omitempty"`
	Reason string  `cbor:"2,keyasint,omitempty"`
	By     string  `cbor:"3,keyasint,omitempty"`
	At     instant `cbor:"4,keyasint,omitempty"`
}

type entryRecord struct {
	Channel  string `cbor:"1,keyasint,omitempty"`
	Received day    `cbor:"2,keyasint,omitempty"`
	By       string `cbor:"3,keyasint,omitempty"`
}

type authorRecord struct {
	Kind   string `cbor:"1,keyasint,omitempty"`
	Name   string `cbor:"2,keyasint,omitempty"`
	Code   string `cbor:"3,keyasint,omitempty"`
	Person string `cbor:"4,keyasint,omitempty"`
}

type anchorRecord struct {
	Document  int    `cbor:"1,keyasint,omitempty"`
	Revision  int    `cbor:"2,keyasint,omitempty"`
	Address   string `cbor:"3,keyasint,omitempty"`
	Provision uint32 `cbor:"4,keyasint,omitempty"`
	Quote     string `cbor:"5,keyasint,omitempty"`
	Prefix    string `cbor:"6,keyasint,omitempty"`
	Suffix    string `cbor:"7,keyasint,omitempty"`
	Offset    int    `cbor:"8,keyasint,omitempty"`
}

func toComment(c consult.Comment) commentRecord {
	return commentRecord{
		Dossier: string(c.Consultation.Dossier), Consultation: c.Consultation.No, Round: c.Consultation.Round,
		Author: toAuthor(c.Author), Text: c.Text, Anchor: anchorRecord(c.Anchor), Submitted: toInstant(c.Submitted),
		State: string(c.State), StateReason: c.StateReason, Response: uint64(c.Response),
		Signers: each(c.Signers, toAuthor), Replacement: c.Replacement, Campaign: uint64(c.Campaign), Edited: c.Edited,
		Corrected: toInstant(c.Corrected), Joint: uint64(c.Joint),
		Attachments: toAttachments(c.Attachments),
		Former: each(c.Former, func(f consult.Former) formerRecord {
			return formerRecord{f.Text, f.Replacement, toInstant(f.Until)}
		}),
		Blacked: each(c.Blacked, toBlacked),
		Entry:   entryRecord{string(c.Entry.Channel), toDay(c.Entry.Received), string(c.Entry.By)},
	}
}

func toBlacked(b consult.Blacked) blackedRecord {
	return blackedRecord{b.Words, b.Reason, string(b.By), toInstant(b.At)}
}

func (r blackedRecord) blacked() consult.Blacked {
	return consult.Blacked{Words: r.Words, Reason: r.Reason, By: people.ID(r.By), At: r.At.time()}
}

func toAuthor(a consult.Author) authorRecord {
	return authorRecord{string(a.Kind), a.Name, a.Code, string(a.Person)}
}

func (r authorRecord) author() consult.Author {
	return consult.Author{Kind: consult.AuthorKind(r.Kind), Name: r.Name, Code: r.Code, Person: people.ID(r.Person)}
}

func (r commentRecord) comment(no consult.CommentNo) consult.Comment {
	return consult.Comment{
		No: no, Consultation: consult.ID{Dossier: dossier.ID(r.Dossier), No: r.Consultation, Round: r.Round},
		Author: r.Author.author(), Signers: each(r.Signers, authorRecord.author),
		Text: r.Text, Replacement: r.Replacement, Anchor: consult.Anchor(r.Anchor), Submitted: r.Submitted.time(),
		State: consult.CommentState(r.State), StateReason: r.StateReason, Response: consult.ResponseNo(r.Response),
		Campaign: consult.CampaignNo(r.Campaign), Edited: r.Edited, Corrected: r.Corrected.time(), Joint: consult.CommentNo(r.Joint),
		Attachments: attachments(r.Attachments),
		Former: each(r.Former, func(f formerRecord) consult.Former {
			return consult.Former{Text: f.Text, Replacement: f.Replacement, Until: f.Until.time()}
		}),
		Blacked: each(r.Blacked, blackedRecord.blacked),
		Entry:   consult.Entry{Channel: consult.Channel(r.Entry.Channel), Received: r.Entry.Received.date(), By: people.ID(r.Entry.By)},
	}
}

type responseRecord struct {
	Dossier      string               `cbor:"1,keyasint,omitempty"`
	Consultation int                  `cbor:"2,keyasint,omitempty"`
	Comments     []uint64             `cbor:"3,keyasint,omitempty"`
	Outcome      string               `cbor:"4,keyasint,omitempty"`
	Text         string               `cbor:"5,keyasint,omitempty"`
	Revision     int                  `cbor:"6,keyasint,omitempty"`
	Published    instant              `cbor:"7,keyasint,omitempty"`
	By           string               `cbor:"8,keyasint,omitempty"`
	Institution  string               `cbor:"9,keyasint,omitempty"`
	Round        bool                 `cbor:"10,keyasint,omitempty"` // Consultation is the ordinal of a round
	From         int                  `cbor:"11,keyasint,omitempty"`
	Changes      []string             `cbor:"12,keyasint,omitempty"`
	Document     int                  `cbor:"13,keyasint,omitempty"`
	Former       []formerAnswerRecord `cbor:"14,keyasint,omitempty"`
	Blacked      []blackedRecord      `cbor:"15,keyasint,omitempty"`
}

func toResponse(r consult.Response) responseRecord {
	return responseRecord{
		Dossier: string(r.Consultation.Dossier), Consultation: r.Consultation.No, Round: r.Consultation.Round,
		Comments: each(r.Comments, func(n consult.CommentNo) uint64 { return uint64(n) }),
		Outcome:  string(r.Outcome), Text: r.Text, Revision: r.Revision, From: r.From, Changes: r.Changes,
		Document: r.Document, Former: each(r.Former, toFormerAnswer), Blacked: each(r.Blacked, toBlacked),
		Published: toInstant(r.Published), By: string(r.By), Institution: string(r.Institution),
	}
}

func (r responseRecord) response(no consult.ResponseNo) consult.Response {
	return consult.Response{
		No: no, Consultation: consult.ID{Dossier: dossier.ID(r.Dossier), No: r.Consultation, Round: r.Round},
		Comments: each(r.Comments, func(n uint64) consult.CommentNo { return consult.CommentNo(n) }),
		Outcome:  consult.Outcome(r.Outcome), Text: r.Text, Revision: r.Revision, From: r.From, Changes: r.Changes,
		Document: r.Document, Former: each(r.Former, formerAnswerRecord.former), Blacked: each(r.Blacked, blackedRecord.blacked),
		Published: r.Published.time(), By: people.ID(r.By), Institution: people.Code(r.Institution),
	}
}

type pendingRecord struct {
	Email   string        `cbor:"1,keyasint,omitempty"`
	Comment commentRecord `cbor:"2,keyasint,omitzero"`
	Created instant       `cbor:"3,keyasint,omitempty"`
}

func toPending(p consult.Pending) pendingRecord {
	return pendingRecord{p.Email, toComment(p.Comment), toInstant(p.Created)}
}

func (r pendingRecord) pending(token string) consult.Pending {
	return consult.Pending{Token: token, Email: r.Email, Comment: r.Comment.comment(0), Created: r.Created.time()}
}

type personRecord struct {
	Name         string   `cbor:"1,keyasint,omitempty"`
	Email        string   `cbor:"2,keyasint,omitempty"`
	Subject      string   `cbor:"3,keyasint,omitempty"`
	Institution  string   `cbor:"4,keyasint,omitempty"`
	Organisation string   `cbor:"5,keyasint,omitempty"`
	OrgName      string   `cbor:"6,keyasint,omitempty"`
	Roles        []string `cbor:"7,keyasint,omitempty"`
	Disabled     bool     `cbor:"8,keyasint,omitempty"`
	Created      instant  `cbor:"9,keyasint,omitempty"`
}

func toPerson(p people.Person) personRecord {
	return personRecord{
		p.Name, p.Email, p.Subject, string(p.Institution), p.Organisation, p.OrgName,
		each(p.Roles, func(r people.Role) string { return string(r) }), p.Disabled, toInstant(p.Created),
	}
}

func (r personRecord) person(id people.ID) people.Person {
	return people.Person{
		ID: id, Name: r.Name, Email: r.Email, Subject: r.Subject, Institution: people.Code(r.Institution),
		Organisation: r.Organisation, OrgName: r.OrgName,
		Roles:    each(r.Roles, func(s string) people.Role { return people.Role(s) }),
		Disabled: r.Disabled, Created: r.Created.time(),
	}
}

type institutionRecord struct {
	Name         textRecord `cbor:"1,keyasint,omitzero"`
	From         day        `cbor:"2,keyasint,omitempty"`
	Until        day        `cbor:"3,keyasint,omitempty"`
	Predecessors []string   `cbor:"4,keyasint,omitempty"`
	Email        string     `cbor:"5,keyasint,omitempty"`
	Address      string     `cbor:"6,keyasint,omitempty"`
}

func toInstitution(i people.Institution) institutionRecord {
	return institutionRecord{
		toText(i.Name), toDay(i.From), toDay(i.Until),
		each(i.Predecessors, func(c people.Code) string { return string(c) }), i.Email, i.Address,
	}
}

func (r institutionRecord) institution(code people.Code) people.Institution {
	return people.Institution{
		Code: code, Name: r.Name.text(), From: r.From.date(), Until: r.Until.date(),
		Predecessors: each(r.Predecessors, func(s string) people.Code { return people.Code(s) }),
		Email:        r.Email, Address: r.Address,
	}
}

type sessionRecord struct {
	Person    string  `cbor:"1,keyasint,omitempty"`
	CSRF      string  `cbor:"2,keyasint,omitempty"`
	Created   instant `cbor:"3,keyasint,omitempty"`
	Seen      instant `cbor:"4,keyasint,omitempty"`
	Device    string  `cbor:"5,keyasint,omitempty"`
	Authority string  `cbor:"6,keyasint,omitempty"`
}

func toSession(s people.Session) sessionRecord {
	return sessionRecord{string(s.Person), s.CSRF, toInstant(s.Created), toInstant(s.Seen), s.Device, s.Authority}
}

func (r sessionRecord) session(token string) people.Session {
	return people.Session{
		Token: token, Person: people.ID(r.Person), CSRF: r.CSRF,
		Created: r.Created.time(), Seen: r.Seen.time(), Device: r.Device, Authority: r.Authority,
	}
}

type onceRecord struct {
	Result  string  `cbor:"1,keyasint,omitempty"`
	Expires instant `cbor:"2,keyasint,omitempty"`
}

type mailRecord struct {
	To      string  `cbor:"1,keyasint,omitempty"`
	Subject string  `cbor:"2,keyasint,omitempty"`
	Text    string  `cbor:"3,keyasint,omitempty"`
	Created instant `cbor:"4,keyasint,omitempty"`
}

func toMail(m Mail) mailRecord { return mailRecord{m.To, m.Subject, m.Text, toInstant(m.Created)} }

func (r mailRecord) mail(key string) Mail {
	return Mail{Key: key, To: r.To, Subject: r.Subject, Text: r.Text, Created: r.Created.time()}
}

type eventRecord struct {
	Name         string  `cbor:"1,keyasint,omitempty"`
	Version      int     `cbor:"2,keyasint,omitempty"`
	Occurred     instant `cbor:"3,keyasint,omitempty"`
	Recorded     instant `cbor:"4,keyasint,omitempty"`
	Actor        string  `cbor:"5,keyasint,omitempty"`
	Institution  string  `cbor:"6,keyasint,omitempty"`
	Dossier      string  `cbor:"7,keyasint,omitempty"`
	Document     int     `cbor:"8,keyasint,omitempty"`
	Revision     int     `cbor:"9,keyasint,omitempty"`
	Consultation int     `cbor:"10,keyasint,omitempty"`
	Comment      uint64  `cbor:"11,keyasint,omitempty"`
	Response     uint64  `cbor:"12,keyasint,omitempty"`
	Public       bool    `cbor:"13,keyasint,omitempty"`
	Round        int     `cbor:"14,keyasint,omitempty"`
	Organisation string  `cbor:"15,keyasint,omitempty"`
}

func toEvent(e event.Event) eventRecord {
	return eventRecord{
		string(e.Name), e.Version, toInstant(e.Occurred), toInstant(e.Recorded), string(e.Actor),
		string(e.Institution), string(e.Dossier), e.Document, e.Revision, e.Consultation,
		uint64(e.Comment), uint64(e.Response), e.Public, e.Round, e.Organisation,
	}
}

func (r eventRecord) event(seq event.Seq) event.Event {
	return event.Event{
		Seq: seq, Name: event.Name(r.Name), Version: r.Version, Occurred: r.Occurred.time(), Recorded: r.Recorded.time(),
		Actor: people.ID(r.Actor), Institution: people.Code(r.Institution), Dossier: dossier.ID(r.Dossier),
		Document: r.Document, Revision: r.Revision, Consultation: r.Consultation,
		Comment: consult.CommentNo(r.Comment), Response: consult.ResponseNo(r.Response), Public: r.Public, Round: r.Round,
		Organisation: r.Organisation,
	}
}

var encoder, decoder = modes()

func modes() (cbor.EncMode, cbor.DecMode) {
	enc, errEnc := cbor.EncOptions{}.EncMode()
	// What a person sent is kept even when it is not good UTF-8.
	dec, errDec := cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: math.MaxInt32}.DecMode()
	if err := errors.Join(errEnc, errDec); err != nil {
		panic(err) // the options are constants
	}
	return enc, dec
}

func encode(record any) ([]byte, error) {
	b, err := encoder.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("encode record: %w", err)
	}
	return b, nil
}

func decode(b []byte, record any) error { return decoder.Unmarshal(b, record) }
