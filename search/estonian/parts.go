package estonian

import (
	"strings"
	"unicode/utf8"
)

// suffixes are endings of words that look like words of their own.
var suffixes = setOf(`
te ti an us de ar en lt ga ni ad id si ku ik ta er ne al as da at ud li el na ki is es ja ri ks vi ed ine ele iku aga sta mis tav ust ima vus ina sti
kas set jad iks rus jat tud ama tit lus sed tal eer ega ses kes mat tel lik eli ilt kus des uva mus ism nus tid nud uma est egi dus vas ist etu tis tus
sse elt iga vad use ste eri nik eks ise ava ned sus sid mile lase deks lisk ruse mine tide tuse ekus mana vaks sida jaid ille avad tuna sele kond avat
usse maga duse anda unda tama selt niku nuse tele suse asus esse dama dava riks vaim dele teid emas liku rite maks vama maid pida mast mise sest tava
isus andi test kese enda nema jate kuse side line lasi vale made kesi mist pale elle male mita akse vuse kest uste like lise muse mata tase last sist
luse esus alla aste kata vate tist tega uvat sega lete seks inda asid lane iste isse vaid matu teks deta vuste sidel masse lasse madel vates idega
sesse umine loogi laste keste konda teete lasel teeti konna matus etuna liste ustav amise masid amine randi umise stada takse stata imise ajate imine
ajaid uvate damine istada tamine konnad lasele setele kestus loogia lastel tamise maidki matust damise taseid istatud datakse tatakse levates lastele
ajatele loogiline kestuseks`)

// suffixKeys are keys of endings that inflect: -lik, -line, -mine and their like.
var suffixKeys = setOf("lik lis mis las nik mus dus tus us matut tav tava konn tamis damis amis imis umis istat stat lus rus nus sus")

// short are last parts of three letters; others are endings more often.
var short = setOf("maa töö tee aeg osa abi ala loa ema isa aed aia vee elu õli äri õpe auk puu kuu pea õde jõe õue oht uks suu luu jää soo vöö sai või hai mäe käe rea poe peo noa lae sea mee aju õlg õlu aku ilu ohu usk usu öö ööd ööl")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// LearnParts learns from how often the forms of a corpus stand free which words
// begin and end compounds. Known is what Induce has learned from the same forms.
// The words of everyday language that the package lists are added.
//
// The command in the folder induce makes the table of this package with it.
func LearnParts(counts map[string]int, known map[string]float64) map[string]uint8 {
	l := learner{
		counts: counts, known: known, keyOf: map[string]string{},
		firsts: map[string]int{}, stems: map[string]int{}, free: map[string]int{},
		listedFirst: map[string]bool{}, listedLast: map[string]bool{},
	}
	for form, n := range counts {
		if n >= leastFree && inflects(form) && !bare[form] {
			l.learn(form, n)
		}
	}
	for stem, n := range l.stems {
		if l.firsts[stem] == 0 {
			l.firsts[stem] = n
		}
	}
	l.list()
	l.bound()
	return l.tally()
}

const (
	leastFree  = 2  // times a part must stand free
	leastBound = 4  // different words that a first part must stand before which never stands free
	everyday   = 50 // times a listed word is taken to stand free
)

// bare are words that do not inflect as nouns do and make no compounds.
var bare = setOf(`see seda selle sellel sellele sellelt selles sellest sellega selleks sellesse need neid nende nendel nendele nendelt nendes nendest nendega
mis mida mille millel millele millelt milles millest millega milleks kes keda kelle kellel kellele kellelt kellest kellega ta tema teda talle tal temale temal
nad neil neile meie teie me te ma mina sina sa ka kui kus et ei on oli või ning ja aga kuid ega vaid siis kuni nii ka juba veel ainult samuti seejuures seega
pole olla olema oleks olid olnud kas kuidas millal miks sest kuigi kust kuhu siin seal siit sealt siia sinna nüüd sel selline sellise selliste niisugune muu muud muude`)

// learner gathers what is known of parts.
type learner struct {
	counts        map[string]int
	known         map[string]float64
	keyOf         map[string]string // by form
	firsts, stems map[string]int    // how often free: forms that begin compounds, genitives seen before endings
	free          map[string]int    // how often free, by key

	listedFirst, listedLast map[string]bool // forms and keys of listed words
}

func (l *learner) choose(list []candidate) string {
	return choose(list, func(c *candidate) float64 { return strength(c, func(k string) float64 { return l.known[k] }) })[0]
}

