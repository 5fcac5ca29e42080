package search

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// facts is what hits are narrowed, counted and ordered by. All of it stands in
// one column of the index, because reading a column is what costs: one look
// answers every filter and every count.
type facts struct {
	kind                            Kind
	group                           string
	institution, stage, dossierKind string
	year                            int
	lang                            string
	past                            bool
	from, until, opened, deadline   int64 // days since 1970; 0 when open
	changed                         int64 // seconds since 1970
}

const factsSeparator = "\x1f"

func factsOf(d *Document) facts {
	return facts{
		kind: d.Kind, group: d.Group, institution: d.Institution, stage: d.Stage, dossierKind: d.DossierKind,
		year: d.Year, lang: d.Lang, past: d.Past,
		from: dayOf(d.From), until: dayOf(d.Until), opened: dayOf(d.Opened), deadline: dayOf(d.Deadline),
		changed: secondOf(d.Changed),
	}
}

func dayOf(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix() / 86400
}

func secondOf(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// encode writes the facts as one term.
func (f facts) encode() []byte {
	n := func(v int64) string { return strconv.FormatInt(v, 36) }
	past := ""
	if f.past {
		past = "1"
	}
	return []byte(strings.Join([]string{string(f.kind), f.institution, f.stage, f.dossierKind, n(int64(f.year)), f.lang, past,
		n(f.from), n(f.until), n(f.opened), n(f.deadline), n(f.changed), f.group}, factsSeparator))
}

// decodeFacts is the inverse of encode. What does not parse is left zero.
func decodeFacts(term string) facts {
	part := strings.Split(term, factsSeparator)
	if len(part) != 13 {
		return facts{}
	}
	n := func(s string) int64 {
		v, _ := strconv.ParseInt(s, 36, 64) // a damaged number counts as absent
		return v
	}
	return facts{
		kind: Kind(part[0]), institution: part[1], stage: part[2], dossierKind: part[3], year: int(n(part[4])), lang: part[5], past: part[6] != "",
		from: n(part[7]), until: n(part[8]), opened: n(part[9]), deadline: n(part[10]), changed: n(part[11]), group: part[12],
	}
}

// dimension is one of the things hits are counted by.
type dimension int

const (
	byKind dimension = iota
	byInstitution
	byStage
	byDossierKind
	byYear
	byLang
	byOpen
	dimensions
)

const isOpen = "open"

func (f *facts) value(d dimension, today int64) string {
	switch d {
	case byOpen:
		if today != 0 && f.deadline != 0 && within(today, f.opened, f.deadline) {
			return isOpen
		}
		return ""
	case byKind:
		return string(f.kind)
	case byInstitution:
		return f.institution
	case byStage:
		return f.stage
	case byDossierKind:
		return f.dossierKind
	case byYear:
		if f.year != 0 {
			return strconv.Itoa(f.year)
		}
		return ""
	}
	return f.lang
}

// accepts reports whether the query admits a value of a dimension.
func (q *Query) accepts(d dimension, value string) bool {
	switch d {
	case byKind:
		return len(q.Kinds) == 0 || slices.Contains(q.Kinds, Kind(value))
	case byInstitution:
		return len(q.Of) == 0 || slices.Contains(q.Of, value)
	case byOpen:
		return q.OpenOn.IsZero() || value == isOpen
	case byStage:
		return q.Stage == "" || q.Stage == value
	case byDossierKind:
		return q.DossierKind == "" || q.DossierKind == value
	case byYear:
		return q.Year == 0 || strconv.Itoa(q.Year) == value
	}
	return q.Lang == "" || q.Lang == value
}

// admits reports whether a document may appear in the answer or its counts at
// all, whatever is chosen among the things counted.
func (q *Query) admits(f *facts) bool {
	if len(q.Institutions) > 0 && !slices.Contains(q.Institutions, f.institution) {
		return false
	}
	if f.past && !q.History && q.AsOf.IsZero() {
		return false
	}
	if kinds := kindsIn[q.In]; kinds != nil && !slices.Contains(kinds, f.kind) {
		return false
	}
	return true
}

// stood reports whether a wording stood on the day asked for.
func (q *Query) stood(r *row) bool {
	return q.AsOf.IsZero() || within(dayOf(q.AsOf), int64(r.from), int64(r.until))
}

// kindsIn are the kinds of documents that stand in a place.
var kindsIn = map[Place][]Kind{InText: {Provision, Paper}, InNotes: {Note}, InComments: {Comment}, InResponses: {Response}}

func within(day, from, until int64) bool {
	return (from == 0 || from <= day) && (until == 0 || day <= until)
}

// bucket is what a query decides about all documents with the same facts.
type bucket struct {
	facts
	admitted bool
	misses   int // how many dimensions refuse it
	missed   dimension
	n        int
	values   [dimensions]string
}

func (q *Query) newBucket(f facts) *bucket {
	b := &bucket{facts: f}
	b.admitted = q.admits(&b.facts)
	today := dayOf(q.Today)
	if !q.OpenOn.IsZero() {
		today = dayOf(q.OpenOn)
	}
	for d := range dimensions {
		b.values[d] = b.value(d, today)
		if !q.accepts(d, b.values[d]) {
			b.misses++
			b.missed = d
		}
	}
	return b
}

func (b *bucket) hit() bool { return b.admitted && b.misses == 0 }

// counts adds up the buckets. A value is counted as it would be were it chosen,
// so every other choice stays visible beside the one made.
func counts(buckets []*bucket) Facets {
	var sums [dimensions]map[string]int
	for d := range sums {
		sums[d] = map[string]int{}
	}
	for _, b := range buckets {
		if b == nil || !b.admitted || b.misses > 1 {
			continue
		}
		for d := range dimensions {
			if v := b.values[d]; v != "" && (b.misses == 0 || b.missed == d) {
				sums[d][v] += b.n
			}
		}
	}
	return Facets{
		Kinds: ranked(sums[byKind]), Institutions: ranked(sums[byInstitution]), Stages: ranked(sums[byStage]),
		DossierKinds: ranked(sums[byDossierKind]), Years: newest(sums[byYear]), Langs: ranked(sums[byLang]),
		Open: sums[byOpen][isOpen],
	}
}

const mostValues = 50

func ranked(sum map[string]int) []Count {
	list := make([]Count, 0, len(sum))
	for v, n := range sum {
		list = append(list, Count{v, n})
	}
	slices.SortFunc(list, func(a, b Count) int {
		if a.N != b.N {
			return b.N - a.N
		}
		return strings.Compare(a.Value, b.Value)
	})
	return list[:min(len(list), mostValues)]
}

func newest(sum map[string]int) []Count {
	list := ranked(sum)
	slices.SortFunc(list, func(a, b Count) int { return strings.Compare(b.Value, a.Value) })
	return list
}
