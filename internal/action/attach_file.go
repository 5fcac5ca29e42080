package action

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
)

// AttachFile asks to keep a file with the form of a comment until the form is
// accepted.
type AttachFile struct {
	Consultation consult.ID
	FormID       string // whoever knows it may add to the form and take from it
	Name         string
	Bytes        []byte
}

// attachable are the sorts of file that a comment may have.
var attachable = map[papers.Sort]bool{papers.PDF: true, papers.DOCX: true, papers.ODT: true, papers.PNG: true, papers.JPEG: true}

// Enclosed is a file that came with a letter.
type Enclosed struct {
	Name  string
	Bytes []byte
}

// enclosing keeps the files of a letter and runs the change that names them;
// until it is committed none of them is swept away. Its fault names the field
// annex.
func (a *Actions) enclosing(files []Enclosed, change func([]consult.Attachment) error) error {
	if len(files) == 0 {
		return change(nil)
	}
	if a.settings.Files == nil {
		return fault.New(fault.Unavailable, "files.none")
	}
	var list []consult.Attachment
	for _, f := range files {
		sort, err := sortNamed(f.Name, f.Bytes)
		if err == nil {
			one := consult.Attachment{Hash: blob.Hash(f.Bytes), Name: f.Name, Type: string(sort), Size: int64(len(f.Bytes))}
			list, err = consult.Attach(list, one)
		}
		if err != nil {
			return fault.Renamed(err, "file", "annex")
		}
	}
	return a.settings.Files.Keeping(func() error {
		for _, f := range files {
			if _, err := a.settings.Files.Put(f.Bytes); err != nil {
				return err
			}
		}
		return change(list)
	})
}

