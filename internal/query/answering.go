package query

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Window is what is known of a consultation or a round to which remarks are
// answered.
type Window struct {
	ID           consult.ID
	Dossier      lang.Text
	Title        lang.Text // of a consultation; else empty
	Institution  people.Code
	Documents    []consult.DocumentAt
	Opened       time.Time
	Deadline     clock.Date
	Closed       time.Time
	Due          clock.Date // when every comment should have a response; zero for a round
	Comments     int
	Answered     int
	Overdue      int
	Addressees   []consult.Addressee // of a round
	MayRespond   bool
	Consultation consult.Consultation // zero for a round
}

// readWindow reads a consultation or a round that the person may see.
func (q *Queries) readWindow(tx *store.Tx, p people.Person, id consult.ID) (Window, dossier.Dossier, error) {
	all, err := visibleWindow(tx, p, id)
	d := all.dossier
	if err != nil {
		return Window{}, d, err
	}
	w := Window{ID: id, Dossier: d.Title, Institution: d.Institution, MayRespond: may(p, people.Respond, d)}
	if id.Round {
		r, err := tx.Round(id)
		w.Documents, w.Opened, w.Deadline, w.Comments, w.Answered, w.Addressees = r.Documents, r.Sent, r.Deadline, r.Comments, r.Answered, outward(r, p).Addressees
		return w, d, err
	}
	c, err := tx.Consultation(id)
	w.Title, w.Documents, w.Opened, w.Deadline, w.Closed = c.Title, c.Documents, c.Opened, c.Deadline, c.Closed
	w.Comments, w.Answered, w.Consultation = c.Comments, c.Answered, c
	w.Due, w.Overdue = c.ResponsesDue(q.settings.ResponseDays), c.Overdue(q.settings.ResponseDays, q.clock())
	return w, d, err
}

// readOwnWindow is readWindow for those who answer in it: for others who see the
// dossier it is Forbidden, or SignIn.
func (q *Queries) readOwnWindow(tx *store.Tx, p people.Person, id consult.ID) (Window, dossier.Dossier, error) {
	w, d, err := q.readWindow(tx, p, id)
	if err != nil {
		return Window{}, d, err
	}
	return w, d, people.May(p, people.Respond, object(d))
}

// The filters of a work list. The empty one shows what waits.
const (
	ShowWaiting  = ""
	ShowMine     = "mine"
	ShowOverdue  = "overdue"
	ShowDrafted  = "drafted"
	ShowCampaign = "campaign"
	ShowAnswered = "answered"
)

// Shows lists the filters in the order in which pages offer them.
var Shows = []string{ShowWaiting, ShowMine, ShowOverdue, ShowDrafted, ShowCampaign, ShowAnswered}

// AnswerAsk asks for a page of a work list.
type AnswerAsk struct {
	BySender bool // else by provision
	Show     string
	After    string // number of the last comment of the page before
}

// AnswerList is the remarks of a consultation or round for those who answer
// them.
type AnswerList struct {
	Window    Window
	Counts    map[string]int // by filter
	Rows      []AnswerRow
	Page      Page
	Drafts    []AnswerDraftRow // that are worked on, last saved first
	Discarded []AnswerDraftRow
}

// AnswerRow is a remark with where its response stands.
type AnswerRow struct {
	CommentCard
	Starts   bool // the first of its group on the page
	Draft    consult.DraftNo
	Assigned string // name of who prepares the response
	Members  int    // of its campaign, that wait for a response and are in no draft
}

// AnswerDraftRow is a draft of a response in a list.
type AnswerDraftRow struct {
	Draft consult.AnswerDraft
	By    string
	Ready bool // it could be published as it is
	Stale bool // a comment says something else since it was read for it
}

// answersOnPage is how many remarks a page of a work list has.
const answersOnPage = 50

// Answering returns a page of a work list. Whoever may not respond is refused.
func (q *Queries) Answering(ctx context.Context, p people.Person, id consult.ID, ask AnswerAsk) (AnswerList, error) {
	var list AnswerList
	after, err := ParseComment(ask.After)
	if err != nil {
		return list, err
	}
	texts := map[consult.DocumentAt]source{}
	var all worklist
	err = q.store.View(ctx, func(tx *store.Tx) error {
		var d dossier.Dossier
		if list.Window, d, err = q.readOwnWindow(tx, p, id); err != nil {
			return err
		}
		if all, err = q.readWorklist(tx, p, list.Window, texts); err != nil {
			return err
		}
		q.order(all.heads, texts, ask.BySender)
		list.Counts = all.counts()
		shown := all.filtered(ask.Show)
		start := all.following(shown, after)
		list.Page = pageOfNumbers(shown, start, answersOnPage)
		for _, h := range shown[start:min(start+answersOnPage, len(shown))] {
			row, err := all.row(tx, p, papers{dossier: d, all: true}, h)
			if err != nil {
				return err
			}
			row.Starts = len(list.Rows) == 0 || !sameGroup(list.Rows[len(list.Rows)-1].Comment, h.Comment, ask.BySender)
			list.Rows = append(list.Rows, row)
		}
		if err := all.names(tx, &list); err != nil {
			return err
		}
		return all.readDrafts(tx, id, &list)
	})
	if err != nil {
		return AnswerList{}, err
	}
	for i := range list.Rows {
		q.citeCard(&list.Rows[i].CommentCard, texts)
	}
	return list, nil
}

