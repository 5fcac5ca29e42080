package estonian

import (
	"strings"
	"unicode/utf8"
)

// candidate is one way to read a form: as an ending on a stem of the word with
// this key.
type candidate struct {
	key    string // nouns plain, verbs ending in ~
	ending int    // which ending
	prior  float64
}

// What the stem before an ending ends in.
const (
	vowel     = 1
	consonant = 2
	either    = vowel | consonant
)

type ending struct {
	text  string
	after int
	prior float64
}

var nounEndings = nouns()
var verbEndings = []ending{
	{"ma", either, 1}, {"mast", either, .9}, {"mata", either, .9}, {"mas", either, .5}, {"maks", either, .5},
	{"da", vowel, .9}, {"des", vowel, .7}, {"b", vowel, 1}, {"n", vowel, .5}, {"d", vowel, .2}, {"me", vowel, .3}, {"te", vowel, .2}, {"vad", vowel, .8},
	{"s", vowel, .3}, {"sin", vowel, .8}, {"sid", vowel, .4}, {"sime", vowel, .9}, {"site", vowel, .5},
	{"ks", vowel, .3}, {"ksin", vowel, 1}, {"ksid", vowel, .9}, {"ksime", vowel, 1}, {"ksite", vowel, .9},
	{"nud", either, 1}, {"nuks", either, .8}, {"nuvat", either, .8}, {"vat", vowel, .6},
	{"takse", either, 1}, {"ti", either, .6}, {"tud", either, .9}, {"taks", either, .8}, {"tuks", either, .8}, {"tagu", either, .9}, {"tavat", either, .8}, {"tama", vowel, .3},
	{"gu", vowel, .6}, {"ge", vowel, .5}, {"gem", vowel, .7}, {"ku", consonant, .3}, {"ke", consonant, .3}, {"kem", consonant, .4},
	{"", vowel, .3}, {"ta", either, .5}, {"tes", either, .6},
	{"is", consonant, .4}, {"isin", consonant, .7}, {"isid", consonant, .4}, {"isime", consonant, .7},
	{"la", consonant, .3}, {"na", consonant, .2}, {"ra", consonant, .2}, {"les", consonant, .3}, {"nes", consonant, .2}, {"res", consonant, .2},
	{"lakse", consonant, .6}, {"nakse", consonant, .6}, {"rakse", consonant, .6}, {"dakse", either, .8}, {"di", consonant, .4}, {"dud", consonant, .8}, {"dav", consonant, .2},
	{"a", consonant, .1}, {"es", consonant, .1}, {"akse", consonant, .2}, {"i", consonant, .1}, {"sse", 0, 0},
}

func nouns() []ending {
	list := []ending{
		{"", either, 1}, {"t", vowel, .9}, {"t", consonant, .7}, {"d", vowel, .9}, {"d", consonant, .1}, {"id", vowel, .8}, {"sid", vowel, .8},
		{"sse", vowel, .9}, {"s", vowel, .5}, {"st", vowel, .7}, {"le", vowel, .9}, {"l", vowel, .7}, {"lt", vowel, .9},
		{"ks", vowel, .8}, {"ni", vowel, .7}, {"na", vowel, .5}, {"ta", vowel, .6}, {"ga", vowel, .9},
	}
	for _, plural := range [...]ending{{"de", vowel, .9}, {"te", either, .9}} {
		for _, c := range [...]string{"", "sse", "s", "st", "le", "l", "lt", "ks", "ni", "na", "ta", "ga"} {
			list = append(list, ending{plural.text + c, plural.after, plural.prior})
		}
	}
	for _, c := range [...]string{"isse", "is", "ist", "ile", "il", "ilt", "iks"} {
		list = append(list, ending{c, either, .1})
	}
	return list
}

// endings found by their last byte, so that most of them are never compared.
type endingTable [256][]int

func tableOf(list []ending) (t endingTable) {
	for i, e := range list {
		if e.text == "" {
			for b := range t {
				t[b] = append(t[b], i)
			}
			continue
		}
		last := e.text[len(e.text)-1]
		t[last] = append(t[last], i)
	}
	return t
}

var (
	nounTable = tableOf(nounEndings)
	verbTable = tableOf(verbEndings)
)

func isVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'õ', 'ä', 'ö', 'ü', 'y':
		return true
	}
	return false
}

// candidates lists the ways to read a folded word.
func candidates(word string) []candidate {
	var list []candidate
	list = read(list, word, 1)
	for _, clitic := range [...]string{"gi", "ki"} {
		if bare, ok := strings.CutSuffix(word, clitic); ok && utf8.RuneCountInString(bare) > 3 {
			list = read(list, bare, .5)
		}
	}
	return list
}

func read(list []candidate, word string, prior float64) []candidate {
	last := word[len(word)-1]
	for _, i := range nounTable[last] {
		e := nounEndings[i]
		if stem, ok := stemBefore(word, e); ok {
			list = nounKeys(list, stem, i, e, prior*e.prior)
		}
	}
	for _, i := range verbTable[last] {
		e := verbEndings[i]
		if stem, ok := stemBefore(word, e); ok {
			list = verbKeys(list, stem, i, e, prior*e.prior)
		}
	}
	return list
}

