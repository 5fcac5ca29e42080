package query

import (
	"context"
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store"
)

// Listed is a public dossier in the list for search engines.
type Listed struct {
	ID      dossier.ID
	Changed time.Time
}

// sitemapLimit is how many addresses such a list may have.
const sitemapLimit = 50_000

// Sitemap lists the public dossiers, newest change first.
func (q *Queries) Sitemap(ctx context.Context) ([]Listed, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return nil, err
	}
	var list []Listed
	for _, e := range c.all() {
		if e.public() && len(list) < sitemapLimit {
			list = append(list, Listed{e.facts.ID, changed(e)})
		}
	}
	return list, nil
}

// Alive returns an error when the store cannot be read.
func (q *Queries) Alive(ctx context.Context) error {
	return q.store.View(ctx, func(tx *store.Tx) error {
		_, err := tx.LastSeq()
		return err
	})
}
