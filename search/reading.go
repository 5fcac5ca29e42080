package search

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/search/estonian"
)

// Bounds of a query. What is beyond them is left out and the reading says so.
const (
	longestQuery = 1000 // bytes
	mostWords    = 24
)

// asked is a query understood.
type asked struct {
	reading  Reading
	words    []estonian.Token
	phrases  [][]string       // plain words
	quoted   []estonian.Token // all words of the phrases
	without  []estonian.Token
	matters  [][]string       // numbers of dossiers, each with the ways it may be kept
	act      []estonian.Token // words of the title of the act
	actNames []string         // names that the act may be kept under
	numbers  []string         // candidates for the section, the likeliest first
	offices  []officeAsked
	whole    string // the query as one name
}

// read understands the words of a query. Anything can be read.
func read(query string, names *cite.Names, offices *Offices) *asked {
	a := &asked{}
	if len(query) > longestQuery {
		query = strings.ToValidUTF8(query[:longestQuery], "")
		a.reading.Cut = true
	}
	query = strings.Map(visible, query)
	a.whole = nameKey(query)
	rest := a.readPhrases(query)
	rest = a.readNumbers(rest)
	rest = a.readReference(rest, names)
	rest = a.readWithout(rest)
	rest = a.readOffices(rest, offices)
	a.readWords(rest)
	return a
}

// visible turns control and direction characters into spaces: they are typed
// by no one and could make a page show the query in a wrong order.
func visible(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError {
		return ' '
	}
	return r
}

var quoted = regexp.MustCompile(`["„“”«»]([^"„“”«»]+)["„“”«»]`)

// readPhrases takes what stands in quotation marks out of the query.
func (a *asked) readPhrases(query string) string {
	for _, m := range quoted.FindAllStringSubmatch(query, 4) {
		tokens := estonian.All(m[1])
		if len(tokens) == 0 || len(tokens) > mostWords {
			continue
		}
		var words []string
		for _, t := range tokens {
			words = append(words, estonian.Plain(t.Word))
		}
		a.quoted = append(a.quoted, tokens...)
		a.phrases = append(a.phrases, words)
		a.reading.Phrases = append(a.reading.Phrases, strings.Join(strings.Fields(m[1]), " "))
		query = strings.Replace(query, m[0], " ", 1)
	}
	return query
}

// Numbers of dossiers, documents and comments (JDM/26-0214, 26-0214), and of
// bills before parliament (417 SE).
var (
	ownNumber  = regexp.MustCompile(`(?i)(?:^|[\s,;(])((?:EIS:?\s*)?(?:\p{L}[\p{L}0-9]{1,9}/|[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}/)?[0-9]{2}-[0-9]{4,6}(?:/[0-9]{1,2})?)(?:$|[\s,;.)])`)
	ofRegister = regexp.MustCompile(`(?i)^EIS:?\s*`)
	billNumber = regexp.MustCompile(`(?i)(?:^|[\s,;(])(?:([0-9]{1,4})\s?SE|SE\s?([0-9]{1,4}))(?:$|[\s,;.)])`)
)

// readNumbers takes numbers of matters out of the query.
func (a *asked) readNumbers(query string) string {
	for _, m := range ownNumber.FindAllStringSubmatch(query, 4) {
		query = a.number(query, m[1], nameKey(ofRegister.ReplaceAllString(m[1], "")))
	}
	for _, m := range billNumber.FindAllStringSubmatch(query, 4) {
		n := m[1] + m[2]
		query = a.number(query, strings.Trim(m[0], " ,;.()"), n+" se", "se "+n)
	}
	return query
}

func (a *asked) number(query, written string, keys ...string) string {
	a.matters = append(a.matters, keys)
	a.reading.Numbers = append(a.reading.Numbers, written)
	return strings.Replace(query, written, " ", 1)
}

