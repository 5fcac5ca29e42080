package query

import (
	"errors"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/store"
)

// showsElsewhere reports whether an event of a dossier shows on pages of the acts
// that its texts cite or change.
func showsElsewhere(name event.Name) bool {
	switch name {
	case event.CitationsRead, event.DossierPublished, event.DossierChanged, event.StepRecorded,
		event.ConsultationOpened, event.DeadlineMoved, event.ConsultationClosed:
		return true
	}
	return false
}

// renew notes that what the texts of a dossier say shows otherwise on the pages of
// the acts they cite or change, and of other drafts that change those.
func (c *catalogue) renew(tx *store.Tx, id dossier.ID, seq event.Seq) error {
	e := c.entries[id]
	if e == nil {
		return nil
	}
	type act struct {
		id       dossier.ID
		document int
	}
	changed := map[act]bool{} // by whether they are changed
	for no := 0; no <= e.facts.Documents; no++ {
		citing, err := tx.Citing(id, no)
		if errors.Is(err, fault.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		for _, one := range citing.Citations {
			key := act{one.Act, one.ActDocument}
			changed[key] = changed[key] || one.Amends
		}
	}
	for a, amended := range changed {
		c.newer(a.id, seq)
		if !amended {
			continue
		}
		others, err := tx.CitedBy(a.id, a.document, true)
		if err != nil {
			return err
		}
		for _, other := range others {
			c.newer(other.Dossier, seq)
		}
	}
	return nil
}

// newer notes that an event shows on the pages of a dossier.
func (c *catalogue) newer(id dossier.ID, seq event.Seq) {
	if e := c.entries[id]; e != nil && e.newest < seq {
		copied := *e
		copied.newest = seq
		c.entries[id] = &copied
		if copied.law != nil {
			c.laws.Store(nil)
		}
	}
}
