// Package compare says what changed between two legal texts, and where a place
// in the one is found in the other.
//
// A comparison depends on the two texts alone: the same texts give the same
// result on every machine, whatever its load.
package compare

import "github.com/eelnou/eelnou/internal/lawtext"

// Version names the algorithm. It changes whenever the same two texts may give
// another result, so that stored results can be told apart.
const Version = 5

// Link says how a node of the old text and one of the new belong together.
type Link uint8

// The links.
const (
	Same     Link = iota // same words
	Reworded             // words changed; Share tells how much stayed
	Replaced             // another text under the same number
	Inserted             // only in the new text
	Deleted              // only in the old text
)

// Op says whether a piece of text is in both texts, the old or the new.
type Op uint8

// The operations.
const (
	Keep Op = iota
	Add
	Drop
)

// Piece is a run of text. In a kept piece Old and New may differ in what is not
// compared: white space and the shape of quotation marks.
type Piece struct {
	Op       Op
	Old, New string // one is empty when added or dropped
}

// Entry is one node of the new text with its old one, or one node that is in one
// text only. Entries stand in the order of the new text; a deleted node stands
// where it was.
type Entry struct {
	Old, New   int // indexes of nodes; -1 when absent
	Link       Link
	Moved      bool    // stands elsewhere among its neighbours
	Renumbered bool    // its number changed
	Pointer    bool    // only in Display: stands at the old place of a moved node and says where it went
	Share      float64 // of words kept, 0 to 1
	Certainty  float64 // of the link, 0 to 1; under 0.9 a suggestion
	Fixed      bool    // an official said so
	Into       int     // of a deleted node, a section too: the node of the new text that took up its words; 0 for none
	From       int     // of an inserted node, a section too: the node of the old text its words were split off; 0 for none
	Pieces     []Piece // of the node's own text without its number; nil when Same
}

// Result is a comparison of two texts. Nothing changes it once it is made, so
// that many may read it at once.
type Result struct {
	Old, New *lawtext.Text
	Entries  []Entry
	Summary  Summary
	Fallback bool    // something was too long to look at in full
	Unused   []Fixed // corrections that could not be kept: stale, or against another

	byOld, byNew []int  // node to entry
	aside        []bool // nodes of the new text that moved, alone or with what they stand in
	room         room
}

// Summary counts sections.
type Summary struct {
	Sections                                                 int // of the new text
	Reworded, Inserted, Deleted, Replaced, Moved, Renumbered int
}

// OldEntry returns the entry of a node of the old text.
func (r *Result) OldEntry(node int) *Entry { return &r.Entries[r.byOld[node]] }

// NewEntry returns the entry of a node of the new text.
func (r *Result) NewEntry(node int) *Entry { return &r.Entries[r.byNew[node]] }

// Suggested reports whether a link is not sure: an official should confirm or
// correct it.
func (e Entry) Suggested() bool {
	return e.Old >= 0 && e.New >= 0 && e.Certainty < Sure && !e.Fixed
}

// Doubtful lists the entries of provisions whose links are suggestions, in the
// order of the new text.
func (r *Result) Doubtful() []int {
	var out []int
	for k, e := range r.Entries {
		if e.Suggested() && r.New.Nodes[e.New].Address != "" && r.Old.Nodes[e.Old].Address != "" {
			out = append(out, k)
		}
	}
	return out
}
