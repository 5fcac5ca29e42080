package query

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// CaseRow is a comment that waits for a moderator.
type CaseRow struct {
	CommentCard
	Case   consult.Case
	Why    []consult.Wait
	Since  time.Time
	Window Window
}

// ModerationPage is what waits for moderators and what came last.
type ModerationPage struct {
	Waiting []CaseRow // those that have waited longest first
	More    bool      // more wait than are listed
	Newest  []CaseRow // newest first
	Page    Page      // of Newest
}

// How many rows the page has of each.
const (
	waitingShown = 100
	newestShown  = 30
)

// Moderation returns what waits for moderators, and the newest comments after the
// number given, for moderators.
func (q *Queries) Moderation(ctx context.Context, p people.Person, after string) (ModerationPage, error) {
	var page ModerationPage
	if err := people.May(p, people.SeeModeration, people.Object{}); err != nil {
		return page, err
	}
	before, err := ParseComment(after)
	if err != nil {
		return page, err
	}
	texts := map[consult.DocumentAt]source{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		waiting, err := tx.CasesWaiting(waitingShown + 1)
		if err != nil {
			return err
		}
		if page.More = len(waiting) > waitingShown; page.More {
			waiting = waiting[:waitingShown]
		}
		nos := make([]consult.CommentNo, len(waiting))
		for i, c := range waiting {
			nos[i] = c.Comment
		}
		if page.Waiting, err = q.readCases(tx, p, nos, texts); err != nil {
			return err
		}
		newest, err := tx.NewestComments(before, newestShown+1)
		if err != nil {
			return err
		}
		page.Page = Page{Total: -1}
		if before != 0 {
			page.Page.Before = mark(0)
		}
		if len(newest) > newestShown {
			newest = newest[:newestShown]
			page.Page.Next = mark(newest[newestShown-1])
		}
		page.Newest, err = q.readCases(tx, p, newest, texts)
		return err
	})
	for _, rows := range [][]CaseRow{page.Waiting, page.Newest} {
		for i := range rows {
			q.citeCard(&rows[i].CommentCard, texts)
		}
	}
	return page, err
}

// readCases reads comments as moderators see them. Those of dossiers that the
// moderator does not see are left out.
func (q *Queries) readCases(tx *store.Tx, p people.Person, nos []consult.CommentNo, texts map[consult.DocumentAt]source) ([]CaseRow, error) {
	var rows []CaseRow
	for _, no := range nos {
		m, err := tx.Comment(no)
		if err != nil {
			return nil, err
		}
		w, d, err := q.readWindow(tx, p, m.Consultation)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		row := CaseRow{Window: w}
		all, err := papersOf(tx, p, d.ID)
		if err != nil {
			return nil, err
		}
		if row.CommentCard, err = readCard(tx, all, shown(p, d, m)); err != nil {
			return nil, err
		}
		row.Campaign = nil
		if row.Case, err = tx.Case(no); err != nil {
			return nil, err
		}
		row.Why, row.Since = row.Case.Waits()
		cards := []CommentCard{row.CommentCard}
		if err := q.readAnchors(tx, d.ID, cards, texts); err != nil {
			return nil, err
		}
		row.CommentCard = cards[0]
		rows = append(rows, row)
	}
	return rows, nil
}

// ModeratedComment is a comment for whom decides about it.
type ModeratedComment struct {
	CommentPage
	Suspects []string             // what in it looks like personal data
	Telling  []string             // names of its files that have words blacked out of it
	Names    map[people.ID]string // of who decided and reported
}

// Moderated returns a comment for moderators: everything it says, what was
// reported and decided, by whom.
func (q *Queries) Moderated(ctx context.Context, p people.Person, no consult.CommentNo) (ModeratedComment, error) {
	if err := people.May(p, people.SeeModeration, people.Object{}); err != nil {
		return ModeratedComment{}, err
	}
	c, err := q.fresh(ctx)
	if err != nil {
		return ModeratedComment{}, err
	}
	var m ModeratedComment
	var sides pair
	err = q.store.View(ctx, func(tx *store.Tx) error {
		if m.CommentPage, sides, err = q.readComment(tx, c, p, no); err != nil {
			return err
		}
		if m.Names, err = namesIn(tx, m.Case); err != nil {
			return err
		}
		m.Telling, err = telling(tx, m.Comment)
		return err
	})
	if err != nil {
		return ModeratedComment{}, err
	}
	q.placeNow(&m.CommentPage, sides)
	m.Suspects = m.Comment.Suspects()
	return m, nil
}

// telling are the names of the public files of a comment that have words which were
// blacked out of it.
func telling(tx *store.Tx, m consult.Comment) ([]string, error) {
	var words, names []string
	for _, b := range m.Blacked {
		words = append(words, b.Words)
	}
	for _, f := range m.Attachments {
		if f.Withheld != "" || len(words) == 0 {
			continue
		}
		text, err := tx.FileText(f.Hash)
		if err != nil {
			return nil, err
		}
		if (consult.Comment{Text: text}).Has(words) {
			names = append(names, f.Name)
		}
	}
	return names, nil
}

