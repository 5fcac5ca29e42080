package campaign

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
)

// placed is from how many words on a text may belong together with one on
// another provision. Shorter ones ("leave this out") mean what they stand on.
const placed = 30

// Join finds the campaign that a comment belongs to, among the comments of its
// consultation kept before, and says so in the comment, which must have its
// number and be put by the caller. The first that is joined becomes the
// representative. A comment that is alone is remembered for those to come.
// Remarks of coordination rounds are never joined.
func Join(tx *store.Tx, m *consult.Comment) error {
	m.Campaign, m.Edited = 0, false
	if m.Consultation.Round {
		return nil
	}
	words := folded(said(*m))
	if len(words) < fewest {
		return nil
	}
	s := consult.Sketch{No: m.No, Consultation: m.Consultation, Bands: sketch(shingles(words))}
	candidates, err := tx.SketchesLike(s)
	if err != nil {
		return err
	}
	for _, no := range candidates {
		if no == m.No {
			continue
		}
		first, err := tx.Comment(no)
		if err != nil {
			return err
		}
		shared, err := stoodFor(tx, first)
		if err != nil {
			return err
		}
		alike, edited := Alike(shared, said(*m))
		if !alike || !samePlace(first, *m, len(words)) {
			continue
		}
		m.Campaign, m.Edited = first.No, edited
		if first.Campaign != 0 {
			return nil
		}
		first.Campaign = first.No
		return tx.PutComment(first)
	}
	return tx.PutSketch(s)
}

// Rejoin is Join for a comment whose words were corrected. One that represents
// others goes on doing so by what they were joined to: it counts as one with
// words of its own where it says something else now.
func Rejoin(tx *store.Tx, m *consult.Comment) error {
	if m.Campaign == m.No && m.No != 0 {
		members, err := tx.CampaignMembers(m.No, 0, 2)
		if err != nil {
			return err
		}
		if len(members) > 1 {
			return represent(tx, m)
		}
		m.Campaign = 0
	}
	if m.Campaign == 0 {
		if err := tx.DeleteSketch(m.No); err != nil {
			return err
		}
	}
	return Join(tx, m)
}

// Recompare says anew whether a comment has words of its own, after words of it
// were taken out or put back. It stays in its campaign.
func Recompare(tx *store.Tx, m *consult.Comment) error {
	if m.Campaign == 0 || m.Campaign == m.No {
		return nil
	}
	first, err := tx.Comment(m.Campaign)
	if err != nil {
		return err
	}
	shared, err := stoodFor(tx, first)
	_, m.Edited = Alike(shared, said(*m))
	return err
}

// represent keeps which of its former wordings the others were joined to.
func represent(tx *store.Tx, m *consult.Comment) error {
	c, err := tx.Campaign(m.Consultation, m.No)
	if err != nil {
		return err
	}
	if c.Former == 0 {
		c.Former = len(m.Former)
		if err := tx.PutCampaignWords(c); err != nil {
			return err
		}
	}
	_, m.Edited = Alike(together(c.Words(*m)), said(*m))
	return nil
}

// said is everything a comment says.
func said(m consult.Comment) string { return together(m.Text, m.Replacement) }

// stoodFor is what others are compared with to be joined to a comment.
func stoodFor(tx *store.Tx, m consult.Comment) (string, error) {
	if m.Campaign != m.No {
		return said(m), nil
	}
	c, err := tx.Campaign(m.Consultation, m.No)
	return together(c.Words(m)), err
}

func together(text, replacement string) string {
	if replacement == "" {
		return text
	}
	return text + "\n" + replacement
}

func samePlace(a, b consult.Comment, words int) bool {
	return words >= placed ||
		a.Anchor.Document == b.Anchor.Document && a.Anchor.Provision == b.Anchor.Provision && a.Anchor.Address == b.Anchor.Address
}
