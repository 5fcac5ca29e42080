package query

import (
	"context"
	"iter"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Table is the coordination table of a consultation or a round: remarks beside
// the position on each.
type Table struct {
	Window      Window
	Institution people.Institution
	Contact     dossier.Contact
	Replies     []Replied // of a round, in the order in which they were asked
	Disagreed   int       // remarks of institutions that were not accepted
	Total       int       // remarks
	Page        Page      // of those in Rows
	Rows        iter.Seq2[TableRow, error]
}

// Replied is an addressee of a round by its name.
type Replied struct {
	consult.Addressee
	Name    Name
	Through Name // of the institution that replied for it, or empty
	Remarks int  // that it sent; on the round's own page
}

func repliedBy(register people.Register, a consult.Addressee) Replied {
	r := Replied{Addressee: a, Name: name(register, a.Institution)}
	if a.Through != "" {
		r.Through = name(register, a.Through)
	}
	return r
}

// TableRow is one remark with its position.
type TableRow struct {
	CommentCard
	Starts bool // the first of its group
}

// tableChunk is how many remarks are read in one transaction: a slow reader must
// not hold one open.
const tableChunk = 200

// TableAsk asks for a table, or a page of it.
type TableAsk struct {
	BySender bool   // else by provision
	After    string // number of the last remark of the page before
	Size     int    // remarks on the page; 0: all
}

// Table returns the table as anybody may see it who sees the dossier. Rows reads
// on as it is asked, so that the whole is never in memory.
func (q *Queries) Table(ctx context.Context, p people.Person, id consult.ID, ask TableAsk) (Table, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return Table{}, err
	}
	after, err := ParseComment(ask.After)
	if err != nil {
		return Table{}, err
	}
	register := c.institutions()
	var table Table
	var all worklist
	texts := map[consult.DocumentAt]source{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		var d dossier.Dossier
		if table.Window, d, err = q.readWindow(tx, p, id); err != nil {
			return err
		}
		table.Institution, table.Contact = institution(register, d.Institution), d.Contact
		if all, err = q.readWorklist(tx, p, table.Window, texts); err != nil {
			return err
		}
		table.Disagreed, err = notAccepted(tx, all)
		return err
	})
	if err != nil {
		return Table{}, err
	}
	for _, a := range table.Window.Addressees {
		table.Replies = append(table.Replies, repliedBy(register, a))
	}
	q.order(all.heads, texts, ask.BySender)
	table.Total = len(all.heads)
	if ask.Size > 0 {
		start := all.following(all.heads, after)
		table.Page = pageOfNumbers(all.heads, start, ask.Size)
		all.heads = all.heads[start:min(start+ask.Size, len(all.heads))]
	}
	table.Rows = q.tableRows(ctx, p, id, all, texts, ask.BySender)
	return table, nil
}

// notAccepted counts the remarks of institutions that were not accepted.
func notAccepted(tx *store.Tx, all worklist) (int, error) {
	n := 0
	for _, h := range all.heads {
		if h.Author.Kind != consult.Institution || h.Response == 0 {
			continue
		}
		r, err := tx.Response(h.Response)
		if err != nil {
			return n, err
		}
		if r.Outcome == consult.NotAccepted {
			n++
		}
	}
	return n, nil
}

