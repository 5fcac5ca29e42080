package papers

import (
	"bytes"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// How many pages of a PDF are read, and for how long another one is begun: what
// has been read by then is better than nothing.
const (
	maxPages = 2_000
	maxTime  = 8 * time.Second
)

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
	began := time.Now()
	for n := 1; n <= min(r.NumPage(), maxPages) && !p.full && time.Since(began) < maxTime; n++ {
		page := r.Page(n)
		if page.V.IsNull() {
			continue
		}
		pageText(&p, shown(page))
		p.close()
	}
	return whole(p.out.String()), nil
}

// shown are the pieces of a page without those that the parser adds: after each
// run of letters it shows a line feed in the font at hand, where that may be any
// letter.
func shown(page pdf.Page) []pdf.Text {
	added := map[string]string{}
	for _, name := range page.Fonts() {
		font := page.Font(name)
		_, base, cut := strings.Cut(font.BaseFont(), "+")
		if !cut {
			base = font.BaseFont()
		}
		added[base] = font.Encoder().Decode("\n")
	}
	pieces := page.Content().Text
	kept := pieces[:0]
	for _, t := range pieces {
		if t.S != "\n" && (t.S != added[t.Font] || plainLetter(t.S)) {
			kept = append(kept, t)
		}
	}
	return kept
}

// plainLetter reports a letter or figure too common to be left out on a guess.
func plainLetter(s string) bool {
	return len(s) == 1 && (unicode.IsLetter(rune(s[0])) || unicode.IsDigit(rune(s[0])))
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
	spaced := spaces(pieces)
	var size, y, end float64
	for i, t := range pieces {
		small := size > 0 && t.FontSize <= 0.9*size && figures(t.S)
		above := t.Y-y > 0.1*size && t.Y-y < 0.7*size
		width, known := t.W, t.W > 0
		if !known {
			width = guessed(t)
		}
		switch {
		case i == 0:
		case small && above:
			p.add(raised(t.S))
			end = t.X + width
			continue
		case t.Y-y > 0.6*size || y-t.Y > 0.6*size:
			if y-t.Y > 1.8*max(size, t.FontSize) {
				p.close()
			} else {
				p.add("\n")
			}
		case t.X-end > gap(known, spaced)*max(size, 1):
			p.add(" ")
		}
		p.add(t.S)
		size, y, end = t.FontSize, t.Y, t.X+width
	}
}

// gap is how wide, in heights of letters, the space between two pieces is that
// stands for one between words. Where widths are only guessed and spaces are
// written as letters are, it is hardly any.
func gap(known, spaced bool) float64 {
	switch {
	case known:
		return 0.15
	case spaced:
		return 1
	}
	return 0.2
}

// spaces reports whether a page has spaces as letters, as running text has.
func spaces(pieces []pdf.Text) bool {
	n := 0
	for _, t := range pieces {
		if strings.TrimSpace(t.S) == "" {
			n++
		}
	}
	return n > 0 && n >= len(pieces)/40
}

// guessed is about how wide a piece is whose font does not say.
func guessed(t pdf.Text) float64 {
	width := 0.0
	for _, r := range t.S {
		switch {
		case strings.ContainsRune("ijltfr.,;:'!|()[]-I ", r):
			width += 0.33
		case strings.ContainsRune("mwMW@%—", r):
			width += 0.85
		case unicode.IsUpper(r):
			width += 0.7
		default:
			width += 0.5
		}
	}
	return width * t.FontSize
}

func figures(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}
