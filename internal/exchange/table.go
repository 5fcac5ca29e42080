package exchange

import (
	"archive/zip"
	"encoding/csv"
	"encoding/xml"
	"io"
	"iter"
	"strings"
	"time"
)

// Table is what is written as a file: a title, facts about it, and rows under
// one head. Rows come one by one, so that a long table is never in memory whole.
type Table struct {
	Title    string
	Language string   // of the texts, such as et
	Facts    []string // one a line, above the rows
	Head     []string
	Widths   []int // of the columns, relative to one another
	Made     time.Time
	Rows     iter.Seq2[Row, error]
}

// Row is a row of a table, or a heading over those that follow.
type Row struct {
	Heading string
	Cells   []string
}

// Media types of the formats of tables.
const (
	CSVType  = "text/csv; charset=utf-8"
	DOCXType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSXType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Cell keeps a spreadsheet from taking a text for a formula.
func Cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// WriteCSV writes a table as RFC 4180 with a byte order mark, by which
// spreadsheets know UTF-8. Headings fill a first column of their own.
func WriteCSV(w io.Writer, t Table, group string) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, 0, len(t.Head)+1)
	write := func(first string, cells []string) error {
		line = line[:0]
		if group != "" {
			line = append(line, Cell(first))
		}
		for _, c := range cells {
			line = append(line, Cell(c))
		}
		return out.Write(line)
	}
	if err := write(group, t.Head); err != nil {
		return err
	}
	heading := ""
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		if row.Heading != "" {
			heading = row.Heading
			continue
		}
		if err := write(heading, row.Cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// pack is a zip file of XML parts being written in order.
type pack struct {
	zip  *zip.Writer
	part io.Writer
	made time.Time
	err  error
}

// begin starts the next part; what is written from now on belongs to it.
func (p *pack) begin(name string) {
	if p.err == nil {
		p.part, p.err = p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.made})
	}
	p.raw(xml.Header)
}

// raw writes markup of ours.
func (p *pack) raw(markup ...string) {
	for _, s := range markup {
		if p.err == nil {
			_, p.err = io.WriteString(p.part, s)
		}
	}
}

// text writes what people wrote. What XML cannot hold is replaced.
func (p *pack) text(s string) {
	if p.err == nil {
		p.err = xml.EscapeText(p.part, []byte(s))
	}
}

// file writes a part that is the same in every table.
func (p *pack) file(name string, markup ...string) {
	p.begin(name)
	p.raw(markup...)
}

// close finishes the file and returns the first thing that went wrong.
func (p *pack) close() error {
	if p.err != nil {
		return p.err
	}
	return p.zip.Close()
}

func newPack(w io.Writer, made time.Time) *pack {
	return &pack{zip: zip.NewWriter(w), made: made.UTC()}
}

// core is who made the file and when, as both formats keep it.
func (p *pack) core(t Table) {
	p.begin("docProps/core.xml")
	p.raw(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	p.text(t.Title)
	p.raw(`</dc:title><dc:creator>Eelnõu</dc:creator><dc:language>`)
	p.text(t.Language)
	p.raw(`</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">`, t.Made.UTC().Format(time.RFC3339), `</dcterms:created></cp:coreProperties>`)
}

// relations is the part that says where a format's main part is.
func relations(main, kind string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="` + main + `"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` + kind +
		`</Relationships>`
}
