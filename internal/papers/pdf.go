package papers

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// maxPages is how many pages of a PDF are read.
const maxPages = 2_000

// pdfText reads the words of a PDF. What is damaged makes the parser panic, which
// is a refusal like any other; it may also take long and much memory, so that it
// is read in a process of its own.
func pdfText(b []byte) (text string, err error) {
	var p paragraphs
	defer func() {
		if recover() != nil {
			text, err = p.out.String(), refused("papers.damaged")
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", refused("papers.damaged")
	}
	for n := 1; n <= min(r.NumPage(), maxPages) && !p.full; n++ {
		page := r.Page(n)
		if page.V.IsNull() {
			continue
		}
		pageText(&p, page.Content().Text)
		p.close()
	}
	return whole(p.out.String()), nil
}

var (
	ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "\u00ad", "")
	broken    = regexp.MustCompile(`(\pL)-\n(\p{Ll})`)
)

// whole joins words that were broken at the end of a line and writes letters that
// were printed as one as the letters they are. It leaves raised numbers alone,
// which a general folding of letters would lower.
func whole(text string) string { return broken.ReplaceAllString(ligatures.Replace(text), "$1$2") }

// pageText writes the pieces of a page as lines and words. Where a piece stands
// tells what it is: a smaller one above the line is a raised number.
func pageText(p *paragraphs, pieces []pdf.Text) {
	var size, y, end float64
	for i, t := range pieces {
		small := size > 0 && t.FontSize <= 0.9*size && figures(t.S)
		above := t.Y-y > 0.1*size && t.Y-y < 0.7*size
		switch {
		case i == 0:
		case small && above:
			p.add(raised(t.S))
			end = t.X + t.W
			continue
		case t.Y-y > 0.6*size || y-t.Y > 0.6*size:
			if y-t.Y > 1.8*max(size, t.FontSize) {
				p.close()
			} else {
				p.add("\n")
			}
		case t.X-end > 0.15*max(size, 1):
			p.add(" ")
		}
		p.add(t.S)
		size, y, end = t.FontSize, t.Y, t.X+t.W
	}
}

func figures(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}
