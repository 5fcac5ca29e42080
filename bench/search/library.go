package main

import (
	"archive/tar"
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/search/estonian"
)

// size of the library: what fifteen years of legislation come to.
const librarySize = 200_000

// act is one text of the corpus.
type act struct {
	title      string
	provisions []provision
}

type provision struct{ label, title, text string }

// library makes the provisions that both engines index: those of the newest
// acts and of the revisions, each wording once, then variants of them with some
// words changed, until there are n.
func library(shared string, n int) ([]search.Document, error) {
	var acts []act
	add := func(text string) { acts = append(acts, cutAct(text)) }
	if err := eachNewest(filepath.Join(shared, "corpus", "acts-latest.tar.zst"), add); err != nil {
		return nil, err
	}
	if err := eachRevision(filepath.Join(shared, "corpus", "acts"), add); err != nil {
		return nil, err
	}
	var docs []search.Document
	seen := map[string]bool{}
	for i := range acts {
		for _, p := range acts[i].provisions {
			if !seen[p.text] && len(docs) < n {
				seen[p.text] = true
				docs = append(docs, document(len(docs), i, acts[i].title, p))
			}
		}
	}
	return vary(docs, n), nil
}

var institutions = strings.Fields("JDM RAM SOM KLIM MKM SIM KUM KAM VÄM REM")

func document(no, actNo int, title string, p provision) search.Document {
	day := time.Date(2010+no%16, time.Month(1+no%12), 1+no%28, 0, 0, 0, 0, time.UTC)
	return search.Document{
		ID: fmt.Sprintf("unit %d", no), Kind: search.Provision, Group: fmt.Sprintf("X/%d", actNo), Within: title, Lang: "et",
		Label: p.label, Title: p.title, Text: p.text, Address: fmt.Sprintf("/x/%d#%d", actNo, no),
		Institution: institutions[actNo%len(institutions)], Stage: []string{"consultation", "coordination", "session"}[actNo%3],
		DossierKind: "bill", Year: day.Year(), Changed: day,
	}
}

// vary adds variants in which every twelfth word is another word of the
// library, so that vocabulary and statistics stay those of laws.
func vary(docs []search.Document, n int) []search.Document {
	var words []string
	for i := range docs {
		words = append(words, strings.Fields(docs[i].Text)...)
		if len(words) > 2_000_000 {
			break
		}
	}
	r := rand.New(rand.NewPCG(7, 11))
	for source := len(docs); len(docs) < n; {
		d := docs[r.IntN(source)]
		text := strings.Fields(d.Text)
		for i := range text {
			if r.IntN(12) == 0 {
				text[i] = words[r.IntN(len(words))]
			}
		}
		d.ID, d.Text = fmt.Sprintf("unit %d", len(docs)), strings.Join(text, " ")
		d.Group = fmt.Sprintf("X/%d", len(docs)/40)
		docs = append(docs, d)
	}
	return docs
}

var section = regexp.MustCompile(`(?m)^#+ +(§ *[0-9¹²³⁰⁴-⁹]+)\.? *(.*)$`)
var titled = regexp.MustCompile(`(?m)^title: "?(.*?)"?$`)

func cutAct(text string) act {
	var a act
	if m := titled.FindStringSubmatch(text); m != nil {
		a.title = m[1]
	}
	at := section.FindAllStringSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		for body := strings.TrimSpace(text[m[1]:end]); len(body) > 40; {
			var piece string
			piece, body = cutLong(body)
			a.provisions = append(a.provisions, provision{text[m[2]:m[3]], text[m[4]:m[5]], piece})
		}
	}
	return a
}

// cutLong cuts a provision at a line, as the indexer does.
func cutLong(text string) (piece, rest string) {
	const longest = 64 << 10
	if len(text) <= longest {
		return text, ""
	}
	at := longest
	if i := strings.LastIndexByte(text[:longest], '\n'); i > 0 {
		at = i
	}
	return strings.ToValidUTF8(text[:at], ""), text[at:]
}

func eachNewest(archive string, fn func(string)) (err error) {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
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
		if filepath.Ext(h.Name) != ".md" {
			continue
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		fn(string(b))
	}
}

func eachRevision(folder string, fn func(string)) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		b, err := os.ReadFile(path)
		if err == nil {
			fn(string(b))
		}
		return err
	})
}

// questions are the words of the queries, drawn from the library so that rare
// and frequent ones are as they are in laws.
type questions struct{ terms, pairs, phrases, prefixes []string }

func ask(docs []search.Document) questions {
	var q questions
	r := rand.New(rand.NewPCG(3, 5))
	for len(q.terms) < 100 {
		d := &docs[r.IntN(len(docs))]
		tokens := estonian.All(d.Text)
		if len(tokens) < 12 {
			continue
		}
		i := r.IntN(len(tokens) - 3)
		a, b := tokens[i], tokens[i+2+r.IntN(len(tokens)-i-2)]
		long := func(t estonian.Token) bool { return !t.Number && len(t.Word) > 3 }
		if !long(a) || !long(b) || !long(tokens[i+1]) || a.Word == b.Word || slices.Contains(q.terms, a.Word) {
			continue
		}
		q.terms = append(q.terms, a.Word)
		q.pairs = append(q.pairs, a.Word+" "+b.Word)
		q.phrases = append(q.phrases, a.Word+" "+tokens[i+1].Word)
		q.prefixes = append(q.prefixes, string([]rune(a.Word)[:2+r.IntN(2)]))
	}
	return q
}

func textBytes(docs []search.Document) (n int64) {
	for i := range docs {
		n += int64(len(docs[i].Title) + len(docs[i].Text) + len(docs[i].Within))
	}
	return n
}

// writeLibrary writes documents for another process.
func writeLibrary(path string, docs []search.Document) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	e := gob.NewEncoder(w)
	for i := range docs {
		if err := e.Encode(&docs[i]); err != nil {
			return err
		}
	}
	return w.Flush()
}

// readLibrary reads documents in batches of n.
func readLibrary(path string, n int, fn func([]search.Document) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := gob.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	for {
		docs := make([]search.Document, 0, n)
		for len(docs) < n {
			var d search.Document
			if err := in.Decode(&d); err == io.EOF {
				return fn(docs)
			} else if err != nil {
				return err
			}
			docs = append(docs, d)
		}
		if err := fn(docs); err != nil {
			return err
		}
	}
}
