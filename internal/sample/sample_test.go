package sample

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var today = time.Date(2026, time.November, 23, 18, 0, 0, 0, time.UTC)

func loaded(t *testing.T) *store.Store {
	t.Helper()
	st := storetest.Open(t)
	if err := Load(context.Background(), st, clock.At(today)); err != nil {
		t.Fatal(err)
	}
	return st
}

func planned(t *testing.T) *plan {
	t.Helper()
	lib, err := read(content)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlan(lib, today)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// intended are the warnings that show what a warning looks like.
var intended = map[string]bool{
	"kaasamise-seadus 01.r2 lawtext.number_goes_back": true, // § 22 was moved without a new number
}

func TestLoad(t *testing.T) { loaded(t) }

func TestActsParseWithoutWarnings(t *testing.T) {
	for slug, m := range planned(t).dossiers {
		for i, prints := range m.prints {
			if m.file.Documents[i].Kind != dossier.DraftAct {
				continue // notes and intents have no sections
			}
			for j, print := range prints {
				for _, w := range print.text.Warnings {
					if !intended[name(slug, i, j)+" "+w.Key] {
						t.Errorf("%s line %d: %s %v", name(slug, i, j), w.Line, w.Key, w.Args)
					}
				}
				t.Logf("%s: %d sections, %+v", name(slug, i, j), len(print.text.Sections()), print.changed)
			}
		}
	}
}

func name(slug string, i, j int) string { return fmt.Sprintf("%s %02d.r%d", slug, i+1, j+1) }
