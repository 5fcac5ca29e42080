package search

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/eelnou/eelnou/search/estonian"
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
	<-x.current().checking.ended
	if x.State().Checking {
		t.Error("the check has no end")
	}
	if err := x.Mend(); err != nil {
		t.Fatal(err)
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
		if _, err := x.Suggest(context.Background(), "käi", 5); err != nil {
			t.Fatal(err)
		}
		if _, err := x.Spellings(context.Background(), "erikodr", 5); err == nil {
			t.Fatal("a broken index has words")
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

// TestEarlierAnalysisAnswers: what another version of the analysis made answers
// until it is made anew, and says that it is.
func TestEarlierAnalysisAnswers(t *testing.T) {
	dir := t.TempDir()
	earlier := filepath.Join(dir, named(estonian.Version+1)+"-old")
	if err := os.Rename(filled(t, dir), earlier); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, pointer), []byte(filepath.Base(earlier)), 0o600); err != nil {
		t.Fatal(err)
	}
	x := open(t, dir)
	x.Ready()
	x.Progress(3, 10)
	if got := found(t, x, Query{Words: "reisiteenuste erikordades"}); fmt.Sprint(got) != "[p12]" || !x.Stale() {
		t.Fatalf("found %v, stale %v", got, x.Stale())
	}
	if at := x.State(); !at.Rebuilding || at.Done != 3 || at.Total != 10 {
		t.Errorf("%+v", at)
	}
	err := x.Rebuild(context.Background(), func(f Filler) error {
		if got := found(t, x, Query{Words: "reisiteenuste erikordades"}); fmt.Sprint(got) != "[p12]" {
			t.Errorf("while it is made anew: found %v", got)
		}
		return f.Apply(Batch{Put: append(shelf(), rest()...), Position: 400})
	})
	if err != nil || x.Stale() || x.State().Rebuilding || !ours(filepath.Base(x.live.path)) {
		t.Errorf("%v, stale %v, %+v", err, x.Stale(), x.State())
	}
	if _, err := os.Stat(earlier); err == nil {
		t.Error("the earlier one is still there")
	}
}

// TestFolderDeletedUnderReaders: what is open answers, and has to be made anew.
func TestFolderDeletedUnderReaders(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir)
	x := open(t, dir)
	if err := x.Mend(); err != nil || x.Stale() {
		t.Fatalf("a whole index is stale: %v", err)
	}
	for err := os.RemoveAll(dir); err != nil; err = os.RemoveAll(dir) { // a merge may write meanwhile
		if t.Context().Err() != nil {
			t.Fatal(err)
		}
	}
	if err := x.Mend(); err != nil || !x.Stale() || !x.State().Rebuilding {
		t.Errorf("%v, stale %v, %+v", err, x.Stale(), x.State())
	}
	if got := found(t, x, Query{Words: "reisiteenuste erikordades"}); fmt.Sprint(got) != "[p12]" {
		t.Errorf("found %v", got)
	}
	err := x.Rebuild(context.Background(), func(f Filler) error { return f.Apply(Batch{Put: shelf(), Position: 401}) })
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Mend(); err != nil || x.Stale() || x.State().Rebuilding {
		t.Errorf("%v, stale %v, %+v", err, x.Stale(), x.State())
	}
}

// TestNoPlaceForTheIndex: it can be asked, finds nothing, and is made once it can be.
func TestNoPlaceForTheIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	if err := os.WriteFile(dir, []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	x, err := Open(dir, Options{})
	if err == nil {
		t.Fatal("a file is taken for a folder")
	}
	if res, err := x.Find(context.Background(), Query{Words: "maks"}); err != nil || !res.State.Rebuilding {
		t.Errorf("%v, %+v", err, res.State)
	}
	if list, err := x.Suggest(context.Background(), "käi", 5); err != nil || list != nil {
		t.Errorf("suggests %v, %v", list, err)
	}
	if x.Mend() == nil || x.Apply(Batch{Put: shelf(), Position: 1}) == nil {
		t.Error("made where it cannot be")
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := x.Mend(); err != nil {
		t.Fatal(err)
	}
	put(t, x, 1, shelf()...)
	if got := found(t, x, Query{Words: "reisiteenuste erikordades"}); fmt.Sprint(got) != "[p12]" {
		t.Errorf("found %v", got)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if err := x.Mend(); err != nil || x.live != nil {
		t.Errorf("a closed index is made anew: %v", err)
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

// TestDamageMetByAReader: files damaged under a running service are made anew once
// a reader meets an error; an error over sound files changes nothing.
func TestDamageMetByAReader(t *testing.T) {
	dir := t.TempDir()
	filled(t, dir)
	x := open(t, dir)
	live := x.current()
	<-live.checking.ended
	meet := func(met error) {
		if err := live.read(func(*reader) error { return met }); !errors.Is(err, met) {
			t.Fatalf("read: %v", err)
		}
		live.checking.group.Wait()
	}
	meet(errors.New("corrupt input"))
	if x.Position() == 0 {
		t.Fatal("a sound index is broken by an error")
	}
	segments, err := filepath.Glob(filepath.Join(live.path, "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("%d segments, %v", len(segments), err)
	}
	for _, path := range segments {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		var b [1]byte
		if _, err = f.ReadAt(b[:], 5); err == nil {
			_, err = f.WriteAt([]byte{b[0] ^ 1}, 5)
		} else if errors.Is(err, io.EOF) {
			err = nil // left empty by a merge that had no time
		}
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	meet(context.Canceled)
	if x.Position() == 0 {
		t.Fatal("a search that was given up has the files read")
	}
	meet(errors.New("corrupt input"))
	if x.Position() != 0 || !x.State().Rebuilding {
		t.Errorf("at %d, %+v", x.Position(), x.State())
	}
}
