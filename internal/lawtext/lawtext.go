// Package lawtext reads the structure of an Estonian legal text: which
// provisions it has, how they are numbered and where each stands.
package lawtext

import "sync"

// Kind is what sort of unit a node is. The first kinds are provisions, which
// have a number or stand for themselves and can be addressed; the rest are
// blocks of text inside them.
type Kind uint8

// The kinds of nodes.
const (
	Root        Kind = iota // the whole text
	Part                    // osa
	Chapter                 // peatükk
	Division                // jagu
	Subdivision             // jaotis
	Section                 // paragrahv, §
	Subsection              // lõige
	Point                   // punkt
	Subpoint                // alampunkt
	Annex                   // lisa
	Heading                 // a heading without a number; the title
	Paragraph               // text without a number
	Row                     // one row of a table
)

// Number is a provision's number with its superscript: § 12¹ is {12, 1}, which
// is not § 121. A letter, as of sub-point a), counts from 1.
type Number struct{ N, Sup int }

// Range is a half-open range of bytes in the source.
type Range struct{ Start, End int }

// Node is one provision or block. Nodes stand in the order of the text,
// parents before children.
type Node struct {
	Kind    Kind
	Number  Number
	Depth   int
	Parent  int    // index of the parent; -1 for the root
	End     int    // index after the last node inside this one
	Span    Range  // all bytes from this node's first to before the next node's outside it
	Own     Range  // the part of Span before its first child
	Label   Range  // the number as written, such as "§ 12¹." or "(3)"; may be empty
	Text    Range  // Own without the label, Markdown marks and white space around
	Address string // unique in the text: para12b1lg2p3; empty for blocks
}

// Text is a parsed legal text. Node 0 is the root. The Own ranges of the nodes,
// in order, cover the source without gaps, so that it can be rebuilt exactly.
type Text struct {
	Source   string
	Nodes    []Node
	Warnings []Warning

	once   sync.Once      // makes places, which few readers need
	places map[string]int // address to node
}

// Warning is something about the text that its author should look at.
type Warning struct {
	Line int    // from 1
	Key  string // message key: lawtext.duplicate_number, lawtext.no_sections, …
	Args []any
}
