package lawtext

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a run of a text's characters that look alike. Text is plain and needs
// the escaping of whatever it is written into.
type Span struct {
	Text   string
	Emph   bool   // italic
	Strong bool   // bold
	Sup    bool   // superscript
	Href   string // address of a link, http or https only; empty when there is none
	From   int    // bytes of the text given to Inline that this run stands for
	To     int
}

// Inline reads the marks inside a block: emphasis, superscripts, links and
// character references. Unpaired marks are plain text. The spans' From and To
// grow but leave gaps where the marks stood.
func Inline(s string) []Span {
	r := inliner{s: s}
	r.run(0, len(s), Span{})
	return r.out
}

// Plain is the text of Inline without any form, superscripts raised: 12¹.
func Plain(s string) string {
	if !strings.ContainsAny(s, "*<&[_\n\\") {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	for _, sp := range Inline(s) {
		if sp.Sup {
			b.WriteString(raiseText(sp.Text))
			continue
		}
		b.WriteString(sp.Text)
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "\n", " "))
}

func raiseText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < '0' || r > '9' {
			return s
		}
		b.WriteRune(superDigits[r-'0'])
	}
	return b.String()
}

// Cells cuts a table row into its cells, white space around them removed. The
// row between head and body of a table, | --- | --- |, has none.
func Cells(row string) []string {
	row = strings.TrimSpace(row)
	if strings.Trim(row, "|-: \t") == "" && strings.Contains(row, "-") {
		return nil
	}
	row = strings.TrimPrefix(row, "|")
	row = strings.TrimSuffix(row, "|")
	cells := strings.Split(row, "|")
	for i, c := range cells {
		cells[i] = strings.TrimSpace(c)
	}
	return cells
}

type inliner struct {
	s   string
	out []Span
}

// put adds the bytes from a to b in a form, joined with the span before when it
// is of the same form and stands next to it.
func (r *inliner) put(a, b int, text string, form Span) {
	if a >= b {
		return
	}
	if n := len(r.out); n > 0 && text == r.s[a:b] {
		l := &r.out[n-1]
		if l.To == a && l.Text == r.s[l.From:l.To] && l.Emph == form.Emph && l.Strong == form.Strong && l.Sup == form.Sup && l.Href == form.Href {
			l.Text = r.s[l.From:b]
			l.To = b
			return
		}
	}
	form.Text, form.From, form.To = text, a, b
	r.out = append(r.out, form)
}

func (r *inliner) run(a, b int, form Span) {
	plain := a
	for i := a; i < b; {
		step := 0
		switch r.s[i] {
		case '<':
			step = r.super(i, b, plain, form)
		case '&':
			step = r.reference(i, b, plain, form)
		case '*':
			step = r.emphasis(i, b, plain, form)
		case '[':
			step = r.link(i, b, plain, form)
		case '\\':
			step = r.escape(i, b, plain, form)
		}
		if step == 0 {
			i++
			continue
		}
		i += step
		plain = i
	}
	r.put(plain, b, r.s[plain:b], form)
}

func (r *inliner) super(i, b, plain int, form Span) int {
	const open, shut = "<sup>", "</sup>"
	if form.Sup || !strings.HasPrefix(r.s[i:b], open) {
		return 0
	}
	inner := i + len(open)
	n := strings.Index(r.s[inner:min(b, inner+200)], shut)
	if n < 0 {
		return 0
	}
	r.put(plain, i, r.s[plain:i], form)
	form.Sup = true
	r.put(inner, inner+n, r.s[inner:inner+n], form)
	return len(open) + n + len(shut)
}

func (r *inliner) reference(i, b, plain int, form Span) int {
	n := strings.IndexByte(r.s[i:min(b, i+12)], ';')
	if n < 0 {
		return 0
	}
	raw := r.s[i : i+n+1]
	text := html.UnescapeString(raw)
	if text == raw || strings.ContainsRune(text, utf8.RuneError) {
		return 0
	}
	r.put(plain, i, r.s[plain:i], form)
	r.put(i, i+n+1, text, form)
	return n + 1
}

// emphasis reads *a* and **a**. The opening mark stands before a character that
// is not space, the closing one after such a character; "6270*" is a mark of
// the text itself.
func (r *inliner) emphasis(i, b, plain int, form Span) int {
	mark := "*"
	if strings.HasPrefix(r.s[i:b], "**") {
		mark = "**"
	}
	inner := i + len(mark)
	if inner >= b || startsWithSpace(r.s[inner:b]) || mark == "*" && form.Emph || mark == "**" && form.Strong {
		return 0
	}
	if before, _ := utf8.DecodeLastRuneInString(r.s[:i]); i > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before)) {
		return 0
	}
	n := closing(r.s[inner:min(b, inner+2000)], mark)
	if n <= 0 {
		return 0
	}
	r.put(plain, i, r.s[plain:i], form)
	if mark == "*" {
		form.Emph = true
	} else {
		form.Strong = true
	}
	r.run(inner, inner+n, form)
	return 2*len(mark) + n
}

func startsWithSpace(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(c)
}

// closing finds a closing mark: after a character that is not space, and for a
// single star not part of a double one.
func closing(s, mark string) int {
	for from := 0; ; {
		n := strings.Index(s[from:], mark)
		if n < 0 {
			return -1
		}
		n += from
		before, _ := utf8.DecodeLastRuneInString(s[:n])
		double := mark == "*" && strings.HasPrefix(s[n:], "**")
		if n > 0 && !unicode.IsSpace(before) && !double {
			return n
		}
		from = n + 1
		if double {
			from = n + 2
		}
		if from >= len(s) {
			return -1
		}
	}
}

// link reads [text](address). Only web addresses become links; of all others
// the text alone remains.
func (r *inliner) link(i, b, plain int, form Span) int {
	window := r.s[i:min(b, i+2000)]
	mid := strings.Index(window, "](")
	if mid < 0 || strings.IndexByte(window[1:mid], '[') >= 0 {
		return 0
	}
	n := strings.IndexByte(window[mid:], ')')
	if n < 0 {
		return 0
	}
	address := strings.TrimSpace(window[mid+2 : mid+n])
	if strings.ContainsAny(address, " \n\t") {
		return 0
	}
	r.put(plain, i, r.s[plain:i], form)
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		form.Href = address
	}
	r.run(i+1, i+mid, form)
	return mid + n + 1
}

func (r *inliner) escape(i, b, plain int, form Span) int {
	if i+1 >= b || !strings.ContainsRune(`\*_[]()#|<>&`, rune(r.s[i+1])) {
		return 0
	}
	r.put(plain, i, r.s[plain:i], form)
	r.put(i, i+2, r.s[i+1:i+2], form)
	return 2
}
