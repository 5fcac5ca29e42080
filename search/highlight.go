package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/eelnou/eelnou/search/estonian"
)

// marker finds the words of a query in a text, whatever their inflection. It
// serves one query: what it learns about a word it remembers.
type marker struct {
	keys  map[string]int // key: which word of the query it is of
	plain map[string]int // word of a phrase
	known map[string]int // word of a text: 1 + which word of the query, 0 when none
	left  int            // bytes that may still be read word by word
	skims int            // bytes that may still be skimmed

	words    int       // of the query, that texts are looked through for
	openings []opening // how these begin
}

func newMarker(a *asked) *marker {
	m := &marker{keys: map[string]int{}, plain: map[string]int{}, known: map[string]int{}, left: scannedInAll, skims: skimmedInAll}
	n, skip := 0, !a.onlyCommon()
	lists := [][]estonian.Token{a.words, a.act}
	for _, o := range a.offices {
		lists = append(lists, o.words)
	}
	for _, list := range lists {
		for _, token := range list {
			n++
			if skip && commonWords[token.Word] && len(a.words) > 1 {
				continue
			}
			for _, key := range askedKeys(token) {
				m.keys[key] = n
			}
			m.plain[estonian.Plain(token.Word)] = n
			m.opens(token)
			m.words++
		}
	}
	for _, token := range a.quoted {
		n++
		m.plain[estonian.Plain(token.Word)] = n
		m.opens(token)
		m.words++
	}
	return m
}

// asks returns which word of the query a token is, from 1, or 0.
func (m *marker) asks(token estonian.Token, lang string) int {
	if n, ok := m.known[token.Word]; ok {
		return n
	}
	n := m.plain[estonian.Plain(token.Word)]
	for _, keys := range [...][]string{keysOf(token, lang), partsOf(token, lang)} {
		for _, key := range keys {
			if n == 0 {
				n = m.keys[key]
			}
		}
	}
	m.known[strings.Clone(token.Word)] = n
	return n
}

// mark is one place in a text where a word of the query stands.
type mark struct{ start, end, word int }

const (
	scanned      = 32 << 10  // bytes of a text read word by word for passages
	scannedInAll = 256 << 10 // bytes of all the texts of one answer
	skimmedInAll = 1 << 20
	looked       = 128 << 10 // bytes of a text looked through at all
	mostMarks    = 400
	passageBytes = 260
	leadBytes    = 70
	mostPassages = 3
)

func (m *marker) find(text, lang string) []mark {
	var marks []mark
	if len(m.keys)+len(m.plain) == 0 {
		return nil
	}
	var beyond []mark
	if n := min(len(text), m.skims); n > skimmed {
		text = text[:n]
		m.skims -= n
		found, all := m.skim(text, lang)
		if all || len(found) > 0 && n == looked { // of a longer text, what was found must do
			return found
		}
		beyond = found
	}
	text = text[:min(len(text), scanned, m.left)]
	m.left -= len(text)
	estonian.Tokens(text, func(t estonian.Token) bool {
		if n := m.asks(t, lang); n != 0 {
			marks = append(marks, mark{t.Start, t.End, n})
		}
		return len(marks) < mostMarks
	})
	for _, k := range beyond {
		if k.start >= len(text) {
			marks = append(marks, k)
		}
	}
	return marks
}

// line marks a whole short text.
func (m *marker) line(text, lang string) []Span {
	return spans(text, 0, len(text), m.find(text, lang))
}

// passages picks the best passages of a text, in their order. A text without
// any mark gives its beginning.
func (m *marker) passages(text, lang string) [][]Span {
	if text == "" {
		return nil
	}
	marks := m.find(text, lang)
	if len(marks) == 0 {
		return [][]Span{spans(text, 0, stop(text, 0), nil)}
	}
	var out [][]Span
	for _, p := range best(text, marks) {
		out = append(out, spans(text, p.from, p.to, marks))
	}
	return out
}

type passage struct{ from, to, worth int }

// best chooses passages that do not overlap: one with more different words
// beats one that repeats a word.
func best(text string, marks []mark) []passage {
	var all []passage
	for i := range marks {
		from := begin(text, marks[i].start)
		p := passage{from: from, to: stop(text, from)}
		seen := map[int]bool{}
		for _, k := range marks[i:] {
			if k.end > p.to {
				break
			}
			p.worth++
			if !seen[k.word] {
				seen[k.word] = true
				p.worth += 10
			}
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b passage) int { return b.worth - a.worth })
	var chosen []passage
	for _, p := range all {
		overlaps := func(c passage) bool { return p.from < c.to && c.from < p.to }
		if len(chosen) < mostPassages && !slices.ContainsFunc(chosen, overlaps) {
			chosen = append(chosen, p)
		}
	}
	slices.SortFunc(chosen, func(a, b passage) int { return a.from - b.from })
	return chosen
}

// begin finds where a passage around a place begins: after a line or sentence
// near before it, else at a word.
func begin(text string, at int) int {
	from := max(0, at-leadBytes)
	lead := text[from:at]
	if i := strings.LastIndexByte(lead, '\n'); i >= 0 {
		return from + i + 1
	}
	if i := strings.LastIndex(lead, ". "); i >= 0 {
		return from + i + 2
	}
	if from == 0 {
		return 0
	}
	if i := strings.IndexByte(lead, ' '); i >= 0 {
		return from + i + 1
	}
	return at
}

// stop finds where a passage ends: at a word, at most passageBytes on.
func stop(text string, from int) int {
	to := from + passageBytes
	if to >= len(text) {
		return len(text)
	}
	if i := strings.LastIndexAny(text[from:to], " \n"); i > passageBytes/2 {
		return from + i
	}
	for to > from && !utf8.RuneStart(text[to]) {
		to--
	}
	return to
}

func spans(text string, from, to int, marks []mark) []Span {
	var out []Span
	at := from
	add := func(until int, marked bool) {
		if until <= at {
			return
		}
		if n := len(out); n > 0 && out[n-1].Mark == marked {
			out[n-1].Text += text[at:until]
		} else {
			out = append(out, Span{text[at:until], marked})
		}
		at = until
	}
	for _, m := range marks {
		if m.start < at || m.end > to {
			continue
		}
		add(m.start, false)
		add(m.end, true)
	}
	add(to, false)
	return out
}
