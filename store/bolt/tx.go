package bolt

import (
	"bytes"

	"go.etcd.io/bbolt"

	"github.com/eelnou/eelnou/store/kv"
)

// reader is a kv.Reader on one bbolt transaction.
type reader struct {
	tx      *bbolt.Tx
	buckets map[string]*bbolt.Bucket
}

func newReader(tx *bbolt.Tx) reader {
	return reader{tx: tx, buckets: map[string]*bbolt.Bucket{}}
}

// bucket returns a bucket, or nil when there is none.
func (r reader) bucket(name string) *bbolt.Bucket {
	if b := r.buckets[name]; b != nil {
		return b
	}
	b := r.tx.Bucket([]byte(name))
	if b != nil {
		r.buckets[name] = b
	}
	return b
}

func (r reader) Get(bucket string, key []byte) ([]byte, bool, error) {
	b := r.bucket(bucket)
	if b == nil {
		return nil, false, nil
	}
	value := b.Get(key)
	return value, value != nil, nil
}

func (r reader) Scan(bucket string, rng kv.Range, fn func(key, value []byte) error) error {
	b := r.bucket(bucket)
	if b == nil {
		return nil
	}
	c := b.Cursor()
	step := c.Next
	if rng.Reverse {
		step = c.Prev
	}
	n := 0
	for k, v := start(c, rng); k != nil && bytes.HasPrefix(k, rng.Prefix); k, v = step() {
		if err := fn(k, v); err != nil {
			return err
		}
		if n++; n == rng.Limit {
			break
		}
	}
	return nil
}

// start moves the cursor to the first pair of the range, in its direction. The
// pair may lie outside the prefix when the range is empty.
func start(c *bbolt.Cursor, r kv.Range) (key, value []byte) {
	if r.Reverse {
		return startReverse(c, r)
	}
	if r.After == nil || bytes.Compare(r.After, r.Prefix) < 0 {
		return c.Seek(r.Prefix)
	}
	key, value = c.Seek(r.After)
	if bytes.Equal(key, r.After) {
		return c.Next()
	}
	return key, value
}

func startReverse(c *bbolt.Cursor, r kv.Range) (key, value []byte) {
	end := following(r.Prefix) // first key after all with the prefix; nil: none
	if r.After != nil && (end == nil || bytes.Compare(r.After, end) < 0) {
		end = r.After
	}
	if end == nil {
		return c.Last()
	}
	if k, _ := c.Seek(end); k == nil {
		return c.Last()
	}
	return c.Prev()
}

// following returns the smallest key greater than every key with the prefix,
// or nil when no key is.
func following(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xff {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}

func (r reader) Sequence(bucket string) (uint64, error) {
	b := r.bucket(bucket)
	if b == nil {
		return 0, nil
	}
	return b.Sequence(), nil
}

func (r reader) Buckets() ([]string, error) {
	var names []string
	err := r.tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		if k, _ := b.Cursor().First(); k != nil {
			names = append(names, string(name))
		}
		return nil
	})
	return names, err
}

// writer is a kv.Writer on one writable bbolt transaction.
type writer struct{ reader }

func (w writer) make(name string) (*bbolt.Bucket, error) {
	if b := w.bucket(name); b != nil {
		return b, nil
	}
	b, err := w.tx.CreateBucketIfNotExists([]byte(name))
	if err == nil {
		w.buckets[name] = b
	}
	return b, err
}

func (w writer) Put(bucket string, key, value []byte) error {
	if err := kv.CheckKey(bucket, key); err != nil {
		return err
	}
	b, err := w.make(bucket)
	if err != nil {
		return err
	}
	return b.Put(key, value)
}

func (w writer) Delete(bucket string, key []byte) error {
	if err := kv.CheckKey(bucket, key); err != nil {
		return err
	}
	if b := w.bucket(bucket); b != nil {
		return b.Delete(key)
	}
	return nil
}

func (w writer) NextSequence(bucket string) (uint64, error) {
	b, err := w.make(bucket)
	if err != nil {
		return 0, err
	}
	return b.NextSequence()
}
