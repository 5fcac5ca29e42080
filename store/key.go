package store

import (
	"encoding/binary"
	"math"
)

// key builds the key of a record or index entry from parts, so that keys stand
// in the order of their parts and no two lists of parts make the same key.
type key []byte

// str adds a string. A zero byte ends it; one inside is escaped.
func (k key) str(s string) key {
	for i := range len(s) {
		k = append(k, s[i])
		if s[i] == 0 {
			k = append(k, 0xff)
		}
	}
	return append(k, 0, 1)
}

// num adds a small number: documents, revisions and the like. A number that does
// not fit stands for the largest, which nothing has; it never means another.
func (k key) num(n int) key {
	if n < 0 || n > math.MaxUint32 {
		n = math.MaxUint32
	}
	return binary.BigEndian.AppendUint32(k, uint32(n))
}

// long adds a number of the event log or of comments.
func (k key) long(n uint64) key { return binary.BigEndian.AppendUint64(k, n) }

// lastNum reads a number that ends a key.
func lastNum(k []byte) int { return int(binary.BigEndian.Uint32(k[len(k)-4:])) }

// lastLong reads a number that ends a key.
func lastLong(k []byte) uint64 { return binary.BigEndian.Uint64(k[len(k)-8:]) }

// cutStr reads the string that starts a key, and what follows it.
func cutStr(k []byte) (s string, rest []byte) {
	var out []byte
	for i := 0; i < len(k); i++ {
		if k[i] == 0 && i+1 < len(k) {
			i++
			if k[i] == 1 {
				return string(out), k[i+1:]
			}
			out = append(out, 0)
			continue
		}
		out = append(out, k[i])
	}
	return string(out), nil
}
