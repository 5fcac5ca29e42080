// Command induce makes the table of attested keys of package estonian from the
// acts of the corpus beside the repository, whose texts are outside copyright.
// Without the corpus it leaves the table as it is.
package main

import (
	"archive/tar"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/eelnou/eelnou/search/estonian"
)

const (
	rare  = 2   // forms that occur less often are left out: most are mistakes
	least = 1.2 // support below which a key is not worth its place
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: induce FILE")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "induce:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	corpus, ok := find()
	if !ok {
		fmt.Fprintln(os.Stderr, "induce: ../shared/corpus is absent: the table stays as it is")
		return nil
	}
	v := vocabulary{all: map[string]int{}, free: map[string]int{}}
	if err := v.newest(filepath.Join(corpus, "acts-latest.tar.zst")); err != nil {
		return err
	}
	if err := v.first(filepath.Join(corpus, "acts")); err != nil {
		return err
	}
	var forms []string
	for form, n := range v.all {
		if n >= rare {
			forms = append(forms, form)
		}
	}
	slices.Sort(forms)
	known := estonian.Induce(forms)
	table, err := estonian.Encode(known, estonian.LearnParts(v.free, known), least)
	if err != nil {
		return err
	}
	return os.WriteFile(out, table, 0o644)
}

func find() (string, bool) {
	dir, err := os.Getwd()
	if err != nil {
		return "", false
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		corpus := filepath.Join(dir, "..", "shared", "corpus")
		if _, err := os.Stat(corpus); err == nil {
			return corpus, true
		}
	}
	return "", false
}

// vocabulary counts word forms: all, and those that stand free, without a
// hyphen before or after them.
type vocabulary struct{ all, free map[string]int }

func (v vocabulary) count(text string) {
	estonian.Tokens(text, func(t estonian.Token) bool {
		if t.Number {
			return true
		}
		word := strings.Clone(t.Word)
		v.all[word]++
		if !strings.HasSuffix(text[:t.Start], "-") && !strings.HasPrefix(text[t.End:], "-") {
			v.free[word]++
		}
		return true
	})
}

// newest reads the newest wording of every act.
func (v vocabulary) newest(archive string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		return err
	}
	defer z.Close()
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if filepath.Ext(h.Name) == ".md" {
			v.count(body(string(b)))
		}
	}
}

// first reads the first wording of the acts that have many: their later ones
// repeat it.
func (v vocabulary) first(folder string) error {
	seen := map[string]bool{}
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		act := filepath.Dir(path)
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" || seen[act] {
			return err
		}
		seen[act] = true
		b, err := os.ReadFile(path)
		if err == nil {
			v.count(body(string(b)))
		}
		return err
	})
}

// body is the text after the header.
func body(text string) string {
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if _, after, ok := strings.Cut(rest, "\n---\n"); ok {
			return after
		}
	}
	return text
}
