package papers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

const odtMark = "mimetype"

// archive opens a file of parts and refuses one that no office program writes.
func archive(b []byte) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, refused("papers.damaged")
	}
	if len(z.File) > maxParts {
		return nil, refused("papers.bomb")
	}
	for _, f := range z.File {
		switch {
		case strings.Contains(f.Name, "\\") || path.IsAbs(f.Name) || path.Clean("/"+f.Name) != "/"+strings.TrimSuffix(f.Name, "/"):
			return nil, refused("papers.damaged")
		case f.Flags&1 != 0:
			return nil, refused("papers.encrypted")
		case strings.EqualFold(path.Base(f.Name), "vbaProject.bin"):
			return nil, refused("papers.macros")
		}
	}
	return z, nil
}

// sortOfZip tells the documents of office programs from other archives.
func sortOfZip(b []byte) (Sort, error) {
	z, err := archive(b)
	if err != nil {
		return "", err
	}
	if stated(z) {
		return "", refused("papers.bomb")
	}
	if len(z.File) > 0 && z.File[0].Name == odtMark {
		mark, err := part(z, odtMark)
		if err == nil && string(mark) == string(ODT) && has(z, "content.xml") {
			return ODT, nil
		}
		return "", refused("papers.sort")
	}
	if has(z, "[Content_Types].xml") && has(z, "word/document.xml") {
		return DOCX, nil
	}
	return "", refused("papers.sort")
}

// stated reports whether an archive itself says that its parts, or the one with the
// words, are larger than anything people write. What lies about it is stopped when it
// is unpacked.
func stated(z *zip.Reader) bool {
	var total uint64
	for _, f := range z.File {
		words := f.Name == "word/document.xml" || f.Name == "content.xml"
		if words && f.UncompressedSize64 > maxPart || f.UncompressedSize64 > maxUnpacked {
			return true
		}
		total += f.UncompressedSize64
	}
	return total > maxUnpacked
}

func has(z *zip.Reader, name string) bool {
	for _, f := range z.File {
		if f.Name == name {
			return true
		}
	}
	return false
}

// part unpacks one part, up to the limit whatever size it states.
func part(z *zip.Reader, name string) ([]byte, error) {
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, refused("papers.damaged")
		}
		b, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		if err := errors.Join(err, r.Close()); err != nil {
			return nil, refused("papers.damaged")
		}
		if len(b) > maxPart {
			return nil, refused("papers.bomb")
		}
		return b, nil
	}
	return nil, nil
}

// walk calls begin, end and text with what a part holds. A part with a DOCTYPE,
// with elements too deep in one another or with broken XML is refused.
func walk(b []byte, begin func(xml.StartElement), end func(xml.EndElement), text func([]byte)) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	depth := 0
	for {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case err != nil:
			return refused("papers.damaged")
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return refused("papers.bomb")
			}
			begin(t)
		case xml.EndElement:
			if depth--; depth < 0 {
				return refused("papers.damaged")
			}
			end(t)
		case xml.CharData:
			text(t)
		case xml.Directive:
			return refused("papers.damaged")
		}
	}
}

// attribute is the value of an attribute by its name without a prefix.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
