package web

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// says keeps a comment of one of the cast and returns its number.
func (s *site) says(as string, c consult.ID, text string) consult.CommentNo {
	s.Helper()
	no, err := s.actions.SubmitComment(context.Background(), cast[as], action.SubmitComment{
		Consultation: c, As: consult.Private, Name: cast[as].Name, Text: text, Received: today,
		Anchor: consult.Anchor{Document: 1, Revision: 1, Address: "para1lg1"},
	})
	if err != nil {
		s.Fatal(err)
	}
	return no
}

// mailed keeps a comment of somebody without an account and returns its number
// and the path of its private link.
func (s *site) mailed(c consult.ID, text string) (consult.CommentNo, string) {
	s.Helper()
	ctx := context.Background()
	err := s.actions.RequestComment(ctx, action.SubmitComment{
		Consultation: c, As: consult.Private, Text: text, Received: today, Email: "keegi@example.ee", Language: lang.Et,
	})
	if err != nil {
		s.Fatal(err)
	}
	secret, _ := s.linkIn("/confirm/")
	no, err := s.actions.ConfirmComment(ctx, secret, lang.Et)
	if err != nil {
		s.Fatal(err)
	}
	_, path := s.linkIn("/comments/" + no.String() + "/own/")
	return no, path
}

// linkIn finds what follows a path in the mail that waits, and the whole path.
func (s *site) linkIn(path string) (rest, whole string) {
	s.Helper()
	storetest.Look(s, s.store, func(tx *store.Tx) error {
		mails, err := tx.Mails(0)
		for _, m := range mails {
			if _, found, ok := strings.Cut(m.Text, "/et"+path); ok {
				rest, _, _ = strings.Cut(found, "\n")
			}
		}
		return err
	})
	if rest == "" {
		s.Fatalf("no mail has %s", path)
	}
	return rest, "/et" + path + rest
}

// TestOwnComments: the list has every comment of one's own and none of others',
// page by page, with what became of each and what comes next.
func TestOwnComments(t *testing.T) {
	s := newSite(t)
	c := s.open("JDM/26-0002", true)
	var first consult.CommentNo
	for i := range 23 {
		if no := s.says("citizen", c, "Minu arvamus number "+strings.Repeat("i", i+1)); i == 0 {
			first = no
		}
	}
	theirs := s.says("other", c, "Kellegi teise arvamus")
	list := s.get("citizen", "/et/comments/own")
	if n := list.page(t).Find("article.comment").Length(); list.StatusCode != 200 || n != 20 {
		t.Fatalf("%s, %d comments", list.Status, n)
	}
	text := list.page(t).Find("main").Text()
	for _, want := range []string{"23 arvamust", "Ootab seisukohta", "§ 1 lg 1", "konsultatsioon lõpeb", "seisukoht hiljemalt"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list does not say %q", want)
		}
	}
	if strings.Contains(list.body, theirs.String()) {
		t.Error("the list has a comment of somebody else")
	}
	next, _ := list.page(t).Find("a[rel=next]").Attr("href")
	rest := s.get("citizen", next)
	if n := rest.page(t).Find("article.comment").Length(); n != 3 || !strings.Contains(rest.body, first.String()) {
		t.Errorf("%s has %d comments", next, n)
	}
	if a := s.get("moderator", "/et/comments/own"); !strings.Contains(a.body, "ei ole veel saadetud") {
		t.Errorf("of somebody who has none: %s", a.Status)
	}
	if a := s.get("citizen", "/et/comments/own?after=x"); a.StatusCode != 404 {
		t.Errorf("after nothing: %s", a.Status)
	}
	if a := s.get(nobody, "/et/comments/own"); a.StatusCode != 303 {
		t.Errorf("of nobody: %s", a.Status)
	}
}

