package estonian

import (
	"strings"
	"unicode/utf8"
)

// candidate is one way to read a form: as an ending on a stem of the word with
// this key.
type candidate struct {
	key    string // nouns plain, verbs ending in ~
	vowel  byte   // first byte of the stem vowel that the key has lost, or 0
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
	{"ma", either, 2}, {"mast", either, .9}, {"mata", either, 1.3}, {"mas", either, .5}, {"maks", either, .5},
	{"da", vowel, 1.22}, {"des", vowel, .7}, {"b", vowel, 1}, {"n", vowel, .25}, {"d", vowel, .27}, {"me", vowel, .3}, {"te", vowel, .2}, {"vad", vowel, .8},
	{"s", vowel, .6}, {"sin", either, .8}, {"sid", either, .54}, {"sime", either, .9}, {"site", either, .5},
	{"ks", vowel, .6}, {"ksin", vowel, 1}, {"ksid", vowel, .9}, {"ksime", vowel, 1}, {"ksite", vowel, .9},
	{"nud", either, 1}, {"nuks", either, .8}, {"nuvat", either, .8}, {"vat", vowel, .6},
	{"takse", either, .5}, {"ti", either, .6}, {"tud", either, .9}, {"taks", either, .4}, {"tuks", either, .4}, {"tagu", either, .9}, {"tavat", either, .8}, {"tama", vowel, .3},
	{"gu", vowel, .6}, {"ge", vowel, .5}, {"gem", vowel, .7}, {"ku", either, .15}, {"ke", either, .3}, {"kem", either, .4},
	{"", either, .23}, {"ta", either, .5}, {"tes", either, 1.2},
	{"is", consonant, .4}, {"isin", consonant, .7}, {"isid", consonant, .4}, {"isime", consonant, .7},
	{"la", consonant, .3}, {"na", consonant, .2}, {"ra", consonant, .2}, {"les", consonant, .3}, {"nes", consonant, .2}, {"res", consonant, .2},
	{"lakse", consonant, .6}, {"nakse", consonant, .6}, {"rakse", consonant, .6}, {"dakse", either, .8}, {"di", consonant, .4}, {"dud", consonant, .8}, {"dav", consonant, .2},
	{"a", either, .1}, {"es", consonant, .1}, {"akse", either, .2}, {"i", consonant, .1},
}

