// Package amend reads what an act says about other acts: which provisions it
// cites, and, when it is a draft, which it changes: "Jäätmeseaduses tehakse
// järgmised muudatused: 1) paragrahvi 31 lõige 2 muudetakse".
package amend

import (
	"regexp"
	"strings"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Link is one provision of another act, or an act as a whole, that a text names.
type Link struct {
	Node   int        // of the text, where it is named
	Act    string     // Key of the act, or its name as NameKey gives it when no act is known by it
	Place  cite.Place // zero: the act as a whole
	Amends bool       // the text changes it; else it is cited
	Alone  bool       // it changes the heading or the introduction alone, not what is inside
}

// Version changes whenever the same text may give other links.
const Version = 3

var (
	begins = regexp.MustCompile(`(?i)tehakse\s+(alljärgnevad|järgmised|järgnevad)\s+muudatused|(muudetakse|täiendatakse)\s+järgmiselt\s*:`)
	verbs  = regexp.MustCompile(`(?i)\b(muudetakse|täiendatakse|asendatakse|jäetakse|tunnistatakse|sõnastatakse|lisatakse|loetakse)`)
	titles = regexp.MustCompile(`(?i)\b(muutmi|täiendami|kehtetuks tunnistami)`)
)

// NameKey is what stands for an act that nobody keeps: its name.
func NameKey(name string) string {
	return "= " + strings.ToLower(strings.Join(strings.Fields(name), " "))
}

func keyOf(a cite.Act) string {
	if a.Key != "" {
		return a.Key
	}
	return NameKey(a.Title)
}

// Read returns the links of a text in their order, each once in a node. Only a
// draft amends. What stands in quotation marks is the wording of another act and
// says nothing about this one.
func Read(t *lawtext.Text, names *cite.Names, draft bool) []Link {
	return (&Finder{names: names}).Read(t, draft)
}

// Titled returns the acts that the title of a draft says it changes.
func Titled(title string, names *cite.Names) []string {
	if !titles.MatchString(title) {
		return nil
	}
	var keys []string
	for _, ref := range cite.Find(title, names) {
		if ref.Scope == cite.Named {
			keys = append(keys, keyOf(ref.Act))
		}
	}
	return keys
}

type reader struct {
	*Finder
	t       *lawtext.Text
	draft   bool
	act     string // whose provisions the draft is changing
	quoted  bool   // inside quotation marks that an earlier node opened
	section lawtext.Number
	links   []Link
	from    int // the first link of the node
	said    []command
}

func (r *reader) node(i int) {
	n := &r.t.Nodes[i]
	if n.Kind == lawtext.Row || n.Kind == lawtext.Heading {
		return
	}
	if n.Kind == lawtext.Section && (n.Number == lawtext.Number{N: r.section.N + 1}) {
		// The draft's own next section: whatever was quoted has ended.
		r.section, r.quoted, r.act = n.Number, false, ""
	}
	r.from = len(r.links)
	text := r.unquoted(r.t.Text(i))
	if strings.TrimSpace(text) == "" {
		return
	}
	refs := r.find(text)
	switch {
	case !r.draft:
		r.cited(i, refs)
	case n.Kind == lawtext.Section:
		r.heading(text, refs)
	case begins.MatchString(text):
		r.begin(i, text, refs)
	case verbs.MatchString(text):
		r.amended(i, text, refs)
	default:
		r.cited(i, refs)
	}
}

// unquoted is a text with what stands in quotation marks made blank, every byte
// in its place. Quotation marks may be closed by a later node.
func (r *reader) unquoted(s string) string {
	if !r.quoted && !strings.ContainsAny(s, "„“”\"«»") {
		return s
	}
	out := []byte(s)
	for i, c := range s {
		switch {
		case c == '„' || c == '«' || c == '"' && !r.quoted:
			r.quoted = true
		case c == '”' || c == '“' || c == '»' || c == '"':
			r.quoted = false
		default:
			if !r.quoted {
				continue
			}
		}
		for k := range len(string(c)) {
			out[i+k] = ' '
		}
	}
	return string(out)
}

func (r *reader) add(l Link) {
	for _, other := range r.links[r.from:] {
		if other == l {
			return
		}
	}
	r.links = append(r.links, l)
}

func (r *reader) cited(i int, refs []cite.Reference) {
	for _, ref := range refs {
		if ref.Scope == cite.Named {
			for _, place := range ref.All() {
				r.add(Link{Node: i, Act: keyOf(ref.Act), Place: place})
			}
		}
	}
}

// heading reads which act a section of a draft changes.
func (r *reader) heading(text string, refs []cite.Reference) {
	if !titles.MatchString(text) {
		return
	}
	for _, ref := range refs {
		if ref.Scope == cite.Named {
			r.act = keyOf(ref.Act)
			return
		}
	}
}

// begin reads the sentence before the list of changes of an act.
func (r *reader) begin(i int, text string, refs []cite.Reference) {
	r.act = ""
	for _, ref := range refs {
		if ref.Scope == cite.Named {
			r.act = keyOf(ref.Act)
			break
		}
	}
	if r.act == "" {
		r.act = unknown(text)
	}
	if r.act != "" {
		r.add(Link{Node: i, Act: r.act, Amends: true})
	}
}

// unknownAct is the name of an act before "tehakse", with the case ending of its
// last word.
var unknownAct = regexp.MustCompile(`(?i)^\W*([\p{L} ,\-–]*?(seadus|seadustik|määrus|kor))(es|us|ras)?( \([^)]*\))? tehakse`)

// unknown names an act that is on no list by what stands before the verb.
func unknown(text string) string {
	m := unknownAct.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	name := m[1]
	if strings.EqualFold(m[2], "kor") {
		name += "d"
	}
	return NameKey(name)
}

// alone is what follows a provision of which the heading or the introduction is
// meant: "paragrahvi 5 pealkiri", "lõike 1 sissejuhatav lauseosa".
var alone = regexp.MustCompile(`(?i)^\s*(pealkir|sissejuhatav)`)

// amended reads a sentence that changes provisions. What it names first completes
// what it names after: "paragrahvi 31 täiendatakse lõikega 2¹" is § 31 lg 2¹.
func (r *reader) amended(i int, text string, refs []cite.Reference) {
	r.said = append(r.said, command{node: i, act: r.act})
	var places []Link
	act, at := r.act, cite.Place{}
	for _, ref := range refs {
		switch ref.Scope {
		case cite.Named:
			act = keyOf(ref.Act)
		case cite.Foreign:
			continue
		}
		if act == "" {
			continue
		}
		for _, place := range ref.All() {
			place = place.In(at)
			places = append(places, Link{Node: i, Act: act, Place: place, Amends: true, Alone: alone.MatchString(text[ref.End:])})
			at = place
		}
	}
	for k, l := range places {
		if !within(places[k+1:], l) {
			r.add(l)
		}
	}
}

// within reports whether one of the links is to a part of the place of another.
func within(list []Link, whole Link) bool {
	for _, l := range list {
		if l.Act == whole.Act && l.Place != whole.Place && Overlap(whole.Place.Address(), l.Place.Address()) && len(l.Place.Address()) > len(whole.Place.Address()) {
			return true
		}
	}
	return false
}

// Overlap reports whether one of two addresses is the other or a part of it. The
// empty address, an act as a whole, overlaps nothing: it says too little.
func Overlap(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == "" || !strings.HasPrefix(b, a) {
		return false
	}
	return len(a) == len(b) || b[len(a)] > '9' && b[len(a)] != 'b' && b[len(a)] != 'x'
}
