package main

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/bolt"
)

// Floors of the mean reciprocal rank and of the recall among ten.
const (
	floorRank   = .97
	floorRecall = .97
)

// oneIn is how many of the acts that no query asks for are among those searched;
// bench/search takes all.
const oneIn = 12

// question is one query of the gold set, with the acts that should come first.
type question struct {
	Query    string
	Relevant []string
	Section  string
}

// TestQueriesFindTheirActs imports acts, builds the index and asks the queries of
// the gold set.
func TestQueriesFindTheirActs(t *testing.T) {
	const shared = "../../../shared"
	b, err := os.ReadFile(filepath.Join(shared, "gold", "shared_queries.json"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the gold set is not beside the project")
	}
	must(t, err)
	var list []question
	must(t, json.Unmarshal(b, &list))
	var asked []string
	for _, q := range list {
		asked = append(asked, q.Relevant...)
	}
	folder, data := t.TempDir(), t.TempDir()
	files := someActs(t, filepath.Join(shared, "corpus", "acts-latest.tar.zst"), folder, asked)
	name := program(t)
	for _, do := range [][]string{{"import", "--data", data, folder}, {"reindex", "--data", data}} {
		if out, err := exec.Command(name, do...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", do[0], err, out)
		}
	}
	acts := actsByDossier(t, data, files)
	index, err := search.Open(filepath.Join(data, "search", "public"), search.Options{})
	must(t, err)
	defer index.Close()
	var rank, recall float64
	for _, q := range list {
		got := firstActs(t, index, acts, q)
		first := slices.IndexFunc(got, func(act string) bool { return slices.Contains(q.Relevant, act) })
		found := 0
		for _, act := range got {
			if slices.Contains(q.Relevant, act) {
				found++
			}
		}
		if first >= 0 {
			rank += 1 / float64(first+1)
		}
		recall += float64(found) / float64(min(len(q.Relevant), 10))
		if first != 0 {
			t.Logf("%s: the first right act is at %d of %v", q.Query, first+1, got)
		}
	}
	rank, recall = rank/float64(len(list)), recall/float64(len(list))
	t.Logf("%d acts, %d queries: rank %.3f, recall %.3f", len(acts), len(list), rank, recall)
	if rank < floorRank || recall < floorRecall {
		t.Errorf("rank %.3f (%.2f), recall %.3f (%.2f)", rank, floorRank, recall, floorRecall)
	}
}

// firstActs are the first ten acts found, each at its best hit.
func firstActs(t *testing.T, index *search.Index, acts map[string]string, q question) (got []string) {
	t.Helper()
	found, err := index.Find(context.Background(), search.Query{Words: q.Query, Size: 100, NoFacets: true})
	must(t, err)
	if found.Reading.Meant != "" && len(found.Hits) == 0 {
		found, err = index.Find(context.Background(), search.Query{Words: found.Reading.Meant, Size: 100, NoFacets: true})
		must(t, err)
	}
	for _, h := range found.Hits {
		if q.Section != "" && strings.TrimPrefix(h.Label, "§ ") != q.Section {
			continue
		}
		if act := acts[h.Group]; act != "" && !slices.Contains(got, act) && len(got) < 10 {
			got = append(got, act)
		}
	}
	return got
}

// takenFrom is the last part of the address an act was taken from.
var takenFrom = regexp.MustCompile(`(?m)^source: ".*/([^/"]+)"$`)

// someActs unpacks the acts that are asked for and some of the others, and
// returns the name of each by where it was taken from.
func someActs(t *testing.T, archive, folder string, asked []string) map[string]string {
	t.Helper()
	f, err := os.Open(archive)
	must(t, err)
	defer f.Close()
	z, err := zstd.NewReader(f)
	must(t, err)
	defer z.Close()
	files := map[string]string{}
	n := 0
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		must(t, err)
		name, act := strings.CutSuffix(filepath.Base(h.Name), ".md")
		if h.Typeflag != tar.TypeReg || !act {
			continue
		}
		if n++; n%oneIn != 0 && !slices.Contains(asked, name) {
			continue
		}
		b, err := io.ReadAll(r)
		must(t, err)
		must(t, writeFile(filepath.Join(folder, name+".md"), b))
		if m := takenFrom.FindSubmatch(b); m != nil {
			files[string(m[1])] = name
		}
	}
}

// actsByDossier maps the numbers of dossiers to the acts they were made from.
func actsByDossier(t *testing.T, data string, files map[string]string) map[string]string {
	t.Helper()
	engine, err := bolt.Open(data, bolt.Options{})
	must(t, err)
	st, err := store.Open(engine, clock.System)
	must(t, err)
	acts := map[string]string{}
	err = st.View(context.Background(), func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			list, err := tx.Revisions(d.ID, 1)
			for _, r := range list {
				acts[string(d.ID)] = files[filepath.Base(r.Source)]
			}
			return err
		})
	})
	must(t, errors.Join(err, st.Close()))
	return acts
}
