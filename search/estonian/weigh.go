package estonian

import (
	"strings"
	"unicode/utf8"
)

// How much speaks for a cut: something for each part, against a bar that every
// cut must pass and against what is known of the two parts as one word. The
// figures are those of a logistic regression on half of the gold sets.
const bar = 3.78

var (
	firstLetters = [...]float64{-1.21, -1.79, -.79, -.31, .15, .1, .89, -.22} // two letters, three …
	lastLetters  = [...]float64{0, -.59, -.86, -.69, -.38, -.47, .34, -.53}
)

func lettersOf(part string) int { return min(utf8.RuneCountInString(part), 9) - 2 }

func weighFirst(part string, g grade) float64 {
	s := firstLetters[lettersOf(part)] - .11*g.free() + .29*g.compounds() + .027*g.free()*g.compounds()
	switch {
	case part[len(part)-1] == 's':
		s += .92
	case endsInVowel(part):
		s += 1.43
	}
	if g.listed() {
		s += .97
	}
	return s
}

func weighLast(before byte, part, key string, g grade) float64 {
	s := lastLetters[lettersOf(part)] + .2*g.free() + .16*g.compounds() + .033*g.free()*g.compounds()
	s += .5 * float64(min(len(strings.Trim(key, "=~")), 8))
	if g.listed() {
		s += 1.23
	}
	if strings.HasSuffix(key, "~") {
		s += verbal(part)
	}
	if ambiguous[part] {
		if before >= utf8.RuneSelf || isVowel(rune(before)) {
			return s - 1.18
		}
		return s - 3.5
	}
	return s
}

// verbal weighs the form of a verb: participles are as good as adjectives.
func verbal(form string) float64 {
	for _, e := range [...]string{"v", "va", "vad", "tud", "dud", "nud", "tav", "tava", "tavad"} {
		if strings.HasSuffix(form, e) {
			return 1.47
		}
	}
	return .36
}

// doubt is what speaks against a last part that was never seen.
func doubt(part, key string) float64 {
	switch {
	case strings.HasSuffix(key, "mis"):
		return 3.68
	case utf8.RuneCountInString(part) < 8:
		return 2.43
	}
	return 4.07
}

// weighBoth is what speaks for two parts being one word: that it is known, and
// less so the oftener it occurs than either part.
func weighBoth(both, first, last grade) float64 {
	return .31*both.free() - .15*max(0, both.free()-min(first.free(), last.free()))
}
