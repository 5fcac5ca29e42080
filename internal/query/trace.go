package query

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

// tracer follows words through the revisions of one document. A revision is
// parsed only where a text that matters came or went: the store keeps equal texts
// once, so whether a provision changed is seen without reading it.
type tracer struct {
	q         *Queries
	ctx       context.Context
	ask       Words
	revisions []dossier.Revision
	sizes     map[store.TextID]int  // bytes of each distinct text
	having    map[store.TextID]bool // texts that may have the words
	texts     [][]store.TextID      // of each revision
	found     []sight               // provisions with the words, in the order found
	outside   map[store.TextID]bool // texts that have the words outside all provisions
	looks     map[int]*look         // at revisions, the latest few
}

// sight is a provision and a revision that has it.
type sight struct {
	provision uint32
	no        int
}

// note adds a provision unless it was found before.
func (t *tracer) note(provision uint32, no int) {
	if !slices.ContainsFunc(t.found, func(s sight) bool { return s.provision == provision }) {
		t.found = append(t.found, sight{provision, no})
	}
}

// read notes which texts may have the words and which revisions have which.
func (t *tracer) read() error {
	t.sizes, t.having = map[store.TextID]int{}, map[store.TextID]bool{}
	t.texts = make([][]store.TextID, len(t.revisions)+1)
	probes := probesFor(t.ask.Words)
	return t.q.store.View(t.ctx, func(tx *store.Tx) error {
		err := tx.EachText(t.ask.Dossier, t.ask.Document, func(id store.TextID, text []byte) error {
			t.sizes[id] = len(text)
			if probes.in(text) && len(compare.Occurrences(string(text), t.ask.Words)) > 0 {
				t.having[id] = true
			}
			return t.ctx.Err()
		})
		if err != nil {
			return err
		}
		return tx.EachArrangement(t.ask.Dossier, t.ask.Document, func(no int, texts []store.TextID) error {
			if no < len(t.texts) {
				t.texts[no] = texts
			}
			return nil
		})
	})
}

// probes are the spellings of one word of those asked for; a text with none of
// them need not be looked at.
type probes [][]byte

// probesFor takes the longest run of letters.
func probesFor(words string) probes {
	longest := ""
	for _, run := range strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(run) > len(longest) {
			longest = run
		}
	}
	if longest == "" {
		return nil
	}
	lower := strings.ToLower(longest)
	_, first := utf8.DecodeRuneInString(lower)
	return probes{[]byte(longest), []byte(lower), []byte(strings.ToUpper(lower[:first]) + lower[first:]), []byte(strings.ToUpper(lower))}
}

func (p probes) in(text []byte) bool {
	return len(p) == 0 || slices.ContainsFunc(p, func(probe []byte) bool { return bytes.Contains(text, probe) })
}

// seek finds the provisions that had the words: the one they were selected in,
// else all, from the first revision to the last.
func (t *tracer) seek() error {
	if t.ask.Address != "" && t.ask.Revision > 0 {
		l, err := t.look(t.ask.Revision)
		if err != nil {
			return err
		}
		if node, ok := l.text.Find(t.ask.Address); ok {
			t.noteIn(l, node)
		}
	}
	chosen := len(t.found)
	known := map[store.TextID]bool{}
	for no := 1; no < len(t.texts); no++ {
		fresh, having := false, 0
		for _, id := range t.texts[no] {
			if t.having[id] {
				having++
				fresh = fresh || !known[id]
				known[id] = true
			}
		}
		if having > textsWithWords {
			if chosen > 0 {
				t.found = t.found[:chosen] // what they were selected in is followed alone
				return nil
			}
			return fault.New(fault.Invalid, "words.common")
		}
		if !fresh {
			continue
		}
		if err := t.seekIn(no); err != nil {
			return err
		}
	}
	return nil
}

// noteIn adds the provision that the words were selected in: the one named, or
// those inside it that have the words where it has not itself.
func (t *tracer) noteIn(l *look, node int) {
	if len(compare.Occurrences(l.own(node), t.ask.Words)) == 0 {
		before := len(t.found)
		for i := node + 1; i < l.text.Nodes[node].End; i++ {
			if len(compare.Occurrences(l.text.Text(i), t.ask.Words)) == 0 {
				continue
			}
			if mark, ok := l.mark(i); ok {
				t.note(mark, l.no)
			}
		}
		if len(t.found) > before {
			return
		}
	}
	if mark, ok := l.mark(node); ok {
		t.note(mark, l.no)
	}
}

