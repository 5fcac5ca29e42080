package sample

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/campaign"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/store"
)

// window is one consultation as far as it has been told.
type window struct {
	m *matter
	f consultationFile
	c consult.Consultation
}

// remark is a comment that has been sent.
type remark struct{ comment consult.Comment }

func (m *matter) planConsultation(i int) error {
	w := &window{m: m, f: m.file.Consultations[i]}
	what := fmt.Sprintf("consultation %d", i+1)
	if err := w.complete(); err != nil {
		return err
	}
	if err := m.add(w.f.Opened, asking, what, w.open); err != nil {
		return err
	}
	for k, move := range w.f.Moves {
		err := m.add(move.At, moving, fmt.Sprintf("%s move %d", what, k+1), func(tx *store.Tx, at time.Time) error { return w.move(tx, move, at) })
		if err != nil {
			return err
		}
	}
	for k, f := range w.f.Comments {
		name := fmt.Sprintf("%s comment %d", what, k+1)
		at := writing + hour(k*37%200) // people do not all write at noon
		if err := m.add(f.At, at, name, func(tx *store.Tx, at time.Time) error { return w.comment(tx, f, at) }); err != nil {
			return err
		}
		if err := w.planLater(name, f, at+20); err != nil {
			return err
		}
	}
	if err := w.planJoints(what); err != nil {
		return err
	}
	for k, f := range w.f.Letters {
		err := m.add(f.At, moving, fmt.Sprintf("%s letter %d", what, k+1), func(tx *store.Tx, at time.Time) error { return w.letter(tx, f, at) })
		if err != nil {
			return err
		}
	}
	for k, f := range w.f.Responses {
		err := m.add(f.At, replying, fmt.Sprintf("%s response %d", what, k+1), func(tx *store.Tx, at time.Time) error { return w.respond(tx, f, at) })
		if err != nil {
			return err
		}
	}
	if w.f.Closed.zero() {
		return nil
	}
	return m.add(w.f.Closed, closing, what+" closed", w.close)
}

func (w *window) complete() error {
	all := map[string]said{"title": w.f.Title, "summary": w.f.Summary, "affected": w.f.Affected}
	for i, q := range w.f.Questions {
		all[fmt.Sprintf("question %d", i+1)] = q
	}
	for i, move := range w.f.Moves {
		all[fmt.Sprintf("reason of move %d", i+1)] = move.Reason
	}
	if !w.f.Closed.zero() {
		all["closing"] = w.f.Closing
	}
	if w.f.ShortReason.Et != "" {
		all["short_reason"] = w.f.ShortReason
	}
	for _, what := range sortedKeys(all) {
		if err := complete(what, all[what]); err != nil {
			return err
		}
	}
	return nil
}

func (w *window) open(tx *store.Tx, at time.Time) error {
	p, d := w.m.plan, w.m.d
	c := consult.Consultation{
		Title: w.f.Title.text(), Summary: w.f.Summary.text(), Affected: w.f.Affected.text(), Questions: texts(w.f.Questions),
		Deadline: w.f.Deadline.date(p.today), ShortReason: w.f.ShortReason.text(),
	}
	for _, about := range w.f.About {
		if _, err := w.m.shown(about.Document, about.Revision, at); err != nil {
			return err
		}
		c.Documents = append(c.Documents, consult.DocumentAt{Document: about.Document, Revision: about.Revision})
	}
	c, err := consult.Open(d, c, consultationDays, at)
	if err != nil {
		return err
	}
	w.c = c
	d.Consultations, d.Changed = c.No, at
	if err := tx.PutConsultation(c); err != nil {
		return err
	}
	return w.m.keep(tx, d, event.Event{Name: event.ConsultationOpened, Consultation: c.No, Occurred: at, Public: true})
}

func (w *window) move(tx *store.Tx, f moveFile, at time.Time) error {
	p := w.m.plan
	c, err := w.c.MoveDeadline(consult.Move{To: f.To.date(p.today), Reason: f.Reason.text()}, at)
	if err != nil {
		return err
	}
	return w.keep(tx, c, event.Event{Name: event.DeadlineMoved, Occurred: at})
}

func (w *window) comment(tx *store.Tx, f commentFile, at time.Time) error {
	by, err := w.m.plan.author(f.By)
	if err != nil {
		return err
	}
	c := consult.Comment{
		Consultation: w.c.ID, Author: by.author(f.By), Text: strings.TrimSpace(f.Text), Submitted: at, State: consult.Public,
	}
	if c.Anchor, err = w.m.anchor(f, at); err != nil {
		return err
	}
	if c.Attachments, err = attachments(tx, f.Files, at); err != nil {
		return err
	}
	if f.Came != "" {
		c.Author.Person = ""
		c.Entry = consult.Entry{Channel: f.Came, Received: f.Received.date(w.m.plan.today)}
		c, err = w.c.Enter(c, at)
	} else {
		err = w.c.Comment(c, at)
	}
	if err != nil {
		return err
	}
	_, err = w.keepComment(tx, f.ID, c, at)
	return err
}

