package query

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// WorkPage is what an institution's people have to do and what is under way.
type WorkPage struct {
	Institution Name
	Todo        []WorkItem // most urgent first
	Drafts      []DraftRow // last saved first
	Open        []ConsultationRow
	Asked       []RoundRow   // that wait for our reply, nearest deadline first
	Sent        []RoundRow   // ours that wait for replies, nearest deadline first
	Dossiers    []DossierRow // newest change first, hidden ones too
	Clashes     []WorkClash  // drafts of others that change what ours change
	MayOpen     bool
}

// WorkClash is a clash of a dossier of ours.
type WorkClash struct {
	Dossier dossier.ID
	Title   lang.Text
	Clash
}

// WorkItem is one thing that is missing or due.
type WorkItem struct {
	Kind         WorkKind
	Dossier      dossier.ID
	Title        lang.Text
	Consultation consult.ID
	Count        int
	Due          clock.Date
}

// WorkKind says what is to be done.
type WorkKind string

// The kinds of work.
const (
	WorkClose    WorkKind = "close"    // a consultation has ended and waits for its summary
	WorkRespond  WorkKind = "respond"  // comments wait for a response
	WorkLetter   WorkKind = "letter"   // letters are not entered yet
	WorkDisowned WorkKind = "disowned" // somebody said that a comment is not theirs
	WorkRemarks  WorkKind = "remarks"  // remarks of institutions wait for a response
	WorkEnds     WorkKind = "ends"     // a consultation ends within a week
	WorkPublish  WorkKind = "publish"  // a dossier is not public yet
	WorkText     WorkKind = "text"     // a document has no revision
	WorkQuiet    WorkKind = "quiet"    // nothing happened for a year
)

// DraftRow is a text not yet published.
type DraftRow struct {
	Dossier  dossier.ID
	Title    lang.Text
	Document DocumentName
	Base     int
	Stale    bool // a newer revision has been published since
	Saved    time.Time
	By       string
}

// workDossiers is how many dossiers the page lists.
const workDossiers = 100

// OurWork returns the work of the institution that the person serves.
func (q *Queries) OurWork(ctx context.Context, p people.Person) (WorkPage, error) {
	if err := people.May(p, people.SeeOurWork, people.Object{Institution: p.Institution}); err != nil {
		return WorkPage{}, err
	}
	c, err := q.fresh(ctx)
	if err != nil {
		return WorkPage{}, err
	}
	register, now := c.institutions(), q.clock()
	page := WorkPage{Institution: name(register, p.Institution)}
	page.MayOpen = people.May(p, people.OpenDossier, people.Object{Institution: p.Institution}) == nil
	ours := slices.DeleteFunc(slices.Clone(c.all()), func(e *entry) bool { return !p.Serves(e.facts.Institution) })
	for i, e := range ours {
		if i < workDossiers {
			page.Dossiers = append(page.Dossiers, q.row(register, e, now))
		}
		page.Todo = append(page.Todo, q.duties(e, now)...)
		for _, one := range e.consultations {
			if one.IsOpen(now) {
				page.Open = append(page.Open, consultationRow(register, e.facts, one))
			}
		}
	}
	sortByDeadline(page.Open)
	err = q.store.View(ctx, func(tx *store.Tx) error {
		return errors.Join(page.readDrafts(tx, p, ours), page.readLetters(tx, p, ours), page.readDisowned(tx, ours), page.readClashes(tx, q, p, c, ours), q.readWaiting(tx, p, register, &page))
	})
	slices.SortFunc(page.Drafts, func(a, b DraftRow) int { return b.Saved.Compare(a.Saved) })
	slices.SortStableFunc(page.Todo, func(a, b WorkItem) int { return urgency(a).Compare(urgency(b)) })
	return page, err
}

// urgency puts what has a day before what has none.
func urgency(w WorkItem) clock.Date {
	if w.Due.IsZero() {
		return clock.Date{Year: 9999}
	}
	return w.Due
}

// duties lists what a dossier asks of its institution, as far as lists know.
func (q *Queries) duties(e *entry, now time.Time) []WorkItem {
	var list []WorkItem
	add := func(kind WorkKind, c *consult.Consultation, count int, due clock.Date) {
		item := WorkItem{Kind: kind, Dossier: e.facts.ID, Title: e.facts.Title, Count: count, Due: due}
		if c != nil {
			item.Consultation = c.ID
		}
		list = append(list, item)
	}
	if !e.public() {
		add(WorkPublish, nil, 0, clock.Date{})
	}
	for i := range e.consultations {
		c := &e.consultations[i]
		waiting, due := c.Comments-c.Answered, c.ResponsesDue(q.settings.ResponseDays)
		switch {
		case c.IsOpen(now) && clock.DaysLeft(now, c.Deadline) <= 7:
			add(WorkEnds, c, c.Comments, c.Deadline)
		case !c.IsOpen(now) && waiting > 0:
			add(WorkRespond, c, waiting, due)
		case !c.IsOpen(now) && c.Closed.IsZero():
			add(WorkClose, c, 0, due)
		}
	}
	for _, r := range e.rounds {
		if waiting := r.Comments - r.Answered; waiting > 0 {
			list = append(list, WorkItem{Kind: WorkRemarks, Dossier: e.facts.ID, Title: e.facts.Title, Consultation: r.ID, Count: waiting})
		}
	}
	if at := dossier.Where(e.facts, clock.DateOf(now), q.settings.StaleDays); at.Stale {
		add(WorkQuiet, nil, at.Quiet, clock.Date{})
	}
	return list
}

