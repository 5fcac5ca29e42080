// Package lang holds the three languages of the service and texts that exist
// in more than one of them.
package lang

// Tag is one of the languages of the interface, an ISO 639-1 code.
type Tag string

// The languages of the interface. Estonian is the language of record.
const (
	Et Tag = "et"
	En Tag = "en"
	Ru Tag = "ru"
)

// All lists the languages in the order in which pages offer them.
var All = [3]Tag{Et, En, Ru}

// Parse returns the tag for an ISO 639-1 code and whether the service speaks it.
func Parse(code string) (Tag, bool) {
	switch Tag(code) {
	case Et, En, Ru:
		return Tag(code), true
	}
	return "", false
}

// Text is something said in Estonian and perhaps in English and Russian.
type Text struct {
	Et, En, Ru string
}

// In returns the text in the language asked for, else in Estonian, else in
// whichever language has it.
func (t Text) In(tag Tag) string {
	s, _ := t.Find(tag)
	return s
}

// Find is In that also tells which language the answer is in, so that a page
// can mark a foreign text with its lang attribute.
func (t Text) Find(tag Tag) (string, Tag) {
	for _, c := range [4]Tag{tag, Et, En, Ru} {
		if s := t.only(c); s != "" {
			return s, c
		}
	}
	return "", tag
}

// Empty reports whether no language has a text.
func (t Text) Empty() bool { return t == Text{} }

func (t Text) only(tag Tag) string {
	switch tag {
	case Et:
		return t.Et
	case En:
		return t.En
	case Ru:
		return t.Ru
	}
	return ""
}
