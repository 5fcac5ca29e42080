package compare

import (
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// otherDate reports whether two short paragraphs without a number are one line with
// another date: "Jõustunud 01.01.2026", "17. detsember 2008". Of so few words too
// many change for likeness alone to tell.
func (al *aligner) otherDate(i, j int) bool {
	if al.a.t.Nodes[i].Kind != lawtext.Paragraph || al.b.t.Nodes[j].Kind != lawtext.Paragraph {
		return false
	}
	x, dated := undated(al.a.t.Text(i))
	if !dated {
		return false
	}
	y, dated := undated(al.b.t.Text(j))
	return dated && x == y
}

// longestDated is how long a line with a date may be, in bytes.
const longestDated = 120

// months are what names of months begin with, in the languages of texts.
var months = []string{
	"jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli", "august", "septemb", "oktoob", "novemb", "detsemb",
	"january", "february", "march", "april", "may", "june", "july", "october", "decemb",
	"январ", "феврал", "март", "апрел", "мая", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
}

// undated is a line without what its date says, and whether it has one: a year,
// and a month in digits or by name.
func undated(line string) (rest string, dated bool) {
	if len(line) > longestDated || !hasYear(line) {
		return "", false
	}
	var kept []string
	year, numbers, named := false, 0, false
	for _, word := range strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch {
		case strings.Trim(word, "0123456789") == "":
			year = year || len(word) == 4
			numbers++
		case isMonth(word):
			named = true
		default:
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " "), year && (named || numbers > 2)
}

// hasYear reports whether a line has four digits in a row: most have not, and that
// is soon seen.
func hasYear(line string) bool {
	run := 0
	for i := 0; i < len(line) && run < 4; i++ {
		if run++; line[i] < '0' || line[i] > '9' {
			run = 0
		}
	}
	return run == 4
}

func isMonth(word string) bool {
	for _, m := range months {
		if strings.HasPrefix(word, m) && len(word) <= len(m)+len("ikuudel") {
			return true
		}
	}
	return false
}
