package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

type caseRecord struct {
	Reports   []reportRecord   `cbor:"1,keyasint,omitempty"`
	Settled   int              `cbor:"2,keyasint,omitempty"`
	Decisions []decisionRecord `cbor:"3,keyasint,omitempty"`
	Appeals   []appealRecord   `cbor:"4,keyasint,omitempty"`
	Disowned  instant          `cbor:"5,keyasint,omitempty"`
	Seen      instant          `cbor:"6,keyasint,omitempty"`
	Changed   instant          `cbor:"7,keyasint,omitempty"`
}

type reportRecord struct {
	Reason string  `cbor:"1,keyasint,omitempty"`
	Text   string  `cbor:"2,keyasint,omitempty"`
	At     instant `cbor:"3,keyasint,omitempty"`
	By     string  `cbor:"4,keyasint,omitempty"`
}

type decisionRecord struct {
	Ruling   string  `cbor:"1,keyasint,omitempty"`
	Reason   string  `cbor:"2,keyasint,omitempty"`
	Note     string  `cbor:"3,keyasint,omitempty"`
	File     int     `cbor:"4,keyasint,omitempty"`
	At       instant `cbor:"5,keyasint,omitempty"`
	By       string  `cbor:"6,keyasint,omitempty"`
	Undone   instant `cbor:"7,keyasint,omitempty"`
	UndoneBy string  `cbor:"8,keyasint,omitempty"`
}

type appealRecord struct {
	Decision int     `cbor:"1,keyasint,omitempty"`
	Text     string  `cbor:"2,keyasint,omitempty"`
	At       instant `cbor:"3,keyasint,omitempty"`
	Decided  instant `cbor:"4,keyasint,omitempty"`
	By       string  `cbor:"5,keyasint,omitempty"`
	Upheld   bool    `cbor:"6,keyasint,omitempty"`
	Answer   string  `cbor:"7,keyasint,omitempty"`
}

func toCase(c consult.Case) caseRecord {
	return caseRecord{
		Reports: each(c.Reports, func(r consult.Report) reportRecord {
			return reportRecord{string(r.Reason), r.Text, toInstant(r.At), string(r.By)}
		}),
		Settled: c.Settled,
		Decisions: each(c.Decisions, func(d consult.Decision) decisionRecord {
			return decisionRecord{string(d.Ruling), string(d.Reason), d.Note, d.File, toInstant(d.At), string(d.By), toInstant(d.Undone), string(d.UndoneBy)}
		}),
		Appeals: each(c.Appeals, func(a consult.Appeal) appealRecord {
			return appealRecord{a.Decision, a.Text, toInstant(a.At), toInstant(a.Decided), string(a.By), a.Upheld, a.Answer}
		}),
		Disowned: toInstant(c.Disowned), Seen: toInstant(c.Seen), Changed: toInstant(c.Changed),
	}
}

func (r caseRecord) of(no consult.CommentNo) consult.Case {
	return consult.Case{
		Comment: no,
		Reports: each(r.Reports, func(r reportRecord) consult.Report {
			return consult.Report{Reason: consult.Reason(r.Reason), Text: r.Text, At: r.At.time(), By: people.ID(r.By)}
		}),
		Settled: r.Settled,
		Decisions: each(r.Decisions, func(d decisionRecord) consult.Decision {
			return consult.Decision{
				Ruling: consult.Ruling(d.Ruling), Reason: consult.Reason(d.Reason), Note: d.Note, File: d.File,
				At: d.At.time(), By: people.ID(d.By), Undone: d.Undone.time(), UndoneBy: people.ID(d.UndoneBy),
			}
		}),
		Appeals: each(r.Appeals, func(a appealRecord) consult.Appeal {
			return consult.Appeal{
				Decision: a.Decision, Text: a.Text, At: a.At.time(), Decided: a.Decided.time(),
				By: people.ID(a.By), Upheld: a.Upheld, Answer: a.Answer,
			}
		}),
		Disowned: r.Disowned.time(), Seen: r.Seen.time(), Changed: r.Changed.time(),
	}
}
