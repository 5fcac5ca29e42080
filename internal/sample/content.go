package sample

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

//go:embed content
var content embed.FS

// said is a text in the three languages.
type said struct {
	Et string `yaml:"et"`
	En string `yaml:"en"`
	Ru string `yaml:"ru"`
}

func (s said) text() lang.Text {
	return lang.Text{Et: strings.TrimSpace(s.Et), En: strings.TrimSpace(s.En), Ru: strings.TrimSpace(s.Ru)}
}

func texts(all []said) []lang.Text {
	out := make([]lang.Text, len(all))
	for i, s := range all {
		out[i] = s.text()
	}
	return out
}

// library is everything under content/.
type library struct {
	Institutions []institutionFile
	Authors      map[string]authorFile
	Dossiers     []dossierFile
}

type institutionFile struct {
	Code         people.Code   `yaml:"code"`
	Name         said          `yaml:"name"`
	From         string        `yaml:"from"`  // a calendar day, or absent
	Until        string        `yaml:"until"` // likewise
	Predecessors []people.Code `yaml:"predecessors"`
	Email        string        `yaml:"email"`
}

// authorFile is somebody who comments.
type authorFile struct {
	Kind   consult.AuthorKind `yaml:"kind"`
	Name   string             `yaml:"name"` // as the public sees it; none for a private person who wants none
	Person string             `yaml:"person"`
	Code   string             `yaml:"code"` // registry code or institution code
	Email  string             `yaml:"email"`
}

type dossierFile struct {
	slug          string
	Series        people.Code        `yaml:"series"`
	Number        int                `yaml:"number"` // in the year it was opened; no two alike
	Kind          dossier.Kind       `yaml:"kind"`
	Title         said               `yaml:"title"`
	Summary       said               `yaml:"summary"`
	Topics        []string           `yaml:"topics"`
	Contact       contactFile        `yaml:"contact"`
	References    []referenceFile    `yaml:"references"`
	Opened        when               `yaml:"opened"`
	Published     when               `yaml:"published"` // absent: visible to the institution alone
	Steps         []stepFile         `yaml:"steps"`
	Documents     []documentFile     `yaml:"documents"`
	Consultations []consultationFile `yaml:"consultations"`
	Rounds        []roundFile        `yaml:"rounds"`
}

// roundFile is a coordination round with what the institutions replied.
type roundFile struct {
	Note        said           `yaml:"note"`
	Documents   []aboutFile    `yaml:"documents"`
	Sent        when           `yaml:"sent"`
	Deadline    when           `yaml:"deadline"` // as first set
	ShortReason said           `yaml:"short_reason"`
	Moves       []moveFile     `yaml:"moves"`
	Asked       []askedFile    `yaml:"asked"`
	Responses   []responseFile `yaml:"responses"`
}

// askedFile is an institution that is asked. One that has no reply is awaited, or
// was silent.
type askedFile struct {
	Institution people.Code   `yaml:"institution"`
	Task        consult.Task  `yaml:"task"`
	Reply       consult.Reply `yaml:"reply"`
	At          when          `yaml:"at"`
	Reasons     string        `yaml:"reasons"`
	Remarks     []commentFile `yaml:"remarks"` // sent with the reply, or prepared while there is none
}

type contactFile struct {
	Office string `yaml:"office"`
	Name   string `yaml:"name"`
	Email  string `yaml:"email"`
	Phone  string `yaml:"phone"`
}

type referenceFile struct {
	System  string `yaml:"system"`
	Value   string `yaml:"value"`
	Address string `yaml:"address"`
}

type stepFile struct {
	Stage        dossier.Stage   `yaml:"stage"`
	Outcome      dossier.Outcome `yaml:"outcome"`
	On           when            `yaml:"on"` // absent: the day is not known
	Recorded     when            `yaml:"recorded"`
	Note         said            `yaml:"note"`
	Source       string          `yaml:"source"`
	SupersededBy string          `yaml:"superseded_by"` // folder of the dossier
}

type documentFile struct {
	Kind      dossier.DocumentKind `yaml:"kind"`
	Title     said                 `yaml:"title"`
	Act       string               `yaml:"act"`
	Revisions []revisionFile       `yaml:"revisions"`
}

// revisionFile is one revision; the one without a day of publication is a draft
// still within the institution.
type revisionFile struct {
	text      string
	Published when `yaml:"published"`
	Dated     when `yaml:"dated"`
	InForce   when `yaml:"in_force"` // of a law: since when it applies
	Reason    said `yaml:"reason"`
}

type consultationFile struct {
	Title       said           `yaml:"title"`
	Summary     said           `yaml:"summary"`
	Affected    said           `yaml:"affected"`
	Questions   []said         `yaml:"questions"`
	About       []aboutFile    `yaml:"about"`
	Opened      when           `yaml:"opened"`
	Deadline    when           `yaml:"deadline"` // as first set
	ShortReason said           `yaml:"short_reason"`
	Moves       []moveFile     `yaml:"moves"`
	Closed      when           `yaml:"closed"`
	Closing     said           `yaml:"closing"`
	Comments    []commentFile  `yaml:"comments"`
	Responses   []responseFile `yaml:"responses"`
	Letters     []letterFile   `yaml:"letters"`
	Joints      []jointFile    `yaml:"joints"`
}

