package indexer

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
)

// touched is what some events say has changed in one dossier.
type touched struct {
	dossier   dossier.ID
	all       bool // everything there is
	documents map[int]bool
	comments  map[consult.CommentNo]bool
	responses map[consult.ResponseNo]bool
}

// gather sorts events by dossier, in the order in which each first occurs.
func gather(events []event.Event) []*touched {
	var list []*touched
	by := map[dossier.ID]*touched{}
	for _, e := range events {
		if e.Dossier == "" {
			continue
		}
		t := by[e.Dossier]
		if t == nil {
			t = &touched{dossier: e.Dossier, documents: map[int]bool{}, comments: map[consult.CommentNo]bool{}, responses: map[consult.ResponseNo]bool{}}
			by[e.Dossier] = t
			list = append(list, t)
		}
		t.add(e)
	}
	return list
}

func (t *touched) add(e event.Event) {
	if e.Document != 0 {
		t.documents[e.Document] = true
	}
	if e.Comment != 0 {
		t.comments[e.Comment] = true
	}
	if e.Response != 0 {
		t.responses[e.Response] = true
	}
}

// everything makes the whole dossier count as touched.
func (t *touched) everything(m *matter) {
	t.all = true
	t.documents = map[int]bool{}
	for _, d := range m.documents {
		t.documents[d.No] = true
	}
	t.comments, t.responses = nil, nil // remarks lists them all
}
