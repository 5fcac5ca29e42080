package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/fault"
)

func open(t testing.TB, dir string) *Index {
	t.Helper()
	x, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func put(t testing.TB, x *Index, position uint64, docs ...Document) {
	t.Helper()
	if err := x.Apply(Batch{Put: docs, Position: position}); err != nil {
		t.Fatal(err)
	}
}

func found(t testing.TB, x *Index, q Query) []string {
	t.Helper()
	res, err := x.Find(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
	}
	if len(ids) > res.Total {
		t.Fatalf("%d hits, total %d", len(ids), res.Total)
	}
	return ids
}

var day = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func shelf() []Document {
	act := func(id, label, title, text string) Document {
		return Document{ID: id, Kind: Provision, Group: "RAM/26-0001", Within: "Käibemaksuseaduse eelnõu", Lang: "et", Label: label, Title: title, Text: text,
			Names: []string{"KMS"}, Institution: "RAM", Stage: "consultation", DossierKind: "bill", Year: 2026, Changed: day}
	}
	old := act("p2old", "§ 2", "Mõisted", "Vana sõnastus aktsiisist.")
	old.Past, old.From, old.Until = true, day.AddDate(-1, 0, 0), day.AddDate(0, 0, -1)
	return []Document{
		{ID: "d1", Kind: Dossier, Group: "RAM/26-0001", Title: "Käibemaksuseaduse eelnõu", Text: "Kokkuvõte maksust.", Lang: "et", Names: []string{"KMS", "417 SE"},
			Institution: "RAM", Stage: "consultation", DossierKind: "bill", Year: 2026, Opened: day, Deadline: day.AddDate(0, 1, 0), Changed: day.AddDate(0, 0, 2)},
		{ID: "d2", Kind: Dossier, Group: "JDM/25-0002", Names: []string{"JDM/25-0002"}, Title: "Draft act on public libraries", Text: "Libraries shall lend books.", Lang: "en",
			Institution: "JDM", Stage: "coordination", DossierKind: "bill", Year: 2025, Changed: day},
		act("p1", "§ 1", "Kohaldamisala", "Seadus kehtestab käibemaksu tasumise korra."),
		act("p2", "§ 2", "Mõisted", "Maksukohustuslane tasub maksu. Käibemaks on maks."),
		act("p12", "§ 12¹", "Erikord", "Erikorda kohaldatakse reisiteenusele."),
		act("p121", "§ 121", "Rakendamine", "Seadus jõustub 1. jaanuaril."),
		old,
		{ID: "c1", Kind: Comment, Group: "RAM/26-0001", Title: "Eesti Raamatukoguhoidjate Ühing", Text: "Raamatute käibemaks peab olema väiksem.", Lang: "et", Institution: "RAM",
			Stage: "consultation", DossierKind: "bill", Year: 2026, Changed: day.AddDate(0, 0, 1)},
	}
}

var laws = cite.NewNames([]cite.Act{{Title: "Käibemaksuseadus", Short: "KMS"}})

func TestFind(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 7, shelf()...)
	for _, c := range []struct {
		name string
		q    Query
		want string
	}{
		{"a title comes first", Query{Words: "mõisted"}, "p2"},
		{"the whole is better than half", Query{Words: "raamatute käibemaks väiksem", Size: 1}, "c1"},
		{"number of the dossier", Query{Words: "JDM/25-0002"}, "d2"},
		{"number elsewhere", Query{Words: "417 se"}, "d1"},
		{"phrase", Query{Words: `"käibemaksu tasumise"`}, "p1"},
		{"phrase not in this order", Query{Words: `"tasumise käibemaksu"`}, ""},
		{"without diacritics", Query{Words: "moisted"}, "p2"},
		{"decomposed letters", Query{Words: "Mo\u0303isted"}, "p2"},
		{"a superscript is another section", Query{Words: "KMS § 12¹"}, "p12"},
		{"superscript typed", Query{Words: "kms § 12^1"}, "p12"},
		{"superscript as HTML", Query{Words: "§ 12<sup>1</sup>"}, "p12"},
		{"prim", Query{Words: "§ 12 prim 1"}, "p12"},
		{"no superscript", Query{Words: "KMS § 121"}, "p121"},
		{"inflected section", Query{Words: "KMS §-s 121 lg 2"}, "p121"},
		{"comments only", Query{Words: "käibemaks", In: InComments}, "c1"},
		{"title only", Query{Words: "erikord", In: InTitle}, "p12"},
		{"not in the title", Query{Words: "jaanuaril", In: InTitle}, ""},
		{"kind", Query{Words: "käibemaks", Kinds: []Kind{Comment}}, "c1"},
		{"institution", Query{Institutions: []string{"JDM"}}, "d2"},
		{"stage", Query{Stage: "coordination"}, "d2"},
		{"year", Query{Year: 2025}, "d2"},
		{"number beside words", Query{Words: "417 SE reisiteenus"}, "p12"},
		{"number written otherwise", Query{Words: "se 417"}, "d1"},
		{"number that nothing has", Query{Words: "99-9999"}, ""},
		{"by a name the act is known by", Query{Words: "käibemaksuseaduse §-s 121", Names: laws}, "p121"},
		{"the act named last", Query{Words: "§ 121 kms", Names: laws}, "p121"},
		{"a superscript lost", Query{Words: "KMS § 12 1"}, "p12"},
		{"a run", Query{Words: "KMS §§ 120–122"}, "p121"},
		{"no responses yet", Query{Words: "käibemaks", In: InResponses}, ""},
		{"open now", Query{OpenOn: day.AddDate(0, 0, 5)}, "d1"},
		{"open no more", Query{OpenOn: day.AddDate(0, 2, 0)}, ""},
		{"old wordings are hidden", Query{Words: "aktsiisist"}, ""},
		{"old wordings on demand", Query{Words: "aktsiisist", History: true}, "p2old"},
		{"as of a day", Query{Words: "aktsiisist", AsOf: day.AddDate(0, -1, 0)}, "p2old"},
		{"another inflection", Query{Words: "reisiteenuste erikordades"}, "p12"},
		{"English stems", Query{Words: "library book"}, "d2"},
		{"without a word", Query{Words: "käibemaks -raamatute -maksukohustuslane -kokkuvõte", Kinds: []Kind{Provision, Comment}}, "p1"},
		{"newest first", Query{Sort: ByDate, Size: 1}, "d1"},
		{"nearest deadline first", Query{Sort: ByDeadline, Size: 1}, "d1"},
		{"one group", Query{Group: "JDM/25-0002"}, "d2"},
	} {
		if got := strings.Join(found(t, x, c.q), " "); got != c.want && !(c.name == "a title comes first" && strings.HasPrefix(got, c.want)) {
			t.Errorf("%s: %+v found %q, want %q", c.name, c.q, got, c.want)
		}
	}
}

