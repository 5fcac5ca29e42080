package web

import (
	"context"
	"io"
	"iter"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// searchHead names the columns of the file of what a search finds. The names are
// for ever.
var searchHead = []string{"dossier", "dossier_title", "institution", "kind", "language", "title", "address", "dated", "from", "passage"}

// sendSearch sends what a search finds as CSV.
func (s *Server) sendSearch(v *visit) error {
	q, err := v.searchQuery()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), streamWithin)
	found, err := s.queries.Places(ctx, v.person, searchAsked(q))
	if err != nil {
		cancel()
		return err
	}
	l := s.layout(v)
	table := exchange.Table{Head: searchHead, Rows: s.placeRows(l, q, found)}
	return s.stream(v, cancel, "search.csv", exchange.CSVType, func(w io.Writer) error { return exchange.WriteCSV(w, table, "") })
}

func (s *Server) placeRows(l views.Layout, q views.SearchQuery, found iter.Seq2[query.FoundPlace, error]) iter.Seq2[exchange.Row, error] {
	return func(yield func(exchange.Row, error) bool) {
		for place, err := range found {
			var cells []string
			if err == nil {
				cells = s.placeCells(l, q, place)
			}
			if !yield(exchange.Row{Cells: cells}, err) {
				return
			}
		}
	}
}

func (s *Server) placeCells(l views.Layout, q views.SearchQuery, place query.FoundPlace) []string {
	hit := pastShown(hitShown(l.To(), query.SearchGroup{DossierRow: place.Dossier}, place.SearchHit), place.SearchHit, q)
	var passage strings.Builder
	for _, part := range place.Snippet {
		passage.WriteString(part.Text)
	}
	dated := ""
	if !place.Dated.IsZero() {
		dated = clock.DateOf(place.Dated).String()
	}
	return []string{string(place.Dossier.ID), l.In(place.Dossier.Title), string(place.Dossier.Institution.Code), hit.Kind, hit.Language,
		hit.Title, s.config.BaseURL + hit.Address, dated, place.From.String(), passage.String()}
}
