package search

import (
	"slices"
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/search/estonian"
)

// Office is an institution that the words of a query may name.
type Office struct {
	Code  string
	Codes []string // whose documents it finds: its own, and of those it came from or became
	Names []string // in every language; Code is one too
}

// Offices knows institutions by their names in any inflection. It is made once
// and may be used by any number of queries.
type Offices struct {
	list  []Office
	names []officeName
}

// officeName is one name: for each of its words the keys of all its forms.
type officeName struct {
	office int
	keys   [][]string
}

// NewOffices makes the names of institutions known.
func NewOffices(list []Office) *Offices {
	o := &Offices{list: list}
	for i, one := range list {
		for _, name := range one.Names {
			n := officeName{office: i}
			for _, token := range estonian.All(name) {
				n.keys = append(n.keys, askedKeys(token))
			}
			if len(n.keys) > 0 {
				o.names = append(o.names, n)
			}
		}
	}
	return o
}

// officeAsked is an institution named in a query.
type officeAsked struct {
	codes []string
	words []estonian.Token // that name it
}

// mostOffices is how many institutions one query may name.
const mostOffices = 3

// readOffices takes the names of institutions out of the query, and says which
// were named. Words of an act that was named are not taken for one.
func (a *asked) readOffices(query string, known *Offices) string {
	if known == nil {
		return query
	}
	for len(a.offices) < mostOffices {
		tokens := estonian.All(query)
		at, n, office := known.find(query, tokens)
		if n == 0 {
			break
		}
		from, to := tokens[at].Start, tokens[at+n-1].End
		if act := a.reading.Reference.Act; a.reading.Reference.Known.Title != "" && strings.Contains(act, query[from:to]) {
			break
		}
		a.offices = append(a.offices, officeAsked{codes: known.list[office].Codes, words: tokens[at : at+n]})
		a.reading.Offices = append(a.reading.Offices, known.list[office].Code)
		query = query[:from] + " " + query[to:]
	}
	return query
}

// find returns the longest name in the tokens of a query, the first of equal
// ones: where it begins, of how many tokens it is, and whose it is.
func (o *Offices) find(query string, tokens []estonian.Token) (at, n, office int) {
	keys := make([][]string, len(tokens))
	for i, t := range tokens[:min(len(tokens), mostWords)] {
		keys[i] = askedKeys(t)
	}
	for i := range tokens {
		if written := query[tokens[i].Start:tokens[i].End]; n == 0 && abbreviation(written) {
			if k := slices.IndexFunc(o.list, func(one Office) bool { return strings.EqualFold(one.Code, written) }); k >= 0 {
				at, n, office = i, 1, k
			}
		}
		for _, name := range o.names {
			if len(name.keys) > n && name.beginsIn(keys[i:]) {
				at, n, office = i, len(name.keys), name.office
			}
		}
	}
	return at, n, office
}

// beginsIn reports whether words begin with a name.
func (name officeName) beginsIn(words [][]string) bool {
	if len(words) < len(name.keys) {
		return false
	}
	for i, keys := range name.keys {
		if !slices.ContainsFunc(words[i], func(k string) bool { return slices.Contains(keys, k) }) {
			return false
		}
	}
	return true
}

// abbreviation reports whether a word is written as one: "JDM" and "KeM" are, and
// "sim" is a card.
func abbreviation(word string) bool {
	upper := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2
}

// office walks the documents of an institution and those that name it.
func (rs *readers) office(q *Query, a *asked, o officeAsked) (iterator, error) {
	w := &ofOffice{alone: len(a.words)+len(a.phrases)+len(a.numbers)+len(a.matters)+len(a.offices) == 1}
	for _, code := range o.codes {
		p, err := rs.posting(fieldFilter, officeTerm(code))
		if err != nil {
			return nil, err
		}
		if p != nil {
			w.own.parts = append(w.own.parts, p)
		}
	}
	var named []iterator
	for _, token := range o.words {
		one, err := rs.word(q, token)
		if err != nil {
			return nil, err
		}
		if one == nil {
			named = nil
			break
		}
		named = append(named, one)
	}
	if len(named) > 0 {
		w.named = all(named)
	}
	if len(w.own.parts) == 0 && w.named == nil {
		return nil, nil
	}
	return w, nil
}

func officeTerm(code string) string { return "office " + code }

// ofOffice walks the documents of an institution, and those that name it.
type ofOffice struct {
	own   anyOf
	named iterator // or nil
	alone bool     // nothing else is asked for
	at    uint64   // of named
}

func (o *ofOffice) seek(target uint64) (uint64, error) {
	own, err := o.own.seek(target)
	if err != nil || o.named == nil {
		return own, err
	}
	o.at, err = o.named.seek(target)
	return min(own, o.at), err
}

// itsOwn is how much it counts that a document is the institution's.
const itsOwn = 3

// score puts the institution's own documents before those that only name it. When
// nothing else is asked for they have none, and the newest stands first.
func (o *ofOffice) score() float64 {
	mine := o.own.cur != end && (o.named == nil || o.own.cur <= o.at)
	switch {
	case mine && o.alone:
		return 0
	case mine:
		return itsOwn
	}
	return o.named.score()
}

func (o *ofOffice) cost() uint64 {
	n := o.own.cost()
	if o.named != nil {
		n += o.named.cost()
	}
	return n
}

func (o *ofOffice) narrow(n uint64) {
	o.own.narrow(n)
	if o.named != nil {
		o.named.narrow(n)
	}
}
