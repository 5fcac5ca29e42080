package query

import (
	"context"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// The names of acts that a search understands are those that anyone may know.
func TestNamesOfActsTellNoSecrets(t *testing.T) {
	st, q := loaded(t)
	open := func(id dossier.ID, title, short string, public bool) {
		storetest.Do(t, st, func(tx *store.Tx) error {
			d := storetest.Dossier(id)
			d.Title = lang.Text{Et: title}
			d.Documents = 1
			if !public {
				d.Published = time.Time{}
			}
			if err := tx.PutDossier(d); err != nil {
				return err
			}
			doc := dossier.Document{Dossier: id, No: 1, Kind: dossier.DraftAct, Title: d.Title, Language: lang.Et, Act: short}
			if err := tx.PutDocument(doc); err != nil {
				return err
			}
			_, err := tx.Append(event.Event{Name: event.DossierChanged, Version: 1, Occurred: today, Dossier: id, Public: public})
			return err
		})
	}
	open("JDM/26-9001", "Kuukäigu seadus", "KuuKS", true)
	open("JDM/26-9002", "Salakäigu seadus", "SalaKS", false)
	open("JDM/26-9003", "Tähekäigu seaduse muutmise seadus", "TähtKS", true)
	c, err := q.fresh(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"kuukäigu seaduses": "Kuukäigu seadus", "KUUKS": "Kuukäigu seadus", "karistusseadustikust": "Karistusseadustik",
		"salakäigu seadus": "", "SalaKS": "", "TähtKS": "",
	} {
		if act, _ := c.lawNames().Find(name); act.Title != want {
			t.Errorf("%q is %q, want %q", name, act.Title, want)
		}
	}
}
