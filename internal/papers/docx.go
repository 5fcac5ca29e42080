package papers

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// docxText reads the words of a DOCX with its automatic numbers and raised
// digits. What was deleted with changes tracked, and fields' codes, are left out.
func docxText(b []byte) (string, error) {
	z, err := archive(b)
	if err != nil {
		return "", err
	}
	body, err := part(z, "word/document.xml")
	if err != nil {
		return "", err
	}
	numbers, err := part(z, "word/numbering.xml")
	if err != nil {
		return "", err
	}
	r := docxReader{}
	if r.lists, err = readNumbering(numbers); err != nil {
		return "", err
	}
	if err := walk(body, r.begin, r.end, r.text); err != nil {
		return "", err
	}
	r.close()
	return r.out.String(), nil
}

// docxReader walks over word/document.xml.
type docxReader struct {
	paragraphs
	lists  numbering
	skip   int // depth within what is left out
	inText bool
	raise  bool
	list   string // of the paragraph: which numbering
	indent int    // and at which level
}

func (r *docxReader) begin(e xml.StartElement) {
	if r.skip > 0 {
		r.skip++
		return
	}
	switch e.Name.Local {
	case "del", "moveFrom", "Fallback", "instrText", "delText", "txbxContent":
		r.skip = 1
	case "p":
		r.raise, r.list, r.indent = false, "", 0
	case "pStyle":
		r.level = headingLevel(attribute(e, "val"))
	case "outlineLvl":
		if n, err := strconv.Atoi(attribute(e, "val")); err == nil && n >= 0 && n < 9 {
			r.level = n + 1
		}
	case "numId":
		r.list = attribute(e, "val")
	case "ilvl":
		r.indent, _ = strconv.Atoi(attribute(e, "val"))
	case "r":
		r.raise = false
	case "vertAlign":
		r.raise = attribute(e, "val") == "superscript"
	case "t":
		r.inText = true
	case "tab":
		r.add(" ")
	case "br", "cr":
		r.add("\n")
	case "noBreakHyphen":
		r.add("-")
	case "tbl":
		r.cells++
	case "tc":
		if r.cells == 1 {
			r.row = append(r.row, "")
		}
	}
}

func (r *docxReader) end(e xml.EndElement) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch e.Name.Local {
	case "t":
		r.inText = false
	case "pPr":
		// A tab stop in the properties of a paragraph is no word of it.
		r.now.Reset()
	case "p":
		if r.list != "" && strings.TrimSpace(r.now.String()) != "" {
			r.mark = r.lists.next(r.list, r.indent)
		}
		r.close()
	case "tr":
		if r.cells == 1 {
			r.closeRow()
		}
	case "tbl":
		r.cells = max(0, r.cells-1)
	}
}

func (r *docxReader) text(b []byte) {
	if !r.inText || r.skip > 0 || r.full {
		return
	}
	if r.raise {
		r.add(raised(string(b)))
		return
	}
	r.add(string(b))
}

// headingLevel is the level that a style's name gives: Heading1, Pealkiri2.
func headingLevel(style string) int {
	low := strings.ToLower(style)
	for _, name := range []string{"heading", "pealkiri", "title"} {
		if rest, ok := strings.CutPrefix(low, name); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil && n > 0 && n <= 9 {
				return n
			}
			if rest == "" {
				return 1
			}
		}
	}
	return 0
}
