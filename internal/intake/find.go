package intake

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/fault"
)

// findings are what there is to import.
type findings struct {
	lists []list
	acts  []*act
}

// list is a list of dossiers of the eelnõude infosüsteem.
type list struct {
	file     string
	dossiers []exchange.EISDossier
}

// act is one act with its wordings in order.
type act struct {
	reference dossier.Reference
	facts     exchange.Act // without a body
	wordings  []wording
}

// number is what the act is known by: its reference without the address, which
// each wording may give for itself.
func (a *act) number() dossier.Reference {
	return dossier.Reference{System: a.reference.System, Value: a.reference.Value}
}

// wording is one wording of an act, not read yet.
type wording struct {
	file  string // as shown
	size  int64
	read  func() (exchange.Act, error)
	facts exchange.Wording // what the manifest says, or zero
}

func (f findings) size() (a amount) {
	for _, l := range f.lists {
		a.items += len(l.dossiers)
	}
	for _, act := range f.acts {
		a.items += len(act.wordings)
		for _, w := range act.wordings {
			a.bytes += w.size
		}
	}
	return a
}

const (
	manifestName = "manifest.json"
	listPath     = "eis/dossiers.json"
)

// find looks at every path and refuses what is not there.
func (r *runner) find(paths []string) findings {
	var f findings
	for _, path := range paths {
		if err := r.findPath(&f, path); err != nil {
			r.refuse(path, 0, err)
		}
	}
	return f
}

func (r *runner) findPath(f *findings, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return r.findFolder(f, path)
	}
	switch {
	case filepath.Base(path) == manifestName:
		return r.findCorpus(f, filepath.Dir(path))
	case strings.EqualFold(filepath.Ext(path), ".json"):
		return r.findList(f, path)
	}
	return r.findLoose(f, filepath.Dir(path), []string{filepath.Base(path)})
}

// findFolder takes a corpus when there is a manifest, else every text below.
func (r *runner) findFolder(f *findings, folder string) error {
	if _, err := os.Stat(filepath.Join(folder, manifestName)); err == nil {
		return r.findCorpus(f, folder)
	}
	var names []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			r.refuse(path, 0, err)
			return nil
		}
		if hidden := strings.HasPrefix(entry.Name(), ".") && path != folder; hidden && entry.IsDir() {
			return fs.SkipDir
		}
		if entry.Type().IsRegular() && reader(path) != nil {
			name, err := filepath.Rel(folder, path)
			names = append(names, name)
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return refusal("exchange.nothing", folder)
	}
	return r.findLoose(f, folder, names)
}

// findCorpus takes the acts of a manifest and, where they stand beside it, the
// list of dossiers and the acts in XML.
func (r *runner) findCorpus(f *findings, folder string) error {
	file := filepath.Join(folder, manifestName)
	source, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	manifest, err := exchange.ReadManifest(bytes.NewReader(source))
	if err != nil {
		r.refuse(file, 0, err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	for _, a := range manifest.Acts {
		f.acts = append(f.acts, manifestAct(root, folder, a))
	}
	if path := filepath.Join(folder, filepath.FromSlash(listPath)); exists(path) {
		if err := r.findList(f, path); err != nil {
			r.refuse(path, 0, err)
		}
	}
	if names, _ := filepath.Glob(filepath.Join(folder, "rt", "*.xml")); len(names) > 0 {
		for i := range names {
			names[i] = filepath.Join("rt", filepath.Base(names[i]))
		}
		return r.findLoose(f, folder, names)
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func manifestAct(root *os.Root, folder string, a exchange.ManifestAct) *act {
	found := &act{
		reference: reference(a.ID),
		facts:     exchange.Act{ID: a.ID, Title: a.Title, ShortTitle: a.ShortTitle, Rank: a.Rank, Department: a.Department},
	}
	for _, w := range a.Wordings {
		next := openWording(root, folder, filepath.FromSlash(w.File))
		next.facts = w
		found.wordings = append(found.wordings, next)
	}
	return found
}

// reference is the number of an act in Riigi Teataja.
func reference(id string) dossier.Reference {
	return dossier.Reference{System: "RT", Value: id, Address: "https://www.riigiteataja.ee/akt/" + id}
}

func (r *runner) findList(f *findings, path string) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	dossiers, err := exchange.ReadEIS(bytes.NewReader(source))
	if err != nil {
		return err
	}
	f.lists = append(f.lists, list{path, dossiers})
	return nil
}

// findLoose groups texts without a manifest into acts by the number each gives
// for itself. The order of their names is the order of wordings.
func (r *runner) findLoose(f *findings, folder string, names []string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	slices.Sort(names)
	groups := map[dossier.Reference]*act{}
	for _, name := range names {
		w := openWording(root, folder, name)
		facts, err := w.read()
		if err != nil {
			r.total.items++
			r.refuse(w.file, w.size, err)
			continue
		}
		facts.Body, facts.Repairs = "", nil
		found := &act{reference: looseReference(facts, name)}
		if groups[found.number()] == nil {
			groups[found.number()] = found
			f.acts = append(f.acts, found)
		}
		a := groups[found.number()]
		a.facts = facts // the newest title is the one to show
		a.wordings = append(a.wordings, w)
	}
	return nil
}

// looseReference is the number an act gives for itself, with the address of the
// wording that is read first: what Riigi Teataja numbers acts by in its XML is
// no address.
func looseReference(facts exchange.Act, name string) dossier.Reference {
	switch {
	case facts.ID == "":
		return dossier.Reference{System: "file", Value: filepath.ToSlash(name)}
	case facts.Source != "":
		return dossier.Reference{System: "RT", Value: facts.ID, Address: facts.Source}
	}
	return reference(facts.ID)
}

// openWording prepares the reading of a file below a folder, and never of one
// outside it: a link that leads out is refused.
func openWording(root *os.Root, folder, name string) wording {
	w := wording{file: filepath.Join(folder, name)}
	if info, err := root.Stat(name); err == nil {
		w.size = info.Size()
	}
	w.read = func() (exchange.Act, error) {
		read := reader(name)
		if read == nil {
			return exchange.Act{}, refusal("exchange.no_kind", filepath.Ext(name))
		}
		if w.size > exchange.MaxSource {
			return exchange.Act{}, refusal("exchange.too_large", exchange.MaxSource>>20)
		}
		source, err := root.ReadFile(name)
		if err != nil {
			return exchange.Act{}, err
		}
		facts, err := read(source)
		if err == nil && strings.TrimSpace(facts.Body) == "" {
			err = refusal("exchange.no_text")
		}
		if err == nil && strings.TrimSpace(facts.Title) == "" {
			err = refusal("exchange.no_title")
		}
		return facts, err
	}
	return w
}

// reader returns what reads a file of that name, or nil.
func reader(name string) func([]byte) (exchange.Act, error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown":
		return exchange.ReadMarkdown
	case ".txt":
		return exchange.ReadPlain
	case ".xml":
		return func(source []byte) (exchange.Act, error) { return exchange.ReadRT(bytes.NewReader(source)) }
	}
	return nil
}

func refusal(key string, args ...any) *exchange.Refused {
	return &exchange.Refused{Reason: fault.Message{Key: key, Args: args}}
}

// unreadable says that the file itself could not be had.
func unreadable(err error) *exchange.Refused {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // the path is shown anyway
	}
	return refusal("exchange.cannot_open", err.Error())
}

// dated is the day a wording bears: the manifest's, else the day it applies from.
func (w wording) dated(facts exchange.Act) clock.Date {
	if !w.facts.Date.IsZero() {
		return w.facts.Date
	}
	return facts.From
}
