package papers

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// deepest is how many levels a list of a DOCX can have.
const deepest = 9

// numbering counts the paragraphs of a DOCX that are numbered automatically.
type numbering struct {
	shape  map[string]*[deepest]listLevel // by abstract list
	uses   map[string]string              // list to abstract list
	counts map[string]*[deepest]int
}

// listLevel is how one level of a list is written, such as "%1.%2." in figures.
type listLevel struct {
	format, text string
	start        int
}

func readNumbering(b []byte) (numbering, error) {
	n := numbering{shape: map[string]*[deepest]listLevel{}, uses: map[string]string{}, counts: map[string]*[deepest]int{}}
	if b == nil {
		return n, nil
	}
	abstract, list, level := "", "", -1
	err := walk(b, func(e xml.StartElement) {
		value := attribute(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			abstract, list = attribute(e, "abstractNumId"), ""
			n.shape[abstract] = &[deepest]listLevel{}
		case "num":
			list, abstract = attribute(e, "numId"), ""
		case "abstractNumId":
			if list != "" {
				n.uses[list] = value
			}
		case "lvl":
			level = -1
			if i, err := strconv.Atoi(attribute(e, "ilvl")); err == nil && i >= 0 && i < deepest {
				level = i
			}
		}
		shape := n.shape[abstract]
		if shape == nil || level < 0 {
			return
		}
		switch e.Name.Local {
		case "numFmt":
			shape[level].format = value
		case "lvlText":
			shape[level].text = value
		case "start":
			shape[level].start, _ = strconv.Atoi(value)
		}
	}, func(xml.EndElement) {}, func([]byte) {})
	return n, err
}

// next is the mark of the next paragraph of a list at a level.
func (n *numbering) next(list string, level int) string {
	abstract, known := n.uses[list]
	shape := n.shape[abstract]
	if !known || shape == nil || level < 0 || level >= deepest || shape[level].text == "" {
		return ""
	}
	counts := n.counts[abstract]
	if counts == nil {
		counts = &[deepest]int{}
		for i := range counts {
			counts[i] = shape[i].start - 1
		}
		n.counts[abstract] = counts
	}
	counts[level]++
	for i := level + 1; i < deepest; i++ {
		counts[i] = shape[i].start - 1
	}
	if shape[level].format == "bullet" || shape[level].format == "none" {
		return "–"
	}
	mark := shape[level].text
	for i := range level + 1 {
		mark = strings.ReplaceAll(mark, "%"+strconv.Itoa(i+1), written(shape[i].format, max(counts[i], shape[i].start)))
	}
	return mark
}

// written is a number in the figures of a list.
func written(format string, n int) string {
	switch format {
	case "lowerLetter":
		return letters(n)
	case "upperLetter":
		return strings.ToUpper(letters(n))
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	}
	return strconv.Itoa(n)
}

func letters(n int) string {
	if n < 1 || n > 26*26 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.n {
			b.WriteString(r.s)
			n -= r.n
		}
	}
	return b.String()
}
