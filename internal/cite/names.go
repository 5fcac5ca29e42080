package cite

import (
	"slices"
	"strings"

	"github.com/eelnou/eelnou/search/estonian"
)

// Act is an act that references may name.
type Act struct {
	Title string // "Karistusseadustik"
	Short string // "KarS", or empty
	Key   string // whatever the caller knows it by
}

// Names recognises the names of acts in any inflection. A nil *Names knows none.
type Names struct {
	acts   []Act
	byLast map[string][]named // by the last word, the longest name first
}

// named is one name of an act.
type named struct {
	before []string // the words before the last, plain, from the first
	act    int
}

// NewNames returns the names of acts. Of two acts with one name the first is
// meant.
func NewNames(acts []Act) *Names {
	n := &Names{acts: acts, byLast: make(map[string][]named, len(acts))}
	for i, a := range acts {
		n.add(a.Title, i)
		n.add(a.Short, i)
	}
	for _, list := range n.byLast {
		slices.SortStableFunc(list, func(a, b named) int { return len(b.before) - len(a.before) })
	}
	return n
}

func (n *Names) add(name string, act int) {
	words := nameWords(name)
	if len(words) == 0 || len(words) > mostWords {
		return
	}
	last := len(words) - 1
	for i := range last {
		words[i] = estonian.Plain(words[i])
	}
	key := lastKey(words[last])
	n.byLast[key] = append(n.byLast[key], named{words[:last], act})
}

func nameWords(name string) []string {
	words := strings.Fields(strings.Map(plainSpace, name))
	for i := range words {
		words[i] = estonian.Fold(words[i])
	}
	return words
}

// lastKey is the last word of a name, without inflection and diacritics.
func lastKey(w string) string { return estonian.Plain(head(w)) }

const mostWords = 24 // in the name of an act

func plainSpace(r rune) rune {
	if strings.ContainsRune(",.()-–\u00ad\"„“”«»", r) {
		return ' '
	}
	return r
}

// Find returns the act with a name, in any inflection and with or without
// diacritics, and whether there is one.
func (n *Names) Find(name string) (Act, bool) {
	words := nameWords(name)
	if n == nil || len(words) == 0 {
		return Act{}, false
	}
	if len(words) > 1 && caseEnding(words[len(words)-1]) {
		if act, ok := n.whole(words[:len(words)-1]); ok {
			return act, true
		}
	}
	return n.whole(words)
}

func (n *Names) whole(words []string) (Act, bool) {
	last := len(words) - 1
	for _, name := range n.byLast[lastKey(words[last])] {
		if len(name.before) == last && slices.EqualFunc(name.before, words[:last], func(a, b string) bool { return a == estonian.Plain(b) }) {
			return n.acts[name.act], true
		}
	}
	return Act{}, false
}

// heads are what names of acts end with: nominative, genitive, partitive.
var heads = [...][3]string{
	{"seadustik", "seadustiku", "seadustikku"}, {"seadus", "seaduse", "seadust"}, {"määrus", "määruse", "määrust"},
	{"maarus", "maaruse", "maarust"}, {"koodeks", "koodeksi", "koodeksit"}, {"kord", "korra", "korda"}, {"eeskiri", "eeskirja", "eeskirja"},
	{"otsus", "otsuse", "otsust"}, {"korraldus", "korralduse", "korraldust"}, {"direktiiv", "direktiivi", "direktiivi"},
	{"konventsioon", "konventsiooni", "konventsiooni"}, {"leping", "lepingu", "lepingut"},
}

var endings = map[string]bool{"": true, "s": true, "st": true, "sse": true, "le": true, "l": true, "lt": true, "ks": true, "ni": true, "na": true, "ta": true, "ga": true, "d": true, "id": true, "i": true, "is": true, "ist": true, "iga": true}

// caseEnding reports whether a word is what follows the hyphen of an
// abbreviation: KarS-is.
func caseEnding(w string) bool {
	return w != "" && (endings[w] || w == "isse" || w == "ile" || w == "il" || w == "ilt" || w == "iks" || w == "t" || w == "it")
}

// Nominative is the name of an act with its last word put into the nominative:
// "jäätmeseaduses" is "jäätmeseadus".
func Nominative(name string) string {
	at := strings.LastIndexAny(name, " -") + 1
	return name[:at] + head(strings.ToLower(name[at:]))
}

// head puts the last word of a name into the nominative.
func head(w string) string {
	for _, h := range heads {
		if before, ok := cutHead(w, h); ok {
			return before + h[0]
		}
	}
	return w
}

func cutHead(w string, h [3]string) (before string, ok bool) {
	if i := strings.LastIndex(w, h[1]); i >= 0 && endings[w[i+len(h[1]):]] {
		return w[:i], true
	}
	for _, form := range [...]string{h[0], h[2]} {
		if before, ok := strings.CutSuffix(w, form); ok {
			return before, true
		}
	}
	return "", false
}

// genitive reports whether a word ends as the name of an act does before one of
// its provisions: "seaduse", "põhimäärusest".
func genitive(w string) bool {
	for _, h := range heads {
		if i := strings.LastIndex(w, h[1]); i >= 0 && endings[w[i+len(h[1]):]] {
			return true
		}
	}
	return false
}
