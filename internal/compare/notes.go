package compare

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
	NoteSuggest  NoteKind = "suggested" // the link is not sure
)

// Note is one thing to say beside an entry. Cite names the provision it speaks
// of and Node is that provision: in the new text for NoteTo, else in the old.
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
	var notes []Note
	switch {
	case e.Link == Inserted:
		return []Note{{Kind: NoteInserted, Node: -1}}
	case e.Link == Deleted:
		return []Note{{Kind: NoteDeleted, Node: -1}}
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
