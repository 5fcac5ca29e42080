package search

import (
	"slices"

	"github.com/eelnou/eelnou/search/estonian"
)

// root builds the iterator of a query, or nil when nothing can fit.
func (rs *readers) root(q *Query, a *asked, wide bool) (iterator, error) {
	var parts []iterator
	var err error
	if a.empty() {
		parts, err = rs.everything(q)
	} else {
		parts, err = rs.asked(q, a, wide)
	}
	if err != nil || len(parts) == 0 {
		return nil, err
	}
	if q.Group != "" {
		p, err := rs.posting(fieldFilter, "group "+q.Group)
		if err != nil || p == nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	root := all(parts)
	for _, token := range a.without {
		w, err := rs.word(q, token)
		if err != nil {
			return nil, err
		}
		if w != nil {
			root = &except{keep: root, drop: w}
		}
	}
	return root, nil
}

// all puts the rarest part first, which decides how long the walk takes.
func all(parts []iterator) iterator {
	if len(parts) == 1 {
		return parts[0]
	}
	byCost(parts)
	return &allOf{parts: parts}
}

// everything walks all documents; old wordings only when they are asked for.
func (rs *readers) everything(q *Query) ([]iterator, error) {
	terms := []string{"now"}
	if q.History || !q.AsOf.IsZero() {
		terms = append(terms, "past")
	}
	w := &anyOf{}
	for _, term := range terms {
		p, err := rs.posting(fieldFilter, term)
		if err != nil {
			return nil, err
		}
		if p != nil {
			w.parts = append(w.parts, p)
		}
	}
	if len(w.parts) == 0 {
		return nil, nil
	}
	return []iterator{w}, nil
}

// asked builds what the words, phrases and references of a query demand. In
// the wide reading half of the words are enough.
func (rs *readers) asked(q *Query, a *asked, wide bool) ([]iterator, error) {
	words, missing, err := rs.words(q, a, wide)
	if err != nil {
		return nil, err
	}
	if wide {
		if len(words) == 0 {
			return nil, nil
		}
		return []iterator{&someOf{parts: words, least: max(1, (len(words)+missing)/2)}}, nil
	}
	if missing > 0 {
		words = nil
	}
	named, err := rs.posting(fieldName, a.whole)
	if err != nil {
		return nil, err
	}
	switch {
	case named == nil && len(words) == 0:
		return nil, nil
	case named == nil:
		return words, nil
	case len(words) == 0:
		return []iterator{named}, nil
	}
	return []iterator{&someOf{parts: []iterator{all(words), named}, least: 1}}, nil
}

// words returns one iterator for each thing asked for, and how many things
// occur nowhere.
func (rs *readers) words(q *Query, a *asked, wide bool) (list []iterator, missing int, err error) {
	add := func(i iterator, found bool, err2 error) {
		if err2 != nil {
			err = err2
		} else if found {
			list = append(list, i)
		} else {
			missing++
		}
	}
	tokens := a.words
	if wide {
		tokens = append(slices.Clone(a.act), a.words...)
		for _, number := range a.reading.Numbers {
			tokens = append(tokens, estonian.All(number)...)
		}
	}
	skip := !a.onlyCommon()
	for _, token := range tokens {
		if skip && commonWords[token.Word] && len(tokens) > 1 {
			continue
		}
		w, err := rs.word(q, token)
		add(w, w != nil, err)
	}
	for _, words := range a.phrases {
		p, err := rs.phrase(words)
		add(p, p != nil, err)
	}
	if len(a.numbers) > 0 {
		s, err := rs.anyTerm(fieldNumber, a.numbers)
		add(s, s != nil, err)
	}
	for _, o := range a.offices {
		w, err := rs.office(q, a, o)
		add(w, w != nil, err)
	}
	if len(a.act) > 0 && !wide {
		act, err := rs.act(a)
		add(act, act != nil, err)
	}
	for _, names := range a.matters {
		if !wide {
			m, err := rs.matter(names, len(list) > 0)
			add(m, m != nil, err)
		}
	}
	return list, missing, err
}

// word walks the documents with a word in any inflection.
func (rs *readers) word(q *Query, token estonian.Token) (*word, error) {
	fields := []string{fieldTitle, fieldBody, fieldParts, fieldWithin}
	switch q.In {
	case InTitle:
		fields = fields[:1]
	case InText, InNotes, InComments, InResponses:
		fields = fields[1:3]
	}
	var ways []*posting
	add := func(field, term string) error {
		p, err := rs.posting(field, term)
		if p != nil {
			ways = append(ways, p)
		}
		return err
	}
	for _, field := range fields {
		for _, key := range askedKeys(token) {
			if err := add(field, key); err != nil {
				return nil, err
			}
		}
	}
	if q.In == "" {
		for _, field := range [...]string{fieldPlain, fieldName} {
			if err := add(field, estonian.Plain(token.Word)); err != nil {
				return nil, err
			}
		}
	}
	return rs.inAnyWay(ways), nil
}

func (rs *readers) anyTerm(field string, terms []string) (*anyOf, error) {
	w := &anyOf{}
	for _, term := range terms {
		p, err := rs.posting(field, term)
		if err != nil {
			return nil, err
		}
		if p != nil {
			w.parts = append(w.parts, p)
		}
	}
	if len(w.parts) == 0 {
		return nil, nil
	}
	return w, nil
}

func (rs *readers) phrase(words []string) (iterator, error) {
	p := &phrase{}
	for _, word := range words {
		one, err := rs.posting(fieldPlain, word)
		if err != nil || one == nil {
			return nil, err
		}
		p.words = append(p.words, &places{spots: one.spots})
		p.all.parts = append(p.all.parts, one)
	}
	if len(p.words) == 1 {
		return p.all.parts[0], nil
	}
	byCost(p.all.parts)
	return p, nil
}

// act walks the provisions of an act named by its abbreviation or by its title.
func (rs *readers) act(a *asked) (iterator, error) {
	var ways []iterator
	named, err := rs.anyTerm(fieldName, a.actNames)
	if err != nil {
		return nil, err
	}
	if named != nil {
		ways = append(ways, named)
	}
	var title []iterator
	for _, token := range a.act {
		w, err := rs.anyTerm(fieldWithin, askedKeys(token))
		if err != nil {
			return nil, err
		}
		if w == nil {
			title = nil
			break
		}
		title = append(title, w)
	}
	if len(title) > 0 {
		ways = append(ways, all(title))
	}
	switch len(ways) {
	case 0:
		return nil, nil
	case 1:
		return ways[0], nil
	}
	return &someOf{parts: ways, least: 1}, nil
}

// matter walks the documents with one of the names; beside other words, all
// documents of the dossiers these are in.
func (rs *readers) matter(names []string, whole bool) (iterator, error) {
	named, err := rs.anyTerm(fieldName, names)
	if err != nil || named == nil {
		return nil, err
	}
	if !whole {
		return named, nil
	}
	groups, err := rs.groups(names)
	if err != nil || len(groups) == 0 {
		return named, err
	}
	all, err := rs.anyTerm(fieldFilter, groups)
	if err != nil || all == nil {
		return named, err
	}
	return &someOf{parts: []iterator{named, all}, least: 1}, nil
}

const mostMatters = 16 // dossiers that share a number

// groups lists the terms of the dossiers of documents with one of the names.
func (rs *readers) groups(names []string) ([]string, error) {
	named, err := rs.anyTerm(fieldName, names)
	if err != nil || named == nil {
		return nil, err
	}
	column, err := rs.reader.column()
	if err != nil {
		return nil, err
	}
	var groups []string
	for target := uint64(0); len(groups) < mostMatters; {
		at, err := named.seek(target)
		if err != nil || at == end {
			return groups, err
		}
		target = at + 1
		if row := column.at(at); row.sort != nowhere {
			groups = appendNew(groups, "group "+column.groups[row.group])
		}
	}
	return groups, nil
}
