package views

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// TestVeryManyChangesComeInParts: a page shows a part of them, leads to the
// others, and the address of a change leads to the part that it is on.
func TestVeryManyChangesComeInParts(t *testing.T) {
	const sections = 2*changesOnPage + 10
	var old, new strings.Builder
	for i := range sections {
		fmt.Fprintf(&old, "##### § %d. Tasu\n\n(1) Tasu on %d eurot taotluse kohta.\n\n", i+1, i)
		fmt.Fprintf(&new, "##### § %d. Tasu\n\n(1) Tasu on %d senti taotluse kohta.\n\n", i+1, i)
	}
	r := sampleRevisions()
	page := Compare{Layout: Layout{Lang: lang.Et, Now: sampleNow}, Document: sampleDocument, Old: r[1], New: r[0], Revisions: []dossier.Revision{r[1], r[0]},
		Result: compare.Texts(lawtext.Parse(old.String()), lawtext.Parse(new.String()))}
	shown := 0
	for part := 1; part <= 3; part++ {
		page.Part = part
		var b bytes.Buffer
		if err := ComparePage(page).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		html := b.String()
		n := strings.Count(html, `<section class="change"`)
		shown += n
		if n > changesOnPage || !strings.Contains(html, fmt.Sprintf("Siin on %d. kuni", (part-1)*changesOnPage+1)) {
			t.Errorf("part %d shows %d changes", part, n)
		}
		for other := 1; other <= 3; other++ {
			if leads := strings.Contains(html, fmt.Sprintf("?part=%d", other)); other > 1 && other != part && (other-part)*(other-part) == 1 && !leads {
				t.Errorf("part %d does not lead to part %d", part, other)
			}
		}
	}
	if shown != sections {
		t.Errorf("%d changes on all parts, want %d", shown, sections)
	}
	for change, part := range map[string]string{"para1lg1": "", "para601": "?part=2", "para1205lg1": "?part=3"} {
		if got := page.ChangeAt(page.Result, page.Old, page.New, change); !strings.HasSuffix(got, "/compare/1..2"+part+"#"+change) {
			t.Errorf("%s is at %s", change, got)
		}
	}
}

// TestMuchUnchangedTextIsNamed: of a long table with long rows a page holds what
// changed, and of the rest no more than a reader can unfold.
func TestMuchUnchangedTextIsNamed(t *testing.T) {
	var old, new strings.Builder
	old.WriteString("# Lisa 1\n\n")
	new.WriteString("# Lisa 1\n\n")
	for i := range 1000 {
		long := strings.Repeat(fmt.Sprintf("rida%d tekst ", i), 300)
		fmt.Fprintf(&old, "| %d | %s | vana |\n", i, long)
		fmt.Fprintf(&new, "| %d | %s | %s |\n", i, long, map[bool]string{true: "uus", false: "vana"}[i%100 == 50])
	}
	r := sampleRevisions()
	page := Compare{Layout: Layout{Lang: lang.Et, Now: sampleNow}, Document: sampleDocument, Old: r[1], New: r[0], Revisions: []dossier.Revision{r[1], r[0]},
		Result: compare.Texts(lawtext.Parse(old.String()), lawtext.Parse(new.String()))}
	var b bytes.Buffer
	if err := ComparePage(page).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	if most := foldedBytes + 30*2*5000; b.Len() > most+500_000 {
		t.Errorf("the page has %d bytes", b.Len())
	}
	for _, want := range []string{"rida50 tekst", "rida950 tekst", `<p class="fold quiet"`, `<details class="fold"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}
