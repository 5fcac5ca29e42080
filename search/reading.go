package search

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/search/estonian"
)

// Bounds of a query. What is beyond them is left out and the reading says so.
const (
	longestQuery = 1000 // bytes
	mostWords    = 24
)

// asked is a query understood.
type asked struct {
	reading Reading
	words   []estonian.Token
	phrases [][]string // plain words
	without []estonian.Token
	act     []estonian.Token
	actName string
	numbers []string // candidates for the section, the likeliest first
	whole   string   // the query as one name
}

// read understands the words of a query. Anything can be read.
func read(query string) *asked {
	a := &asked{}
	if len(query) > longestQuery {
		query = strings.ToValidUTF8(query[:longestQuery], "")
		a.reading.Cut = true
	}
	query = strings.Map(visible, query)
	a.whole = nameKey(query)
	rest := a.readPhrases(query)
	rest = a.readReference(rest)
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
		var words []string
		for _, t := range estonian.All(m[1]) {
			words = append(words, estonian.Plain(t.Word))
		}
		if len(words) == 0 || len(words) > mostWords {
			continue
		}
		a.phrases = append(a.phrases, words)
		a.reading.Phrases = append(a.reading.Phrases, strings.Join(strings.Fields(m[1]), " "))
		query = strings.Replace(query, m[0], " ", 1)
	}
	return query
}

var reference = regexp.MustCompile(`(?i)(?:§+(?:-\p{L}+)?|\bparagrahv\p{L}*|\bprg\.?|\bpar\.|\bsection)\s*(\d{1,5})` +
	`(?:\s*(?:\^|<sup>|prim\s*|-)(\d{1,3})(?:</sup>)?|([¹²³⁰⁴-⁹]+)|\s(\d{1,2})\b)?` +
	`((?:\s*(?:,|ja|lg|lõi\p{L}+|l|p|punkt\p{L}*|subsection|point|cl)\.?(?:-\p{L}+)?\s*\d{1,4}[¹²³⁰⁴-⁹]*)*)`)

// readReference takes a provision named by number out of the query: what
// stands before it names the act.
func (a *asked) readReference(query string) string {
	m := reference.FindStringSubmatchIndex(query)
	if m == nil {
		return query
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return query[m[2*i]:m[2*i+1]]
	}
	number, sup := group(1), group(2)
	if sup == "" {
		sup = lowered(group(3))
	}
	shown := number
	switch {
	case sup != "":
		a.numbers = []string{number + "^" + sup}
		shown = number + raisedDigits(sup)
	case group(4) != "": // "§ 126 1" may be § 126¹, or § 126 with something after it
		a.numbers = []string{number + "^" + group(4), number}
	default:
		a.numbers = []string{number}
	}
	before := strings.TrimSpace(query[:m[0]])
	a.act = limit(estonian.All(before), mostWords)
	a.actName = nameKey(before)
	a.reading.Reference = Reference{Act: before, Section: shown, Detail: strings.TrimSpace(group(5))}
	return query[m[1]:]
}

func lowered(sup string) string {
	var b strings.Builder
	for _, t := range estonian.All("1" + sup) {
		_, s, _ := strings.Cut(t.Word, "^")
		b.WriteString(s)
	}
	return b.String()
}

func raisedDigits(digits string) string {
	return strings.Map(func(r rune) rune { return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0'] }, digits)
}

var minus = regexp.MustCompile(`(?:^|\s)-(\p{L}+)`)

func (a *asked) readWords(rest string) {
	for _, m := range minus.FindAllStringSubmatch(rest, 8) {
		a.without = append(a.without, estonian.All(m[1])...)
		a.reading.Without = append(a.reading.Without, m[1])
		rest = strings.Replace(rest, m[0], " ", 1)
	}
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

// empty reports whether nothing is asked for by words.
func (a *asked) empty() bool {
	return len(a.words)+len(a.phrases)+len(a.numbers)+len(a.without) == 0
}

// commonWords say nothing about a text, so a document need not have them.
var commonWords = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`ja ning või ega et kui see seda selle on ei oli ka mis mille mida kes kelle kas nende tema oma
		the of and or to in a an is are for on with и в на не что по с к о`) {
		commonWords[w] = true
	}
}
