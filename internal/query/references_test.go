package query

import (
	"context"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Whoever reads, each thing that a text names can be read by anybody and is there,
// and an act that nobody may know of, or of whose name there are two, is none.
func TestReferencesLeadToWhatAnyoneMayRead(t *testing.T) {
	ctx := context.Background()
	official := people.Person{ID: "x", Institution: "JDM", Roles: []people.Role{people.Official}}
	count := func(q *Queries, p people.Person) (own, other int) {
		c, err := q.fresh(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range c.all() {
			documents, err := q.DocumentsOf(ctx, p, e.facts.ID)
			if err != nil {
				continue // hidden from the person
			}
			for _, doc := range documents {
				if doc.Revisions == 0 {
					continue
				}
				page, err := q.Revision(ctx, p, e.facts.ID, doc.No, 0)
				if err != nil {
					t.Fatal(err)
				}
				for node, list := range page.References {
					for _, r := range list {
						text := page.Text
						if r.Dossier == "" {
							own++
						} else {
							other++
							read, err := q.Revision(ctx, people.Person{}, r.Dossier, r.Document, r.Revision)
							if err != nil {
								t.Fatalf("%s %02d: leads to %+v: %v", e.facts.ID, doc.No, r, err)
							}
							if text = read.Text; read.Revision.Began().After(page.Revision.Began()) {
								t.Errorf("%s: %+v is younger than the text", e.facts.ID, r)
							}
						}
						if _, ok := text.Find(r.Address); r.Address != "" && !ok || r.End > len(page.Text.Text(node)) {
							t.Errorf("%s: %+v is not there", e.facts.ID, r)
						}
					}
				}
			}
		}
		return own, other
	}
	_, q := loaded(t)
	own, other := count(q, people.Person{})
	if own == 0 || other == 0 {
		t.Fatalf("%d references within a text and %d to others in the sample", own, other)
	}
	if o, n := count(q, official); o < own || n < other {
		t.Errorf("an official sees %d and %d, anybody %d and %d", o, n, own, other)
	}
	c, _ := q.fresh(ctx)
	var law *entry
	for _, e := range c.all() {
		if len(e.acts) > 0 && e.facts.Title.In(lang.Et) == "Jäätmeseadus" {
			law = e
		}
	}
	if law == nil {
		t.Fatal("the sample has no Jäätmeseadus")
	}
	same := *law
	same.facts.ID = dossier.ID("KLIM/99-0001")
	c.entries[same.facts.ID], c.order = &same, nil
	if !c.ambiguous(law) {
		t.Error("two acts of one name are told apart")
	}
	delete(c.entries, same.facts.ID)
	hidden := *law
	hidden.facts.Published = time.Time{}
	c.entries[law.facts.ID], c.order = &hidden, nil
	if _, n := count(q, people.Person{}); n >= other {
		t.Errorf("%d references to acts nobody may know of", n-other)
	}
}