// letterFile is a letter that an official has not finished splitting.
type letterFile struct {
	By       string          `yaml:"by"`
	At       when            `yaml:"at"` // also the day it came
	Came     consult.Channel `yaml:"came"`
	Document int             `yaml:"document"` // that it is about
	Revision int             `yaml:"revision"`
	File     string          `yaml:"file"`
	Text     string          `yaml:"text"`
}

type aboutFile struct {
	Document int `yaml:"document"`
	Revision int `yaml:"revision"`
}

type moveFile struct {
	At     when `yaml:"at"`
	To     when `yaml:"to"`
	Reason said `yaml:"reason"`
}

type commentFile struct {
	ID        string `yaml:"id"` // for responses to name
	By        string `yaml:"by"`
	At        when   `yaml:"at"`
	Document  int    `yaml:"document"` // absent: on the consultation as a whole
	Revision  int    `yaml:"revision"`
	Provision string `yaml:"provision"` // such as para5lg2; absent: the whole document
	Quote     string `yaml:"quote"`
	Text      string `yaml:"text"`
	// Replacement is the wording that a remark of an institution proposes.
	Replacement string   `yaml:"replacement"`
	Files       []string `yaml:"files"` // of files/
	// Came says how an official received it, for one that was not sent through
	// the service; Received is the day.
	Came     consult.Channel `yaml:"came"`
	Received when            `yaml:"received"`
	// Corrected is what its author says instead, and when; Disowned when they said
	// that it is not theirs; Decisions what moderators decided.
	Corrected *correctedFile `yaml:"corrected"`
	Disowned  when           `yaml:"disowned"`
	Decisions []decisionFile `yaml:"decisions"`
}

type correctedFile struct {
	At   when   `yaml:"at"`
	Text string `yaml:"text"`
}

// decisionFile is a decision about a comment, and the appeal against it.
type decisionFile struct {
	At     when           `yaml:"at"`
	By     string         `yaml:"by"`
	Ruling consult.Ruling `yaml:"ruling"`
	Reason consult.Reason `yaml:"reason"`
	Note   string         `yaml:"note"`
	Words  []string       `yaml:"words"` // to be blacked out
	Appeal *appealFile    `yaml:"appeal"`
}

type appealFile struct {
	At      when   `yaml:"at"`
	Text    string `yaml:"text"`
	Decided when   `yaml:"decided"`
	By      string `yaml:"by"`
	Upheld  bool   `yaml:"upheld"`
	Answer  string `yaml:"answer"`
}

type responseFile struct {
	To       []string        `yaml:"to"`
	At       when            `yaml:"at"`
	Outcome  consult.Outcome `yaml:"outcome"`
	Document int             `yaml:"document"`
	From     int             `yaml:"from"` // the older revision of the comparison that shows the changes
	Revision int             `yaml:"revision"`
	Changes  []string        `yaml:"changes"` // as compare.Result names them
	Text     string          `yaml:"text"`
}

// read returns the library in a file system. A key that it does not know, a text
// without facts and facts without a text are errors.
func read(files fs.FS) (library, error) {
	var lib library
	if err := decode(files, "content/institutions.yaml", &lib.Institutions); err != nil {
		return lib, err
	}
	if err := decode(files, "content/authors.yaml", &lib.Authors); err != nil {
		return lib, err
	}
	folders, err := fs.ReadDir(files, "content")
	if err != nil {
		return lib, err
	}
	for _, f := range folders {
		if !f.IsDir() {
			continue
		}
		d, err := readDossier(files, f.Name())
		if err != nil {
			return lib, err
		}
		lib.Dossiers = append(lib.Dossiers, d)
	}
	return lib, nil
}

func readDossier(files fs.FS, slug string) (dossierFile, error) {
	d := dossierFile{slug: slug}
	folder := path.Join("content", slug)
	if err := decode(files, path.Join(folder, "dossier.yaml"), &d); err != nil {
		return d, err
	}
	unused, err := fs.Glob(files, path.Join(folder, "*.md"))
	if err != nil {
		return d, err
	}
	left := len(unused)
	for i, doc := range d.Documents {
		for j := range doc.Revisions {
			name := path.Join(folder, fmt.Sprintf("%02d-%s.r%d.md", i+1, doc.Kind, j+1))
			data, err := fs.ReadFile(files, name)
			if err != nil {
				return d, err
			}
			doc.Revisions[j].text = string(data)
			left--
		}
	}
	if left != 0 {
		return d, fmt.Errorf("%s: %d of %d texts belong to no revision in dossier.yaml", folder, left, len(unused))
	}
	return d, nil
}

func decode(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return fmt.Errorf("%s: %w", name, errors.New("empty file"))
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
