package action_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const law = `# Pargiseadus

##### § 1. Reguleerimisala

(1) Seadus reguleerib parkide hooldamist.

(2) Seadust ei kohaldata metsale.

##### § 2. Hooldaja

Parki hooldab kohaliku omavalitsuse üksus 30 päeva jooksul.
`

var (
	official = people.Person{ID: "p-official", Name: "Ametnik", Institution: "KLIM", Roles: []people.Role{people.Official}}
	other    = people.Person{ID: "p-other", Name: "Naaber", Institution: "JDM", Roles: []people.Role{people.Official}}
	citizen  = people.Person{ID: "p-citizen", Name: "Mari Maasikas"}
	nobody   = people.Person{}
)

// world is a store with actions on it and a clock that can be moved.
type world struct {
	*testing.T
	ctx   context.Context
	store *store.Store
	do    *action.Actions
	now   time.Time
}

func newWorld(t *testing.T) *world {
	w := &world{T: t, ctx: context.Background(), now: storetest.Now}
	clk := clock.Clock(func() time.Time { return w.now })
	w.store = storetest.OpenIn(t, t.TempDir(), clk)
	w.do = action.New(w.store, clk, action.Settings{BaseURL: "http://127.0.0.1", ConsultationDays: 28})
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) refused(err error, kind *fault.Fault, key string) {
	w.Helper()
	f := fault.Of(err)
	if f == nil || f.Kind != kind.Kind {
		w.Fatalf("got %v, want %v", err, kind)
	}
	if key == "" || f.Message.Key == key {
		return
	}
	if !slices.ContainsFunc(f.Fields, func(field fault.Field) bool { return field.Key == key }) {
		w.Fatalf("got %v, want key %s", err, key)
	}
}

func facts() dossier.Facts {
	return dossier.Facts{
		Title: lang.Text{Et: "Pargiseadus"}, Kind: dossier.Bill,
		Contact: dossier.Contact{Office: "Looduse osakond", Email: "park@klim.example.ee"},
	}
}

// dossier opens a public dossier with one document.
func (w *world) dossier() dossier.ID {
	w.Helper()
	id, err := w.do.OpenDossier(w.ctx, official, action.OpenDossier{Facts: facts(), FormID: "open"})
	w.must(err)
	w.must(w.do.PublishDossier(w.ctx, official, id))
	_, err = w.do.AddDocument(w.ctx, official, action.AddDocument{Dossier: id, Kind: dossier.DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et})
	w.must(err)
	return id
}

func (w *world) publish(id dossier.ID, base int, text string) {
	w.Helper()
	_, err := w.do.SaveDraft(w.ctx, official, action.SaveDraft{Dossier: id, Document: 1, Base: base, Text: []byte(text), Reason: lang.Text{Et: "Täpsustus"}})
	w.must(err)
	_, err = w.do.PublishRevision(w.ctx, official, action.PublishRevision{Dossier: id, Document: 1, Version: 1})
	w.must(err)
}

func (w *world) consultation(id dossier.ID) consult.ID {
	w.Helper()
	c, err := w.do.OpenConsultation(w.ctx, official, action.OpenConsultation{
		Dossier: id, Title: lang.Text{Et: "Pargid"}, Summary: lang.Text{Et: "Lühidalt"}, Affected: lang.Text{Et: "Linnad"},
		Documents: []int{1}, Deadline: clock.DateOf(w.now).AddDays(30),
	})
	w.must(err)
	return c
}

func (w *world) comment(c consult.ID) action.SubmitComment {
	return action.SubmitComment{
		Consultation: c, As: consult.Private, Text: "Tähtaeg on lühike.", Received: w.now,
		Anchor: consult.Anchor{Document: 1, Revision: 1, Address: "para2", Quote: "30 päeva"},
	}
}

func TestFromDossierToAnsweredComment(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	no, err := w.do.SubmitComment(w.ctx, citizen, w.comment(c))
	w.must(err)
	w.publish(id, 1, strings.Replace(law, "30 päeva", "45 päeva", 1))
	_, err = w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: []consult.CommentNo{no}, Outcome: consult.Accepted, Revision: 2})
	w.must(err)

	w.must(w.store.View(w.ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		w.must(err)
		if m.Anchor.Provision == 0 || m.Anchor.Prefix == "" || m.Response == 0 {
			t.Errorf("anchor or response missing: %+v", m)
		}
		rev, err := tx.Revision(id, 1, 2)
		w.must(err)
		if rev.Changed != (dossier.Changes{Reworded: 1}) || rev.Sections != 2 {
			t.Errorf("revision 2 says %+v", rev)
		}
		got, err := tx.Consultation(c)
		w.must(err)
		if got.Comments != 1 || got.Answered != 1 {
			t.Errorf("counts are %d and %d", got.Comments, got.Answered)
		}
		events, err := tx.EventsOf(id, 0, 100)
		w.must(err)
		var names []event.Name
		for _, e := range slices.Backward(events) {
			names = append(names, e.Name)
		}
		want := []event.Name{event.DossierOpened, event.DossierPublished, event.DocumentAdded, event.DraftSaved, event.RevisionPublished,
			event.ConsultationOpened, event.CommentSubmitted, event.DraftSaved, event.RevisionPublished, event.ResponsePublished}
		if !slices.Equal(names, want) {
			t.Errorf("events are\n%v, want\n%v", names, want)
		}
		return nil
	}))
}

