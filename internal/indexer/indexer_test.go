package indexer_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/indexer"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// desk is a store with both indexes and the indexer between them.
type desk struct {
	t                *testing.T
	st               *store.Store
	dir              string
	public, internal *search.Index
	ix               *indexer.Indexer
	marks            []dossier.Mark
	next             uint32
}

func newDesk(t *testing.T) *desk {
	d := &desk{t: t, st: storetest.Open(t), dir: t.TempDir()}
	d.openIndexes()
	storetest.Do(t, d.st, func(tx *store.Tx) error { return tx.PutInstitution(storetest.Institution()) })
	return d
}

func (d *desk) openIndexes() {
	d.t.Helper()
	var err error
	if d.public, err = search.Open(filepath.Join(d.dir, "public"), search.Options{}); err != nil {
		d.t.Fatal(err)
	}
	if d.internal, err = search.Open(filepath.Join(d.dir, "internal"), search.Options{}); err != nil {
		d.t.Fatal(err)
	}
	public, internal := d.public, d.internal
	d.t.Cleanup(func() { _, _ = public.Close(), internal.Close() })
	d.ix = indexer.New(d.st, d.public, d.internal, clock.At(storetest.Now), slog.New(slog.DiscardHandler))
}

func (d *desk) do(fn func(*store.Tx) error) {
	d.t.Helper()
	storetest.Do(d.t, d.st, fn)
}

func (d *desk) catchUp() {
	d.t.Helper()
	if err := relay.CatchUp(context.Background(), d.st, d.ix); err != nil {
		d.t.Fatal(err)
	}
}

const id = dossier.ID("JDM/26-0001")

// open adds a dossier with one document.
func (d *desk) open(published bool) {
	d.do(func(tx *store.Tx) error {
		one := storetest.Dossier(id)
		one.Documents = 1
		if !published {
			one.Published = time.Time{}
		}
		if err := tx.PutDossier(one); err != nil {
			return err
		}
		doc := storetest.Document(id, 1)
		doc.Act = "KarS"
		if err := tx.PutDocument(doc); err != nil {
			return err
		}
		if _, err := tx.Append(event.Event{Name: event.DossierOpened, Dossier: id, Public: published}); err != nil {
			return err
		}
		_, err := tx.Append(event.Event{Name: event.DocumentAdded, Dossier: id, Document: 1, Public: published})
		return err
	})
}

func (d *desk) publish(text string) {
	d.do(func(tx *store.Tx) error {
		doc, err := tx.Document(id, 1)
		if err != nil {
			return err
		}
		no := doc.Revisions + 1
		now := lawtext.Parse(text)
		if no == 1 {
			d.marks, d.next = compare.First(now)
		} else {
			old, err := tx.RevisionText(id, 1, no-1)
			if err != nil {
				return err
			}
			d.marks, d.next = compare.Trace(d.marks, compare.Texts(lawtext.Parse(old), now), no, d.next)
		}
		rev := storetest.Revision(id, 1, no, text)
		rev.Published = storetest.Now.AddDate(0, 0, no)
		rev.Dated = clock.DateOf(rev.Published)
		doc.Revisions = no
		if err := tx.PutDocument(doc); err != nil {
			return err
		}
		if err := tx.AddRevision(rev, lawtext.Chunks(now), d.marks); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.RevisionPublished, Dossier: id, Document: 1, Revision: no, Public: true})
		return err
	})
}

// found lists hits as "kind label title" in the order of their texts.
func (d *desk) found(x *search.Index, q search.Query) []string {
	d.t.Helper()
	res, err := x.Find(context.Background(), q)
	if err != nil {
		d.t.Fatal(err)
	}
	var list []string
	for _, h := range res.Hits {
		list = append(list, strings.Join(strings.Fields(fmt.Sprint(h.Kind, " ", h.Label, " ", h.Title)), " "))
	}
	slices.Sort(list)
	return list
}

func (d *desk) want(what string, x *search.Index, q search.Query, want ...string) {
	d.t.Helper()
	if got := d.found(x, q); !slices.Equal(got, want) {
		d.t.Errorf("%s: found %q, want %q", what, got, want)
	}
}

