package action

import (
	"context"
	"fmt"
	"slices"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/links"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// CorrectLinks asks to say which provisions of a revision are which of the one
// before it. Version is that of the document's links as their corrector saw
// them.
type CorrectLinks struct {
	Dossier  dossier.ID
	Document int
	Revision int // the newer one, from 2
	Version  int
	Said     []compare.Fixed // to be said; it replaces what was said of the same provisions
	Dropped  []compare.Fixed // to be taken back
	FormID   string
}

// corrections are links said of the revision by somebody now.
func (req CorrectLinks) corrections(list []compare.Fixed, of dossier.Correction) []dossier.Correction {
	out := make([]dossier.Correction, len(list))
	for i, f := range list {
		of.Revision, of.Old, of.New = req.Revision, f.Old, f.New
		out[i] = of
	}
	return out
}

// CorrectLinks corrects the links of a revision. The identities of provisions,
// in it and in all revisions after it, follow; and with them their histories,
// the places of comments and every comparison. What cannot be said is Invalid,
// as compare.Check tells; a colleague who was faster, or a revision published
// meanwhile, is a Conflict.
func (a *Actions) CorrectLinks(ctx context.Context, p people.Person, req CorrectLinks) error {
	was, texts, next, err := a.linked(ctx, p, req)
	if err != nil {
		return err
	}
	said := req.corrections(req.Said, dossier.Correction{By: p.ID, At: a.clock()})
	now := was.Correct(req.corrections(req.Dropped, dossier.Correction{}), said)
	var all []compare.Fixed
	for _, c := range now.Of(req.Revision) {
		all = append(all, compare.Fixed{Old: c.Old, New: c.New})
	}
	if err := compare.Check(lawtext.Parse(texts.Sources[0]), lawtext.Parse(texts.Sources[1]), all); err != nil {
		return err
	}
	retraced := links.Retrace(texts, now, next)
	_, err = a.once(ctx, p, form("links", fmt.Sprintf("%s/%d/%d", req.Dossier, req.Document, req.Revision), req.FormID), func(tx *store.Tx) (string, error) {
		return "", a.relink(tx, p, req, retraced)
	})
	return err
}

// linked reads what the correction is about: the links as they are, and the texts
// and marks of the revision, of the one before and of all after.
func (a *Actions) linked(ctx context.Context, p people.Person, req CorrectLinks) (was dossier.Links, texts links.Texts, next uint32, err error) {
	texts.From = req.Revision
	err = a.store.View(ctx, func(tx *store.Tx) error {
		if _, err := permitted(tx, p, people.CorrectLinks, req.Dossier); err != nil {
			return err
		}
		doc, err := tx.Document(req.Dossier, req.Document)
		if err != nil {
			return err
		}
		if req.Revision < 2 || req.Revision > doc.Revisions {
			return fault.ErrNotFound
		}
		if was, err = tx.Links(req.Dossier, req.Document); err != nil {
			return err
		}
		for no := req.Revision - 1; no <= doc.Revisions; no++ {
			text, err := tx.RevisionText(req.Dossier, req.Document, no)
			if err != nil {
				return err
			}
			marks, err := tx.Marks(req.Dossier, req.Document, no)
			if err != nil {
				return err
			}
			texts.Sources, texts.Marks = append(texts.Sources, text), append(texts.Marks, marks)
		}
		next, err = tx.NextProvision(req.Dossier, req.Document)
		return err
	})
	return was, texts, next, err
}

// relink keeps the corrected links and what follows from them.
func (a *Actions) relink(tx *store.Tx, p people.Person, req CorrectLinks, now links.Retraced) error {
	d, err := permitted(tx, p, people.CorrectLinks, req.Dossier)
	if err != nil {
		return err
	}
	doc, err := tx.Document(req.Dossier, req.Document)
	if err != nil {
		return err
	}
	was, err := tx.Links(req.Dossier, req.Document)
	if err != nil {
		return err
	}
	if was.Version != req.Version || doc.Revisions != req.Revision+len(now.Marks)-1 {
		return fault.New(fault.Conflict, "links.changed")
	}
	if slices.EqualFunc(was.Corrections, now.Links.Corrections, func(a, b dossier.Correction) bool {
		return a.Revision == b.Revision && a.Old == b.Old && a.New == b.New
	}) {
		return nil // said before
	}
	if err := tx.PutLinks(now.Links); err != nil {
		return err
	}
	if err := tx.Remark(req.Dossier, req.Document, req.Revision, now.Marks); err != nil {
		return err
	}
	if err := tx.Recount(req.Dossier, req.Document, req.Revision, changes(now.Summary)); err != nil {
		return err
	}
	return a.record(tx, p, d, event.Event{Name: event.LinksCorrected, Document: req.Document, Revision: req.Revision, Public: true})
}
