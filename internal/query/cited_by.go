package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// CitedBy asks who cites a document's provisions, or which drafts change them.
type CitedBy struct {
	Dossier  dossier.ID
	Document int
	Amends   bool
	Address  string     // of a provision, as numbered on the day; empty: the whole document
	Day      clock.Date // zero: today
	Past     bool       // with those that no longer stand
	After    string
	Size     int // 0: 25; below 0: all
}

// CitedByPage is who cites a document's provisions, or which drafts change them.
type CitedByPage struct {
	Dossier   lang.Text
	Document  dossier.Document
	Revision  dossier.Revision // that stood on the day
	Day       clock.Date
	Provision string // as the revision cites it; empty for the whole document
	Heading   string
	Rows      []CitedRow
	Page      Page
	Past      int // how many no longer stand
}

// CitedRow is one provision of a text that names a provision of another.
type CitedRow struct {
	Address  string // of what is named, empty for the whole act
	Dossier  dossier.ID
	Title    lang.Text // of the dossier
	Own      bool      // of the same document
	Document dossier.Document
	Revision int // the last that says so
	At       string
	From     clock.Date // since when the text says so
	Until    clock.Date // zero: it still does
	Draft    bool
	State    State // of the dossier, of a draft
	Hidden   bool  // not published
}

// Cite names the provision that says so; empty when it has no number.
func (r CitedRow) Cite() string { return lawtext.CiteAddress(r.At) }

// Names is what is named, as lawyers cite it.
func (r CitedRow) Names() string { return lawtext.CiteAddress(r.Address) }

func (r CitedRow) mark() string {
	return fmt.Sprintf("%s %d %s %s %d", r.Dossier, r.Document.No, r.At, r.Address, r.Revision)
}

// CitedBy returns who cites a document's provisions, or which drafts change them,
// as far as the person may know of them.
func (q *Queries) CitedBy(ctx context.Context, p people.Person, ask CitedBy) (CitedByPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return CitedByPage{}, err
	}
	page := CitedByPage{Day: ask.Day}
	if page.Day.IsZero() {
		page.Day = clock.DateOf(q.clock())
	}
	var r citedReader
	err = q.store.View(ctx, func(tx *store.Tx) error {
		d, doc, err := visibleDocument(tx, p, ask.Dossier, ask.Document)
		if err != nil {
			return err
		}
		page.Dossier, page.Document = d.Title, doc
		return r.read(tx, q, c, doc, page.Day)
	})
	if err != nil {
		return CitedByPage{}, err
	}
	page.Revision = r.revision
	if err := r.narrow(q, ask.Address); err != nil {
		return CitedByPage{}, err
	}
	if ask.Address != "" {
		page.Provision, page.Heading = r.text.Cite(r.node), r.text.Heading(r.node)
	}
	rows := r.rows(q, p, c, ask)
	page.Past = r.past
	size := cmp.Or(ask.Size, rowsOnPage)
	if size < 0 {
		size = len(rows) + 1
	}
	page.Rows, page.Page = pageOfCited(rows, ask.After, size)
	return page, nil
}

func pageOfCited(rows []CitedRow, after string, size int) ([]CitedRow, Page) {
	return page(rows, after, size, CitedRow.mark)
}

// citedReader reads what is said of one document.
type citedReader struct {
	revisions []dossier.Revision
	revision  dossier.Revision // that stood on the day
	day       clock.Date
	said      *spoken
	stays     []dossier.Stay
	marks     []dossier.Mark
	source    source
	text      *lawtext.Text
	node      int
	provision uint32
	past      int
}

func (r *citedReader) read(tx *store.Tx, q *Queries, c *catalogue, doc dossier.Document, day clock.Date) error {
	var err error
	r.day = day
	if r.revisions, err = tx.Revisions(doc.Dossier, doc.No); err != nil {
		return err
	}
	var ok bool
	if r.revision, ok = dossier.AsOf(r.revisions, day); !ok {
		return fault.ErrNotFound
	}
	if r.said, err = q.saidOf(tx, c, doc.Dossier, doc.No); err != nil {
		return err
	}
	if r.stays, err = tx.Stays(doc.Dossier, doc.No); err != nil {
		return err
	}
	if r.marks, err = tx.Marks(doc.Dossier, doc.No, r.revision.No); err != nil {
		return err
	}
	r.source, err = q.texts.source(tx, r.revision)
	return err
}