const first = `# Karistusseadustiku muutmise seadus

## § 1. Kohaldamisala

(1) Seadust kohaldatakse merehädalistele.

(2) Seadust ei kohaldata lootsidele.

## § 2. Mõisted

Käesolevas seaduses tähendab laevuke väikest veesõidukit.
`

func TestWordingsAreIndexedOnceWithTheirTime(t *testing.T) {
	d := newDesk(t)
	d.open(true)
	d.publish(first)
	d.catchUp()
	d.want("the section", d.public, search.Query{Words: "laevuke"}, "provision § 2 Mõisted")
	d.publish(strings.Replace(first, "(2) Seadust ei kohaldata lootsidele.\n\n", "", 1))
	d.publish(strings.Replace(strings.Replace(first, "(2) Seadust ei kohaldata lootsidele.\n\n", "", 1), "väikest", "suurt", 1))
	d.catchUp()
	d.want("a word that is gone", d.public, search.Query{Words: "lootsidele"})
	d.want("in the old wording", d.public, search.Query{Words: "lootsidele", History: true}, "provision § 1 Kohaldamisala")
	d.want("as of the first day", d.public, search.Query{Words: "laevuke väikest", AsOf: storetest.Now.AddDate(0, 0, 2)}, "provision § 2 Mõisted")
	d.want("now", d.public, search.Query{Words: "merehädalistele"}, "provision § 1 Kohaldamisala")
	res, err := d.public.Find(context.Background(), search.Query{Kinds: []search.Kind{search.Provision}, History: true})
	if err != nil || res.Total != 4 {
		t.Errorf("%d wordings, want 4: %v", res.Total, err)
	}
	d.want("by reference", d.public, search.Query{Words: "KarS § 2"}, "provision § 2 Mõisted")
	for _, h := range res.Hits {
		if h.Past != strings.Contains(h.Address, "/revisions/") || !strings.Contains(h.Address, "/dossiers/JDM/26-0001/documents/01") || !strings.Contains(h.Address, "#para") {
			t.Errorf("past %v at %s", h.Past, h.Address)
		}
		if h.Past == h.Until.IsZero() {
			t.Errorf("past %v until %s", h.Past, h.Until)
		}
	}
}

func TestUnpublishedStaysInside(t *testing.T) {
	d := newDesk(t)
	d.open(false)
	d.publish(first)
	d.do(func(tx *store.Tx) error {
		if err := tx.PutDraft(dossier.Draft{Dossier: id, Document: 1, Base: 1, Version: 1, Text: "## § 9. Uus\n\nSalajane kavatsus.", Saved: storetest.Now, By: "official"}); err != nil {
			return err
		}
		_, err := tx.Append(event.Event{Name: event.DraftSaved, Dossier: id, Document: 1})
		return err
	})
	d.catchUp()
	d.want("public", d.public, search.Query{History: true})
	d.want("inside", d.internal, search.Query{Words: "laevuke"}, "provision § 2 Mõisted")
	d.want("the draft", d.internal, search.Query{Words: "salajane"}, "document Eelnõu")
	if list, err := d.public.Suggest(context.Background(), "karist", 5); err != nil || list != nil {
		t.Errorf("suggested %v, %v", list, err)
	}

	d.do(func(tx *store.Tx) error {
		one, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		one.Published = storetest.Now
		if err := tx.PutDossier(one); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.DossierPublished, Dossier: id, Public: true})
		return err
	})
	d.catchUp()
	d.want("public now", d.public, search.Query{Words: "laevuke"}, "provision § 2 Mõisted")
	d.want("only the draft inside", d.internal, search.Query{}, "document Eelnõu")
	d.want("the draft is not public", d.public, search.Query{Words: "salajane"})

	d.do(func(tx *store.Tx) error {
		if err := tx.DeleteDraft(id, 1); err != nil {
			return err
		}
		return nil
	})
	d.publish(first + "\n## § 3. Jõustumine\n\nSeadus jõustub kevadel.\n")
	d.catchUp()
	d.want("the draft is gone", d.internal, search.Query{})
}

