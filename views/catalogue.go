package views

import (
	"context"
	"embed"
	"fmt"
	"html"
	"io"
	"io/fs"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

//go:embed text/*.yaml
var textFiles embed.FS

// Key is a message key given as a value of another sentence: it is replaced by
// its own sentence.
type Key string

// piece is a run of literal text followed by the value with an index, or -1.
type piece struct {
	literal string
	value   int
}

// sentence is a message in one language. Without plural forms only other is set.
type sentence struct {
	forms map[plural.Form][]piece
	other []piece
}

type catalogue map[lang.Tag]map[string]sentence

var formNames = map[string]plural.Form{"one": plural.One, "few": plural.Few, "many": plural.Many, "other": plural.Other}

// neededForms are the plural forms that whole numbers take in each language.
var neededForms = map[lang.Tag][]string{lang.Et: {"one", "other"}, lang.En: {"one", "other"}, lang.Ru: {"one", "few", "many"}}

var tags = map[lang.Tag]language.Tag{lang.Et: language.Estonian, lang.En: language.English, lang.Ru: language.Russian}

// sentences is read once. A broken file is a fault of the build that the tests
// of this package find; the service then shows keys.
var sentences = sync.OnceValue(func() catalogue {
	c, _ := readCatalogue(textFiles)
	return c
})

// readCatalogue reads every file of sentences and reports all that is wrong
// with them: a language or plural form that is missing, a key given twice, a
// key that does not begin with the name of its file.
func readCatalogue(files fs.FS) (catalogue, []error) {
	c := catalogue{lang.Et: {}, lang.En: {}, lang.Ru: {}}
	var wrong []error
	names, err := fs.Glob(files, "text/*.yaml")
	if err != nil {
		return c, []error{err}
	}
	for _, name := range names {
		body, err := fs.ReadFile(files, name)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		var file map[string]map[string]any
		if err := yaml.Unmarshal(body, &file); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", name, err))
			continue
		}
		area := strings.TrimSuffix(strings.TrimPrefix(name, "text/"), ".yaml")
		wrong = append(wrong, c.addFile(area, file)...)
	}
	return c, wrong
}

func (c catalogue) addFile(area string, file map[string]map[string]any) []error {
	var wrong []error
	for key, languages := range file {
		if !strings.HasPrefix(key, area+".") {
			wrong = append(wrong, fmt.Errorf("%s.yaml: key %s does not begin with %q", area, key, area+"."))
		}
		for _, tag := range lang.All {
			if err := c.add(tag, key, languages[string(tag)]); err != nil {
				wrong = append(wrong, err)
			}
		}
		if len(languages) > len(lang.All) {
			wrong = append(wrong, fmt.Errorf("%s: a language that the service does not speak", key))
		}
	}
	return wrong
}

func (c catalogue) add(tag lang.Tag, key string, said any) error {
	if _, twice := c[tag][key]; twice {
		return fmt.Errorf("%s: given twice", key)
	}
	switch said := said.(type) {
	case string:
		c[tag][key] = sentence{other: cut(said)}
		return nil
	case map[string]any:
		s := sentence{forms: map[plural.Form][]piece{}}
		for name, form := range said {
			f, known := formNames[name]
			text, ok := form.(string)
			if !known || !ok {
				return fmt.Errorf("%s: %s: no such plural form: %s", key, tag, name)
			}
			s.forms[f], s.other = cut(text), cut(text)
		}
		for _, name := range neededForms[tag] {
			if s.forms[formNames[name]] == nil {
				return fmt.Errorf("%s: %s: plural form %s is missing", key, tag, name)
			}
		}
		c[tag][key] = s
		return nil
	}
	return fmt.Errorf("%s: %s is missing", key, tag)
}

// bound keeps a sign with the number it belongs to on one line.
var bound = strings.NewReplacer("§ ", "§"+nbsp, "} §", "}"+nbsp+"§", " %", nbsp+"%", " MB", nbsp+"MB", " KB", nbsp+"KB")

// cut splits "n {0} of {1}" at its values.
func cut(s string) []piece {
	s = bound.Replace(s)
	pieces := []piece{}
	literal := ""
	for s != "" {
		before, rest, found := strings.Cut(s, "{")
		literal += before
		if !found {
			break
		}
		number, after, closed := strings.Cut(rest, "}")
		n, err := strconv.Atoi(number)
		if !closed || err != nil {
			literal, s = literal+"{", rest
			continue
		}
		pieces, literal, s = append(pieces, piece{literal, n}), "", after
	}
	return append(pieces, piece{literal, -1})
}

func (s sentence) pick(tag lang.Tag, args []any) []piece {
	if s.forms == nil || len(args) == 0 {
		return s.other
	}
	n, ok := whole(args[0])
	if !ok {
		return s.other
	}
	form := plural.Cardinal.MatchPlural(tags[tag], n%1_000_000, 0, 0, 0, 0)
	if p := s.forms[form]; p != nil {
		return p
	}
	return s.other
}

func whole(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return max(v, -v), true
	case uint64:
		return int(v % 1_000_000), true
	}
	return 0, false
}

// T returns the sentence of a key in a language. {0}, {1} … are replaced by the
// values: whole numbers and days are written as the language writes them, a Key
// by its own sentence. When the sentence has plural forms the first value
// chooses. A key without a sentence is shown as ⟦key⟧.
func T(tag lang.Tag, key string, args ...any) string {
	s, ok := sentences()[tag][key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	pieces := s.pick(tag, args)
	if len(pieces) == 1 {
		return pieces[0].literal
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.literal)
		if p.value >= 0 && p.value < len(args) {
			b.WriteString(value(tag, args[p.value]))
		}
	}
	return b.String()
}

// Said returns the sentence of a message.
func Said(tag lang.Tag, m fault.Message) string { return T(tag, m.Key, m.Args...) }

func value(tag lang.Tag, v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return Number(tag, v)
	case Key:
		return T(tag, string(v))
	case lang.Text:
		return v.In(tag)
	case clock.Date:
		return Day(tag, v)
	case time.Time:
		return Moment(tag, v)
	}
	return fmt.Sprint(v)
}

// Keys lists every key that has a sentence, in order.
func Keys() []string {
	var keys []string
	for key := range sentences()[lang.Et] {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// say is T for a page, where a value may be a component, such as a link inside
// the sentence. Everything else is escaped.
func (l Layout) say(key string, args ...any) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, p := range sentences()[l.Lang][key].pick(l.Lang, args) {
			if _, err := io.WriteString(w, html.EscapeString(p.literal)); err != nil {
				return err
			}
			if p.value < 0 || p.value >= len(args) {
				continue
			}
			if err := l.writeValue(ctx, w, args[p.value]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l Layout) writeValue(ctx context.Context, w io.Writer, v any) error {
	if c, ok := v.(templ.Component); ok {
		return c.Render(ctx, w)
	}
	_, err := io.WriteString(w, html.EscapeString(value(l.Lang, v)))
	return err
}
