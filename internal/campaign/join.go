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
		alike, edited := Alike(said(first), said(*m))
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
// others goes on doing so: they stand beside what they were joined to.
func Rejoin(tx *store.Tx, m *consult.Comment) error {
	if m.Campaign == m.No && m.No != 0 {
		return nil
	}
	if m.Campaign == 0 {
		if err := tx.DeleteSketch(m.No); err != nil {
			return err
		}
	}
	return Join(tx, m)
}

// said is everything a comment says.
func said(m consult.Comment) string {
	if m.Replacement == "" {
		return m.Text
	}
	return m.Text + "\n" + m.Replacement
}

func samePlace(a, b consult.Comment, words int) bool {
	return words >= placed ||
		a.Anchor.Document == b.Anchor.Document && a.Anchor.Provision == b.Anchor.Provision && a.Anchor.Address == b.Anchor.Address
}
