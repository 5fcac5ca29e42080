package views

import (
	"strconv"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

// WordsHistory is when some words came into a document and when they left it.
type WordsHistory struct {
	Layout
	Dossier    lang.Text
	Document   dossier.Document
	Revisions  []dossier.Revision // all, oldest first
	Words      string
	Revision   int    // where they were selected, with Address; 0: anywhere
	Address    string // of the provision they were selected in; empty: anywhere
	Wrong      fault.Message
	Provisions []WordsProvision // in the order in which the words came to them
	First      WordsState       // the earliest with the words; zero when they never stood
	Last       WordsState       // the latest with the words
	More       int              // provisions not shown
	Outside    []WordsState     // revisions that have the words outside all provisions
}

// WordsProvision is one provision that had the words at some time.
type WordsProvision struct {
	Provision uint32
	States    []WordsState // oldest first
	Before    int          // the first revision, when earlier ones have not got the provision; else 0
	After     int          // the first revision that has not got the provision any more; else 0
}

// WordsState is how a provision had the words, from one revision to another.
type WordsState struct {
	From, Until int
	Cite        string
	Address     string // in revision From
	Exact       bool   // the words as asked for; else what stood in their place
	Words       string // empty where nothing did
	Pieces      []compare.Piece
}

// NoText is the page of a document on a day before its first revision.
type NoText struct {
	Layout
	Dossier  lang.Text
	Document dossier.Document
	AsOf     clock.Date
	First    dossier.Revision // the first to stand
}

func (p WordsHistory) revision(no int) dossier.Revision {
	if no < 1 || no > len(p.Revisions) {
		return dossier.Revision{No: no}
	}
	return p.Revisions[no-1]
}

// stands reports whether the newest revision has the words.
func (p WordsHistory) stands() bool { return p.Last.Until == len(p.Revisions) }

// span names the revisions of a state: "3" or "3–7".
func (s WordsState) span() string {
	if s.From == s.Until {
		return strconv.Itoa(s.From)
	}
	return strconv.Itoa(s.From) + "–" + strconv.Itoa(s.Until)
}

// elsewhere is a search of the dossier for the words in any form, the earliest first.
func (p WordsHistory) elsewhere() string {
	return p.To().Search(SearchQuery{Words: p.Words, Dossier: p.Document.Dossier, Sort: SortFirst})
}

// stateKey is the key of the sentence that says what a state is.
func (s WordsState) stateKey() string {
	switch {
	case s.Exact:
		return "words.state_exact"
	case s.Words == "":
		return "words.state_none"
	}
	return "words.state_other"
}

// cite is how a provision was named when the words first stood in it.
func (p WordsProvision) cite() string {
	for _, s := range p.States {
		if s.Exact {
			return s.Cite
		}
	}
	return ""
}

// wordsBar is one state in the picture.
type wordsBar struct {
	y          int
	from, wide string // percentages
	state      string // class: "exact" or "other"
	label      string // of the first bar of a provision
}

// The picture: a line for each provision, and the width left for the numbers of
// the first and the last revision.
const (
	wordsRowHeight = 36
	wordsMargin    = 0.02
)

// bars pictures in which revisions each provision had the words.
func (p WordsHistory) bars() []wordsBar {
	var bars []wordsBar
	n := max(1, len(p.Revisions))
	x := func(no int) float64 { return wordsMargin + (1-2*wordsMargin)*float64(no)/float64(n) }
	for row, provision := range p.Provisions {
		label := provision.cite()
		for _, s := range provision.States {
			if s.Words == "" {
				continue
			}
			bar := wordsBar{y: row*wordsRowHeight + 18, from: share(x(s.From - 1)), wide: share(x(s.Until) - x(s.From-1)), state: "other", label: label}
			if s.Exact {
				bar.state = "exact"
			}
			bars = append(bars, bar)
			label = ""
		}
	}
	return bars
}

func (p WordsHistory) pictureHeight() string {
	return pixels(len(p.Provisions)*wordsRowHeight + 22)
}