func (l *learner) learn(form string, n int) {
	list := candidates(form)
	key := l.choose(list)
	l.keyOf[form] = key
	l.free[key] += n
	ending, verb := endingOf(list, key)
	switch {
	case ending == "" || ending == "de" || ending == "te":
		l.firsts[form] += n
	case verb && ending == "ma": // avastama is free as avastamis-
		l.stems[form+"is"] += n
	case !verb && caseEnding[ending]:
		l.stems[strings.TrimSuffix(form, ending)] += n
	}
	if bare, ok := strings.CutSuffix(form, "se"); ok { // tarbimise is free as tarbimis-
		l.firsts[bare+"s"] += n
	}
}

// caseEnding has the endings that stand on the genitive.
var caseEnding = setOf("s st l le lt ks ga ni na ta sse d")

// endingOf is the ending of the likeliest reading with a key.
func endingOf(list []candidate, key string) (ending string, verb bool) {
	top := 0.0
	verb = key[len(key)-1] == '~'
	for _, c := range list {
		if c.key != key || c.prior < top {
			continue
		}
		top = c.prior
		if verb {
			ending = verbEndings[c.ending].text
		} else {
			ending = nounEndings[c.ending].text
		}
	}
	return ending, verb
}

// list adds the words of the lists.
func (l *learner) list() {
	for _, part := range strings.Fields(foreparts) {
		l.begins(part)
	}
	for _, list := range [...]string{everydayWords, everydayAdjectives} {
		for _, w := range readListed(list) {
			l.ends(w.nominative, w.genitive, w.genitive+"st")
			for _, form := range w.beginnings() {
				l.begins(form)
			}
		}
	}
	for _, w := range readListed(headparts) {
		l.ends(w.nominative, w.genitive, w.genitive+"st")
	}
	for _, w := range readListed(everydayVerbs) {
		l.ends(w.nominative+"mine", w.nominative+"mise", w.nominative+"ja")
		l.begins(w.nominative + "mis")
	}
}

// begins adds a form that begins compounds.
func (l *learner) begins(form string) {
	if !l.listedFirst[form] {
		l.listedFirst[form] = true
		l.firsts[form] += everyday
	}
}

// ends adds the keys of a noun or adjective.
func (l *learner) ends(forms ...string) {
	for _, form := range forms {
		if key := l.choose(candidates(form)); !l.listedLast[key] && key[len(key)-1] != '~' {
			l.listedLast[key] = true
			l.free[key] += everyday
		}
	}
}

// tally counts the compounds of each part.
func (l *learner) tally() map[string]uint8 {
	begun, ended := map[string]int{}, map[string]int{}
	for form, n := range l.counts {
		if n < 2 || !inflects(form) {
			continue
		}
		for end := shortestPart; end <= len(form)-shortestPart; end++ {
			first, last := form[:end], form[end:]
			key := l.keyOf[last]
			if _, ok := l.firsts[first]; !ok || suffixes[last] || affixed(last) || key == "" || suffixKeys[key] {
				continue
			}
			begun[first]++
			ended[key]++
		}
	}
	table := map[string]uint8{}
	for first, n := range l.firsts {
		if l.listedFirst[first] || (begun[first] > 0 || n >= leastAlone) && utf8.RuneCountInString(first) > 3 && !affixed(first) && !notFirst[first] {
			table[asFirst+first] = pack(n, begun[first], l.listedFirst[first])
		}
	}
	for key, n := range l.free {
		if ended[key] > 0 || n >= leastAlone || l.listedLast[key] {
			table[asLast+key] = pack(n, ended[key], l.listedLast[key])
		}
	}
	return table
}

// notFirst are forms and fragments that many words begin with by chance.
var notFirst = setOf("maat komp para")

// leastAlone is how often a part must stand free of which no compound is seen.
const leastAlone = 5

// bound adds first parts that never stand free, such as üld in üldkogu: they
// are known by the many words they stand before.
func (l *learner) bound() {
	before := map[string]map[string]bool{}
	for form, n := range l.counts {
		if n < 2 || !inflects(form) {
			continue
		}
		for end := shortestPart; end <= min(len(form)-5, 12); end++ {
			first, last := form[:end], form[end:]
			key := l.keyOf[last]
			if l.firsts[first] > 0 || key == "" || suffixes[last] || suffixKeys[key] || l.free[key] < 30 || !strings.ContainsAny(first, "aeiouõäöü") {
				continue
			}
			if before[first] == nil {
				before[first] = map[string]bool{}
			}
			before[first][key] = true
		}
	}
	for first, keys := range before {
		if len(keys) >= leastBound {
			l.firsts[first] = 0
		}
	}
}