// readReference takes a provision named by number, and the act it is of, out of
// the query. An act named alone stays: its words are looked for.
func (a *asked) readReference(query string, names *cite.Names) string {
	ref, rest, ok := cite.Read(query, names)
	if !ok {
		return query
	}
	known := cite.Act{}
	if ref.Scope == cite.Named {
		known = ref.Act
	}
	a.reading.Reference = Reference{Act: ref.Written, Known: known, Place: ref.Place}
	if ref.Place.Empty() {
		if whole := withSign(query, ref); whole != "" {
			return a.readReference(whole, names)
		}
		return query
	}
	a.numbers = []string{numberKey(ref.Section)}
	if ref.Maybe != (lawtext.Number{}) {
		a.numbers = []string{numberKey(ref.Maybe), numberKey(ref.Section)}
		a.reading.Reference.Place.Section = ref.Maybe
	}
	if ref.Until.N > 0 && ref.Subsection.N == 0 {
		for _, p := range ref.All() {
			a.numbers = appendNew(a.numbers, numberKey(p.Section))
		}
	}
	detail := ref.Place
	detail.Section = lawtext.Number{}
	a.reading.Reference.Section, a.reading.Reference.Detail = a.reading.Reference.Place.Section.String(), detail.String()
	a.readAct(ref, known)
	return rest
}

// mostSections is more than any act has, and less than any year.
const mostSections = 1200

var numberFirst = regexp.MustCompile(`^\s+([0-9]{1,4})(?:[^0-9-]|$)`)

// withSign is the query with the sign of a section between the abbreviation of an
// act and a number: "KarS 121" is § 121. Empty where nothing like that stands.
func withSign(query string, ref cite.Reference) string {
	if ref.Scope != cite.Named || !strings.EqualFold(ref.Written, ref.Act.Short) {
		return ""
	}
	before, after, ok := strings.Cut(query, ref.Written)
	m := numberFirst.FindStringSubmatch(after)
	if !ok || m == nil {
		return ""
	}
	if n, err := strconv.Atoi(m[1]); err != nil || n >= mostSections {
		return ""
	}
	return before + ref.Written + " §" + after
}

func (a *asked) readAct(ref cite.Reference, known cite.Act) {
	title := known.Title
	if title == "" {
		title = ref.Written
	}
	a.act = limit(estonian.All(title), mostWords)
	for _, name := range [...]string{known.Short, known.Title, ref.Written} {
		if key := nameKey(name); key != "" {
			a.actNames = appendNew(a.actNames, key)
		}
	}
}

// numberKey is a number as the index keeps those of provisions.
func numberKey(n lawtext.Number) string { return sectionKey("§ " + n.String()) }

var minus = regexp.MustCompile(`(?:^|\s)-(\p{L}+)`)

// readWithout takes words with a minus before them out of the query.
func (a *asked) readWithout(rest string) string {
	for _, m := range minus.FindAllStringSubmatch(rest, 8) {
		a.without = append(a.without, estonian.All(m[1])...)
		a.reading.Without = append(a.reading.Without, m[1])
		rest = strings.Replace(rest, m[0], " ", 1)
	}
	return rest
}

func (a *asked) readWords(rest string) {
	for _, t := range estonian.All(rest) {
		if t.Word == "§" || slices.ContainsFunc(a.words, func(w estonian.Token) bool { return w.Word == t.Word }) {
			continue
		}
		if len(a.words) == mostWords {
			a.reading.Cut = true
			return
		}
		a.words = append(a.words, t)
		a.reading.Words = append(a.reading.Words, rest[t.Start:t.End])
	}
}

func limit(tokens []estonian.Token, n int) []estonian.Token { return tokens[:min(len(tokens), n)] }

// empty reports whether nothing is looked for, though something may be left out.
func (a *asked) empty() bool {
	return len(a.words)+len(a.phrases)+len(a.numbers)+len(a.matters)+len(a.offices) == 0
}

// onlyCommon reports whether nothing but common words is looked for, so that they
// have to be.
func (a *asked) onlyCommon() bool {
	return len(a.phrases)+len(a.numbers)+len(a.matters)+len(a.offices)+len(a.act) == 0 &&
		!slices.ContainsFunc(a.words, func(w estonian.Token) bool { return !commonWords[w.Word] })
}

// commonWords say nothing about a text, so a document need not have them.
var commonWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`ja ning või et ega kui see seda selle on ei oli ka mis mille mida kes kelle kas nende tema oma
		the of and or to in a an is are for on with и в на не что по с к о`) {
		commonWords[w] = true
	}
}
