package cite

import (
	"regexp"
	"strings"
)

// Publication is a mark such as "[RT I, 20.12.2023, 40 - jõust. 23.12.2023]": in
// which issue of Riigi Teataja the act stands that brought a wording about.
type Publication struct {
	Issue  string // "RT I, 20.12.2023, 40" or "RT I 2007, 13, 69"
	From   string // the day from which it applies, as written; empty when none is
	Repeal bool   // it ended the wording
}

var (
	publicationMark = regexp.MustCompile(`\[([^\[\]]{0,200}?)\b(RTL?(?:\s+(?:I{1,3}|IV))?),?\s+((?:\d{4}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})(?:,\s*\d{1,4}){1,2})([^\[\]]{0,300})\]`)
	appliesFrom     = regexp.MustCompile(`jõust\.?\s*(?:alates\s+)?(\d{1,2}\.\s?\d{1,2}\.\s?\d{4})`)
	marksRepeal     = regexp.MustCompile(`(?i)kehtetu|välja jäetud`)
	blanks          = regexp.MustCompile(`\s+`)
)

// Publications returns the publication marks in a text, each issue once.
func Publications(text string) []Publication {
	if !strings.Contains(text, "[") || !strings.Contains(text, "RT") {
		return nil
	}
	var list []Publication
	seen := map[string]bool{}
	for _, m := range publicationMark.FindAllStringSubmatch(text, -1) {
		p := Publication{Issue: issue(m[2], m[3]), Repeal: marksRepeal.MatchString(m[1] + m[4])}
		if from := appliesFrom.FindStringSubmatch(m[4]); from != nil {
			p.From = strings.ReplaceAll(from[1], " ", "")
		}
		if !seen[p.Issue] {
			seen[p.Issue] = true
			list = append(list, p)
		}
	}
	return list
}

// issue writes a place in Riigi Teataja as it is cited: with a comma after the
// part where a day stands, without where a year.
func issue(part, rest string) string {
	part = blanks.ReplaceAllString(part, " ")
	rest = blanks.ReplaceAllString(rest, " ")
	day, numbers, _ := strings.Cut(rest, ",")
	if day = strings.ReplaceAll(day, " ", ""); strings.Contains(day, ".") {
		part += ","
	}
	var fields []string
	for _, n := range strings.Split(numbers, ",") {
		fields = append(fields, strings.TrimSpace(n))
	}
	return part + " " + day + ", " + strings.Join(fields, ", ")
}

// Act is the number under which Riigi Teataja keeps what stands in an issue, as
// in its address: 120122023040 for RT I, 20.12.2023, 40. It is empty for issues
// that are cited by year, of which the number does not follow.
func (p Publication) Act() string {
	m := numberedIssue.FindStringSubmatch(p.Issue)
	if m == nil {
		return ""
	}
	pad := func(s string, n int) string { return strings.Repeat("0", max(0, n-len(s))) + s }
	part := map[string]string{"I": "1", "II": "2", "III": "3", "IV": "4"}[m[1]]
	return part + pad(m[2], 2) + pad(m[3], 2) + m[4] + pad(m[5], 3)
}

var numberedIssue = regexp.MustCompile(`^RT (I{1,3}|IV), (\d{1,2})\.(\d{1,2})\.(\d{4}), (\d{1,3})$`)
