package web

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// readingHistory is the part of the route table about what texts said when.
func (s *Server) readingHistory() []Route {
	return append(s.citing(), Route{Method: fiber.MethodGet, Path: aDocument + "/words", Handler: s.showWords})
}

// day reads a parameter that is a day or empty.
func (v *visit) day(name string) (clock.Date, error) { return asked(v.query).day(name) }

func (a asked) day(name string) (clock.Date, error) {
	value := a(name)
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
	ask := query.Words{Dossier: id, Document: document, Words: v.query("q"), Address: v.query("at"),
		Prefix: beside(v.query("prefix")), Suffix: beside(v.query("suffix"))}
	for name, number := range map[string]*int{"revision": &ask.Revision, "offset": &ask.Offset} {
		if value := v.query(name); value != "" {
			if *number, err = strconv.Atoi(value); err != nil {
				return malformed(name)
			}
		}
	}
	found, err := s.queries.WordsOf(v.ctx, v.person, ask)
	page := views.WordsHistory{
		Layout: s.layout(v), Dossier: found.Dossier, Document: found.Document, Revisions: found.Revisions, Words: ask.Words,
		Revision: ask.Revision, Address: ask.Address, More: found.More, Provisions: each(found.Provisions, tracedShown),
	}
	page.Robots = "noindex"
	for _, run := range found.Outside {
		page.Outside = append(page.Outside, views.WordsState{From: run.From, Until: run.Until})
	}
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

// besideWords is how much is read of what stands beside selected words.
const besideWords = 200

func beside(s string) string {
	if len(s) > besideWords {
		s = strings.ToValidUTF8(s[:besideWords], "")
	}
	return s
}

func tracedShown(t query.TracedProvision) views.WordsProvision {
	return views.WordsProvision{Provision: t.Provision, States: each(t.States, wordsShown), Before: t.Before, After: t.After}
}

func wordsShown(s query.WordsState) views.WordsState {
	return views.WordsState{From: s.From, Until: s.Until, Cite: s.Cite, Address: s.Address, Exact: s.Exact, Words: s.Words, Pieces: s.Pieces}
}

// pastShown adds what a hit is in time: a text found as of a day opens as of that
// day, and the words looked for have a history in the document.
func pastShown(shown views.SearchHit, h query.SearchHit, q views.SearchQuery) views.SearchHit {
	if h.Kind != "provision" && h.Kind != "document" {
		return shown
	}
	path, place, _ := strings.Cut(shown.Address, "#")
	document, revision, old := strings.Cut(path, "/revisions/")
	if old || !q.AsOf.IsZero() {
		path = document
		if !q.AsOf.IsZero() {
			shown.Address = path + "?as-of=" + q.AsOf.String()
			if place != "" {
				shown.Address += "#" + place
			}
		}
	}
	if h.Kind == "provision" && strings.Contains(path, "/documents/") {
		// What was found by its number has no words whose history could be asked for.
		if words := foundWords(h.Snippet); words != "" {
			asked := url.Values{"q": {words}, "at": {place}}
			if revision != "" {
				asked.Set("revision", revision)
			}
			shown.Words = path + "/words?" + asked.Encode()
		}
		if q.Sort == views.SortFirst {
			shown.From = h.From
		}
		shown.Past = h.Past && q.AsOf.IsZero()
	}
	return shown
}

// foundWords is the longest run of words found beside each other, as the text has
// them: somebody may have looked for another inflection.
func foundWords(snippet []query.Span) string {
	longest, run := "", ""
	for _, part := range snippet {
		switch {
		case part.Mark:
			run += part.Text
		case strings.TrimSpace(part.Text) == "" && run != "":
			run += " "
		default:
			run = ""
		}
		if words := strings.TrimSpace(run); len(words) > len(longest) {
			longest = words
		}
	}
	return longest
}