// keepComment numbers a comment, keeps it and counts it. Responses name it by id.
func (w *window) keepComment(tx *store.Tx, id string, c consult.Comment, at time.Time) (consult.CommentNo, error) {
	var err error
	if c.No, err = tx.NextComment(clock.DateOf(at).Year); err != nil {
		return 0, err
	}
	if id != "" {
		if w.m.remarks[id] != nil {
			return 0, fmt.Errorf("two comments are called %q", id)
		}
		w.m.remarks[id] = &remark{c}
	}
	submitted := event.Event{Name: event.CommentSubmitted, Comment: c.No, Occurred: c.Submitted}
	if err := campaign.Join(tx, &c); err != nil {
		return 0, err
	}
	if err := tx.PutComment(c); err != nil {
		return 0, err
	}
	counted := w.c
	counted.Comments++
	return c.No, w.count(tx, counted, submitted)
}

func (w *window) respond(tx *store.Tx, f responseFile, at time.Time) error {
	r, err := w.m.respond(tx, w.c.ID, f, at)
	if err != nil {
		return err
	}
	counted := w.c
	counted.Answered += len(r.Comments)
	return w.count(tx, counted, event.Event{Name: event.ResponsePublished, Comment: r.Comments[0], Response: r.No, Occurred: at})
}

// respond publishes a response in a consultation or a round, which has yet to
// count it.
func (m *matter) respond(tx *store.Tx, id consult.ID, f responseFile, at time.Time) (consult.Response, error) {
	r := consult.Response{
		Consultation: id, Outcome: f.Outcome, Text: strings.TrimSpace(f.Text), Revision: f.Revision,
		Published: at, Institution: m.d.Institution,
	}
	if f.Revision > 0 {
		now, err := m.shown(f.Document, f.Revision, at)
		if err != nil {
			return r, err
		}
		if err := m.changes(f, now, at); err != nil {
			return r, err
		}
		r.Document, r.From, r.Changes = f.Document, f.From, f.Changes
	}
	answered := make([]*remark, 0, len(f.To))
	for _, name := range f.To {
		to := m.remarks[name]
		if to == nil || to.comment.Consultation != id || to.comment.State != consult.Public || to.comment.Response != 0 {
			return r, fmt.Errorf("%q is not an unanswered comment in %s sent by then", name, id)
		}
		r.Comments = append(r.Comments, to.comment.No)
		answered = append(answered, to)
	}
	if err := consult.Respond(r); err != nil {
		return r, err
	}
	var err error
	if r.No, err = tx.NextResponse(); err != nil {
		return r, err
	}
	for _, to := range answered {
		// A later one may have made it the representative of a campaign.
		if to.comment, err = tx.Comment(to.comment.No); err != nil {
			return r, err
		}
		to.comment.Response = r.No
		if err := tx.PutComment(to.comment); err != nil {
			return r, err
		}
	}
	return r, tx.PutResponse(r)
}

// changes checks that the comparison has the changes that a response names.
func (m *matter) changes(f responseFile, now *imprint, at time.Time) error {
	if len(f.Changes) == 0 {
		return nil
	}
	before, err := m.shown(f.Document, f.From, at)
	if err != nil {
		return err
	}
	found := compare.Texts(before.text, now.text).Changes()
	for _, address := range f.Changes {
		if !slices.ContainsFunc(found, func(c compare.Change) bool { return c.Address == address }) {
			return fmt.Errorf("revisions %d and %d of document %02d have no change %s", f.From, f.Revision, f.Document, address)
		}
	}
	return nil
}

// close ends the consultation, in which every comment has its response by then.
func (w *window) close(tx *store.Tx, at time.Time) error {
	if w.c.Answered != w.c.Comments {
		return fmt.Errorf("%d of %d comments have a response", w.c.Answered, w.c.Comments)
	}
	closing := w.f.Closing.text()
	c, err := w.c.Close(closing.Et, at)
	if err != nil {
		return err
	}
	c.Closing = closing
	return w.keep(tx, c, event.Event{Name: event.ConsultationClosed, Occurred: at})
}

// keep writes a change that the dossier shows as its own.
func (w *window) keep(tx *store.Tx, c consult.Consultation, e event.Event) error {
	d := w.m.d
	d.Changed = e.Occurred
	w.m.d = d
	if err := tx.PutDossier(d); err != nil {
		return err
	}
	return w.count(tx, c, e)
}

// count writes a change of the consultation alone.
func (w *window) count(tx *store.Tx, c consult.Consultation, e event.Event) error {
	w.c = c
	if err := tx.PutConsultation(c); err != nil {
		return err
	}
	e.Consultation, e.Public = c.No, true
	return w.m.record(tx, e)
}
