// Package kv is the contract between the store and the engine that keeps its
// bytes: ordered buckets of keys in transactions. Nothing above it knows which
// engine is underneath. The conformance suite in kvtest says in code what this
// file says in words.
package kv

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// MaxKey is how long a key may be, in bytes.
const MaxKey = 1024

// ErrKey is returned when a key or bucket name is empty or too long.
var ErrKey = errors.New("key is empty or too long")

// ErrInUse is returned on opening data that another process has open.
var ErrInUse = errors.New("data is in use by another process")

// ErrExists is returned when putting data where there is some already.
var ErrExists = errors.New("data exists already")

// Engine keeps ordered buckets of keys durably. Its methods may be called from
// many goroutines at once.
type Engine interface {
	// View runs fn on one consistent state, which later changes do not alter.
	// Readers do not wait for the writer.
	View(ctx context.Context, fn func(Reader) error) error

	// Update runs fn once. When fn returns nil everything it wrote is durable
	// by the time Update returns nil; otherwise nothing of it is kept. Updates
	// run one at a time.
	//
	// A *CommitError means that fn succeeded and the engine could not keep what
	// it wrote: the disk is full or broken. Any other error is fn's own, or that
	// of an engine that did not begin.
	Update(ctx context.Context, fn func(Writer) error) error

	// Snapshot writes one consistent state, from which the engine can be
	// opened, while readers and the writer go on.
	Snapshot(w io.Writer) error

	// Close waits for running transactions and lets go of the data.
	Close() error
}

// Reader reads one consistent state. Bytes that it returns must not be changed
// and die with the transaction. A bucket that does not exist is empty.
type Reader interface {
	// Get returns the value of a key and whether it exists. An empty value
	// exists.
	Get(bucket string, key []byte) (value []byte, ok bool, err error)

	// Scan calls fn with the pairs of a range in order. It ends early with fn's
	// error. fn must not write.
	Scan(bucket string, r Range, fn func(key, value []byte) error) error

	// Sequence returns what NextSequence returned last, or 0.
	Sequence(bucket string) (uint64, error)

	// Buckets lists the buckets that hold something, in order.
	Buckets() ([]string, error)
}

// Writer is a Reader that also sees and makes the transaction's own changes.
type Writer interface {
	Reader

	// Put sets the value of a key. The caller keeps both slices unchanged until
	// the transaction has ended.
	Put(bucket string, key, value []byte) error

	// Delete removes a key; one that is not there is no error.
	Delete(bucket string, key []byte) error

	// NextSequence counts 1, 2, 3 … in a bucket. A transaction that is not kept
	// leaves the sequence where it was.
	NextSequence(bucket string) (uint64, error)
}

// Range is a part of a bucket: the keys that start with Prefix, in order of
// their bytes, or from the last to the first when Reverse.
type Range struct {
	Prefix  []byte
	After   []byte // go on after this key, in the direction of the scan; nil: from the start
	Limit   int    // at most so many pairs; 0: all
	Reverse bool
}

// CommitError says that an engine could not keep a finished transaction.
type CommitError struct{ Err error }

func (e *CommitError) Error() string { return fmt.Sprintf("commit: %v", e.Err) }

// Unwrap returns what the engine said.
func (e *CommitError) Unwrap() error { return e.Err }

// CheckKey returns ErrKey when an engine would refuse the bucket name or key.
func CheckKey(bucket string, key []byte) error {
	if bucket == "" || len(key) == 0 || len(key) > MaxKey {
		return ErrKey
	}
	return nil
}