// readClashes adds what other drafts under way change of what ours do.
func (page *WorkPage) readClashes(tx *store.Tx, q *Queries, p people.Person, c *catalogue, ours []*entry) error {
	for _, e := range ours {
		found, err := q.clashes(tx, p, c, e.facts, q.clock())
		if err != nil {
			return err
		}
		for _, clash := range found {
			page.Clashes = append(page.Clashes, WorkClash{e.facts.ID, e.facts.Title, clash})
		}
	}
	return nil
}

// readWaiting reads the rounds that wait for a reply of ours, and those of ours
// that wait for others.
func (q *Queries) readWaiting(tx *store.Tx, p people.Person, register people.Register, page *WorkPage) error {
	rounds, err := tx.RoundsWaiting()
	if err != nil {
		return err
	}
	known := map[people.ID]string{}
	for _, r := range rounds {
		of := r.For(p.Serves)
		a, asked := r.Asked(of)
		asked = asked && a.Reply == ""
		if !asked && !p.Serves(r.Institution) {
			continue
		}
		d, err := tx.Dossier(r.Dossier)
		if err != nil {
			return err
		}
		row := q.roundRow(register, d, r)
		if !asked {
			page.Sent = append(page.Sent, row)
			continue
		}
		drafts, err := tx.RemarkDrafts(r.ID, of)
		if err != nil {
			return err
		}
		if err := nameOf(tx, a.Assigned, known); err != nil {
			return err
		}
		row.Task, row.Assigned, row.Prepared = a.Task, known[a.Assigned], len(working(drafts))
		page.Asked = append(page.Asked, row)
	}
	return nil
}

// readLetters adds the letters that are being split, for those who may.
func (page *WorkPage) readLetters(tx *store.Tx, p people.Person, ours []*entry) error {
	for _, e := range ours {
		if people.May(p, people.EnterComment, object(e.facts)) != nil {
			continue
		}
		for _, c := range e.consultations {
			if !c.Closed.IsZero() {
				continue
			}
			letters, err := tx.Letters(c.ID)
			if err != nil {
				return err
			}
			waiting := 0
			for _, l := range letters {
				if !l.Entered() {
					waiting++
				}
			}
			if waiting > 0 {
				page.Todo = append(page.Todo, WorkItem{Kind: WorkLetter, Dossier: e.facts.ID, Title: e.facts.Title, Consultation: c.ID, Count: waiting, Due: c.Deadline})
			}
		}
	}
	return nil
}

// readDisowned adds consultations with comments whose authors said that they are
// not theirs, until a moderator has looked at them.
func (page *WorkPage) readDisowned(tx *store.Tx, ours []*entry) error {
	waiting, err := tx.CasesWaiting(0)
	if err != nil {
		return err
	}
	counts := map[consult.ID]int{}
	for _, c := range waiting {
		if c.Disowned.IsZero() || !c.Seen.IsZero() {
			continue
		}
		m, err := tx.Comment(c.Comment)
		if err != nil {
			return err
		}
		counts[m.Consultation]++
	}
	for _, e := range ours {
		for _, c := range e.consultations {
			if n := counts[c.ID]; n > 0 {
				page.Todo = append(page.Todo, WorkItem{Kind: WorkDisowned, Dossier: e.facts.ID, Title: e.facts.Title, Consultation: c.ID, Count: n})
			}
		}
	}
	return nil
}

// readDrafts adds the drafts of dossiers under way, for those who may change them,
// and the documents without a text. Dossiers that have ended have neither.
func (page *WorkPage) readDrafts(tx *store.Tx, p people.Person, ours []*entry) error {
	for _, e := range ours {
		if e.facts.Documents == 0 || e.facts.Ended() {
			continue
		}
		documents, err := tx.Documents(e.facts.ID)
		if err != nil {
			return err
		}
		for _, doc := range documents {
			if err := page.readDraft(tx, p, e, doc); err != nil {
				return err
			}
		}
	}
	return nil
}

func (page *WorkPage) readDraft(tx *store.Tx, p people.Person, e *entry, doc dossier.Document) error {
	draft, err := draftFacts(tx, doc)
	if err != nil {
		return err
	}
	if draft == nil {
		if doc.Revisions == 0 {
			page.Todo = append(page.Todo, WorkItem{Kind: WorkText, Dossier: e.facts.ID, Title: e.facts.Title})
		}
		return nil
	}
	if !may(p, people.SaveDraft, e.facts) {
		return nil
	}
	row := DraftRow{
		Dossier: e.facts.ID, Title: e.facts.Title, Base: draft.Base, Stale: draft.Base != doc.Revisions, Saved: draft.Saved,
		Document: DocumentName{Document: doc.No, Kind: doc.Kind, Title: doc.Title},
	}
	by, err := tx.Person(draft.By)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	row.By = by.Name
	page.Drafts = append(page.Drafts, row)
	return nil
}