func stemBefore(word string, e ending) (string, bool) {
	stem, ok := strings.CutSuffix(word, e.text)
	if !ok || len(stem) < 2 {
		return "", false
	}
	r, _ := utf8.DecodeLastRuneInString(stem)
	class := consonant
	if isVowel(r) {
		class = vowel
	}
	return stem, e.after&class != 0
}

func nounKeys(list []candidate, stem string, i int, e ending, prior float64) []candidate {
	add := func(key string, p float64) { list = append(list, candidate{key, i, p}) }
	// The longest irregular stem that the stem is or ends in.
	for from := max(0, len(stem)-oddNouns.longest); from < len(stem); from++ {
		if from > 0 && (from < 3 || !utf8.RuneStart(stem[from])) {
			continue
		}
		if keys := oddNouns.stems[stem[from:]]; keys != nil {
			p := prior * 1.2
			if from > 0 {
				p = prior * .35
				if len(stem)-from < 3 {
					p = prior * .1
				}
			}
			for _, k := range keys {
				add(stem[:from]+k, p)
			}
			break
		}
	}
	add(fold(stem), prior)
	switch {
	case e.text == "" && strings.HasSuffix(stem, "ne") && len(stem) > 4:
		add(fold(stem[:len(stem)-2]+"s"), prior*1.3)
	case e.text == "" && strings.HasSuffix(stem, "ke") && len(stem) > 5:
		add(fold(stem+"s"), prior*.1)
	case strings.HasSuffix(stem, "me") && len(stem) > 4:
		add(fold(stem[:len(stem)-2]), prior*.25)
	}
	if full, ok := syncope(stem); ok {
		add(fold(full), prior*.5)
	}
	if e.text == "" || e.text == "t" {
		for _, s := range [...]string{"as", "es", "is"} {
			if bare, ok := strings.CutSuffix(stem, s); ok && len(bare) > 2 {
				add(fold(bare+"a"), prior*.15)
			}
		}
	}
	return list
}

// syncope restores the e of register in registri.
func syncope(stem string) (string, bool) {
	n := len(stem)
	if n < 5 || !isVowel(rune(stem[n-1])) {
		return "", false
	}
	c := stem[n-2]
	if (c != 'r' && c != 'l') || isVowel(rune(stem[n-3])) || stem[n-3] >= utf8.RuneSelf || stem[n-3] == c {
		return "", false
	}
	return stem[:n-2] + "e" + stem[n-2:n-1], true
}

func verbKeys(list []candidate, stem string, i int, e ending, prior float64) []candidate {
	switch e.text {
	case "la", "les", "lakse":
		if !strings.HasSuffix(stem, "l") {
			return list
		}
	case "na", "nes", "nakse":
		if !strings.HasSuffix(stem, "n") {
			return list
		}
	case "ra", "res", "rakse":
		if !strings.HasSuffix(stem, "r") {
			return list
		}
	}
	for from := 0; from < len(stem); from++ {
		if from > 0 && (from < 3 || !utf8.RuneStart(stem[from])) {
			continue
		}
		if from > 0 && len(stem)-from < 3 {
			break
		}
		if keys := oddVerbs.stems[stem[from:]]; keys != nil {
			p := prior * 1.2
			if from > 0 {
				p = prior * .15
			}
			for _, k := range keys {
				list = append(list, candidate{stem[:from] + k + "~", i, p})
			}
			break
		}
	}
	return append(list, candidate{fold(stem) + "~", i, prior})
}

// fold takes the stem vowel off and folds the gradation of the last cluster, so
// that strong and weak stems are the same.
func fold(stem string) string {
	r, size := utf8.DecodeLastRuneInString(stem)
	if isVowel(r) {
		before, _ := utf8.DecodeLastRuneInString(stem[:len(stem)-size])
		if before == r || len(stem)-size < 2 {
			return stem
		}
		stem = stem[:len(stem)-size]
		if isVowel(before) {
			return stem
		}
	}
	return foldCluster(stem)
}

// foldCluster folds the consonants a stem ends in.
func foldCluster(stem string) string {
	at := len(stem)
	for at > 0 && stem[at-1] < utf8.RuneSelf && !isVowel(rune(stem[at-1])) {
		at--
	}
	cluster := stem[at:]
	if cluster == "" || at == 0 {
		return stem
	}
	if folded, ok := folds[cluster]; ok {
		return stem[:at] + folded
	}
	n := len(cluster)
	if n > 1 && cluster[n-1] == cluster[n-2] {
		cluster = cluster[:n-1]
		n--
	}
	switch cluster[n-1] {
	case 'g':
		return stem[:at] + cluster[:n-1] + "k"
	case 'b':
		return stem[:at] + cluster[:n-1] + "p"
	case 'd':
		return stem[:at] + cluster[:n-1] + "t"
	}
	return stem[:at] + cluster
}

var folds = map[string]string{
	"ld": "l", "lt": "l", "ll": "l", "rd": "r", "rt": "r", "rr": "r", "nd": "n", "nt": "n", "nn": "n",
	"mb": "m", "mp": "m", "mm": "m", "ht": "h", "hk": "h", "lb": "lv", "rb": "rv", "sk": "s", "ss": "s",
	"kk": "k", "gg": "k", "pp": "p", "bb": "p", "tt": "t", "dd": "t",
}