// Waiting lists the numbers of all remarks under a filter that could be
// answered now, in the order of the work list.
func (q *Queries) Waiting(ctx context.Context, p people.Person, id consult.ID, ask AnswerAsk) ([]consult.CommentNo, error) {
	var nos []consult.CommentNo
	err := q.store.View(ctx, func(tx *store.Tx) error {
		w, _, err := q.readOwnWindow(tx, p, id)
		if err != nil {
			return err
		}
		texts := map[consult.DocumentAt]source{}
		all, err := q.readWorklist(tx, p, w, texts)
		if err != nil {
			return err
		}
		q.order(all.heads, texts, ask.BySender)
		for _, h := range all.filtered(ask.Show) {
			if h.Response == 0 && h.State == consult.Public && all.drafted[h.No] == 0 {
				nos = append(nos, h.No)
			}
		}
		return nil
	})
	return nos, err
}

// head is a comment without its words and where it stands in the list.
type head struct {
	consult.Comment
	place int // of its provision in the text it was written on
}

// worklist is all of a window that a list is cut from.
type worklist struct {
	heads    []head // that are public
	drafted  map[consult.CommentNo]consult.DraftNo
	assigned map[consult.CommentNo]consult.Assignment
	members  map[consult.CampaignNo]int
	overdue  bool
	me       people.ID
}

func (q *Queries) readWorklist(tx *store.Tx, p people.Person, w Window, texts map[consult.DocumentAt]source) (worklist, error) {
	all := worklist{members: map[consult.CampaignNo]int{}, overdue: w.Overdue > 0, me: p.ID}
	comments, err := tx.CommentHeads(w.ID)
	if err != nil {
		return all, err
	}
	if all.drafted, err = tx.Drafted(w.ID); err != nil {
		return all, err
	}
	if all.assigned, err = tx.Assignments(w.ID); err != nil {
		return all, err
	}
	for _, c := range comments {
		if c.State != consult.Public {
			continue
		}
		if c.Campaign != 0 && c.Response == 0 && all.drafted[c.No] == 0 {
			all.members[c.Campaign]++
		}
		if err := q.readAnchorText(tx, c, texts); err != nil {
			return all, err
		}
		all.heads = append(all.heads, head{Comment: c})
	}
	return all, nil
}

// readAnchorText reads the text that a comment was written on, once.
func (q *Queries) readAnchorText(tx *store.Tx, c consult.Comment, texts map[consult.DocumentAt]source) error {
	at := consult.DocumentAt{Document: c.Anchor.Document, Revision: c.Anchor.Revision}
	if _, read := texts[at]; read || c.Anchor.Address == "" {
		return nil
	}
	r, err := tx.Revision(c.Consultation.Dossier, at.Document, at.Revision)
	if err != nil {
		return err
	}
	texts[at], err = q.texts.source(tx, r)
	return err
}

// order sorts by the place in the documents, or by who sent them; those of one
// place or sender stand by number.
func (q *Queries) order(heads []head, texts map[consult.DocumentAt]source, bySender bool) {
	for i := range heads {
		a := heads[i].Anchor
		if s, ok := texts[consult.DocumentAt{Document: a.Document, Revision: a.Revision}]; ok && a.Address != "" {
			heads[i].place, _ = q.texts.parse(s).Find(a.Address)
		}
	}
	slices.SortStableFunc(heads, func(a, b head) int {
		if bySender {
			return cmp.Or(cmp.Compare(rankOf(a.Author), rankOf(b.Author)), strings.Compare(a.Author.Name, b.Author.Name),
				strings.Compare(a.Author.Code, b.Author.Code), cmp.Compare(a.No, b.No))
		}
		return cmp.Or(cmp.Compare(a.Anchor.Document, b.Anchor.Document), cmp.Compare(a.place, b.place),
			cmp.Compare(a.Anchor.Provision, b.Anchor.Provision), strings.Compare(a.Anchor.Address, b.Anchor.Address), cmp.Compare(a.No, b.No))
	})
}

// rankOf puts institutions first, then organisations, then people with a name,
// then those without.
func rankOf(a consult.Author) int {
	switch {
	case a.Kind == consult.Institution:
		return 0
	case a.Kind == consult.Organisation:
		return 1
	case a.Name != "":
		return 2
	}
	return 3
}

// sameGroup reports whether two remarks stand under one heading.
func sameGroup(a, b consult.Comment, bySender bool) bool {
	if bySender {
		return a.Author.Kind == b.Author.Kind && a.Author.Name == b.Author.Name && a.Author.Code == b.Author.Code
	}
	return a.Anchor.Document == b.Anchor.Document && a.Anchor.Provision == b.Anchor.Provision && a.Anchor.Address == b.Anchor.Address
}

