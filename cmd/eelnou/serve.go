package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/citer"
	"github.com/eelnou/eelnou/internal/config"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/devsignin"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/intake"
	"github.com/eelnou/eelnou/internal/notify"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/internal/reader"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/internal/sample"
	"github.com/eelnou/eelnou/internal/signin"
	"github.com/eelnou/eelnou/internal/web"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
	"github.com/eelnou/eelnou/views"
)

type serveCommand struct {
	Listen string `help:"Address to listen on." placeholder:"ADDRESS"`
}

// gcPercent lets the heap grow to five times what is live before it is swept:
// what is live is small, and a page made anew leaves much behind. The operator's
// GOGC wins.
const gcPercent = 400

// memoryLimit is how many bytes of memory are taken before the heap is swept
// sooner than that: a text of several megabytes leaves many times its size behind.
const memoryLimit = 1 << 30

// limitMemory has the heap swept sooner once so many bytes are taken. The
// operator's GOMEMLIMIT wins.
func limitMemory(bytes int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(bytes)
	}
}

// stopWithin is how long answers under way may take when told to stop.
const stopWithin = 20 * time.Second

// Run opens everything, answers until told to stop, and closes everything in
// the opposite order.
func (serveCommand) Run(s *session) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	limitMemory(memoryLimit)
	st, err := openStore(s)
	if err != nil {
		return err
	}
	err = serveStore(s, st)
	return errors.Join(err, st.Close())
}

func serveStore(s *session, st *store.Store) error {
	if st.LastSeq() == 0 {
		if err := begin(s, st); err != nil {
			return err
		}
	}
	found, err := openIndexes(s)
	if err != nil {
		slog.Error("the service starts without search, and will try again to make it", "error", err)
	}
	err = serveOn(s, st, found)
	return errors.Join(err, found.close())
}

// begin gives an empty store something to begin with: sample content in
// development, else the register of institutions.
func begin(s *session, st *store.Store) error {
	if s.config.Mode == config.Development {
		fmt.Println("Loading sample content …")
		files, err := blob.Open(filesFolder(s.config.Data))
		if err != nil {
			return err
		}
		if err := sample.Files(files.Put); err != nil {
			return err
		}
		return sample.Load(s, st, s.clock)
	}
	return st.Update(s, func(tx *store.Tx) error {
		for _, i := range intake.Institutions() {
			if err := tx.PutInstitution(i); err != nil {
				return err
			}
		}
		_, err := tx.Append(event.Event{Name: event.InstitutionRecorded, Version: 1, Occurred: s.clock()})
		return err
	})
}

func serveOn(s *session, st *store.Store, found indexes) error {
	ln, err := net.Listen("tcp", s.config.Server.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	if s.config.Server.BaseURL == "" {
		s.config.Server.BaseURL = "http://" + ln.Addr().String()
	}
	files, err := blob.Open(filesFolder(s.config.Data))
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	server, actions, transport, err := wire(s, st, files, found, ln.Addr().String())
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	greet(s)

	ctx, stop := context.WithCancel(s)
	defer stop()
	group, ctx := errgroup.WithContext(ctx)
	followers := []relay.Follower{found.indexer(st, s), citer.New(st), reader.New(st, files, words, s.clock, slog.Default())}
	if transport != nil {
		followers = append(followers, notify.NewTeller(st, s.config.Server.BaseURL, s.clock))
	}
	group.Go(func() error { return relay.Run(ctx, st, slog.Default(), followers...) })
	group.Go(func() error { return sweepFiles(ctx, actions) })
	group.Go(func() error { return actions.RunDefaults(ctx, slog.Default()) })
	if transport != nil {
		group.Go(func() error { return notify.New(st, transport, s.clock, slog.Default()).Run(ctx) })
	}
	group.Go(func() error { return backupOnSignal(ctx, s, st, files) })
	group.Go(func() error { return server.Serve(ln) })
	group.Go(func() error { return stopWhenFailed(ctx, st) })
	group.Go(func() error {
		<-ctx.Done()
		late, cancel := context.WithTimeout(context.Background(), stopWithin)
		defer cancel()
		return server.Shutdown(late)
	})
	err = group.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// stopWhenFailed ends the service when the disk has failed under the store:
// what is in memory can no longer be trusted, and a restart reads it anew.
func stopWhenFailed(ctx context.Context, st *store.Store) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-st.Failed():
		return fmt.Errorf("the store stopped writing: %w", err)
	}
}

