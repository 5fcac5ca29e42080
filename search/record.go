package search

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/fnv"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/eelnou/eelnou/search/estonian"
)

// The fields of the index. The mapping is static: there are no others.
const (
	fieldTitle  = "t" // keys of the title
	fieldBody   = "b" // keys of label, title and text
	fieldParts  = "p" // keys of the parts of compounds in title and text
	fieldWithin = "w" // keys of the title of what it stands in
	fieldPlain  = "r" // words of title and text without diacritics, with positions
	fieldName   = "n" // whole names, plain
	fieldNumber = "s" // number of a provision: 12^1
	fieldFilter = "f" // what a query without words begins with
	fieldFacts  = "k" // column of facts
	fieldWhole  = "d" // the document itself, stored
	fieldStart  = "c" // beginnings of titles, for completion
)

// Fields by their place in fields.
const (
	inTitle = iota
	inBody
	inParts
	inWithin
	inPlain
	inName
	inNumber
	inFilter
	inFacts
	inStart
	whole // the one that has no terms
)

// fields are those that terms are made for.
var fields = [whole]string{fieldTitle, fieldBody, fieldParts, fieldWithin, fieldPlain, fieldName, fieldNumber, fieldFilter, fieldFacts, fieldStart}

// encodedVersion changes whenever a stored document is written otherwise.
const encodedVersion = 2

// mappingVersion changes whenever what the fields hold changes.
const mappingVersion = 4

// gap parts the positions of a title from those of its text, so that no phrase
// spans both.
const gap = 64

// longestText bounds the bytes of a text that are indexed and stored. No
// provision comes near; a table of a whole annex does, and is cut.
const longestText = 1 << 20

// record is a document as the index takes it in: its words counted, from which its
// sheet makes the terms of the fields.
type record struct {
	id       string
	doc      *Document
	sheet    *sheet
	fields   [whole + 1]field
	key      index.Field // of the document itself
	analysed bool
	text     tally
	within   tally
	names    []name
}

// name is a term that is no word of a text.
type name struct {
	place int // in fields
	term  string
}

func newRecord(d *Document, s *sheet) *record {
	r := &record{id: d.ID, doc: d, sheet: s}
	for i, name := range fields {
		r.fields[i] = field{record: r, place: i, name: name, options: optionsOf(name)}
	}
	r.fields[whole] = field{record: r, place: whole, name: fieldWhole, options: index.StoreField}
	return r
}

func optionsOf(name string) index.FieldIndexingOptions {
	switch name {
	case fieldPlain:
		return index.IndexField | index.IncludeTermVectors
	case fieldFacts:
		return index.IndexField | index.DocValues
	}
	return index.IndexField
}

// analyse counts the words of the document. A text is cut into words once, for
// every field it belongs to.
func (r *record) analyse() {
	if r.analysed {
		return
	}
	r.analysed = true
	d, c := r.doc, counters.Get().(*counter)
	defer counters.Put(c)
	c.read(d.Label, d.Lang, true, false)
	read := func(heading, text, lang string) {
		c.read(heading, lang, false, true)
		c.part()
		c.read(text, lang, false, false)
	}
	read(d.Title, d.Text, d.Lang)
	for _, o := range d.Others {
		c.part()
		read(o.Title, o.Text, o.Lang)
	}
	r.text = c.done()
	c.read(d.Within, d.Lang, true, false)
	r.within = c.done()
	r.call(inName, nameKeys(d.Names)...)
	r.call(inNumber, sectionKey(d.Label))
	r.call(inFilter, filterTerms(d)...)
	r.call(inFacts, string(factsOf(d).encode()))
	r.call(inStart, startTerms(d)...)
}

func (r *record) call(place int, terms ...string) {
	for _, term := range terms {
		if term != "" {
			r.names = append(r.names, name{place, term})
		}
	}
}

func filterTerms(d *Document) []string {
	list := []string{"kind " + string(d.Kind), "group " + d.Group}
	if d.Institution != "" {
		list = append(list, officeTerm(d.Institution))
	}
	if d.Past {
		return append(list, "past")
	}
	return append(list, "now")
}

// orderOf gives documents an order that no merge of segments changes, so that
// pages neither repeat nor skip a hit.
func orderOf(id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // a hash never fails
	return h.Sum64()
}

// nameKey folds a whole name, so that "KarS", "kars" and "417 SE" are found
// however they are written.
func nameKey(name string) string {
	return estonian.Plain(estonian.Fold(strings.Join(strings.Fields(name), " ")))
}

// sectionKey is the number in a label: 12^1 for "§ 12¹.".
func sectionKey(label string) string {
	if !strings.HasPrefix(label, "§") {
		return ""
	}
	for _, t := range estonian.All(label) {
		if t.Number {
			return strings.TrimRight(t.Word, ".,")
		}
	}
	return ""
}

func nameKeys(names []string) (keys []string) {
	for _, n := range names {
		keys = append(keys, nameKey(n))
	}
	return keys
}

func cut(text string) string { return text[:min(len(text), longestText)] }