// noteFiles records files that are kept, unless they are known.
func (a *Actions) noteFiles(tx *store.Tx, files []consult.Attachment) error {
	for _, f := range files {
		_, err := tx.File(f.Hash)
		if errors.Is(err, fault.ErrNotFound) {
			err = tx.PutFile(consult.File{Hash: f.Hash, Type: f.Type, Size: f.Size, At: a.clock()})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// UploadsLast is how long a file waits for its form.
const UploadsLast = 24 * time.Hour

// mostWaiting is how many bytes of files may wait for forms and for addresses in
// all. Who sends more than any disk holds keeps others from sending files for a
// while, and from nothing else.
const mostWaiting = 2 << 30

// shortestID is how long the ID of a form is that cannot be guessed.
const shortestID = 20

// AttachFile keeps the file. Its bytes are durable before anything names them.
func (a *Actions) AttachFile(ctx context.Context, p people.Person, req AttachFile) error {
	if a.settings.Files == nil {
		return fault.New(fault.Unavailable, "files.none")
	}
	sort, err := sortNamed(req.Name, req.Bytes)
	if err != nil {
		return err
	}
	// Bytes of people who may not comment are not written at all.
	if err := a.store.View(ctx, func(tx *store.Tx) error { return a.mayAttach(tx, p, req) }); err != nil {
		return err
	}
	return a.settings.Files.Keeping(func() error {
		hash, err := a.settings.Files.Put(req.Bytes)
		if err != nil {
			return err
		}
		f := consult.Attachment{Hash: hash, Name: req.Name, Type: string(sort), Size: int64(len(req.Bytes))}
		return a.store.Update(ctx, func(tx *store.Tx) error {
			if err := a.mayAttach(tx, p, req); err != nil {
				return err
			}
			return a.attach(tx, p, uploadForm(req.Consultation, req.FormID), f)
		})
	})
}

// endings are how the names of files of a sort end.
var endings = map[papers.Sort][]string{
	papers.PDF: {".pdf"}, papers.DOCX: {".docx"}, papers.ODT: {".odt"}, papers.PNG: {".png"}, papers.JPEG: {".jpg", ".jpeg"},
}

// sortNamed is the sort of a file by its content. A name that says something else is
// refused: whoever saves the file opens it by its name.
func sortNamed(name string, b []byte) (papers.Sort, error) {
	sort, err := sortOf(b)
	if ending := strings.ToLower(path.Ext(name)); err == nil && name != "" && !slices.Contains(endings[sort], ending) {
		err = fault.Fields{{Name: "file", Message: fault.Message{Key: "files.named_otherwise", Args: []any{name, strings.ToUpper(endings[sort][0][1:])}}}}.Err()
	}
	return sort, err
}

func sortOf(b []byte) (papers.Sort, error) {
	sort, err := papers.SortOf(b)
	if err == nil && !attachable[sort] {
		err = fault.New(fault.Invalid, "papers.sort")
	}
	if f := fault.Of(err); f != nil {
		return sort, fault.Fields{{Name: "file", Message: f.Message}}.Err()
	}
	return sort, err
}

// mayAttach asks whether the comment itself could be sent now.
func (a *Actions) mayAttach(tx *store.Tx, p people.Person, req AttachFile) error {
	verb := people.Comment
	if p.Anonymous() {
		verb = people.CommentByEmail
	}
	c, _, err := permittedConsultation(tx, p, verb, req.Consultation)
	switch {
	case err != nil:
		return err
	case !c.IsOpen(a.clock()):
		return fault.New(fault.Conflict, "consult.deadline_passed")
	case len(req.FormID) < shortestID:
		return fault.New(fault.Invalid, "fault.form")
	}
	return nil
}

func (a *Actions) attach(tx *store.Tx, p people.Person, form string, f consult.Attachment) error {
	there, err := tx.Uploads(form)
	if err != nil {
		return err
	}
	var files []consult.Attachment
	for _, u := range there {
		files = append(files, u.Attachment)
	}
	more, err := consult.Attach(files, f)
	if err != nil || len(more) == len(files) {
		return err
	}
	waiting, err := tx.WaitingBytes()
	switch {
	case err != nil:
		return err
	case waiting+f.Size > mostWaiting:
		return fault.New(fault.Unavailable, "files.none")
	}
	if err := a.noteFiles(tx, []consult.Attachment{f}); err != nil {
		return err
	}
	return tx.PutUpload(consult.Upload{Attachment: f, Form: form, By: p.ID, At: a.clock(), Expires: a.clock().Add(UploadsLast)})
}

// TakesFiles reports whether comments can have files here.
func (a *Actions) TakesFiles() bool { return a.settings.Files != nil }

// uploadForm names the form of a comment among uploads.
func uploadForm(id consult.ID, formID string) string { return form("attach", id.String(), formID) }

// DetachFile takes a file from a form again.
func (a *Actions) DetachFile(ctx context.Context, id consult.ID, formID, hash string) error {
	if formID == "" {
		return nil
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		return tx.DeleteUpload(uploadForm(id, formID), hash)
	})
}

// Attached lists the files that wait with a form, in the order they came.
func (a *Actions) Attached(ctx context.Context, id consult.ID, formID string) (files []consult.Attachment, err error) {
	err = a.store.View(ctx, func(tx *store.Tx) error {
		files, err = attached(tx, id, formID)
		return err
	})
	return files, err
}

func attached(tx *store.Tx, id consult.ID, formID string) ([]consult.Attachment, error) {
	if formID == "" {
		return nil, nil
	}
	list, err := tx.Uploads(uploadForm(id, formID))
	var files []consult.Attachment
	for _, u := range list {
		files = append(files, u.Attachment)
	}
	return files, err
}

// letGo takes the files from a form whose comment is about to be kept with them.
func letGo(tx *store.Tx, req SubmitComment) error {
	files, err := attached(tx, req.Consultation, req.FormID)
	for _, f := range files {
		if err == nil {
			err = tx.DeleteUpload(uploadForm(req.Consultation, req.FormID), f.Hash)
		}
	}
	return err
}

// SweepFiles removes what nothing needs any more: uploads whose forms were not
// accepted in time, files that nothing names, and bytes without a record, as a
// process leaves that was killed in between. It returns how many it removed.
func (a *Actions) SweepFiles(ctx context.Context) (removed int, err error) {
	files := a.settings.Files
	if files == nil {
		return 0, nil
	}
	err = files.Sweeping(func() error {
		known := map[string]bool{}
		err := a.store.Update(ctx, func(tx *store.Tx) error {
			clear(known)
			return sweep(tx, a.clock(), known)
		})
		if err != nil {
			return err
		}
		return files.Each(func(hash string) error {
			if known[hash] {
				return nil
			}
			removed++
			return files.Remove(hash)
		})
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // no file has been kept yet
	}
	return removed, err
}

// sweep drops the records of what is not needed and notes what is.
func sweep(tx *store.Tx, now time.Time, known map[string]bool) error {
	if err := tx.SweepUploads(now); err != nil {
		return err
	}
	unused, err := tx.UnusedFiles()
	if err != nil {
		return err
	}
	for _, hash := range unused {
		if _, err := tx.DropFile(hash); err != nil {
			return err
		}
	}
	return tx.EachFile(func(f consult.File) error {
		known[f.Hash] = true
		return nil
	})
}
