package query

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestTheActThatChangedAProvision: a change names the act whose mark came with it,
// not those that stood there before, and leads to it when it is kept here.
func TestTheActThatChangedAProvision(t *testing.T) {
	law := func(words, marks string) string {
		return "# Kalapüügi seadus\n\n##### § 1. Püügikeeld\n\n(1) Kudemise ajal on kalapüük " + words + " keelatud.\n\n" + marks + "\n\n##### § 2. Tasu\n\nTasu on kümme eurot.\n"
	}
	const first, second, third = "[RT I 2007, 13, 69 - jõust. 15.03.2007]", "[RT I, 20.12.2023, 40 - jõust. 23.12.2023]", "[RT I, 01.02.2024, 3 - jõust. 05.02.2024]"
	st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
	var parsed []*lawtext.Text
	for _, text := range []string{law("jões", first), law("jões ja ojas", first+"\n\n"+second), law("jões, ojas ja järves", first+"\n\n"+second+"\n\n"+third)} {
		parsed = append(parsed, lawtext.Parse(text))
	}
	keepWordings(t, st, parsed)
	storetest.Do(t, st, func(tx *store.Tx) error {
		kept, hidden := storetest.Dossier("JDM/26-0002"), storetest.Dossier("JDM/26-0003")
		kept.References = []dossier.Reference{{System: "RT", Value: "120122023040"}}
		hidden.References, hidden.Published = []dossier.Reference{{System: "RT", Value: "RT I, 01.02.2024, 3"}}, time.Time{}
		if err := tx.PutDossier(kept); err != nil {
			return err
		}
		return tx.PutDossier(hidden)
	})
	q := New(st, nil, nil, clock.At(today), Settings{})
	page := provisionOf(t, q, "para1")
	var got []string
	for _, s := range page.States {
		for _, a := range s.Acts {
			got = append(got, fmt.Sprintf("%d: %s from %s in %q", s.Revision.No, a.Issue, a.From, a.Dossier))
		}
	}
	want := `2: RT I, 20.12.2023, 40 from 23.12.2023 in "JDM/26-0002" | 3: RT I, 01.02.2024, 3 from 05.02.2024 in ""`
	if strings.Join(got, " | ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, " | "), want)
	}
}

// TestHistoryShowsNumbersOnce: the number of a provision stands beside its words and
// not in them too, whether they came, went, stayed or changed.
func TestHistoryShowsNumbersOnce(t *testing.T) {
	q := history(t, fishOne, fishTwo, fishThree)
	for _, state := range provisionOf(t, q, "para1").States {
		for _, line := range state.Lines {
			for _, piece := range line.Pieces {
				if line.Label != "" && (strings.Contains(piece.New, line.Label) || strings.Contains(piece.Old, line.Label)) {
					t.Errorf("revision %d: %q beside %q and %q", state.Revision.No, line.Label, piece.Old, piece.New)
				}
			}
		}
	}
}

// provisionOf is the history of the provision at an address of the newest revision.
func provisionOf(t *testing.T, q *Queries, address string) ProvisionPage {
	t.Helper()
	ctx := context.Background()
	r, err := q.Revision(ctx, people.Person{}, "JDM/26-0001", 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range r.Text.Addressable() {
		if r.Text.Nodes[n].Address == address {
			page, err := q.Provision(ctx, people.Person{}, "JDM/26-0001", 1, r.Marks[i].Provision)
			if err != nil {
				t.Fatal(err)
			}
			return page
		}
	}
	t.Fatalf("no %s", address)
	return ProvisionPage{}
}
