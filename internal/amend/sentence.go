package amend

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// nth are the beginnings of the words that number sentences.
var nth = [...]string{"esime", "tei", "kolma", "nelja", "viie", "kuue", "seitsme"}

var (
	whichSentence = regexp.MustCompile(`(?i)\b(esime\pL*|teise|teine|teist|teises|teisest|kolma\pL*|nelja\pL*|viie\pL*|kuue\pL*|seitsme\pL*|viima\pL*)\s+lause\pL*`)
	manySentences = regexp.MustCompile(`(?i)(\bja|\bning|,|–)\s+(esime|teise|teine|teist|kolma|nelja|viie|kuue|seitsme|viima)\pL*\s+lause`)
	addedSentence = regexp.MustCompile(`(?i)\b(\pL+)(?:\s+ja\s+\pL+)?\s+lause(?:te)?ga\b`)
	ends          = regexp.MustCompile(`[.!?]["”“»)]*\s+`)
)

// sentenceGoes reports whether a clause takes a sentence away.
func sentenceGoes(c clause) bool {
	if len(c.quotes) > 0 {
		return false
	}
	return c.verb == "tunnistatakse" && whichSentence.MatchString(c.before) && strings.Contains(strings.ToLower(c.after), "kehtetuks") ||
		c.verb == "jäetakse" && whichSentence.MatchString(c.before+c.after) && strings.Contains(strings.ToLower(c.after), "välja")
}

// sentences are the sentences of a text, as bytes of it, where it is sure how it is
// divided: a full stop after a number or an initial may end one or not.
func sentences(text string) (list []lawtext.Range, ok bool) {
	from := 0
	for _, m := range ends.FindAllStringIndex(text, -1) {
		next, _ := utf8.DecodeRuneInString(text[m[1]:])
		if m[1] >= len(text) || unicode.IsLower(next) {
			continue
		}
		word := text[strings.LastIndexAny(text[:m[0]], " \u00a0(")+1 : m[0]]
		if last, _ := utf8.DecodeLastRuneInString(word); unicode.IsDigit(last) || utf8.RuneCountInString(word) < 3 || !unicode.IsUpper(next) {
			return nil, false
		}
		list = append(list, lawtext.Range{Start: from, End: len(strings.TrimRight(text[:m[1]], " \u00a0\n"))})
		from = m[1]
	}
	return append(list, lawtext.Range{Start: from, End: len(strings.TrimRight(text, " \u00a0\n"))}), true
}

// ownWords is the single provision that a clause changes, whose words all stand
// together.
func (a *applier) ownWords(c clause) (n lawtext.Node, why string) {
	node, why := a.one(c)
	if why != "" {
		return n, why
	}
	n = a.act.Nodes[node]
	if n.Kind == lawtext.Section || n.End > node+1 { // whose words end is not clear
		return n, leftUnclear
	}
	return n, ""
}

// sentenceNumber is which sentence a word means, from 1; of the last one -1, and 0 when it is
// none.
func sentenceNumber(word string) int {
	word = strings.ToLower(word)
	if strings.HasPrefix(word, "viima") {
		return -1
	}
	for i, w := range nth {
		if strings.HasPrefix(word, w) {
			return i + 1
		}
	}
	return 0
}

// sentenceAs gives one sentence another wording, or takes it away.
func (a *applier) sentenceAs(c clause, wording string) (list []edit, addresses []string, why string) {
	said := whichSentence.FindAllStringSubmatch(c.before+c.after, -1)
	n, why := a.ownWords(c)
	if why != "" {
		return nil, nil, why
	}
	all, ok := sentences(a.act.Source[n.Text.Start:n.Text.End])
	if !ok || len(said) != 1 || manySentences.MatchString(c.before+c.after) {
		return nil, nil, leftUnclear
	}
	k := sentenceNumber(said[0][1])
	if k < 0 {
		k = len(all)
	}
	if k == 0 || k > len(all) || wording == "" && len(all) == 1 {
		return nil, nil, leftUnclear
	}
	start, end := n.Text.Start+all[k-1].Start, n.Text.Start+all[k-1].End
	switch {
	case wording == "" && k < len(all):
		end = n.Text.Start + all[k].Start
	case wording == "":
		start = n.Text.Start + all[k-2].End
	}
	return []edit{{start, end, wording}}, []string{n.Address}, ""
}

// sentence adds sentences to a provision's own words: at the end, or where the number
// of the first belongs.
func (a *applier) sentence(c clause) (list []edit, addresses []string, why string) {
	n, why := a.ownWords(c)
	if why != "" {
		return nil, nil, why
	}
	k := 0
	if m := addedSentence.FindStringSubmatch(c.after); m != nil {
		k = sentenceNumber(m[1])
	}
	if k <= 0 {
		return []edit{{n.Text.End, n.Text.End, " " + c.quotes[0]}}, []string{n.Address}, ""
	}
	all, ok := sentences(a.act.Source[n.Text.Start:n.Text.End])
	switch {
	case !ok || k > len(all)+1:
		return nil, nil, leftUnclear
	case k == len(all)+1:
		return []edit{{n.Text.End, n.Text.End, " " + c.quotes[0]}}, []string{n.Address}, ""
	}
	at := n.Text.Start + all[k-1].Start
	return []edit{{at, at, c.quotes[0] + " "}}, []string{n.Address}, ""
}
