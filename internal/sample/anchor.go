package sample

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// shown returns a revision that the public could read at the moment.
func (m *matter) shown(document, revision int, at time.Time) (*imprint, error) {
	if document < 1 || document > len(m.prints) || revision < 1 || revision > len(m.prints[document-1]) {
		return nil, fmt.Errorf("no document %02d revision %d", document, revision)
	}
	print := m.prints[document-1][revision-1]
	if print.published.IsZero() || print.published.After(at) {
		return nil, fmt.Errorf("document %02d revision %d was not published yet", document, revision)
	}
	return print, nil
}

// anchor finds the place a comment was written on, as a form would.
func (m *matter) anchor(f commentFile, at time.Time) (consult.Anchor, error) {
	a := consult.Anchor{Document: f.Document, Revision: f.Revision, Address: f.Provision, Quote: strings.Join(strings.Fields(f.Quote), " ")}
	if f.Document == 0 {
		if f.Revision != 0 || f.Provision != "" || f.Quote != "" {
			return a, errors.New("a place needs its document")
		}
		return a, nil
	}
	print, err := m.shown(f.Document, f.Revision, at)
	if err != nil || f.Provision == "" {
		return a, err
	}
	node, ok := print.text.Find(f.Provision)
	if !ok {
		return a, fmt.Errorf("document %02d revision %d has no %s", f.Document, f.Revision, f.Provision)
	}
	for k, addressable := range print.text.Addressable() {
		if addressable == node {
			a.Provision = print.marks[k].Provision
		}
	}
	return quoted(print.text, node, a)
}

// quoted notes where in the provision the quoted words stand.
func quoted(text *lawtext.Text, node int, a consult.Anchor) (consult.Anchor, error) {
	if a.Quote == "" {
		return a, nil
	}
	whole := strings.Join(strings.Fields(text.Full(node)), " ")
	before, after, found := strings.Cut(whole, a.Quote)
	if !found {
		return a, fmt.Errorf("%s does not say %q", a.Address, a.Quote)
	}
	a.Prefix, a.Suffix = lastRunes(before, 32), firstRunes(after, 32)
	a.Offset = len(strings.Fields(before))
	return a, nil
}

func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}
