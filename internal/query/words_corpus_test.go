package query

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// TestWordsOfALongHistory follows words through all revisions of the Penal Code
// and holds what it says against the texts themselves.
func TestWordsOfALongHistory(t *testing.T) {
	texts := wordingsOf(t, "184411")
	st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
	keepWordings(t, st, texts)
	q := New(st, nil, nil, clock.At(today), Settings{})
	for _, words := range []string{"inimkaubandus", "elektroonilise järelevalve", "ahistav jälitamine", "narkootilise või psühhotroopse aine suures koguses", "üldkasuliku töö", "lähenemiskeelu", "katseajaga", "riigireetmine", "12<sup>1</sup>", "sundüürnik", "karistatakse rahalise karistusega"} {
		begun := time.Now()
		page, err := q.WordsOf(context.Background(), people.Person{}, Words{Dossier: "JDM/26-0001", Document: 1, Words: words})
		if fault.Of(err) != nil {
			t.Logf("%q: %v", words, err)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%q: %d provisions and %d more, %v", words, len(page.Provisions), page.More, time.Since(begun).Round(time.Millisecond))
		checkWords(t, page, texts, words)
	}
}

// checkWords holds every state against the text of each revision it names.
func checkWords(t *testing.T, page WordsPage, texts []*lawtext.Text, words string) {
	t.Helper()
	first, last := 0, 0
	for i, text := range texts {
		if slices.ContainsFunc(text.Nodes, func(n lawtext.Node) bool {
			return len(compare.Occurrences(text.Source[n.Text.Start:n.Text.End], words)) > 0
		}) {
			if first == 0 {
				first = i + 1
			}
			last = i + 1
		}
	}
	a, _ := page.First()
	b, _ := page.Last()
	if a.From != first || page.More == 0 && b.Until != last {
		t.Errorf("%q: stood from %d to %d, said %d to %d", words, first, last, a.From, b.Until)
	}
	for _, p := range page.Provisions {
		for i, s := range p.States {
			if i > 0 && s.From != p.States[i-1].Until+1 {
				t.Errorf("%q: a gap before revision %d in provision %d", words, s.From, p.Provision)
			}
			for no := s.From; no <= s.Until; no++ {
				text := texts[no-1]
				has := slices.ContainsFunc(text.Addressable(), func(n int) bool {
					return text.Cite(n) == s.Cite && strings.Contains(lawtext.Plain((&look{text: text}).own(n)), s.Words)
				})
				if !has {
					t.Errorf("%q: revision %d has no %s with %q", words, no, s.Cite, s.Words)
				}
			}
		}
	}
}

func wordingsOf(t testing.TB, act string) []*lawtext.Text {
	t.Helper()
	folder := corpus(t)
	names, err := filepath.Glob(filepath.Join(folder, "acts", act, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skip("the corpus has no " + act)
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(ordinalOf(a), ordinalOf(b)) })
	var texts []*lawtext.Text
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		body := string(raw)
		if _, rest, ok := strings.Cut(strings.TrimPrefix(body, "---\n"), "\n---\n"); ok {
			body = rest
		}
		clean, _, err := lawtext.Clean([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, lawtext.Parse(clean))
	}
	return texts
}

func ordinalOf(name string) string { return name[strings.LastIndexByte(name, '_'):] }

func corpus(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != "/"; dir = filepath.Dir(dir) {
		if at := filepath.Join(dir, "shared", "corpus"); exists(at) {
			return at
		}
	}
	t.Skip("no ../shared/corpus")
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// keepWordings keeps texts as the revisions of one document.
func keepWordings(t testing.TB, st *store.Store, texts []*lawtext.Text) {
	t.Helper()
	var marks []dossier.Mark
	var next uint32
	storetest.Do(t, st, func(tx *store.Tx) error {
		d := storetest.Dossier("JDM/26-0001")
		d.Documents = 1
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		doc := storetest.Document("JDM/26-0001", 1)
		doc.Revisions = len(texts)
		return tx.PutDocument(doc)
	})
	for i, text := range texts {
		if i == 0 {
			marks, next = compare.First(text)
		} else {
			marks, next = compare.Trace(marks, compare.Texts(texts[i-1], text), i+1, next)
		}
		storetest.Do(t, st, func(tx *store.Tx) error {
			return tx.AddRevision(storetest.Revision("JDM/26-0001", 1, i+1, text.Source), lawtext.Chunks(text), marks)
		})
	}
}
