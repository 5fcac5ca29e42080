package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

func example(rows ...Row) Table {
	return Table{
		Title: "Kooskõlastustabel <1> & muu", Language: "et", Facts: []string{"Koostatud täna."}, Head: []string{"Number", "Arvamus"},
		Widths: []int{1, 3}, Made: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC),
		Rows: func(yield func(Row, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		},
	}
}

var hostile = []Row{
	{Heading: "§ 5 lg 2"},
	{Cells: []string{"26-000001", "=HYPERLINK(\"http://x\")"}},
	{Cells: []string{"26-000002", "@SUM(1)\nteine rida\x01 <w:t>]]>"}},
	{Cells: []string{"26-000003", "+1"}},
	{Cells: []string{"26-000004", "-1"}},
	{Cells: []string{"26-000005", "\t=1"}},
}

// parts reads a file back and checks that every part is XML, that the package
// says of what sort each is, and that what it relates to is there.
func parts(t *testing.T, b []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		found[f.Name] = string(body)
		for d := xml.NewDecoder(bytes.NewReader(body)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	var types struct {
		Override []struct {
			PartName string `xml:"PartName,attr"`
		}
	}
	if err := xml.Unmarshal([]byte(found["[Content_Types].xml"]), &types); err != nil || len(types.Override) < 3 {
		t.Fatalf("content types: %v, %v", types, err)
	}
	for _, o := range types.Override {
		if found[strings.TrimPrefix(o.PartName, "/")] == "" {
			t.Errorf("%s has a type and is not there", o.PartName)
		}
	}
	for name, body := range found {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		var rels struct {
			Relationship []struct {
				Target string `xml:"Target,attr"`
			}
		}
		if err := xml.Unmarshal([]byte(body), &rels); err != nil {
			t.Fatal(err)
		}
		base, _, _ := strings.Cut(name, "_rels/")
		for _, rel := range rels.Relationship {
			if found[base+rel.Target] == "" {
				t.Errorf("%s leads to %s, which is not there", name, rel.Target)
			}
		}
	}
	return found
}

func TestTableDOCX(t *testing.T) {
	var b bytes.Buffer
	if err := WriteDOCX(&b, example(hostile...)); err != nil {
		t.Fatal(err)
	}
	document := parts(t, b.Bytes())["word/document.xml"]
	for _, want := range []string{"<w:tblHeader/>", `w:orient="landscape"`, `w:val="Heading1"`, "Kooskõlastustabel &lt;1&gt; &amp; muu", "<w:br/>", "&lt;w:t&gt;]]&gt;"} {
		if !strings.Contains(document, want) {
			t.Errorf("document lacks %s", want)
		}
	}
	if n := strings.Count(document, "<w:tr>"); n != 1+len(hostile) {
		t.Errorf("%d rows", n)
	}
}

func TestTableXLSX(t *testing.T) {
	var b bytes.Buffer
	if err := WriteXLSX(&b, example(hostile...)); err != nil {
		t.Fatal(err)
	}
	var sheet struct {
		Rows []struct {
			Cells []struct {
				Type string `xml:"t,attr"`
				Text string `xml:"is>t"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	body := parts(t, b.Bytes())["xl/worksheets/sheet1.xml"]
	if err := xml.Unmarshal([]byte(body), &sheet); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(body, "<f>") || len(sheet.Rows) != 2+len(hostile) {
		t.Errorf("%d rows, or a formula", len(sheet.Rows))
	}
	for _, row := range sheet.Rows {
		for _, c := range row.Cells {
			if c.Type != "inlineStr" || c.Text != "" && strings.ContainsRune("=+-@\t\r", rune(c.Text[0])) {
				t.Errorf("cell %q of type %s", c.Text, c.Type)
			}
		}
	}
	if got := column(25) + column(26) + column(702); got != "ZAAAAA" {
		t.Errorf("columns %s", got)
	}
}

func TestTableCSV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, example(hostile...), "Säte"); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != len(hostile) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[1][0] != "§ 5 lg 2" || rows[1][2] != `'=HYPERLINK("http://x")` || rows[5][2] != "'\t=1" {
		t.Errorf("rows are %q", rows)
	}
}

// A reader that fails in the middle leaves an error, never a file that looks
// whole.
func TestTableThatFails(t *testing.T) {
	broken := errors.New("broken")
	for name, write := range map[string]func(io.Writer, Table) error{
		"docx": WriteDOCX, "xlsx": WriteXLSX, "csv": func(w io.Writer, t Table) error { return WriteCSV(w, t, "") },
	} {
		table := example()
		table.Rows = func(yield func(Row, error) bool) { yield(Row{}, broken) }
		if err := write(io.Discard, table); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	rows := make([]Row, 2000)
	for i := range rows {
		rows[i].Cells = []string{fmt.Sprintf("26-%06d", i), strings.Repeat("Palun pikendage tähtaega. ", 20)}
	}
	for name, write := range map[string]func(io.Writer, Table) error{
		"docx": WriteDOCX, "xlsx": WriteXLSX, "csv": func(w io.Writer, t Table) error { return WriteCSV(w, t, "") },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, example(rows...)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
