package amend

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// edits says what a clause does to the act and which provisions there must be
// afterwards, or why it cannot be done.
func (a *applier) edits(c clause) (list []edit, addresses []string, why string) {
	switch {
	case inflected.MatchString(c.before + c.after):
		return nil, nil, leftUnclear
	case sentenceGoes(c):
		return a.sentenceAs(c, "")
	case c.verb == "tunnistatakse":
		return a.repeal(c)
	case c.verb == "jäetakse":
		return a.words(c, func(quotes []string) (pairs [][2]string) {
			for _, q := range quotes {
				pairs = append(pairs, [2]string{q, ""})
			}
			return pairs
		})
	case c.verb == "asendatakse":
		return a.words(c, func(quotes []string) (pairs [][2]string) {
			for k := 0; k+1 < len(quotes) && len(quotes)%2 == 0; k += 2 {
				pairs = append(pairs, [2]string{quotes[k], quotes[k+1]})
			}
			return pairs
		})
	case (c.verb == "sõnastatakse" || c.verb == "muudetakse") && ofSentence.MatchString(c.before) && len(c.quotes) == 1:
		return a.sentenceAs(c, c.quotes[0])
	case c.verb == "sõnastatakse" || c.verb == "muudetakse":
		return a.reword(c)
	case addsBeside.MatchString(c.after) && len(c.quotes) == 2:
		return a.words(c, func(quotes []string) [][2]string {
			if beforeIt.MatchString(c.after) {
				return [][2]string{{quotes[0], quotes[1] + " " + quotes[0]}}
			}
			return [][2]string{{quotes[0], quotes[0] + beside(quotes[1])}}
		})
	case addsSentence.MatchString(c.after) && len(c.quotes) == 1:
		return a.sentence(c)
	case len(c.to) > 0 && len(c.quotes) == 1:
		return a.insert(c)
	}
	return nil, nil, leftUnclear
}

// beside joins words to those before them.
func beside(words string) string {
	if words != "" && strings.ContainsRune(",.;:)", rune(words[0])) {
		return words
	}
	return " " + words
}

// one finds the single provision that a clause changes.
func (a *applier) one(c clause) (node int, why string) {
	if len(c.at) != 1 {
		return 0, leftUnclear
	}
	return a.find(c.at[0])
}

func (a *applier) find(p cite.Place) (int, string) {
	node, ok := a.act.Find(p.Address())
	if !ok || p.Address() == "" {
		return 0, leftAbsent
	}
	return node, ""
}

// trimmed is a range without white space at its end.
func (a *applier) trimmed(r lawtext.Range) lawtext.Range {
	r.End = r.Start + len(strings.TrimRight(a.act.Source[r.Start:r.End], " \t\n"))
	return r
}

// repealed is what stands for a provision that is no longer in force.
const repealed = "[Kehtetu]"

func (a *applier) repeal(c clause) (list []edit, addresses []string, why string) {
	if !strings.Contains(strings.ToLower(c.after), "kehtetuks") || len(c.at) == 0 || ofSentence.MatchString(c.before) || ofHeading.MatchString(c.before) {
		return nil, nil, leftUnclear
	}
	for _, p := range c.at {
		node, why := a.find(p)
		if why != "" {
			return nil, nil, why
		}
		n := a.act.Nodes[node]
		if n.Label.End <= n.Label.Start {
			return nil, nil, leftUnclear
		}
		head := strings.TrimRight(a.act.Source[n.Span.Start:n.Label.End], " ")
		if strings.Count(head, "**")%2 == 1 {
			head += "**"
		}
		span := a.trimmed(n.Span)
		list = append(list, edit{span.Start, span.End, head + " " + repealed})
		addresses = append(addresses, p.Address())
	}
	return list, addresses, ""
}

// words replaces words of provisions, or of the whole act where a clause says so.
func (a *applier) words(c clause, read func([]string) [][2]string) (list []edit, addresses []string, why string) {
	pairs := read(c.quotes)
	if len(pairs) == 0 {
		return nil, nil, leftUnclear
	}
	var ranges []lawtext.Range
	switch {
	case len(c.at) > 0:
		for _, p := range c.at {
			node, why := a.find(p)
			if why != "" {
				return nil, nil, why
			}
			r := a.act.Nodes[node].Span
			if ofHeading.MatchString(c.before) {
				r = a.act.Nodes[node].Text
			}
			ranges = append(ranges, r)
		}
	case wholeAct.MatchString(c.before):
		ranges = []lawtext.Range{{Start: 0, End: len(a.act.Source)}}
	default:
		return nil, nil, leftUnclear
	}
	one := ofSentence.MatchString(c.before) // of one sentence: the words must be there once
	for _, pair := range pairs {
		for _, r := range ranges {
			found := occurrences(a.act.Source, r, pair[0])
			if len(found) == 0 && len(c.at) > 0 {
				return nil, nil, leftWords
			}
			if one && len(found) > 1 {
				return nil, nil, leftUnclear
			}
			for _, at := range found {
				list = append(list, a.replaced(at, len(pair[0]), pair[1]))
			}
		}
	}
	if len(list) == 0 {
		return nil, nil, leftWords
	}
	return list, nil, ""
}

// replaced is an edit of words; what is left out takes the space before it along.
func (a *applier) replaced(at, size int, words string) edit {
	if words == "" && at > 0 && a.act.Source[at-1] == ' ' {
		return edit{at - 1, at + size, ""}
	}
	return edit{at, at + size, words}
}

