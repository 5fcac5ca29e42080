package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
)

// act is one act of the corpus with its revisions in order.
type act struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Short     string `json:"short_title"`
	Revisions []struct {
		No     int    `json:"n"`
		File   string `json:"file"`
		Source string `json:"source"`
		From   string `json:"effective_from"`
		Until  string `json:"effective_until"`
		Words  int    `json:"words"`
		Units  int    `json:"sections"`
		text   string
	} `json:"revisions"`
}

func (a act) dossier(n int) dossier.ID { return dossier.ID(fmt.Sprintf("JDM/26-%04d", n+1)) }

func readActs(corpus string) ([]act, error) {
	b, err := os.ReadFile(filepath.Join(corpus, "manifest.json"))
	if err != nil {
		return nil, err
	}
	var manifest struct {
		List []act `json:"list"`
	}
	if err := json.Unmarshal(b, &manifest); err != nil {
		return nil, err
	}
	for _, a := range manifest.List {
		for i := range a.Revisions {
			text, err := os.ReadFile(filepath.Join(corpus, a.Revisions[i].File))
			if err != nil {
				return nil, err
			}
			a.Revisions[i].text = string(text)
		}
	}
	return manifest.List, nil
}

// measureSize fills a store with the corpus, with the facts and marks that an
// import gives each revision, compacts it and compares it with git.
func measureSize(ctx context.Context, acts []act, corpus, temp string) error {
	folder := filepath.Join(temp, "data")
	if err := fill(ctx, acts, folder); err != nil {
		return err
	}
	before, err := sizeOf(filepath.Join(folder, bolt.FileName))
	if err != nil {
		return err
	}
	if err := bolt.Compact(folder); err != nil {
		return err
	}
	after, err := sizeOf(filepath.Join(folder, bolt.FileName))
	if err != nil {
		return err
	}
	packed, err := gitSize(corpus, filepath.Join(temp, "git"))
	if err != nil {
		return err
	}
	fmt.Printf("size: store %d kB (compacted from %d kB), git pack %d kB: %.2f x (at most 2)\n",
		after/1000, before/1000, packed/1000, float64(after)/float64(packed))
	return nil
}

