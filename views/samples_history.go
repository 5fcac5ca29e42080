package views

import (
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// histories are the pages about what texts said when.
func (s sampler) histories() []Sample {
	revisions := sampleRevisions()
	oldest := []dossier.Revision{revisions[1], revisions[0]}
	old := WordsState{From: 1, Until: 1, Cite: "§ 2 lg 2", Address: "para2lg2", Words: "kella 23-st kuni 7-ni"}
	now := WordsState{From: 2, Until: 2, Cite: "§ 2 lg 2", Address: "para2lg2", Exact: true, Words: "kella 22-st kuni 7-ni", Pieces: compare.Words(old.Words, "kella 22-st kuni 7-ni")}
	gone := WordsState{From: 2, Until: 2, Cite: "§ 3 lg 2", Address: "para3lg2"}
	words := WordsHistory{
		Layout: s.at("/dossiers/JDM/26-0214/documents/01/words"), Dossier: sampleTitle, Document: sampleDocument, Revisions: oldest,
		Words: "kella 22-st kuni 7-ni", First: now, Last: now, More: 3, Outside: []WordsState{{From: 1, Until: 1}, {From: 2, Until: 2}},
		Provisions: []WordsProvision{{Provision: 7, States: []WordsState{old, now}}, {Provision: 11, States: []WordsState{{From: 1, Until: 1, Cite: "§ 3 lg 2", Address: "para3lg2", Exact: true, Words: "kella 22-st"}, gone}}},
	}
	empty, never, common := words, words, words
	empty.Words, empty.Provisions = "", nil
	never.Provisions, never.Outside = nil, nil
	common.Wrong = fault.Message{Key: "words.common"}
	text := lawtext.Parse(sampleOld)
	marks, _ := compare.First(text)
	day := clock.NewDate(2026, time.October, 1)
	past := Revision{
		Layout: s.at("/dossiers/JDM/26-0214/documents/01"), Dossier: sampleTitle, Institution: sampleOffice, Document: sampleDocument,
		Revision: revisions[1], Revisions: revisions, Text: text, Marks: marks, AsOf: day,
	}
	past.Revision.InForce = dossier.Period{From: day.AddDays(-90), Until: day.AddDays(-1)}
	return []Sample{
		{"words", WordsPage(words)},
		{"words-empty", WordsPage(empty)},
		{"words-never", WordsPage(never)},
		{"words-common", WordsPage(common)},
		{"revision-as-of", RevisionPage(past)},
		{"no-text", NoTextPage(NoText{Layout: past.Layout, Dossier: sampleTitle, Document: sampleDocument, AsOf: clock.NewDate(1999, time.May, 1), First: revisions[1]})},
	}
}
