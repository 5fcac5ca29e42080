package amend

import (
	"regexp"
	"strings"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Mention is where the words of a text name a provision or an act.
type Mention struct {
	Node       int
	Start, End int            // bytes of the node's text
	Act        string         // Key of the act named; empty: the text itself
	Place      cite.Place     // complete; zero: the act as a whole
	Until      lawtext.Number // last of a run of provisions, at the lowest level named; zero for one
}

// All lists the provisions of a run, or the one named.
func (m Mention) All() []cite.Place {
	return cite.Reference{Place: m.Place, Until: m.Until}.All()
}

// Mentions returns what a text names, in its order, where there is no doubt which
// act is meant. Of a run of provisions the first stands for all. In a draft, what
// its sections say of an act they change, quoted or not, is about that act.
// Headings and tables are passed over, and so are acts without a Key.
func Mentions(t *lawtext.Text, names *cite.Names, draft bool) []Mention {
	return (&Finder{names: names}).Mentions(t, draft)
}

type mentioner struct {
	reader
	found []Mention
}

func (m *mentioner) mention(i int) {
	depth := m.depth
	m.node(i)
	if depth == 0 && m.depth > 0 && !m.draft && !m.closes(i) {
		m.depth = 0
	}
	kind := m.t.Nodes[i].Kind
	if kind == lawtext.Row || kind == lawtext.Heading || kind <= lawtext.Section {
		return
	}
	text := m.t.Text(i)
	outside := reader{depth: depth}
	bare := outside.unquoted(text)
	at := m.place(i)
	doubt := -1 // where a reference ended that may be to something else
	listed := -listGap
	for _, ref := range m.find(text) {
		more := ref.Section.N == 0 && ref.Unit != (cite.Unit{}) && ref.Start-listed < listGap
		present := more || presents(text, ref)
		if ref.Scope == cite.Foreign && itself.MatchString(text[:ref.Start]) && enters.MatchString(text[ref.End:]) {
			ref.Scope, present, doubt = cite.Own, true, ref.End
		}
		if ref.Scope != cite.Own {
			doubt = ref.End
		} else if !present && goesOn(text, ref, doubt) || !more && !sure(text, ref) {
			doubt = ref.End
			continue
		}
		inside := bare[ref.Start] != text[ref.Start]
		if found, ok := m.meant(ref, at, present, inside); ok {
			if present {
				listed = ref.End
			}
			found.Node, found.Start, found.End, found.Until = i, ref.Start, ref.End, ref.Until
			m.found = append(m.found, found)
			if found.Act == m.act && m.act != "" {
				at = found.Place
			}
		}
	}
}

// listGap is how many bytes stand at most between the numbers of a list: "1., 2. ja 3.
// peatükis".
const listGap = 8

// meant says what a reference is to, if that is sure.
func (m *mentioner) meant(ref cite.Reference, at cite.Place, present, inside bool) (Mention, bool) {
	switch ref.Scope {
	case cite.Named:
		return Mention{Act: ref.Act.Key, Place: ref.Place}, ref.Act.Key != ""
	case cite.Own:
	default:
		return Mention{}, false
	}
	if m.draft && m.act != "" && (inside || !present) {
		if !inside {
			ref.Place = ref.Place.In(at)
		}
		return Mention{Act: m.act, Place: ref.Place}, (ref.Section.N != 0 || ref.Unit != (cite.Unit{})) && !strings.HasPrefix(m.act, "= ")
	}
	if inside {
		return Mention{}, false
	}
	place := ref.Place.In(at)
	if at.Section.N == 0 && !present {
		return Mention{}, false // a preamble names the act that empowers, however far before
	}
	return Mention{Place: place}, place.Section.N != 0 || present && place.Unit != (cite.Unit{})
}

// place is where a node stands; in the list of changes of an act, no place of
// that act.
func (m *mentioner) place(i int) cite.Place {
	var at cite.Place
	if m.draft && m.act != "" {
		return at
	}
	for ; i > 0; i = m.t.Nodes[i].Parent {
		switch n := &m.t.Nodes[i]; n.Kind {
		case lawtext.Section:
			at.Section = n.Number
		case lawtext.Subsection:
			at.Subsection = n.Number
		case lawtext.Point:
			at.Point = n.Number
		case lawtext.Annex:
			return cite.Place{} // its sections are numbered anew
		}
	}
	return at
}

var (
	ordinal   = regexp.MustCompile(`^\.\s*[–\-\da-zõäöüšž]`)            // "käesoleva paragrahvi 1. lõikes"
	itself    = regexp.MustCompile(`^(Seaduse|Seadustiku|Määruse)\s+$`) // begins a provision on when something enters into force
	enters    = regexp.MustCompile(`^[^.]*\b(jõustu|kehtib|kehtivad)`)
	aforesaid = regexp.MustCompile(`(?i)^\pL*nimetatud\s`) // "eelnimetatud määruse § 4": of one named before
	doubted   = regexp.MustCompile(`(?i)(\b(artik\pL*|jaotise|lisa)\b.{0,24}|[\d>)”“"»]\s*|\d\.\s*lõi\pL*\s*)$`)
)

// presents reports whether a reference says that it is to the present act.
func presents(text string, ref cite.Reference) bool {
	return strings.HasPrefix(strings.ToLower(text[ref.Start:ref.End]), "käesolev")
}

// sure reports whether a reference that names no act is to the text itself, and
// not to an article, to what a name in quotation marks or brackets stands for, or
// to a number that could not be read.
func sure(text string, ref cite.Reference) bool {
	if aforesaid.MatchString(text[ref.Start:ref.End]) {
		return false
	}
	before := text[max(0, ref.Start-48):ref.Start]
	return (presents(text, ref) || !doubted.MatchString(before)) && !ordinal.MatchString(text[ref.End:])
}

// goesOn reports whether a reference goes on with a list that began with another
// act or with one in doubt.
func goesOn(text string, ref cite.Reference, doubt int) bool {
	return doubt >= 0 && ref.Start-doubt < 32 && !strings.Contains(text[doubt:ref.Start], ".")
}
