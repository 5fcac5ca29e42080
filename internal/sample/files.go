package sample

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"path"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/papers"
	"github.com/eelnou/eelnou/store"
)

// The files of comments, which comments name without the folder.
//
//go:embed files
var enclosed embed.FS

const filesFolder = "files"

// Files hands the files of the sample's comments to put, which keeps them. It
// comes before Load, whose records name them.
func Files(put func([]byte) (hash string, err error)) error {
	list, err := enclosed.ReadDir(filesFolder)
	if err != nil {
		return err
	}
	for _, f := range list {
		b, err := enclosed.ReadFile(path.Join(filesFolder, f.Name()))
		if err != nil {
			return err
		}
		if _, err := put(b); err != nil {
			return err
		}
	}
	return nil
}

// attachments are the files of a comment, by the names that they have here.
func attachments(tx *store.Tx, names []string, at time.Time) ([]consult.Attachment, error) {
	var list []consult.Attachment
	for _, name := range names {
		b, err := enclosed.ReadFile(path.Join(filesFolder, name))
		if err != nil {
			return nil, err
		}
		sort, err := papers.SortOf(b)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		f := consult.Attachment{Hash: hex.EncodeToString(sum[:]), Name: name, Type: string(sort), Size: int64(len(b))}
		if list, err = consult.Attach(list, f); err != nil {
			return nil, err
		}
		if err := tx.PutFile(consult.File{Hash: f.Hash, Type: f.Type, Size: f.Size, At: at}); err != nil {
			return nil, err
		}
	}
	return list, nil
}