func sizeOf(file string) (int64, error) {
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func fill(ctx context.Context, acts []act, folder string) error {
	s, err := openStore(folder)
	if err != nil {
		return err
	}
	chunks, revisions, size := chunked(acts)
	start, cpu := time.Now(), processTime()
	g, each := errgroup.WithContext(ctx)
	g.SetLimit(8)
	for i, a := range acts {
		g.Go(func() error { return addAct(each, s, a, a.dossier(i), chunks[i]) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	fmt.Printf("filling: %d revisions, %d MB in %.1f s (%.1f s of CPU), each in a durable change of its own\n",
		revisions, size/1_000_000, time.Since(start).Seconds(), (processTime() - cpu).Seconds())
	report, err := s.Check(ctx, nil)
	if err != nil {
		return err
	}
	if !report.OK() {
		return fmt.Errorf("check: %v", report.Problems)
	}
	return s.Close()
}

func openStore(folder string) (*store.Store, error) {
	engine, err := bolt.Open(folder, bolt.Options{})
	if err != nil {
		return nil, err
	}
	return store.Open(engine, clock.System)
}

// unit is one revision made ready, as an action does before its transaction.
type unit struct {
	chunks     []string
	provisions []string // address of each numbered provision
}

func chunked(acts []act) (units [][]unit, revisions, size int) {
	units = make([][]unit, len(acts))
	for i, a := range acts {
		for _, r := range a.Revisions {
			t := lawtext.Parse(r.text)
			u := unit{chunks: lawtext.Chunks(t)}
			for _, n := range t.Nodes {
				if n.Address != "" {
					u.provisions = append(u.provisions, n.Address+"\n"+r.text[n.Own.Start:n.Own.End])
				}
			}
			units[i] = append(units[i], u)
			revisions, size = revisions+1, size+len(r.text)
		}
	}
	return units, revisions, size
}

func addAct(ctx context.Context, s *store.Store, a act, id dossier.ID, units []unit) error {
	var marks marker
	for i, r := range a.Revisions {
		err := s.Update(ctx, func(tx *store.Tx) error {
			if err := putFacts(tx, a, id, i+1); err != nil {
				return err
			}
			rev := dossier.Revision{
				Dossier: id, Document: 1, No: i + 1, Published: tx.Now(), By: "importer", Institution: "JDM",
				Reason: lang.Text{Et: "Imporditud Riigi Teatajast"}, Size: len(r.text), Words: r.Words, Sections: r.Units,
				Hash: sha256.Sum256([]byte(r.text)), InForce: dossier.Period{From: date(r.From), Until: date(r.Until)},
				Dated: date(r.From), Source: r.Source,
			}
			if err := tx.AddRevision(rev, units[i].chunks, marks.next(units[i], i+1)); err != nil {
				return err
			}
			_, err := tx.Append(event.Event{Name: event.RevisionPublished, Dossier: id, Document: 1, Revision: i + 1, Public: true})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func putFacts(tx *store.Tx, a act, id dossier.ID, revisions int) error {
	err := tx.PutDossier(dossier.Dossier{
		ID: id, Title: lang.Text{Et: a.Title}, Kind: dossier.Bill, Institution: "JDM",
		References: []dossier.Reference{{System: "RT", Value: a.ID}}, Documents: 1,
		Published: tx.Now(), Created: tx.Now(), Changed: tx.Now(),
	})
	if err != nil {
		return err
	}
	return tx.PutDocument(dossier.Document{
		Dossier: id, No: 1, Kind: dossier.DraftAct, Title: lang.Text{Et: a.Title},
		Language: lang.Et, Revisions: revisions, Created: tx.Now(), Act: a.Short,
	})
}

func date(s string) clock.Date {
	d, err := clock.ParseDate(s)
	if err != nil {
		return clock.Date{} // some are open
	}
	return d
}

// marker gives provisions an identity by address, and notes when their words
// change: what a comparison would find, near enough for measuring.
type marker struct {
	ids     map[string]uint32
	words   map[string]string
	changed map[string]int
}

func (m *marker) next(u unit, no int) []dossier.Mark {
	if m.ids == nil {
		*m = marker{map[string]uint32{}, map[string]string{}, map[string]int{}}
	}
	marks := make([]dossier.Mark, len(u.provisions))
	for i, p := range u.provisions {
		address, words, _ := strings.Cut(p, "\n")
		if m.ids[address] == 0 {
			m.ids[address] = uint32(len(m.ids) + 1)
		}
		if m.words[address] != words {
			m.words[address], m.changed[address] = words, no
		}
		marks[i] = dossier.Mark{Provision: m.ids[address], Changed: m.changed[address]}
	}
	return marks
}

// gitSize commits the same files and returns the size of git's best pack.
func gitSize(corpus, folder string) (int64, error) {
	if err := os.CopyFS(filepath.Join(folder, "acts"), os.DirFS(filepath.Join(corpus, "acts"))); err != nil {
		return 0, err
	}
	for _, args := range [][]string{
		{"init", "-q", "."}, {"add", "-A"},
		{"-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-q", "-m", "corpus"},
		{"gc", "--aggressive", "--prune=now", "-q"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = folder
		if out, err := cmd.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("git %s: %w: %s", args[0], err, out)
		}
	}
	packs, err := filepath.Glob(filepath.Join(folder, ".git/objects/pack/*.pack"))
	if err != nil || len(packs) != 1 {
		return 0, fmt.Errorf("git made %d packs: %w", len(packs), err)
	}
	return sizeOf(packs[0])
}

// processTime is the CPU time that this process has taken.
func processTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
