package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime/pprof"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/indexer"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/internal/sample"
	"github.com/eelnou/eelnou/internal/web"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/views"
)

// comments is how many the measured consultation has.
const comments = 20

// runService answers until standard input ends.
func runService(profile string) error {
	folder, err := os.MkdirTemp("", "bench-http-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	engine, err := bolt.Open(filepath.Join(folder, "store"), bolt.Options{})
	if err != nil {
		return err
	}
	st, err := store.Open(engine, clock.System)
	if err != nil {
		return errors.Join(err, engine.Close())
	}
	defer st.Close()
	public, err1 := search.Open(filepath.Join(folder, "public"), search.Options{})
	internal, err2 := search.Open(filepath.Join(folder, "internal"), search.Options{})
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	defer public.Close()
	defer internal.Close()

	ctx := context.Background()
	paths, err := fill(ctx, st)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	if err := relay.CatchUp(ctx, st, indexer.New(st, public, internal, clock.System, log)); err != nil {
		return err
	}
	server := web.New(web.Config{BaseURL: "http://127.0.0.1", Log: log},
		query.New(st, public, internal, clock.System, query.Settings{}), action.New(st, clock.System, action.Settings{ConsultationDays: 28}))
	return answer(server, paths, profile)
}

// answer serves both handlers, says where, and ends with standard input.
func answer(server *web.Server, paths, profile string) error {
	ours, err1 := net.Listen("tcp", "127.0.0.1:0")
	plain, err2 := net.Listen("tcp", "127.0.0.1:0")
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	trivial := fiber.New(fiber.Config{DisableStartupMessage: true})
	trivial.Get("/", func(c *fiber.Ctx) error { return c.SendString("ok") })
	ended := make(chan error, 2)
	go func() { ended <- trivial.Listener(plain) }()
	go func() { ended <- server.Serve(ours) }()
	if profile != "" {
		file, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	fmt.Println(plain.Addr(), ours.Addr(), paths)
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return errors.Join(server.Shutdown(ctx), trivial.ShutdownWithContext(ctx))
}

// fill loads the sample content, brings one open consultation to the number of
// comments that is measured, and returns the paths asked for.
func fill(ctx context.Context, st *store.Store) (paths string, err error) {
	if err := sample.Load(ctx, st, clock.System); err != nil {
		return "", err
	}
	err = st.Update(ctx, func(tx *store.Tx) error {
		c, err := openConsultation(tx)
		if err != nil {
			return err
		}
		have := c.Comments
		for i := have; i < comments; i++ {
			if err := addComment(tx, &c, i); err != nil {
				return err
			}
		}
		to := views.To("et")
		paths = fmt.Sprintln(to.Dossier(c.Dossier), to.Consultation(c.ID), comparisonPath(tx, to))
		return tx.PutConsultation(c)
	})
	return paths, err
}

// openConsultation returns the open consultation about a text with the most
// comments.
func openConsultation(tx *store.Tx) (best consult.Consultation, err error) {
	list, err := tx.ConsultationsByDeadline(clock.DateOf(tx.Now()), 0, false)
	for _, c := range list {
		fits := c.IsOpen(tx.Now()) && len(c.Documents) > 0 && c.Comments <= comments
		if fits && (best.Dossier == "" || c.Comments > best.Comments) {
			best = c
		}
	}
	if err == nil && best.Dossier == "" {
		err = errors.New("the sample content has no open consultation")
	}
	return best, err
}

func addComment(tx *store.Tx, c *consult.Consultation, i int) error {
	no, err := tx.NextComment(tx.Now().Year())
	if err != nil {
		return err
	}
	at := c.Documents[0]
	m := consult.Comment{
		No: no, Consultation: c.ID, Submitted: tx.Now(), State: consult.Public,
		Author: consult.Author{Kind: consult.Private, Name: fmt.Sprintf("Kommenteerija %d", i)},
		Text:   fmt.Sprintf("Toetan eelnõu, kuid palun täpsustada sätet nr %d.\n\nPraegune sõnastus jätab lahtiseks, *kes* ja **mis tähtajaks** peab teate esitama. Teen ettepaneku lisada tähtaeg.", i),
		Anchor: consult.Anchor{Document: at.Document, Revision: at.Revision, Address: fmt.Sprintf("para%d", i%4+1)},
	}
	c.Comments++
	if err := tx.PutComment(m); err != nil {
		return err
	}
	_, err = tx.Append(event.Event{Name: event.CommentSubmitted, Version: 1, Dossier: c.Dossier, Consultation: c.No, Comment: no, Institution: c.Institution, Public: true})
	return err
}

// comparisonPath is the comparison of the first two revisions of some document.
func comparisonPath(tx *store.Tx, to views.To) string {
	found := ""
	_ = tx.EachDossier("", func(d dossier.Dossier) error { // finding is enough
		documents, err := tx.Documents(d.ID)
		for _, doc := range documents {
			if doc.Revisions > 1 && !d.Published.IsZero() {
				found = to.Compare(d.ID, doc.No, 1, 2)
			}
		}
		return err
	})
	return found
}
