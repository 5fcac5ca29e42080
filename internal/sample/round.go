package sample

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// circle is one coordination round as far as it has been told.
type circle struct {
	m *matter
	f roundFile
	r consult.Round
}

func (m *matter) planRound(i int) error {
	c := &circle{m: m, f: m.file.Rounds[i]}
	what := fmt.Sprintf("round %d", i+1)
	if err := c.complete(); err != nil {
		return err
	}
	if err := m.add(c.f.Sent, asking, what, c.send); err != nil {
		return err
	}
	for k, move := range c.f.Moves {
		err := m.add(move.At, moving, fmt.Sprintf("%s move %d", what, k+1), func(tx *store.Tx, at time.Time) error { return c.extend(tx, move, at) })
		if err != nil {
			return err
		}
	}
	for k, a := range c.f.Asked {
		when, usual, do := a.At, writing+hour(k*17), c.reply
		if a.Reply == "" {
			do = c.prepare
		}
		if a.At.zero() {
			continue // awaited, or silent
		}
		err := m.add(when, usual, what+" "+string(a.Institution), func(tx *store.Tx, at time.Time) error { return do(tx, a, at) })
		if err != nil {
			return err
		}
	}
	for k, f := range c.f.Responses {
		err := m.add(f.At, replying, fmt.Sprintf("%s response %d", what, k+1), func(tx *store.Tx, at time.Time) error { return c.respond(tx, f, at) })
		if err != nil {
			return err
		}
	}
	c.planSilence(what)
	return nil
}

// planSilence notes the outcome of silence a moment after the deadline, if that
// has passed.
func (c *circle) planSilence(what string) {
	deadline := c.f.Deadline
	if n := len(c.f.Moves); n > 0 {
		deadline = c.f.Moves[n-1].To
	}
	at := clock.EndOfDay(deadline.date(c.m.plan.today)).Add(time.Minute)
	if at.After(c.m.plan.now) {
		return
	}
	c.m.plan.deeds = append(c.m.plan.deeds, deed{at, c.m.file.slug + ": " + what + " silence", func(tx *store.Tx) error { return c.silence(tx, at) }})
}

func (c *circle) complete() error {
	all := map[string]said{"note": c.f.Note}
	for i, move := range c.f.Moves {
		all[fmt.Sprintf("reason of move %d", i+1)] = move.Reason
	}
	if c.f.ShortReason.Et != "" {
		all["short_reason"] = c.f.ShortReason
	}
	for _, what := range sortedKeys(all) {
		if err := complete(what, all[what]); err != nil {
			return err
		}
	}
	return nil
}

func (c *circle) send(tx *store.Tx, at time.Time) error {
	d := c.m.d
	r := consult.Round{Note: c.f.Note.text(), Deadline: c.f.Deadline.date(c.m.plan.today), ShortReason: c.f.ShortReason.text()}
	for _, about := range c.f.Documents {
		if _, err := c.m.shown(about.Document, about.Revision, at); err != nil {
			return err
		}
		r.Documents = append(r.Documents, consult.DocumentAt{Document: about.Document, Revision: about.Revision})
	}
	for _, a := range c.f.Asked {
		r.Addressees = append(r.Addressees, consult.Addressee{Institution: a.Institution, Task: a.Task})
		if !slices.Contains(d.Invited, a.Institution) {
			d.Invited = append(slices.Clone(d.Invited), a.Institution)
		}
	}
	register, err := tx.Institutions()
	if err != nil {
		return err
	}
	last, err := tx.Round(consult.ID{Dossier: d.ID, No: d.Rounds, Round: true})
	before := &last
	if errors.Is(err, fault.ErrNotFound) {
		before, err = nil, nil
	}
	if err != nil {
		return err
	}
	if r, err = consult.Send(d, r, before, register, consult.DefaultTerms, at); err != nil {
		return err
	}
	d.Rounds, d.Changed = r.No, at
	if err := c.m.keep(tx, d, event.Event{Name: event.RoundSent, Round: r.No, Occurred: at, Public: true}); err != nil {
		return err
	}
	return c.keep(tx, r)
}

// keep writes the round.
func (c *circle) keep(tx *store.Tx, r consult.Round) error {
	c.r = r
	return tx.PutRound(r)
}