func TestResponseNamesARevisionThatIsNotThere(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	no, err := w.do.SubmitComment(w.ctx, citizen, w.comment(c))
	w.must(err)
	_, err = w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: []consult.CommentNo{no}, Outcome: consult.Accepted, Revision: 9})
	w.refused(err, fault.ErrInvalid, "fault.choose")
}

func TestPublishingRefusals(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	save := func(p people.Person, base, version int, text string) error {
		_, err := w.do.SaveDraft(w.ctx, p, action.SaveDraft{Dossier: id, Document: 1, Base: base, Version: version, Text: []byte(text), Reason: lang.Text{Et: "x"}})
		return err
	}
	w.refused(save(other, 1, 0, law+"uus"), fault.ErrForbidden, "")
	w.refused(save(nobody, 1, 0, law+"uus"), fault.ErrSignIn, "")
	w.refused(save(official, 0, 0, law+"uus"), fault.ErrConflict, "dossier.stale_base")
	w.refused(save(official, 1, 0, ""), fault.ErrInvalid, "dossier.text_empty")
	w.refused(save(official, 1, 0, "\xff\xfe"), fault.ErrInvalid, "")
	w.must(save(official, 1, 0, law))
	_, err := w.do.PublishRevision(w.ctx, official, action.PublishRevision{Dossier: id, Document: 1, Version: 1})
	w.refused(err, fault.ErrInvalid, "dossier.text_same")
	w.refused(save(official, 1, 0, law+"kolmas"), fault.ErrConflict, "dossier.draft_changed")
}

func TestTwoOfficialsPublishAtOnce(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	_, err := w.do.SaveDraft(w.ctx, official, action.SaveDraft{Dossier: id, Document: 1, Base: 1, Text: []byte(law + "\n(9) Uus.\n"), Reason: lang.Text{Et: "x"}})
	w.must(err)
	var group sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		group.Go(func() {
			_, errs[i] = w.do.PublishRevision(w.ctx, official, action.PublishRevision{Dossier: id, Document: 1, Version: 1})
		})
	}
	group.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if fault.Of(err) == nil {
			t.Errorf("not a fault: %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d publications were accepted, want 1", won)
	}
}

func TestSameFormTwiceIsOneComment(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	req := w.comment(w.consultation(id))
	req.FormID = "form-1"
	first, err := w.do.SubmitComment(w.ctx, citizen, req)
	w.must(err)
	second, err := w.do.SubmitComment(w.ctx, citizen, req)
	w.must(err)
	if first != second {
		t.Errorf("one form gave comments %s and %s", first, second)
	}
}

func TestTextChangedAfterGoingBackIsNotDropped(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	req := w.comment(w.consultation(id))
	req.FormID = "form-1"
	first, err := w.do.SubmitComment(w.ctx, citizen, req)
	w.must(err)
	req.Text += " Palun 60 päeva."
	second, err := w.do.SubmitComment(w.ctx, citizen, req)
	w.must(err)
	if first == second {
		t.Error("the new words were dropped")
	}
}

func TestCommentRefusals(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	for name, tc := range map[string]struct {
		change func(*action.SubmitComment)
		kind   *fault.Fault
		key    string
	}{
		"empty":            {func(r *action.SubmitComment) { r.Text = " " }, fault.ErrInvalid, "fault.required"},
		"long":             {func(r *action.SubmitComment) { r.Text = strings.Repeat("õ", 20_001) }, fault.ErrInvalid, "consult.text_too_long"},
		"no such place":    {func(r *action.SubmitComment) { r.Anchor.Address = "para9" }, fault.ErrInvalid, "consult.no_such_place"},
		"other words":      {func(r *action.SubmitComment) { r.Anchor.Quote = "31 päeva" }, fault.ErrInvalid, "consult.quote_not_found"},
		"no such revision": {func(r *action.SubmitComment) { r.Anchor.Revision = 7 }, fault.ErrInvalid, "consult.no_such_place"},
		"late":             {func(r *action.SubmitComment) { r.Received = w.now.AddDate(0, 0, 31) }, fault.ErrConflict, "consult.deadline_passed"},
		"absent":           {func(r *action.SubmitComment) { r.Consultation.No = 5 }, fault.ErrNotFound, ""},
	} {
		t.Run(name, func(t *testing.T) {
			req := w.comment(c)
			tc.change(&req)
			_, err := w.do.SubmitComment(w.ctx, citizen, req)
			(&world{T: t}).refused(err, tc.kind, tc.key)
		})
	}
	_, err := w.do.SubmitComment(w.ctx, nobody, w.comment(c))
	w.refused(err, fault.ErrSignIn, "")
}