// field is one field of a record. Words are counted when the index asks, on one of
// its own goroutines; terms and what is stored are made when it writes them down.
type field struct {
	record  *record
	place   int // in fields, or whole
	name    string
	options index.FieldIndexingOptions
}

func (f *field) Name() string                        { return f.name }
func (f *field) ArrayPositions() []uint64            { return nil }
func (f *field) EncodedFieldType() byte              { return 't' }
func (f *field) Options() index.FieldIndexingOptions { return f.options }
func (f *field) NumPlainTextBytes() uint64           { return 0 }
func (f *field) Analyze()                            { f.record.analyse() }

func (f *field) Value() []byte {
	if f.place != whole {
		return nil
	}
	return encodeDocument(f.record.doc)
}

func (f *field) AnalyzedLength() int {
	if f.place == whole {
		return 0
	}
	return f.record.sheet.of(f.record)[f.place].length
}

func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies {
	if f.place == whole {
		return nil
	}
	return f.record.sheet.of(f.record)[f.place].freqs
}

func (r *record) ID() string                                 { return r.id }
func (r *record) Size() int                                  { return 8 * len(r.doc.Text) }
func (r *record) HasComposite() bool                         { return false }
func (r *record) VisitComposite(index.CompositeFieldVisitor) {}
func (r *record) NumPlainTextBytes() uint64                  { return uint64(len(r.doc.Text)) }
func (r *record) StoredFieldsBytes() uint64                  { return 0 }
func (r *record) Indexed() bool                              { return true }

func (r *record) VisitFields(visit index.FieldVisitor) {
	for i := range r.fields {
		visit(&r.fields[i])
	}
	if r.key != nil {
		visit(r.key)
	}
}

func (r *record) AddIDField() {
	r.key = document.NewTextFieldCustom("_id", nil, []byte(r.id), index.IndexField|index.StoreField, nil)
}

// stored is a document as it is kept for its hits, but for its text: that is
// long and stands after it as it is.
type stored struct {
	Kind        Kind     `json:"k"`
	Group       string   `json:"g,omitempty"`
	Lang        string   `json:"l,omitempty"`
	Label       string   `json:"n,omitempty"`
	Names       []string `json:"N,omitempty"`
	Address     string   `json:"a,omitempty"`
	Institution string   `json:"i,omitempty"`
	Stage       string   `json:"s,omitempty"`
	DossierKind string   `json:"K,omitempty"`
	Year        int      `json:"y,omitempty"`
	Past        bool     `json:"p,omitempty"`
	Times       string   `json:"d,omitempty"` // five times in seconds
	Title       string   `json:"t,omitempty"`
	Within      string   `json:"w,omitempty"`
	Others      []Other  `json:"o,omitempty"`
}

func encodeDocument(d *Document) []byte {
	var times []string
	for _, t := range [...]time.Time{d.From, d.Until, d.Opened, d.Deadline, d.Changed} {
		times = append(times, strconv.FormatInt(secondOf(t), 36))
	}
	b, err := json.Marshal(stored{Kind: d.Kind, Group: d.Group, Lang: d.Lang, Label: d.Label, Names: d.Names, Address: d.Address,
		Institution: d.Institution, Stage: d.Stage, DossierKind: d.DossierKind, Year: d.Year, Past: d.Past,
		Times: strings.Join(times, " "), Title: d.Title, Within: d.Within, Others: d.Others})
	if err != nil {
		return nil // strings and numbers always encode
	}
	out := binary.AppendUvarint(make([]byte, 0, len(b)+len(d.Text)+4), uint64(len(b)))
	return append(append(out, b...), cut(d.Text)...)
}

// errDocument is a stored document that cannot be read.
var errDocument = errors.New("a stored document is damaged")

// decodeDocument is the inverse of encodeDocument, with at most so many bytes of the
// text.
func decodeDocument(id string, b []byte, most int) (Document, error) {
	length, n := binary.Uvarint(b)
	if n <= 0 || length > uint64(len(b)-n) {
		return Document{}, errDocument
	}
	head, text := b[n:n+int(length)], b[n+int(length):]
	for most < len(text) && most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	text = text[:min(len(text), most)]
	var s stored
	if err := json.Unmarshal(head, &s); err != nil {
		return Document{}, err
	}
	d := Document{ID: id, Kind: s.Kind, Group: s.Group, Lang: s.Lang, Label: s.Label, Names: s.Names, Address: s.Address,
		Institution: s.Institution, Stage: s.Stage, DossierKind: s.DossierKind, Year: s.Year, Past: s.Past,
		Title: s.Title, Within: s.Within, Others: s.Others, Text: string(text)}
	for i, part := range strings.Fields(s.Times) {
		seconds, err := strconv.ParseInt(part, 36, 64)
		if err != nil || seconds == 0 || i > 4 {
			continue
		}
		*[...]*time.Time{&d.From, &d.Until, &d.Opened, &d.Deadline, &d.Changed}[i] = time.Unix(seconds, 0).UTC()
	}
	return d, nil
}
