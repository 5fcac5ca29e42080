package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// showDocument shows the newest revision, or the one that stood on the day that
// the address names.
func (s *Server) showDocument(v *visit) error {
	if v.query("as-of") == "" {
		return s.showText(v, 0)
	}
	return s.showAsOf(v)
}

func (s *Server) showRevision(v *visit) error {
	revision, err := v.number("revision", 0)
	if err != nil {
		return err
	}
	return s.showText(v, revision)
}

// showText shows a revision of the document that the path names, or the newest.
func (s *Server) showText(v *visit, revision int) error {
	return s.showTextOf(v, revision, clock.Date{})
}

// showTextOf is showText for a page that was asked for by a day.
func (s *Server) showTextOf(v *visit, revision int, day clock.Date) error {
	id, document, err := v.theDocument()
	if err != nil {
		return err
	}
	r, err := s.queries.Revision(v.ctx, v.person, id, document, revision)
	if err != nil {
		return err
	}
	return s.showOf(v, fiber.StatusOK, id, views.RevisionPage(views.Revision{
		Layout: s.layout(v), Dossier: r.Dossier, Institution: nameShown(r.Institution), Document: r.Document,
		Revision: r.Revision, Revisions: r.Revisions, Text: r.Text, Marks: r.Marks,
		Comments: each(r.Comments, placedShown), Consultation: r.Consultation, MayDraft: r.MayDraft, AsOf: day,
	}))
}

// sendText sends a revision as it was published. It never changes.
func (s *Server) sendText(v *visit) error {
	id, document, err := v.theDocument()
	if err != nil {
		return err
	}
	revision, err := v.number("revision", 0)
	if err != nil {
		return err
	}
	text, err := s.queries.RevisionSource(v.ctx, v.person, id, document, revision)
	if err != nil {
		return err
	}
	name := strings.ReplaceAll(id.Document(document), "/", "-") + fmt.Sprintf("-r%d.md", revision)
	return s.sendFile(v, name, "text/markdown; charset=utf-8", []byte(text))
}

// sendFile sends bytes to be saved under a name of ours.
func (s *Server) sendFile(v *visit, name, kind string, body []byte) error {
	v.c.Set(fiber.HeaderContentType, kind)
	v.c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	if !v.person.Anonymous() {
		v.c.Set(fiber.HeaderCacheControl, string(valuePrivate))
		return v.c.Send(body)
	}
	v.c.Set(fiber.HeaderCacheControl, string(valueNoCache))
	v.c.Set(fiber.HeaderVary, string(valueVary))
	return s.sendCompressed(v, body)
}

func (s *Server) showProvision(v *visit) error {
	id, document, err := v.theDocument()
	if err != nil {
		return err
	}
	provision, err := v.number("provision", 0)
	if err != nil || provision > 1<<31 {
		return fault.ErrNotFound
	}
	p, err := s.queries.Provision(v.ctx, v.person, id, document, uint32(provision))
	if err != nil {
		return err
	}
	return s.showOf(v, fiber.StatusOK, id, views.ProvisionHistoryPage(views.ProvisionHistory{
		Layout: s.layout(v), Dossier: p.Dossier, Document: p.Document, Provision: p.Provision, Cite: p.Cite,
		Heading: p.Heading, Revisions: p.Revisions,
		States: each(p.States, func(st query.ProvisionState) views.ProvisionState {
			return views.ProvisionState{Revision: st.Revision, Cite: st.Cite, Address: st.Address, Deleted: st.Deleted,
				Moved: st.Moved, Lines: each(st.Lines, lineShown),
				Asked: each(st.Asked, func(a query.AskedBy) views.AskedBy { return views.AskedBy(a) })}
		}),
	}))
}

func (s *Server) showComparison(v *visit) error {
	view, err := oneOf(v, "view", []string{"inline"})
	if err != nil {
		return err
	}
	slight, err := oneOf(v, "slight", []string{"hide"})
	if err != nil {
		return err
	}
	id, c, err := s.comparison(v)
	if err != nil {
		return err
	}
	return s.showOf(v, fiber.StatusOK, id, views.ComparePage(views.Compare{
		Layout: s.layout(v), Dossier: c.Dossier, Document: c.Document, Old: c.Old, New: c.New,
		Revisions: c.Revisions, Result: c.Result, Inline: view == "inline", NoSlight: slight == "hide",
		Asked: askedShown(c.Asked),
	}))
}

// askedShown turns those who asked for changes into what the page shows.
func askedShown(asked map[string][]query.AskedBy) map[string][]views.AskedBy {
	shown := make(map[string][]views.AskedBy, len(asked))
	for change, list := range asked {
		shown[change] = each(list, func(a query.AskedBy) views.AskedBy { return views.AskedBy(a) })
	}
	return shown
}

// showChange leads from the address of one change to its place in the
// comparison; what is not a change of the pair is not found.
func (s *Server) showChange(v *visit) error {
	_, c, err := s.comparison(v)
	if err != nil {
		return err
	}
	change := v.param("change")
	for _, known := range c.Result.Changes() {
		if known.Address == change {
			return v.see(views.To(v.lang).Pair(c.Old, c.New) + "#" + change)
		}
	}
	return fault.ErrNotFound
}

func (s *Server) showNumbers(v *visit) error {
	id, c, err := s.comparison(v)
	if err != nil {
		return err
	}
	return s.showOf(v, fiber.StatusOK, id, views.NumberTablePage(views.NumberTable{
		Layout: s.layout(v), Dossier: c.Dossier, Document: c.Document, Old: c.Old, New: c.New,
		Rows: each(c.Numbers(), func(r query.NumberRow) views.NumberRow { return views.NumberRow(r) }),
	}))
}

// sendNumbers sends the table of numbers as CSV.
func (s *Server) sendNumbers(v *visit) error {
	id, c, err := s.comparison(v)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	rows := [][]string{{"old", "new", "heading", "split_from", "merged_into"}}
	for _, r := range c.Numbers() {
		rows = append(rows, []string{cell(r.OldCite), cell(r.NewCite), cell(r.Heading), cell(r.From), cell(r.Into)})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	name := strings.NewReplacer("/", "-", "@", "-", "..", "-").Replace(string(id)+"/"+pairName(c.Old, c.New)) + ".csv"
	return s.sendFile(v, name, "text/csv; charset=utf-8", out.Bytes())
}

// cell keeps a spreadsheet from taking a text for a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
