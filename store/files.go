package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store/kv"
)

// The bytes of attachments are kept beside the engine, under their hash; here
// are the records that name them. A file is in use while an upload, a comment,
// one that waits for confirmation, a joint opinion or an act of moderation names
// it, which one index tells.

// fileEntries are the entries that show which files something uses.
func fileEntries(files []consult.Attachment, user key) []entry {
	var list []entry
	for _, f := range files {
		for _, hash := range []string{f.Hash, f.SentHash} {
			e := entry{indexFiles, append(key(nil).str(hash), user...), ""}
			if hash != "" && !holds(list, e) {
				list = append(list, e)
			}
		}
	}
	return list
}

// File returns what is known of a file.
func (tx *Tx) File(hash string) (consult.File, error) {
	var r fileRecord
	if err := tx.load(bucketFile, key(nil).str(hash), &r); err != nil {
		return consult.File{}, fmt.Errorf("file %s: %w", hash, err)
	}
	return r.file(hash), nil
}

// PutFile keeps what is known of a file.
func (tx *Tx) PutFile(f consult.File) error {
	return tx.save(bucketFile, key(nil).str(f.Hash), toFile(f))
}

// EachFile calls fn with every file until it fails, and returns its error.
func (tx *Tx) EachFile(fn func(consult.File) error) error {
	return tx.scan(bucketFile, kv.Range{}, func(k, payload []byte) error {
		var r fileRecord
		if err := unpack(bucketFile, k, payload, &r); err != nil {
			return err
		}
		hash, _ := cutStr(k)
		return fn(r.file(hash))
	})
}

func uploadKey(form, hash string) key { return key(nil).str(form).str(hash) }

func uploadEntries(u consult.Upload) []entry {
	list := fileEntries([]consult.Attachment{u.Attachment}, key(nil).str("upload").str(u.Form))
	expires := uint64(max(toInstant(u.Expires), 0))
	return append(list, entry{indexUploads, append(key(nil).long(expires), uploadKey(u.Form, u.Hash)...), sizeOf([]consult.Attachment{u.Attachment})})
}

// sizeOf is how many bytes files have together, as an index keeps it.
func sizeOf(files []consult.Attachment) string {
	var n int64
	for _, f := range files {
		n += f.Size
	}
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// WaitingBytes is how many bytes of files wait: with forms that were not accepted
// and with comments whose address was not confirmed.
func (tx *Tx) WaitingBytes() (int64, error) {
	var total int64
	for _, index := range []string{indexUploads, indexPending} {
		err := tx.scan(index, kv.Range{}, func(_, size []byte) error {
			if len(size) == 0 {
				return nil
			}
			n, err := strconv.ParseInt(string(size), 10, 64)
			total += n
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return total, nil
}

// PutUpload keeps a file with a form that has not been accepted yet.
func (tx *Tx) PutUpload(u consult.Upload) error {
	if err := tx.DeleteUpload(u.Form, u.Hash); err != nil {
		return err
	}
	if err := tx.reindex(nil, uploadEntries(u)); err != nil {
		return err
	}
	return tx.save(bucketUpload, uploadKey(u.Form, u.Hash), toUpload(u))
}

// Uploads lists the files of a form, in the order in which they came.
func (tx *Tx) Uploads(form string) ([]consult.Upload, error) {
	var list []consult.Upload
	err := tx.scan(bucketUpload, kv.Range{Prefix: key(nil).str(form)}, func(k, payload []byte) error {
		var r uploadRecord
		if err := unpack(bucketUpload, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.upload(form))
		return nil
	})
	slices.SortStableFunc(list, func(a, b consult.Upload) int { return a.At.Compare(b.At) })
	return list, err
}

// DeleteUpload removes a file from a form, if it is there.
func (tx *Tx) DeleteUpload(form, hash string) error {
	var r uploadRecord
	k := uploadKey(form, hash)
	if exists, err := found(tx.load(bucketUpload, k, &r)); !exists {
		return err
	}
	if err := tx.reindex(uploadEntries(r.upload(form)), nil); err != nil {
		return err
	}
	return tx.delete(bucketUpload, k)
}

// sweptUploads is how many one sweep takes, so that no change is long.
const sweptUploads = 500

// SweepUploads removes uploads that have expired. Their files are then used by
// nothing, unless something else names them.
func (tx *Tx) SweepUploads(now time.Time) error {
	var old []key
	err := tx.scan(indexUploads, kv.Range{Limit: sweptUploads}, func(k, _ []byte) error {
		if instant(lastLong(k[:8])) <= toInstant(now) {
			old = append(old, append(key(nil), k[8:]...))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range old {
		form, rest := cutStr(k)
		hash, _ := cutStr(rest)
		if err := tx.DeleteUpload(form, hash); err != nil {
			return err
		}
	}
	return nil
}

// DropFile forgets a file that nothing uses and reports whether it did; then its
// bytes are for the caller to remove once this is committed.
func (tx *Tx) DropFile(hash string) (bool, error) {
	used, err := tx.any(indexFiles, key(nil).str(hash))
	if err != nil || used {
		return false, err
	}
	if err := tx.delete(bucketFileText, key(nil).str(hash)); err != nil {
		return false, err
	}
	return true, tx.delete(bucketFile, key(nil).str(hash))
}

// UnusedFiles lists the files that nothing uses any more.
func (tx *Tx) UnusedFiles() ([]string, error) {
	var list []string
	err := tx.EachFile(func(f consult.File) error {
		used, err := tx.any(indexFiles, key(nil).str(f.Hash))
		if err == nil && !used {
			list = append(list, f.Hash)
		}
		return err
	})
	return list, err
}

// FileText returns the words that were read out of a file; none when they have
// not been read.
func (tx *Tx) FileText(hash string) (string, error) {
	var r fileTextRecord
	_, err := found(tx.load(bucketFileText, key(nil).str(hash), &r))
	return r.Text, err
}

// PutFileText keeps the words that were read out of a file.
func (tx *Tx) PutFileText(hash, text string) error {
	return tx.save(bucketFileText, key(nil).str(hash), fileTextRecord{text})
}

func (c *checker) upload(k, payload []byte) error {
	var r uploadRecord
	if err := unpack(bucketUpload, k, payload, &r); err != nil {
		return err
	}
	form, _ := cutStr(k)
	u := r.upload(form)
	return errors.Join(c.files([]consult.Attachment{u.Attachment}), c.expect(uploadEntries(u)))
}

func (c *checker) file(k, payload []byte) error {
	var r fileRecord
	if err := unpack(bucketFile, k, payload, &r); err != nil {
		return err
	}
	hash, _ := cutStr(k)
	c.report.Files = append(c.report.Files, r.file(hash))
	return nil
}

func (c *checker) fileText(k, payload []byte) error {
	var r fileTextRecord
	if err := unpack(bucketFileText, k, payload, &r); err != nil {
		return err
	}
	hash, _ := cutStr(k)
	_, err := c.tx.File(hash)
	return err
}

// files checks that what names files names such as have a record.
func (c *checker) files(list []consult.Attachment) error {
	for _, a := range list {
		if err := c.named(a.Hash, a.Size); err != nil {
			return err
		}
		if a.SentHash == "" {
			continue
		}
		if err := c.named(a.SentHash, a.SentSize); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) named(hash string, size int64) error {
	f, err := c.tx.File(hash)
	if err == nil && f.Size != size {
		err = fmt.Errorf("file %s has %d bytes and is said to have %d", hash, f.Size, size)
	}
	return err
}
