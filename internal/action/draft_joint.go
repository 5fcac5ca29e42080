package action

import (
	"context"
	"crypto/rand"
	"errors"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// BeginJoint asks to begin a joint opinion.
type BeginJoint struct {
	Organisation string
	Consultation consult.ID
}

// BeginJoint begins a joint opinion of an organisation in a consultation. One that
// is being worked on already is the answer instead: colleagues meet in one draft.
func (a *Actions) BeginJoint(ctx context.Context, p people.Person, req BeginJoint) (consult.JointID, error) {
	id := consult.JointID(strings.ToLower(rand.Text()))
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		o, err := organisation(tx, p, people.SpeakForOrganisation, req.Organisation)
		if err != nil {
			return err
		}
		if !o.IsConfirmed() {
			return fault.New(fault.Conflict, "joint.not_confirmed")
		}
		c, _, err := permittedConsultation(tx, p, people.ReadPublished, req.Consultation)
		if err != nil {
			return err
		}
		list, err := tx.JointsOf(o.Code)
		if err != nil {
			return err
		}
		for _, j := range list {
			if j.Organisation == o.Code && j.Consultation == c.ID && j.Sent.IsZero() && j.Discarded.IsZero() {
				id = j.ID
				return nil
			}
		}
		j, err := consult.BeginJoint(id, o.Code, c, p.ID, a.clock())
		if err != nil {
			return err
		}
		return a.putJoint(tx, p, j)
	})
	return id, err
}

// SaveJoint asks to keep one part of a joint opinion. Version is the part's version
// its author was editing; New adds a remark.
type SaveJoint struct {
	Joint   consult.JointID
	No      int // of the part; 0 is about the whole
	New     bool
	Version int
	Anchor  consult.Anchor // Provision is found here
	Text    string

	Replacement string // the exact wording proposed for the provision, or empty
	FormID      string
	With        bool // the files that were sent with the form before become the opinion's
}

// SaveJoint keeps the part and answers with its number. A part that somebody else
// saved meanwhile is a Conflict.
func (a *Actions) SaveJoint(ctx context.Context, p people.Person, req SaveJoint) (int, error) {
	no, err := a.once(ctx, p, form("joint part", string(req.Joint), req.FormID), func(tx *store.Tx) (string, error) {
		j, err := ownJoint(tx, p, req.Joint)
		if err != nil {
			return "", err
		}
		c, err := tx.Consultation(j.Consultation)
		if err != nil {
			return "", err
		}
		at, err := askedPlace(tx, c, req.Anchor)
		if err != nil {
			return "", err
		}
		part := consult.Part{No: req.No, Anchor: at, Text: req.Text, Replacement: req.Replacement, Version: req.Version, By: p.ID}
		before := j.Wording
		if req.New {
			j, part, err = j.Add(part, a.clock())
		} else {
			j, part, err = j.Save(part, a.clock())
		}
		if err != nil {
			return "", err
		}
		if req.With {
			if j, err = a.takeOver(tx, j, req.FormID); err != nil {
				return "", err
			}
		}
		answer := strconv.Itoa(part.No)
		if j.Wording == before {
			return answer, nil
		}
		return answer, a.putJoint(tx, p, j)
	})
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(no)
}

// takeOver moves the files of the form of a comment to a joint opinion.
func (a *Actions) takeOver(tx *store.Tx, j consult.Joint, formID string) (consult.Joint, error) {
	files, err := attached(tx, j.Consultation, formID)
	for _, f := range files {
		if err == nil {
			j, err = j.Enclose(f, a.clock())
		}
		if err == nil {
			err = tx.DeleteUpload(uploadForm(j.Consultation, formID), f.Hash)
		}
	}
	return j, err
}

// EncloseInJoint adds files to a joint opinion; they go with its first comment.
func (a *Actions) EncloseInJoint(ctx context.Context, p people.Person, id consult.JointID, files []Enclosed) error {
	if err := a.store.View(ctx, func(tx *store.Tx) error { _, err := ownJoint(tx, p, id); return err }); err != nil {
		return err // bytes of people who may not write on it are not written at all
	}
	if len(files) == 0 {
		return fault.Fields{{Name: "file", Message: fault.Message{Key: "fault.required"}}}.Err()
	}
	err := a.enclosing(files, func(list []consult.Attachment) error {
		return a.changeJoint(ctx, p, id, func(tx *store.Tx, j consult.Joint) (consult.Joint, error) {
			err := a.noteFiles(tx, list)
			for _, f := range list {
				if err == nil {
					j, err = j.Enclose(f, a.clock())
				}
			}
			return j, err
		})
	})
	return fault.Renamed(err, "annex", "file")
}

