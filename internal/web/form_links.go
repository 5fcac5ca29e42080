package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// How many doubtful links one page asks about, and how many letters of a
// provision it shows.
const (
	linkRows  = 50
	linkWords = 160
)

func (s *Server) linkForms() []Route {
	const one = "/dossiers/:series/:number/documents/:document/revisions/:revision/links"
	return []Route{
		{Method: fiber.MethodGet, Path: one, Who: Official, Handler: s.askLinks},
		{Method: fiber.MethodPost, Path: one, Who: Official, Handler: s.correctLinks},
	}
}

// links reads the links that the path names and their page.
func (s *Server) links(v *visit) (query.LinksPage, views.Links, error) {
	id, document, err := v.theDocument()
	if err != nil {
		return query.LinksPage{}, views.Links{}, err
	}
	revision, err := v.number("revision", 1)
	if err != nil {
		return query.LinksPage{}, views.Links{}, err
	}
	q, err := s.queries.Links(v.ctx, v.person, id, document, revision)
	if err != nil {
		return q, views.Links{}, err
	}
	page := views.Links{Layout: s.layout(v), Form: newForm(), Dossier: q.Dossier, Document: q.Document, Old: q.Old, New: q.New, Version: q.Version}
	doubtful := q.Result.Doubtful()
	page.Further = max(0, len(doubtful)-linkRows)
	for _, k := range doubtful[:len(doubtful)-page.Further] {
		page.Rows = append(page.Rows, linkRow(q.Result, q.Result.Entries[k]))
	}
	page.Said = each(q.Said, func(c dossier.Correction) views.LinkSaid { return linkSaid(q.Result, c) })
	return q, page, nil
}

func linkRow(r *compare.Result, e compare.Entry) views.LinkRow {
	return views.LinkRow{
		Old: r.Old.Nodes[e.Old].Address, New: r.New.Nodes[e.New].Address, OldCite: r.Old.Cite(e.Old), NewCite: r.New.Cite(e.New),
		OldWords: beginning(r.Old, e.Old), NewWords: beginning(r.New, e.New), Certainty: e.Certainty,
	}
}

func linkSaid(r *compare.Result, c dossier.Correction) views.LinkSaid {
	fixed := compare.Fixed{Old: c.Old, New: c.New}
	return views.LinkSaid{
		Old: c.Old, New: c.New, OldCite: citedAt(r.Old, c.Old), NewCite: citedAt(r.New, c.New), At: c.At,
		Unused: slices.Contains(r.Unused, fixed),
	}
}

func citedAt(t *lawtext.Text, address string) string {
	if node, ok := t.Find(address); ok && address != "" {
		return t.Cite(node)
	}
	return address
}

// beginning is how a provision begins, on one line.
func beginning(t *lawtext.Text, node int) string {
	words := []rune(strings.Join(strings.Fields(t.Full(node)), " "))
	if len(words) <= linkWords {
		return string(words)
	}
	return string(words[:linkWords]) + "…"
}

func (s *Server) askLinks(v *visit) error {
	_, page, err := s.links(v)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.LinksPage(page))
}

func (s *Server) correctLinks(v *visit) error {
	q, page, err := s.links(v)
	if err != nil {
		return err
	}
	page.Form, page.OldTyped, page.NewTyped = sentForm(v), v.field("old"), v.field("new")
	req := action.CorrectLinks{
		Dossier: q.Document.Dossier, Document: q.Document.No, Revision: q.New.No, Version: v.whole("version"), FormID: page.FormID,
		Said: chosenLinks(v, q, &page), Dropped: droppedLinks(v),
	}
	if len(req.Said)+len(req.Dropped) == 0 {
		err = fault.New(fault.Invalid, "links.nothing")
	} else {
		err = s.actions.CorrectLinks(v.ctx, v.person, req)
	}
	if err != nil {
		return s.again(v, err, &page.Form, func() templ.Component { return views.LinksPage(page) })
	}
	return v.see(views.To(v.lang).Links(q.New))
}

// chosenLinks reads the decisions of a form and notes them on the page, should it
// be shown again.
func chosenLinks(v *visit, q query.LinksPage, page *views.Links) []compare.Fixed {
	var said []compare.Fixed
	for i := range linkRows {
		n := strconv.Itoa(i)
		old, new, other := v.field("old_"+n), v.field("new_"+n), v.field("other_"+n)
		choice := views.LinkChoice(v.field("said_" + n))
		if k := slices.IndexFunc(page.Rows, func(r views.LinkRow) bool { return r.Old == old && r.New == new }); k >= 0 {
			page.Rows[k].Choice, page.Rows[k].Other = choice, other
		}
		switch choice {
		case views.LinkSame:
			said = append(said, compare.Fixed{Old: old, New: new})
		case views.LinkApart:
			said = append(said, compare.Fixed{Old: old}, compare.Fixed{New: new})
		case views.LinkOther:
			said = append(said, q.Fixed(old, cmp.Or(other, "–"))) // an empty field would say that it has no counterpart
		}
	}
	if page.OldTyped != "" || page.NewTyped != "" {
		said = append(said, q.Fixed(page.OldTyped, page.NewTyped))
	}
	return said
}

// droppedLinks reads which earlier decisions are to be taken back.
func droppedLinks(v *visit) []compare.Fixed {
	var dropped []compare.Fixed
	for _, key := range v.values("drop") {
		old, new, _ := strings.Cut(key, "|")
		dropped = append(dropped, compare.Fixed{Old: old, New: new})
	}
	return dropped
}
