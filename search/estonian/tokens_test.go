package estonian

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"":                              nil,
		"§ 126¹ lõige 2":                {"§", "126^1", "lõige", "2"},
		"§-s 126^1":                     {"§", "s", "126^1"},
		"1,5 protsenti 2023/24. aastal": {"1,5", "protsenti", "2023/24", "aastal"},
		"12.03.2024.":                   {"12.03.2024"},
		"§ 12¹² ja § 3⁴":                {"§", "12^12", "ja", "§", "3^4"},
		"ÕIGUS Žanr ŠOKK":               {"õigus", "žanr", "šokk"},
		"o\u0303igus sea\u00addus":      {"õigus", "seadus"},
		"CO2 väljatöötamis- ja e-kiri":  {"co2", "väljatöötamis", "ja", "e", "kiri"},
		"ребёнок":                       {"ребенок"},
		"«tsitaat» „sõna” \u202eabc 🙂 x": {"tsitaat", "sõna", "abc", "x"},
	} {
		var got []string
		for _, token := range All(text) {
			got = append(got, token.Word)
		}
		if !slices.Equal(got, want) {
			t.Errorf("tokens of %q = %q, want %q", text, got, want)
		}
	}
}

func TestTokensStandInOrderWithinTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zõäöü §¹²^0-9,./\-]*`)).Draw(t, "text")
		last := 0
		for _, token := range All(text) {
			if token.Start < last || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("token %+v after %d in %q", token, last, text)
			}
			if token.Word == "" || !utf8.ValidString(token.Word) {
				t.Fatalf("word %q in %q", token.Word, text)
			}
			last = token.End
		}
	})
}

func TestPlain(t *testing.T) {
	if got := Plain("käibemaksušõžük"); got != "kaibemaksusozuk" {
		t.Error(got)
	}
}
