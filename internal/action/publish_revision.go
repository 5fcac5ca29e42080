package action

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// PublishRevision asks to publish a document's draft as its next revision.
// Version is the version of the draft that its publisher has looked at.
type PublishRevision struct {
	Dossier  dossier.ID
	Document int
	Version  int
	FormID   string
}

// form names the form that was sent.
func (req PublishRevision) form() string {
	return form("publish", fmt.Sprintf("%s/%d", req.Dossier, req.Document), req.FormID)
}

// PublishRevision makes the draft the next revision, for good, and answers with
// its number.
func (a *Actions) PublishRevision(ctx context.Context, p people.Person, req PublishRevision) (int, error) {
	ready, err := a.prepare(ctx, p, req)
	if err != nil {
		return 0, err
	}
	no, err := a.once(ctx, p, req.form(), func(tx *store.Tx) (string, error) {
		d, err := permitted(tx, p, people.PublishRevision, req.Dossier)
		if err != nil {
			return "", err
		}
		doc, err := tx.Document(req.Dossier, req.Document)
		if err != nil {
			return "", err
		}
		draft, err := tx.Draft(req.Dossier, req.Document)
		if err != nil {
			return "", err
		}
		if draft.Version != req.Version {
			return "", fault.New(fault.Conflict, "dossier.draft_changed")
		}
		said, err := tx.Links(req.Dossier, req.Document)
		if err != nil {
			return "", err
		}
		if said.Version != ready.links { // identities would be carried from what no longer holds
			return "", fault.New(fault.Conflict, "links.changed")
		}
		rev, err := dossier.Publish(d, doc, draft, ready.lastHash, a.clock())
		if err != nil {
			return "", err
		}
		return strconv.Itoa(rev.No), a.publish(tx, p, d, doc, ready.facts(rev, p), ready)
	})
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(no)
}

// prepared is the slow part of a publication, done before the transaction.
type prepared struct {
	text     *lawtext.Text
	lastHash [32]byte // of the newest revision; zero when there is none
	links    int      // version of what was said about the document's provisions
	marks    []dossier.Mark
	changed  dossier.Changes
}

func (a *Actions) prepare(ctx context.Context, p people.Person, req PublishRevision) (prepared, error) {
	var draft dossier.Draft
	var last string
	var ready prepared
	var marks []dossier.Mark
	var next uint32
	err := a.store.View(ctx, func(tx *store.Tx) error {
		if _, err := permitted(tx, p, people.PublishRevision, req.Dossier); err != nil {
			return err
		}
		var err error
		if draft, err = tx.Draft(req.Dossier, req.Document); err != nil {
			return err
		}
		if draft.Base == 0 {
			return nil
		}
		if last, err = tx.RevisionText(req.Dossier, req.Document, draft.Base); err != nil {
			return err
		}
		ready.lastHash = sha256.Sum256([]byte(last))
		if next, err = tx.NextProvision(req.Dossier, req.Document); err != nil {
			return err
		}
		if marks, err = tx.Marks(req.Dossier, req.Document, draft.Base); err != nil {
			return err
		}
		said, err := tx.Links(req.Dossier, req.Document)
		ready.links = said.Version
		return err
	})
	if errors.Is(err, fault.ErrNotFound) && req.FormID != "" {
		return ready, a.publishedBefore(ctx, p, req.form(), err)
	}
	if err != nil {
		return ready, err
	}
	ready.text = lawtext.Parse(draft.Text)
	if draft.Base == 0 {
		ready.marks, _ = compare.First(ready.text)
		return ready, nil
	}
	result := compare.Texts(lawtext.Parse(last), ready.text)
	ready.marks, _ = compare.Trace(marks, result, draft.Base+1, next)
	ready.changed = changes(result.Summary)
	return ready, nil
}

// publishedBefore lets a form that was sent twice pass on to once, which
// answers it; the draft itself is gone by then.
func (a *Actions) publishedBefore(ctx context.Context, p people.Person, formID string, absent error) error {
	return a.store.View(ctx, func(tx *store.Tx) error {
		_, ok, err := tx.Once("form/" + string(p.ID) + "/" + formID)
		if err != nil || ok {
			return err
		}
		return absent
	})
}

func changes(s compare.Summary) dossier.Changes {
	return dossier.Changes{Reworded: s.Reworded + s.Replaced, Inserted: s.Inserted, Deleted: s.Deleted, Moved: s.Moved, Renumbered: s.Renumbered}
}

// facts completes what the rule decided with what the text tells.
func (r prepared) facts(rev dossier.Revision, p people.Person) dossier.Revision {
	rev.By = p.ID
	rev.Sections = len(r.text.Sections())
	rev.Changed = r.changed
	return rev
}

func (a *Actions) publish(tx *store.Tx, p people.Person, d dossier.Dossier, doc dossier.Document, rev dossier.Revision, ready prepared) error {
	if err := tx.AddRevision(rev, lawtext.Chunks(ready.text), ready.marks); err != nil {
		return err
	}
	doc.Revisions = rev.No
	if err := tx.PutDocument(doc); err != nil {
		return err
	}
	if err := tx.DeleteDraft(d.ID, doc.No); err != nil {
		return err
	}
	d.Changed = rev.Published
	if err := tx.PutDossier(d); err != nil {
		return err
	}
	return a.record(tx, p, d, event.Event{Name: event.RevisionPublished, Document: doc.No, Revision: rev.No, Public: true})
}
