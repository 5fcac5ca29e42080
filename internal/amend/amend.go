// Package amend reads what an act says about other acts: which provisions it
// cites, and, when it is a draft, which it changes: "Jäätmeseaduses tehakse
// järgmised muudatused: 1) paragrahvi 31 lõige 2 muudetakse".
package amend

import (
	"cmp"
	"regexp"
	"strconv"
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
	Whole  bool       // it repeals the act
}

// Version changes whenever the same text may give other links.
const Version = 5

var (
	begins = regexp.MustCompile(`(?i)tehakse\s+(alljärgnevad|järgmised|järgnevad)\s+muudatused|(muudetakse|täiendatakse)\s+järgmiselt\s*:`)
	verbs  = regexp.MustCompile(`(?i)\b(muudetakse|täiendatakse|asendatakse|jäetakse|tunnistatakse|sõnastatakse|lisatakse|loetakse)`)
	titles = regexp.MustCompile(`(?i)\b(muutmi|täiendami|kehtetuks tunnistami)`)
	item   = regexp.MustCompile(`^\**(\d{1,3})(<sup>\d+</sup>)?\)`)
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
	act     string     // whose provisions the draft is changing
	at      cite.Place // of that act, in which the changes of a list are
	headed  string     // the act that the heading of the section names
	depth   int        // how many quotation marks earlier nodes have left open
	item    int        // number of the last change of a list
	skip    int        // nodes before this one were read with one before them
	section lawtext.Number
	links   []Link
	from    int // the first link of the node
	said    []command
}

func (r *reader) node(i int) {
	n := &r.t.Nodes[i]
	if n.Kind == lawtext.Heading || n.Kind == lawtext.Row && !r.draft || i < r.skip {
		return
	}
	if n.Kind == lawtext.Section && (r.depth == 0 && r.section.Less(n.Number) || n.Number == lawtext.Number{N: r.section.N + 1}) {
		// The draft's own next section: whatever was quoted has ended.
		r.section, r.depth, r.item = n.Number, 0, 0
		r.act, r.headed, r.at = "", "", cite.Place{}
	}
	r.from = len(r.links)
	source := r.whole(i)
	r.next(n, source)
	text := r.unquoted(source)
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
		r.begin(i, source, text, refs)
	case verbs.MatchString(text):
		r.amended(i, source, text, refs)
	default:
		r.cited(i, refs)
	}
}

// next ends what was quoted when a change of a list is surely the next one, though
// a quotation mark was left open.
func (r *reader) next(n *lawtext.Node, text string) {
	no := 0
	if m := item.FindStringSubmatch(text); m != nil {
		no, _ = strconv.Atoi(m[1])
	} else if n.Kind == lawtext.Point {
		no = n.Number.N
	}
	if no == 0 || !verbs.MatchString(text) {
		return
	}
	if r.depth > 0 && no == r.item+1 && r.item > 0 {
		r.depth = 0
	}
	if r.depth == 0 {
		r.item = no
	}
}

// whole is the text of a node of a draft, with the nodes after it that a number cut
// off by its superscript has broken away.
func (r *reader) whole(i int) string {
	text := r.t.Text(i)
	if !r.draft {
		return text
	}
	cut := false
	for k := i + 1; k < len(r.t.Nodes) && k < i+6; k++ {
		more := r.t.Text(k)
		raised := strings.HasPrefix(more, "<sup>")
		if text == "" || !raised && !cut || r.t.Nodes[k].Kind != lawtext.Paragraph || strings.ContainsAny(text[len(text)-1:], ".;:") {
			break
		}
		if cut = raised; raised {
			text += more
		} else {
			text += " " + more
		}
		r.skip = k + 1
	}
	return text
}

// unquoted is a text with what stands in quotation marks made blank, every byte in
// its place. Quotation marks may be closed by a later node.
func (r *reader) unquoted(s string) string {
	if r.depth == 0 && !strings.ContainsAny(s, "„“”\"«»") {
		return s
	}
	out := []byte(s)
	for i, c := range s {
		was := r.depth
		r.depth = quoteDepth(r.depth, c, s[:i])
		if was == 0 && r.depth == 0 {
			continue
		}
		for k := range len(string(c)) {
			out[i+k] = ' '
		}
	}
	return string(out)
}

