package amend

import (
	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Finder reads texts that have most of their words in common, as the revisions of
// a document have: what it found in a run of words it finds again without looking.
// It is for one goroutine.
type Finder struct {
	names *cite.Names
	found map[string][]cite.Reference // nil: nothing is remembered
}

// NewFinder returns a finder of acts by their names.
func NewFinder(names *cite.Names) *Finder {
	return &Finder{names: names, found: map[string][]cite.Reference{}}
}

// find returns the references of a run of words, which must not be changed.
func (f *Finder) find(text string) []cite.Reference {
	if f.found == nil {
		return cite.Find(text, f.names)
	}
	list, known := f.found[text]
	if !known {
		list = cite.Find(text, f.names)
		f.found[text] = list
	}
	return list
}

// Read is Read with what the finder remembers.
func (f *Finder) Read(t *lawtext.Text, draft bool) []Link {
	r := reader{Finder: f, t: t, draft: draft}
	for i := 1; i < len(t.Nodes); i++ {
		r.node(i)
	}
	return r.links
}

// Mentions is Mentions with what the finder remembers.
func (f *Finder) Mentions(t *lawtext.Text, draft bool) []Mention {
	m := mentioner{reader: reader{Finder: f, t: t, draft: draft}}
	for i := 1; i < len(t.Nodes); i++ {
		m.mention(i)
	}
	return m.found
}
