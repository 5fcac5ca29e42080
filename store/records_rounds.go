package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

type roundRecord struct {
	Note        textRecord        `cbor:"1,keyasint,omitzero"`
	Documents   [][2]int          `cbor:"2,keyasint,omitempty"`
	Sent        instant           `cbor:"3,keyasint,omitempty"`
	Deadline    day               `cbor:"4,keyasint,omitempty"`
	ShortReason textRecord        `cbor:"5,keyasint,omitzero"`
	Moves       []moveRecord      `cbor:"6,keyasint,omitempty"`
	Addressees  []addresseeRecord `cbor:"7,keyasint,omitempty"`
	Previous    int               `cbor:"8,keyasint,omitempty"`
	By          string            `cbor:"9,keyasint,omitempty"`
	Institution string            `cbor:"10,keyasint,omitempty"`
	Comments    int               `cbor:"11,keyasint,omitempty"`
	Answered    int               `cbor:"12,keyasint,omitempty"`
}

type addresseeRecord struct {
	Institution string  `cbor:"1,keyasint,omitempty"`
	Task        string  `cbor:"2,keyasint,omitempty"`
	Assigned    string  `cbor:"3,keyasint,omitempty"`
	Reply       string  `cbor:"4,keyasint,omitempty"`
	Reasons     string  `cbor:"5,keyasint,omitempty"`
	Replied     instant `cbor:"6,keyasint,omitempty"`
	By          string  `cbor:"7,keyasint,omitempty"`

	Through    string              `cbor:"8,keyasint,omitempty"`
	Annexes    []attachmentRecord  `cbor:"9,keyasint,omitempty"`
	Former     []formerReplyRecord `cbor:"10,keyasint,omitempty"`
	Correcting bool                `cbor:"11,keyasint,omitempty"`
	Prepared   []attachmentRecord  `cbor:"12,keyasint,omitempty"`
	Heirs      []string            `cbor:"13,keyasint,omitempty"`
}

type formerReplyRecord struct {
	Reply   string             `cbor:"1,keyasint,omitempty"`
	Reasons string             `cbor:"2,keyasint,omitempty"`
	Annexes []attachmentRecord `cbor:"3,keyasint,omitempty"`
	Replied instant            `cbor:"4,keyasint,omitempty"`
	By      string             `cbor:"5,keyasint,omitempty"`
}

func toRound(r consult.Round) roundRecord {
	return roundRecord{
		toText(r.Note), each(r.Documents, func(d consult.DocumentAt) [2]int { return [2]int{d.Document, d.Revision} }),
		toInstant(r.Sent), toDay(r.Deadline), toText(r.ShortReason), each(r.Moves, toMove),
		each(r.Addressees, toAddressee), r.Previous, string(r.By), string(r.Institution), r.Comments, r.Answered,
	}
}

func toAddressee(a consult.Addressee) addresseeRecord {
	return addresseeRecord{
		string(a.Institution), string(a.Task), string(a.Assigned), string(a.Reply), a.Reasons,
		toInstant(a.Replied), string(a.By), string(a.Through), toAttachments(a.Annexes),
		each(a.Former, toFormerReply), a.Correcting, toAttachments(a.Prepared),
		each(a.Heirs, func(c people.Code) string { return string(c) }),
	}
}

func toFormerReply(f consult.FormerReply) formerReplyRecord {
	return formerReplyRecord{string(f.Reply), f.Reasons, toAttachments(f.Annexes), toInstant(f.Replied), string(f.By)}
}

func (r formerReplyRecord) former() consult.FormerReply {
	return consult.FormerReply{
		Reply: consult.Reply(r.Reply), Reasons: r.Reasons, Annexes: attachments(r.Annexes),
		Replied: r.Replied.time(), By: people.ID(r.By),
	}
}

func (r roundRecord) round(id consult.ID) consult.Round {
	return consult.Round{
		ID: id, Note: r.Note.text(),
		Documents: each(r.Documents, func(d [2]int) consult.DocumentAt { return consult.DocumentAt{Document: d[0], Revision: d[1]} }),
		Sent:      r.Sent.time(), Deadline: r.Deadline.date(), ShortReason: r.ShortReason.text(), Moves: each(r.Moves, moveRecord.move),
		Addressees: each(r.Addressees, addresseeRecord.addressee), Previous: r.Previous,
		By: people.ID(r.By), Institution: people.Code(r.Institution), Comments: r.Comments, Answered: r.Answered,
	}
}

func (r addresseeRecord) addressee() consult.Addressee {
	return consult.Addressee{
		Institution: people.Code(r.Institution), Task: consult.Task(r.Task), Assigned: people.ID(r.Assigned),
		Reply: consult.Reply(r.Reply), Reasons: r.Reasons, Replied: r.Replied.time(), By: people.ID(r.By),
		Through: people.Code(r.Through), Annexes: attachments(r.Annexes), Former: each(r.Former, formerReplyRecord.former),
		Correcting: r.Correcting, Prepared: attachments(r.Prepared),
		Heirs: each(r.Heirs, func(c string) people.Code { return people.Code(c) }),
	}
}

type remarkDraftRecord struct {
	Anchor      anchorRecord `cbor:"1,keyasint,omitzero"`
	Text        string       `cbor:"2,keyasint,omitempty"`
	Replacement string       `cbor:"3,keyasint,omitempty"`
	Version     int          `cbor:"4,keyasint,omitempty"`
	Saved       instant      `cbor:"5,keyasint,omitempty"`
	By          string       `cbor:"6,keyasint,omitempty"`
	Discarded   instant      `cbor:"7,keyasint,omitempty"`
	Corrects    uint64       `cbor:"8,keyasint,omitempty"`
}

func toRemarkDraft(m consult.RemarkDraft) remarkDraftRecord {
	return remarkDraftRecord{
		anchorRecord(m.Anchor), m.Text, m.Replacement, m.Version, toInstant(m.Saved), string(m.By), toInstant(m.Discarded), uint64(m.Corrects),
	}
}

func (r remarkDraftRecord) draft(id consult.ID, of people.Code, no consult.RemarkNo) consult.RemarkDraft {
	id.Round = true
	return consult.RemarkDraft{
		No: no, Round: id, Institution: of, Anchor: consult.Anchor(r.Anchor), Text: r.Text, Replacement: r.Replacement,
		Version: r.Version, Saved: r.Saved.time(), By: people.ID(r.By), Discarded: r.Discarded.time(), Corrects: consult.CommentNo(r.Corrects),
	}
}

func toAttachments(list []consult.Attachment) []attachmentRecord {
	return each(list, func(a consult.Attachment) attachmentRecord { return attachmentRecord(a) })
}

func attachments(list []attachmentRecord) []consult.Attachment {
	return each(list, func(a attachmentRecord) consult.Attachment { return consult.Attachment(a) })
}
