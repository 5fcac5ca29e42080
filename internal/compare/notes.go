package compare

import (
	"strings"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// NoteKind is what a page says beside an entry.
type NoteKind string

// The kinds of notes. Each has a sentence in every language.
const (
	NoteWas      NoteKind = "was"      // oli § 12
	NoteFrom     NoteKind = "from"     // toodud §-st 31
	NoteTo       NoteKind = "to"       // viidud §-sse 31
	NoteReplaced NoteKind = "replaced" // asendatud tervikuna
	NoteRepealed NoteKind = "repealed" // tunnistatud kehtetuks
	NoteInserted NoteKind = "inserted"
	NoteDeleted  NoteKind = "deleted"
	NoteSplit    NoteKind = "split"     // eraldatud §-st 5
	NoteMerged   NoteKind = "merged"    // ühendatud §-ga 7
	NoteSuggest  NoteKind = "suggested" // the link is not sure
	NoteFixed    NoteKind = "fixed"     // an official said so
)

// Note is one thing to say beside an entry. Cite names the provision it speaks
// of and Node is that provision: in the new text for NoteTo and NoteMerged, else
// in the old.
type Note struct {
	Kind NoteKind
	Cite string
	Node int
}

// Notes says in what way an entry changed beyond its words.
func (r *Result) Notes(e Entry) []Note {
	if e.Pointer {
		return []Note{{NoteTo, r.New.Cite(e.New), e.New}}
	}
	notes := r.linkNotes(e)
	if e.Fixed {
		notes = append(notes, Note{Kind: NoteFixed, Node: -1})
	}
	return notes
}

func (r *Result) linkNotes(e Entry) []Note {
	var notes []Note
	switch {
	case e.Link == Inserted:
		notes = []Note{{Kind: NoteInserted, Node: -1}}
		if e.From > 0 {
			notes = append(notes, Note{NoteSplit, r.Old.Cite(e.From), e.From})
		}
		return notes
	case e.Link == Deleted:
		notes = []Note{{Kind: NoteDeleted, Node: -1}}
		if e.Into > 0 {
			notes = append(notes, Note{NoteMerged, r.New.Cite(e.Into), e.Into})
		}
		return notes
	case e.Moved:
		notes = append(notes, Note{NoteFrom, r.Old.Cite(e.Old), e.Old})
	case e.Renumbered:
		notes = append(notes, Note{NoteWas, r.Old.Cite(e.Old), e.Old})
	}
	if e.Link == Replaced {
		notes = append(notes, Note{Kind: NoteReplaced, Node: e.Old})
	}
	if e.Suggested() {
		notes = append(notes, Note{Kind: NoteSuggest, Node: e.Old})
	}
	return notes
}

// Sure is the certainty from which a link is more than a suggestion.
const Sure = 0.9

// Parted compares the words of a provision that was split off another, or taken
// up by another, with the words it has from there or that went there. It is nil
// for every other entry and for whole sections.
func (r *Result) Parted(e Entry) []Piece {
	switch {
	case e.Link == Inserted && e.From > 0 && r.Old.Nodes[e.From].Kind != lawtext.Section:
		o := r.OldEntry(e.From)
		if lost := said(o, Drop); lost != "" {
			return trimmed(Words(lost, r.New.Text(e.New)), Drop)
		}
		if o.New < 0 {
			return trimmed(Words(r.Old.Text(e.From), r.New.Text(e.New)), Drop)
		}
	case e.Link == Deleted && e.Into > 0 && r.New.Nodes[e.Into].Kind != lawtext.Section:
		n := r.NewEntry(e.Into)
		if won := said(n, Add); won != "" {
			return trimmed(Words(r.Old.Text(e.Old), won), Add)
		}
		if n.Old < 0 {
			return trimmed(Words(r.Old.Text(e.Old), r.New.Text(e.Into)), Add)
		}
	}
	return nil
}

// said is what an entry dropped or added, in one run.
func said(e *Entry, op Op) string {
	var b strings.Builder
	for _, p := range e.Pieces {
		if p.Op == op {
			b.WriteString(p.Old + p.New)
			if !strings.HasSuffix(b.String(), " ") {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}

// trimmed leaves out what comes before and after the words two texts share when
// it belongs to neither of two provisions alone: others hold it.
func trimmed(pieces []Piece, op Op) []Piece {
	for len(pieces) > 0 && pieces[0].Op == op {
		pieces = pieces[1:]
	}
	for n := len(pieces); n > 1 && pieces[n-1].Op == op && pieces[n-2].Op == Keep; n = len(pieces) {
		pieces = pieces[:n-1]
	}
	return pieces
}