// TakeFromJoint takes a file out of a joint opinion.
func (a *Actions) TakeFromJoint(ctx context.Context, p people.Person, id consult.JointID, hash string) error {
	return a.changeJoint(ctx, p, id, func(_ *store.Tx, j consult.Joint) (consult.Joint, error) { return j.Unclose(hash, a.clock()) })
}

// askedPlace is placed for a document that the consultation asks about.
func askedPlace(tx *store.Tx, c consult.Consultation, at consult.Anchor) (consult.Anchor, error) {
	asked := at.Document == 0
	for _, d := range c.Documents {
		asked = asked || d.Document == at.Document
	}
	if !asked {
		return at, fault.Fields{{Name: "anchor", Message: fault.Message{Key: "consult.not_asked"}}}.Err()
	}
	return placed(tx, c.Dossier, at)
}

// RemoveJointRemark takes a remark out of a joint opinion, or with out false puts it
// back.
func (a *Actions) RemoveJointRemark(ctx context.Context, p people.Person, id consult.JointID, no int, out bool) error {
	return a.changeJoint(ctx, p, id, func(_ *store.Tx, j consult.Joint) (consult.Joint, error) {
		return j.Remove(no, out, p.ID, a.clock())
	})
}

// DiscardJoint throws a joint opinion away, or with out false brings it back.
func (a *Actions) DiscardJoint(ctx context.Context, p people.Person, id consult.JointID, out bool) error {
	return a.changeJoint(ctx, p, id, func(_ *store.Tx, j consult.Joint) (consult.Joint, error) {
		return j.Discard(out, a.clock())
	})
}

// AskCosigner asks another organisation to sign, by its registry code. From then on
// its representatives may read the draft. They are told by mail.
func (a *Actions) AskCosigner(ctx context.Context, p people.Person, id consult.JointID, code string) error {
	code, _ = people.RegistryCode(code)
	return a.changeJoint(ctx, p, id, func(tx *store.Tx, j consult.Joint) (consult.Joint, error) {
		other, err := tx.Organisation(code)
		if errors.Is(err, fault.ErrNotFound) || err == nil && !other.IsConfirmed() {
			return j, fault.Fields{{Name: "code", Message: fault.Message{Key: "joint.no_such_organisation"}}}.Err()
		}
		if err != nil {
			return j, err
		}
		if j, err = j.Ask(code, p.ID, a.clock()); err != nil {
			return j, err
		}
		own, err := tx.Organisation(j.Organisation)
		if err != nil {
			return j, err
		}
		return j, a.mailCosigners(tx, j, own, other)
	})
}

// UnaskCosigner no longer asks an organisation to sign. Its representatives may not
// read the draft any more.
func (a *Actions) UnaskCosigner(ctx context.Context, p people.Person, id consult.JointID, code string) error {
	return a.changeJoint(ctx, p, id, func(_ *store.Tx, j consult.Joint) (consult.Joint, error) { return j.Unask(code) })
}

// SignJoint asks to sign a joint opinion for an organisation, or to decline.
type SignJoint struct {
	Joint        consult.JointID
	Organisation string // that was asked
	Answer       consult.Signature
	Wording      int // that was read
}

// SignJoint keeps the answer of an organisation that was asked. Words that changed
// since they were read are a Conflict.
func (a *Actions) SignJoint(ctx context.Context, p people.Person, req SignJoint) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		j, err := tx.Joint(req.Joint)
		if err != nil {
			return err
		}
		if _, err := organisation(tx, p, people.SpeakForOrganisation, req.Organisation); err != nil {
			return err
		}
		if j, err = j.Answer(req.Organisation, req.Answer, req.Wording, p.ID, a.clock()); err != nil {
			return err
		}
		return a.putJoint(tx, p, j)
	})
}

// ownJoint loads a joint opinion for a representative of who writes it.
func ownJoint(tx *store.Tx, p people.Person, id consult.JointID) (consult.Joint, error) {
	j, err := tx.Joint(id)
	if err != nil {
		return j, err
	}
	_, err = organisation(tx, p, people.SpeakForOrganisation, j.Organisation)
	return j, err
}

func (a *Actions) changeJoint(ctx context.Context, p people.Person, id consult.JointID, change func(*store.Tx, consult.Joint) (consult.Joint, error)) error {
	return a.store.Update(ctx, func(tx *store.Tx) error {
		j, err := ownJoint(tx, p, id)
		if err != nil {
			return err
		}
		if j, err = change(tx, j); err != nil {
			return err
		}
		return a.putJoint(tx, p, j)
	})
}

// putJoint keeps a joint opinion. The event tells nobody where it is about.
func (a *Actions) putJoint(tx *store.Tx, p people.Person, j consult.Joint) error {
	if err := tx.PutJoint(j); err != nil {
		return err
	}
	_, err := tx.Append(event.Event{Name: event.JointSaved, Version: 1, Occurred: a.clock(), Actor: p.ID, Organisation: j.Organisation})
	return err
}
