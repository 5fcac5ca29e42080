package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// filled makes an index in several segments, as a service leaves it.
func filled(t *testing.T, dir string) (live string) {
	t.Helper()
	x := open(t, dir)
	docs := rest()
	for i := 0; i < len(docs); i += 30 {
		put(t, x, uint64(i+1), docs[i:i+30]...)
	}
	put(t, x, 400, shelf()...)
	live = x.live.path
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return live
}

// rest is what stands beside the shelf.
func rest() []Document {
	docs := library(90)
	for i := range docs {
		docs[i].ID = "rest " + docs[i].ID
	}
	return docs
}

// recovers opens what is left of an index: it must answer whatever it is asked,
// and be right once it is filled again.
func recovers(t *testing.T, dir string) {
	t.Helper()
	x := open(t, dir)
	for _, words := range []string{"", "erikord", `"käibemaksu tasumise"`, "§ 12¹", "käibemkas", "maksu"} {
		if _, err := x.Find(context.Background(), Query{Words: words}); err != nil {
			t.Errorf("%q on a damaged index: %v", words, err)
		}
	}
	if _, err := x.Suggest(context.Background(), "käi", 5); err != nil && !x.State().Rebuilding {
		t.Errorf("suggest: %v", err)
	}
	// What is damaged may leave an earlier whole state, from which it goes on.
	if x.Position() < 400 {
		if x.Position() == 0 && !x.State().Rebuilding {
			t.Error("an empty index does not say that it is being rebuilt")
		}
		put(t, x, 400, append(shelf(), rest()...)...)
	}
	x.Ready()
	if got := found(t, x, Query{Words: "reisiteenuste erikordades"}); fmt.Sprint(got) != "[p12]" || x.State().Rebuilding {
		t.Errorf("afterwards found %v, %+v", got, x.State())
	}
	if x.State().Documents != len(rest())+len(shelf()) {
		t.Errorf("%d documents", x.State().Documents)
	}
}

// TestEveryByteCounts damages real files at random places: one byte changed, or
// everything after it gone.
func TestEveryByteCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 8))
	for n := range 14 {
		dir := t.TempDir()
		live := filled(t, dir)
		files, err := filepath.Glob(filepath.Join(live, "*"))
		if err != nil || len(files) < 2 {
			t.Fatal(files, err)
		}
		path := files[r.IntN(len(files))]
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		at := r.Int64N(info.Size())
		t.Run(fmt.Sprintf("%d %s at %d", n, filepath.Base(path), at), func(t *testing.T) {
			if n%2 == 0 {
				err = os.Truncate(path, at)
			} else {
				err = flip(path, at)
			}
			if err != nil {
				t.Fatal(err)
			}
			recovers(t, dir)
		})
	}
}

func flip(path string, at int64) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	b[at] ^= 0x55
	return os.WriteFile(path, b, 0o600)
}

func TestFolderLeftInDisorder(t *testing.T) {
	for name, disorder := range map[string]func(dir, live string) error{
		"pointer gone":  func(dir, _ string) error { return os.Remove(filepath.Join(dir, pointer)) },
		"pointer empty": func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, pointer), nil, 0o600) },
		"pointer noise": func(dir, _ string) error {
			return os.WriteFile(filepath.Join(dir, pointer), []byte{0xff, 0, '\n'}, 0o600)
		},
		"pointer outside": func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, pointer), []byte("../.."), 0o600) },
		"pointer to nothing": func(dir, _ string) error {
			return os.WriteFile(filepath.Join(dir, pointer), []byte(schema()+"-none"), 0o600)
		},
		"half a rebuild": func(dir, _ string) error {
			return os.MkdirAll(filepath.Join(dir, schema()+"-half", "store"), 0o700)
		},
		"an earlier analyser": func(dir, live string) error {
			earlier := filepath.Join(dir, "v1.1-old")
			if err := os.Rename(live, earlier); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, pointer), []byte("v1.1-old"), 0o600)
		},
		"half a pointer": func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, pointer+".new"), []byte("v"), 0o600) },
		"half a segment": func(_, live string) error {
			return os.WriteFile(filepath.Join(live, "0000000000ff.zap"), []byte("half"), 0o600)
		},
		"a file of its own": func(_, live string) error { return os.WriteFile(filepath.Join(live, "README"), []byte("?"), 0o600) },
		"the folder is a file": func(_, live string) error {
			if err := os.RemoveAll(live); err != nil {
				return err
			}
			return os.WriteFile(live, []byte("?"), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := disorder(dir, filled(t, dir)); err != nil {
				t.Fatal(err)
			}
			recovers(t, dir)
			if harmless[name] && damagedIn(dir) {
				t.Error("begun anew for nothing")
			}
			if folders, err := filepath.Glob(filepath.Join(dir, "v*")); err != nil || len(folders) > 2 {
				t.Errorf("folders left: %v, %v", folders, err)
			}
		})
	}
}

// harmless disorder must not cost a rebuild.
var harmless = map[string]bool{"half a rebuild": true, "half a pointer": true, "half a segment": true, "a file of its own": true}

func damagedIn(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "damaged"))
	return err == nil
}

// TestDamagedUnderReaders cuts files off while the index is open and mapped.
func TestDamagedUnderReaders(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, append(library(300), shelf()...)...)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = open(t, x.dir)
	if err := eachSegment(x.live.path, func(p string) error { return os.Truncate(p, 10) }); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		for _, words := range []string{"erikord", "maksu", `"seadus maksu"`, ""} {
			if _, err := x.Find(context.Background(), Query{Words: words}); err != nil {
				t.Fatalf("%q: %v", words, err)
			}
		}
	}
	if !x.State().Rebuilding {
		t.Error("it does not say that it is being rebuilt")
	}
	if err := x.Mend(); err != nil || x.Position() != 0 {
		t.Fatalf("mended: %v, at %d", err, x.Position())
	}
	put(t, x, 2, shelf()...)
	if got := found(t, x, Query{Words: "erikord"}); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}

// TestSchemaFollowsTheMapping proves that a new field means another folder.
func TestSchemaFollowsTheMapping(t *testing.T) {
	before := schema()
	fields[0], fields[1] = fields[1], fields[0]
	changed := schema()
	fields[0], fields[1] = fields[1], fields[0]
	if changed == before || schema() != before {
		t.Errorf("%s, then %s", before, changed)
	}
}
