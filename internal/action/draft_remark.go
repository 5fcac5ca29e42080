package action

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// DraftRemark asks to keep a remark for the reply of the person's institution:
// a new one, or the next version of one. Version is the one its author was
// looking at.
type DraftRemark struct {
	Round       consult.ID
	No          consult.RemarkNo // 0: a new one
	Version     int
	Anchor      consult.Anchor // Revision and Provision are found here
	Text        string
	Replacement string
	FormID      string
}

// DraftRemark keeps it inside the institution, and answers with its number.
func (a *Actions) DraftRemark(ctx context.Context, p people.Person, req DraftRemark) (consult.RemarkNo, error) {
	about := req.Round.String() + "\x00" + strconv.FormatUint(uint64(req.No), 10)
	no, err := a.once(ctx, p, form("draft remark", about, req.FormID), func(tx *store.Tx) (string, error) {
		at, err := preparedRound(tx, p, req.Round)
		if err != nil {
			return "", err
		}
		m := consult.RemarkDraft{Round: at.round.ID, Institution: at.of}
		if req.No > 0 {
			if m, err = theRemark(tx, at, req.No, req.Version); err != nil {
				return "", err
			}
		}
		if m.Corrects == 0 { // what was sent stays where it stood
			m.Anchor = req.Anchor
		}
		m.Text, m.Replacement = strings.TrimSpace(req.Text), strings.TrimSpace(req.Replacement)
		m, err = a.keepRemark(tx, p, at, m)
		return strconv.FormatUint(uint64(m.No), 10), err
	})
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseUint(no, 10, 64)
	return consult.RemarkNo(n), err
}

// DiscardRemark puts a drafted remark aside; RestoreRemark brings it back.
func (a *Actions) DiscardRemark(ctx context.Context, p people.Person, id consult.ID, no consult.RemarkNo, version int) error {
	return a.moveRemark(ctx, p, id, no, version, func(m *consult.RemarkDraft) { m.Discarded = a.clock() })
}

// RestoreRemark brings back a remark that was put aside.
func (a *Actions) RestoreRemark(ctx context.Context, p people.Person, id consult.ID, no consult.RemarkNo, version int) error {
	return a.moveRemark(ctx, p, id, no, version, func(m *consult.RemarkDraft) { m.Discarded = time.Time{} })
}

func (a *Actions) moveRemark(ctx context.Context, p people.Person, id consult.ID, no consult.RemarkNo, version int, change func(*consult.RemarkDraft)) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		at, err := preparedRound(tx, p, id)
		if err != nil {
			return err
		}
		m, err := theRemark(tx, at, no, version)
		if err != nil {
			return err
		}
		change(&m)
		return a.putRemark(tx, p, at.dossier, &m)
	})
}

// preparedRound loads a round to which the person's institution has yet to reply.
func preparedRound(tx *store.Tx, p people.Person, id consult.ID) (askedOf, error) {
	at, err := askedRound(tx, p, people.PrepareReply, id)
	if err != nil {
		return at, err
	}
	return at, at.round.MayPrepare(at.of)
}

// theRemark is a drafted remark at the version that somebody has read.
func theRemark(tx *store.Tx, at askedOf, no consult.RemarkNo, version int) (consult.RemarkDraft, error) {
	m, err := tx.RemarkDraft(at.round.ID, at.of, no)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return m, err
	case err == nil && m.Version != version:
		return m, fault.New(fault.Conflict, "round.remark_changed")
	}
	return m, err
}

// keepRemark checks a drafted remark, finds its place and keeps it.
func (a *Actions) keepRemark(tx *store.Tx, p people.Person, at askedOf, m consult.RemarkDraft) (consult.RemarkDraft, error) {
	m.Anchor.Revision = sentAt(at.round, m.Anchor.Document)
	if err := at.round.Draft(m); err != nil {
		return m, err
	}
	var err error
	if m.Anchor, err = placed(tx, at.dossier.ID, m.Anchor); err != nil {
		return m, err
	}
	if m.No == 0 {
		if m.No, err = tx.NextRemarkDraft(); err != nil {
			return m, err
		}
	}
	return m, a.putRemark(tx, p, at.dossier, &m)
}

// draftPieces makes a drafted remark of every remark of a letter, all or none, and
// removes the letter. Its annexes will go with the reply.
func (a *Actions) draftPieces(tx *store.Tx, p people.Person, w window, l consult.Letter, pieces []consult.Piece) error {
	at := askedOf{round: w.round, dossier: w.dossier, of: w.of}
	var wrong fault.Fields
	for _, piece := range pieces {
		m := consult.RemarkDraft{Round: w.id, Institution: w.of, Text: strings.TrimSpace(piece.Text), Anchor: placeOf(piece)}
		_, err := a.keepRemark(tx, p, at, m)
		if f := fault.Of(err); f != nil && f.Kind == fault.Invalid && len(f.Fields) > 0 {
			wrong = append(wrong, ofPiece(f.Fields, piece.Block)...)
			continue
		}
		if err != nil {
			return err
		}
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if err := a.enclose(tx, p, at, l.Attachments); err != nil {
		return err
	}
	return tx.DeleteLetter(w.id, l.No)
}

// sentAt is the revision at which a document was sent, or 0.
func sentAt(r consult.Round, document int) int {
	for _, at := range r.Documents {
		if at.Document == document {
			return at.Revision
		}
	}
	return 0
}

func (a *Actions) putRemark(tx *store.Tx, p people.Person, d dossier.Dossier, m *consult.RemarkDraft) error {
	m.Version++
	m.Saved, m.By = a.clock(), p.ID
	if err := tx.PutRemarkDraft(*m); err != nil {
		return err
	}
	return a.record(tx, p, d, event.Event{Name: event.RemarkDrafted, Round: m.Round.No, Institution: m.Institution})
}
