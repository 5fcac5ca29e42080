package campaign

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
)

// invented is a comment and the campaign it was written for; 0 is none.
type invented struct {
	text     string
	campaign int
}

// crowd invents comments in a mixed order: the first campaign has most of them,
// two small ones some, and the rest are written by people on their own, with the
// turns of phrase that everybody uses about the same draft.
func crowd(r *rand.Rand, all, campaign int) []invented {
	w := writer{r: r}
	letters := []string{w.text(110), w.text(60), w.text(180)}
	var list []invented
	add := func(n, which int) {
		for range n {
			list = append(list, invented{w.edited(letters[which-1]), which})
		}
	}
	add(campaign, 1)
	add(all/50, 2)
	add(all/100, 3)
	for len(list) < all {
		list = append(list, invented{w.own(), 0})
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

type writer struct{ r *rand.Rand }

const syllables = "ma ta ka le se ri no tu vi pa ko õi me he la de ra si na ti ju ke lo üh rä pu va is ol te"

var parts = strings.Fields(syllables)

// phrases stand in most comments about one draft.
var phrases = []string{
	"palun eelnõu sellisel kujul mitte vastu võtta", "toetan eelnõu eesmärki, kuid leian, et", "§ 12 lõike 3 punkti 2 sõnastus on ebaselge",
	"käesoleva seaduse § 5 lõikes 2 sätestatud tähtaeg", "ettepanek on jätta see säte eelnõust välja", "lugupidamisega", "suur tänu võimaluse eest arvamust avaldada",
	"kohaliku omavalitsuse üksuse volikogu määrusega kehtestatud korras", "seletuskirjas ei ole mõju piisavalt hinnatud",
}

func (w writer) word() string {
	n := 1 + w.r.IntN(4)
	var b strings.Builder
	for range n {
		b.WriteString(parts[w.r.IntN(len(parts))])
	}
	return b.String()
}

func (w writer) text(n int) string {
	words := make([]string, n)
	for i := range words {
		if words[i] = w.word(); w.r.IntN(9) == 0 {
			words[i] += "."
		}
	}
	return strings.Join(words, " ")
}

// own is a comment by somebody on their own.
func (w writer) own() string {
	var list []string
	for range 1 + w.r.IntN(3) {
		list = append(list, phrases[w.r.IntN(len(phrases))], w.text(4+w.r.IntN(60)))
	}
	return strings.Join(list, ". ")
}

// edited is the letter of a campaign as one member sends it: often as it is,
// else with greetings, an own sentence, words changed or a sentence left out.
func (w writer) edited(letter string) string {
	words := strings.Fields(letter)
	switch w.r.IntN(3) {
	case 0:
		return letter
	case 1:
		return w.restyled(letter)
	}
	for range 1 + w.r.IntN(max(len(words)/14, 2)) {
		i := w.r.IntN(len(words))
		switch w.r.IntN(4) {
		case 0:
			words[i] = w.word()
		case 1:
			words = append(words[:i], words[i+1:]...)
		case 2:
			words = append(words[:i], append([]string{w.word()}, words[i:]...)...)
		case 3:
			words[i] = "x" + words[i]
		}
	}
	if w.r.IntN(4) == 0 {
		words = words[len(words)/6:]
	}
	text := strings.Join(words, " ")
	if w.r.IntN(2) == 0 {
		text = fmt.Sprintf("Tere! Olen %s %s.\n\n%s", w.word(), w.word(), text)
	}
	if w.r.IntN(2) == 0 {
		text += "\n\n" + w.text(3+w.r.IntN(30))
	}
	return text
}

// restyled changes nothing that is read aloud.
func (w writer) restyled(text string) string {
	text = strings.ReplaceAll(text, ". ", ".\n\n")
	text = strings.ReplaceAll(text, "õ", "o")
	r := []rune(text)
	r[0] = unicode.ToUpper(r[0])
	return string(r) + "!"
}
