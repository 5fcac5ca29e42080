package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
)

// Manifest lists the acts of a corpus and the files of their wordings.
type Manifest struct {
	Acts []ManifestAct
}

// ManifestAct is one act with its wordings in their true order, which is not
// always the order of their dates.
type ManifestAct struct {
	ID, Title, ShortTitle, Rank, Department string
	Wordings                                []Wording
}

// Wording is one wording of an act.
type Wording struct {
	No     int
	Date   clock.Date
	File   string // relative to the manifest, with slashes
	Source string
	From   clock.Date
	Until  clock.Date
}

// ReadManifest reads the manifest of a corpus. A manifest that names a file
// outside its folder, or none at all, is refused.
func ReadManifest(r io.Reader) (Manifest, error) {
	var list struct {
		List []struct {
			ID         string `json:"id"`
			Title      string `json:"title"`
			ShortTitle string `json:"short_title"`
			Rank       string `json:"rank"`
			Department string `json:"department"`
			Revisions  []struct {
				N      int    `json:"n"`
				Date   string `json:"date"`
				File   string `json:"file"`
				Source string `json:"source"`
				From   string `json:"effective_from"`
				Until  string `json:"effective_until"`
			} `json:"revisions"`
		} `json:"list"`
	}
	if _, err := readJSON(r, &list); err != nil {
		return Manifest{}, err
	}
	if len(list.List) == 0 {
		return Manifest{}, refuse(0, "exchange.empty_manifest")
	}
	var m Manifest
	for _, a := range list.List {
		act := ManifestAct{ID: a.ID, Title: a.Title, ShortTitle: a.ShortTitle, Rank: a.Rank, Department: a.Department}
		for _, r := range a.Revisions {
			if !local(r.File) {
				return Manifest{}, refuse(0, "exchange.outside", r.File)
			}
			act.Wordings = append(act.Wordings, Wording{No: r.N, Date: date(r.Date), File: r.File, Source: r.Source, From: date(r.From), Until: date(r.Until)})
		}
		m.Acts = append(m.Acts, act)
	}
	return m, nil
}

// local reports whether a path stays inside the folder it is relative to.
func local(path string) bool {
	if path == "" || strings.HasPrefix(path, "/") || strings.ContainsAny(path, "\\\x00:") {
		return false
	}
	for _, part := range strings.Split(path, "/") {
		if part == ".." || part == "" {
			return false
		}
	}
	return true
}

// EISDossier is a dossier as the eelnõude infosüsteem lists it. Number,
// Initiator and Published may be missing.
type EISDossier struct {
	Number    string
	Title     string
	Kind      string
	Initiator string
	Published clock.Date
	Stage     string
	Address   string
	Line      int // of its entry in the list
}

// ReadEIS reads a list of dossiers of the eelnõude infosüsteem.
func ReadEIS(r io.Reader) ([]EISDossier, error) {
	var list struct {
		Dossiers []eisRecord `json:"dossiers"`
	}
	source, err := readJSON(r, &list)
	if err != nil {
		return nil, err
	}
	if len(list.Dossiers) == 0 {
		return nil, refuse(0, "exchange.empty_list")
	}
	lines := entryLines(source)
	var all []EISDossier
	for i, d := range list.Dossiers {
		e := EISDossier{
			Number: strings.TrimSpace(d.Number), Title: strings.TrimSpace(d.Title), Kind: d.Kind, Initiator: d.Initiator,
			Published: date(d.Published), Stage: d.Stage, Address: d.URL,
		}
		if i < len(lines) {
			e.Line = lines[i]
		}
		all = append(all, e)
	}
	return all, nil
}

type eisRecord struct {
	Number    string `json:"number"`
	Title     string `json:"title"`
	Kind      string `json:"kind"`
	Initiator string `json:"initiator"`
	Published string `json:"published"`
	Stage     string `json:"stage"`
	URL       string `json:"url"`
}

// entryLines finds the line of each entry of the list "dossiers".
func entryLines(source []byte) (lines []int) {
	d := json.NewDecoder(bytes.NewReader(source))
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return nil
		}
		if token == json.Delim('{') {
			depth++
		}
		if token == "dossiers" && depth == 1 {
			break
		}
	}
	if _, err := d.Token(); err != nil {
		return nil
	}
	for at, line := 0, 1; d.More(); {
		from := int(d.InputOffset())
		for from < len(source) && strings.IndexByte(" \t\r\n,", source[from]) >= 0 {
			from++
		}
		line += bytes.Count(source[at:from], []byte("\n"))
		at = from
		lines = append(lines, line)
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			return nil
		}
	}
	return lines
}

// readJSON decodes one value of at most MaxSource bytes, read into memory once
// so that a mistake can be given its line.
func readJSON(r io.Reader, into any) ([]byte, error) {
	source, err := io.ReadAll(io.LimitReader(r, MaxSource+1))
	if err != nil {
		return nil, err
	}
	if len(source) > MaxSource {
		return nil, refuse(0, "exchange.too_large", MaxSource>>20)
	}
	err = json.Unmarshal(source, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return nil, refuse(lineAt(source, syntax.Offset), "exchange.broken_json", syntax.Error())
	case errors.As(err, &kind):
		return nil, refuse(lineAt(source, kind.Offset), "exchange.broken_json", kind.Error())
	}
	return source, err
}

func lineAt(source []byte, offset int64) int {
	return 1 + bytes.Count(source[:min(int(offset), len(source))], []byte("\n"))
}