func nouns() []ending {
	list := []ending{
		{"", vowel, 1}, {"", consonant, .49}, {"t", vowel, .68}, {"t", consonant, .53}, {"d", vowel, .45}, {"d", consonant, .03}, {"id", vowel, .8}, {"sid", vowel, .8},
		{"sse", vowel, .9}, {"se", consonant, .45}, {"s", vowel, .5}, {"st", vowel, .7}, {"le", vowel, .45}, {"l", vowel, .94}, {"lt", vowel, 1.22},
		{"ks", vowel, .6}, {"ni", vowel, .7}, {"na", vowel, .5}, {"ta", vowel, .2}, {"ga", vowel, 1.8},
	}
	list = append(list, ending{"de", vowel, .9}, ending{"te", either, 1.8})
	for _, plural := range [...]ending{{"de", vowel, .9}, {"te", either, .9}} {
		for _, c := range [...]string{"sse", "s", "st", "le", "l", "lt", "ks", "ni", "na", "ta", "ga"} {
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
	if e.text == "se" { // omavalitsusse
		return stem, r == 's'
	}
	return stem, e.after&class != 0
}

func nounKeys(list []candidate, stem string, i int, e ending, prior float64) []candidate {
	add := func(key string, p float64) { list = append(list, candidate{key, 0, i, p}) }
	keys, prefix := oddNouns.find(stem)
	switch {
	case keys != nil && prefix == "":
		for _, k := range keys {
			add(k, prior*1.2)
		}
		return list
	case keys != nil && len(prefix) > 2:
		p := prior
		if e.text == "ta" { // no other word ends in loata
			p *= 2.5
		}
		if len(stem)-len(prefix) < 4 { // "aja" ends many words that are no time
			p *= .7
		}
		for _, k := range keys {
			add(prefix+k, p)
		}
	}
	if n := utf8.RuneCountInString(stem); n < 4 && e.text != "" {
		prior *= [...]float64{.2, .2, .2, .5}[n]
	}
	if e.text == "d" && endsInDiphthong(stem) { // mõttetui+d is mõttetu+id
		prior *= .2
	}
	list = append(list, candidate{fold(stem), stemVowel(stem), i, nominative(stem, e) * prior})
	switch {
	case e.text == "" && strings.HasSuffix(stem, "ne") && len(stem) > 4:
		add(fold(stem[:len(stem)-2]+"s"), prior*1.3)
	case e.text == "" && strings.HasSuffix(stem, "ke") && len(stem) > 5:
		add(fold(stem+"s"), prior*.3)
	case strings.HasSuffix(stem, "me") && len(stem) > 4:
		add(fold(stem[:len(stem)-2]), prior*.25)
	case strings.HasSuffix(stem, "eda") && len(stem) > 4:
		add(fold(stem[:len(stem)-2]), prior*.6)
	case e.text == "" && strings.HasSuffix(stem, "e") && len(stem) > 2: // kole, koleda
		add(fold(stem+"da"), prior*.3)
	}
	if e.text == "" || e.text == "t" {
		for _, s := range [...]string{"as", "es", "is"} {
			if bare, ok := strings.CutSuffix(stem, s); ok && len(bare) > 2 {
				add(fold(bare+"a"), prior*.15)
			}
		}
	}
	if e.text == "" {
		for _, s := range [...]string{"us", "as", "is"} { // kuulus, kuulsa
			if bare, ok := strings.CutSuffix(stem, s); ok && len(bare) > 2 {
				add(fold(bare+"sa"), prior*.3)
			}
		}
	}
	return list
}

// nominative is how likely a stem stands without an ending.
func nominative(stem string, e ending) float64 {
	switch {
	case e.text != "":
		return 1
	case strings.HasSuffix(stem, "us"):
		return 2
	case longEnding(stem):
		return .25
	case strings.HasSuffix(stem, "d"):
		return .3
	}
	return 1
}

// longEnding reports whether a word that is taken to have no ending looks very
// much as if it had one.
func longEnding(word string) bool {
	for _, e := range [...]string{"dega", "tega", "dele", "tele", "delt", "telt", "dest", "test", "desse", "tesse", "deta", "teta", "dena", "deni", "teks"} {
		if strings.HasSuffix(word, e) && len(word) > len(e)+3 {
			return true
		}
	}
	return false
}

func endsInLongVowel(stem string) bool {
	last, size := utf8.DecodeLastRuneInString(stem)
	before, _ := utf8.DecodeLastRuneInString(stem[:len(stem)-size])
	return last == before || endsInDiphthong(stem)
}

func endsInDiphthong(stem string) bool {
	last, size := utf8.DecodeLastRuneInString(stem)
	before, _ := utf8.DecodeLastRuneInString(stem[:len(stem)-size])
	return last == 'i' && isVowel(before)
}

func verbKeys(list []candidate, stem string, i int, e ending, prior float64) []candidate {
	switch e.text {
	case "a", "akse": // müüa, viiakse
		if endsInVowel(stem) && !endsInLongVowel(stem) {
			return list
		}
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
	keys, prefix := oddVerbs.find(stem)
	if keys == nil && (strings.HasSuffix(stem, "e") || strings.HasSuffix(stem, "i")) {
		keys, prefix = oddVerbs.find(stem[:len(stem)-1])
	}
	switch {
	case keys != nil && prefix == "":
		for _, k := range keys {
			if strings.HasPrefix(e.text, "ma") && k != "="+stem+"ma" {
				continue // teema is no form of tegema
			}
			if e.text == "" && !endsInVowel(stem) && !wholeForms[stem] {
				continue // maks is no form of maksma
			}
			list = append(list, candidate{k + "~", 0, i, max(prior, .7) * 1.2})
		}
		return list
	case e.text == "" && !endsInVowel(stem):
		return list
	case keys != nil && len(prefix) > 2 && len(stem)-len(prefix) > 2:
		for _, k := range keys {
			list = append(list, candidate{prefix + k + "~", 0, i, prior * .15})
		}
	}
	return append(list, candidate{fold(stem) + "~", stemVowel(stem), i, prior})
}

// wholeForms are stems of irregular verbs that are words without an ending.
var wholeForms = setOf("läks minnes")

// stemVowel is the vowel that fold takes off, so that a key is known to be
// attested with it: suurus is no form of suur, whose stem vowel is e.
func stemVowel(stem string) byte {
	r, _ := utf8.DecodeLastRuneInString(stem)
	if !isVowel(r) {
		return '-'
	}
	return stem[len(stem)-1]
}

func endsInVowel(stem string) bool {
	r, _ := utf8.DecodeLastRuneInString(stem)
	return isVowel(r)
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

// foldLost gives a stem the vowel that it loses before an ending. No word ends in
// such a consonant with r, l or n after it: registr is register, akn is aken.
func foldLost(stem string) (string, bool) {
	n := len(stem)
	if n < 3 {
		return "", false
	}
	lost := "bdgkptvfms"
	switch stem[n-1] {
	case 'r', 'l':
	case 'n':
		lost = "bdgkpt"
	default:
		return "", false
	}
	bare := strings.TrimSuffix(stem[:n-1], "e")
	if len(bare) < 2 || strings.IndexByte(lost, bare[len(bare)-1]) < 0 {
		return "", false
	}
	return foldStop(bare) + "e" + stem[n-1:], true
}

// foldCluster folds the consonants a stem ends in.
func foldCluster(stem string) string {
	if whole, ok := foldLost(stem); ok {
		return whole
	}
	at := len(stem)
	for at > 0 && stem[at-1] < utf8.RuneSelf && !isVowel(rune(stem[at-1])) {
		at--
	}
	cluster := stem[at:]
	if n := len(cluster); n > 2 && cluster[n-1] == 's' && cluster[n-2] == 's' { // bilanss, bilansi
		return stem[:len(stem)-1]
	}
	if cluster == "" || at == 0 {
		return stem
	}
	if folded, ok := folds[cluster]; ok {
		return stem[:at] + folded
	}
	return foldStop(stem)
}

// foldStop folds the stop a stem ends in: kk, gg and g are k.
func foldStop(stem string) string {
	n := len(stem)
	last := stem[n-1]
	switch last {
	case 'g':
		last = 'k'
	case 'b':
		last = 'p'
	case 'd':
		last = 't'
	}
	if n > 2 && stem[n-2] == stem[n-1] && strings.IndexByte("kptgbd", last) >= 0 {
		n--
	}
	return stem[:n-1] + string(rune(last))
}

var folds = map[string]string{
	"ld": "ll", "lt": "ll", "ll": "ll", "rd": "rr", "rt": "rr", "rr": "rr", "nd": "nn", "nt": "nn", "nn": "nn",
	"mb": "mm", "mp": "mm", "mm": "mm", "ht": "h", "hk": "h", "lb": "lv", "rb": "rv", "lp": "lv", "rp": "rv",
}
