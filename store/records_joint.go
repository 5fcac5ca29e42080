package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

type jointRecord struct {
	Organisation string           `cbor:"1,keyasint,omitempty"`
	Dossier      string           `cbor:"2,keyasint,omitempty"`
	Consultation int              `cbor:"3,keyasint,omitempty"`
	Round        bool             `cbor:"4,keyasint,omitempty"` // Consultation is the ordinal of a round
	Parts        []partRecord     `cbor:"5,keyasint,omitempty"`
	Given        int              `cbor:"6,keyasint,omitempty"`
	Wording      int              `cbor:"7,keyasint,omitempty"`
	Cosigners    []cosignerRecord `cbor:"8,keyasint,omitempty"`
	Begun        instant          `cbor:"9,keyasint,omitempty"`
	By           string           `cbor:"10,keyasint,omitempty"`
	Saved        instant          `cbor:"11,keyasint,omitempty"`
	Sent         instant          `cbor:"12,keyasint,omitempty"`
	SentBy       string           `cbor:"13,keyasint,omitempty"`
	Comments     []uint64         `cbor:"14,keyasint,omitempty"`
	Discarded    instant          `cbor:"15,keyasint,omitempty"`

	Files []attachmentRecord `cbor:"16,keyasint,omitempty"`
}

type partRecord struct {
	No      int          `cbor:"1,keyasint,omitempty"`
	Anchor  anchorRecord `cbor:"2,keyasint,omitzero"`
	Text    string       `cbor:"3,keyasint,omitempty"`
	Version int          `cbor:"4,keyasint,omitempty"`
	Saved   instant      `cbor:"5,keyasint,omitempty"`
	By      string       `cbor:"6,keyasint,omitempty"`
	Removed instant      `cbor:"7,keyasint,omitempty"`

	Replacement string `cbor:"8,keyasint,omitempty"`
}

type cosignerRecord struct {
	Organisation string  `cbor:"1,keyasint,omitempty"`
	Invited      instant `cbor:"2,keyasint,omitempty"`
	By           string  `cbor:"3,keyasint,omitempty"`
	Answer       string  `cbor:"4,keyasint,omitempty"`
	Wording      int     `cbor:"5,keyasint,omitempty"`
	Answered     instant `cbor:"6,keyasint,omitempty"`
	AnsweredBy   string  `cbor:"7,keyasint,omitempty"`
}

func toJoint(j consult.Joint) jointRecord {
	return jointRecord{
		j.Organisation, string(j.Consultation.Dossier), j.Consultation.No, j.Consultation.Round,
		each(j.Parts, toPart), j.Given, j.Wording, each(j.Cosigners, toCosigner),
		toInstant(j.Begun), string(j.By), toInstant(j.Saved), toInstant(j.Sent), string(j.SentBy),
		each(j.Comments, func(n consult.CommentNo) uint64 { return uint64(n) }), toInstant(j.Discarded),
		toAttachments(j.Files),
	}
}

func toPart(p consult.Part) partRecord {
	return partRecord{p.No, anchorRecord(p.Anchor), p.Text, p.Version, toInstant(p.Saved), string(p.By), toInstant(p.Removed), p.Replacement}
}

func toCosigner(c consult.Cosigner) cosignerRecord {
	return cosignerRecord{
		c.Organisation, toInstant(c.Invited), string(c.By), string(c.Answer), c.Wording, toInstant(c.Answered), string(c.AnsweredBy),
	}
}

func (r jointRecord) joint(id consult.JointID) consult.Joint {
	return consult.Joint{
		ID: id, Organisation: r.Organisation, Consultation: consult.ID{Dossier: dossier.ID(r.Dossier), No: r.Consultation, Round: r.Round},
		Parts: each(r.Parts, partRecord.part), Given: r.Given, Wording: r.Wording, Cosigners: each(r.Cosigners, cosignerRecord.cosigner),
		Begun: r.Begun.time(), By: people.ID(r.By), Saved: r.Saved.time(), Sent: r.Sent.time(), SentBy: people.ID(r.SentBy),
		Comments:  each(r.Comments, func(n uint64) consult.CommentNo { return consult.CommentNo(n) }),
		Discarded: r.Discarded.time(),
		Files:     attachments(r.Files),
	}
}

func (r partRecord) part() consult.Part {
	return consult.Part{
		No: r.No, Anchor: consult.Anchor(r.Anchor), Text: r.Text, Version: r.Version,
		Saved: r.Saved.time(), By: people.ID(r.By), Removed: r.Removed.time(), Replacement: r.Replacement,
	}
}

func (r cosignerRecord) cosigner() consult.Cosigner {
	return consult.Cosigner{
		Organisation: r.Organisation, Invited: r.Invited.time(), By: people.ID(r.By), Answer: consult.Signature(r.Answer),
		Wording: r.Wording, Answered: r.Answered.time(), AnsweredBy: people.ID(r.AnsweredBy),
	}
}
