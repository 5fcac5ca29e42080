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

// fields are those that terms are made for.
var fields = [...]string{fieldTitle, fieldBody, fieldParts, fieldWithin, fieldPlain, fieldName, fieldNumber, fieldFilter, fieldFacts, fieldStart}

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

// record is a document as the index takes it in.
type record struct {
	id     string
	doc    *Document
	fields []index.Field

	analysed bool
	terms    [len(fields)]terms
}

func newRecord(d *Document) *record {
	r := &record{id: d.ID, doc: d}
	for i, name := range fields {
		r.fields = append(r.fields, &field{record: r, name: name, options: optionsOf(name), terms: &r.terms[i]})
	}
	r.fields = append(r.fields, &field{record: r, name: fieldWhole, options: index.StoreField, value: encodeDocument(d), terms: &terms{}})
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

// of returns the terms of one field.
func (r *record) of(name string) *terms {
	for i, n := range fields {
		if n == name {
			return &r.terms[i]
		}
	}
	return &terms{freqs: index.TokenFrequencies{}} // of a field that is not kept
}

// analyse fills the terms of all fields. A text is cut into words once, for
// every field it belongs to.
func (r *record) analyse() {
	if r.analysed {
		return
	}
	r.analysed = true
	for i := range fields {
		r.terms[i] = terms{freqs: index.TokenFrequencies{}}
	}
	d, t := r.doc, tally{numbers: map[*estonian.Word]int{}}
	t.read(d.Label, d.Lang, true, false)
	read := func(heading, text, lang string) {
		t.read(heading, lang, false, true)
		t.part()
		t.read(text, lang, false, false)
	}
	read(d.Title, d.Text, d.Lang)
	for _, o := range d.Others {
		t.part()
		read(o.Title, o.Text, o.Lang)
	}
	t.fill(r.of(fieldBody), r.of(fieldTitle), r.of(fieldParts), r.of(fieldPlain))
	within := tally{numbers: map[*estonian.Word]int{}}
	within.read(d.Within, d.Lang, true, false)
	for _, w := range within.words {
		r.of(fieldWithin).length += w.body
		for _, key := range w.Keys {
			r.of(fieldWithin).put(key, w.body)
		}
	}
	r.names()
}

// names fills the fields whose terms are no words of a text.
func (r *record) names() {
	d := r.doc
	for _, n := range d.Names {
		r.of(fieldName).add(nameKey(n))
	}
	r.of(fieldNumber).add(sectionKey(d.Label))
	for _, term := range filterTerms(d) {
		r.of(fieldFilter).add(term)
	}
	r.of(fieldFacts).add(string(factsOf(d).encode()))
	for _, term := range startTerms(d) {
		r.of(fieldStart).add(term)
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

// terms gathers the terms of one field with how often and where they stand.
type terms struct {
	freqs  index.TokenFrequencies
	length int
	slab   []index.TokenFreq
}

func (t *terms) add(term string) {
	if term != "" {
		t.length++
		t.put(term, 1)
	}
}

func (t *terms) put(term string, n int) *index.TokenFreq {
	f := t.freqs[term]
	if f == nil {
		f = take(&t.slab)
		t.freqs[term] = f
	}
	f.SetFrequency(f.Frequency() + n)
	return f
}

// slab is how many values are allocated at once.
const slab = 64

func take[T any](values *[]T) *T {
	if len(*values) == 0 {
		*values = make([]T, slab)
	}
	v := &(*values)[0]
	*values = (*values)[1:]
	return v
}

func cut(text string) string { return text[:min(len(text), longestText)] }

// field is one field of a record. Its terms are made when the index asks, on
// one of its own goroutines.
type field struct {
	record  *record
	name    string
	options index.FieldIndexingOptions
	value   []byte
	terms   *terms
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.terms.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms.freqs }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }

func (f *field) Analyze() { f.record.analyse() }

func (r *record) ID() string                                 { return r.id }
func (r *record) Size() int                                  { return 8 * len(r.doc.Text) }
func (r *record) HasComposite() bool                         { return false }
func (r *record) VisitComposite(index.CompositeFieldVisitor) {}
func (r *record) NumPlainTextBytes() uint64                  { return uint64(len(r.doc.Text)) }
func (r *record) StoredFieldsBytes() uint64                  { return 0 }
func (r *record) Indexed() bool                              { return true }

func (r *record) VisitFields(visit index.FieldVisitor) {
	for _, f := range r.fields {
		visit(f)
	}
}

func (r *record) AddIDField() {
	r.fields = append(r.fields, document.NewTextFieldCustom("_id", nil, []byte(r.id), index.IndexField|index.StoreField, nil))
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