func TestAnswerTellsHowItRead(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	res, err := x.Find(context.Background(), Query{Words: `KMS § 12¹ lg 2 p 3 reisiteenus "erikorda kohaldatakse" -kala`})
	if err != nil {
		t.Fatal(err)
	}
	r := res.Reading
	got := fmt.Sprintln(r.Words, r.Phrases, r.Without, r.Reference.Act, r.Reference.Section, r.Reference.Detail, r.Reference.Place.Address(), r.Any, r.Cut, r.Meant)
	want := "[reisiteenus] [erikorda kohaldatakse] [kala] KMS 12¹ lg 2 p 3 para12b1lg2p3 false false"
	if strings.TrimSpace(got) != want {
		t.Errorf("read as %s\nwant    %s", got, want)
	}
	if res, err = x.Find(context.Background(), Query{Words: "raamatutte"}); err != nil || res.Reading.Meant != "raamatute" {
		t.Errorf("meant %q, %v", res.Reading.Meant, err)
	}
}

func TestPassagesMarkTheWords(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	res, err := x.Find(context.Background(), Query{Words: "maksu", Kinds: []Kind{Provision}})
	if err != nil || len(res.Hits) == 0 {
		t.Fatal(res, err)
	}
	var b strings.Builder
	for _, f := range res.Hits[0].Fragments {
		for _, s := range f {
			if s.Mark {
				b.WriteString("[" + s.Text + "]")
			} else {
				b.WriteString(s.Text)
			}
		}
	}
	if want := "[Maksukohustuslane] tasub [maksu]."; !strings.Contains(b.String(), want) {
		t.Errorf("passage %q lacks %q", b.String(), want)
	}
}

