package query

import (
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// CommentCard is a comment with the answer to it.
type CommentCard struct {
	Comment  consult.Comment
	Document DocumentName // of the anchor; zero when on the whole consultation
	Cite     string       // the provision, such as § 5 lg 2; empty for a whole document
	Response *consult.Response
	Campaign *consult.Campaign // what it represents; nil when it is alone or a member like others
	Proposed []compare.Piece   // from the words of the provision to those proposed; nil when none are
}

// DocumentName names a document at a revision; revision 0 is the newest.
type DocumentName struct {
	Document int
	Revision int
	Kind     dossier.DocumentKind
	Title    lang.Text
}

// cite names the provision in the text that the comment was written on, and
// compares its words with those proposed.
func (card *CommentCard) cite(t *lawtext.Text) {
	a := card.Comment.Anchor
	card.Cite = citation(t, a)
	node, found := t.Find(a.Address)
	if found && a.Address != "" && card.Comment.Replacement != "" {
		card.Proposed = compare.Words(t.Full(node), card.Comment.Replacement)
	}
}

// readCard adds to a comment what is shown with it.
func readCard(tx *store.Tx, all papers, c consult.Comment) (CommentCard, error) {
	card := CommentCard{Comment: c}
	if c.Campaign != 0 && c.Campaign == c.No {
		campaign, err := tx.Campaign(c.Consultation, c.No)
		if err != nil {
			return card, err
		}
		card.Campaign = &campaign
	}
	if c.Response == 0 {
		return card, nil
	}
	r, err := tx.Response(c.Response)
	r = all.answer(r)
	card.Response = &r
	return card, err
}

// placing is comments on a document that wait to be placed in one of its
// revisions, with the texts they were written on beside that one.
type placing struct {
	cards []CommentCard
	sides map[int]pair // by the revision they were written on
}

// readComments reads the comments that stood on a document when a revision was
// the newest, or before. Later ones are about later words.
func (q *Queries) readComments(tx *store.Tx, p people.Person, all papers, at dossier.Revision) (placing, error) {
	w, d := placing{sides: map[int]pair{}}, all.dossier
	if all.all && d.Consultations == 0 && d.Rounds == 0 {
		return w, nil
	}
	comments, err := tx.CommentsOn(d.ID, at.Document)
	if err != nil {
		return w, err
	}
	for _, c := range comments {
		if c.State != consult.Public || c.Anchor.Revision > at.No || !all.knows(c.Consultation) {
			continue
		}
		if err := q.readSides(tx, w.sides, c.Anchor.Revision, at); err != nil {
			return w, err
		}
		card, err := readCard(tx, all, shown(p, d, c))
		if err != nil {
			return w, err
		}
		w.cards = append(w.cards, card)
	}
	return w, nil
}

// readSides reads the text of a revision beside that of another, once.
func (q *Queries) readSides(tx *store.Tx, into map[int]pair, revision int, at dossier.Revision) error {
	if _, known := into[revision]; known {
		return nil
	}
	r, err := tx.Revision(at.Dossier, at.Document, revision)
	if err != nil {
		return err
	}
	into[revision], err = q.texts.pair(tx, r, at)
	return err
}

// place finds the place of each comment in the text shown.
func (q *Queries) place(w placing) []PlacedComment {
	placed := make([]PlacedComment, 0, len(w.cards))
	for _, card := range w.cards {
		sides := w.sides[card.Comment.Anchor.Revision]
		card.cite(q.texts.parse(sides.old))
		node, carried := q.carry(sides, card.Comment.Anchor)
		placed = append(placed, PlacedComment{CommentCard: card, Node: node, Carried: carried})
	}
	return placed
}

// carry finds where the place of an anchor is in a later text: the node, or for
// one that was deleted the node around where it stood.
func (q *Queries) carry(x pair, a consult.Anchor) (int, compare.Carried) {
	old := q.texts.parse(x.old)
	node, found := old.Find(a.Address)
	if a.Address == "" {
		node, found = 0, true
	}
	switch {
	case !found:
		return 0, compare.Carried{Node: -1, State: compare.StateUncertain}
	case node == 0:
		return 0, compare.Carried{Node: 0, State: compare.StateSame, Share: 1}
	case x.old.hash == x.new.hash:
		return node, compare.Carried{Node: node, State: compare.StateSame, Share: 1, Offset: a.Offset, Quote: a.Quote}
	}
	changes := q.texts.compare(x)
	node = holding(changes.Old, node, a.Quote)
	carried := compare.Carry(changes, compare.Place{Node: node, Offset: a.Offset, Quote: a.Quote, Prefix: a.Prefix, Suffix: a.Suffix})
	if carried.Node >= 0 {
		return provision(changes.New, carried.Node), carried
	}
	for node > 0 {
		node = changes.Old.Nodes[node].Parent
		if e := changes.OldEntry(node); e.New >= 0 {
			return e.New, carried
		}
	}
	return 0, carried
}

// holding is the block of a provision whose own text has the words quoted, or
// the provision itself: words are carried within one block.
func holding(t *lawtext.Text, node int, quote string) int {
	for i := node; quote != "" && i < t.Nodes[node].End; i++ {
		if strings.Contains(strings.Join(strings.Fields(t.Text(i)), " "), quote) {
			return i
		}
	}
	return node
}

// provision is the innermost provision around a block, beside which a comment
// stands.
func provision(t *lawtext.Text, node int) int {
	for node > 0 && t.Nodes[node].Address == "" {
		node = t.Nodes[node].Parent
	}
	return max(node, 0)
}

// citation names the provision of an anchor as lawyers do.
func citation(t *lawtext.Text, a consult.Anchor) string {
	if a.Address == "" {
		return ""
	}
	if node, ok := t.Find(a.Address); ok {
		return t.Cite(node)
	}
	return a.Address
}
