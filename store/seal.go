package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// format is the first byte of every value: how the rest is written.
const format = 1

// sealSize is what a seal adds to a value.
const sealSize = 1 + crc32.Size

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Damaged says that a stored value is not what was written.
type Damaged struct {
	Bucket string
	Key    []byte
	Err    error
}

func (d *Damaged) Error() string { return fmt.Sprintf("damaged %s %q: %v", d.Bucket, d.Key, d.Err) }

// Unwrap returns what is wrong.
func (d *Damaged) Unwrap() error { return d.Err }

var (
	errShort    = errors.New("value is cut short")
	errChecksum = errors.New("checksum does not match")
	errFormat   = errors.New("unknown format")
)

// seal frames what is stored under a key: format, payload, checksum. The
// checksum covers the place as well, so that a value that strayed is noticed.
func seal(bucket string, k, payload []byte) []byte {
	out := make([]byte, 0, len(payload)+sealSize)
	out = append(out, format)
	out = append(out, payload...)
	return binary.LittleEndian.AppendUint32(out, checksum(bucket, k, out))
}

// open returns the payload of a sealed value, which shares its bytes.
func open(bucket string, k, sealed []byte) ([]byte, error) {
	if len(sealed) < sealSize {
		return nil, &Damaged{bucket, append(key(nil), k...), errShort}
	}
	body := sealed[:len(sealed)-crc32.Size]
	if binary.LittleEndian.Uint32(sealed[len(body):]) != checksum(bucket, k, body) {
		return nil, &Damaged{bucket, append(key(nil), k...), errChecksum}
	}
	if body[0] != format {
		return nil, &Damaged{bucket, append(key(nil), k...), errFormat}
	}
	return body[1:], nil
}

func checksum(bucket string, k, body []byte) uint32 {
	sum := crc32.Update(0, castagnoli, []byte(bucket))
	sum = crc32.Update(sum, castagnoli, k)
	return crc32.Update(sum, castagnoli, body)
}
