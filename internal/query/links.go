package query

import (
	"context"
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// LinksPage is which provision of a revision is which of the one before: what was
// found and is not sure, and what officials said. Result is shared and must not
// be changed.
type LinksPage struct {
	Dossier  lang.Text
	Document dossier.Document
	Old, New dossier.Revision
	Version  int // of the document's links
	Said     []dossier.Correction
	Result   *compare.Result
}

// Links returns the links of a revision for those who may correct them.
func (q *Queries) Links(ctx context.Context, p people.Person, id dossier.ID, document, revision int) (LinksPage, error) {
	var page LinksPage
	var sides pair
	err := q.store.View(ctx, func(tx *store.Tx) error {
		d, doc, err := visibleDocument(tx, p, id, document)
		if err != nil {
			return err
		}
		if err := people.May(p, people.CorrectLinks, object(d)); err != nil {
			return err
		}
		if revision < 2 || revision > doc.Revisions {
			return fault.ErrNotFound
		}
		page.Dossier, page.Document = d.Title, doc
		if page.Old, err = tx.Revision(id, document, revision-1); err != nil {
			return err
		}
		if page.New, err = tx.Revision(id, document, revision); err != nil {
			return err
		}
		links, err := tx.Links(id, document)
		if err != nil {
			return err
		}
		page.Version, page.Said = links.Version, links.Of(revision)
		sides, err = q.texts.pair(tx, page.Old, page.New)
		return err
	})
	if err != nil {
		return LinksPage{}, err
	}
	page.Result, err = q.texts.comparison(ctx, sides)
	return page, err
}

// Fixed reads a correction as an official types it, by address or as lawyers
// cite: para5lg2 or § 5 lg 2. What is not in a text stays as it was typed.
func (page LinksPage) Fixed(old, new string) compare.Fixed {
	return compare.Fixed{Old: typedAddress(page.Result.Old, old), New: typedAddress(page.Result.New, new)}
}

func typedAddress(t *lawtext.Text, typed string) string {
	typed = strings.TrimSpace(typed)
	if _, ok := t.Find(typed); ok || typed == "" {
		return typed
	}
	wanted := plainCite(typed)
	for _, i := range t.Addressable() {
		if plainCite(t.Cite(i)) == wanted {
			return t.Nodes[i].Address
		}
	}
	return typed
}

// plainCite is a citation without what people leave out or add when they type one.
func plainCite(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '.' || r == ',' || r == ')' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
