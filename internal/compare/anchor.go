package compare

// Place is a place in the old text: some words of a node, or the whole node
// when there is no quote.
type Place struct {
	Node   int
	Offset int    // white-space separated words of the node's own text before the quote
	Quote  string // the words
	Prefix string // up to 32 characters before them
	Suffix string // up to 32 characters after them
}

// State says what became of a place.
type State string

// The states. An uncertain place is shown with both texts and never guessed.
const (
	StateSame      State = "same"
	StateMoved     State = "moved"
	StateReworded  State = "reworded"
	StateDeleted   State = "deleted"
	StateUncertain State = "uncertain"
)

// Carried is what became of a place in the new text.
type Carried struct {
	Node   int // of the new text; -1 when its provision is gone
	State  State
	Share  float64 // of the quoted words that stayed
	Offset int     // words before the quote now
	Quote  string  // the words that stand there now
}
