// Package exchange reads and writes the formats in which legal texts come and
// go: Markdown with a YAML header, Riigi Teataja's XML, plain text, the manifest
// of a corpus and the list of dossiers of the eelnõude infosüsteem.
//
// Readers take bytes, touch no files and decide nothing. What cannot be read is
// a *Refused with its line and a reason a person understands; what could be put
// right is told in Act.Repairs.
package exchange

import (
	"fmt"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// MaxSource is the largest source that is read, in bytes. The largest real act,
// with its tables, has 3.2 MB.
const MaxSource = 32 << 20

// Act is one wording of a legal text with what its source says about it. Fields
// that the source does not give are zero.
type Act struct {
	ID         string // number at the source, the same in every wording of the act
	Title      string
	ShortTitle string // such as KarS
	Rank       string // seadus, maarus, …
	Department string // who gave the act
	TextType   string // "algtekst…" for the text as first published
	Section    string // part of Riigi Teataja, such as "RT I"
	Original   string // where the act was first published, such as "RT I, 2001, 61, 364"
	Source     string // address of this wording
	Adopted    clock.Date
	Published  clock.Date // of this wording
	From       clock.Date // this wording applies from and until these days
	Until      clock.Date
	Body       string // the text in Markdown
	Repairs    []lawtext.Repair
}

// Refused says why a source cannot be read. errors.Is(err, fault.ErrInvalid)
// holds for it.
type Refused struct {
	Line   int // from 1; 0 when it is about the whole
	Reason fault.Message
}

func (r *Refused) Error() string {
	reason := r.Reason.Key
	if len(r.Reason.Args) > 0 {
		reason += fmt.Sprint(r.Reason.Args)
	}
	if r.Line == 0 {
		return reason
	}
	return fmt.Sprintf("line %d: %s", r.Line, reason)
}

// Unwrap gives the fault that a form shows.
func (r *Refused) Unwrap() error {
	return &fault.Fault{Kind: fault.Invalid, Message: r.Reason}
}

func refuse(line int, key string, args ...any) *Refused {
	return &Refused{Line: line, Reason: fault.Message{Key: key, Args: args}}
}

// date reads a day as sources write it. What is not a day is no day: headers of
// old wordings hold placeholders, and none of them is worth losing a text for.
func date(s string) clock.Date {
	d, err := clock.ParseDate(strings.TrimSpace(s))
	if err != nil {
		return clock.Date{}
	}
	return d
}
