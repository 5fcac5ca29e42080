package action

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// roundMails are the mails to institutions that a round asks. Their language is
// that of administration. The title of a dossier that is not public is left out:
// mail is read on the way. Values: what it is about, the deadline, the link.
var roundMails = map[string]struct{ subject, text string }{
	"sent": {
		"Kooskõlastamiseks: %s",
		"Tere!\n\nSinu asutusele on saadetud kooskõlastamiseks või arvamuse avaldamiseks: %s.\n\nTähtaeg on %s kell 23.59. Vastata saad siin:\n\n%s\n",
	},
	"extended": {
		"Tähtaeg lükkus edasi: %s",
		"Tere!\n\nKooskõlastusringi tähtaeg lükkus edasi: %s.\n\nUus tähtaeg on %s kell 23.59. Põhjust näed ja vastata saad siin:\n\n%s\n",
	},
	"assigned": {
		"Sulle määratud vastus: %s",
		"Tere!\n\nSulle on määratud asutuse vastuse ettevalmistamine: %s.\n\nTähtaeg on %s kell 23.59. Märkused ja vastuse saad koostada siin:\n\n%s\n",
	},
}

// mailRound writes to the institutions of a round that have not replied, if the
// register has their address.
func (a *Actions) mailRound(tx *store.Tx, d dossier.Dossier, r consult.Round, what string) error {
	for _, one := range r.Addressees {
		if one.Reply != "" {
			continue
		}
		i, err := tx.Institution(one.Institution)
		if errors.Is(err, fault.ErrNotFound) || err == nil && i.Email == "" {
			continue
		}
		if err != nil {
			return err
		}
		if err := tx.PutMail(a.roundMail(d, r, what, string(one.Institution), i.Email)); err != nil {
			return err
		}
	}
	return nil
}

// mailAssigned writes to somebody who is to prepare a reply.
func (a *Actions) mailAssigned(tx *store.Tx, d dossier.Dossier, r consult.Round, to people.Person) error {
	if to.Email == "" {
		return nil
	}
	return tx.PutMail(a.roundMail(d, r, "assigned", string(to.ID), to.Email))
}

func (a *Actions) roundMail(d dossier.Dossier, r consult.Round, what, recipient, address string) store.Mail {
	about := string(d.ID)
	if !d.Published.IsZero() {
		about += " " + d.Title.Et
	}
	words := roundMails[what]
	link := fmt.Sprintf("%s/et/dossiers/%s/rounds/%d", a.settings.BaseURL, d.ID, r.No)
	day := fmt.Sprintf("%02d.%02d.%d", r.Deadline.Day, r.Deadline.Month, r.Deadline.Year)
	return store.Mail{
		Key: "round/" + r.ID.String() + "/" + what + "/" + strconv.Itoa(len(r.Moves)) + "/" + recipient,
		To:  address, Created: a.clock(), Subject: fmt.Sprintf(words.subject, about), Text: fmt.Sprintf(words.text, about, day, link),
	}
}
