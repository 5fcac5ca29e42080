package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/internal/web"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
)

// crowded is the consultation that everybody comments in, plain the one with
// single remarks.
var (
	crowded = consult.ID{Dossier: "JDM/26-0001", No: 1}
	plain   = consult.ID{Dossier: "JDM/26-0002", No: 1}
)

var official = people.Person{ID: "official", Name: "Mari Maasikas", Institution: "JDM", Roles: []people.Role{people.Official}}

// subject is the service, on a store of its own.
type subject struct {
	folder  string
	store   *store.Store
	actions *action.Actions
	queries *query.Queries
	server  *web.Server
	trivial *fiber.App
	base    string // address of the service
	nothing string // address of the trivial handler
}

func start(ctx context.Context) (*subject, error) {
	folder, err := os.MkdirTemp("", "bench-consult-")
	if err != nil {
		return nil, err
	}
	engine, err := bolt.Open(filepath.Join(folder, "store"), bolt.Options{})
	if err != nil {
		return nil, err
	}
	s := &subject{folder: folder}
	if s.store, err = store.Open(engine, clock.System); err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	s.actions = action.New(s.store, clock.System, action.Settings{ConsultationDays: 28})
	s.queries = query.New(s.store, nil, nil, clock.System, query.Settings{})
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	s.server = web.New(web.Config{BaseURL: "http://127.0.0.1", Log: log}, s.queries, s.actions)
	s.trivial = fiber.New(fiber.Config{DisableStartupMessage: true})
	s.trivial.Get("/", func(c *fiber.Ctx) error { return c.SendString("ok") })
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	return s, s.listen()
}

func (s *subject) listen() error {
	ours, err1 := net.Listen("tcp", "127.0.0.1:0")
	nothing, err2 := net.Listen("tcp", "127.0.0.1:0")
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	s.base, s.nothing = "http://"+ours.Addr().String(), "http://"+nothing.Addr().String()
	go func() { _ = s.server.Serve(ours) }()        // ends with stop
	go func() { _ = s.trivial.Listener(nothing) }() // likewise
	return nil
}

func (s *subject) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := errors.Join(s.server.Shutdown(ctx), s.trivial.ShutdownWithContext(ctx), s.store.Close(), os.RemoveAll(s.folder))
	if err != nil {
		slog.Error("the service did not stop cleanly", "err", err)
	}
}

// prepare keeps a ministry and two dossiers with an open consultation each.
func (s *subject) prepare(ctx context.Context) error {
	return s.store.Update(ctx, func(tx *store.Tx) error {
		err := errors.Join(tx.PutPerson(official), tx.PutInstitution(people.Institution{
			Code: "JDM", Name: lang.Text{Et: "Justiits- ja Digiministeerium"},
		}))
		for _, id := range []consult.ID{crowded, plain} {
			err = errors.Join(err, tx.PutDossier(dossier.Dossier{
				ID: id.Dossier, Title: lang.Text{Et: "Ühingute aruandluse seadus"}, Kind: dossier.Bill, Institution: "JDM",
				Published: tx.Now(), Created: tx.Now(), Changed: tx.Now(), Consultations: 1,
			}), tx.PutConsultation(consult.Consultation{
				ID: id, Title: lang.Text{Et: "Ühingute aruandlus"}, Summary: lang.Text{Et: "Kas aruanne on vajalik?"},
				Opened: tx.Now().Add(-time.Hour), Deadline: clock.DateOf(tx.Now()).AddDays(30), Institution: "JDM", By: official.ID,
			}))
		}
		return err
	})
}

// get asks for a page, as a browser asks, and returns how long it is.
func get(address string) (int64, error) {
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	r.Header.Set("Accept-Encoding", "br, gzip")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = errors.New(address + " answered " + answer.Status)
	}
	return n, err
}
