package main

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

// The goals of relevance over the newest acts.
const (
	goalRank   = .97
	goalRecall = .97
)

// question is one query with the acts that should come first.
type question struct {
	Query    string
	Kind     string
	Relevant []string
	Section  string
}

// relevance measures how well the queries of the gold set find their acts.
func relevance(ctx context.Context, shared, data string) error {
	folder := data + "-acts"
	files, err := unpack(filepath.Join(shared, "corpus", "acts-latest.tar.zst"), folder)
	if err != nil {
		return err
	}
	if _, err := self("import", data, folder); err != nil {
		return err
	}
	u, err := self("index", data)
	if err != nil {
		return err
	}
	acts, err := acts(ctx, data, files)
	if err != nil {
		return err
	}
	public, err := search.Open(filepath.Join(data, "public"), search.Options{})
	if err != nil {
		return err
	}
	defer public.Close()
	fmt.Printf("newest acts: %d, %d documents, indexed in %.1f s and %d MB\n", len(acts), public.State().Documents, u.wall.Seconds(), u.memory>>20)
	b, err := os.ReadFile(filepath.Join(shared, "gold", "shared_queries.json"))
	if err != nil {
		return err
	}
	var list []question
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	return judge(ctx, public, acts, list)
}

func judge(ctx context.Context, x *search.Index, acts map[string]string, list []question) error {
	var rank, recall float64
	for _, q := range list {
		got, err := ranking(ctx, x, acts, q)
		if err != nil {
			return err
		}
		first, found := 0, 0
		for i, act := range got {
			if slices.Contains(q.Relevant, act) {
				found++
				if first == 0 {
					first = i + 1
				}
			}
		}
		if first > 0 {
			rank += 1 / float64(first)
		}
		share := float64(found) / float64(min(len(q.Relevant), 10))
		recall += share
		if first != 1 || share < 1 {
			fmt.Printf("  %-40s first at %d, %d of %d\n", q.Query, first, found, len(q.Relevant))
		}
	}
	n := float64(len(list))
	fmt.Printf("queries: MRR %.3f, recall@10 %.3f: %s\n", rank/n, recall/n, verdict(rank/n >= goalRank && recall/n >= goalRecall))
	return nil
}

// ranking lists the first ten acts, each at its best hit.
func ranking(ctx context.Context, x *search.Index, acts map[string]string, q question) ([]string, error) {
	res, err := x.Find(ctx, search.Query{Words: q.Query, Size: 100, NoFacets: true})
	if err != nil {
		return nil, err
	}
	if res.Reading.Meant != "" && len(res.Hits) == 0 {
		if res, err = x.Find(ctx, search.Query{Words: res.Reading.Meant, Size: 100, NoFacets: true}); err != nil {
			return nil, err
		}
	}
	var got []string
	for _, h := range res.Hits {
		if q.Section != "" && strings.TrimPrefix(h.Label, "§ ") != q.Section {
			continue
		}
		if act := acts[h.Group]; act != "" && !slices.Contains(got, act) && len(got) < 10 {
			got = append(got, act)
		}
	}
	return got, nil
}

// acts maps the numbers of dossiers to the acts they were made from, by the
// place of their text.
func acts(ctx context.Context, data string, files map[string]string) (map[string]string, error) {
	found := map[string]string{}
	err := withStore(data, func(st *store.Store) error {
		return st.View(ctx, func(tx *store.Tx) error {
			return tx.EachDossier("", func(d dossier.Dossier) error {
				list, err := tx.Revisions(d.ID, 1)
				if err != nil {
					return err
				}
				for _, r := range list {
					found[string(d.ID)] = files[path.Base(r.Source)]
				}
				return nil
			})
		})
	})
	return found, err
}

// unpack writes the acts into a folder and returns the name of each by the last
// part of the address it was taken from.
func unpack(archive, folder string) (files map[string]string, err error) {
	f, err := os.Open(archive)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := zstd.NewReader(f)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	files = map[string]string{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if h.Typeflag != tar.TypeReg || filepath.Ext(h.Name) != ".md" {
			continue
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(h.Name)), b, 0o600); err != nil {
			return nil, err
		}
		if m := source.FindSubmatch(b); m != nil {
			files[string(m[1])] = strings.TrimSuffix(filepath.Base(h.Name), ".md")
		}
	}
}

var source = regexp.MustCompile(`(?m)^source: ".*/([^/"]+)"$`)
