package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// telling are the addresses that could tell of words that somebody must not know,
// by themselves, misspelt, in part, in order, counted, completed, as they came.
func telling(word string) []string {
	var list []string
	q := url.QueryEscape(word)
	short := url.QueryEscape(word[:len(word)-2])
	for _, asked := range []string{
		"q=" + q, "q=" + q + "d", "q=" + short, "q=" + q + "+kord", "q=%22on+" + q + "%22", "q=" + q + "&in=comments", "q=" + q + "&in=text", "q=" + q + "&sort=first",
		"q=kord", "q=kord&sort=date", "q=kord&sort=first", "q=-" + q + "+kord", "q=lause", "q=lause&in=comments", "what=comment", "what=document&sort=date", "q=" + q + "&as-of=2026-11-23",
		"dossier=JDM/26-0001", "q=" + q + "&dossier=JDM/26-0001", "open=1", "institution=JDM&sort=date",
	} {
		for _, page := range []string{"/et/search?", "/en/search?", "/et/search.csv?"} {
			list = append(list, page+asked)
		}
	}
	return append(list, "/et/search/suggest?q="+q, "/et/search/suggest?q="+short, "/et/dossiers?q="+q, "/et/analyze?q="+q, "/sitemap.xml",
		"/et/dossiers/JDM/26-0001/documents/01/words?q="+q, "/et/dossiers/JDM/26-0001/documents/01/words?q=on+"+q, "/et/dossiers/JDM/26-0001/documents/01/words?q=lause")
}

// same fails for every address that answers a stranger otherwise than a service
// that has not got the thing.
func (s *site) same(bare *site, word string) {
	s.Helper()
	for _, path := range telling(word) {
		for _, as := range strangers {
			if mine, theirs := s.get(as, path), bare.get(as, path); mine.body != theirs.body || mine.Header.Get("ETag") != theirs.Header.Get("ETag") {
				s.Errorf("%s as %q is not what it is without the thing", path, as)
			}
		}
	}
}

// kept is a page and its ETag. The feed of changes says how far it has looked, which
// is no change.
func (s *site) kept(path string) string {
	a := s.get(nobody, path)
	body, _, _ := strings.Cut(a.body, `"last":`)
	return a.Header.Get("ETag") + body
}

// TestSearchTellsNothingOfDrafts: neither the draft of the next revision of a public
// document, nor a document that has no revision yet, changes anything for strangers;
// nor do they change what is kept of pages.
func TestSearchTellsNothingOfDrafts(t *testing.T) {
	bare, s := newSite(t), newSite(t)
	for _, one := range []*site{bare, s} {
		one.addDossier("JDM/26-0001", "Avalik kord", true)
		one.follow()
	}
	before := map[string]string{}
	for _, path := range []string{"/et/", "/et/dossiers", "/et/dossiers/JDM/26-0001", "/et/dossiers/JDM/26-0001/documents/01", "/et/institutions", "/et/consultations", "/changes"} {
		before[path] = s.kept(path)
	}
	ctx, official := t.Context(), cast["official"]
	_, err := s.actions.SaveDraft(ctx, official, action.SaveDraft{Dossier: "JDM/26-0001", Document: 1, Base: 1, Text: []byte(textWith("zorgimustand"))})
	s.must(err)
	_, err = s.actions.AddDocument(ctx, official, action.AddDocument{Dossier: "JDM/26-0001", Kind: dossier.DraftAct, Title: lang.Text{Et: "Zorgimustand kord"}, Language: lang.Et})
	s.must(err)
	s.addDossier("JDM/26-0003", "Zorgimustand on kord", false)
	s.follow()
	s.same(bare, "zorgimustand")
	for path, was := range before {
		if s.kept(path) != was {
			t.Errorf("%s is another page since", path)
		}
	}
	if !strings.Contains(s.get("official", "/et/search?q=zorgimustandis").body, "<mark>zorgimustand</mark>") {
		t.Error("its own institution does not find the draft")
	}
}

// remark puts a public comment on a consultation.
func (s *site) remark(id consult.ID, text string) consult.CommentNo {
	s.Helper()
	var no consult.CommentNo
	storetest.Do(s.T, s.store, func(tx *store.Tx) error {
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		if no, err = tx.NextComment(2026); err != nil {
			return err
		}
		m := storetest.Comment(no, id)
		m.Text, m.Anchor, m.Submitted = text, consult.Anchor{Document: 1, Revision: 1}, c.Opened.AddDate(0, 0, 5)
		c.Comments++
		if err := tx.PutConsultation(c); err != nil {
			return err
		}
		if err := tx.PutComment(m); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.CommentSubmitted, Version: 1, Occurred: today, Dossier: id.Dossier, Institution: "JDM", Consultation: id.No, Comment: no, Public: true})
		return err
	})
	return no
}

// TestSearchForgetsWithheldComments: what was public and found is gone from every
// answer once it is withheld, at first from what is shown, then from all counts.
func TestSearchForgetsWithheldComments(t *testing.T) {
	bare, s := newSite(t), newSite(t)
	for _, one := range []*site{bare, s} {
		one.open("JDM/26-0001", true)
		one.follow()
	}
	no := s.remark(consult.ID{Dossier: "JDM/26-0001", No: 1}, "See lause on zorgiarvamus, mille kord on kadunud.")
	s.follow()
	if !strings.Contains(s.get(nobody, "/et/search?q=zorgiarvamuse").body, "<mark>zorgiarvamus</mark>") {
		t.Fatal("a public comment is not found")
	}
	s.rules(no, action.Decide{Ruling: consult.Withholds, Reason: consult.Personal, Note: "Isikuandmed."})
	for _, path := range telling("zorgiarvamus") {
		for _, as := range append(strangers, "official") {
			if a := s.get(as, path); a.StatusCode != 200 || strings.Contains(a.body, "See lause on") {
				t.Errorf("%s as %q still shows it before the index knows: %s", path, as, a.Status)
			}
		}
	}
	s.follow()
	s.same(bare, "zorgiarvamus")
}
