package sample

import (
	"fmt"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store"
)

// jointFile is a joint opinion, sent or still a draft of those who write it.
type jointFile struct {
	By     string        `yaml:"by"`
	At     when          `yaml:"at"`
	Sent   bool          `yaml:"sent"`
	Asked  []string      `yaml:"asked"`  // to sign, without an answer
	Signed []string      `yaml:"signed"` // asked, and they did
	Parts  []commentFile `yaml:"parts"`  // one without a document first: about the whole
	Later  []commentFile `yaml:"later"`  // written after the signatures, which are void by that
}

// planJoints adds the joint opinions of a consultation.
func (w *window) planJoints(what string) error {
	for k, f := range w.f.Joints {
		err := w.m.add(f.At, writing+hour(k), fmt.Sprintf("%s joint opinion %d", what, k+1), func(tx *store.Tx, at time.Time) error { return w.joint(tx, f, at) })
		if err != nil {
			return err
		}
	}
	return nil
}

// joint writes a joint opinion as its writers would have, part by part.
func (w *window) joint(tx *store.Tx, f jointFile, at time.Time) error {
	by, err := w.m.plan.author(f.By)
	if err != nil {
		return err
	}
	id := consult.JointID("sample" + strings.ReplaceAll(w.m.file.slug, "-", "") + f.By)
	j, err := consult.BeginJoint(id, by.Code, w.c, personID(f.By), at)
	if err != nil {
		return err
	}
	if j, err = w.parts(j, f.By, f.Parts, at); err != nil {
		return err
	}
	if j, err = w.cosigners(j, f, at); err != nil {
		return err
	}
	if j, err = w.parts(j, f.By, f.Later, at); err != nil {
		return err
	}
	if f.Sent {
		if j, err = w.send(tx, j, by.author(f.By), append(f.Parts, f.Later...), at); err != nil {
			return err
		}
	}
	if err := tx.PutJoint(j); err != nil {
		return err
	}
	_, err = tx.Append(event.Event{Name: event.JointSaved, Version: 1, Occurred: at, Actor: personID(f.By), Organisation: by.Code})
	return err
}

// parts adds what was written.
func (w *window) parts(j consult.Joint, by string, list []commentFile, at time.Time) (consult.Joint, error) {
	for _, f := range list {
		a, err := w.m.anchor(f, at)
		if err != nil {
			return j, err
		}
		part := consult.Part{Anchor: a, Text: f.Text, By: personID(by)}
		if f.Document == 0 {
			j, _, err = j.Save(part, at)
		} else {
			j, _, err = j.Add(part, at)
		}
		if err != nil {
			return j, err
		}
	}
	return j, nil
}

// cosigners asks others to sign the words as they are.
func (w *window) cosigners(j consult.Joint, f jointFile, at time.Time) (consult.Joint, error) {
	for _, key := range append(f.Signed, f.Asked...) {
		other, err := w.m.plan.author(key)
		if err != nil {
			return j, err
		}
		if j, err = j.Ask(other.Code, personID(f.By), at); err != nil {
			return j, err
		}
	}
	for _, key := range f.Signed {
		other, err := w.m.plan.author(key)
		if err != nil {
			return j, err
		}
		if j, err = j.Answer(other.Code, consult.Signed, j.Wording, personID(key), at); err != nil {
			return j, err
		}
	}
	return j, nil
}

// send makes comments of what was written.
func (w *window) send(tx *store.Tx, j consult.Joint, by consult.Author, written []commentFile, at time.Time) (consult.Joint, error) {
	var signers []consult.Author
	for _, c := range j.Cosigners {
		if !j.Stands(c) {
			continue
		}
		o, err := tx.Organisation(c.Organisation)
		if err != nil {
			return j, err
		}
		signers = append(signers, consult.Author{Kind: consult.Organisation, Name: o.Name, Code: o.Code, Person: c.AnsweredBy})
	}
	list, err := j.Send(w.c, by, signers, j.Wording, at)
	if err != nil {
		return j, err
	}
	if len(list) != len(written) {
		return j, fmt.Errorf("%d of %d parts are sent", len(list), len(written))
	}
	for i, c := range list {
		if i > 0 {
			c.Joint = j.Comments[0]
		}
		no, err := w.keepComment(tx, written[i].ID, c, at)
		if err != nil {
			return j, err
		}
		j.Comments = append(j.Comments, no)
		if i > 0 {
			continue
		}
		first, err := tx.Comment(no)
		if err != nil {
			return j, err
		}
		first.Joint = no
		if known := w.m.remarks[written[i].ID]; known != nil {
			known.comment.Joint = no
		}
		if err := tx.PutComment(first); err != nil {
			return j, err
		}
	}
	j.Sent, j.SentBy = at, by.Person
	return j, nil
}