func TestFactsReachEveryDocumentOfADossier(t *testing.T) {
	d := newDesk(t)
	d.open(true)
	d.publish(first)
	d.catchUp()
	d.do(func(tx *store.Tx) error {
		one, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		one.Steps = append(one.Steps, dossier.Step{Stage: dossier.Coordination, Happened: clock.Date{Year: 2026, Month: 3, Day: 10}, Recorded: storetest.Now, By: "official"})
		if err := tx.PutDossier(one); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.StepRecorded, Dossier: id, Public: true})
		return err
	})
	d.catchUp()
	d.want("by stage", d.public, search.Query{Words: "laevuke", Stage: "coordination"}, "provision § 2 Mõisted")
	d.want("no longer", d.public, search.Query{Stage: "notice"})
}

func TestCommentsComeAndGo(t *testing.T) {
	d := newDesk(t)
	d.open(true)
	d.publish(first)
	cid := consult.ID{Dossier: id, No: 1}
	var no consult.CommentNo
	d.do(func(tx *store.Tx) error {
		var err error
		if no, err = tx.NextComment(2026); err != nil {
			return err
		}
		answer, err := tx.NextResponse()
		if err != nil {
			return err
		}
		one, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		one.Consultations = 1
		if err := tx.PutDossier(one); err != nil {
			return err
		}
		c := storetest.Consultation(id, 1)
		c.Comments, c.Answered = 1, 1
		if err := tx.PutConsultation(c); err != nil {
			return err
		}
		m := storetest.Comment(no, cid)
		m.Text, m.Response = "Palun *arvestage* kalureid.", answer
		if err := tx.PutComment(m); err != nil {
			return err
		}
		r := consult.Response{No: answer, Consultation: cid, Comments: []consult.CommentNo{no}, Outcome: consult.Explained, Text: "Kalapüük on reguleeritud mujal.", Published: storetest.Now, By: "official", Institution: "JDM"}
		if err := tx.PutResponse(r); err != nil {
			return err
		}
		for _, e := range []event.Event{{Name: event.ConsultationOpened, Consultation: 1}, {Name: event.CommentSubmitted, Consultation: 1, Comment: no}, {Name: event.ResponsePublished, Consultation: 1, Response: answer}} {
			e.Dossier, e.Public = id, true
			if _, err := tx.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
	d.catchUp()
	d.want("comment", d.public, search.Query{Words: "kalureid"}, "comment Jaan Tamm")
	d.want("response", d.public, search.Query{Words: "kalapüük"}, "response")
	d.want("open now", d.public, search.Query{OpenOn: storetest.Now, Kinds: []search.Kind{search.Dossier}}, "dossier Karistusseadustiku muutmise seaduse eelnõu")
	d.do(func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		m.State, m.StateReason = consult.Withheld, "solvav"
		if err := tx.PutComment(m); err != nil {
			return err
		}
		c, err := tx.Consultation(cid)
		if err != nil {
			return err
		}
		c.Comments, c.Answered = 0, 0
		if err := tx.PutConsultation(c); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.CommentWithheld, Dossier: id, Consultation: 1, Comment: no, Public: true})
		return err
	})
	d.catchUp()
	d.want("withheld", d.public, search.Query{Words: "kalureid"})
	d.want("its response", d.public, search.Query{Words: "kalapüük"})
}

// all lists everything in the indexes with what it is found by.
func (d *desk) all() string {
	var b strings.Builder
	for _, x := range []*search.Index{d.public, d.internal} {
		var list []string
		for after := ""; ; {
			res, err := x.Find(context.Background(), search.Query{History: true, Size: 100, After: after})
			if err != nil {
				d.t.Fatal(err)
			}
			for _, h := range res.Hits {
				one, _, err := x.Get(h.ID)
				if err != nil {
					d.t.Fatal(err)
				}
				list = append(list, fmt.Sprintf("%+v\n", one))
			}
			if after = res.Next; after == "" {
				break
			}
		}
		slices.Sort(list)
		fmt.Fprintln(&b, strings.Join(list, ""), "--")
	}
	return b.String()
}