// quotedNodes is over how many nodes a quotation in a text in force goes at most.
const quotedNodes = 60

// closes reports whether the quotation that a node leaves open is closed by one that
// follows: else a mark was forgotten.
func (r *reader) closes(i int) bool {
	after := reader{depth: r.depth}
	for k := i + 1; k < len(r.t.Nodes) && k < i+quotedNodes; k++ {
		if after.unquoted(r.t.Text(k)); after.depth == 0 {
			return true
		}
	}
	return false
}

// quoteDepth is how many quotation marks are open after a letter. Of marks that
// both open and close, those inside others are taken in pairs.
func quoteDepth(depth int, c rune, before string) int {
	switch c {
	case '„', '«':
		return depth + 1
	case '”', '»':
		return max(0, depth-1)
	case '“':
		if depth == 0 && (before == "" || strings.HasSuffix(before, " ")) {
			return 1
		}
		return max(0, depth-1)
	case '"':
		if depth == 0 || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "(") {
			return depth + 1
		}
		return depth - 1
	}
	return depth
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
			r.headed = r.act
			return
		}
	}
	r.act = r.leading(text)
	r.headed = r.act
}

// begin reads the sentence before the list of changes of an act.
func (r *reader) begin(i int, source, text string, refs []cite.Reference) {
	r.act, r.at, r.item = "", cite.Place{}, 0
	for _, ref := range refs {
		if ref.Scope == cite.Named {
			r.act = keyOf(ref.Act)
			break
		}
	}
	if r.act == "" {
		r.act = cmp.Or(r.leading(text), r.quoted(source), r.headed)
	}
	for _, ref := range refs {
		if !ref.Empty() && r.act != "" {
			r.at = ref.Place.In(r.at)
		}
	}
	if r.act != "" {
		r.add(Link{Node: i, Act: r.act, Amends: true}) // what of it, the list says
	}
}

// leadingAct is the name of an act at the beginning of a sentence or a heading.
var leadingAct = regexp.MustCompile(`^[^\p{L}]*(\p{Lu}[\p{L}\d ,\-–]*?(?i:seadus|seadustik|määrus|korra|korda|kord)\p{Ll}*)(\s*\([^)]*\))*,?\s+(?i:§|paragrahv|lõi|\d+\S*\s(peatük|ja[gok]|osa)|tehakse|täien|muut|muude|tunnist|kehtetuks|asend|jäet|lisat|teksti|läbivalt|pealkir|lisa\b)`)

// leading names an act that a sentence begins with, known or not.
func (r *reader) leading(text string) string {
	m := leadingAct.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	name := cite.Nominative(m[1])
	if bare(name) {
		return ""
	}
	if act, ok := r.names.Find(name); ok {
		return keyOf(act)
	}
	return NameKey(name)
}

// bare reports whether a name says no more than which sort of act it is, or that
// it was named before.
func bare(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	if len(words) == 1 {
		return words[0] == "seadus" || words[0] == "seadustik" || words[0] == "määrus" || words[0] == "kord"
	}
	if strings.Contains(strings.ToLower(name), "käesolev") || verbs.MatchString(name) {
		return true
	}
	for _, points := range [...]string{"käesolev", "nimetatud", "eelnimetatud", "sama", "sell", "antud", "see", "kogu"} {
		if strings.HasPrefix(words[0], points) {
			return true
		}
	}
	return false
}

// quotedAct is a regulation by its number and title.
var quotedAct = regexp.MustCompile(`(?i)(?:määrus|otsus|korraldus)\p{L}*\s+nr\.?\s+[\p{L}\d./-]+\s+[„"«“]\s*(.+?)\s*["”“»](?:\s|$|,)`)

