package exchange

import (
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
	if err := readJSON(r, &list); err != nil {
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
}

// ReadEIS reads a list of dossiers of the eelnõude infosüsteem.
func ReadEIS(r io.Reader) ([]EISDossier, error) {
	var list struct {
		Dossiers []struct {
			Number    string `json:"number"`
			Title     string `json:"title"`
			Kind      string `json:"kind"`
			Initiator string `json:"initiator"`
			Published string `json:"published"`
			Stage     string `json:"stage"`
			URL       string `json:"url"`
		} `json:"dossiers"`
	}
	if err := readJSON(r, &list); err != nil {
		return nil, err
	}
	if len(list.Dossiers) == 0 {
		return nil, refuse(0, "exchange.empty_list")
	}
	var all []EISDossier
	for _, d := range list.Dossiers {
		all = append(all, EISDossier{
			Number: strings.TrimSpace(d.Number), Title: strings.TrimSpace(d.Title), Kind: d.Kind, Initiator: d.Initiator,
			Published: date(d.Published), Stage: d.Stage, Address: d.URL,
		})
	}
	return all, nil
}

// readJSON decodes one value of at most MaxSource bytes, read into memory once
// so that a mistake can be given its line.
func readJSON(r io.Reader, into any) error {
	source, err := io.ReadAll(io.LimitReader(r, MaxSource+1))
	if err != nil {
		return err
	}
	if len(source) > MaxSource {
		return refuse(0, "exchange.too_large", MaxSource>>20)
	}
	err = json.Unmarshal(source, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return refuse(lineAt(source, syntax.Offset), "exchange.broken_json", syntax.Error())
	case errors.As(err, &kind):
		return refuse(lineAt(source, kind.Offset), "exchange.broken_json", kind.Error())
	}
	return err
}

func lineAt(source []byte, offset int64) int {
	return 1 + strings.Count(string(source[:min(int(offset), len(source))]), "\n")
}
