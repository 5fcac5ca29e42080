package web

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// comparison makes the comparison that the path names: 1..2 under a document,
// 01@2..03@1 under a dossier.
func (s *Server) comparison(v *visit) (dossier.ID, query.ComparisonPage, error) {
	if v.param("law_number") != "" {
		return s.against(v)
	}
	id, old, new, err := v.thePair()
	if err != nil {
		return id, query.ComparisonPage{}, err
	}
	page, err := s.queries.Comparison(v.ctx, v.person, id, old, new)
	return id, page, err
}

// against compares a law with what the draft that the path names would make of it:
// …/documents/01/revisions/2/against/JDM/26-0001/01/3.
func (s *Server) against(v *visit) (dossier.ID, query.ComparisonPage, error) {
	id, document, err := v.theDocument()
	if err != nil {
		return id, query.ComparisonPage{}, err
	}
	revision, err1 := v.number("revision", 1)
	lawDocument, err2 := v.number("law_document", 2)
	lawRevision, err3 := v.number("law_revision", 1)
	if err := cmp.Or(err1, err2, err3); err != nil {
		return id, query.ComparisonPage{}, err
	}
	law := dossier.ID(v.param("law_series") + "/" + v.param("law_number"))
	if law == id {
		return id, query.ComparisonPage{}, fault.ErrNotFound
	}
	page, err := s.queries.Against(v.ctx, v.person, id, query.Side{Document: document, Revision: revision}, law, query.Side{Document: lawDocument, Revision: lawRevision})
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

// choosePair asks which two texts of a dossier to compare, and leads to the
// comparison when both are named.
func (s *Server) choosePair(v *visit) error {
	id := v.theDossier()
	title, documents, err := s.queries.Comparable(v.ctx, v.person, id)
	if err != nil {
		return err
	}
	page := views.ChoosePair{Layout: s.layout(v), ID: id, Dossier: title,
		Documents: each(documents, func(d query.DocumentRevisions) views.DocumentWithRevisions {
			return views.DocumentWithRevisions{Document: d.Document, Revisions: d.Revisions}
		})}
	if v.query("old") == "" && v.query("new") == "" {
		return s.showOf(v, fiber.StatusOK, id, views.ChoosePairPage(page))
	}
	old, ok1 := page.Side(v.query("old"))
	new, ok2 := page.Side(v.query("new"))
	if !ok1 || !ok2 {
		return malformed("old, new")
	}
	return v.see(views.To(v.lang).Pair(old, new))
}

func (s *Server) showComparison(v *visit) error {
	view, err := oneOf(v.query, "view", []string{"inline"})
	if err != nil {
		return err
	}
	slight, err := oneOf(v.query, "slight", []string{"hide"})
	if err != nil {
		return err
	}
	part, err := v.part()
	if err != nil {
		return err
	}
	id, c, err := s.comparison(v)
	if err != nil {
		return err
	}
	page := views.Compare{
		Layout: s.layout(v), Dossier: c.Dossier, Document: c.Document, Old: c.Old, New: c.New,
		Revisions: c.Revisions, Result: c.Result, Inline: view == "inline", NoSlight: slight == "hide",
		Asked: askedShown(c.Asked), Part: part,
	}
	if a := c.Adoption; a != nil {
		page.Adoption = &views.Adoption{Whole: a.Whole, Done: a.Done, Law: a.Law,
			Left: each(a.Left, func(l query.LeftChange) views.LeftChange { return views.LeftChange(l) })}
	}
	if c.MayCorrect {
		page.Links, page.Doubtful = views.To(v.lang).Links(c.New), len(c.Result.Doubtful())
	}
	return s.showOf(v, fiber.StatusOK, id, views.ComparePage(page))
}

// part reads which part of a comparison with very many changes to show, from 1.
func (v *visit) part() (int, error) {
	raw := v.query("part")
	if raw == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(raw)
	if err != nil || n < 1 || strconv.Itoa(n) != raw {
		return 0, malformed("part")
	}
	return n, nil
}

// askedShown turns those who asked for changes into what the page shows.
func askedShown(asked map[string][]query.AskedBy) map[string][]views.AskedBy {
	shown := make(map[string][]views.AskedBy, len(asked))
	for change, list := range asked {
		shown[change] = each(list, func(a query.AskedBy) views.AskedBy { return views.AskedBy(a) })
	}
	return shown
}

// showChange leads from the address of one change, or of a provision of either
// text, to its place in the comparison; what is neither is not found.
func (s *Server) showChange(v *visit) error {
	_, c, err := s.comparison(v)
	if err != nil {
		return err
	}
	change := v.param("change")
	_, known := c.Result.New.Find(change)
	if !known && !slices.ContainsFunc(c.Result.Changes(), func(one compare.Change) bool { return one.Address == change }) {
		node, ok := c.Result.Old.Find(change)
		if !ok {
			return fault.ErrNotFound
		}
		change = c.Result.Address(*c.Result.OldEntry(node))
	}
	return v.see(s.layout(v).ChangeAt(c.Result, c.Old, c.New, change))
}

// numbersPage is how many rows a page of the table of numbers has.
const numbersPage = 1000

func (s *Server) showNumbers(v *visit) error {
	part, err := v.part()
	if err != nil {
		return err
	}
	id, c, err := s.comparison(v)
	if err != nil {
		return err
	}
	rows := c.Numbers()
	last := max(1, (len(rows)+numbersPage-1)/numbersPage)
	part = min(part, last)
	page := views.NumberTable{
		Layout: s.layout(v), Dossier: c.Dossier, Document: c.Document, Old: c.Old, New: c.New,
		Rows: each(rows[(part-1)*numbersPage:min(part*numbersPage, len(rows))], func(r query.NumberRow) views.NumberRow { return views.NumberRow(r) }),
	}
	if part > 1 {
		page.Pages.Prev = fmt.Sprintf("%s?part=%d", page.To().PairNumbers(c.Old, c.New), part-1)
	}
	if part < last {
		page.Pages.Next = fmt.Sprintf("%s?part=%d", page.To().PairNumbers(c.Old, c.New), part+1)
	}
	return s.showOf(v, fiber.StatusOK, id, views.NumberTablePage(page))
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

// pairName is the last part of a comparison's address.
func pairName(old, new dossier.Revision) string {
	if old.Document == new.Document {
		return fmt.Sprintf("%02d/%d..%d", new.Document, old.No, new.No)
	}
	return views.PairSide(old.Document, old.No) + ".." + views.PairSide(new.Document, new.No)
}

// cell keeps a spreadsheet from taking a text for a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
