// Package letter proposes how a letter is split into single remarks: where each
// begins, what is no remark, and which provision each is about. It is for a
// person to change; nothing is decided here.
package letter

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lawtext"
)

var (
	numbered = regexp.MustCompile(`^(\d{1,3}(\.\d{1,3})*[.)]|\d{1,3}(\.\d{1,3})+|[IVX]{1,5}[.)]|[a-zõäöü]\))\s`)
	heading  = regexp.MustCompile(`^#{1,6}\s`)
	greeting = regexp.MustCompile(`(?i)^(tere\b|lugupeetud|austatud|hea |dear |уважаем|здравствуй)`)
	closing  = regexp.MustCompile(`(?i)^(lugupidamisega|austusega|parimate|heade soovidega|sincerely|yours|kind regards|best regards|с уважением|/?\s*allkirjastatud|\(?digitaalselt allkirjastatud|lisa[d]?:)`)
)

// shortest is how many characters a paragraph at the head of a letter has that
// may say something; shorter ones are addresses, dates and numbers.
const shortest = 80

// Paragraphs cuts a text at its empty lines, and before each line that begins
// with a number or the name of a provision, for letters are often wrapped
// without them. Lines of one paragraph are joined.
func Paragraphs(text string) []string {
	var list []string
	var now []string
	end := func() {
		if len(now) > 0 {
			list = append(list, strings.Join(now, "\n"))
		}
		now = nil
	}
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		line = strings.TrimRight(line, " \t\n\f")
		bare := strings.TrimSpace(line)
		if bare == "" {
			end()
			continue
		}
		if begins(bare) || heading.MatchString(bare) || len(now) > 0 && heading.MatchString(now[len(now)-1]) {
			end()
		}
		now = append(now, bare)
	}
	end()
	return list
}

// begins reports a line that starts a numbered paragraph or one about a section.
func begins(line string) bool {
	return numbered.MatchString(line) || strings.HasPrefix(line, "§") || strings.HasPrefix(line, "Paragrahv ")
}

// Propose makes blocks of a letter's paragraphs. Places are in the document
// given; exists says whether it has a provision, so that what is proposed is
// there.
func Propose(paragraphs []string, document int, exists func(address string) bool) []consult.Block {
	names := cite.NewNames(cite.Known())
	blocks := make([]consult.Block, len(paragraphs))
	for i, p := range paragraphs {
		at, early := place(p, names, exists)
		blocks[i] = consult.Block{Text: p, Document: document, At: at}
		blocks[i].Cut = i == 0 || early || numbered.MatchString(p) || heading.MatchString(p) || closing.MatchString(p)
	}
	skipEnds(blocks)
	skipHeadings(blocks)
	inherit(blocks)
	return blocks
}

// early is within how many bytes of its beginning a paragraph names a provision
// that it is about, rather than one that it mentions.
const early = 16

// place is the first provision of the draft that a paragraph names, as lawyers
// write it, and whether the paragraph begins with it.
func place(text string, names *cite.Names, exists func(string) bool) (at string, begins bool) {
	for _, ref := range cite.Find(text, names) {
		if ref.Scope != cite.Own || ref.Section.N == 0 {
			continue
		}
		if p, ok := nearest(ref.Place, exists); ok {
			return p.String(), ref.Start < early
		}
	}
	return "", false
}

// nearest is a place or the lowest one around it that exists.
func nearest(p cite.Place, exists func(string) bool) (cite.Place, bool) {
	for _, up := range []func(){func() {}, func() { p.Subpoint = lawtext.Number{} }, func() { p.Point = lawtext.Number{} }, func() { p.Subsection = lawtext.Number{} }} {
		up()
		if exists(p.Address()) {
			return p, true
		}
	}
	return p, false
}

// skipEnds leaves out what stands before and after the remarks: addresses, the
// greeting, the signature.
func skipEnds(blocks []consult.Block) {
	i := 0
	for ; i < len(blocks); i++ {
		b := &blocks[i]
		short := utf8.RuneCountInString(b.Text) < shortest && !strings.HasSuffix(b.Text, ".") && b.At == "" && (i == 0 || !b.Cut) && !numbered.MatchString(b.Text)
		if !short && !greeting.MatchString(b.Text) {
			break
		}
	}
	if i == len(blocks) {
		return // a letter of short lines is all remarks
	}
	if i > 0 {
		blocks[0].Skip = true
		blocks[i].Cut = true
	}
	for j := max(i, 1); j < len(blocks); j++ {
		if !closing.MatchString(blocks[j].Text) {
			continue
		}
		blocks[j].Skip = true
		for k := j + 1; k < len(blocks); k++ {
			blocks[k].Cut = false
		}
		return
	}
}

// skipHeadings leaves out a heading that has nothing under it but more remarks.
func skipHeadings(blocks []consult.Block) {
	for i := range blocks {
		if heading.MatchString(blocks[i].Text) && i+1 < len(blocks) && blocks[i+1].Cut {
			blocks[i].Skip = true
		}
	}
}

// inherit gives a remark the first place named in it when its first paragraph
// names none.
func inherit(blocks []consult.Block) {
	for i := range blocks {
		for j := i + 1; blocks[i].Cut && blocks[i].At == "" && j < len(blocks) && !blocks[j].Cut; j++ {
			blocks[i].At = blocks[j].At
		}
	}
}
