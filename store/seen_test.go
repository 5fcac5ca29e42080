package store_test

import (
	"errors"
	"testing"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

func TestSeen(t *testing.T) {
	s := storetest.Open(t)
	storetest.Do(t, s, func(tx *store.Tx) error {
		d, e := storetest.Dossier("JDM/26-0001"), storetest.Dossier("JDM/26-0002")
		d.Documents, e.Documents = 2, 1
		err := errors.Join(tx.PutDossier(d), tx.PutDossier(e))
		for _, doc := range []dossier.Document{storetest.Document(d.ID, 1), storetest.Document(d.ID, 2), storetest.Document(e.ID, 1)} {
			doc.Revisions = 1
			text := "§ 1. Tekst\n"
			err = errors.Join(err, tx.PutDocument(doc), tx.AddRevision(storetest.Revision(doc.Dossier, doc.No, 1, text), []string{text}, nil),
				tx.PutSeen(dossier.Seen{Person: "a", Dossier: doc.Dossier, Document: doc.No, Revision: 1, At: storetest.Now}))
		}
		return err
	})
	storetest.Do(t, s, func(tx *store.Tx) error {
		list, err := tx.Seen("a", "JDM/26-0001")
		if len(list) != 2 || list[1] != (dossier.Seen{Person: "a", Dossier: "JDM/26-0001", Document: 2, Revision: 1, At: storetest.Now}) {
			t.Errorf("marked are %+v", list)
		}
		return errors.Join(err, tx.DeleteSeen("a", "JDM/26-0001"))
	})
	storetest.Look(t, s, func(tx *store.Tx) error {
		one, err1 := tx.Seen("a", "JDM/26-0001")
		other, err2 := tx.Seen("a", "JDM/26-0002")
		stranger, err3 := tx.Seen("b", "JDM/26-0002")
		if len(one) != 0 || len(other) != 1 || len(stranger) != 0 {
			t.Errorf("left are %v, %v, %v", one, other, stranger)
		}
		return errors.Join(err1, err2, err3)
	})
}
