package action

import (
	"context"
	"errors"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// RecordStep asks to record that a dossier entered a stage or ended.
type RecordStep struct {
	Dossier dossier.ID
	Step    dossier.Step
	FormID  string
}

// RecordStep adds a dated step to a dossier's proceedings. A submission to the
// Government is a Conflict while an addressee of the last round has no outcome
// or a remark in it no response.
func (a *Actions) RecordStep(ctx context.Context, p people.Person, req RecordStep) error {
	_, err := a.once(ctx, p, form("record step", string(req.Dossier), req.FormID), func(tx *store.Tx) (string, error) {
		d, err := permitted(tx, p, people.RecordStep, req.Dossier)
		if err != nil {
			return "", err
		}
		req.Step.By = p.ID
		if d, err = d.WithStep(req.Step, a.clock()); err != nil {
			return "", err
		}
		if req.Step.Stage == dossier.Submission && req.Step.Outcome == "" {
			rounds, err := tx.Rounds(d.ID)
			if err != nil {
				return "", err
			}
			if err := consult.ForSubmission(rounds).Err(); err != nil {
				return "", err
			}
		}
		if req.Step.SupersededBy != "" {
			if _, err := permitted(tx, p, people.ReadPapers, req.Step.SupersededBy); errors.Is(err, fault.ErrNotFound) || req.Step.SupersededBy == d.ID {
				return "", fault.Fields{{Name: "superseded_by", Message: fault.Message{Key: "fault.not_found"}}}.Err()
			} else if err != nil {
				return "", err
			}
		}
		if err := tx.PutDossier(d); err != nil {
			return "", err
		}
		return "", a.record(tx, p, d, event.Event{Name: event.StepRecorded, Public: true})
	})
	return err
}
