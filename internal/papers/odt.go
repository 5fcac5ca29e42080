package papers

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// odtText reads the words of an ODT with its raised digits.
func odtText(b []byte) (string, error) {
	z, err := archive(b)
	if err != nil {
		return "", err
	}
	body, err := part(z, "content.xml")
	if err != nil {
		return "", err
	}
	r := odtReader{raising: map[string]bool{}}
	if err := walk(body, r.begin, r.end, r.text); err != nil {
		return "", err
	}
	r.close()
	return r.out.String(), nil
}

// odtReader walks over content.xml.
type odtReader struct {
	paragraphs
	raising map[string]bool // styles that raise their words
	style   string          // being defined
	spans   []bool          // whether each span around raises
	depth   int             // of paragraphs, which may stand in frames of others
	skip    int
}

func (r *odtReader) begin(e xml.StartElement) {
	if r.skip > 0 {
		r.skip++
		return
	}
	switch e.Name.Local {
	case "annotation", "tracked-changes", "note":
		r.skip = 1
	case "style":
		r.style = attribute(e, "name")
	case "text-properties":
		if r.style != "" && strings.HasPrefix(attribute(e, "text-position"), "super") {
			r.raising[r.style] = true
		}
	case "p", "h":
		r.open(e)
	case "span":
		r.spans = append(r.spans, r.raising[attribute(e, "style-name")])
	case "s":
		n, _ := strconv.Atoi(attribute(e, "c"))
		r.add(strings.Repeat(" ", min(max(n, 1), 100)))
	case "tab":
		r.add(" ")
	case "line-break":
		r.add("\n")
	case "table":
		r.cells++
	case "table-cell":
		if r.cells == 1 {
			r.row = append(r.row, "")
		}
	}
}

func (r *odtReader) open(e xml.StartElement) {
	if r.depth == 0 && e.Name.Local == "h" {
		r.level = 1
		if n, err := strconv.Atoi(attribute(e, "outline-level")); err == nil && n > 0 {
			r.level = n
		}
	}
	r.depth++
}

func (r *odtReader) end(e xml.EndElement) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch e.Name.Local {
	case "style":
		r.style = ""
	case "span":
		r.spans = r.spans[:max(0, len(r.spans)-1)]
	case "p", "h":
		if r.depth--; r.depth <= 0 {
			r.depth = 0
			r.close()
		}
	case "table-row":
		if r.cells == 1 {
			r.closeRow()
		}
	case "table":
		r.cells = max(0, r.cells-1)
	}
}

func (r *odtReader) text(b []byte) {
	if r.depth == 0 || r.skip > 0 || r.full {
		return
	}
	if n := len(r.spans); n > 0 && r.spans[n-1] {
		r.add(raised(string(b)))
		return
	}
	r.add(string(b))
}