func (c *circle) record(tx *store.Tx, e event.Event) error {
	e.Round, e.Public = c.r.No, true
	return c.m.record(tx, e)
}

func (c *circle) extend(tx *store.Tx, f moveFile, at time.Time) error {
	r, err := c.r.Extend(consult.Move{To: f.To.date(c.m.plan.today), Reason: f.Reason.text()}, at)
	if err != nil {
		return err
	}
	if err := c.keep(tx, r); err != nil {
		return err
	}
	return c.record(tx, event.Event{Name: event.RoundExtended, Occurred: at})
}

// remark is a remark of an institution as it drafts it.
func (c *circle) remark(a askedFile, f commentFile, at time.Time) (consult.RemarkDraft, error) {
	m := consult.RemarkDraft{
		Round: c.r.ID, Institution: a.Institution, Text: strings.TrimSpace(f.Text), Replacement: strings.TrimSpace(f.Replacement), Version: 1, Saved: at,
	}
	var err error
	if m.Anchor, err = c.m.anchor(f, at); err != nil {
		return m, err
	}
	return m, c.r.Draft(m)
}

// reply sends the reply of an institution with its remarks.
func (c *circle) reply(tx *store.Tx, a askedFile, at time.Time) error {
	i, err := tx.Institution(a.Institution)
	if err != nil {
		return err
	}
	r, err := c.r.Answer(consult.Replying{
		Institution: a.Institution, Reply: a.Reply, Reasons: a.Reasons, Remarks: len(a.Remarks), By: personID(string(a.Institution)),
	}, at)
	if err != nil {
		return err
	}
	by := consult.Author{Kind: consult.Institution, Name: i.Name.Et, Code: string(i.Code)}
	for _, f := range a.Remarks {
		if err := c.sendRemark(tx, a, f, by, at); err != nil {
			return err
		}
	}
	r.Comments += len(a.Remarks)
	if err := c.keep(tx, r); err != nil {
		return err
	}
	return c.record(tx, event.Event{Name: event.RoundReplied, Institution: a.Institution, Occurred: at})
}

func (c *circle) sendRemark(tx *store.Tx, a askedFile, f commentFile, by consult.Author, at time.Time) error {
	draft, err := c.remark(a, f, at)
	if err != nil {
		return err
	}
	m := draft.Comment(by, at)
	if m.No, err = tx.NextComment(clock.DateOf(at).Year); err != nil {
		return err
	}
	if f.ID != "" {
		if c.m.remarks[f.ID] != nil {
			return fmt.Errorf("two comments are called %q", f.ID)
		}
		c.m.remarks[f.ID] = &remark{m}
	}
	if err := tx.PutComment(m); err != nil {
		return err
	}
	return c.record(tx, event.Event{Name: event.CommentSubmitted, Comment: m.No, Institution: people.Code(by.Code), Occurred: at})
}

// prepare keeps remarks within an institution that has not replied yet.
func (c *circle) prepare(tx *store.Tx, a askedFile, at time.Time) error {
	for _, f := range a.Remarks {
		m, err := c.remark(a, f, at)
		if err != nil {
			return err
		}
		if m.No, err = tx.NextRemarkDraft(); err != nil {
			return err
		}
		if err := tx.PutRemarkDraft(m); err != nil {
			return err
		}
		if err := c.m.record(tx, event.Event{Name: event.RemarkDrafted, Round: c.r.No, Institution: a.Institution, Occurred: at}); err != nil {
			return err
		}
	}
	return nil
}

func (c *circle) respond(tx *store.Tx, f responseFile, at time.Time) error {
	r, err := c.m.respond(tx, c.r.ID, f, at)
	if err != nil {
		return err
	}
	counted := c.r
	counted.Answered += len(r.Comments)
	if err := c.keep(tx, counted); err != nil {
		return err
	}
	return c.record(tx, event.Event{Name: event.ResponsePublished, Comment: r.Comments[0], Response: r.No, Occurred: at})
}

func (c *circle) silence(tx *store.Tx, at time.Time) error {
	r, silent := c.r.Silence(at)
	if err := c.keep(tx, r); err != nil {
		return err
	}
	for _, a := range silent {
		if err := c.record(tx, event.Event{Name: event.RoundDefaulted, Institution: a.Institution, Occurred: r.Ends()}); err != nil {
			return err
		}
	}
	return nil
}