// fits reports whether a remark is under a filter.
func (all worklist) fits(h head, show string) bool {
	waits := h.Response == 0
	switch show {
	case ShowMine:
		return waits && all.assigned[h.No].Person == all.me
	case ShowOverdue:
		return waits && all.overdue
	case ShowDrafted:
		return waits && all.drafted[h.No] != 0
	case ShowCampaign:
		return waits && h.Campaign != 0
	case ShowAnswered:
		return !waits
	}
	return waits
}

func (all worklist) filtered(show string) []head {
	return slices.DeleteFunc(slices.Clone(all.heads), func(h head) bool { return !all.fits(h, show) })
}

func (all worklist) counts() map[string]int {
	counts := map[string]int{}
	for _, h := range all.heads {
		for _, show := range Shows {
			if all.fits(h, show) {
				counts[show]++
			}
		}
	}
	return counts
}

// following is where in the list shown a page begins after a comment. One that
// has left the list, since it was answered, still has its place among all.
func (all worklist) following(shown []head, after consult.CommentNo) int {
	at := slices.IndexFunc(all.heads, func(h head) bool { return h.No == after })
	if after == 0 || at < 0 {
		return 0
	}
	passed := map[consult.CommentNo]bool{}
	for _, h := range all.heads[:at+1] {
		passed[h.No] = true
	}
	start := slices.IndexFunc(shown, func(h head) bool { return !passed[h.No] })
	if start < 0 {
		return len(shown)
	}
	return start
}

// pageOfNumbers says where in a list of comments a page is.
func pageOfNumbers(shown []head, start, size int) Page {
	p := Page{Total: len(shown), First: start + 1}
	if start > 0 {
		before := ""
		if start > size {
			before = shown[start-size-1].No.String()
		}
		p.Before = &before
	}
	if end := start + size; end < len(shown) {
		next := shown[end-1].No.String()
		p.Next = &next
	}
	return p
}

// row reads what a list shows of a remark.
func (all worklist) row(tx *store.Tx, p people.Person, may papers, h head) (AnswerRow, error) {
	row := AnswerRow{Draft: all.drafted[h.No], Members: all.members[h.Campaign]}
	c, err := tx.Comment(h.No)
	if err != nil {
		return row, err
	}
	if row.CommentCard, err = readCard(tx, may, shown(p, may.dossier, c)); err != nil || c.Anchor.Document == 0 {
		return row, err
	}
	doc, err := tx.Document(may.dossier.ID, c.Anchor.Document)
	row.Document = DocumentName{Document: doc.No, Revision: c.Anchor.Revision, Kind: doc.Kind, Title: doc.Title}
	return row, err
}

// names finds who prepares the responses.
func (all worklist) names(tx *store.Tx, list *AnswerList) error {
	known := map[people.ID]string{}
	for i := range list.Rows {
		a, ok := all.assigned[list.Rows[i].Comment.No]
		if !ok {
			continue
		}
		if err := nameOf(tx, a.Person, known); err != nil {
			return err
		}
		list.Rows[i].Assigned = known[a.Person]
	}
	return nil
}

// nameOf finds a person's name once. Somebody no longer known has none.
func nameOf(tx *store.Tx, id people.ID, known map[people.ID]string) error {
	if _, ok := known[id]; ok {
		return nil
	}
	person, err := tx.Person(id)
	if err != nil && !isNotFound(err) {
		return err
	}
	known[id] = person.Name
	return nil
}

// corrected are the remarks in each draft that their authors have corrected.
func (all worklist) corrected() map[consult.DraftNo][]consult.Comment {
	in := map[consult.DraftNo][]consult.Comment{}
	for _, h := range all.heads {
		if no := all.drafted[h.No]; no != 0 && !h.Corrected.IsZero() {
			in[no] = append(in[no], h.Comment)
		}
	}
	return in
}

// readDrafts reads the drafts of a window.
func (all worklist) readDrafts(tx *store.Tx, id consult.ID, list *AnswerList) error {
	drafts, err := tx.AnswerDrafts(id)
	if err != nil {
		return err
	}
	known := map[people.ID]string{}
	corrected := all.corrected()
	for _, d := range drafts {
		if err := nameOf(tx, d.By, known); err != nil {
			return err
		}
		row := AnswerDraftRow{Draft: d, By: known[d.By], Ready: consult.Respond(d.Response()) == nil}
		row.Stale = slices.ContainsFunc(corrected[d.No], d.Outdated)
		row.Ready = row.Ready && !row.Stale
		if d.Discarded.IsZero() {
			list.Drafts = append(list.Drafts, row)
		} else {
			list.Discarded = append(list.Discarded, row)
		}
	}
	newest := func(a, b AnswerDraftRow) int { return b.Draft.Saved.Compare(a.Draft.Saved) }
	slices.SortStableFunc(list.Drafts, newest)
	slices.SortStableFunc(list.Discarded, newest)
	return nil
}

func isNotFound(err error) bool {
	f := fault.Of(err)
	return f != nil && f.Kind == fault.NotFound
}
