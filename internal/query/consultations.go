package query

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// ConsultationList is what is asked now, what will be and what was.
type ConsultationList struct {
	Open     []ConsultationRow // ending first
	Upcoming []DossierRow      // notices and intents without a consultation yet
	Closed   []ConsultationRow // ended last first
	Page     Page              // of Closed
}

// upcomingShown is how many dossiers are listed that may soon be asked about.
const upcomingShown = 30

// Consultations returns the list of consultations that the person may see.
func (q *Queries) Consultations(ctx context.Context, p people.Person, after string) (ConsultationList, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return ConsultationList{}, err
	}
	now := q.clock()
	list := ConsultationList{Open: consultationsOf(p, c, isOpen(now)), Upcoming: q.upcoming(p, c, now)}
	sortByDeadline(list.Open)
	ended := consultationsOf(p, c, func(_ *entry, one consult.Consultation) bool { return !one.IsOpen(now) })
	slices.SortStableFunc(ended, func(a, b ConsultationRow) int { return end(b).Compare(end(a)) })
	list.Closed, list.Page = page(ended, after, rowsOnPage, func(r ConsultationRow) string {
		return string(r.ID.Dossier) + "/" + strconv.Itoa(r.No)
	})
	return list, nil
}

func end(r ConsultationRow) time.Time {
	if !r.Closed.IsZero() && r.Closed.Before(r.Ends()) {
		return r.Closed
	}
	return r.Ends()
}

func (q *Queries) upcoming(p people.Person, c *catalogue, now time.Time) []DossierRow {
	var rows []DossierRow
	register := c.institutions()
	for _, e := range c.all() {
		early := e.standing.Stage == dossier.Notice || e.standing.Stage == dossier.Intent
		if !early || e.standing.Ended != nil || len(e.consultations) > 0 || !sees(p, e) {
			continue
		}
		if rows = append(rows, q.row(register, e, now)); len(rows) == upcomingShown {
			break
		}
	}
	return rows
}

// ConsultationPage is one consultation with a page of its comments.
type ConsultationPage struct {
	Consultation consult.Consultation
	Dossier      lang.Text
	Institution  people.Institution
	Contact      dossier.Contact
	Documents    []DocumentName
	Comments     []CommentCard                // oldest first
	Hidden       map[consult.CommentState]int // how many there are that are not public
	Page         Page
	Short        bool
	MayManage    bool
	MayRespond   bool
}

// commentsOnPage is how many comments a consultation's page has.
const commentsOnPage = 50

// Consultation returns a consultation with the comments after the number given,
// or the first.
func (q *Queries) Consultation(ctx context.Context, p people.Person, id consult.ID, after string) (ConsultationPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return ConsultationPage{}, err
	}
	var page ConsultationPage
	texts := map[consult.DocumentAt]source{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		d, err := visible(tx, p, id.Dossier)
		if err != nil {
			return err
		}
		if page.Consultation, err = tx.Consultation(id); err != nil {
			return err
		}
		page.Dossier, page.Contact = d.Title, d.Contact
		page.Institution = institution(c.institutions(), d.Institution)
		page.Short = !page.Consultation.ShortReason.Empty()
		page.MayManage = page.Consultation.Closed.IsZero() && may(p, people.CloseConsultation, d)
		page.MayRespond = may(p, people.Respond, d)
		if page.Documents, err = namesOf(tx, id.Dossier, page.Consultation.Documents); err != nil {
			return err
		}
		if page.Hidden, err = tx.Hidden(id); err != nil {
			return err
		}
		if page.Comments, page.Page, err = readListed(tx, p, papers{dossier: d, all: true}, id, page.Consultation.Comments, after); err != nil {
			return err
		}
		return q.readAnchors(tx, id.Dossier, page.Comments, texts)
	})
	if err != nil {
		return ConsultationPage{}, err
	}
	for i := range page.Comments {
		q.citeCard(&page.Comments[i], texts)
	}
	return page, nil
}

// namesOf names the documents that a consultation asks about.
func namesOf(tx *store.Tx, id dossier.ID, at []consult.DocumentAt) ([]DocumentName, error) {
	var names []DocumentName
	for _, a := range at {
		doc, err := tx.Document(id, a.Document)
		if err != nil {
			return nil, err
		}
		names = append(names, DocumentName{Document: a.Document, Revision: a.Revision, Kind: doc.Kind, Title: doc.Title})
	}
	return names, nil
}

