package lawtext

import (
	"strings"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
)

// RepairKind is what sort of damage was found in a file.
type RepairKind string

// The kinds of repair. A lost character cannot be repaired and is reported.
const (
	ByteOrderMark RepairKind = "byte_order_mark" // removed
	LineEnd       RepairKind = "line_end"        // CR and CRLF made LF
	Control       RepairKind = "control"         // Windows-1257 controls made the characters meant; others removed
	SoftHyphen    RepairKind = "soft_hyphen"     // removed
	ZeroWidth     RepairKind = "zero_width"      // removed
	Lost          RepairKind = "lost"            // U+FFFD, kept
)

// Repair is damage found in one line of a file.
type Repair struct {
	Line  int // from 1
	Kind  RepairKind
	Count int
}

// windows1257 gives the characters meant by stray control characters 0x80–0x9F:
// what Windows-1257 has there. Zero where it has nothing.
var windows1257 = [32]rune{'€', 0, '‚', 0, '„', '…', '†', '‡', 0, '‰', 0, '‹', 0, '¨', 'ˇ', '¸', 0, '‘', '’', '“', '”', '•', '–', '—', 0, '™', 0, '›', 0, '¯', '˛', 0}

// Clean makes the text of a file fit to be kept: it repairs what is sure and
// reports each repair by line. It refuses, as fault Invalid, what is not UTF-8
// or not a text at all. No-break spaces stay: they belong to the text.
func Clean(raw []byte) (text string, repairs []Repair, err error) {
	if line, ok := invalidLine(raw); !ok {
		return "", nil, fault.New(fault.Invalid, "lawtext.not_utf8", line)
	}
	c := cleaner{line: 1}
	c.out.Grow(len(raw))
	for i := 0; i < len(raw); {
		if b := raw[i]; b >= ' ' && b < 0x7F {
			c.out.WriteByte(b)
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if r == 0 {
			return "", nil, fault.New(fault.Invalid, "lawtext.binary", c.line)
		}
		i += size
		if r == '\r' && i < len(raw) && raw[i] == '\n' {
			c.note(LineEnd)
			continue
		}
		c.put(r, i == size)
	}
	if c.controls > 16 && c.controls*100 > len(raw) {
		return "", nil, fault.New(fault.Invalid, "lawtext.binary", 1)
	}
	return c.out.String(), c.repairs, nil
}

// invalidLine finds the first line that is not valid UTF-8.
func invalidLine(raw []byte) (int, bool) {
	if utf8.Valid(raw) {
		return 0, true
	}
	line := 1
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		i += size
	}
	return line, false
}

type cleaner struct {
	out      strings.Builder
	repairs  []Repair
	line     int
	controls int
}

func (c *cleaner) note(k RepairKind) {
	for i := len(c.repairs) - 1; i >= 0 && c.repairs[i].Line == c.line; i-- {
		if c.repairs[i].Kind == k {
			c.repairs[i].Count++
			return
		}
	}
	c.repairs = append(c.repairs, Repair{c.line, k, 1})
}

func (c *cleaner) put(r rune, first bool) {
	switch {
	case r == '\n':
		c.line++
		c.out.WriteByte('\n')
	case r == '\t':
		c.out.WriteByte('\t')
	case r == '\r', r == '\v', r == '\f', r == '\u2028', r == '\u2029':
		c.note(LineEnd)
		c.line++
		c.out.WriteByte('\n')
	case r < ' ' || r == 0x7F:
		c.controls++
		c.note(Control)
	case r >= 0x80 && r <= 0x9F:
		c.note(Control)
		if meant := windows1257[r-0x80]; meant != 0 {
			c.out.WriteRune(meant)
		}
	case r == 0xFEFF && first:
		c.note(ByteOrderMark)
	case r == 0xFEFF || r == 0x200B:
		c.note(ZeroWidth)
	case r == 0xAD:
		c.note(SoftHyphen)
	case r == utf8.RuneError:
		c.note(Lost)
		c.out.WriteRune(r)
	default:
		c.out.WriteRune(r)
	}
}
