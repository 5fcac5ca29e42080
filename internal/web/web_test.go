package web

import (
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/brotli"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/indexer"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/internal/reader"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/internal/sample"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
	"github.com/eelnou/eelnou/store/storetest"
	"github.com/eelnou/eelnou/views"
)

var today = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

// The people of the tests. Nobody is anonymous.
var cast = map[string]people.Person{
	"citizen":       {ID: "t-citizen", Name: "Kadri Kask"},
	"official":      {ID: "t-official", Name: "Mari Maasikas", Institution: "JDM", Roles: []people.Role{people.Official}},
	"coordinator":   {ID: "t-coordinator", Name: "Rein Raud", Institution: "JDM", Roles: []people.Role{people.Coordinator}},
	"other":         {ID: "t-other", Name: "Olev Oja", Institution: "KLIM", Roles: []people.Role{people.Official}},
	"moderator":     {ID: "t-moderator", Name: "Mai Mets", Roles: []people.Role{people.Moderator}},
	"administrator": {ID: "t-administrator", Name: "Aado Aas", Roles: []people.Role{people.Administrator}},
}

const nobody = ""

// site is a whole service over a temporary store, without a network.
type site struct {
	*testing.T
	store   *store.Store
	queries *query.Queries
	actions *action.Actions
	server  *Server
	files   *blob.Folder
	public  *search.Index
	follow  func()
}

// newSite returns a service with the people of the tests and nothing else.
func newSite(t *testing.T) *site {
	t.Helper()
	clk := clock.At(today)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	st := storetest.OpenIn(t, t.TempDir(), clk)
	public, internal := openIndex(t), openIndex(t)
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &site{T: t, store: st, files: files, public: public}
	s.queries = query.New(st, public, internal, clk, query.Settings{Files: files})
	s.actions = action.New(st, clk, action.Settings{BaseURL: "http://example.com", ConsultationDays: 28, Files: files})
	s.server = New(Config{BaseURL: "http://example.com", Development: true, ConsultationDays: 28, Clock: clk, Log: log, Mail: noMail}, s.queries, s.actions)
	words := func(_ context.Context, b []byte, sort papers.Sort) (string, error) { return papers.Text(b, sort) }
	followers := []relay.Follower{reader.New(st, files, words, clk, log), indexer.New(st, public, internal, clk, log)}
	s.follow = func() {
		t.Helper()
		for _, follower := range followers {
			if err := relay.CatchUp(context.Background(), st, follower); err != nil {
				t.Fatal(err)
			}
		}
	}
	storetest.Do(t, st, func(tx *store.Tx) error {
		if err := tx.PutInstitution(storetest.Institution()); err != nil {
			return err
		}
		for name, p := range cast {
			p.Created = today
			if err := tx.PutPerson(p); err != nil {
				return err
			}
			session := people.Session{Token: action.HashSecret("secret-" + name), Person: p.ID, CSRF: "csrf-" + name, Created: today, Seen: today}
			if err := tx.PutSession(session); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

// newSample is newSite with the sample content.
func newSample(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	if err := sample.Files(s.files.Put); err != nil {
		t.Fatal(err)
	}
	if err := sample.Load(context.Background(), s.store, clock.At(today)); err != nil {
		t.Fatal(err)
	}
	s.follow()
	return s
}

func openIndex(t *testing.T) *search.Index {
	t.Helper()
	x, err := search.Open(t.TempDir(), search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// answer is what came back, its body uncompressed.
type answer struct {
	*http.Response
	body string
}

func (a answer) page(t *testing.T) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// get asks for an address as one of the cast, with more headers in pairs.
func (s *site) get(as, address string, headers ...string) answer {
	s.Helper()
	return s.do(as, httptest.NewRequest(http.MethodGet, address, http.NoBody), headers...)
}

// post sends a form as one of the cast would from a page of ours.
func (s *site) post(as, address string, form url.Values, headers ...string) answer {
	s.Helper()
	if as != nobody && !form.Has("csrf") {
		form.Set("csrf", "csrf-"+as)
	}
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.do(as, r, headers...)
}

func (s *site) do(as string, r *http.Request, headers ...string) answer {
	s.Helper()
	if as != nobody {
		r.AddCookie(&http.Cookie{Name: s.server.sessionCookie(), Value: "secret-" + as})
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := s.server.app.Test(r, -1)
	if err != nil {
		s.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(unpacked(s.T, res))
	if err != nil {
		s.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	return answer{res, string(body)}
}

func unpacked(t *testing.T, res *http.Response) io.Reader {
	t.Helper()
	if res.Body == http.NoBody {
		return res.Body
	}
	switch res.Header.Get("Content-Encoding") {
	case "br":
		return brotli.NewReader(res.Body)
	case "gzip":
		r, err := gzip.NewReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	return res.Body
}

func noMail(int) ([]views.MailShown, error) { return nil, nil }
