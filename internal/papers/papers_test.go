package papers_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/papers"
)

// packed makes an archive of parts: name, content, name, content …
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docx(t testing.TB, body string, more ...string) []byte {
	return packed(t, append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

func odt(t testing.TB, body string) []byte {
	return packed(t, "mimetype", string(papers.ODT), "content.xml", `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s">`+body+`</office:document-content>`)
}

func drawn(t testing.TB, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpg(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }

func TestSortIsByContent(t *testing.T) {
	for name, test := range map[string]struct {
		b    []byte
		want papers.Sort
	}{
		"docx":  {docx(t, ""), papers.DOCX},
		"odt":   {odt(t, ""), papers.ODT},
		"pdf":   {[]byte("%PDF-1.7\n…"), papers.PDF},
		"png":   {drawn(t, png.Encode), papers.PNG},
		"jpeg":  {drawn(t, jpg), papers.JPEG},
		"plain": {[]byte("\ufeffLugupeetud minister\r\n"), papers.Plain},
	} {
		if got, err := papers.SortOf(test.b); got != test.want || err != nil {
			t.Errorf("%s is %q (%v)", name, got, err)
		}
	}
}

// bomb is a small DOCX whose text is 128 MiB unpacked.
func bomb(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	if _, err := z.Create("[Content_Types].xml"); err != nil {
		t.Fatal(err)
	}
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte("<w:p>"), 1<<18)
	for range (1 << 30) / len(chunk) / 8 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHostileFilesAreRefused(t *testing.T) {
	claims := docx(t, "<w:p/>") // states a gibibyte, holds little
	at := bytes.LastIndex(claims, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(claims[at+24:], 1<<30)
	locked := docx(t, "")
	locked[bytes.LastIndex(locked, []byte("PK\x01\x02"))+8] |= 1
	many := make([]string, 0, 12_000)
	for range 6_000 {
		many = append(many, "x", "")
	}
	deep := strings.Repeat("<w:p>", 500) + strings.Repeat("</w:p>", 500)
	for name, test := range map[string]struct {
		b   []byte
		key string
	}{
		"nothing":             {nil, "papers.empty"},
		"too large":           {make([]byte, papers.MaxFile+1), "papers.too_large"},
		"program":             {[]byte("\x7fELF\x02\x01"), "papers.sort"},
		"page":                {[]byte(" <html><script>alert(1)</script>"), "papers.sort"},
		"svg":                 {[]byte("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "papers.sort"},
		"gif":                 {[]byte("GIF89a\x01\x00"), "papers.sort"},
		"other archive":       {packed(t, "a.txt", "tere"), "papers.sort"},
		"odt of other sort":   {packed(t, "mimetype", "application/epub+zip", "content.xml", "<a/>"), "papers.sort"},
		"half an archive":     {docx(t, "")[:40], "papers.damaged"},
		"half a picture":      {drawn(t, png.Encode)[:20], "papers.damaged"},
		"picture and archive": {append(drawn(t, png.Encode), docx(t, "")...), "papers.two_sorts"},
		"pdf and archive":     {append([]byte("%PDF-1.4\n"), docx(t, "")...), "papers.two_sorts"},
		"name with ../":       {docx(t, "", "../../etc/passwd", "x"), "papers.damaged"},
		"absolute name":       {docx(t, "", "/etc/passwd", "x"), "papers.damaged"},
		"name with \\":        {docx(t, "", `..\evil`, "x"), "papers.damaged"},
		"macros":              {docx(t, "", "word/vbaProject.bin", "x"), "papers.macros"},
		"password":            {locked, "papers.encrypted"},
		"many parts":          {packed(t, many...), "papers.bomb"},
		"bomb":                {bomb(t), "papers.bomb"},
		"claims a gibibyte":   {claims, "papers.bomb"},
		"deep":                {docx(t, deep), "papers.bomb"},
		"doctype":             {packed(t, "[Content_Types].xml", "", "word/document.xml", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`), "papers.damaged"},
		"entity":              {docx(t, "<w:t>&lol;</w:t>"), "papers.damaged"},
		"cut xml":             {packed(t, "[Content_Types].xml", "", "word/document.xml", `<a><b>`), "papers.damaged"},
	} {
		sort, err := papers.SortOf(test.b)
		if err == nil {
			_, err = papers.Text(test.b, sort)
		}
		if f := fault.Of(err); f == nil || f.Kind != fault.Invalid || f.Message.Key != test.key {
			t.Errorf("%s: %v, want %s", name, err, test.key)
		}
	}
}

func TestTextOfDOCX(t *testing.T) {
	numbering := `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
	item := func(level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	b := docx(t, `<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Märkused</w:t></w:r></w:p>`+
		item("0", "üks")+item("1", "alla")+item("1", "veel")+item("0", "kaks")+
		`<w:p><w:r><w:t>§ 12</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:t xml:space="preserve"> lõige</w:t><w:tab/><w:t>2</w:t></w:r></w:p>`+
		`<w:p><w:r><w:t>alles</w:t></w:r><w:del><w:r><w:delText>kustutatud</w:delText></w:r></w:del><w:ins><w:r><w:t> uus</w:t></w:r></w:ins></w:p><w:p/>`+
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>§ 5</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ei</w:t></w:r></w:p><w:p><w:r><w:t>toeta.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`,
		"word/numbering.xml", numbering)
	want := "## Märkused\n\n1. üks\n\n1.i) alla\n\n1.ii) veel\n\n2. kaks\n\n§ 12¹ lõige 2\n\nalles uus\n\n§ 5 | Ei toeta."
	if got, err := papers.Text(b, papers.DOCX); got != want || err != nil {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
}

func TestTextOfODT(t *testing.T) {
	b := odt(t, `<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>`+
		`<text:h text:outline-level="1">Märkused</text:h><text:p>§ 12<text:span text:style-name="T1">1</text:span><text:s text:c="2"/>lõige<text:line-break/>kaks<text:note>joonealune</text:note></text:p>`)
	want := "# Märkused\n\n§ 12¹  lõige\nkaks"
	if got, err := papers.Text(b, papers.ODT); got != want || err != nil {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
}

// written is a PDF of one page with a raised number and two paragraphs.
func written(t testing.TB) []byte {
	t.Helper()
	page := "BT /F1 12 Tf 72 700 Td (Palume muuta paragrahvi 12) Tj /F1 7 Tf 5 Ts (1) Tj 0 Ts /F1 12 Tf ( nii:) Tj 0 -14 Td (teine ri-) Tj 0 -14 Td (da.) Tj 0 -60 Td (Uus) Tj 40 0 Td (alus.) Tj ET"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(page), page),
		"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[" + strings.Repeat("600 ", 95) + "]>>",
	}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return []byte(b.String())
}

func TestTextOfPDF(t *testing.T) {
	want := "Palume muuta paragrahvi 12¹ nii:\nteine rida.\n\nUus alus."
	if got, err := papers.Text(written(t), papers.PDF); got != want || err != nil {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
	for n := range len(written(t)) { // cut anywhere, it is read or refused
		_, err := papers.Text(written(t)[:n], papers.PDF)
		if err != nil && fault.Of(err) == nil {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func TestLongTextsAreCut(t *testing.T) {
	b := docx(t, strings.Repeat("<w:p><w:r><w:t>"+strings.Repeat("õ", 1000)+"</w:t></w:r></w:p>", 2000))
	got, err := papers.Text(b, papers.DOCX)
	if err != nil || len(got) > papers.MaxText || len(got) < papers.MaxText*9/10 || strings.ToValidUTF8(got, "?") != got {
		t.Errorf("%d bytes (%v)", len(got), err)
	}
}

// FuzzText reads what is read within the process too.
func FuzzText(f *testing.F) {
	f.Add(docx(f, "<w:p><w:r><w:t>tere</w:t></w:r></w:p>"))
	f.Add(odt(f, "<text:p>tere</text:p>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		sort, err := papers.SortOf(b)
		if err != nil || sort == papers.PDF { // whose parser may never end; callers bound it
			return
		}
		text, err := papers.Text(b, sort)
		if len(text) > papers.MaxText || err != nil && fault.Of(err) == nil {
			t.Fatalf("%d bytes, %v", len(text), err)
		}
	})
}