// link is the secret in the only mail that waits.
func (w *world) link() string {
	w.Helper()
	var link string
	w.must(w.store.View(w.ctx, func(tx *store.Tx) error {
		mails, err := tx.Mails(10)
		if err != nil {
			return err
		}
		if len(mails) != 1 || mails[0].To != "mari@example.ee" {
			w.Fatalf("mails: %+v", mails)
		}
		_, link, _ = strings.Cut(mails[0].Text, "/confirm/")
		link, _, _ = strings.Cut(link, "\n")
		return nil
	}))
	return link
}

func TestCommentByMailCountsFromWhenItWasSent(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	w.now = w.now.AddDate(0, 0, 28)
	req := w.comment(c)
	req.Email, req.Language = "mari@example.ee", lang.Et
	w.must(w.do.RequestComment(w.ctx, req))
	link := w.link()
	w.now = w.now.AddDate(0, 0, 5)
	no, err := w.do.ConfirmComment(w.ctx, link, lang.Et)
	w.must(err)
	again, err := w.do.ConfirmComment(w.ctx, link, lang.Et)
	w.must(err)
	if no != again {
		t.Errorf("the link gave %s, then %s", no, again)
	}
	_, err = w.do.ConfirmComment(w.ctx, "guess", lang.Et)
	w.refused(err, fault.ErrNotFound, "")
}

func TestOldLinkConfirmsNothing(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	req := w.comment(w.consultation(id))
	req.Email, req.Language = "mari@example.ee", lang.Et
	w.must(w.do.RequestComment(w.ctx, req))
	link := w.link()
	w.now = w.now.Add(action.ConfirmWithin + time.Second)
	_, err := w.do.ConfirmComment(w.ctx, link, lang.Et)
	w.refused(err, fault.ErrNotFound, "")
}

func TestUnpublishedDossierIsNotFoundByOthers(t *testing.T) {
	w := newWorld(t)
	id, err := w.do.OpenDossier(w.ctx, official, action.OpenDossier{Facts: facts()})
	w.must(err)
	for _, p := range []people.Person{nobody, citizen, other} {
		w.refused(w.do.EditDossier(w.ctx, p, action.EditDossier{Dossier: id, Facts: facts()}), fault.ErrNotFound, "")
	}
	_, err = w.do.OpenDossier(w.ctx, citizen, action.OpenDossier{Facts: facts()})
	w.refused(err, fault.ErrForbidden, "")
}

func TestDeadlineMovesOnlyLaterAndClosesAfterIt(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	deadline := clock.DateOf(w.now).AddDays(30)
	w.refused(w.do.MoveDeadline(w.ctx, official, action.MoveDeadline{Consultation: c, To: deadline.AddDays(-1), Reason: lang.Text{Et: "x"}}), fault.ErrInvalid, "consult.only_later")
	w.must(w.do.MoveDeadline(w.ctx, official, action.MoveDeadline{Consultation: c, To: deadline.AddDays(7), Reason: lang.Text{Et: "Palus liit"}}))
	w.refused(w.do.CloseConsultation(w.ctx, official, action.CloseConsultation{Consultation: c, Summary: lang.Text{Et: "Kokku"}}), fault.ErrConflict, "consult.still_open")
	w.now = w.now.AddDate(0, 0, 40)
	w.refused(w.do.CloseConsultation(w.ctx, official, action.CloseConsultation{Consultation: c}), fault.ErrInvalid, "fault.required")
	w.must(w.do.CloseConsultation(w.ctx, official, action.CloseConsultation{Consultation: c, Summary: lang.Text{Et: "Kokku"}}))
}

func TestSessionsEndAtTheServer(t *testing.T) {
	w := newWorld(t)
	secret, err := w.do.SignIn(w.ctx, action.Identity{Issuer: "https://x", Subject: "EE38001085718", Name: "Mari", Authority: "dev"}, "Chromium")
	w.must(err)
	session := func() (s people.Session, err error) {
		err = w.store.View(w.ctx, func(tx *store.Tx) error { s, err = tx.Session(action.HashSecret(secret)); return err })
		return s, err
	}
	s, err := session()
	w.must(err)
	if s.Token == secret || len(secret) < 43 {
		t.Error("the secret must be long and kept only as a hash")
	}
	w.refused(w.do.EndSession(w.ctx, citizen, s.Token), fault.ErrNotFound, "")
	w.must(w.do.SignOut(w.ctx, secret))
	if _, err := session(); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("the session is still there: %v", err)
	}
}
