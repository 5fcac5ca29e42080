package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// comparison makes the comparison that the path names: 1..2 under a document,
// 01@2..03@1 under a dossier.
func (s *Server) comparison(v *visit) (dossier.ID, query.ComparisonPage, error) {
	id, old, new, err := v.thePair()
	if err != nil {
		return id, query.ComparisonPage{}, err
	}
	page, err := s.queries.Comparison(v.ctx, v.person, id, old, new)
	return id, page, err
}

// thePair reads the two sides of a comparison. What is not written as
// addresses are written here is not found, so that each has one address.
func (v *visit) thePair() (id dossier.ID, old, new query.Side, err error) {
	if v.param("document") == "" {
		first, second, _ := strings.Cut(v.param("pair"), "..")
		var ok1, ok2 bool
		old, ok1 = readSide(first)
		new, ok2 = readSide(second)
		if !ok1 || !ok2 || old.Document == new.Document {
			return id, old, new, fault.ErrNotFound
		}
		return v.theDossier(), old, new, nil
	}
	id, document, err := v.theDocument()
	if err != nil {
		return id, old, new, err
	}
	first, second, _ := strings.Cut(v.param("pair"), "..")
	before, err1 := strconv.Atoi(first)
	after, err2 := strconv.Atoi(second)
	if err1 != nil || err2 != nil || fmt.Sprintf("%d..%d", before, after) != v.param("pair") {
		return id, old, new, fault.ErrNotFound
	}
	return id, query.Side{Document: document, Revision: before}, query.Side{Document: document, Revision: after}, nil
}

// readSide reads one side of a comparison of two documents: 01@2.
func readSide(s string) (side query.Side, ok bool) {
	document, revision, _ := strings.Cut(s, "@")
	var err1, err2 error
	side.Document, err1 = strconv.Atoi(document)
	side.Revision, err2 = strconv.Atoi(revision)
	return side, err1 == nil && err2 == nil && views.PairSide(side.Document, side.Revision) == s
}

// pairName is the last part of a comparison's address.
func pairName(old, new dossier.Revision) string {
	if old.Document == new.Document {
		return fmt.Sprintf("%02d/%d..%d", new.Document, old.No, new.No)
	}
	return views.PairSide(old.Document, old.No) + ".." + views.PairSide(new.Document, new.No)
}

// choosePair asks which two texts of a dossier to compare, and leads to the
// comparison when both are named.
func (s *Server) choosePair(v *visit) error {
	id := v.theDossier()
	title, documents, err := s.queries.Comparable(v.ctx, v.person, id)
	if err != nil {
		return err
	}
	page := views.ChoosePair{Layout: s.layout(v), ID: id, Dossier: title, First: v.query("old"), Until: v.query("new"),
		Documents: each(documents, func(d query.DocumentRevisions) views.DocumentWithRevisions {
			return views.DocumentWithRevisions{Document: d.Document, Revisions: d.Revisions}
		})}
	if page.First == "" && page.Until == "" {
		return s.showOf(v, fiber.StatusOK, id, views.ChoosePairPage(page))
	}
	old, ok1 := page.Side(page.First)
	new, ok2 := page.Side(page.Until)
	if !ok1 || !ok2 {
		return malformed("old, new")
	}
	return v.see(views.To(v.lang).Pair(old, new))
}