// readListed reads a page of the comments of a consultation or round. Numbers grow with time, so a page is a
// place in the numbers; how many there are is counted by it.
func readListed(tx *store.Tx, p people.Person, all papers, id consult.ID, total int, after string) (cards []CommentCard, at Page, err error) {
	from, err := ParseComment(after)
	if err != nil {
		return nil, at, err
	}
	comments, err := tx.CommentsListed(id, from, commentsOnPage+1)
	if err != nil {
		return nil, at, err
	}
	at.Total, at.First = total, 1
	if from != 0 {
		before, err := tx.ListedBack(id, from, commentsOnPage)
		if err != nil {
			return nil, at, err
		}
		at.Before, at.First = mark(before), 0
	}
	if len(comments) > commentsOnPage {
		comments = comments[:commentsOnPage]
		next := comments[commentsOnPage-1].No.String()
		at.Next = &next
	}
	for _, c := range comments {
		if c.State == consult.Withdrawn && c.Author.Person != p.ID && c.Campaign == 0 {
			continue
		}
		card, err := readCard(tx, all, shown(p, all.dossier, c))
		if err != nil {
			return nil, at, err
		}
		cards = append(cards, card)
	}
	return cards, at, nil
}

// mark is where a page of comments begins; nothing stands for the first page.
func mark(no consult.CommentNo) *string {
	s := ""
	if no != 0 {
		s = no.String()
	}
	return &s
}

// readAnchors names the documents that comments are on and reads the texts that
// their provisions are cited from.
func (q *Queries) readAnchors(tx *store.Tx, id dossier.ID, cards []CommentCard, texts map[consult.DocumentAt]source) error {
	documents := map[int]dossier.Document{}
	for i := range cards {
		a := cards[i].Comment.Anchor
		if a.Document == 0 {
			continue
		}
		doc, known := documents[a.Document]
		if !known {
			var err error
			if doc, err = tx.Document(id, a.Document); err != nil {
				return err
			}
			documents[a.Document] = doc
		}
		cards[i].Document = DocumentName{Document: a.Document, Revision: a.Revision, Kind: doc.Kind, Title: doc.Title}
		at := consult.DocumentAt{Document: a.Document, Revision: a.Revision}
		if _, read := texts[at]; read || a.Address == "" {
			continue
		}
		r, err := tx.Revision(id, a.Document, a.Revision)
		if err != nil {
			return err
		}
		if texts[at], err = q.texts.source(tx, r); err != nil {
			return err
		}
	}
	return nil
}

// ParseComment reads a comment's number, such as 26-000123; nothing is 0.
func ParseComment(s string) (consult.CommentNo, error) {
	if s == "" {
		return 0, nil
	}
	year, ordinal, _ := strings.Cut(s, "-")
	y, err1 := strconv.ParseUint(year, 10, 8)
	n, err2 := strconv.ParseUint(ordinal, 10, 32)
	no := consult.NewCommentNo(int(y), n)
	if err1 != nil || err2 != nil || no.String() != s {
		return 0, fault.ErrNotFound
	}
	return no, nil
}

// CommentPage is the permanent page of one comment.
type CommentPage struct {
	CommentCard
	Consultation consult.Consultation // zero for a remark in a round
	Round        *consult.Round       // in which it was sent; else nil
	Dossier      lang.Text
	Institution  Name
	Place        *PlaceNow        // in the newest revision; nil when the comment is on the whole
	Alike        consult.Campaign // the campaign it belongs to, or zero
	Own          []compare.Piece  // from the words of the campaign's representative to its own
	Case         consult.Case     // what moderators decided about it, as far as the person may know
	MayOwn       bool             // it is theirs
	MayRetract   bool             // what was entered for its sender
	MayReport    bool
	MayWithhold  bool // and decide all else that moderators do
	MayRespond   bool
}

// PlaceNow is where the place that a comment was written on is now.
type PlaceNow struct {
	Revision int
	Cite     string
	Address  string
	Carried  compare.Carried
}

// Comment returns a comment that the person may see.
func (q *Queries) Comment(ctx context.Context, p people.Person, no consult.CommentNo) (CommentPage, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return CommentPage{}, err
	}
	var page CommentPage
	var sides pair
	err = q.store.View(ctx, func(tx *store.Tx) error {
		page, sides, err = q.readComment(tx, c, p, no)
		return err
	})
	if err != nil {
		return CommentPage{}, err
	}
	q.placeNow(&page, sides)
	return page, nil
}

