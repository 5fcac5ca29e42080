// Command search measures the search over the shared corpus: how well words
// and compounds are understood and how fast; at 200,000 provisions how long
// and in how much memory the index is made, what it weighs and what queries of
// each sort cost beside SQLite FTS5 in the same run; how it is made from the
// event log; and with the newest acts how well the relevant ones are found.
//
// Without arguments it measures everything; -only names the parts wanted, -n
// how many provisions, and -keep a folder in which the index at that scale and
// SQLite's are kept from one run to the next. -h lists the parts.
//
// Run it with -tags sqlite_fts5 to have the comparison: SQLite is a C library
// that nothing else here should have to compile.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/indexer"
	"github.com/eelnou/eelnou/internal/intake"
	"github.com/eelnou/eelnou/internal/relay"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
)

// The goals, on two cores.
const (
	goalTime   = 30 * time.Second
	goalMemory = 300 << 20
	goalQuery  = 20 * time.Millisecond
)

func main() {
	err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/search:", err)
		os.Exit(1)
	}
}

// parts can be measured by themselves.
var parts = []string{"quality", "stemming", "filling", "queries", "fresh", "misspelt", "crowd", "history", "relevance"}

// wanted is what a run measures.
type wanted struct {
	only []string // all parts when empty
	n    int      // provisions
	keep string   // where what takes long to make is kept, or empty
}

func (w wanted) has(list ...string) bool {
	return len(w.only) == 0 || slices.ContainsFunc(list, func(one string) bool { return slices.Contains(w.only, one) })
}

// run without arguments is the whole measurement; it calls itself for parts
// whose memory is to be measured apart.
func run(args []string) error {
	ctx := context.Background()
	if len(args) > 1 && !strings.HasPrefix(args[0], "-") {
		return errors.Join(profiled(func() error { return part(ctx, args) }), tellMemory())
	}
	flags := flag.NewFlagSet("bench/search", flag.ContinueOnError)
	only := flags.String("only", "", "parts to measure, by commas: "+strings.Join(parts, ", "))
	w := wanted{}
	flags.IntVar(&w.n, "n", librarySize, "provisions")
	flags.StringVar(&w.keep, "keep", "", "folder in which indexes are kept from one run to the next")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if *only != "" {
		w.only = strings.Split(*only, ",")
	}
	for _, one := range append(w.only, flags.Args()...) {
		if !slices.Contains(parts, one) || flags.NArg() > 0 {
			return fmt.Errorf("no part %q", one)
		}
	}
	return measure(ctx, w)
}

func measure(ctx context.Context, w wanted) error {
	shared, err := findShared()
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp(os.Getenv("BENCH_TEMP"), "bench-search-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if w.has("quality") {
		if err := quality(shared); err != nil {
			return err
		}
	}
	if w.has("stemming", "filling", "queries", "fresh", "misspelt", "crowd") {
		if err := scale(ctx, w, shared, cmp.Or(w.keep, filepath.Join(temp, "scale"))); err != nil {
			return err
		}
	}
	if w.has("history") {
		if err := history(ctx, shared, filepath.Join(temp, "history")); err != nil {
			return err
		}
	}
	if w.has("relevance") {
		return relevance(ctx, shared, filepath.Join(temp, "newest"))
	}
	return nil
}

// profiled writes a processor profile into the file that BENCH_PROFILE names.
func profiled(fn func() error) (err error) {
	name := os.Getenv("BENCH_PROFILE")
	if name == "" {
		return fn()
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return fn()
}

// part is what a process of its own does.
func part(ctx context.Context, args []string) error {
	switch {
	case len(args) == 3 && args[0] == "import":
		return importInto(ctx, args[1], args[2])
	case len(args) == 3 && args[0] == "fill":
		return fillLibrary(ctx, args[1], args[2])
	case len(args) == 2 && args[0] == "index":
		return indexAll(ctx, args[1])
	}
	return fmt.Errorf("no part %q", args)
}

// tellMemory prints the most memory this process had. What the system says of
// a process that has ended includes the one that began it.
func tellMemory() error {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Println(strings.Fields(rest)[0])
		}
	}
	return nil
}

// history measures all revisions of the shared corpus.
func history(ctx context.Context, shared, data string) error {
	if _, err := self("import", data, filepath.Join(shared, "corpus")); err != nil {
		return err
	}
	u, err := self("index", data)
	if err != nil {
		return err
	}
	fmt.Printf("indexing all revisions: %.1f s, %.1f s of processor, %d MB at most: %s\n", u.wall.Seconds(), u.cpu.Seconds(), u.memory>>20,
		verdict(u.wall <= goalTime && u.memory <= goalMemory))
	public, err := search.Open(filepath.Join(data, "public"), search.Options{})
	if err != nil {
		return err
	}
	defer public.Close()
	size, err := weigh(filepath.Join(data, "public"))
	if err != nil {
		return err
	}
	fmt.Printf("documents: %d, %.1f MB on disk\n", public.State().Documents, float64(size)/1e6)
	return speed(ctx, public)
}

func importInto(ctx context.Context, data, corpus string) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	return withStore(data, func(st *store.Store) error {
		_, err := intake.Run(ctx, st, clock.System, []string{corpus}, intake.Options{Institution: "JDM"})
		return err
	})
}

func withStore(data string, fn func(*store.Store) error) error {
	engine, err := bolt.Open(data, bolt.Options{})
	if err != nil {
		return err
	}
	st, err := store.Open(engine, clock.System)
	if err != nil {
		return errors.Join(err, engine.Close())
	}
	return errors.Join(fn(st), st.Close())
}

func indexAll(ctx context.Context, data string) error {
	public, err := search.Open(filepath.Join(data, "public"), search.Options{})
	if err != nil {
		return err
	}
	defer public.Close()
	internal, err := search.Open(filepath.Join(data, "internal"), search.Options{})
	if err != nil {
		return err
	}
	defer internal.Close()
	return withStore(data, func(st *store.Store) error {
		return relay.CatchUp(ctx, st, indexer.New(st, public, internal, clock.System, slog.Default()))
	})
}

// used is what a process needed.
type used struct {
	wall, cpu time.Duration
	memory    int64 // highest resident size, in bytes
}

func self(args ...string) (used, error) {
	path, err := os.Executable()
	if err != nil {
		return used{}, err
	}
	c := exec.Command(path, args...)
	var told bytes.Buffer
	c.Stdout, c.Stderr = &told, os.Stderr
	c.Env = append(os.Environ(), "GOMAXPROCS=2")
	start := time.Now()
	if err := c.Run(); err != nil {
		return used{}, fmt.Errorf("%s: %w", args[0], err)
	}
	u := used{wall: time.Since(start), cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime()}
	kilobytes, err := strconv.ParseInt(strings.TrimSpace(told.String()), 10, 64)
	u.memory = kilobytes << 10
	return u, err
}

func verdict(good bool) string {
	if good {
		return "reached"
	}
	return "missed"
}

func weigh(dir string) (size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// findShared walks up to the folder beside the repository.
func findShared() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		shared := filepath.Join(dir, "..", "shared")
		if _, err := os.Stat(filepath.Join(shared, "corpus")); err == nil {
			return shared, nil
		}
	}
	return "", errors.New("../shared/corpus is absent: nothing to measure")
}
