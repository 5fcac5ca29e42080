package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

type uploadRecord struct {
	File    attachmentRecord `cbor:"1,keyasint,omitzero"`
	By      string           `cbor:"2,keyasint,omitempty"`
	At      instant          `cbor:"3,keyasint,omitempty"`
	Expires instant          `cbor:"4,keyasint,omitempty"`
}

func toUpload(u consult.Upload) uploadRecord {
	return uploadRecord{attachmentRecord(u.Attachment), string(u.By), toInstant(u.At), toInstant(u.Expires)}
}

// upload needs the form alone from the key: the hash stands in the record.
func (r uploadRecord) upload(form string) consult.Upload {
	return consult.Upload{
		Attachment: consult.Attachment(r.File), Form: form, By: people.ID(r.By), At: r.At.time(), Expires: r.Expires.time(),
	}
}

type fileRecord struct {
	Type string  `cbor:"1,keyasint,omitempty"`
	Size int64   `cbor:"2,keyasint,omitempty"`
	At   instant `cbor:"4,keyasint,omitempty"`
	Read instant `cbor:"5,keyasint,omitempty"`
}

func toFile(f consult.File) fileRecord {
	return fileRecord{f.Type, f.Size, toInstant(f.At), toInstant(f.Read)}
}

func (r fileRecord) file(hash string) consult.File {
	return consult.File{Hash: hash, Type: r.Type, Size: r.Size, At: r.At.time(), Read: r.Read.time()}
}

type fileTextRecord struct {
	Text string `cbor:"1,keyasint,omitempty"`
}
