package exchange

import (
	"io"
	"strconv"
	"unicode/utf8"
)

const sheetTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
	`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
	`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const sheetRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`

const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

// The styles of cells, by their place in sheetStyles: as a spreadsheet has them,
// text over several lines, and bold.
const (
	plainCell = iota
	textCell
	headCell
)

const sheetStyles = `<styleSheet ` + sheetSpace + `><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`

// maxCell is the longest text that a cell of a spreadsheet can hold.
const maxCell = 32_767

// WriteXLSX writes a table as a workbook with one sheet: the head in the first
// row, which stays in sight and is repeated on every printed page. Every cell is
// a text, and none can be taken for a formula.
func WriteXLSX(w io.Writer, t Table) error {
	p := newPack(w, t.Made)
	p.file("[Content_Types].xml", sheetTypes)
	p.file("_rels/.rels", relations("xl/workbook.xml", ""))
	p.core(t)
	p.file("xl/_rels/workbook.xml.rels", sheetRelations)
	p.file("xl/styles.xml", sheetStyles)
	p.file("xl/workbook.xml", `<workbook `, sheetSpace, ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Tabel" sheetId="1" r:id="rId1"/></sheets>`,
		`<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">Tabel!$1:$1</definedName></definedNames></workbook>`)
	p.begin("xl/worksheets/sheet1.xml")
	p.raw(`<worksheet `, sheetSpace, `><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, width := range spread(t.Widths, 160) {
		n := strconv.Itoa(i + 1)
		p.raw(`<col min="`, n, `" max="`, n, `" width="`, strconv.Itoa(width), `" customWidth="1"/>`)
	}
	p.raw(`</cols><sheetData>`)
	p.sheetRow(1, t.Head, headCell)
	n := 1
	for _, fact := range t.Facts {
		n++
		p.sheetRow(n, []string{fact}, plainCell)
	}
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		n++
		if row.Heading != "" {
			p.sheetRow(n, []string{row.Heading}, headCell)
			continue
		}
		p.sheetRow(n, row.Cells, textCell)
	}
	p.raw(`</sheetData><pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`)
	return p.close()
}

func (p *pack) sheetRow(n int, cells []string, style int) {
	p.raw(`<row r="`, strconv.Itoa(n), `">`)
	for i, c := range cells {
		p.raw(`<c r="`, column(i), strconv.Itoa(n), `" s="`, strconv.Itoa(style), `" t="inlineStr"><is><t xml:space="preserve">`)
		p.text(shortened(Cell(c), maxCell))
		p.raw(`</t></is></c>`)
	}
	p.raw(`</row>`)
}

// column is the letters of a column, from 0.
func column(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return column(i/26-1) + string(rune('A'+i%26))
}

// shortened cuts what a cell cannot hold.
func shortened(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
