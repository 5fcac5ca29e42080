package web

import (
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
		Comments: each(r.Comments, placedShown), Consultation: r.Consultation, Remarks: r.Remarks, Partial: r.Partial, MayDraft: r.MayDraft, AsOf: day, MayMark: r.MayMark, Seen: r.Seen, References: referencesShown(r.References),
		Laws:    each(r.Laws, func(l query.LawSide) views.LawSide { return views.LawSide(l) }),
		Clashes: each(r.Clashes, clashShown), Marked: markedShown(r.Marked), MarkedDay: r.MarkedDay, Stood: r.Stood, Explained: explainedShown(r.Explained),
	}))
}

// explainedShown turns what notes say into what the page shows.
func explainedShown(by map[string][]query.Explanation) map[string][]views.Explanation {
	shown := make(map[string][]views.Explanation, len(by))
	for address, list := range by {
		shown[address] = each(list, func(e query.Explanation) views.Explanation {
			return views.Explanation{Document: e.Document, Revision: e.Revision, Node: e.Node, At: e.At, Words: e.Words, More: e.More}
		})
	}
	return shown
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
				Acts: each(st.Acts, func(a query.PublishedAct) views.PublishedAct {
					return views.PublishedAct{Issue: a.Issue, From: a.From, Repeal: a.Repeal, Dossier: a.Dossier}
				}),
				Asked: each(st.Asked, func(a query.AskedBy) views.AskedBy { return views.AskedBy(a) })}
		}),
	}))
}

func referencesShown(found map[int][]query.Reference) map[int][]views.Reference {
	shown := make(map[int][]views.Reference, len(found))
	for node, list := range found {
		shown[node] = each(list, func(r query.Reference) views.Reference { return views.Reference(r) })
	}
	return shown
}