// TestWhoSeesTheirOwn is the matrix of the page about one comment: its author and
// who has the key see it, nobody else learns that it is there.
func TestWhoSeesTheirOwn(t *testing.T) {
	s := newSite(t)
	public, hidden := s.open("JDM/26-0002", true), s.open("JDM/26-0001", false)
	mine, ours := s.says("citizen", public, "Avalik arvamus"), s.says("official", hidden, "Salajase toimiku arvamus")
	mailed, link := s.mailed(public, "Kirjaga saadetud")
	for as := range sees["public"] {
		for no, owner := range map[consult.CommentNo]string{mine: "citizen", ours: "official", mailed: ""} {
			path := "/et/comments/" + no.String() + "/own"
			want := 404
			switch {
			case as == owner && as != nobody:
				want = 200
			case as == nobody:
				want = 303
			}
			if a := s.get(as, path); a.StatusCode != want {
				t.Errorf("%s as %q: %s, want %d", path, as, a.Status, want)
			}
			if want == 404 {
				for _, do := range ownDeeds {
					form := url.Values{"do": {do}, "text": {"Võõras"}, "sure_withdraw": {"yes"}, "sure_disown": {"yes"}}
					if a := s.post(as, path, form); a.StatusCode != 404 {
						t.Errorf("%s of %s as %q: %s", do, path, as, a.Status)
					}
					if a := s.post(as, path+"/wrong", form); a.StatusCode != 404 {
						t.Errorf("%s of %s with a wrong key as %q: %s", do, path, as, a.Status)
					}
				}
			}
		}
		if a := s.get(as, link); a.StatusCode != 200 || !strings.Contains(a.body, "Kirjaga saadetud") {
			t.Errorf("with the key as %q: %s", as, a.Status)
		}
	}
	a := s.get(nobody, link)
	if a.Header.Get("Cache-Control") != "private, no-store" || a.page(t).Find("meta[name=robots][content=noindex]").Length() != 1 {
		t.Errorf("a private page may be kept: %q", a.Header.Get("Cache-Control"))
	}
	if strings.Contains(a.body, "keegi@example.ee") {
		t.Error("the page tells the address")
	}
}

// TestCorrectingOnThePage: what is wrong keeps what was typed, and the former
// wording stands on the public page.
func TestCorrectingOnThePage(t *testing.T) {
	s := newSite(t)
	c := s.open("JDM/26-0002", true)
	no := s.says("citizen", c, "Esialgne <b>sõnastus</b>")
	path := "/et/comments/" + no.String() + "/own"
	wording, _ := s.get("citizen", path).page(t).Find("input[name=wording]").Attr("value")
	form := url.Values{"do": {"correct"}, "wording": {wording}, "text": {"Esialgne <b>sõnastus</b>"}, "form_id": {"a"}}
	if a := s.post("citizen", path, form); a.StatusCode != 422 || a.page(t).Find("#text[aria-invalid]").Length() != 1 {
		t.Errorf("the same words: %s", a.Status)
	}
	form.Set("text", "Uus sõnastus")
	if a := s.post("citizen", path, form); a.StatusCode != 303 {
		t.Fatalf("corrected: %s", a.Status)
	}
	page := s.get(nobody, "/et/comments/"+no.String())
	if !strings.Contains(page.body, "Uus sõnastus") || page.page(t).Find("details.former").Length() != 1 || !strings.Contains(page.body, "Esialgne") {
		t.Error("the public page does not show both wordings")
	}
	stale := url.Values{"do": {"correct"}, "wording": {wording}, "text": {"Teisest aknast"}, "form_id": {"b"}}
	a := s.post("citizen", path, stale)
	if a.StatusCode != 409 || a.page(t).Find("#text").Text() != "Teisest aknast" || !strings.Contains(a.body, "Uus sõnastus") {
		t.Errorf("over a newer wording: %s", a.Status)
	}
	storetest.Do(t, s.store, func(tx *store.Tx) error {
		closed, err := tx.Consultation(c)
		closed.Deadline = clock.DateOf(today).AddDays(-1)
		if err != nil {
			return err
		}
		return tx.PutConsultation(closed)
	})
	stale.Set("wording", s.wording(no))
	a = s.post("citizen", path, stale)
	if a.StatusCode != 409 || !strings.Contains(a.page(t).Find("textarea[readonly]").Text(), "Teisest aknast") {
		t.Errorf("after the deadline: %s; the text should be kept", a.Status)
	}
	if a := s.post("citizen", path, url.Values{"do": {"nothing"}}); a.StatusCode != 422 {
		t.Errorf("nothing to do: %s", a.Status)
	}
}

func (s *site) wording(no consult.CommentNo) (w string) {
	storetest.Look(s, s.store, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		w = m.Wording()
		return err
	})
	return w
}

