package action

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// OpenConsultation asks to open a consultation on documents of a dossier, each
// at its newest revision.
type OpenConsultation struct {
	Dossier     dossier.ID
	Title       lang.Text
	Summary     lang.Text
	Affected    lang.Text
	Questions   []lang.Text
	Documents   []int
	Deadline    clock.Date
	ShortReason lang.Text
	FormID      string
}

// OpenConsultation opens it at once and answers with its ordinal in the
// dossier. The dossier's proceedings record the stage.
func (a *Actions) OpenConsultation(ctx context.Context, p people.Person, req OpenConsultation) (consult.ID, error) {
	no, err := a.once(ctx, p, form("open consultation", string(req.Dossier), req.FormID), func(tx *store.Tx) (string, error) {
		d, err := permitted(tx, p, people.OpenConsultation, req.Dossier)
		if err != nil {
			return "", err
		}
		c := consult.Consultation{
			Title: req.Title, Summary: req.Summary, Affected: req.Affected, Questions: req.Questions,
			Deadline: req.Deadline, ShortReason: req.ShortReason, By: p.ID,
		}
		if c.Documents, err = newest(tx, req.Dossier, req.Documents); err != nil {
			return "", err
		}
		now := a.clock()
		if c, err = consult.Open(d, c, a.settings.ConsultationDays, now); err != nil {
			return "", err
		}
		step := dossier.Step{Stage: dossier.Consultation, Happened: clock.DateOf(now), By: p.ID}
		if d, err = d.WithStep(step, now); err != nil {
			return "", err
		}
		d.Consultations = c.No
		if err := tx.PutDossier(d); err != nil {
			return "", err
		}
		if err := tx.PutConsultation(c); err != nil {
			return "", err
		}
		return strconv.Itoa(c.No), a.record(tx, p, d, event.Event{Name: event.ConsultationOpened, Consultation: c.No, Public: true})
	})
	if err != nil {
		return consult.ID{}, err
	}
	n, err := strconv.Atoi(no)
	return consult.ID{Dossier: req.Dossier, No: n}, err
}

// newest names documents at their newest revision; those without one are left out.
func newest(tx *store.Tx, id dossier.ID, documents []int) ([]consult.DocumentAt, error) {
	var found []consult.DocumentAt
	for i, no := range documents {
		if slices.Contains(documents[:i], no) {
			continue
		}
		doc, err := tx.Document(id, no)
		if errors.Is(err, fault.ErrNotFound) {
			return nil, fault.Fields{{Name: "documents", Message: fault.Message{Key: "fault.choose"}}}.Err()
		}
		if err != nil {
			return nil, err
		}
		if doc.Revisions > 0 {
			found = append(found, consult.DocumentAt{Document: no, Revision: doc.Revisions})
		}
	}
	return found, nil
}

// MoveDeadline asks to give people more time.
type MoveDeadline struct {
	Consultation consult.ID
	To           clock.Date
	Reason       lang.Text
}

// MoveDeadline moves a deadline to a later day; the history stays public.
func (a *Actions) MoveDeadline(ctx context.Context, p people.Person, req MoveDeadline) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		c, d, err := permittedConsultation(tx, p, people.MoveDeadline, req.Consultation)
		if err != nil {
			return err
		}
		now := a.clock()
		if c, err = c.MoveDeadline(consult.Move{To: req.To, Reason: req.Reason, By: p.ID}, now); err != nil {
			return err
		}
		return a.putConsultation(tx, p, d, c, event.DeadlineMoved)
	})
}

// CloseConsultation asks to close a consultation whose deadline has passed.
type CloseConsultation struct {
	Consultation consult.ID
	Summary      lang.Text
}

// CloseConsultation closes it with a public summary.
func (a *Actions) CloseConsultation(ctx context.Context, p people.Person, req CloseConsultation) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		c, d, err := permittedConsultation(tx, p, people.CloseConsultation, req.Consultation)
		if err != nil {
			return err
		}
		if c, err = c.Close(strings.TrimSpace(req.Summary.Et), a.clock()); err != nil {
			return err
		}
		c.Closing = req.Summary
		return a.putConsultation(tx, p, d, c, event.ConsultationClosed)
	})
}

func (a *Actions) putConsultation(tx *store.Tx, p people.Person, d dossier.Dossier, c consult.Consultation, name event.Name) error {
	if err := tx.PutConsultation(c); err != nil {
		return err
	}
	d.Changed = a.clock()
	if err := tx.PutDossier(d); err != nil {
		return err
	}
	return a.record(tx, p, d, event.Event{Name: name, Consultation: c.No, Public: true})
}