// quoted names an act by the title that stands in quotation marks.
func (r *reader) quoted(source string) string {
	m := quotedAct.FindStringSubmatch(source)
	if m == nil {
		return ""
	}
	if act, ok := r.names.Find(m[1]); ok {
		return keyOf(act)
	}
	return NameKey(m[1])
}

// alone is what follows a provision of which the heading or the introduction is
// meant: "paragrahvi 5 pealkiri", "lõike 1 sissejuhatav lauseosa".
var alone = regexp.MustCompile(`(?i)^\s*(pealkir|sissejuhatav)`)

// theAct is what ends before a provision of the act that is being changed: "seaduse
// 3. peatükki täiendatakse".
var theAct = regexp.MustCompile(`(?i)(^|[\d)*>;,]|\b(ja|ning))\s*(seaduse|seadustiku|määruse|korra)\s+$`)

// adds is what stands between a chapter and the section that it is given.
var adds = regexp.MustCompile(`(?i)\b(täiendatakse|lisatakse)\b`)

// repeals is what follows the name of an act that goes as a whole.
var repeals = regexp.MustCompile(`^\s*(\([^)]*\)\s*)*(?i:tunnistatakse\s+kehtetuks|kehtetuks\s+tunnistatakse)`)

// amended reads a sentence that changes provisions. What it names first completes
// what it names after: "paragrahvi 31 täiendatakse lõikega 2¹" is § 31 lg 2¹.
func (r *reader) amended(i int, source, text string, refs []cite.Reference) {
	act, at := r.act, r.at
	if named := r.leading(text); named != "" {
		act, at = named, cite.Place{}
	} else if named := r.quoted(source); named != "" && r.item == 0 {
		act, at = named, cite.Place{}
	}
	r.said = append(r.said, command{node: i, act: act, at: at, end: r.t.Nodes[max(i, r.skip-1)].Own.End})
	if act != r.act && (repealsQuoted.MatchString(source) || repealsLeading.MatchString(text)) {
		r.add(Link{Node: i, Act: act, Amends: true, Whole: true})
		return
	}
	var places []Link
	var ends []int
	for k, ref := range refs {
		switch ref.Scope {
		case cite.Named:
			if act = keyOf(ref.Act); ref.Empty() {
				at = cite.Place{}
				if repeals.MatchString(text[ref.End:]) && nominative(text[ref.Start:ref.End]) {
					r.add(Link{Node: i, Act: act, Amends: true, Whole: true})
				}
			}
		case cite.Foreign:
			switch {
			case theAct.MatchString(text[:ref.Start]):
				act, at = r.act, r.at
			case k > 0 || r.leading(text) == "":
				act = ""
			}
		}
		if act == "" {
			continue
		}
		for _, place := range ref.All() {
			place = place.In(at)
			places = append(places, Link{Node: i, Act: act, Place: place, Amends: true, Alone: alone.MatchString(text[ref.End:])})
			ends = append(ends, ref.End)
			at = place
		}
	}
	for k, l := range places {
		given := l.Place.Section.N == 0 && k+1 < len(places) && places[k+1].Place.Section.N != 0 && adds.MatchString(text[ends[k]:max(ends[k], ends[k+1])])
		if !given && !within(places[k+1:], l) {
			r.add(l)
		}
	}
}

var (
	repealsLeading = regexp.MustCompile(`^[^\p{L}]*\p{Lu}[\p{L}\d ,\-–]*?(?i:seadus|seadustik|määrus|kord)(\s*\([^)]*\))*\s+(?i:tunnistatakse\s+kehtetuks)`)
	repealsQuoted  = regexp.MustCompile(`(?i)määrus\s+nr\.?\s+[\p{L}\d./-]+\s+[„"«“][^„"«“”»]+["”“»](\s*\([^)]*\))*\s+tunnistatakse\s+kehtetuks`)
)

// nominative reports whether the name of an act stands as what something is done to.
func nominative(name string) bool {
	name = strings.ToLower(name)
	for _, head := range [...]string{"seadus", "seadustik", "määrus", "kord"} {
		if strings.HasSuffix(name, head) {
			return true
		}
	}
	return false
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
