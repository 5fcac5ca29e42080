package query

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// object is a dossier as the policy sees it.
func object(d dossier.Dossier) people.Object {
	return people.Object{Institution: d.Institution, Published: !d.Published.IsZero(), Invited: d.Invited}
}

// sees reports whether lists and searches show a person the dossier of an entry.
// One that is not public is shown to its own institution alone: those invited to
// it come from their own list of rounds.
func sees(p people.Person, e *entry) bool { return may(p, people.ReadPapers, e.facts) }

// may reports whether a person may do something to a dossier.
func may(p people.Person, do people.Verb, d dossier.Dossier) bool {
	return people.May(p, do, object(d)) == nil
}

// visible returns a dossier all of whose published papers the person may read.
// Whoever was sent some of them in a round finds them by papersOf.
func visible(tx *store.Tx, p people.Person, id dossier.ID) (dossier.Dossier, error) {
	d, err := tx.Dossier(id)
	if err != nil {
		return d, err
	}
	if err := people.May(p, people.ReadPapers, object(d)); err != nil {
		return dossier.Dossier{}, err
	}
	return d, nil
}

// visibleDocument returns a document that the person may see: the public sees
// it once it has a published revision.
func visibleDocument(tx *store.Tx, p people.Person, id dossier.ID, no int) (dossier.Dossier, dossier.Document, error) {
	d, err := visible(tx, p, id)
	if err != nil {
		return d, dossier.Document{}, err
	}
	doc, err := tx.Document(id, no)
	if err != nil {
		return d, doc, err
	}
	if doc.Revisions == 0 && !may(p, people.ReadUnpublished, d) {
		return d, dossier.Document{}, fault.ErrNotFound
	}
	return d, doc, nil
}

// shown is a comment as the person may read it: what one says that is not
// public is only for those whom the policy names, who wrote or entered a comment
// is never public, and what was blacked out is known to moderators alone.
func shown(p people.Person, d dossier.Dossier, c consult.Comment) consult.Comment {
	on := object(d)
	on.Owner = c.Author.Person
	mayRead := c.State == consult.Public || people.May(p, people.ReadWithheld, on) == nil
	if p.ID == "" || c.Author.Person != p.ID {
		c.Author.Person = ""
	}
	if !mayRead {
		at := c.Anchor
		at.Quote, at.Prefix, at.Suffix = "", "", ""
		return consult.Comment{
			No: c.No, Consultation: c.Consultation, State: c.State, StateReason: c.StateReason, Submitted: c.Submitted,
			Response: c.Response, Campaign: c.Campaign, Anchor: at, Author: consult.Author{Kind: c.Author.Kind, Person: c.Author.Person},
		}
	}
	c.Entry.By, c.Corrected = "", time.Time{}
	c.Signers = slices.Clone(c.Signers)
	for i := range c.Signers {
		c.Signers[i].Person = ""
	}
	decides := may(p, people.Withhold, d)
	c.Attachments = slices.Clone(c.Attachments)
	for i, f := range c.Attachments {
		if f.Withheld != "" && !decides {
			c.Attachments[i] = consult.Attachment{Withheld: f.Withheld}
		} else if !decides { // of what a copy stands for nothing is told
			c.Attachments[i].SentHash, c.Attachments[i].SentName, c.Attachments[i].SentType, c.Attachments[i].SentSize = "", "", "", 0
		}
	}
	c.Blacked = slices.Clone(c.Blacked)
	for i := range c.Blacked {
		c.Blacked[i].By = ""
		if !decides {
			c.Blacked[i].Words = ""
		}
	}
	return c
}