// wire puts the service together. The transport is nil when no mail is sent.
func wire(s *session, st *store.Store, files *blob.Folder, found indexes, listen string) (*web.Server, *action.Actions, notify.Transport, error) {
	c := web.Config{
		BaseURL: s.config.Server.BaseURL, Development: s.config.Mode == config.Development,
		TrustedProxies: s.config.Server.TrustedProxies, BodyLimit: s.config.Server.BodyLimit,
		PageCache: s.config.Server.PageCache, ConsultationDays: s.config.Rules.ConsultationDays,
		Terms: consult.Terms{Bill: s.config.Rules.CoordinationBillDays, Other: s.config.Rules.CoordinationOtherDays},
		Clock: s.clock, Log: slog.Default(),
	}
	settings := signin.Settings{
		Issuer: s.config.SignIn.Issuer, ClientID: s.config.SignIn.ClientID, Secret: s.config.SignIn.Secret,
		Return: c.BaseURL + web.SignInReturn, Scopes: s.config.SignIn.Scopes,
		Profile: signin.Profile(s.config.SignIn.Profile), Assurance: s.config.SignIn.Assurance,
	}
	if c.Development && settings.Issuer == "" {
		personas, err := devsignin.New(listen, c.BaseURL, web.SignInReturn, c.Development, s.clock)
		if err != nil {
			return nil, nil, nil, err
		}
		c.Personas, settings = personas, personas.Settings()
	}
	if settings.Issuer != "" {
		client, err := signin.New(settings)
		if err != nil {
			return nil, nil, nil, err
		}
		c.SignIn = client
	}
	transport := mailTransport(s, &c)
	actions := action.New(st, s.clock, action.Settings{BaseURL: c.BaseURL, ConsultationDays: c.ConsultationDays, Terms: c.Terms, Files: files, Words: words,
		Grace: time.Duration(s.config.Rules.CorrectionMinutes) * time.Minute})
	queries := query.New(st, found.public, found.internal, s.clock, query.Settings{
		ResponseDays: s.config.Rules.ResponseDays, StaleDays: s.config.Rules.StaleDays, Files: files,
	})
	return web.New(c, queries, actions), actions, transport, nil
}

// mailTransport is how mail leaves: by SMTP, or in development into a folder
// that a page shows.
func mailTransport(s *session, c *web.Config) notify.Transport {
	if s.config.Mail.SMTP != "" {
		return notify.SMTP{
			Server: s.config.Mail.SMTP, From: s.config.Mail.From,
			User: s.config.Mail.User, Password: s.config.Mail.Password,
		}
	}
	if !c.Development {
		return nil
	}
	folder := notify.Folder{Path: filepath.Join(s.config.Data, "mail"), From: s.config.Mail.From}
	c.Mail = func(limit int) ([]views.MailShown, error) {
		letters, err := folder.Letters(limit)
		shown := make([]views.MailShown, len(letters))
		for i, l := range letters {
			shown[i] = views.MailShown{To: l.To, Subject: l.Subject, Text: l.Text, At: l.At}
		}
		return shown, err
	}
	return folder
}

func greet(s *session) {
	fmt.Printf("Eelnõu answers at %s\n", s.config.Server.BaseURL)
	if s.config.Mode == config.Development {
		fmt.Printf("Sign in at %s/sign-in as one of the invented people; mail appears at %s/dev/mail\n",
			s.config.Server.BaseURL, s.config.Server.BaseURL)
	}
}

// backupOnSignal writes a backup of the running service on SIGUSR1.
func backupOnSignal(ctx context.Context, s *session, st *store.Store, files *blob.Folder) error {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	defer signal.Stop(asked)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-asked:
		}
		file := filepath.Join(s.config.Data, "backup", "eelnou-"+s.clock().Format("20060102-150405")+".db")
		err := os.MkdirAll(filepath.Dir(file), 0o700)
		if err == nil {
			err = backUp(ctx, st, files, file)
		}
		if err != nil {
			slog.Error("backup failed", "file", file, "error", err)
			continue
		}
		slog.Info("backup written and verified", "file", file)
	}
}
