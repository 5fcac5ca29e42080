package citer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/citer"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const law = `# Näiteseadus

##### § 1. Ala

(1) Üks.

(2) Käesoleva seaduse § 2 lõiget 1 kohaldatakse.

##### § 2. Kord

(1) Kaks.
`

const citing = `# Teine seadus

##### § 1. Viide

(1) Kohaldatakse näiteseaduse § 2 lõiget 1.

##### § 2. Muu

Muu.
`

const amending = `# Näiteseaduse muutmise seadus

##### § 1. Näiteseaduse muutmine

Näiteseaduses tehakse järgmised muudatused:

1) paragrahvi 2 lõige 1 tunnistatakse kehtetuks;

2) paragrahvi 1 täiendatakse lõikega 3 järgmises sõnastuses:

„(3) Käesoleva seaduse § 2 kohaldatakse.”.
`

// shelf puts texts into a store as they are published.
type shelf struct {
	t  *testing.T
	st *store.Store
}

// publish adds a revision to the only document of a dossier, opened with the first.
func (s shelf) publish(id dossier.ID, title, act, text string) {
	s.t.Helper()
	storetest.Do(s.t, s.st, func(tx *store.Tx) error {
		doc, err := tx.Document(id, 1)
		if err != nil {
			d := storetest.Dossier(id)
			d.Title, d.Documents = lang.Text{Et: title}, 1
			if err := tx.PutDossier(d); err != nil {
				return err
			}
			doc = storetest.Document(id, 1)
			doc.Act = act
			if _, err := tx.Append(event.Event{Name: event.DossierPublished, Dossier: id, Public: true}); err != nil {
				return err
			}
		}
		doc.Revisions++
		if err := tx.PutDocument(doc); err != nil {
			return err
		}
		now := lawtext.Parse(text)
		marks, _ := compare.First(now)
		if doc.Revisions > 1 {
			before, err := tx.RevisionText(id, 1, doc.Revisions-1)
			if err != nil {
				return err
			}
			was, err := tx.Marks(id, 1, doc.Revisions-1)
			if err != nil {
				return err
			}
			next, err := tx.NextProvision(id, 1)
			if err != nil {
				return err
			}
			marks, _ = compare.Trace(was, compare.Texts(lawtext.Parse(before), now), doc.Revisions, next)
		}
		rev := storetest.Revision(id, 1, doc.Revisions, text)
		if act != "" {
			rev.InForce.From = rev.Dated
		}
		if err := tx.AddRevision(rev, lawtext.Chunks(now), marks); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.RevisionPublished, Dossier: id, Document: 1, Revision: doc.Revisions, Public: true})
		return err
	})
}

// follow brings what is cited up to date, and says how many events that was worth.
func (s shelf) follow() int {
	s.t.Helper()
	ctx, c := context.Background(), citer.New(s.st)
	before := s.st.LastSeq()
	for {
		at, err := c.Position(ctx)
		if err != nil {
			s.t.Fatal(err)
		}
		if at >= s.st.LastSeq() {
			return int(s.st.LastSeq() - before)
		}
		var events []event.Event
		storetest.Look(s.t, s.st, func(tx *store.Tx) (err error) {
			events, err = tx.Events(at, 3)
			return err
		})
		if err := c.Handle(ctx, events); err != nil {
			s.t.Fatal(err)
		}
	}
}

// said writes what is kept of an act, one citation a line.
func (s shelf) said(act dossier.ID, document int, amends bool) string {
	s.t.Helper()
	var lines []string
	storetest.Look(s.t, s.st, func(tx *store.Tx) error {
		list, err := tx.CitedBy(act, document, amends)
		for _, d := range list {
			for _, c := range d.Citations {
				lines = append(lines, fmt.Sprintf("%s/%02d %s %d-%d: %s", d.Dossier, d.Document, c.At, c.From, c.Until, c.Address))
			}
		}
		return err
	})
	return strings.Join(lines, "\n")
}

func (s shelf) is(what, got, want string) {
	s.t.Helper()
	if got != want {
		s.t.Errorf("%s:\n%s\nwant\n%s", what, got, want)
	}
}

func (s shelf) agrees() {
	s.t.Helper()
	problems, err := citer.New(s.st).Check(context.Background())
	if err != nil || len(problems) > 0 {
		s.t.Error(problems, err)
	}
}

func TestCitationsAndChangesAreRead(t *testing.T) {
	s := shelf{t, storetest.Open(t)}
	s.publish("JDM/20-0001", "Näiteseadus", "NäS", law)
	s.publish("JDM/20-0002", "Teine seadus", "TeS", citing)
	s.publish("JDM/26-0003", "Näiteseaduse muutmise seadus", "", amending)
	s.follow()
	s.is("cites", s.said("JDM/20-0001", 1, false), "JDM/20-0001/01 para1lg2 1-1: para2lg1\nJDM/20-0002/01 para1lg1 1-1: para2lg1")
	s.is("changes", s.said("JDM/20-0001", 1, true), "JDM/26-0003/00  0-0: \nJDM/26-0003/01 para1 1-1: \nJDM/26-0003/01 para1p1 1-1: para2lg1\nJDM/26-0003/01 para1p2 1-1: para1lg3")
	if n := s.follow(); n > 0 {
		t.Errorf("%d events after nothing happened", n)
	}
	s.agrees()
}

// A text that came before the act it names is read again when the act comes.
func TestAnActThatComesLaterIsCited(t *testing.T) {
	s := shelf{t, storetest.Open(t)}
	s.publish("JDM/20-0002", "Teine seadus", "TeS", citing)
	s.publish("JDM/26-0003", "Näiteseaduse muutmise seadus", "", amending)
	s.follow()
	s.is("changes of an act nobody keeps", s.said("= näiteseadus", 0, true), "JDM/26-0003/01 para1 1-1: \nJDM/26-0003/01 para1p1 1-1: para2lg1\nJDM/26-0003/01 para1p2 1-1: para1lg3")
	s.publish("JDM/20-0001", "Näiteseadus", "NäS", law)
	s.follow()
	s.is("cites", s.said("JDM/20-0001", 1, false), "JDM/20-0001/01 para1lg2 1-1: para2lg1\nJDM/20-0002/01 para1lg1 1-1: para2lg1")
	s.is("changes of an act nobody keeps", s.said("= näiteseadus", 0, true), "")
	s.agrees()
}

// Of two acts with one name nobody can say which is meant.
func TestOfTwoActsWithOneNameNeitherIsCited(t *testing.T) {
	s := shelf{t, storetest.Open(t)}
	s.publish("JDM/20-0001", "Näiteseadus", "NäS", law)
	s.publish("JDM/20-0002", "Teine seadus", "TeS", citing)
	s.publish("JDM/20-0004", "Näiteseadus", "", "# Näiteseadus\n\n##### § 2. Muu\n\n(1) Muu.\n")
	s.follow()
	if got := s.said("JDM/20-0001", 1, false); !strings.Contains(got, "20-0002") {
		t.Fatal("a dossier without an act's wordings is taken for one:", got)
	}
	s.publish("JDM/20-0005", "Näiteseadus", "NäS2", law)
	s.follow()
	s.is("cites", s.said("JDM/20-0001", 1, false), "JDM/20-0001/01 para1lg2 1-1: para2lg1")
	s.agrees()
}

// What is not public names nothing for others; once it is, texts are read again.
func TestAHiddenActIsNotNamed(t *testing.T) {
	s := shelf{t, storetest.Open(t)}
	s.publish("JDM/20-0001", "Näiteseadus", "NäS", law)
	storetest.Do(t, s.st, func(tx *store.Tx) error {
		d, err := tx.Dossier("JDM/20-0001")
		d.Published = dossier.Dossier{}.Published
		if err != nil {
			return err
		}
		return tx.PutDossier(d)
	})
	s.publish("JDM/20-0002", "Teine seadus", "TeS", citing)
	s.follow()
	s.is("cites", s.said("JDM/20-0001", 1, false), "JDM/20-0001/01 para1lg2 1-1: para2lg1")
	storetest.Do(t, s.st, func(tx *store.Tx) error {
		d, err := tx.Dossier("JDM/20-0001")
		if err != nil {
			return err
		}
		d.Published = storetest.Now
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.DossierPublished, Dossier: d.ID, Public: true})
		return err
	})
	s.follow()
	s.is("cites", s.said("JDM/20-0001", 1, false), "JDM/20-0001/01 para1lg2 1-1: para2lg1\nJDM/20-0002/01 para1lg1 1-1: para2lg1")
	s.agrees()
}

// Revisions that say the same are one run; a provision renumbered is followed.
func TestRevisionsAreRunsAndRenumberingIsFollowed(t *testing.T) {
	s := shelf{t, storetest.Open(t)}
	s.publish("JDM/20-0001", "Näiteseadus", "NäS", law)
	s.publish("JDM/20-0002", "Teine seadus", "TeS", citing)
	s.publish("JDM/20-0002", "Teine seadus", "TeS", citing+"\n##### § 3. Uus\n\nUus paragrahv lõpus.\n")
	s.publish("JDM/20-0002", "Teine seadus", "TeS", strings.NewReplacer("§ 2. Muu", "§ 3. Muu", "§ 1. Viide", "§ 2. Viide", "# Teine seadus\n", "# Teine seadus\n\n##### § 1. Eesmärk\n\nSee seadus on siin millegi muu jaoks, mida varem ei olnud.\n").Replace(citing))
	s.follow()
	s.is("cites", s.said("JDM/20-0001", 1, false), "JDM/20-0001/01 para1lg2 1-1: para2lg1\nJDM/20-0002/01 para1lg1 1-2: para2lg1\nJDM/20-0002/01 para2lg1 3-3: para2lg1")
	storetest.Look(t, s.st, func(tx *store.Tx) error {
		stays, err := tx.Stays("JDM/20-0002", 1)
		got := map[string]string{}
		for _, p := range stays {
			got[fmt.Sprint(p.Provision)] += fmt.Sprintf(" %s %d-%d", p.Address, p.From, p.Until)
		}
		found := false
		for _, places := range got {
			found = found || places == " para1 1-2 para2 3-3"
		}
		if !found {
			t.Errorf("renumbered § 1 is not noted: %v", got)
		}
		return err
	})
	s.agrees()
}

// The check notices what is kept otherwise, and a rebuild mends it.
func TestCheckNoticesAndRebuildMends(t *testing.T) {
	s := shelf{t, storetest.Open(t)}
	s.publish("JDM/20-0001", "Näiteseadus", "NäS", law)
	s.follow()
	storetest.Do(t, s.st, func(tx *store.Tx) error {
		c, err := tx.Citing("JDM/20-0001", 1)
		if err != nil {
			return err
		}
		c.Citations = nil
		return tx.PutCiting(c)
	})
	c := citer.New(s.st)
	problems, err := c.Check(context.Background())
	if err != nil || len(problems) != 1 || !strings.Contains(problems[0], "JDM/20-0001/01") {
		t.Error(problems, err)
	}
	if err := c.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	s.agrees()
}
