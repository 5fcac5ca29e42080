package action_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// parted is the law with another § 2, while what § 2 said is in § 3 in words that
// no comparison recognises.
const parted = `# Pargiseadus

##### § 1. Reguleerimisala

(1) Seadus reguleerib parkide hooldamist.

(2) Seadust ei kohaldata metsale.

##### § 2. Järelevalve

Järelevalvet teeb Keskkonnaamet, kes võib nõuda selgitusi ja dokumente.

##### § 3. Haljasala korrashoid

Linn või vald hoiab haljasala korras kuu aja kestel.
`

// provisionAt is who a provision of a revision is.
func (w *world) provisionAt(id dossier.ID, no int, address string) (found uint32) {
	w.Helper()
	w.must(w.store.View(w.ctx, func(tx *store.Tx) error {
		text, err := tx.RevisionText(id, 1, no)
		w.must(err)
		marks, err := tx.Marks(id, 1, no)
		w.must(err)
		parsed := lawtext.Parse(text)
		node, ok := parsed.Find(address)
		k := slices.Index(parsed.Addressable(), node)
		if !ok || k < 0 {
			w.Fatalf("revision %d has no %s", no, address)
		}
		found = marks[k].Provision
		return nil
	}))
	return found
}

func (w *world) links(id dossier.ID) (l dossier.Links) {
	w.Helper()
	w.must(w.store.View(w.ctx, func(tx *store.Tx) (err error) {
		l, err = tx.Links(id, 1)
		return err
	}))
	return l
}

func (w *world) sound() {
	w.Helper()
	report, err := w.store.Check(w.ctx, nil)
	w.must(err)
	if !report.OK() {
		w.Fatal(report.Problems)
	}
}

// TestCorrectedLinkCarriesTheIdentity corrects a link that has a revision after
// it, and takes the correction back.
func TestCorrectedLinkCarriesTheIdentity(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	w.publish(id, 1, parted)
	w.publish(id, 2, strings.Replace(parted, "kuu aja", "kahe kuu", 1))
	keeper := w.provisionAt(id, 1, "para2")
	if w.provisionAt(id, 2, "para3") == keeper {
		t.Fatal("the comparison found by itself what is to be corrected")
	}

	correct := action.CorrectLinks{Dossier: id, Document: 1, Revision: 2, Said: []compare.Fixed{{Old: "para2", New: "para3"}}}
	w.must(w.do.CorrectLinks(w.ctx, official, correct))
	for _, no := range []int{2, 3} {
		if got := w.provisionAt(id, no, "para3"); got != keeper {
			t.Errorf("revision %d: § 3 is provision %d, not %d", no, got, keeper)
		}
		if got := w.provisionAt(id, no, "para2"); got == keeper {
			t.Errorf("revision %d: § 2 is still provision %d", no, got)
		}
	}
	w.sound()
	said := w.links(id)
	if len(said.Corrections) != 1 || said.Version != 1 || !slices.Contains(said.Corrections[0].Provisions, keeper) {
		t.Errorf("kept: %+v", said)
	}

	w.refused(w.do.CorrectLinks(w.ctx, official, correct), fault.ErrConflict, "links.changed") // said from an old page
	correct.Version, correct.Said, correct.Dropped = 1, nil, correct.Said
	w.must(w.do.CorrectLinks(w.ctx, official, correct))
	if w.provisionAt(id, 2, "para3") == keeper || len(w.links(id).Corrections) != 0 {
		t.Error("what was taken back still holds")
	}
	w.sound()
	told := 0
	w.must(w.store.View(w.ctx, func(tx *store.Tx) error {
		events, err := tx.Events(0, 1000)
		for _, e := range events {
			if e.Name == event.LinksCorrected {
				told++
			}
		}
		return err
	}))
	if told != 2 {
		t.Errorf("%d events, want 2", told)
	}
}

// TestLinksThatCannotBeCorrected asks for what may not or cannot be said; nothing
// of it leaves a trace.
func TestLinksThatCannotBeCorrected(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	w.publish(id, 1, parted)
	fixed := []compare.Fixed{{Old: "para2", New: "para3"}}
	for name, c := range map[string]struct {
		who  people.Person
		req  action.CorrectLinks
		kind *fault.Fault
		key  string
	}{
		"a citizen":             {citizen, action.CorrectLinks{Revision: 2, Said: fixed}, fault.ErrForbidden, ""},
		"nobody":                {nobody, action.CorrectLinks{Revision: 2, Said: fixed}, fault.ErrSignIn, ""},
		"another institution":   {other, action.CorrectLinks{Revision: 2, Said: fixed}, fault.ErrForbidden, ""},
		"the first revision":    {official, action.CorrectLinks{Revision: 1, Said: fixed}, fault.ErrNotFound, ""},
		"a revision not there":  {official, action.CorrectLinks{Revision: 3, Said: fixed}, fault.ErrNotFound, ""},
		"a provision not there": {official, action.CorrectLinks{Revision: 2, Said: []compare.Fixed{{Old: "para9", New: "para3"}}}, fault.ErrInvalid, "compare.fixed_absent"},
		"nothing":               {official, action.CorrectLinks{Revision: 2, Said: []compare.Fixed{{}}}, fault.ErrInvalid, "compare.fixed_nothing"},
		"one twice":             {official, action.CorrectLinks{Revision: 2, Said: []compare.Fixed{{Old: "para1", New: "para3"}, {Old: "para2", New: "para3"}}}, fault.ErrInvalid, "compare.fixed_twice"},
	} {
		c.req.Dossier, c.req.Document = id, 1
		w.refused(w.do.CorrectLinks(w.ctx, c.who, c.req), c.kind, c.key)
		if len(w.links(id).Corrections) != 0 {
			t.Fatalf("%s left a trace", name)
		}
	}
}
