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

func TestKeysJoinForms(t *testing.T) {
	for _, forms := range [][]string{
		{"seadus", "seaduse", "seadusest", "seadustele", "seadusi"},
		{"register", "registri", "registrisse", "registrites"},
		{"oluline", "olulise", "olulisi", "oluliste"},
		{"tähtaeg", "tähtaja", "tähtaega", "tähtaegade"},
		{"luba", "loa", "lubade", "lubasid"},
		{"tegevusluba", "tegevusloa"},
		{"kohus", "kohtu", "kohtusse"},
		{"esitama", "esitada", "esitab", "esitatakse", "esitanud"},
		{"leping", "lepingu", "lepingutega"},
		{"kuld", "kulla", "kullast"},
	} {
		first := Keys(forms[0])
		for _, f := range forms[1:] {
			if !slices.ContainsFunc(Keys(f), func(k string) bool { return slices.Contains(first, k) }) {
				t.Errorf("%s has keys %q, %s has %q", forms[0], first, f, Keys(f))
			}
		}
	}
}

func TestKeysTakeAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zõäöüšž]{0,70}`)).Draw(t, "word")
		keys := Keys(word)
		if len(keys) < 1 || len(keys) > 2 || !slices.Equal(keys, Keys(word)) {
			t.Fatalf("keys of %q: %q", word, keys)
		}
	})
}

func BenchmarkKeys(b *testing.B) {
	words := []string{"seadustes", "kohaldatakse", "tegevusloa", "riigilõivu", "isikuandmete"}
	for i := range b.N {
		Keys(words[i%len(words)])
	}
}
