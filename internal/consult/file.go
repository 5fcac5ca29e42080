package consult

import (
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// Upload is a file that was sent with a form which has not been accepted yet, so
// that a form with a mistake does not lose it. Form is the form's secret ID.
type Upload struct {
	Attachment
	Form    string
	By      people.ID // empty when not signed in
	At      time.Time
	Expires time.Time
}

// File is what is known of bytes that are kept under their hash. The words read
// out of it, for search, are kept apart.
type File struct {
	Hash string
	Type string
	Size int64
	At   time.Time
	Read time.Time // when its words were read; zero: not yet
}

// The limits of what is sent with one comment.
const (
	MaxFiles     = 5
	MaxFileBytes = 15 << 20 // of all of them together, so that one request can bring them
)

// Attach adds a file to those of a form. The same one twice is one.
func Attach(files []Attachment, f Attachment) ([]Attachment, error) {
	total := f.Size
	for _, one := range files {
		if one.Hash == f.Hash {
			return files, nil
		}
		total += one.Size
	}
	var wrong fault.Fields
	switch {
	case f.Name == "":
		wrong.Add("file", "files.no_name")
	case len(files) >= MaxFiles:
		wrong.Add("file", "files.too_many", MaxFiles)
	case total > MaxFileBytes:
		wrong.Add("file", "files.too_large", MaxFileBytes>>20)
	}
	if err := wrong.Err(); err != nil {
		return files, err
	}
	return append(slices.Clone(files), f), nil
}

// WithholdFile returns the comment with its n-th file, from 1, kept from the
// public.
func (m Comment) WithholdFile(n int, reason Reason) (Comment, error) {
	switch {
	case n < 1 || n > len(m.Attachments):
		return m, fault.ErrNotFound
	case m.Attachments[n-1].Withheld != "":
		return m, fault.New(fault.Conflict, "consult.already_hidden")
	}
	m.Attachments = slices.Clone(m.Attachments)
	m.Attachments[n-1].Withheld = reason
	return m, nil
}

// RedactFile returns the comment with a copy in the place of its n-th file, from 1, in
// which a moderator covered something. The file as sent is kept and not public.
func (m Comment) RedactFile(n int, copied Attachment, reason Reason) (Comment, error) {
	switch {
	case n < 1 || n > len(m.Attachments):
		return m, fault.ErrNotFound
	case m.Attachments[n-1].Withheld != "" || m.Attachments[n-1].Redacted != "":
		return m, fault.New(fault.Conflict, "consult.already_hidden")
	case copied.Hash == m.Attachments[n-1].Hash:
		return m, fault.Fields{{Name: "copy", Message: fault.Message{Key: "moderation.same_file"}}}.Err()
	}
	m.Attachments = slices.Clone(m.Attachments)
	sent := m.Attachments[n-1]
	copied.Redacted, copied.SentHash, copied.SentName, copied.SentType, copied.SentSize = reason, sent.Hash, sent.Name, sent.Type, sent.Size
	m.Attachments[n-1] = copied
	return m, nil
}

// UnredactFile returns the comment with its n-th file as it was sent.
func (m Comment) UnredactFile(n int) Comment {
	m.Attachments = slices.Clone(m.Attachments)
	if n > 0 && n <= len(m.Attachments) && m.Attachments[n-1].Redacted != "" {
		f := m.Attachments[n-1]
		m.Attachments[n-1] = Attachment{Hash: f.SentHash, Name: f.SentName, Type: f.SentType, Size: f.SentSize}
	}
	return m
}

// ReleaseFile returns the comment with its n-th file public again.
func (m Comment) ReleaseFile(n int) Comment {
	m.Attachments = slices.Clone(m.Attachments)
	if n > 0 && n <= len(m.Attachments) {
		m.Attachments[n-1].Withheld = ""
	}
	return m
}