func TestEveryWayToTheSameIndex(t *testing.T) {
	d := newDesk(t)
	d.open(false)
	texts := []string{first, strings.Replace(first, "väikest", "suurt", 1), first, strings.Replace(first, "## § 2. Mõisted", "## § 1¹. Mõisted", 1), first + "\n## § 3. Lõpp\n\nKõik.\n"}
	for _, text := range texts {
		d.publish(text)
		d.catchUp() // step by step
	}
	d.do(func(tx *store.Tx) error {
		one, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		one.Published = storetest.Now
		one.Title = lang.Text{Et: "Teine pealkiri", Ru: "Другое название"}
		if err := tx.PutDossier(one); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.DossierPublished, Dossier: id, Public: true})
		return err
	})
	d.catchUp()
	steps := d.all()

	// The same events again change nothing.
	var events []event.Event
	storetest.Look(t, d.st, func(tx *store.Tx) (err error) {
		events, err = tx.Events(0, 0)
		return err
	})
	if err := d.ix.Handle(context.Background(), events); err != nil {
		t.Fatal(err)
	}
	if again := d.all(); again != steps {
		t.Errorf("again:\n%s\nfirst:\n%s", again, steps)
	}
	if err := d.ix.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if rebuilt := d.all(); rebuilt != steps {
		t.Errorf("rebuilt:\n%s\nstep by step:\n%s", rebuilt, steps)
	}
	if at, err := d.ix.Position(context.Background()); err != nil || at != d.st.LastSeq() {
		t.Errorf("position %d of %d, %v", at, d.st.LastSeq(), err)
	}

	// All at once into new indexes.
	d.dir = t.TempDir()
	d.openIndexes()
	d.catchUp()
	if once := d.all(); once != steps {
		t.Errorf("at once:\n%s\nstep by step:\n%s", once, steps)
	}
	if s := d.public.State(); s.Rebuilding {
		t.Errorf("state %+v", s)
	}
}

func TestIndexAheadOfTheLogIsMadeAnew(t *testing.T) {
	d := newDesk(t)
	d.open(true)
	d.publish(first)
	if err := d.public.Apply(search.Batch{Put: []search.Document{{ID: "ghost", Kind: search.Dossier, Title: "Kummitus", Lang: "et"}}, Position: 999}); err != nil {
		t.Fatal(err)
	}
	d.catchUp()
	d.want("a document of another store", d.public, search.Query{Words: "kummitus"})
	d.want("what there is", d.public, search.Query{Words: "laevuke"}, "provision § 2 Mõisted")
}

// TestProgressIsTold: while an index is filled, its state says how much is there.
func TestProgressIsTold(t *testing.T) {
	d := newDesk(t)
	d.open(true)
	d.publish(first)
	var events []event.Event
	storetest.Look(t, d.st, func(tx *store.Tx) (err error) {
		events, err = tx.Events(0, 0)
		return err
	})
	if err := d.ix.Handle(context.Background(), events[:len(events)-1]); err != nil {
		t.Fatal(err)
	}
	if at := d.public.State(); !at.Rebuilding || at.Done >= at.Total || at.Total != int(d.st.LastSeq()) {
		t.Errorf("half-way: %+v", at)
	}
	d.catchUp()
	if at := d.public.State(); at.Rebuilding || at.Total != 0 {
		t.Errorf("at the end: %+v", at)
	}
}

// TestIndexWhoseFilesAreGoneIsMadeAnew: what is open answers until then.
func TestIndexWhoseFilesAreGoneIsMadeAnew(t *testing.T) {
	d := newDesk(t)
	d.open(true)
	d.publish(first)
	d.catchUp()
	if err := os.RemoveAll(d.dir); err != nil {
		t.Fatal(err)
	}
	d.want("what is open", d.public, search.Query{Words: "laevuke"}, "provision § 2 Mõisted")
	if _, err := d.ix.Position(context.Background()); err != nil {
		t.Fatal(err)
	}
	d.want("made anew", d.public, search.Query{Words: "laevuke"}, "provision § 2 Mõisted")
	public, internal := d.public, d.internal
	if err := errors.Join(public.Close(), internal.Close()); err != nil {
		t.Fatal(err)
	}
	d.openIndexes()
	d.want("kept", d.public, search.Query{Words: "laevuke"}, "provision § 2 Mõisted")
}