func (q *Queries) tableRows(ctx context.Context, p people.Person, id consult.ID, all worklist, texts map[consult.DocumentAt]source, bySender bool) iter.Seq2[TableRow, error] {
	return func(yield func(TableRow, error) bool) {
		for start := 0; start < len(all.heads); start += tableChunk {
			end := min(start+tableChunk, len(all.heads))
			var rows []TableRow
			err := q.store.View(ctx, func(tx *store.Tx) error {
				may, err := visibleWindow(tx, p, id)
				if err != nil {
					return err
				}
				for i, h := range all.heads[start:end] {
					row, err := all.row(tx, p, may, h)
					if err != nil {
						return err
					}
					before := start + i - 1
					rows = append(rows, TableRow{row.CommentCard, before < 0 || !sameGroup(all.heads[before].Comment, h.Comment, bySender)})
				}
				return nil
			})
			if err != nil {
				yield(TableRow{}, err)
				return
			}
			for _, row := range rows {
				if row.Comment.State != consult.Public {
					continue // it was withdrawn while the table was read
				}
				q.citeCard(&row.CommentCard, texts)
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// CommentsOf lists every comment of a consultation or round that left a public
// trace, by number, reading on as it is asked.
func (q *Queries) CommentsOf(ctx context.Context, p people.Person, id consult.ID) (Window, iter.Seq2[CommentCard, error], error) {
	var w Window
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		w, _, err = q.readWindow(tx, p, id)
		return err
	})
	if err != nil {
		return Window{}, nil, err
	}
	return w, func(yield func(CommentCard, error) bool) {
		texts := map[consult.DocumentAt]source{}
		for after, more := consult.CommentNo(0), true; more; {
			cards, last, err := q.commentChunk(ctx, p, id, after, texts)
			if err != nil {
				yield(CommentCard{}, err)
				return
			}
			for _, card := range cards {
				q.citeCard(&card, texts)
				if !yield(card, nil) {
					return
				}
			}
			more, after = last != 0, last
		}
	}, nil
}

// commentChunk reads the comments after a number; last is 0 at the end.
func (q *Queries) commentChunk(ctx context.Context, p people.Person, id consult.ID, after consult.CommentNo, texts map[consult.DocumentAt]source) (cards []CommentCard, last consult.CommentNo, err error) {
	var known consult.Response // many comments in a row may have one response
	err = q.store.View(ctx, func(tx *store.Tx) error {
		all, err := visibleWindow(tx, p, id)
		if err != nil {
			return err
		}
		comments, err := tx.CommentsOf(id, after, tableChunk)
		if err != nil || len(comments) == 0 {
			return err
		}
		last = comments[len(comments)-1].No
		for _, c := range comments {
			if c.State == consult.Withdrawn {
				continue
			}
			if err := q.readAnchorText(tx, c, texts); err != nil {
				return err
			}
			card := CommentCard{Comment: shown(p, all.dossier, c)}
			if c.Response != 0 {
				if known.No != c.Response {
					if known, err = tx.Response(c.Response); err != nil {
						return err
					}
				}
				r := all.answer(known)
				card.Response = &r
			}
			cards = append(cards, card)
		}
		return nil
	})
	return cards, last, err
}

// Disagreement is what institutions have not agreed on in the last round of a
// dossier.
type Disagreement struct {
	Round    consult.ID
	Replies  []Replied     // that do not approve
	Remarks  []CommentCard // of institutions, that were not accepted
	Complete bool          // every addressee has an outcome and every remark a response
	Missing  consult.Missing
}

// Disagreements returns what is not resolved in the last round of a dossier, or
// a zero one when no round was sent.
func (q *Queries) Disagreements(ctx context.Context, p people.Person, id dossier.ID) (Disagreement, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return Disagreement{}, err
	}
	var all Disagreement
	texts := map[consult.DocumentAt]source{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		d, err := visible(tx, p, id)
		if err != nil || d.Rounds == 0 {
			return err
		}
		rounds, err := tx.Rounds(id)
		if err != nil || len(rounds) == 0 {
			return err
		}
		last := rounds[len(rounds)-1]
		all.Round, all.Missing = last.ID, consult.ForSubmission(rounds)
		all.Complete = all.Missing.Nothing()
		for _, a := range last.Disagreeing() {
			all.Replies = append(all.Replies, Replied{Addressee: a, Name: name(c.institutions(), a.Institution)})
		}
		return q.readNotAccepted(tx, p, d, last.ID, &all, texts)
	})
	for i := range all.Remarks {
		q.citeCard(&all.Remarks[i], texts)
	}
	return all, err
}

func (q *Queries) readNotAccepted(tx *store.Tx, p people.Person, d dossier.Dossier, id consult.ID, all *Disagreement, texts map[consult.DocumentAt]source) error {
	heads, err := tx.CommentHeads(id)
	if err != nil {
		return err
	}
	for _, h := range heads {
		if h.State != consult.Public || h.Response == 0 || h.Author.Kind != consult.Institution {
			continue
		}
		r, err := tx.Response(h.Response)
		if err != nil {
			return err
		}
		if r.Outcome != consult.NotAccepted {
			continue
		}
		row, err := (worklist{}).row(tx, p, papers{dossier: d, all: true}, head{Comment: h})
		if err != nil {
			return err
		}
		if err := q.readAnchorText(tx, h, texts); err != nil {
			return err
		}
		all.Remarks = append(all.Remarks, row.CommentCard)
	}
	return nil
}
