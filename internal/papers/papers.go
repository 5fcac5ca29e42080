// Package papers reads the files that people send: letters, annexes, scans. It
// says by the content alone what sort a file is and reads the words in it.
//
// Nothing in a file is believed: not its name, not the sizes it states. Every
// reading stops at a limit, before and after unpacking; DOCTYPE and entities,
// macros, encrypted files and files that are of two sorts at once are refused.
// Everything refused is a fault with a sentence for the person who sent it.
package papers

import (
	"bytes"
	"image"
	_ "image/jpeg" // sorts of picture that are known
	_ "image/png"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
)

// Sort is what a file is, as a media type.
type Sort string

// The sorts that are accepted.
const (
	PDF   Sort = "application/pdf"
	DOCX  Sort = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	ODT   Sort = "application/vnd.oasis.opendocument.text"
	PNG   Sort = "image/png"
	JPEG  Sort = "image/jpeg"
	Plain Sort = "text/plain"
)

// The limits, in bytes unless said otherwise.
const (
	MaxFile     = 10 << 20  // of one file
	MaxText     = 2_000_000 // of the words of one file
	maxPart     = 32 << 20  // of one part, unpacked
	maxUnpacked = 256 << 20 // of all parts, as the archive states
	maxParts    = 5_000     // in one file
	maxDepth    = 200       // of elements in one another
	maxPixels   = 60_000_000
)

// Reasons for which a file is refused.
func refused(key string, args ...any) error { return fault.New(fault.Invalid, key, args...) }

// SortOf says what sort a file is. A sort that is not accepted, and a file that
// is not what it begins as, is Invalid.
func SortOf(b []byte) (Sort, error) {
	if len(b) > MaxFile {
		return "", refused("papers.too_large", MaxFile>>20)
	}
	switch {
	case len(b) == 0:
		return "", refused("papers.empty")
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return alone(b, PDF)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return sortOfZip(b)
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return picture(b, PNG)
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return picture(b, JPEG)
	}
	if text, ok := plain(b); ok && !markup(text) {
		return Plain, nil
	}
	return "", refused("papers.sort")
}

// alone refuses a file that can be read as an archive too: what a reader shows
// and what an unpacker finds would be two things.
func alone(b []byte, s Sort) (Sort, error) {
	if bytes.Contains(b[max(0, len(b)-70_000):], []byte("PK\x05\x06")) {
		return "", refused("papers.two_sorts")
	}
	return s, nil
}

func picture(b []byte, s Sort) (Sort, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || "image/"+format != string(s) {
		return "", refused("papers.damaged")
	}
	if c.Width*c.Height > maxPixels {
		return "", refused("papers.picture_large")
	}
	return alone(b, s)
}

// plain is a file as text, without a byte order mark.
func plain(b []byte) (string, bool) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if !utf8.Valid(b) || bytes.IndexByte(b, 0) >= 0 {
		return "", false
	}
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			return "", false
		}
	}
	return string(b), true
}

// markup reports a text that a browser might take for a page or a picture.
func markup(text string) bool {
	head := strings.TrimSpace(text)
	return strings.HasPrefix(head, "<") || !strings.HasPrefix(http.DetectContentType([]byte(head)), "text/plain")
}

// Text returns the words of a file as paragraphs with an empty line between
// them, headings with # before them. Of a picture there are none. It is cut at
// MaxText. The caller bounds the time and runs it where a panic in a damaged
// file does no harm.
func Text(b []byte, s Sort) (string, error) {
	var text string
	var err error
	switch s {
	case Plain:
		text, _ = plain(b)
		text = strings.ReplaceAll(text, "\r\n", "\n")
	case DOCX:
		text, err = docxText(b)
	case ODT:
		text, err = odtText(b)
	case PDF:
		text, err = pdfText(b)
	}
	return cut(text), err
}

// cut shortens a text to the limit at the end of a character.
func cut(text string) string {
	if len(text) <= MaxText {
		return text
	}
	n := MaxText
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