// readWindow reads the consultation or the round that the comment is in.
func (page *CommentPage) readWindow(tx *store.Tx) (err error) {
	id := page.Comment.Consultation
	if !id.Round {
		page.Consultation, err = tx.Consultation(id)
		return err
	}
	r, err := tx.Round(id)
	page.Round = &r
	return err
}

// readComment reads all of the page of a comment but where its place is now.
func (q *Queries) readComment(tx *store.Tx, c *catalogue, p people.Person, no consult.CommentNo) (page CommentPage, sides pair, err error) {
	comment, err := tx.Comment(no)
	if err != nil {
		return page, sides, err
	}
	all, err := visibleWindow(tx, p, comment.Consultation)
	if err != nil {
		return page, sides, err
	}
	d := all.dossier
	if page.CommentCard, err = readCard(tx, all, shown(p, d, comment)); err != nil {
		return page, sides, err
	}
	if err := page.readWindow(tx); err != nil {
		return page, sides, err
	}
	page.Dossier, page.Institution = d.Title, name(c.institutions(), d.Institution)
	page.allow(p, d, comment)
	known, err := tx.Case(no)
	if err != nil {
		return page, sides, err
	}
	page.Case = shownCase(known, page.MayWithhold, page.MayOwn)
	if err := page.readCampaign(tx); err != nil {
		return page, sides, err
	}
	sides, err = q.readPlace(tx, p, all, &page)
	return page, sides, err
}

// readCampaign reads what the comment shares with others.
func (page *CommentPage) readCampaign(tx *store.Tx) error {
	m := page.Comment
	if m.Campaign == 0 {
		return nil
	}
	var err error
	if page.Alike, err = tx.Campaign(m.Consultation, m.Campaign); err != nil || !m.Edited || m.State != consult.Public {
		return err
	}
	first, err := tx.Comment(m.Campaign)
	if err != nil || first.State != consult.Public {
		return err
	}
	if shared, _ := page.Alike.Words(first); shared != m.Text {
		page.Own = compare.Words(shared, m.Text)
	}
	return nil
}

// allow tells what the person may do to a comment.
func (page *CommentPage) allow(p people.Person, d dossier.Dossier, c consult.Comment) {
	on := object(d)
	on.Owner = c.Author.Person
	public := c.State == consult.Public
	page.MayRetract = public && c.Entry.Channel != "" && c.Response == 0 && people.May(p, people.EnterComment, on) == nil
	page.MayOwn = people.May(p, people.KeepOwn, on) == nil
	page.MayReport = public && !page.MayOwn && people.May(p, people.Report, on) == nil
	page.MayWithhold = people.May(p, people.Withhold, on) == nil
	page.MayRespond = public && people.May(p, people.Respond, on) == nil
}

// readPlace reads the text that a comment was written on and the newest one.
func (q *Queries) readPlace(tx *store.Tx, p people.Person, all papers, page *CommentPage) (sides pair, err error) {
	a := page.Comment.Anchor
	if a.Document == 0 {
		return sides, nil
	}
	id := page.Comment.Consultation.Dossier
	doc, err := all.document(tx, p, a.Document)
	if err != nil {
		return sides, err
	}
	page.Document = DocumentName{Document: a.Document, Revision: a.Revision, Kind: doc.Kind, Title: doc.Title}
	if a.Address == "" {
		return sides, nil
	}
	then, err1 := tx.Revision(id, a.Document, a.Revision)
	now, err2 := tx.Revision(id, a.Document, doc.Revisions)
	if err := errors.Join(err1, err2); err != nil {
		return sides, err
	}
	page.Place = &PlaceNow{Revision: doc.Revisions}
	return q.texts.pair(tx, then, now)
}

// placeNow finds the comment's place in the newest revision.
func (q *Queries) placeNow(page *CommentPage, sides pair) {
	if page.Place == nil {
		return
	}
	a := page.Comment.Anchor
	page.cite(q.texts.parse(sides.old))
	_, page.Place.Carried = q.carry(sides, a)
	if node := page.Place.Carried.Node; node >= 0 {
		text := q.texts.parse(sides.new)
		page.Place.Cite, page.Place.Address = text.Cite(node), text.Nodes[node].Address
	}
}
