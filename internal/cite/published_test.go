package cite

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"
)

// TestPublications: marks as Riigi Teataja writes them, and what looks like one.
func TestPublications(t *testing.T) {
	for text, want := range map[string][]Publication{
		"Tasu. [RT I, 20.12.2023, 40 - jõust. 23.12.2023]":               {{Issue: "RT I, 20.12.2023, 40", From: "23.12.2023"}},
		"[RT I 2007, 13, 69– jõust. 15.03.2007]":                         {{Issue: "RT I 2007, 13, 69", From: "15.03.2007"}},
		"[RT I, 2015, 3, 1 - jõust. 01.07.2015]":                         {{Issue: "RT I 2015, 3, 1", From: "01.07.2015"}},
		"[Kehtetu - RT I, 05.07.2013, 2 - jõust. 15.07.2013]":            {{Issue: "RT I, 05.07.2013, 2", From: "15.07.2013", Repeal: true}},
		"[Paragrahv 37 kehtetu alates 1. 10. 2003 - RT I 2003, 26, 158]": {{Issue: "RT I 2003, 26, 158", Repeal: true}},
		"[RTL 2007, 88, 1477 - jõust. 26.11.2007]":                       {{Issue: "RTL 2007, 88, 1477", From: "26.11.2007"}},
		"[RT I 2001, 3, 4 - jõust. vastavalt määruse §-le 5]":            {{Issue: "RT I 2001, 3, 4"}},
		"[RT I, 1.02.2020, 3 - jõust. 1. 03. 2020] [RT I, 1.02.2020, 3]": {{Issue: "RT I, 1.02.2020, 3", From: "1.03.2020"}},
		"Muudetakse redaktsiooni avaldamismärkega RT I, 10.01.2025, 4.":  nil,
		"[Lõige 5 jõustub 1. 01. 2004]":                                  nil,
		"[Tvk m 01.02.2003 nr 4 - jõust. 05.02.2003]":                    nil,
		"[vt RT I]":           nil,
		"[ARTIKKEL 2007, 13]": nil,
	} {
		if got := Publications(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
}

// TestNumberOfAnIssue: the number follows from a day, not from a year.
func TestNumberOfAnIssue(t *testing.T) {
	for issue, want := range map[string]string{
		"RT IV, 07.06.2023, 7": "407062023007", "RT I, 1.2.2020, 33": "101022020033", "RT I 2007, 13, 69": "", "RTL 2007, 88, 1477": "",
	} {
		if got := (Publication{Issue: issue}).Act(); got != want {
			t.Errorf("%s: %q, want %q", issue, got, want)
		}
	}
}

// TestPublicationsOfLaws: every mark with a place in Riigi Teataja in the corpus is
// read.
func TestPublicationsOfLaws(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/acts/*/*.md")
	if len(files) == 0 {
		t.Skip("no laws in ../shared/corpus")
	}
	any := regexp.MustCompile(`\[[^\[\]]*\bRTL?\b[^\[\]]*\]`)
	read, all := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range any.FindAllString(string(data), -1) {
			all++
			if len(Publications(mark)) == 1 {
				read++
			} else {
				t.Logf("%s: not read: %s", filepath.Base(file), mark)
			}
		}
	}
	if read*100 < all*95 {
		t.Errorf("%d of %d marks are read", read, all)
	}
}
