package web

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// readingHistory is the part of the route table about what texts said when.
func (s *Server) readingHistory() []Route {
	return []Route{
		{Method: fiber.MethodGet, Path: aDocument + "/words", Handler: s.showWords},
	}
}

// day reads a parameter that is a day or empty.
func (v *visit) day(name string) (clock.Date, error) {
	value := v.query(name)
	if value == "" {
		return clock.Date{}, nil
	}
	day, err := clock.ParseDate(value)
	if err != nil || day.Year < 1900 || day.Year > 2200 {
		return clock.Date{}, malformed(name)
	}
	return day, nil
}

// showAsOf shows the document that the path names as it stood on a day.
func (s *Server) showAsOf(v *visit) error {
	id, document, err := v.theDocument()
	if err != nil {
		return err
	}
	day, err := v.day("as-of")
	if err != nil {
		return err
	}
	at, err := s.queries.AsOf(v.ctx, v.person, id, document, day)
	if err != nil {
		return err
	}
	if at.Revision == 0 {
		return s.showOf(v, fiber.StatusNotFound, id, views.NoTextPage(views.NoText{
			Layout: s.layout(v), Dossier: at.Dossier, Document: at.Document, AsOf: day, First: at.First,
		}))
	}
	return s.showTextOf(v, at.Revision, day)
}

// showWords shows when some words came into the document that the path names.
func (s *Server) showWords(v *visit) error {
	id, document, err := v.theDocument()
	if err != nil {
		return err
	}
	ask := query.Words{Dossier: id, Document: document, Words: v.query("q"), Address: v.query("at")}
	if r := v.query("revision"); r != "" {
		if ask.Revision, err = strconv.Atoi(r); err != nil {
			return malformed("revision")
		}
	}
	found, err := s.queries.WordsOf(v.ctx, v.person, ask)
	page := views.WordsHistory{
		Layout: s.layout(v), Dossier: found.Dossier, Document: found.Document, Revisions: found.Revisions, Words: ask.Words,
		Revision: ask.Revision, Address: ask.Address, More: found.More, Provisions: each(found.Provisions, tracedShown),
	}
	page.Robots = "noindex"
	switch {
	case errors.Is(err, fault.ErrInvalid):
		page.Wrong = fault.Of(err).Message
	case err != nil:
		return err
	}
	if first, ok := found.First(); ok {
		last, _ := found.Last()
		page.First, page.Last = wordsShown(first), wordsShown(last)
	}
	return s.showOf(v, fiber.StatusOK, id, views.WordsPage(page))
}

func tracedShown(t query.TracedProvision) views.WordsProvision {
	return views.WordsProvision{Provision: t.Provision, States: each(t.States, wordsShown)}
}

func wordsShown(s query.WordsState) views.WordsState {
	return views.WordsState{From: s.From, Until: s.Until, Cite: s.Cite, Address: s.Address, Exact: s.Exact, Words: s.Words, Pieces: s.Pieces}
}
