package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// LawPage is a law: its wordings, the drafts that touch it, its history.
type LawPage struct {
	LawRow
	Document      dossier.Document
	Revisions     []dossier.Revision // newest first
	InForce       *dossier.Revision  // the wording of today, or nil
	Drafts        []LawDraft         // that touch it: those under way first
	Consultations []ConsultationRow  // open ones about those
	Years         []LawYear          // oldest first, without gaps
	Changed       []LawProvision     // changed most often, first
	Cited         int                // provisions that cite it now, its own not counted
	CitedBy       []LawCiting        // the acts they are in, the most provisions first
}

// LawDraft is a dossier that touches a law.
type LawDraft struct {
	DossierRow
	Provisions []string // addresses of what it changes, in their order, as far as that is sure
	Document   int      // that says so; 0: the title alone
}

// LawYear is how a law changed in a year.
type LawYear struct {
	Year      int
	Revisions int
	Sections  int // that were reworded, added or left out
}

// LawProvision is a section and in how many revisions something in it changed.
type LawProvision struct {
	Provision uint32
	Address   string
	Cite      string
	Heading   string
	Changes   int
	Last      dossier.Revision
}

// LawCiting is an act, or a draft, that cites a law.
type LawCiting struct {
	Dossier    dossier.ID
	Title      lang.Text
	Name       string // of the law in its address; empty for a draft
	Provisions int
}

// How much of each list the page of a law shows.
const (
	lawChanged = 10
	lawCiting  = 15
)

// Law returns a law by its name in the address, as the person may see what touches
// it. A name that several laws have is NotFound.
func (q *Queries) Law(ctx context.Context, p people.Person, called string) (LawPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return LawPage{}, err
	}
	all := c.publicLaws()
	e, err := all.named(called)
	if err != nil {
		return LawPage{}, err
	}
	page := LawPage{LawRow: all.row(e)}
	page.By = name(c.institutions(), e.facts.Institution)
	var named *spoken
	var text source
	var changes map[uint32][]int
	err = q.store.View(ctx, func(tx *store.Tx) error {
		if page.Document, err = tx.Document(e.facts.ID, e.law.document); err != nil {
			return err
		}
		if page.Revisions, err = tx.Revisions(e.facts.ID, e.law.document); err != nil {
			return err
		}
		if named, err = q.saidOf(tx, c, e.facts.ID, e.law.document); err != nil {
			return err
		}
		newest := page.Revisions[len(page.Revisions)-1]
		if text, err = q.texts.source(tx, newest); err != nil {
			return err
		}
		changes, err = provisionChanges(tx, newest)
		return err
	})
	if err != nil {
		return LawPage{}, err
	}
	today := clock.DateOf(q.clock())
	if now, ok := dossier.AsOf(page.Revisions, today); ok && !now.Lapsed(today) {
		page.InForce = &now
	}
	page.readYears()
	page.readChanged(q.texts.parse(text), changes)
	page.readDrafts(q, p, c, named)
	page.readCiting(p, c, all, named, today)
	slices.Reverse(page.Revisions)
	return page, nil
}

// provisionChanges lists for each provision of a revision the revisions in which
// its words changed, by the order of the provisions in the text.
func provisionChanges(tx *store.Tx, newest dossier.Revision) (map[uint32][]int, error) {
	changes := map[uint32][]int{}
	err := tx.EachMarks(newest.Dossier, newest.Document, func(no int, marks []dossier.Mark) error {
		for _, m := range marks {
			if m.Changed == no && no > 1 {
				changes[m.Provision] = append(changes[m.Provision], no)
			}
		}
		if no == newest.No {
			for i, m := range marks {
				changes[m.Provision] = append([]int{-i}, changes[m.Provision]...) // its place
			}
		}
		return nil
	})
	return changes, err
}

// readYears counts what changed by year, from the first to the last.
func (page *LawPage) readYears() {
	for _, r := range page.Revisions[1:] {
		year := r.Began().Year
		for n := len(page.Years); n > 0 && page.Years[n-1].Year+1 < year; n++ {
			page.Years = append(page.Years, LawYear{Year: page.Years[n-1].Year + 1})
		}
		if n := len(page.Years); n == 0 || page.Years[n-1].Year < year {
			page.Years = append(page.Years, LawYear{Year: year})
		}
		at := &page.Years[len(page.Years)-1]
		at.Revisions++
		at.Sections += r.Changed.Reworded + r.Changed.Inserted + r.Changed.Deleted
	}
}

