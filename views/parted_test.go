package views

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// TestPartedSectionsAreNamed: a page says in words which section another was
// split from, and shows its words compared, not as new.
func TestPartedSectionsAreNamed(t *testing.T) {
	whole := "##### § 5. Luba\n\n(1) Luba antakse viieks aastaks pärast nõuetekohase taotluse esitamist. Järelevalveasutus tunnistab loa kehtetuks, kui ettevõtja ei kõrvalda rikkumist tähtajaks.\n"
	parts := "##### § 5. Luba\n\n(1) Luba antakse viieks aastaks pärast nõuetekohase taotluse esitamist.\n\n##### § 6. Kehtetus\n\n(1) Järelevalveasutus tunnistab loa kehtetuks, kui ettevõtja ei kõrvalda rikkumist kuu jooksul.\n"
	cases := []struct {
		in       lang.Tag
		old, new string
		want     string
	}{
		{lang.Et, whole, parts, "eraldatud §-st 5"},
		{lang.En, whole, parts, "split from § 5"},
		{lang.Ru, whole, parts, "выделено из § 5"},
		{lang.Et, parts, whole, "ühendatud §-ga 5"},
		{lang.En, parts, whole, "merged into § 5"},
	}
	r := sampleRevisions()
	for _, c := range cases {
		result := compare.Texts(lawtext.Parse(c.old), lawtext.Parse(c.new))
		page := Compare{Layout: Layout{Lang: c.in, Now: sampleNow}, Document: sampleDocument, Old: r[1], New: r[0], Revisions: []dossier.Revision{r[1], r[0]}, Result: result}
		var b bytes.Buffer
		if err := ComparePage(page).Render(context.Background(), &b); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.ReplaceAll(b.String(), nbsp, " "), c.want) {
			t.Errorf("%s: the page does not say %q", c.in, c.want)
		}
		added := map[bool]string{true: "</span>kuu jooksul", false: "</span>tähtajaks"}[c.old == whole]
		if !strings.Contains(b.String(), added) {
			t.Errorf("%s: the words are not compared one by one", c.in)
		}
	}
}