func TestCountsShowTheOtherChoices(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	res, err := x.Find(context.Background(), Query{Of: []string{"JDM"}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(res.Facets.Institutions), "[{RAM 6} {JDM 1}]"; got != want {
		t.Errorf("institutions %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(res.Facets.Kinds), "[{dossier 1}]"; got != want {
		t.Errorf("kinds %s, want %s", got, want)
	}
}

func TestHitsAreGroupedByDossier(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	res, err := x.Find(context.Background(), Query{Of: []string{"RAM"}, Grouped: true, Today: day.AddDate(0, 0, 3)})
	if err != nil || res.Matters != 1 || len(res.Groups) != 1 || res.Groups[0].Total != res.Total || len(res.Groups[0].Hits) != 3 {
		t.Fatalf("%+v, %v", res, err)
	}
	if res.Groups[0].Name != "RAM/26-0001" || res.Groups[0].Hits[0].ID != "d1" || res.Facets.Open != 1 {
		t.Errorf("%+v, %d open", res.Groups[0], res.Facets.Open)
	}
	all := map[string]bool{}
	for from := range 3 {
		res, err = x.Find(context.Background(), Query{Grouped: true, From: from, Size: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range res.Groups {
			all[g.Name] = true
		}
	}
	if len(all) != 2 || res.Matters != 2 {
		t.Errorf("pages have %v of %d", all, res.Matters)
	}
}

func TestBoundsHoldForCountsToo(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	res, err := x.Find(context.Background(), Query{Words: "raamatutte", Institutions: []string{"JDM"}})
	if err != nil || res.Total != 0 || len(res.Facets.Institutions) != 0 || res.Reading.Meant != "" {
		t.Errorf("%+v, %v", res, err)
	}
	res, err = x.Find(context.Background(), Query{Institutions: []string{"JDM"}})
	if got, want := fmt.Sprint(res.Facets.Institutions), "[{JDM 1}]"; err != nil || got != want {
		t.Errorf("institutions %s, want %s; %v", got, want, err)
	}
}

func TestPagesCoverEveryHitOnce(t *testing.T) {
	x := open(t, t.TempDir())
	var docs []Document
	for i := range 250 {
		docs = append(docs, Document{ID: fmt.Sprintf("d%03d", i), Kind: Provision, Text: "sama tekst " + strings.Repeat("sõna ", i%7), Lang: "et", Changed: day.AddDate(0, 0, i%5)})
	}
	put(t, x, 1, docs[:100]...)
	put(t, x, 2, docs[100:]...)
	for _, q := range []Query{{Words: "tekst"}, {Words: "sõna tekst"}, {}, {Words: "tekst", Sort: ByDate}, {Sort: ByDeadline}} {
		seen, total := map[string]bool{}, 0
		for q.Size = 17; ; {
			res, err := x.Find(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range res.Hits {
				if seen[h.ID] {
					t.Fatalf("%+v: %s twice", q, h.ID)
				}
				seen[h.ID] = true
			}
			total = res.Total
			if q.After = res.Next; q.After == "" {
				break
			}
		}
		if len(seen) != total || total < 200 {
			t.Errorf("%+v: %d hits on pages, total %d", q, len(seen), total)
		}
	}
}

func TestSuggest(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	for typed, want := range map[string]string{"käi": "d1", "kaibem": "d1", "EELN": "d1", "libr": "d2", "kms": "d1", "k": "", "reisi": "", "\x00": ""} {
		got := ""
		list, err := x.Suggest(context.Background(), typed, 5)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			got += map[string]string{"RAM/26-0001": "d1", "JDM/25-0002": "d2"}[s.Group]
		}
		if got != want {
			t.Errorf("suggest %q: %q, want %q", typed, got, want)
		}
	}
}

func TestDeletedDocumentsLeaveNoTrace(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	if err := x.Apply(Batch{Delete: []string{"d1", "d2", "c1"}, Position: 2}); err != nil {
		t.Fatal(err)
	}
	if got := found(t, x, Query{Words: "libraries"}); got != nil {
		t.Errorf("found %v", got)
	}
	if list, err := x.Suggest(context.Background(), "käibe", 5); err != nil || list != nil {
		t.Errorf("suggested %v, %v", list, err)
	}
	res, err := x.Find(context.Background(), Query{Words: "librariez"})
	if err != nil || res.Reading.Meant != "" {
		t.Errorf("meant %q, %v", res.Reading.Meant, err)
	}
}

func TestIndexKeepsItsPositionAndNotes(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir)
	if err := x.Apply(Batch{Put: shelf(), Notes: map[string][]byte{"a": []byte("1"), "b": []byte("2")}, Position: 41}); err != nil {
		t.Fatal(err)
	}
	if err := x.Apply(Batch{Notes: map[string][]byte{"b": nil}, Position: 42}); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = open(t, dir)
	a, err := x.Note("a")
	b, err2 := x.Note("b")
	if x.Position() != 42 || string(a) != "1" || len(b) != 0 || err != nil || err2 != nil {
		t.Errorf("position %d, notes %q %q, %v %v", x.Position(), a, b, err, err2)
	}
	if s := x.State(); s.Rebuilding || s.Documents != len(shelf()) {
		t.Errorf("state %+v", s)
	}
	if d, ok, err := x.Get("p12"); !ok || err != nil || d.Label != "§ 12¹" || !d.Changed.Equal(day) {
		t.Errorf("got %+v, %v, %v", d, ok, err)
	}
	if ids, err := x.Group("RAM/26-0001"); len(ids) != 7 || err != nil {
		t.Errorf("group %v, %v", ids, err)
	}
}

func TestRebuildAnswersMeanwhileAndSwaps(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir)
	put(t, x, 5, shelf()...)
	err := x.Rebuild(context.Background(), func(f Filler) error {
		if got := found(t, x, Query{Words: "erikord"}); len(got) != 1 {
			t.Errorf("meanwhile found %v", got)
		}
		return f.Apply(Batch{Put: []Document{{ID: "new", Kind: Dossier, Title: "Uus asi", Lang: "et"}}, Position: 9})
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := found(t, x, Query{}); fmt.Sprint(got) != "[new]" || x.Position() != 9 {
		t.Errorf("found %v at %d", got, x.Position())
	}
	broken := fmt.Errorf("broken off")
	if err := x.Rebuild(context.Background(), func(Filler) error { return broken }); err == nil || x.Position() != 9 {
		t.Errorf("broken rebuild: %v at %d", err, x.Position())
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if folders, _ := filepath.Glob(filepath.Join(dir, "v*")); len(folders) != 1 {
		t.Errorf("folders %v", folders)
	}
	if x = open(t, dir); x.Position() != 9 {
		t.Errorf("reopened at %d", x.Position())
	}
}

func TestDamagedIndexIsBegunAnew(t *testing.T) {
	for name, damage := range map[string]func(string) error{
		"deleted":            os.RemoveAll,
		"root truncated":     func(dir string) error { return os.Truncate(filepath.Join(dir, "root.bolt"), 100) },
		"root emptied":       func(dir string) error { return os.Truncate(filepath.Join(dir, "root.bolt"), 0) },
		"root overwritten":   func(dir string) error { return scribble(filepath.Join(dir, "root.bolt")) },
		"segments truncated": func(dir string) error { return eachSegment(dir, func(p string) error { return os.Truncate(p, 50) }) },
		"segments deleted":   func(dir string) error { return eachSegment(dir, os.Remove) },
		"segments noise":     func(dir string) error { return eachSegment(dir, scribble) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			x := open(t, dir)
			put(t, x, 3, shelf()...)
			live := x.live.path
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			if err := damage(live); err != nil {
				t.Fatal(err)
			}
			x = open(t, dir)
			if x.Position() != 0 || !x.State().Rebuilding {
				t.Fatalf("state %+v", x.State())
			}
			if got := found(t, x, Query{Words: "erikord"}); got != nil {
				t.Errorf("found %v", got)
			}
			put(t, x, 3, shelf()...)
			if got := found(t, x, Query{Words: "erikord"}); len(got) != 1 {
				t.Errorf("found %v", got)
			}
		})
	}
}

func TestIndexBrokenWhileOpenIsReplaced(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 3, shelf()...)
	x.live.breakDown("panic in the merger")
	if x.Position() != 0 {
		t.Errorf("position %d of a broken index", x.Position())
	}
	if err := x.Apply(Batch{Position: 4}); err == nil || !strings.Contains(err.Error(), ErrBegunAnew.Error()) {
		t.Errorf("apply: %v", err)
	}
	put(t, x, 5, shelf()...)
	if got := found(t, x, Query{Words: "erikord"}); len(got) != 1 {
		t.Errorf("found %v", got)
	}
	x.live.breakDown("panic under a reader")
	if err := x.Mend(); err != nil || x.Position() != 0 || !x.State().Rebuilding {
		t.Errorf("mended: %v, %+v", err, x.State())
	}
}

func TestSearchEndsWithItsContext(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := x.Find(ctx, Query{Words: "erikord"}); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("find: %v", err)
	}
}

func scribble(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for i := range b {
		b[i] ^= byte(i*7 + 13)
	}
	return os.WriteFile(path, b, 0o600)
}

func eachSegment(dir string, fn func(string) error) error {
	list, err := filepath.Glob(filepath.Join(dir, "*.zap"))
	for _, p := range list {
		if err := fn(p); err != nil {
			return err
		}
	}
	return err
}

func TestNoQueryIsWrong(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	for _, words := range []string{
		strings.Repeat("sõna ", 10000), strings.Repeat("a", 100000), "\x00\x01\x02", "ja ning või et", "*", "* * ?", "käi*", "\"", `""`, `"ja"`, "-", "- -", "-käibemaks",
		"\u202eאבג דהו\u202c", "مرحبا", "🙂🙃", "§", "§§§§", "§ 99999999999999999999", "§ 1¹¹¹¹¹¹", "(((", "a AND OR NOT", "\xff\xfe", "title:foo^3~2", "/.*/", "«»", strings.Repeat("\"a\" ", 300),
		strings.Repeat("§ 1 ", 300), "<script>alert(1)</script>", strings.Repeat("-a ", 500), "%00", "\u202e", "1,5", "¹", "^", "12^", "--",
	} {
		q := Query{Words: words, After: words, From: -5, Size: -1}
		if _, err := x.Find(context.Background(), q); err != nil {
			t.Errorf("find %.40q: %v", words, err)
		}
		if _, err := x.Suggest(context.Background(), words, 5); err != nil {
			t.Errorf("suggest %.40q: %v", words, err)
		}
	}
}

func TestAnyQueryIsAnswered(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, shelf()...)
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.StringMatching(`(käibemaks|§|12¹|"|-|lg|p|[a-zõäöü]{1,9}|[0-9]{1,4}| )*`)).Draw(rt, "words")
		res, err := x.Find(context.Background(), Query{Words: words, In: rapid.SampledFrom([]Place{"", InTitle, InText, InComments}).Draw(rt, "in")})
		if err != nil {
			rt.Fatal(err)
		}
		for _, h := range res.Hits {
			for _, f := range h.Fragments {
				line := ""
				for _, s := range f {
					line += s.Text
				}
				d, _, err := x.Get(h.ID)
				if err != nil || !strings.Contains(d.Text, line) {
					rt.Fatalf("passage %q is not in %q, %v", line, d.Text, err)
				}
			}
		}
	})
}

