// Command eelnou publishes draft legislation, compares revisions and consults
// the public about them. Run it without arguments for its commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/config"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
	"github.com/eelnou/eelnou/views"
)

// options are the command line.
type options struct {
	Config string `help:"Configuration file." placeholder:"FILE" type:"path"`
	Data   string `help:"Folder with the store and the search index." placeholder:"FOLDER" type:"path"`

	Serve   serveCommand   `cmd:"" help:"Run the service."`
	Import  importCommand  `cmd:"" help:"Bring acts and dossiers into the store."`
	Compare compareCommand `cmd:"" help:"Compare two files or two stored revisions."`
	Analyze analyzeCommand `cmd:"" help:"Show how the search understands words."`
	Reindex reindexCommand `cmd:"" help:"Build the search index and what texts cite anew from the store."`
	Check   checkCommand   `cmd:"" help:"Read everything and prove that it agrees."`
	Backup  backupCommand  `cmd:"" help:"Write a verified copy of the store to a file."`
	Restore restoreCommand `cmd:"" help:"Put a backup in place of an absent store."`
	User    userCommand    `cmd:"" help:"List people and record what they may do."`
	Compact compactCommand `cmd:"" help:"Rewrite the store file without free space."`
}

// session is what every command gets.
type session struct {
	context.Context
	config config.Config
	clock  clock.Clock
}

// errFailed ends a command that has already said what is wrong.
var errFailed = errors.New("failed")

func main() {
	if len(os.Args) == 3 && os.Args[1] == readWords {
		if err := readWordsAlone(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := run(os.Args[1:]); err != nil {
		if !errors.Is(err, errFailed) {
			fmt.Fprintln(os.Stderr, "eelnou:", explain(err))
		}
		os.Exit(1)
	}
}

func run(args []string) error {
	var o options
	parser, err := kong.New(&o, kong.Name("eelnou"), kong.UsageOnError(),
		kong.Description("Draft legislation from first notice to published act."))
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	c, err := settings(o)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return command.Run(&session{Context: ctx, config: c, clock: clock.System})
}

// settings reads the configuration and lets the command line override it.
func settings(o options) (config.Config, error) {
	file, asked := "config.yaml", false
	if o.Config != "" {
		file, asked = o.Config, true
	}
	c, err := config.Read(file, asked)
	if err != nil {
		return c, err
	}
	if o.Data != "" {
		c.Data = o.Data
	}
	if o.Serve.Listen != "" {
		c.Server.Listen = o.Serve.Listen
	}
	if err := logging(c.Log.Level); err != nil {
		return c, err
	}
	return c, c.Check()
}

func logging(level string) error {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return fmt.Errorf("log.level: %q is none of debug, info, warn, error", level)
	}
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: l})))
	return nil
}

// explain says an error in words: a fault's sentence, or the error itself.
func explain(err error) string {
	f := fault.Of(err)
	if f == nil || f.Message.Key == "" && len(f.Fields) == 0 {
		return err.Error()
	}
	said := views.T(lang.En, f.Message.Key, f.Message.Args...)
	for _, field := range f.Fields {
		said += "\n  " + field.Name + ": " + views.T(lang.En, field.Key, field.Args...)
	}
	return said
}

// openStore opens the store in the data folder, making it when absent.
func openStore(s *session) (*store.Store, error) {
	engine, err := bolt.Open(s.config.Data, bolt.Options{})
	if err != nil {
		return nil, err
	}
	st, err := store.Open(engine, s.clock)
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return st, nil
}
