package estonian

import (
	"strings"
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
var short = setOf("maa töö tee aeg osa abi ala loa ema isa aed aia vee elu õli äri õpe auk puu kuu pea õde jõe õue oht")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// LearnParts learns from how often the forms of a corpus stand free which words
// begin and end compounds. Known is what Induce has learned from the same forms.
//
// The command in the folder induce makes the table of this package with it.
func LearnParts(counts map[string]int, known map[string]float64) map[string]uint8 {
	support := func(c *candidate) float64 { return strength(c, func(k string) float64 { return known[k] }) }
	lefts, keyOf, free := map[string]int{}, map[string]string{}, map[string]int{}
	for form, n := range counts {
		if !inflects(form) || n < 2 {
			continue
		}
		list := candidates(form)
		key := choose(list, support)[0]
		keyOf[form] = key
		free[key] += n
		if n >= leastFree && begins(list, key) {
			lefts[form] += n
		}
		if bare, ok := strings.CutSuffix(form, "se"); ok && n >= leastFree { // tarbimis- is free as tarbimise
			lefts[bare+"s"] += n
		}
	}
	bound(counts, lefts, keyOf, free)
	return tally(counts, lefts, keyOf, free)
}

// tally counts the compounds of each part.
func tally(counts, lefts map[string]int, keyOf map[string]string, free map[string]int) map[string]uint8 {
	begun, ended := map[string]int{}, map[string]int{}
	for form, n := range counts {
		if n < 2 || !inflects(form) {
			continue
		}
		for end := shortestPart; end <= len(form)-shortestPart; end++ {
			first, last := form[:end], form[end:]
			if _, ok := lefts[first]; !ok || suffixes[last] || keyOf[last] == "" || suffixKeys[keyOf[last]] || free[keyOf[last]] < leastFree {
				continue
			}
			begun[first]++
			ended[keyOf[last]]++
		}
	}
	table := map[string]uint8{}
	for first, n := range begun {
		table[asFirst+first] = pack(lefts[first], n)
	}
	for key, n := range free {
		if n >= leastFree {
			table[asLast+key] = pack(n, ended[key])
		}
	}
	return table
}

const (
	leastFree  = 5 // times a part must stand free
	leastBound = 4 // different words that a first part must stand before which never stands free
)

// bound adds first parts that never stand free, such as üld in üldkogu: they
// are known by the many words they stand before.
func bound(counts, lefts map[string]int, keyOf map[string]string, free map[string]int) {
	before := map[string]map[string]bool{}
	for form, n := range counts {
		if n < 2 || !inflects(form) {
			continue
		}
		for end := shortestPart; end <= min(len(form)-5, 12); end++ {
			first, last := form[:end], form[end:]
			key := keyOf[last]
			if lefts[first] > 0 || key == "" || suffixes[last] || suffixKeys[key] || free[key] < 30 || !strings.ContainsAny(first, "aeiouõäöü") {
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
			lefts[first] = 0
		}
	}
}

// begins reports whether a form can be the first part of a compound: it has no
// ending, or that of the genitive plural.
func begins(list []candidate, key string) bool {
	top, ending := 0.0, ""
	for _, c := range list {
		if c.key != key || c.prior < top {
			continue
		}
		top = c.prior
		if strings.HasSuffix(key, "~") {
			ending = verbEndings[c.ending].text
		} else {
			ending = nounEndings[c.ending].text
		}
	}
	return ending == "" || ending == "de" || ending == "te"
}