// occurrences are the places in a range where words stand as whole words.
func occurrences(source string, r lawtext.Range, words string) []int {
	if strings.TrimSpace(words) == "" {
		return nil
	}
	var list []int
	for at := r.Start; ; {
		n := strings.Index(source[at:r.End], words)
		if n < 0 {
			return list
		}
		at += n
		if !inWord(source[:at], words) && !inWord(words, source[at+len(words):]) {
			list = append(list, at)
		}
		at += len(words)
	}
}

// inWord reports whether a word goes on from the end of one text to the beginning
// of the next.
func inWord(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return isWord(last) && isWord(first)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// labelled tells a quoted provision that begins with its number.
var labelled = regexp.MustCompile(`^[\s#*]*(§+\s*\d|\(\d+(<sup>\d+</sup>)?\)|\d+(<sup>\d+</sup>)?\)|\p{Ll}\))`)

// reword gives provisions another wording. Of several that stand in one quotation
// the first is replaced by it and the rest go.
func (a *applier) reword(c clause) (list []edit, addresses []string, why string) {
	if len(c.quotes) != 1 || len(c.at) == 0 || ofSentence.MatchString(c.before) {
		return nil, nil, leftUnclear
	}
	quote := a.shaped(c.quotes[0])
	for k, p := range c.at {
		node, why := a.find(p)
		if why != "" {
			return nil, nil, why
		}
		n := a.act.Nodes[node]
		span := a.trimmed(n.Span)
		switch {
		case ofHeading.MatchString(c.before):
			if len(c.at) > 1 || n.Kind > lawtext.Section {
				return nil, nil, leftUnclear
			}
			return []edit{{n.Text.Start, n.Text.End, strings.TrimLeft(labelled.ReplaceAllString(quote, ""), " .*")}}, []string{n.Address}, ""
		case k > 0:
			list = append(list, edit{n.Span.Start, n.Span.End, ""})
		case !labelled.MatchString(quote) && len(c.at) == 1 && n.Kind > lawtext.Section:
			list = append(list, edit{n.Text.Start, span.End, quote})
		case !labelled.MatchString(quote):
			return nil, nil, leftUnclear
		default:
			list = append(list, edit{span.Start, span.End, quote})
		}
		addresses = append(addresses, p.Address())
	}
	return list, addresses, ""
}

// insert adds provisions where their numbers belong.
func (a *applier) insert(c clause) (list []edit, addresses []string, why string) {
	for _, p := range c.to {
		if _, there := a.act.Find(p.Address()); there || p.Address() == "" {
			return nil, nil, leftUnclear
		}
		addresses = append(addresses, p.Address())
	}
	if !labelled.MatchString(c.quotes[0]) {
		return nil, nil, leftUnclear
	}
	after, why := a.predecessor(c.to[0])
	if why != "" {
		return nil, nil, why
	}
	end := a.trimmed(a.act.Nodes[after].Span).End
	return []edit{{end, end, "\n\n" + a.shaped(c.quotes[0])}}, addresses, ""
}

// predecessor is the last provision of the sort and in the provision that a new
// one belongs in whose number is lower.
func (a *applier) predecessor(p cite.Place) (node int, why string) {
	kind, number, within := lawtext.Section, p.Section, cite.Place{}
	switch {
	case p.Subpoint != (lawtext.Number{}):
		kind, number, within = lawtext.Subpoint, p.Subpoint, cite.Place{Section: p.Section, Subsection: p.Subsection, Point: p.Point}
	case p.Point != (lawtext.Number{}):
		kind, number, within = lawtext.Point, p.Point, cite.Place{Section: p.Section, Subsection: p.Subsection}
	case p.Subsection != (lawtext.Number{}):
		kind, number, within = lawtext.Subsection, p.Subsection, cite.Place{Section: p.Section}
	}
	from, to := 1, len(a.act.Nodes)
	if !within.Empty() {
		parent, why := a.find(within)
		if why != "" {
			return 0, why
		}
		from, to = parent+1, a.act.Nodes[parent].End
	}
	for i := from; i < to; i++ {
		n := a.act.Nodes[i]
		if n.Kind == kind && less(n.Number, number) && (node == 0 || !less(n.Number, a.act.Nodes[node].Number)) {
			node = i
		}
	}
	if node == 0 {
		return 0, leftUnclear
	}
	return node, ""
}

func less(a, b lawtext.Number) bool { return a.N < b.N || a.N == b.N && a.Sup < b.Sup }

// headLine is a line that begins a section.
var headLine = regexp.MustCompile(`^[#*\s]*(§+\s*\d+(?:<sup>\d+</sup>)?\s*\.?)\**\s*(.*?)\**$`)

// shaped writes a quoted provision as the act writes its own: headings of sections
// have its marks.
func (a *applier) shaped(quote string) string {
	marks := "##### "
	for _, i := range a.act.Sections() {
		marks = a.act.Source[a.act.Nodes[i].Own.Start:a.act.Nodes[i].Label.Start]
		break
	}
	lines := strings.Split(quote, "\n")
	for k, line := range lines {
		m := headLine.FindStringSubmatch(strings.TrimRight(line, " "))
		if m == nil {
			continue
		}
		lines[k] = marks + m[1]
		if strings.Contains(marks, "**") {
			lines[k] += "**"
		}
		if m[2] != "" {
			lines[k] += " " + m[2]
		}
	}
	return strings.Join(lines, "\n")
}
