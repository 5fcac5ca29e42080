package links

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// chain is some revisions of an act with their marks, as published one by one.
func chain(t *rapid.T) (texts Texts, next uint32) {
	words := []string{"Asutus annab loa taotluse alusel.", "Luba kehtib viis aastat.", "Loa eest tasutakse riigilõivu.", "Taotlus esitatakse kirjalikult.", "Otsus tehakse kuu aja jooksul."}
	texts.From = 2
	var old *lawtext.Text
	for no := 1; no <= rapid.IntRange(2, 5).Draw(t, "revisions"); no++ {
		source := "# Seadus\n"
		for n := 1; n <= rapid.IntRange(1, 5).Draw(t, "sections"); n++ {
			source += fmt.Sprintf("\n##### § %d. Säte\n\n%s\n", n, rapid.SampledFrom(words).Draw(t, "words"))
		}
		text := lawtext.Parse(source)
		var marks []dossier.Mark
		if old == nil {
			marks, next = compare.First(text)
		} else {
			marks, next = compare.Trace(texts.Marks[no-2], compare.Texts(old, text), no, next)
		}
		texts.Sources, texts.Marks, old = append(texts.Sources, source), append(texts.Marks, marks), text
	}
	return texts, next
}

// TestRetrace holds that nothing changes while nothing is corrected, that what is
// said of a provision is who it is from then on, and that no revision has two
// provisions of one identity.
func TestRetrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts, next := chain(t)
		for k, marks := range Retrace(texts, dossier.Links{}, next).Marks {
			if !slices.Equal(marks, texts.Marks[k+1]) {
				t.Fatalf("revision %d was %v and is %v", k+2, texts.Marks[k+1], marks)
			}
		}
		old, new := lawtext.Parse(texts.Sources[0]), lawtext.Parse(texts.Sources[1])
		i := rapid.SampledFrom(old.Addressable()).Draw(t, "old")
		j := rapid.SampledFrom(new.Addressable()).Draw(t, "new")
		said := dossier.Correction{Revision: 2, Old: old.Nodes[i].Address, New: new.Nodes[j].Address}
		now := Retrace(texts, dossier.Links{Corrections: []dossier.Correction{said}}, next)
		who := texts.Marks[0][slices.Index(old.Addressable(), i)].Provision
		if got := now.Marks[0][slices.Index(new.Addressable(), j)].Provision; got != who {
			t.Errorf("%s is provision %d, said to be %d", said.New, got, who)
		}
		if !slices.Contains(now.Links.Corrections[0].Provisions, who) {
			t.Errorf("the correction concerns %v, not %d", now.Links.Corrections[0].Provisions, who)
		}
		for k, marks := range now.Marks {
			seen := map[uint32]bool{}
			for _, m := range marks {
				if seen[m.Provision] {
					t.Fatalf("revision %d has provision %d twice: %v", k+2, m.Provision, marks)
				}
				seen[m.Provision] = true
			}
		}
	})
}