func (t *tracer) seekIn(no int) error {
	l, err := t.look(no)
	if err != nil {
		return err
	}
	at := 0
	for _, id := range t.texts[no] {
		end := at + t.sizes[id]
		if t.having[id] {
			marks, outside := l.within(at, end, t.ask.Words)
			for _, mark := range marks {
				t.note(mark, no)
			}
			if outside {
				t.outside[id] = true
			}
		}
		at = end
	}
	return nil
}

// look is one revision parsed, with the identities of its provisions.
type look struct {
	no    int
	text  *lawtext.Text
	nodes []int // that have an address
	marks []dossier.Mark
}

// keptLooks is how many looks are kept: provisions of one document tend to change
// in the same revisions.
const keptLooks = 24

func (t *tracer) look(no int) (*look, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	if l := t.looks[no]; l != nil {
		return l, nil
	}
	l := &look{no: no}
	var text source
	err := t.q.store.View(t.ctx, func(tx *store.Tx) error {
		r := t.revisions[no-1]
		var err error
		if l.marks, err = tx.Marks(r.Dossier, r.Document, r.No); err != nil {
			return err
		}
		text, err = t.q.texts.source(tx, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	l.text = t.q.texts.parse(text)
	l.nodes = l.text.Addressable()
	if len(t.looks) >= keptLooks || t.looks == nil {
		t.looks = map[int]*look{}
	}
	t.looks[no] = l
	return l, nil
}

// mark is the identity of the provision that a node is or stands in.
func (l *look) mark(node int) (uint32, bool) {
	for node > 0 && l.text.Nodes[node].Address == "" {
		node = l.text.Nodes[node].Parent
	}
	i, ok := slices.BinarySearch(l.nodes, node)
	if !ok || i >= len(l.marks) {
		return 0, false
	}
	return l.marks[i].Provision, true
}

// node is the node of a provision, or -1.
func (l *look) node(provision uint32) int {
	i := slices.IndexFunc(l.marks, func(m dossier.Mark) bool { return m.Provision == provision })
	if i < 0 || i >= len(l.nodes) {
		return -1
	}
	return l.nodes[i]
}

// runs are the revisions that have the words outside all provisions: in what stands
// before the first or in a part without a number.
func (t *tracer) runs() (list []RevisionRun) {
	for no := 1; no < len(t.texts); no++ {
		if !slices.ContainsFunc(t.texts[no], func(id store.TextID) bool { return t.outside[id] }) {
			continue
		}
		if n := len(list); n > 0 && list[n-1].Until == no-1 {
			list[n-1].Until = no
			continue
		}
		list = append(list, RevisionRun{no, no})
	}
	return list
}

// within lists the provisions with the words among those that begin between two
// places of the source, and tells whether the words stand outside all provisions.
func (l *look) within(from, to int, words string) (list []uint32, outside bool) {
	for i := range l.text.Nodes {
		own := l.text.Nodes[i].Own
		if own.Start < from || own.Start >= to || len(compare.Occurrences(l.text.Text(i), words)) == 0 {
			continue
		}
		mark, ok := l.mark(i)
		if outside = outside || !ok; ok && !slices.Contains(list, mark) {
			list = append(list, mark)
		}
	}
	return list, outside
}

// own is what a provision itself says: its words and the blocks in it that have
// no number, without the numbered provisions inside.
func (l *look) own(node int) string {
	parts := []string{l.text.Text(node)}
	for i := node + 1; i < l.text.Nodes[node].End; i++ {
		if l.text.Nodes[i].Address != "" {
			i = l.text.Nodes[i].End - 1
			continue
		}
		parts = append(parts, l.text.Text(i))
	}
	return strings.Join(parts, "\n")
}

// spans are the bytes that say what a provision says and how it is cited: its own
// and the numbers of those it stands in.
func (l *look) spans(node int) []lawtext.Range {
	list := []lawtext.Range{l.text.Nodes[node].Own}
	for i := node + 1; i < l.text.Nodes[node].End; i++ {
		if l.text.Nodes[i].Address != "" {
			i = l.text.Nodes[i].End - 1
			continue
		}
		list = append(list, l.text.Nodes[i].Own)
	}
	for i := l.text.Nodes[node].Parent; i > 0; i = l.text.Nodes[i].Parent {
		if k := l.text.Nodes[i].Kind; k >= lawtext.Section {
			list = append(list, l.text.Nodes[i].Label)
		}
	}
	return list
}

// cover lists the kept texts that those bytes lie in.
func (t *tracer) cover(l *look, node int) []store.TextID {
	spans := l.spans(node)
	var list []store.TextID
	at := 0
	for _, id := range t.texts[l.no] {
		end := at + t.sizes[id]
		if slices.ContainsFunc(spans, func(r lawtext.Range) bool { return r.Start < end && r.End > at }) {
			list = append(list, id)
		}
		at = end
	}
	return list
}
