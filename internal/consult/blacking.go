package consult

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// maxBlacked is how many stretches can be taken out at once.
const maxBlacked = 50

// BlackOut returns the comment with all places of some words taken out: of the
// name a private person chose, of what it says and of what it said before. White
// space may differ. Words that stand nowhere are Invalid: part of a word is not
// the word.
func (m Comment) BlackOut(words []string, reason Reason, by people.ID, at time.Time) (Comment, error) {
	var wrong fault.Fields
	if !reason.Known() {
		wrong.Add("reason", "fault.choose")
	}
	if len(words) == 0 {
		wrong.Add("words", "fault.required")
	}
	if len(words) > maxBlacked {
		wrong.Add("words", "fault.too_long", maxBlacked)
	}
	if err := wrong.Err(); err != nil {
		return m, err
	}
	b := blacking{old: m.Blacked, seeks: seeks(words), made: Blacked{Reason: string(reason), By: by, At: at}}
	now := m.rewritten(b.field)
	for _, s := range b.seeks {
		if !s.found {
			wrong.Add("words", "moderation.words_not_found", s.words)
		}
	}
	if err := wrong.Err(); err != nil {
		return m, err
	}
	now.Blacked = b.now
	return now, nil
}

// Has reports whether the comment says some of the words anywhere.
func (m Comment) Has(words []string) bool {
	b := blacking{seeks: seeks(words)}
	m.rewritten(b.field)
	return slices.ContainsFunc(b.seeks, func(s *sought) bool { return s.found })
}

// BlackOut returns the response with all places of words taken out that moderators
// took out of a comment, also of what it said before corrections, and reports whether
// there were any.
func (r Response) BlackOut(words []string, reason Reason, by people.ID, at time.Time) (Response, bool) {
	b := blacking{old: r.Blacked, seeks: seeks(words), made: Blacked{Reason: string(reason), By: by, At: at}}
	now := r.rewritten(b.field)
	now.Blacked = b.now
	return now, slices.ContainsFunc(b.seeks, func(s *sought) bool { return s.found })
}

// Restore returns the response with what was taken out at a moment put back.
func (r Response) Restore(at time.Time) Response {
	b := blacking{old: r.Blacked, back: func(x Blacked) bool { return x.At.Equal(at) }}
	now := r.rewritten(b.field)
	now.Blacked = b.now
	return now
}

func (r Response) rewritten(change func(string) string) Response {
	r.Text = change(r.Text)
	r.Former = slices.Clone(r.Former)
	for i := range r.Former {
		r.Former[i].Text = change(r.Former[i].Text)
	}
	return r
}

// Restore returns the comment with what was taken out at a moment put back.
func (m Comment) Restore(at time.Time) Comment {
	b := blacking{old: m.Blacked, back: func(x Blacked) bool { return x.At.Equal(at) }}
	now := m.rewritten(b.field)
	now.Blacked = b.now
	return now
}

// rewritten applies a change to every text of the comment, in the order in which
// the marks in them are counted.
func (m Comment) rewritten(change func(string) string) Comment {
	if m.Author.Kind == Private {
		m.Author.Name = change(m.Author.Name)
	}
	m.Text, m.Replacement = change(m.Text), change(m.Replacement)
	m.Former = slices.Clone(m.Former)
	for i := range m.Former {
		m.Former[i].Text, m.Former[i].Replacement = change(m.Former[i].Text), change(m.Former[i].Replacement)
	}
	return m
}

// blacking goes through the texts of a comment and makes the new list of what is
// taken out.
type blacking struct {
	old   []Blacked // that the next marks stand for
	now   []Blacked
	seeks []*sought
	made  Blacked // what is noted of each new one
	back  func(Blacked) bool
}

// sought is words to be taken out.
type sought struct {
	words string
	at    *regexp.Regexp // them at the beginning of a text, however spaced
	first rune
	found bool
}

// seeks are the words as they are looked for, longer ones first.
func seeks(words []string) []*sought {
	var list []*sought
	for _, w := range words {
		parts := strings.Fields(w)
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimSpace(w))
		list = append(list, &sought{words: w, first: first, at: regexp.MustCompile("^" + strings.Join(parts, `\s+`))})
	}
	slices.SortStableFunc(list, func(a, b *sought) int { return cmp.Compare(len(b.words), len(a.words)) })
	return list
}

func (b *blacking) field(text string) string {
	var out strings.Builder
	before := ' '
	for i := 0; i < len(text); {
		rest := text[i:]
		if strings.HasPrefix(rest, BlackMark) {
			out.WriteString(b.mark())
			i, before = i+len(BlackMark), '█'
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		if n := b.match(before, r, rest); n > 0 {
			one := b.made
			one.Words = rest[:n]
			b.now = append(b.now, one)
			out.WriteString(BlackMark)
			before, _ = utf8.DecodeLastRuneInString(rest[:n])
			i += n
			continue
		}
		out.WriteString(rest[:size])
		i, before = i+size, r
	}
	return out.String()
}

// mark is what stands from now on where a mark stood.
func (b *blacking) mark() string {
	if len(b.old) == 0 {
		return BlackMark
	}
	one := b.old[0]
	b.old = b.old[1:]
	if b.back != nil && b.back(one) {
		return one.Words
	}
	b.now = append(b.now, one)
	return BlackMark
}

// match is how many bytes at the beginning of a text are words to be taken out.
func (b *blacking) match(before, first rune, text string) int {
	for _, s := range b.seeks {
		if s.first != first || wordly(before) && wordly(first) {
			continue
		}
		n := len(s.at.FindString(text))
		if n == 0 {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(text[:n])
		next, _ := utf8.DecodeRuneInString(text[n:])
		if wordly(last) && wordly(next) {
			continue
		}
		s.found = true
		return n
	}
	return 0
}

// wordly reports whether a rune belongs to a word or a number.
func wordly(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

// detected is what looks like personal data in a text.
var detected = regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN.-]+\.\pL{2,}` + // an e-mail address
	`|\b[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}\b` + // a personal code
	`|\bEE\d{2}(?: ?\d{4}){4}\b` + // an account
	`|(?:\+\d{1,3}[ -]?)?\b\d{3,4}[ -]?\d{3,4}\b`) // a telephone number

// Suspects lists what in a comment looks like personal data: e-mail addresses,
// personal codes, accounts and telephone numbers, each once.
func (m Comment) Suspects() []string {
	var list []string
	m.rewritten(func(text string) string {
		for _, s := range detected.FindAllString(text, -1) {
			if !slices.Contains(list, s) && len(list) < maxBlacked {
				list = append(list, s)
			}
		}
		return text
	})
	return list
}

// unmarked refuses the mark itself in what people write, which would stand for
// something taken out.
func unmarked(wrong *fault.Fields, name, text string) {
	if strings.Contains(text, BlackMark) {
		wrong.Add(name, "consult.black_mark")
	}
}
