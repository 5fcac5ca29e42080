package views

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"

	"github.com/eelnou/eelnou/internal/dossier"
)

// Reference is a place in a text that names a provision: of the text itself when
// Dossier is empty, else of a revision of another act.
type Reference struct {
	Start, End int // bytes of the node's text
	Dossier    dossier.ID
	Document   int
	Revision   int
	Address    string // empty: the act as a whole
}

func (l Layout) referenceAddress(r Reference) string {
	if r.Dossier == "" {
		return "#" + r.Address
	}
	return l.To().Place(r.Dossier, r.Document, r.Revision, r.Address)
}

// citing writes a run of law text with what it names as links. Text with marks
// other than superscripts is written without: a link might cut a mark in two.
func citing(l Layout, text string, list []Reference) templ.Component {
	if len(list) == 0 || strings.ContainsAny(text, "*[_\\") {
		return lawWords(text)
	}
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		at := 0
		for _, r := range list {
			if r.Start < at || r.End > len(text) || !balanced(text[at:r.Start]) || !balanced(text[r.Start:r.End]) {
				continue
			}
			if err := lawWords(text[at:r.Start]).Render(ctx, w); err != nil {
				return err
			}
			if _, err := io.WriteString(w, `<a href="`+templ.EscapeString(l.referenceAddress(r))+`">`); err != nil {
				return err
			}
			if err := lawWords(text[r.Start:r.End]).Render(ctx, w); err != nil {
				return err
			}
			if _, err := io.WriteString(w, "</a>"); err != nil {
				return err
			}
			at = r.End
		}
		return lawWords(text[at:]).Render(ctx, w)
	})
}

// balanced reports whether no superscript begins or ends outside a run of text.
func balanced(s string) bool { return strings.Count(s, "<sup>") == strings.Count(s, "</sup>") }