// readChanged finds the sections that changed in most revisions.
func (page *LawPage) readChanged(t *lawtext.Text, changes map[uint32][]int) {
	nodes := t.Addressable()
	sections := map[int]*LawProvision{}
	revisions := map[int]map[int]bool{}
	for provision, list := range changes {
		place := -list[0]
		if list[0] > 0 || place >= len(nodes) {
			continue // no longer there
		}
		node := nodes[place]
		section := t.Section(node)
		if section <= 0 {
			continue
		}
		if sections[section] == nil {
			sections[section] = &LawProvision{Address: t.Nodes[section].Address, Cite: t.Cite(section), Heading: t.Heading(section)}
			revisions[section] = map[int]bool{}
		}
		if node == section {
			sections[section].Provision = provision
		}
		for _, no := range list[1:] {
			revisions[section][no] = true
		}
	}
	for section, s := range sections {
		last := 0
		for no := range revisions[section] {
			last = max(last, no)
		}
		if s.Changes = len(revisions[section]); s.Changes > 0 && last <= len(page.Revisions) {
			s.Last = page.Revisions[last-1]
			page.Changed = append(page.Changed, *s)
		}
	}
	slices.SortFunc(page.Changed, func(a, b LawProvision) int {
		x, _ := t.Find(a.Address)
		y, _ := t.Find(b.Address)
		return cmp.Or(b.Changes-a.Changes, x-y)
	})
	page.Changed = page.Changed[:min(len(page.Changed), lawChanged)]
}

// readDrafts lists the dossiers that touch the law: those under way by deadline
// and newest change, then those that have ended.
func (page *LawPage) readDrafts(q *Queries, p people.Person, c *catalogue, named *spoken) {
	now, register := q.clock(), c.institutions()
	by := map[dossier.ID]*LawDraft{}
	var order []dossier.ID
	seen(p, c, named.amends, func(d *sayer, e *entry) {
		if d.id == page.Dossier {
			return
		}
		draft := by[d.id]
		if draft == nil {
			draft = &LawDraft{DossierRow: q.row(register, e, now)}
			by[d.id] = draft
			order = append(order, d.id)
			for _, one := range e.consultations {
				if one.IsOpen(now) {
					page.Consultations = append(page.Consultations, consultationRow(register, e.facts, one))
				}
			}
		}
		for _, s := range d.sayings {
			if s.Address != "" && s.until.IsZero() && !slices.Contains(draft.Provisions, s.Address) {
				draft.Provisions = append(draft.Provisions, s.Address)
				draft.Document = d.document.No
			}
		}
	})
	for _, id := range order {
		page.Drafts = append(page.Drafts, *by[id])
	}
	slices.SortStableFunc(page.Drafts, func(a, b LawDraft) int {
		ended := func(d LawDraft) int { return min(len(d.State.Outcome), 1) }
		return cmp.Or(ended(a)-ended(b), b.Changed.Compare(a.Changed), cmp.Compare(a.ID, b.ID))
	})
	sortByDeadline(page.Consultations)
}

// readCiting lists the acts and drafts that cite the law now.
func (page *LawPage) readCiting(p people.Person, c *catalogue, all *laws, named *spoken, today clock.Date) {
	seen(p, c, named.cites, func(d *sayer, e *entry) {
		if d.id == page.Dossier {
			return
		}
		provisions := map[uint32]bool{}
		for _, s := range d.sayings {
			if s.stands(e, today) {
				provisions[s.Provision] = true
			}
		}
		if len(provisions) > 0 {
			page.Cited += len(provisions)
			page.CitedBy = append(page.CitedBy, LawCiting{Dossier: d.id, Title: e.facts.Title, Name: all.name[d.id], Provisions: len(provisions)})
		}
	})
	slices.SortStableFunc(page.CitedBy, func(a, b LawCiting) int {
		return cmp.Or(b.Provisions-a.Provisions, estonian.compare(a.Title.In(lang.Et), b.Title.In(lang.Et)))
	})
	page.CitedBy = page.CitedBy[:min(len(page.CitedBy), lawCiting)]
}