// narrow finds the provision that is asked about.
func (r *citedReader) narrow(q *Queries, address string) error {
	r.text = q.texts.parse(r.source)
	if address == "" {
		return nil
	}
	node, ok := r.text.Find(address)
	if !ok {
		return fault.ErrNotFound
	}
	r.node = node
	if i, ok := slices.BinarySearch(r.text.Addressable(), node); ok && i < len(r.marks) {
		r.provision = r.marks[i].Provision
	}
	return nil
}

// concerns reports whether a saying is about the provision asked about. What no
// longer stands is about the provision that had the number then.
func (r *citedReader) concerns(s *saying, stands bool, address string) bool {
	if address == "" {
		return true
	}
	if !stands {
		at, ok := dossier.AsOf(r.revisions, s.read)
		if !ok {
			at = r.revisions[0]
		}
		address = r.stood(at.No, address)
	}
	if address == "" {
		return false
	}
	named := r.full(s.Address)
	if s.Amends {
		return amend.Overlap(named, address)
	}
	return partOf(named, address)
}

// full is the address of what is named as the text has it: a chapter may be named
// without the part it stands in.
func (r *citedReader) full(address string) string {
	if address == "" || sectionOf(address) != "" {
		return address
	}
	if full, ok := cite.Above(r.text, address); ok {
		return full
	}
	return address
}

// stood is the address that the provision asked about had in a revision; empty
// when it had none.
func (r *citedReader) stood(revision int, now string) string {
	if r.provision == 0 || !slices.ContainsFunc(r.stays, func(s dossier.Stay) bool { return s.Provision == r.provision }) {
		return now
	}
	i := slices.IndexFunc(r.stays, func(s dossier.Stay) bool {
		return s.Provision == r.provision && revision >= s.From && revision <= s.Until
	})
	if i < 0 {
		return ""
	}
	return r.stays[i].Address
}

// rows are the citations asked for, in the order of what they name: of a
// provision those of texts in force before those of drafts.
func (r *citedReader) rows(q *Queries, p people.Person, c *catalogue, ask CitedBy) []CitedRow {
	var rows []CitedRow
	list := r.said.cites
	if ask.Amends {
		list = r.said.amends
	}
	now := q.clock()
	seen(p, c, list, func(d *sayer, e *entry) {
		for i := range d.sayings {
			one := &d.sayings[i]
			stands := one.stands(e, r.day)
			if one.from.After(r.day) || !r.concerns(one, stands, ask.Address) {
				continue
			}
			if !stands {
				if r.past++; !ask.Past {
					continue
				}
			}
			row := CitedRow{
				Address: r.full(one.Address), Dossier: d.id, Title: e.facts.Title, Own: d.id == ask.Dossier && d.document.No == ask.Document,
				Document: d.document, Revision: one.Until, At: one.At, From: one.from, Until: one.until, Draft: one.draft, Hidden: !e.public(),
			}
			if one.draft {
				row.State = q.state(e, now)
			}
			rows = append(rows, row)
		}
	})
	r.sort(rows)
	return rows
}

// sort puts rows in the order of what they name in the text; what has no place in
// it stands last.
func (r *citedReader) sort(rows []CitedRow) {
	places := make(map[string]int, len(rows))
	for _, row := range rows {
		if _, known := places[row.Address]; known {
			continue
		}
		places[row.Address] = len(r.text.Nodes)
		if node, ok := r.text.Find(row.Address); ok {
			places[row.Address] = node
		}
		if row.Address == "" {
			places[row.Address] = 0
		}
	}
	last := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(rows, func(a, b CitedRow) int {
		return cmp.Or(cmp.Compare(places[a.Address], places[b.Address]), cmp.Compare(a.Address, b.Address),
			last(a.Draft)-last(b.Draft), last(!a.Own)-last(!b.Own), estonian.compare(a.Title.In(lang.Et), b.Title.In(lang.Et)),
			cmp.Compare(a.Dossier, b.Dossier), a.Document.No-b.Document.No, cmp.Compare(a.At, b.At), b.Revision-a.Revision)
	})
}
