package amend

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

const corpus = "../../../shared/corpus/acts"

// TestRealRevisionsAsDrafts says what changed from one revision of an act to the next
// as a draft would, and carries it out: nothing may come out otherwise than the next
// revision has it.
func TestRealRevisionsAsDrafts(t *testing.T) {
	if testing.Short() {
		t.Skip("carries out 5,000 changes")
	}
	acts, err := filepath.Glob(filepath.Join(corpus, "*"))
	if err != nil || len(acts) == 0 {
		t.Skip("no acts in " + corpus)
	}
	names := cite.NewNames([]cite.Act{{Title: "Proovi seadus", Key: key}})
	all, exact, left := 0, 0, 0
	for _, act := range acts {
		texts := revisions(t, act)
		for i := 1; i < len(texts); i++ {
			said, addresses := asDraft(texts[i-1], texts[i])
			if len(said) == 0 {
				continue
			}
			draft := lawtext.Parse("# Proovi seaduse muutmise seadus\n\n##### § 1. Proovi seaduse muutmine\n\nProovi seaduses tehakse järgmised muudatused:\n\n" + strings.Join(said, ""))
			got := Apply(texts[i-1], draft, names, key)
			now := lawtext.Parse(got.Source)
			waits := map[int]bool{}
			for _, l := range got.Left {
				waits[draft.Nodes[l.Node].Number.N] = true
			}
			all, left = all+len(said), left+len(got.Left)
			for k, address := range addresses {
				if waits[k+1] {
					continue
				}
				has, want := own(now, address), own(texts[i], address)
				if has != want && !(strings.Contains(has, repealed) && strings.Contains(want, "Kehtetu")) {
					t.Errorf("%s, revision %d, %s:\n got %s\nwant %s", filepath.Base(act), i+1, address, has, want)
					continue
				}
				exact++
			}
		}
	}
	t.Logf("of %d changes %d exactly, %d left", all, exact, left)
	if all < 5000 || exact*100 < 80*all || exact+left != all {
		t.Errorf("of %d changes %d exactly, %d left", all, exact, left)
	}
}

func revisions(t *testing.T, act string) (list []*lawtext.Text) {
	files, err := filepath.Glob(filepath.Join(act, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(a[len(a)-len("001.md"):], b[len(b)-len("001.md"):]) })
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(strings.TrimPrefix(string(b), "---\n"), "\n---\n")
		list = append(list, lawtext.Parse(text))
	}
	return list
}

func own(t *lawtext.Text, address string) string {
	node, ok := t.Find(address)
	if !ok {
		return ""
	}
	return strings.Join(strings.Fields(t.Own(node)), " ")
}

// asDraft writes the changes of subsections and points that have no parts, and where
// they lead.
func asDraft(old, now *lawtext.Text) (said, addresses []string) {
	for _, i := range now.Addressable() {
		n := &now.Nodes[i]
		wording := strings.TrimSpace(now.Own(i))
		p, ok := placed(now, i)
		if !ok || n.End > i+1 || strings.ContainsAny(wording, "„“”«»\"") {
			continue
		}
		before, there := old.Find(n.Address)
		_, parent := old.Find(now.Nodes[n.Parent].Address)
		item := ""
		switch {
		case there && (own(old, n.Address) == own(now, n.Address) || old.Nodes[before].End > before+1):
		case there && strings.Contains(wording, "Kehtetu") && p.Point.N == 0:
			item = spoken(p, "lõige", "punkt") + " tunnistatakse kehtetuks;"
		case there && !strings.Contains(wording, "Kehtetu"):
			item = fmt.Sprintf("%s muudetakse ja sõnastatakse järgmiselt:\n\n„%s”;", spoken(p, "lõige", "punkt"), wording)
		case !there && parent && p.Point.N > 0 && p.Subsection.N > 0:
			item = fmt.Sprintf("%s täiendatakse punktiga %s järgmises sõnastuses:\n\n„%s”;", spoken(cite.Place{Section: p.Section, Subsection: p.Subsection}, "lõiget", ""), numeral(p.Point), wording)
		case !there && parent && p.Point.N == 0:
			item = fmt.Sprintf("paragrahvi %s täiendatakse lõikega %s järgmises sõnastuses:\n\n„%s”;", numeral(p.Section), numeral(p.Subsection), wording)
		}
		if item != "" {
			said = append(said, fmt.Sprintf("%d) %s\n\n", len(said)+1, item))
			addresses = append(addresses, n.Address)
		}
	}
	return said, addresses
}

func spoken(p cite.Place, subsection, point string) string {
	words := "paragrahvi " + numeral(p.Section)
	switch {
	case p.Point.N > 0 && p.Subsection.N > 0:
		return words + " lõike " + numeral(p.Subsection) + " " + point + " " + numeral(p.Point)
	case p.Point.N > 0:
		return words + " " + point + " " + numeral(p.Point)
	}
	return words + " " + subsection + " " + numeral(p.Subsection)
}

func numeral(n lawtext.Number) string {
	if n.Sup > 0 {
		return fmt.Sprintf("%d<sup>%d</sup>", n.N, n.Sup)
	}
	return fmt.Sprint(n.N)
}

// placed is where a subsection or a point stands, when its address says it all.
func placed(t *lawtext.Text, i int) (p cite.Place, ok bool) {
	address := t.Nodes[i].Address
	if k := t.Nodes[i].Kind; k != lawtext.Subsection && k != lawtext.Point {
		return p, false
	}
	for ; i > 0; i = t.Nodes[i].Parent {
		switch n := t.Nodes[i]; n.Kind {
		case lawtext.Section:
			p.Section = n.Number
		case lawtext.Subsection:
			p.Subsection = n.Number
		case lawtext.Point:
			p.Point = n.Number
		}
	}
	return p, p.Address() == address
}
