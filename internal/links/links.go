// Package links brings to a comparison of two revisions what officials said
// about their provisions, and carries the identities of provisions anew when
// they say something else.
package links

import (
	"crypto/sha256"
	"slices"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

// Said is what officials said that concerns a comparison of two revisions of a
// document, in either order. The zero Said is nothing.
type Said struct {
	fixed      []compare.Fixed // of neighbours: their own corrections
	provisions []uint32        // of others: whom the corrections between them concern
	was, is    []dossier.Mark
}

// Between reads what was said that concerns two revisions of a document.
func Between(tx *store.Tx, old, new dossier.Revision) (Said, error) {
	if old.Dossier != new.Dossier || old.Document != new.Document || old.No == new.No {
		return Said{}, nil
	}
	all, err := tx.Links(new.Dossier, new.Document)
	if err != nil || len(all.Corrections) == 0 {
		return Said{}, err
	}
	switch new.No - old.No {
	case 1:
		return Said{fixed: fixed(all.Of(new.No))}, nil
	case -1:
		back := fixed(all.Of(old.No))
		for i, f := range back {
			back[i] = compare.Fixed{Old: f.New, New: f.Old}
		}
		return Said{fixed: back}, nil
	}
	said := Said{provisions: all.Provisions(old.No, new.No)}
	if len(said.provisions) == 0 {
		return Said{}, nil
	}
	if said.was, err = tx.Marks(old.Dossier, old.Document, old.No); err != nil {
		return Said{}, err
	}
	said.is, err = tx.Marks(new.Dossier, new.Document, new.No)
	return said, err
}

func fixed(list []dossier.Correction) []compare.Fixed {
	out := make([]compare.Fixed, len(list))
	for i, c := range list {
		out[i] = compare.Fixed{Old: c.Old, New: c.New}
	}
	return out
}

// Nothing reports whether nobody said anything.
func (s Said) Nothing() bool { return len(s.fixed) == 0 && len(s.provisions) == 0 }

// Fixed is what was said as compare.With takes it.
func (s Said) Fixed(old, new *lawtext.Text) []compare.Fixed {
	if len(s.provisions) == 0 {
		return s.fixed
	}
	return compare.Along(old, new, s.was, s.is, s.provisions)
}

// Hash tells what was said apart from whatever else could be: zero for nothing.
func Hash(fixed []compare.Fixed) (sum [32]byte) {
	if len(fixed) == 0 {
		return sum
	}
	h := sha256.New()
	for _, f := range fixed {
		h.Write([]byte(f.Old + "\x00" + f.New + "\x00"))
	}
	h.Sum(sum[:0])
	return sum
}

// Texts are some revisions of a document that follow one another, the first being
// the one before From.
type Texts struct {
	From    int
	Sources []string         // of From-1, From, …, the last
	Marks   [][]dossier.Mark // likewise
}

// Retraced is what follows from other corrections: the marks of From and of all
// revisions after it, and what changed in From.
type Retraced struct {
	Links   dossier.Links
	Marks   [][]dossier.Mark
	Summary compare.Summary
}

// Retrace carries the identities of provisions along the links as they are now
// said to be, and notes beside each correction whom it concerns. Two revisions at
// a time are parsed: a code has more than a hundred.
func Retrace(t Texts, said dossier.Links, next uint32) Retraced {
	out := Retraced{Links: said}
	out.Links.Corrections = slices.Clone(said.Corrections)
	before, old := t.Marks[0], lawtext.Parse(t.Sources[0])
	for k := 1; k < len(t.Sources); k++ {
		no, new := t.From+k-1, lawtext.Parse(t.Sources[k])
		r := compare.With(old, new, fixed(said.Of(no)))
		if k == 1 {
			out.Summary = r.Summary
		}
		var marks []dossier.Mark
		marks, next = compare.Retrace(before, t.Marks[k], r, no, next)
		for i := range out.Links.Corrections {
			if c := &out.Links.Corrections[i]; c.Revision == no {
				c.Provisions = concerned(*c, r, before, marks)
			}
		}
		out.Marks = append(out.Marks, marks)
		before, old = marks, new
	}
	return out
}

// concerned lists the provisions that a correction speaks of.
func concerned(c dossier.Correction, r *compare.Result, was, is []dossier.Mark) []uint32 {
	list := append(at(r.Old, was, c.Old), at(r.New, is, c.New)...)
	slices.Sort(list)
	return slices.Compact(list)
}

func at(t *lawtext.Text, marks []dossier.Mark, address string) []uint32 {
	node, ok := t.Find(address)
	if address == "" || !ok {
		return nil
	}
	k, ok := slices.BinarySearch(t.Addressable(), node)
	if !ok || k >= len(marks) {
		return nil
	}
	return []uint32{marks[k].Provision}
}
