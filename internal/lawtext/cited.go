package lawtext

import (
	"strconv"
	"strings"
)

// CiteAddress names the provision at an address as lawyers do, without the text:
// "§ 12¹ lg 2" for para12b1lg2. Of two with one number both are named so. What is
// no address is returned as it is.
func CiteAddress(address string) string {
	var parts []string
	for rest := address; rest != ""; {
		kind, after := markOf(rest)
		if kind == Root {
			return address
		}
		end := 0
		for end < len(after) && (after[end] >= '0' && after[end] <= '9' || end == 0 && kind == Subpoint) {
			end++
		}
		n := Node{Kind: kind}
		switch {
		case kind == Subpoint && end > 0:
			n.Number.N = int(after[0]-'a') + 1
		case end > 0:
			n.Number.N, _ = strconv.Atoi(after[:end])
		}
		rest = after[end:]
		n.Number.Sup, rest = cutDigits(rest, "b")
		_, rest = cutDigits(rest, "x")
		parts = append(parts, citation(&n))
	}
	return strings.Join(parts, " ")
}

// markOf reads the mark that an address begins with; Root when there is none.
func markOf(s string) (kind Kind, rest string) {
	for k, mark := range marks {
		if mark != "" && strings.HasPrefix(s, mark) && len(mark) > len(marks[kind]) {
			kind = Kind(k)
		}
	}
	return kind, s[len(marks[kind]):]
}

// cutDigits reads a number after a letter, if there is one.
func cutDigits(s, letter string) (n int, rest string) {
	after, ok := strings.CutPrefix(s, letter)
	end := 0
	for ok && end < len(after) && after[end] >= '0' && after[end] <= '9' {
		end++
	}
	if end == 0 {
		return 0, s
	}
	n, _ = strconv.Atoi(after[:end])
	return n, after[end:]
}
