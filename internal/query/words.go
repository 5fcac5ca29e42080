package query

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Words asks in which revisions and provisions of a document some words stood.
type Words struct {
	Dossier  dossier.ID
	Document int
	Words    string
	Revision int    // where they were selected, with Address; 0: in the newest
	Address  string // of the provision they were selected in; empty: anywhere
	// Where in the provision they were selected, should it have them more than once.
	Prefix, Suffix string // letters before and after them; empty where that is not known
	Offset         int    // about how many words stand before them
}

// WordsPage is where words stood in a document, through all its revisions.
type WordsPage struct {
	Dossier    lang.Text
	Document   dossier.Document
	Revisions  []dossier.Revision // all, oldest first
	Provisions []TracedProvision  // in the order in which the words came to them
	More       int                // provisions that had the words and are not shown
	Outside    []RevisionRun      // revisions that have the words outside all provisions
}

// RevisionRun is some revisions one after another, by their numbers.
type RevisionRun struct{ From, Until int }

// TracedProvision is a provision in which words stood at some time.
type TracedProvision struct {
	Provision uint32
	States    []WordsState // oldest first, without gaps while the provision was there
	Before    int          // the first revision, when earlier ones have not got the provision; else 0
	After     int          // the first revision that has not got the provision any more; else 0
}

// WordsState is how a provision had the words, from one revision to another.
type WordsState struct {
	From, Until int // numbers of revisions
	Cite        string
	Address     string // in revision From
	Exact       bool   // the words as asked for
	Words       string // what stood there; empty where nothing did
	Pieces      []compare.Piece
	text        string
	at          compare.Span
	many        []compare.Span // places of the words, when it is not known which is meant
}

// Bounds of a search for words: longest words, provisions followed, and how many
// texts of one revision may have them before they say too little.
const (
	wordsLongest    = 500
	provisionsShown = 12
	textsWithWords  = 150
)

// WordsOf follows words through the revisions of a document. Provisions are
// followed by their identity, through renumbering and moves. Words too common to
// be followed are Invalid.
func (q *Queries) WordsOf(ctx context.Context, p people.Person, ask Words) (WordsPage, error) {
	var page WordsPage
	err := q.store.View(ctx, func(tx *store.Tx) error {
		d, doc, err := visibleDocument(tx, p, ask.Dossier, ask.Document)
		if err != nil {
			return err
		}
		if ask.Revision < 0 || ask.Revision > doc.Revisions {
			return fault.ErrNotFound
		}
		if ask.Address != "" && ask.Revision == 0 {
			ask.Revision = doc.Revisions
		}
		page.Dossier, page.Document = d.Title, doc
		page.Revisions, err = tx.Revisions(ask.Dossier, ask.Document)
		return err
	})
	switch {
	case err != nil:
		return WordsPage{}, err
	case len(ask.Words) > wordsLongest:
		return page, fault.New(fault.Invalid, "words.long", wordsLongest)
	case strings.TrimSpace(ask.Words) == "":
		return page, nil
	}
	// One after another: what is read on the way is large, an answer is quick.
	select {
	case q.tracing <- struct{}{}:
		defer func() { <-q.tracing }()
	case <-ctx.Done():
		return page, ctx.Err()
	}
	t := &tracer{q: q, ctx: ctx, ask: ask, revisions: page.Revisions, outside: map[store.TextID]bool{}}
	if err := t.read(); err != nil {
		return page, err
	}
	if err := t.seek(); err != nil {
		return page, err
	}
	page.Outside = t.runs()
	page.Provisions, page.More, err = t.trace()
	return page, err
}

// First is the earliest state with the words as asked for.
func (p WordsPage) First() (WordsState, bool) {
	var first WordsState
	for _, t := range p.Provisions {
		for _, s := range t.States {
			if s.Exact && (first.From == 0 || s.From < first.From) {
				first = s
			}
		}
	}
	return first, first.From > 0
}

// Last is the latest state with the words as asked for.
func (p WordsPage) Last() (WordsState, bool) {
	var last WordsState
	for _, t := range p.Provisions {
		for _, s := range t.States {
			if s.Exact && s.Until > last.Until {
				last = s
			}
		}
	}
	return last, last.From > 0
}

// byFirst puts the provision that had the words first before the others.
func byFirst(a, b TracedProvision) int {
	first := func(t TracedProvision) int {
		for _, s := range t.States {
			if s.Exact {
				return s.From
			}
		}
		return 1 << 30
	}
	return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a.Provision, b.Provision))
}

func sortByFirst(list []TracedProvision) { slices.SortStableFunc(list, byFirst) }
