package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

type answerDraftRecord struct {
	Comments  []uint64 `cbor:"1,keyasint,omitempty"`
	Outcome   string   `cbor:"2,keyasint,omitempty"`
	Text      string   `cbor:"3,keyasint,omitempty"`
	Document  int      `cbor:"4,keyasint,omitempty"`
	From      int      `cbor:"5,keyasint,omitempty"`
	Revision  int      `cbor:"6,keyasint,omitempty"`
	Changes   []string `cbor:"7,keyasint,omitempty"`
	Version   int      `cbor:"8,keyasint,omitempty"`
	Saved     instant  `cbor:"9,keyasint,omitempty"`
	By        string   `cbor:"10,keyasint,omitempty"`
	Discarded instant  `cbor:"11,keyasint,omitempty"`
	Read      instant  `cbor:"12,keyasint,omitempty"`
}

func toAnswerDraft(d consult.AnswerDraft) answerDraftRecord {
	return answerDraftRecord{
		each(d.Comments, func(n consult.CommentNo) uint64 { return uint64(n) }), string(d.Outcome), d.Text,
		d.Document, d.From, d.Revision, d.Changes, d.Version, toInstant(d.Saved), string(d.By), toInstant(d.Discarded), toInstant(d.Read),
	}
}

func (r answerDraftRecord) draft(id consult.ID, no consult.DraftNo) consult.AnswerDraft {
	return consult.AnswerDraft{
		No: no, Window: id, Comments: each(r.Comments, func(n uint64) consult.CommentNo { return consult.CommentNo(n) }),
		Outcome: consult.Outcome(r.Outcome), Text: r.Text, Document: r.Document, From: r.From, Revision: r.Revision,
		Changes: r.Changes, Version: r.Version, Saved: r.Saved.time(), By: people.ID(r.By), Discarded: r.Discarded.time(),
		Read: r.Read.time(),
	}
}

type assignmentRecord struct {
	Person string  `cbor:"1,keyasint,omitempty"`
	By     string  `cbor:"2,keyasint,omitempty"`
	At     instant `cbor:"3,keyasint,omitempty"`
}

func toAssignment(a consult.Assignment) assignmentRecord {
	return assignmentRecord{string(a.Person), string(a.By), toInstant(a.At)}
}

func (r assignmentRecord) assignment(no consult.CommentNo) consult.Assignment {
	return consult.Assignment{Comment: no, Person: people.ID(r.Person), By: people.ID(r.By), At: r.At.time()}
}

type formerAnswerRecord struct {
	Outcome string  `cbor:"1,keyasint,omitempty"`
	Text    string  `cbor:"2,keyasint,omitempty"`
	Until   instant `cbor:"3,keyasint,omitempty"`
	By      string  `cbor:"4,keyasint,omitempty"`
}

func toFormerAnswer(f consult.FormerAnswer) formerAnswerRecord {
	return formerAnswerRecord{string(f.Outcome), f.Text, toInstant(f.Until), string(f.By)}
}

func (r formerAnswerRecord) former() consult.FormerAnswer {
	return consult.FormerAnswer{Outcome: consult.Outcome(r.Outcome), Text: r.Text, Until: r.Until.time(), By: people.ID(r.By)}
}

// headRecord reads of a comment what lists sort and count by. It has the numbers
// of commentRecord; what it lacks is passed over without being decoded.
type headRecord struct {
	Dossier      string         `cbor:"1,keyasint,omitempty"`
	Consultation int            `cbor:"2,keyasint,omitempty"`
	Author       authorRecord   `cbor:"3,keyasint,omitzero"`
	Anchor       placeRecord    `cbor:"5,keyasint,omitzero"`
	Submitted    instant        `cbor:"6,keyasint,omitempty"`
	State        string         `cbor:"7,keyasint,omitempty"`
	Response     uint64         `cbor:"9,keyasint,omitempty"`
	Round        bool           `cbor:"10,keyasint,omitempty"`
	Signers      []authorRecord `cbor:"11,keyasint,omitempty"`
	Campaign     uint64         `cbor:"13,keyasint,omitempty"`
	Corrected    instant        `cbor:"19,keyasint,omitempty"`
}

// placeRecord is anchorRecord without the words selected.
type placeRecord struct {
	Document  int    `cbor:"1,keyasint,omitempty"`
	Revision  int    `cbor:"2,keyasint,omitempty"`
	Address   string `cbor:"3,keyasint,omitempty"`
	Provision uint32 `cbor:"4,keyasint,omitempty"`
}

func (r headRecord) comment(no consult.CommentNo) consult.Comment {
	return consult.Comment{
		No: no, Consultation: consult.ID{Dossier: dossier.ID(r.Dossier), No: r.Consultation, Round: r.Round},
		Author: r.Author.author(), Signers: each(r.Signers, authorRecord.author), Submitted: r.Submitted.time(), State: consult.CommentState(r.State),
		Anchor:   consult.Anchor{Document: r.Anchor.Document, Revision: r.Anchor.Revision, Address: r.Anchor.Address, Provision: r.Anchor.Provision},
		Response: consult.ResponseNo(r.Response), Campaign: consult.CampaignNo(r.Campaign), Corrected: r.Corrected.time(),
	}
}
