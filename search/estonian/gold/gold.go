// Package gold measures an analyser of Estonian against a gold set: a file of
// word forms with their lemmas, how often they occur, and where the parts of
// compounds meet.
//
// A line of the file has five columns parted by tabs: lemma, part of speech,
// form, count, and the lemma with _ between the parts of a compound.
package gold

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/search/estonian"
)

// Set is a gold set.
type Set struct {
	lemmas map[string][]string // by form
	counts map[string]int      // of tokens, by form
	order  []string            // forms as they stand in the file
	cut    []segmented
}

// segmented is a form and where its lemma's parts meet in it.
type segmented struct {
	form string
	at   []int
	half uint32
}

// Read reads a set from a file.
func Read(path string) (*Set, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := &Set{lemmas: map[string][]string{}, counts: map[string]int{}}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		col := strings.Split(lines.Text(), "\t")
		if len(col) < 4 || strings.HasPrefix(col[0], "#") || col[0] == "lemma" {
			continue
		}
		n, err := strconv.Atoi(col[3])
		if err != nil {
			return nil, fmt.Errorf("%s: count %q: %w", path, col[3], err)
		}
		s.form(estonian.Fold(col[2]), col[0], n)
		if len(col) > 4 {
			s.parts(estonian.Fold(col[2]), col[1], estonian.Fold(col[4]))
		}
	}
	return s, lines.Err()
}

// form adds a form. Olema, which is in every sentence, would hide the rest.
func (s *Set) form(form, lemma string, n int) {
	if lemma == "olema" {
		return
	}
	if s.counts[form] == 0 {
		s.order = append(s.order, form)
	}
	s.lemmas[form] = append(s.lemmas[form], lemma)
	s.counts[form] += n
}

// parts adds where a form is cut, when its first parts stand in it as they
// stand in the lemma.
func (s *Set) parts(form, class, lemma string) {
	if class != "NOUN" && class != "ADJ" && class != "VERB" || strings.ContainsAny(form, "-.0123456789") {
		return
	}
	parts := strings.Split(lemma, "_")
	if !strings.HasPrefix(form, strings.Join(parts[:len(parts)-1], "")) {
		return
	}
	s.cut = append(s.cut, segmented{form, ends(parts), halfOf(parts[len(parts)-1])})
}

// The compounds of a set fall into two halves by the last part of their lemma,
// so that no word of one ends as a word of the other. Rules are fitted on
// Fitted; how well they do on words nobody looked at is what Unseen says.
const (
	Fitted uint32 = iota
	Unseen
)

func halfOf(last string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(last)) // never fails
	return h.Sum32() % 2
}

func ends(parts []string) (at []int) {
	end := 0
	for _, p := range parts[:max(len(parts)-1, 0)] {
		end += len(p)
		at = append(at, end)
	}
	return at
}

// Forms lists the forms of the set.
func (s *Set) Forms() []string { return s.order }

// Measured is how well an analyser does.
type Measured struct {
	Recall, Precision float64
	Misses            []string // what is missed or wrong, after its weight
}

// Measure measures keys. Recall is, for a form, the share of the tokens of the
// other forms of its lemma that share a key with it; precision, of the tokens
// that share a key with it, the share that has a common lemma. Both are
// averaged over tokens.
func (s *Set) Measure(keys func(string) []string) Measured {
	byKey, byLemma := map[string][]string{}, map[string][]string{}
	of := map[string][]string{}
	for _, form := range s.order {
		of[form] = slices.Clone(keys(form))
		for _, k := range of[form] {
			byKey[k] = append(byKey[k], form)
		}
		for _, l := range s.lemmas[form] {
			if !slices.Contains(byLemma[l], form) {
				byLemma[l] = append(byLemma[l], form)
			}
		}
	}
	var m Measured
	var recall, precision mean
	for _, form := range s.order {
		relatives, conflated := gather(s.lemmas[form], byLemma), gather(of[form], byKey)
		weight := float64(s.counts[form])
		hit, all := s.share(relatives, conflated, form)
		if all > 0 {
			recall.add(hit/all, weight)
		}
		right, caught := s.share(conflated, relatives, "")
		precision.add(right/caught, weight)
		m.miss(form, relatives, conflated, "–")
		m.miss(form, conflated, relatives, "=")
	}
	m.Recall, m.Precision = recall.value(), precision.value()
	return m
}

func gather(of []string, by map[string][]string) map[string]bool {
	set := map[string]bool{}
	for _, k := range of {
		for _, form := range by[k] {
			set[form] = true
		}
	}
	return set
}

// share counts the tokens of forms, but one, and how many are in others too.
func (s *Set) share(forms, others map[string]bool, but string) (both, all float64) {
	for form := range forms {
		if form == but {
			continue
		}
		all += float64(s.counts[form])
		if others[form] {
			both += float64(s.counts[form])
		}
	}
	return both, all
}

func (m *Measured) miss(form string, of, lacking map[string]bool, how string) {
	for other := range of {
		if !lacking[other] {
			m.Misses = append(m.Misses, form+" "+how+" "+other)
		}
	}
}

type mean struct{ sum, weight float64 }

func (m *mean) add(v, weight float64) { m.sum, m.weight = m.sum+v*weight, m.weight+weight }
func (m *mean) value() float64        { return m.sum / m.weight }

// Boundaries is how well compounds are cut.
type Boundaries struct {
	Recall, Precision float64
	Split             float64 // share of the words that are no compounds but are cut
}

// Cut measures a function that cuts compounds into parts, on all words or on
// those of the halves that are named.
func (s *Set) Cut(parts func(string) []string, halves ...uint32) Boundaries {
	var right, wrong, missed, simple, split float64
	for _, w := range s.cut {
		if len(halves) > 0 && !slices.Contains(halves, w.half) {
			continue
		}
		got := ends(parts(w.form))
		for _, at := range got {
			if slices.Contains(w.at, at) {
				right++
			} else {
				wrong++
			}
		}
		for _, at := range w.at {
			if !slices.Contains(got, at) {
				missed++
			}
		}
		if len(w.at) == 0 {
			simple++
			if len(got) > 0 {
				split++
			}
		}
	}
	return Boundaries{Recall: right / (right + missed), Precision: right / (right + wrong), Split: split / simple}
}
