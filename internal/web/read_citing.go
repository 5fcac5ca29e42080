package web

import (
	"context"
	"io"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// citing is the part of the route table about what texts say of one another.
func (s *Server) citing() []Route {
	return append(s.lawPages(), []Route{
		{Method: fiber.MethodGet, Path: aDocument + "/cited-by", Handler: s.showCited, Cache: true},
		{Method: fiber.MethodGet, Path: aDocument + "/amended-by", Handler: s.showAmended, Cache: true},
		{Method: fiber.MethodGet, Path: aDocument + "/cited-by.csv", Handler: s.sendCited},
		{Method: fiber.MethodGet, Path: aDocument + "/amended-by.csv", Handler: s.sendAmended},
	}...)
}

// citationsQuery reads what a list of citations is narrowed to.
func (v *visit) citationsQuery(amends bool) (views.CitationsQuery, query.CitedBy, error) {
	id, document, err := v.theDocument()
	if err != nil {
		return views.CitationsQuery{}, query.CitedBy{}, err
	}
	day, err := v.day("as-of")
	if err != nil {
		return views.CitationsQuery{}, query.CitedBy{}, err
	}
	q := views.CitationsQuery{Amends: amends, Day: day, Past: v.query("past") != "", After: v.query("after")}
	if at := v.query("at"); at != "" {
		address, ok := lawtext.ParseAddress(at)
		if !ok {
			return q, query.CitedBy{}, malformed("at")
		}
		q.Address = address
	}
	return q, query.CitedBy{Dossier: id, Document: document, Amends: amends, Address: q.Address, Day: q.Day, Past: q.Past, After: q.After}, nil
}

func (s *Server) showCited(v *visit) error   { return s.showCitations(v, false) }
func (s *Server) showAmended(v *visit) error { return s.showCitations(v, true) }
func (s *Server) sendCited(v *visit) error   { return s.sendCitations(v, false) }
func (s *Server) sendAmended(v *visit) error { return s.sendCitations(v, true) }

func (s *Server) showCitations(v *visit, amends bool) error {
	q, ask, err := v.citationsQuery(amends)
	if err != nil {
		return err
	}
	found, err := s.queries.CitedBy(v.ctx, v.person, ask)
	if err != nil {
		return err
	}
	page := views.Citations{
		Layout: s.layout(v), Dossier: found.Dossier, Document: found.Document, Revision: found.Revision, Query: q, Day: found.Day,
		Provision: found.Provision, Heading: found.Heading, Rows: each(found.Rows, citationShown), Past: found.Past,
	}
	page.Pages = pagesShown(found.Page, func(after string) string {
		q.After = after
		return page.To().Citations(ask.Dossier, ask.Document, q)
	})
	if q != (views.CitationsQuery{Amends: amends, Address: q.Address}) {
		page.Robots = "noindex"
	}
	return s.showOf(v, fiber.StatusOK, ask.Dossier, views.CitationsPage(page))
}

// citationsHead names the columns of the file. The names are for ever.
var citationsHead = []string{"provision", "address", "dossier", "document", "title", "revision", "by", "by_address", "from", "until", "draft", "stage", "outcome"}

// sendCitations sends the list as CSV, whole.
func (s *Server) sendCitations(v *visit, amends bool) error {
	_, ask, err := v.citationsQuery(amends)
	if err != nil {
		return err
	}
	ask.Size, ask.After = -1, ""
	ctx, cancel := context.WithTimeout(context.Background(), streamWithin)
	found, err := s.queries.CitedBy(ctx, v.person, ask)
	if err != nil {
		cancel()
		return err
	}
	l := s.layout(v)
	table := exchange.Table{Head: citationsHead, Rows: func(yield func(exchange.Row, error) bool) {
		for _, r := range found.Rows {
			if !yield(exchange.Row{Cells: s.citationCells(l, r)}, nil) {
				return
			}
		}
	}}
	name := "cited-by.csv"
	if amends {
		name = "amended-by.csv"
	}
	return s.stream(v, cancel, name, exchange.CSVType, func(w io.Writer) error { return exchange.WriteCSV(w, table, "") })
}

func (s *Server) citationCells(l views.Layout, r query.CitedRow) []string {
	draft := "no"
	if r.Draft {
		draft = "yes"
	}
	document, revision := "", ""
	if r.Document.No > 0 {
		document, revision = strconv.Itoa(r.Document.No), strconv.Itoa(r.Revision)
	}
	return []string{r.Names(), r.Address, string(r.Dossier), document, l.In(r.Title), revision, r.Cite(), r.At,
		r.From.String(), r.Until.String(), draft, string(r.State.Stage), string(r.State.Outcome)}
}

func citationShown(r query.CitedRow) views.CitationRow {
	return views.CitationRow{
		Address: r.Address, Dossier: r.Dossier, Title: r.Title, Own: r.Own, Document: r.Document, Revision: r.Revision, At: r.At,
		From: r.From, Until: r.Until, Draft: r.Draft, State: stateShown(r.State), Hidden: r.Hidden,
	}
}

func markedShown(found map[string]query.Marked) map[string]views.Marked {
	shown := make(map[string]views.Marked, len(found))
	for address, m := range found {
		shown[address] = views.Marked(m)
	}
	return shown
}

func clashShown(c query.Clash) views.Clash {
	return views.Clash{Law: c.Law, LawName: c.LawName, Other: dossierRow(c.Other),
		Pairs: each(c.Pairs, func(p query.ClashPair) views.ClashPair {
			return views.ClashPair{Ours: views.Clause(p.Ours), Theirs: views.Clause(p.Theirs), Both: p.Both}
		})}
}