// namesIn are the names of the persons that a case names.
func namesIn(tx *store.Tx, c consult.Case) (map[people.ID]string, error) {
	names := map[people.ID]string{}
	var ids []people.ID
	for _, d := range c.Decisions {
		ids = append(ids, d.By, d.UndoneBy)
	}
	for _, a := range c.Appeals {
		ids = append(ids, a.By)
	}
	for _, r := range c.Reports {
		ids = append(ids, r.By)
	}
	for _, id := range ids {
		if _, known := names[id]; known || id == "" {
			continue
		}
		p, err := tx.Person(id)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return nil, err
		}
		names[id] = p.Name
	}
	return names, nil
}

// ReasonCount is how often a reason was given.
type ReasonCount struct {
	Reason   consult.Reason
	Comments int // withheld or disowned
	Words    int // decisions to black out words
	Files    int
	Undone   int // that held and were taken back
}

// WithheldRow is one decision about a comment.
type WithheldRow struct {
	Comment consult.CommentNo
	Window  Window
	Case    consult.Case
	N       int
}

// WithheldList is what is not shown and why, without a word of it.
type WithheldList struct {
	Reasons []ReasonCount
	Rows    []WithheldRow // newest first
	Page    Page
}

// withheldOnPage is how many decisions a page lists.
const withheldOnPage = 50

// Withheld lists what moderators decided about comments in dossiers that the
// person sees, after the decision named or from the newest.
func (q *Queries) Withheld(ctx context.Context, p people.Person, after string) (WithheldList, error) {
	var list WithheldList
	counts := map[consult.Reason]*ReasonCount{}
	for _, r := range consult.Reasons {
		counts[r] = &ReasonCount{Reason: r}
	}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		decided, err := tx.Decided()
		if err != nil {
			return err
		}
		all, err := q.readDecided(tx, p, decided)
		if err != nil {
			return err
		}
		for _, row := range all {
			if c := counts[row.Case.Decisions[row.N].Reason]; c != nil {
				c.add(row.Case.Decisions[row.N])
			}
		}
		list.Rows, list.Page = page(all, after, withheldOnPage, func(r WithheldRow) string {
			return r.Comment.String() + "." + strconv.Itoa(r.N)
		})
		return nil
	})
	for _, r := range consult.Reasons {
		list.Reasons = append(list.Reasons, *counts[r])
	}
	return list, err
}

// deciding reads decisions; a window and a case are read once.
type deciding struct {
	q       *Queries
	p       people.Person
	cases   map[consult.CommentNo]WithheldRow
	windows map[consult.ID]*Window // nil: the person does not see it
}

// readDecided reads decisions with the case each stands in, of dossiers that the
// person sees.
func (q *Queries) readDecided(tx *store.Tx, p people.Person, decided []store.DecisionAt) ([]WithheldRow, error) {
	r := deciding{q: q, p: p, cases: map[consult.CommentNo]WithheldRow{}, windows: map[consult.ID]*Window{}}
	var rows []WithheldRow
	for _, at := range decided {
		row, err := r.row(tx, at.Comment)
		if err != nil {
			return nil, err
		}
		if row.Comment != 0 {
			row.N = at.N
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// row reads the case of a comment; a zero row is of one that is hidden.
func (r deciding) row(tx *store.Tx, no consult.CommentNo) (WithheldRow, error) {
	if row, read := r.cases[no]; read {
		return row, nil
	}
	m, err := tx.Comment(no)
	if err != nil {
		return WithheldRow{}, err
	}
	w, err := r.window(tx, m.Consultation)
	if err != nil || w == nil {
		r.cases[no] = WithheldRow{}
		return WithheldRow{}, err
	}
	c, err := tx.Case(no)
	row := WithheldRow{Comment: no, Window: *w, Case: shownCase(c, false, false)}
	r.cases[no] = row
	return row, err
}

func (r deciding) window(tx *store.Tx, id consult.ID) (*Window, error) {
	if w, read := r.windows[id]; read {
		return w, nil
	}
	w, _, err := r.q.readWindow(tx, r.p, id)
	if errors.Is(err, fault.ErrNotFound) {
		r.windows[id] = nil
		return nil, nil
	}
	r.windows[id] = &w
	return &w, err
}

func (c *ReasonCount) add(d consult.Decision) {
	switch {
	case !d.Holds():
		c.Undone++
	case d.Ruling == consult.BlacksOut:
		c.Words++
	case d.Ruling == consult.WithholdFile, d.Ruling == consult.RedactsFile:
		c.Files++
	default:
		c.Comments++
	}
}

// shownCase is what a person may know of the moderation of a comment: reports and
// who decided are for moderators, what an appeal says for its author too.
func shownCase(c consult.Case, mayDecide, owner bool) consult.Case {
	if mayDecide {
		return c
	}
	c.Reports, c.Settled = nil, 0
	decisions := make([]consult.Decision, len(c.Decisions))
	for i, d := range c.Decisions {
		d.By, d.UndoneBy = "", ""
		decisions[i] = d
	}
	appeals := make([]consult.Appeal, len(c.Appeals))
	for i, a := range c.Appeals {
		a.By = ""
		if !owner {
			a.Text = ""
		}
		appeals[i] = a
	}
	c.Decisions, c.Appeals = decisions, appeals
	return c
}
