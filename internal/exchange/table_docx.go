package exchange

import (
	"io"
	"strconv"
	"strings"
)

const wordTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const wordRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// wordStyles are a text of 10 points, a title and headings that a reader's
// program lists as the structure of the document.
func wordStyles(language string) string {
	heading := func(id, name, size string, level int) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>` +
			`<w:pPr><w:keepNext/><w:spacing w:before="120" w:after="60"/><w:outlineLvl w:val="` + strconv.Itoa(level) + `"/></w:pPr><w:rPr><w:b/><w:sz w:val="` + size + `"/></w:rPr></w:style>`
	}
	return `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="20"/><w:lang w:val="` + language + `"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		heading("Heading1", "heading 1", "32", 0) + heading("Heading2", "heading 2", "22", 1) + `</w:styles>`
}

// WriteDOCX writes a table as a document on landscape pages: a heading, the
// facts, and one table whose head is repeated on every page and whose headings
// span it.
func WriteDOCX(w io.Writer, t Table) error {
	p := newPack(w, t.Made)
	p.file("[Content_Types].xml", wordTypes)
	p.file("_rels/.rels", relations("word/document.xml", ""))
	p.core(t)
	p.file("word/_rels/document.xml.rels", wordRelations)
	p.file("word/styles.xml", wordStyles(t.Language))
	p.begin("word/document.xml")
	p.raw(`<w:document `, wordSpace, `><w:body>`)
	p.paragraph("Heading1", t.Title)
	for _, fact := range t.Facts {
		p.paragraph("", fact)
	}
	widths := spread(t.Widths, 14570) // twentieths of a point between the margins of a landscape A4
	p.raw(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		p.raw(`<w:`, side, ` w:val="single" w:sz="4" w:space="0" w:color="808080"/>`)
	}
	p.raw(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="`)
	p.text(t.Title)
	p.raw(`"/></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		p.raw(`<w:gridCol w:w="`, strconv.Itoa(width), `"/>`)
	}
	p.raw(`</w:tblGrid>`)
	p.wordRow(t.Head, widths, true)
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		if row.Heading != "" {
			p.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="`, strconv.Itoa(len(widths)), `"/><w:shd w:val="clear" w:color="auto" w:fill="F2EFE7"/></w:tcPr>`)
			p.paragraph("Heading2", row.Heading)
			p.raw(`</w:tc></w:tr>`)
			continue
		}
		p.wordRow(row.Cells, widths, false)
	}
	p.raw(`</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return p.close()
}

func (p *pack) wordRow(cells []string, widths []int, head bool) {
	p.raw(`<w:tr>`)
	if head {
		p.raw(`<w:trPr><w:tblHeader/></w:trPr>`)
	}
	for i, width := range widths {
		p.raw(`<w:tc><w:tcPr><w:tcW w:w="`, strconv.Itoa(width), `" w:type="dxa"/></w:tcPr><w:p>`)
		if i < len(cells) {
			p.run(cells[i], head)
		}
		p.raw(`</w:p></w:tc>`)
	}
	p.raw(`</w:tr>`)
}

func (p *pack) paragraph(style, text string) {
	p.raw(`<w:p>`)
	if style != "" {
		p.raw(`<w:pPr><w:pStyle w:val="`, style, `"/></w:pPr>`)
	}
	p.run(text, false)
	p.raw(`</w:p>`)
}

// run writes text with its line breaks.
func (p *pack) run(text string, bold bool) {
	p.raw(`<w:r>`)
	if bold {
		p.raw(`<w:rPr><w:b/></w:rPr>`)
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			p.raw(`<w:br/>`)
		}
		p.raw(`<w:t xml:space="preserve">`)
		p.text(strings.TrimRight(line, "\r"))
		p.raw(`</w:t>`)
	}
	p.raw(`</w:r>`)
}

// spread shares a width out among columns.
func spread(parts []int, whole int) []int {
	sum := 0
	for _, n := range parts {
		sum += n
	}
	widths := make([]int, len(parts))
	for i, n := range parts {
		widths[i] = whole * n / max(1, sum)
	}
	return widths
}
