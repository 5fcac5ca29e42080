package web

import (
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// addDossier puts a dossier of the ministry of justice, public or not, with a
// document in one revision.
func (s *site) addDossier(id dossier.ID, title string, public bool) {
	s.Helper()
	storetest.Do(s, s.store, func(tx *store.Tx) error {
		d := storetest.Dossier(id)
		d.Title = lang.Text{Et: title}
		d.Documents = 1
		if !public {
			d.Published = time.Time{}
		}
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		doc := storetest.Document(id, 1)
		doc.Revisions = 1
		if err := tx.PutDocument(doc); err != nil {
			return err
		}
		text := "# " + title + "\n\n**§ 1. Ese**\n\n(1) Üks lause.\n"
		if err := tx.AddRevision(storetest.Revision(id, 1, 1, text), []string{text}, nil); err != nil {
			return err
		}
		_, err := tx.Append(event.Event{Name: event.DossierOpened, Version: 1, Occurred: today, Dossier: id, Institution: "JDM", Public: public})
		return err
	})
}

// retitle changes a dossier and leaves its event.
func (s *site) retitle(id dossier.ID, title string) {
	s.Helper()
	storetest.Do(s, s.store, func(tx *store.Tx) error {
		d, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		d.Title = lang.Text{Et: title}
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		_, err = tx.Append(event.Event{Name: event.DossierChanged, Version: 1, Occurred: today, Dossier: id, Institution: "JDM", Public: true})
		return err
	})
}

func TestReadyPageIsTheSameInEveryEncoding(t *testing.T) {
	s := newSite(t)
	s.addDossier("JDM/26-0001", "Esimene seadus", true)
	const address = "/et/dossiers/JDM/26-0001"
	first := s.get(nobody, address)
	tags := map[string]bool{}
	for _, encoding := range []string{"", "gzip", "br", "gzip;q=0, br", "br;q=0, gzip", "identity", "zstd", "br"} {
		a := s.get(nobody, address, "Accept-Encoding", encoding)
		if a.body != first.body {
			t.Errorf("%q gave another page", encoding)
		}
		tags[a.Header.Get("Etag")+a.Header.Get("Content-Encoding")] = true
	}
	if len(tags) != 3 {
		t.Errorf("tags and encodings do not go together: %v", tags)
	}
}

func TestNotModified(t *testing.T) {
	s := newSite(t)
	s.addDossier("JDM/26-0001", "Esimene seadus", true)
	s.addDossier("JDM/26-0002", "Teine seadus", true)
	const one, list = "/et/dossiers/JDM/26-0001", "/et/dossiers"
	tag, listTag := s.get(nobody, one).Header.Get("Etag"), s.get(nobody, list).Header.Get("Etag")
	for address, tag := range map[string]string{one: tag, list: listTag} {
		a := s.get(nobody, address, "If-None-Match", tag)
		if a.StatusCode != 304 || a.body != "" || a.Header.Get("Etag") != tag {
			t.Errorf("%s: %s, tag %s", address, a.Status, a.Header.Get("Etag"))
		}
		checkHeaders(t, address, a)
	}
	s.retitle("JDM/26-0002", "Uus pealkiri")
	if a := s.get(nobody, one, "If-None-Match", tag); a.StatusCode != 304 {
		t.Errorf("a change of another dossier made the page new: %s", a.Status)
	}
	if a := s.get(nobody, list, "If-None-Match", listTag); a.StatusCode != 200 || !strings.Contains(a.body, "Uus pealkiri") {
		t.Errorf("the list is old: %s", a.Status)
	}
	s.retitle("JDM/26-0001", "Kolmas pealkiri")
	if a := s.get(nobody, one, "If-None-Match", tag); a.StatusCode != 200 || !strings.Contains(a.body, "Kolmas pealkiri") {
		t.Errorf("the page is old: %s", a.Status)
	}
}

func TestReadyPagesEndWithTheDay(t *testing.T) {
	s := newSite(t)
	now := today
	s.server.config.Clock = func() time.Time { return now }
	first := s.get(nobody, "/et/about").Header.Get("Etag")
	now = now.AddDate(0, 0, 1)
	s.get(nobody, "/et/about")
	r := s.server.pages.byPlace["/et/about"].Value.(*ready)
	if r.moment.day != clock.DateOf(now) {
		t.Errorf("kept for %v", r.moment.day)
	}
	if first == "" {
		t.Error("no tag")
	}
}

func TestPagesOfSignedInPeopleAreNotKept(t *testing.T) {
	s := newSite(t)
	s.addDossier("JDM/26-0001", "Esimene seadus", true)
	const address = "/et/dossiers/JDM/26-0001"
	mine := s.get("official", address)
	if got := mine.Header.Get("Cache-Control"); got != "private, no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	if mine.Header.Get("Etag") != "" || len(s.server.pages.byPlace) != 0 {
		t.Error("the page of an official is kept")
	}
	theirs := s.get(nobody, address)
	if strings.Contains(theirs.body, "Mari Maasikas") || theirs.body == mine.body {
		t.Error("an anonymous reader got the page of an official")
	}
	if again := s.get("official", address, "If-None-Match", theirs.Header.Get("Etag")); again.StatusCode != 200 || !strings.Contains(again.body, "Mari Maasikas") {
		t.Error("an official got the page of an anonymous reader")
	}
}

func TestErrorsAreNotKept(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{"/et/dossiers/JDM/26-0404", "/et/nowhere", "/et/dossiers?year=never"} {
		a := s.get(nobody, address)
		if a.Header.Get("Cache-Control") == "" || a.Header.Get("Etag") != "" {
			t.Errorf("%s: %v", address, a.Header)
		}
	}
	if n := len(s.server.pages.byPlace); n != 0 {
		t.Errorf("%d errors are kept", n)
	}
}

func TestPagesStayWithinTheirRoom(t *testing.T) {
	p := newPages(10_000)
	for i := range 1000 {
		r := &ready{address: strings.Repeat("x", i%50+1) + string(rune('a'+i%26))}
		r.bodies[gzipped] = make([]byte, i%900)
		p.put(r)
		p.keep(r, brotlied, make([]byte, i%500))
		size := 0
		for e := p.order.Front(); e != nil; e = e.Next() {
			size += e.Value.(*ready).size
		}
		if size != p.size || p.size > p.limit || p.order.Len() != len(p.byPlace) {
			t.Fatalf("after %d: %d bytes counted as %d, %d of %d pages", i, size, p.size, p.order.Len(), len(p.byPlace))
		}
	}
}
