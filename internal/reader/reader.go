// Package reader is the follower that reads the words of the files sent with
// comments, so that search finds them. Nobody waits for it.
package reader

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
)

// Read returns the words of a file. It keeps within bounds of time and memory
// itself, for what people send may be made to exceed them.
type Read func(ctx context.Context, b []byte, sort papers.Sort) (string, error)

// Within is how long one file may take.
const Within = 30 * time.Second

// Reader follows the event log.
type Reader struct {
	store *store.Store
	files *blob.Folder
	read  Read
	clock clock.Clock
	log   *slog.Logger
}

// New returns a reader of the files in a folder.
func New(st *store.Store, files *blob.Folder, read Read, clk clock.Clock, log *slog.Logger) *Reader {
	return &Reader{store: st, files: files, read: read, clock: clk, log: log}
}

// Name is the follower's name in the log and of its position.
func (r *Reader) Name() string { return "reader" }

// Position is the last event whose files have been read.
func (r *Reader) Position(ctx context.Context) (at event.Seq, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		at, err = tx.Position(r.Name())
		return err
	})
	return at, err
}

// Handle reads the files of the comments that came. A file that cannot be read
// is noted as read, without words: trying again would change nothing.
func (r *Reader) Handle(ctx context.Context, events []event.Event) error {
	for _, e := range events {
		if e.Name != event.CommentSubmitted && e.Name != event.CommentBlackedOut { // which may bring a copy of a file
			continue
		}
		if err := r.comment(ctx, e); err != nil {
			return err
		}
	}
	return r.store.Update(ctx, func(tx *store.Tx) error {
		return tx.SetPosition(r.Name(), events[len(events)-1].Seq)
	})
}

// comment reads the files of one comment that have not been read.
func (r *Reader) comment(ctx context.Context, e event.Event) error {
	var unread []consult.File
	err := r.store.View(ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(e.Comment)
		for _, a := range m.Attachments {
			var f consult.File
			if err == nil {
				f, err = tx.File(a.Hash)
			}
			if err == nil && f.Read.IsZero() {
				unread = append(unread, f)
			}
		}
		return err
	})
	if errors.Is(err, fault.ErrNotFound) {
		return nil // gone since
	}
	if err != nil || len(unread) == 0 {
		return err
	}
	for _, f := range unread {
		if err := r.file(ctx, f); err != nil {
			return err
		}
	}
	return r.store.Update(ctx, func(tx *store.Tx) error {
		_, err := tx.Append(event.Event{
			Name: event.FilesRead, Version: 1, Occurred: r.clock(), Institution: e.Institution,
			Dossier: e.Dossier, Consultation: e.Consultation, Round: e.Round, Comment: e.Comment,
		})
		return err
	})
}

// file reads one file and keeps its words.
func (r *Reader) file(ctx context.Context, f consult.File) error {
	b, err := r.files.Get(f.Hash)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, blob.ErrDamaged) {
		r.log.Error("file of a comment cannot be read", "file", f.Hash, "error", err)
		return nil // the check tells of it too; others shall not wait for it
	}
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeout(ctx, Within)
	defer cancel()
	text, err := r.read(within, b, papers.Sort(f.Type))
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.log.Warn("words of a file cannot be read", "file", f.Hash, "type", f.Type, "error", err)
	}
	return r.store.Update(ctx, func(tx *store.Tx) error {
		now, err := tx.File(f.Hash)
		if errors.Is(err, fault.ErrNotFound) {
			return nil // taken out meanwhile
		}
		if err != nil {
			return err
		}
		now.Read = r.clock()
		if err := tx.PutFile(now); err != nil || text == "" {
			return err
		}
		return tx.PutFileText(f.Hash, text)
	})
}
