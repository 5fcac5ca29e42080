package compare

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestOccurrences(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"Müra on heli.", "müra", "Müra"},
		{"Mürakaitse ja müra.", "müra", "müra"},
		{"müra ja müra", "müra", "müra|müra"},
		{"„Öine aeg” on öö", `"öine aeg"`, "„Öine aeg”"},
		{"öine\u00a0 aeg", "öine aeg", "öine\u00a0 aeg"},
		{"vastavalt § 126<sup>1</sup> lõikele", "§ 126¹", "§ 126<sup>1</sup>"},
		{"§ 126<sup>1</sup>", "§ 126", ""},
		{"**rasvane** kiri", "rasvane kiri", "rasvane** kiri"},
		{"tekst", " \u00a0", ""},
		{"tekst", "", ""},
		{"", "tekst", ""},
		{"kuni 7-ni", "7", "7"},
	} {
		var got []string
		for _, s := range Occurrences(c.text, c.words) {
			got = append(got, c.text[s.From:s.To])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q in %q: %q, want %q", c.words, c.text, got, c.want)
		}
	}
}

// Words put into a text are found in it, and every range lies inside it.
func TestOccurrencesFindWhatIsThere(t *testing.T) {
	word := rapid.StringMatching(`[a-zõäöüšžA-ZÕÄÖÜ0-9§¹²]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(word, 1, 12).Draw(t, "words")
		from := rapid.IntRange(0, len(list)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(list)).Draw(t, "to")
		text, words := strings.Join(list, " "), strings.Join(list[from:to], " ")
		found := Occurrences(text, words)
		if len(found) == 0 {
			t.Fatalf("%q is not found in %q", words, text)
		}
		for _, s := range found {
			if s.From < 0 || s.From >= s.To || s.To > len(text) {
				t.Fatalf("%v lies outside %q", s, text)
			}
		}
	})
}

func TestFollow(t *testing.T) {
	for _, c := range []struct{ old, new, words, want string }{
		{"Öine aeg on kella 23-st kuni 7-ni.", "Öine aeg on kella 22-st kuni 7-ni.", "kella 23-st", "kella 22-st 0.7"},
		{"Teade saadetakse viivitamata.", "Teade saadetakse ja avaldatakse viivitamata.", "saadetakse", "saadetakse 1.0"},
		{"Teade saadetakse viivitamata kirjalikult.", "Teade saadetakse kirjalikult.", "viivitamata", " 0.0"},
	} {
		at := strings.Index(c.old, c.words)
		s, share := Follow(c.old, c.new, Span{at, at + len(c.words)})
		if got := fmt.Sprintf("%s %.1f", strings.TrimSpace(c.new[s.From:s.To]), share); strings.TrimSpace(got) != strings.TrimSpace(c.want) {
			t.Errorf("%q from %q to %q: %q, want %q", c.words, c.old, c.new, got, c.want)
		}
	}
	if s, share := Follow("a", "b", Span{3, 9}); s != (Span{}) || share != 0 {
		t.Errorf("a range outside the text went to %v, %v", s, share)
	}
}

// TestCharacterReferenceIsOneSign was wrong: a quote that ended with a character
// reference ended inside it, and one of a broken byte after the text.
func TestCharacterReferenceIsOneSign(t *testing.T) {
	for text, quote := range map[string]string{"AS Kask &amp; pojad": "Kask &", "lõpp\xb0": "lõpp\ufffd", "10&nbsp;000 eurot": "10 000"} {
		from, to, ok := locate(text, Place{Quote: quote})
		if got, _ := flatten(text[from:to]); !ok || got != quote {
			t.Errorf("%q: found %q", text, text[from:to])
		}
	}
}
