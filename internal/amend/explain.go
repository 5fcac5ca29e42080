package amend

import (
	"regexp"
	"strings"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Passage is what an explanatory note says of one provision of its draft.
type Passage struct {
	Address string   // of the provision in the draft
	Node    int      // of the note, where the passage begins
	Words   []string // plain, by paragraph; only the beginning of a long passage
	More    bool     // it goes on in the note
}

// passageLong is how many bytes of a passage are kept, to the end of a sentence.
const passageLong = 700

var (
	// opening begins a sentence about a provision: "Eelnõu § 1 punktiga 3 …",
	// "Paragrahv 5 …".
	opening = regexp.MustCompile(`(?:^|[\pL\d)”"]{4}[.!?]\s+)((?:(?:Seaduse |Määruse |Seadus|Määruse)?[Ee]elnõu(?:kohase seaduse)?\s+)?(?:§|[Pp]aragrahv|[Pp]unkt|[Ll]õi[gk]e))`)
	// byMeansOf is said of a clause of a draft, not of the law it changes.
	byMeansOf = regexp.MustCompile(`(?i)(§-(de)?ga|paragrahvi(de)?ga|punkti(de)?ga)\s*\d`)
	goesOnBy  = regexp.MustCompile(`^[\s,]*(ja|ning|või|[–-])?\s*$`)
)

// Passages returns what an explanatory note says of the provisions of its draft,
// where a sentence begins with one. A draft that changes laws must be named, or
// spoken of as what is changed by ("punktiga 3 muudetakse"), since else the
// provision may be one of the law. What the draft has not got is left out.
func Passages(note, draft *lawtext.Text) []Passage {
	e := explainer{note: note, draft: draft, changes: titles.MatchString(draft.Title())}
	for i := 1; i < len(note.Nodes); i++ {
		e.node(i)
	}
	return e.found
}

type explainer struct {
	note, draft *lawtext.Text
	changes     bool // the draft changes laws
	found       []Passage
	open        []int      // of found, those that the next words belong to
	last        cite.Place // that was spoken of under the same heading
}

func (e *explainer) node(i int) {
	kind := e.note.Nodes[i].Kind
	words := strings.Join(strings.Fields(lawtext.Plain(e.note.Text(i))), " ")
	switch {
	case kind == lawtext.Section:
		e.section(i, words)
	case kind < lawtext.Section || kind == lawtext.Heading || kind == lawtext.Annex || kind == lawtext.Row:
		e.open, e.last = nil, cite.Place{}
	case kind == lawtext.Paragraph:
		e.paragraph(i, words)
	default:
		e.add(strings.TrimSpace(lawtext.Plain(e.note.Label(i))) + " " + words)
	}
}

// section is a heading such as "§ 5. Tasuta teenused". Where subsections stand
// under it the note quotes the draft.
func (e *explainer) section(i int, words string) {
	n := &e.note.Nodes[i]
	e.open, e.last = nil, cite.Place{}
	if e.changes || i+1 < n.End && e.note.Nodes[i+1].Kind == lawtext.Subsection {
		return
	}
	e.begin(i, []cite.Place{{Section: n.Number}})
	if strings.HasSuffix(words, ".") {
		e.add(words)
	}
}

func (e *explainer) paragraph(i int, words string) {
	refs := cite.Find(words, nil)
	from := 0
	for _, at := range opening.FindAllStringSubmatchIndex(words, -1) {
		begins, lead := at[2], at[3]
		places := e.places(words, begins, lead, refs)
		if len(places) == 0 {
			continue
		}
		e.add(words[from:begins])
		e.begin(i, places)
		from = begins
	}
	e.add(words[from:])
}

// places are the provisions that a sentence begins with, when they are surely of
// the draft.
func (e *explainer) places(words string, begins, lead int, refs []cite.Reference) []cite.Place {
	var places []cite.Place
	end := -1
	for _, ref := range refs {
		switch {
		case ref.Start < begins:
			continue
		case end < 0 && (ref.Start >= lead || ref.Scope != cite.Own || !e.sure(words[begins:ref.End], ref)):
			return nil
		case end >= 0 && (ref.Scope != cite.Own || !goesOnBy.MatchString(words[end:ref.Start])):
			return places
		}
		for _, place := range ref.All() {
			places = append(places, place.In(e.last))
		}
		end = ref.End
		e.last = places[len(places)-1]
	}
	return places
}

// sure reports whether the first reference of a sentence is to the draft.
func (e *explainer) sure(words string, ref cite.Reference) bool {
	if ref.Section.N == 0 && e.last.Section.N == 0 {
		return false
	}
	return !e.changes || strings.Contains(strings.ToLower(words), "eelnõu") || byMeansOf.MatchString(words)
}

// begin opens a passage about each of some provisions.
func (e *explainer) begin(i int, places []cite.Place) {
	e.open = nil
	for _, place := range places {
		address := place.Address()
		if _, ok := e.draft.Find(address); ok && address != "" {
			e.open = append(e.open, len(e.found))
			e.found = append(e.found, Passage{Address: address, Node: i})
		}
	}
}

// add adds words to the passages that are open.
func (e *explainer) add(words string) {
	if words = strings.TrimSpace(words); words == "" {
		return
	}
	for _, at := range e.open {
		e.found[at].add(words)
	}
}

func (p *Passage) add(words string) {
	room := passageLong
	for _, w := range p.Words {
		room -= len(w)
	}
	switch {
	case p.More:
	case len(words) <= room:
		p.Words = append(p.Words, words)
	default:
		p.More = true
		if words = firstSentences(words, room); words != "" {
			p.Words = append(p.Words, words)
		} else if len(p.Words) == 0 {
			p.Words = []string{"…"}
		}
	}
}

// firstSentences cuts words to at most so many bytes, after a sentence or else a
// word, with "…" after it.
func firstSentences(words string, room int) string {
	if room < 80 {
		return ""
	}
	words = words[:room]
	if at := strings.LastIndex(words, ". "); at > room/3 {
		return words[:at+1] + " …"
	}
	return words[:max(0, strings.LastIndexByte(words, ' '))] + " …"
}
