package intake

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

// theDocument is the number of the document that holds an act's wordings.
const theDocument = 1

// chain is how far the revisions of an act have come.
type chain struct {
	id     dossier.ID // empty until the dossier is opened
	hashes [][32]byte // of the revisions that were there at the start
	no     int        // of the newest revision
	last   *lawtext.Text
	marks  []dossier.Mark
	next   uint32 // identity for the next new provision
}

// importAct brings an act's wordings into its dossier, in order.
func (r *runner) importAct(ctx context.Context, a *act, t turn) error {
	defer t.pass(ctx)
	c, err := r.resume(ctx, a)
	if err != nil {
		return fmt.Errorf("look for act %s: %w", a.reference.Value, err)
	}
	todo := a.wordings
	if c.no > 0 {
		todo = r.unknown(a, c)
	}
	for _, w := range todo {
		ready, err := c.prepare(w)
		if err != nil {
			r.refuse(w.file, w.size, err)
			continue
		}
		if err := r.keep(ctx, a, c, w, ready, t); err != nil {
			return fmt.Errorf("import %s: %w", w.file, err)
		}
	}
	return nil
}

// resume finds what an earlier import left.
func (r *runner) resume(ctx context.Context, a *act) (*chain, error) {
	c := &chain{}
	err := r.store.View(ctx, func(tx *store.Tx) error {
		id, err := tx.DossierByReference(a.reference.System, a.reference.Value)
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		revisions, err := tx.Revisions(id, theDocument)
		if err != nil || len(revisions) == 0 {
			return err
		}
		c.id, c.no = id, len(revisions)
		for _, rev := range revisions {
			c.hashes = append(c.hashes, rev.Hash)
		}
		text, err := tx.RevisionText(id, theDocument, c.no)
		if err != nil {
			return err
		}
		c.last = lawtext.Parse(text)
		if c.marks, err = tx.Marks(id, theDocument, c.no); err != nil {
			return err
		}
		c.next, err = tx.NextProvision(id, theDocument)
		return err
	})
	return c, err
}

// unknown returns the wordings that come after all those imported before. One
// that is not known but comes earlier can no longer be put in its place, since
// revisions never change, and is refused.
func (r *runner) unknown(a *act, c *chain) []wording {
	at, last := 0, -1 // next revision to meet; newest wording met
	known := make([]bool, len(a.wordings))
	wrong := make([]error, len(a.wordings))
	for i, w := range a.wordings {
		facts, err := w.read()
		if err != nil {
			wrong[i] = err
			continue
		}
		hash := sha256.Sum256([]byte(facts.Body))
		if n := slices.Index(c.hashes[at:], hash); n >= 0 {
			at += n + 1
			known[i], last = true, i
		}
	}
	for i, w := range a.wordings {
		switch {
		case known[i]:
			r.step(w.file, w.size, func(report *Report) { report.Unchanged++ })
		case wrong[i] != nil:
			r.refuse(w.file, w.size, wrong[i])
		case i < last:
			r.refuse(w.file, w.size, refusal("exchange.too_late"))
		}
	}
	var todo []wording
	for i := last + 1; i < len(a.wordings); i++ {
		if wrong[i] == nil {
			todo = append(todo, a.wordings[i])
		}
	}
	return todo
}

// prepared is a wording read and compared, before anything is written.
type prepared struct {
	facts   exchange.Act
	text    *lawtext.Text
	marks   []dossier.Mark
	next    uint32
	changed dossier.Changes
}

func (c *chain) prepare(w wording) (prepared, error) {
	facts, err := w.read()
	if err != nil {
		return prepared{}, err
	}
	p := prepared{facts: facts, text: lawtext.Parse(facts.Body)}
	if c.no == 0 {
		p.marks, p.next = compare.First(p.text)
		return p, nil
	}
	result := compare.Texts(c.last, p.text)
	p.marks, p.next = compare.Trace(c.marks, result, c.no+1, c.next)
	s := result.Summary
	p.changed = dossier.Changes{Reworded: s.Reworded + s.Replaced, Inserted: s.Inserted, Deleted: s.Deleted, Moved: s.Moved, Renumbered: s.Renumbered}
	return p, nil
}

// keep writes one revision, and with the first one its dossier, in one change.
func (r *runner) keep(ctx context.Context, a *act, c *chain, w wording, p prepared, t turn) error {
	opening := c.no == 0
	if opening {
		if err := t.wait(ctx); err != nil {
			return err
		}
		if err := r.mayOpen(a, p.facts); err != nil {
			r.refuse(w.file, w.size, err)
			return nil
		}
	}
	rev := revision(c, w, p, r.clock())
	var opened opened
	err := r.store.Update(ctx, func(tx *store.Tx) (err error) {
		if opening {
			if opened, err = r.open(tx, a, w, p); err != nil {
				return err
			}
			rev.Dossier, rev.Institution = opened.id, opened.institution
		}
		return addRevision(tx, rev, p)
	})
	if err != nil {
		return err
	}
	c.id, c.no, c.last, c.marks, c.next = rev.Dossier, rev.No, p.text, p.marks, p.next
	r.step(w.file, w.size, func(report *Report) {
		report.Added++
		report.repaired(w.file, p.facts)
		if opening {
			report.Opened++
			report.Institutions = append(report.Institutions, opened.institutions...)
		}
	})
	return nil
}

// revision gives the facts about a wording as the next revision.
func revision(c *chain, w wording, p prepared, now time.Time) dossier.Revision {
	f := p.facts
	rev := dossier.Revision{
		Dossier: c.id, Document: theDocument, No: c.no + 1,
		Dated: w.dated(f), Published: published(w, f, now), Reason: reason(w, f),
		Size: len(f.Body), Words: p.text.Words(), Sections: len(p.text.Sections()),
		Hash: sha256.Sum256([]byte(f.Body)), Changed: p.changed,
		InForce: dossier.Period{From: f.From, Until: f.Until}, Source: f.Source,
	}
	if !w.facts.From.IsZero() {
		rev.InForce = dossier.Period{From: w.facts.From, Until: w.facts.Until}
	}
	if w.facts.Source != "" {
		rev.Source = w.facts.Source
	}
	return rev
}

// reason says in the reader's words what a wording is.
func reason(w wording, f exchange.Act) lang.Text {
	from := w.dated(f)
	switch {
	case strings.HasPrefix(f.TextType, original):
		return lang.Text{Et: "Algtekst", En: "Text as first published", Ru: "Первоначальный текст"}
	case from.IsZero():
		return lang.Text{Et: "Terviktekst", En: "Consolidated text", Ru: "Сводный текст"}
	}
	day := fmt.Sprintf("%02d.%02d.%04d", from.Day, from.Month, from.Year)
	return lang.Text{Et: "Terviktekst, kehtib alates " + day, En: "Consolidated text, in force from " + day, Ru: "Сводный текст, действует с " + day}
}