// TestEndingByThePrivateLink: who has no account withdraws or disowns with the
// link, once they have said that they are sure; the page then says so.
func TestEndingByThePrivateLink(t *testing.T) {
	for do, said := range map[string]string{"withdraw": "Autor on arvamuse tagasi võtnud", "disown": "ei ole selle inimese oma"} {
		s := newSite(t)
		c := s.open("JDM/26-0002", true)
		no, link := s.mailed(c, "Kirjaga saadetud sõnad")
		if a := s.post(nobody, link, url.Values{"do": {do}}); a.StatusCode != 422 || a.page(t).Find("#sure_"+do+" .fault").Length() != 1 {
			t.Errorf("%s without being sure: %s", do, a.Status)
		}
		a := s.post(nobody, link, url.Values{"do": {do}, "sure_" + do: {"yes"}, "form_id": {"x"}})
		if a.StatusCode != 303 || a.Header.Get("Location") != link+"?done="+do {
			t.Fatalf("%s: %s to %s", do, a.Status, a.Header.Get("Location"))
		}
		if a = s.get(nobody, a.Header.Get("Location")); a.StatusCode != 200 || a.page(t).Find(".notice").Length() != 1 {
			t.Errorf("after %s: %s", do, a.Status)
		}
		page := s.get(nobody, "/et/comments/"+no.String())
		if !strings.Contains(page.page(t).Find(".lead").Text(), said) || strings.Contains(page.body, "Kirjaga saadetud sõnad") {
			t.Errorf("%s: the public page does not say so, or still has the words", do)
		}
		work := s.get("official", "/et/work")
		if told := strings.Contains(work.body, "teatanud, et ei kirjutanud"); told != (do == "disown") {
			t.Errorf("%s: officials told: %v", do, told)
		}
	}
}

// A disabled person does nothing more to their comments.
func TestDisabledPersonsKeepNothing(t *testing.T) {
	s := newSite(t)
	no, link := s.mailed(s.open("JDM/26-0002", true), "Kirjaga")
	storetest.Do(t, s.store, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		p, err := tx.Person(m.Author.Person)
		if err != nil {
			return err
		}
		p.Disabled, p.Roles = true, []people.Role{people.Moderator}
		return tx.PutPerson(p)
	})
	if a := s.get(nobody, link); a.StatusCode != 404 {
		t.Errorf("page: %s", a.Status)
	}
}

// TestPrivateLinkIsMailedAgain: to its author alone, and nobody learns whose it is.
func TestPrivateLinkIsMailedAgain(t *testing.T) {
	s := newSite(t)
	c := s.open("JDM/26-0002", true)
	no, link := s.mailed(c, "Minu arvamus")
	path := "/et/comments/" + no.String() + "/link"
	if n := s.get(nobody, "/et/comments/"+no.String()).page(t).Find("a[href='" + path + "']").Length(); n != 1 {
		t.Errorf("the page offers it %d times", n)
	}
	count := func() (n int) {
		storetest.Look(t, s.store, func(tx *store.Tx) error {
			mails, err := tx.Mails(0)
			for _, m := range mails {
				if m.To == "keegi@example.ee" && strings.Contains(m.Text, link) {
					n++
				}
			}
			return err
		})
		return n
	}
	before := count()
	stranger := s.post(nobody, path, url.Values{"email": {"teine@example.ee"}})
	if stranger.StatusCode != 303 || count() != before {
		t.Errorf("a stranger's address: %s, %d mails", stranger.Status, count()-before)
	}
	own := s.post(nobody, path, url.Values{"email": {" Keegi@example.ee "}})
	if own.StatusCode != stranger.StatusCode || own.Header.Get("Location") != stranger.Header.Get("Location") || count() != before+1 {
		t.Errorf("the author's address: %s, %d mails", own.Status, count()-before)
	}
	if a := s.post(nobody, path, url.Values{"email": {"ei ole aadress"}}); a.StatusCode != 422 || a.page(t).Find("#email[aria-invalid]").Length() != 1 {
		t.Errorf("no address: %s", a.Status)
	}
	for range 12 {
		s.post(nobody, path, url.Values{"email": {"keegi@example.ee"}})
	}
	if count() > before+4 {
		t.Errorf("%d mails to one address", count()-before)
	}
}