func TestSearchWhileWriting(t *testing.T) {
	x := open(t, t.TempDir())
	done := make(chan error, 1)
	go func() {
		for i := range 30 {
			if err := x.Apply(Batch{Put: shelf(), Position: uint64(i + 1)}); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
			if _, err := x.Find(context.Background(), Query{Words: "käibemaks"}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestRebuildInHalves fills a new index with batches long enough to be split.
func TestRebuildInHalves(t *testing.T) {
	x := open(t, t.TempDir())
	docs := library(3 * wide)
	err := x.Rebuild(context.Background(), func(f Filler) error {
		if err := f.Apply(Batch{Put: docs[:2*wide], Notes: map[string][]byte{"a": []byte("1")}, Position: 4}); err != nil {
			return err
		}
		return f.Apply(Batch{Put: docs[wide:], Delete: []string{docs[0].ID}, Position: 5})
	})
	if err != nil {
		t.Fatal(err)
	}
	note, err := x.Note("a")
	if s := x.State(); s.Documents != 3*wide-1 || s.Position != 5 || string(note) != "1" || err != nil {
		t.Errorf("%+v, note %q, %v", s, note, err)
	}
}

func TestWordsOfAnUndeterminedLanguageStayAsTheyAre(t *testing.T) {
	x := open(t, t.TempDir())
	put(t, x, 1, Document{ID: "u", Kind: Provision, Text: "Seadused on siin.", Lang: Undetermined})
	if got := found(t, x, Query{Words: "seadused"}); len(got) != 1 {
		t.Errorf("as written: %v", got)
	}
	if got := found(t, x, Query{Words: "seadusele"}); len(got) != 0 {
		t.Errorf("another form: %v", got)
	}
}
