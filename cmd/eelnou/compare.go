package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
)

type compareCommand struct {
	Old    string `arg:"" help:"A file, or a stored revision such as JDM/26-0214/01/2."`
	New    string `arg:"" help:"The same."`
	Format string `enum:"text,html,json" default:"text" help:"text, html or json."`
}

// Run prints what changed between two texts.
func (c compareCommand) Run(s *session) error {
	old, err := legalText(s, c.Old)
	if err != nil {
		return err
	}
	new, err := legalText(s, c.New)
	if err != nil {
		return err
	}
	result := compare.Texts(lawtext.Parse(old), lawtext.Parse(new))
	out := bufio.NewWriter(os.Stdout)
	switch c.Format {
	case "json":
		err = writeJSON(out, result)
	case "html":
		writeHTML(out, result)
	default:
		writeText(out, result)
	}
	return errors.Join(err, out.Flush())
}

// legalText reads a file when there is one of that name, else a stored revision.
func legalText(s *session, name string) (string, error) {
	data, err := os.ReadFile(name)
	if err == nil {
		act, err := readAct(name, data)
		if err != nil {
			return "", fmt.Errorf("%s: %s", name, explain(err))
		}
		return act.Body, nil
	}
	id, document, revision, ok := stored(name)
	if !ok {
		return "", fmt.Errorf("%s is neither a file nor a revision such as JDM/26-0214/01/2", name)
	}
	st, err := openStore(s)
	if err != nil {
		return "", err
	}
	defer st.Close()
	var text string
	err = st.View(s, func(tx *store.Tx) error {
		text, err = tx.RevisionText(id, document, revision)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("%s: %s", name, explain(err))
	}
	return text, nil
}

// readAct reads a text by the ending of its file's name.
func readAct(name string, data []byte) (exchange.Act, error) {
	switch filepath.Ext(name) {
	case ".xml":
		return exchange.ReadRT(bytes.NewReader(data))
	case ".md":
		return exchange.ReadMarkdown(data)
	}
	return exchange.ReadPlain(data)
}

// stored reads SERIES/YY-NNNN/document/revision.
func stored(name string) (id dossier.ID, document, revision int, ok bool) {
	parts := strings.Split(name, "/")
	if len(parts) != 4 {
		return "", 0, 0, false
	}
	document, err1 := strconv.Atoi(parts[2])
	revision, err2 := strconv.Atoi(parts[3])
	return dossier.ID(parts[0] + "/" + parts[1]), document, revision, err1 == nil && err2 == nil
}

// place names a node: its citation, or the line it starts in.
func place(t *lawtext.Text, node int) string {
	if node < 0 {
		return ""
	}
	if c := t.Cite(node); c != "" {
		return c
	}
	return fmt.Sprintf("line %d", 1+strings.Count(t.Source[:t.Nodes[node].Span.Start], "\n"))
}

var linkNames = map[compare.Link]string{
	compare.Same: "same", compare.Reworded: "reworded", compare.Replaced: "replaced",
	compare.Inserted: "inserted", compare.Deleted: "deleted",
}

var opNames = map[compare.Op]string{compare.Keep: "keep", compare.Add: "add", compare.Drop: "drop"}

func changed(e compare.Entry) bool { return e.Link != compare.Same || e.Moved || e.Renumbered }

// pieces are the words of an entry; those of a provision that came or went as one.
func pieces(r *compare.Result, e compare.Entry) []compare.Piece {
	switch {
	case len(e.Pieces) > 0:
	case e.Link == compare.Inserted:
		return []compare.Piece{{Op: compare.Add, New: r.New.Text(e.New)}}
	case e.Link == compare.Deleted:
		return []compare.Piece{{Op: compare.Drop, Old: r.Old.Text(e.Old)}}
	}
	return e.Pieces
}

func writeText(w io.Writer, r *compare.Result) {
	s := r.Summary
	fmt.Fprintf(w, "%d reworded, %d replaced, %d inserted, %d deleted, %d moved, %d renumbered of %d sections\n",
		s.Reworded, s.Replaced, s.Inserted, s.Deleted, s.Moved, s.Renumbered, s.Sections)
	for _, e := range r.Display() {
		if !changed(e) {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", title(r, e))
		for _, p := range pieces(r, e) {
			switch p.Op {
			case compare.Add:
				fmt.Fprintf(w, "{+%s+}", p.New)
			case compare.Drop:
				fmt.Fprintf(w, "[-%s-]", p.Old)
			default:
				fmt.Fprint(w, p.New)
			}
		}
		fmt.Fprintln(w)
	}
}

func title(r *compare.Result, e compare.Entry) string {
	from, to := place(r.Old, e.Old), place(r.New, e.New)
	words := []string{linkNames[e.Link]}
	if e.Moved {
		words = append(words, "moved")
	}
	if e.Renumbered {
		words = append(words, "renumbered")
	}
	switch {
	case from == "":
		return fmt.Sprintf("%s: %s", to, strings.Join(words, ", "))
	case to == "" || from == to:
		return fmt.Sprintf("%s: %s", from, strings.Join(words, ", "))
	}
	return fmt.Sprintf("%s → %s: %s", from, to, strings.Join(words, ", "))
}

func writeHTML(w io.Writer, r *compare.Result) {
	fmt.Fprint(w, "<!doctype html>\n<html lang=\"et\"><head><meta charset=\"utf-8\"><title>Võrdlus</title></head><body>\n<h1>Võrdlus</h1>\n")
	for _, e := range r.Display() {
		if !changed(e) {
			continue
		}
		fmt.Fprintf(w, "<h2>%s</h2>\n<p>", html.EscapeString(title(r, e)))
		for _, p := range pieces(r, e) {
			switch p.Op {
			case compare.Add:
				fmt.Fprintf(w, "<ins>%s</ins>", html.EscapeString(p.New))
			case compare.Drop:
				fmt.Fprintf(w, "<del>%s</del>", html.EscapeString(p.Old))
			default:
				fmt.Fprint(w, html.EscapeString(p.New))
			}
		}
		fmt.Fprint(w, "</p>\n")
	}
	fmt.Fprint(w, "</body></html>\n")
}

type jsonEntry struct {
	Old        string      `json:"old,omitempty"`
	New        string      `json:"new,omitempty"`
	Link       string      `json:"link"`
	Moved      bool        `json:"moved,omitempty"`
	Renumbered bool        `json:"renumbered,omitempty"`
	Share      float64     `json:"share"`
	Certainty  float64     `json:"certainty"`
	From       string      `json:"from,omitempty"` // where the words of an inserted provision were split off
	Into       string      `json:"into,omitempty"` // what took up the words of a deleted one
	Pieces     []jsonPiece `json:"pieces,omitempty"`
}

type jsonPiece struct {
	Op  string `json:"op"`
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
}

func writeJSON(w io.Writer, r *compare.Result) error {
	entries := []jsonEntry{}
	for _, e := range r.Display() {
		if !changed(e) {
			continue
		}
		out := jsonEntry{Old: place(r.Old, e.Old), New: place(r.New, e.New), Link: linkNames[e.Link],
			Moved: e.Moved, Renumbered: e.Renumbered, Share: e.Share, Certainty: e.Certainty}
		if e.From > 0 {
			out.From = place(r.Old, e.From)
		}
		if e.Into > 0 {
			out.Into = place(r.New, e.Into)
		}
		for _, p := range e.Pieces {
			out.Pieces = append(out.Pieces, jsonPiece{opNames[p.Op], p.Old, p.New})
		}
		entries = append(entries, out)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	return encoder.Encode(map[string]any{"algorithm": compare.Version, "summary": r.Summary, "fallback": r.Fallback, "entries": entries})
}
