package estonian

import (
	"bufio"
	"bytes"
	"compress/flate"
	_ "embed"
	"io"
	"sync"
)

// support.bin holds how well the keys of the words of Estonian acts are
// attested. It is made by the command in the folder induce.
//
//go:generate go run ./induce support.bin
//go:embed support.bin
var supportTable []byte

// steps is how many steps of the table make one ending.
const steps = 4

// support is how well a key is attested.
func support(key string) float64 {
	if n, ok := attested()[key]; ok {
		return max(float64(n)/steps, smallest)
	}
	return smallest
}

// attested reads the table at its first use.
var attested = sync.OnceValue(func() map[string]uint8 {
	table := map[string]uint8{}
	r := bufio.NewReader(flate.NewReader(bytes.NewReader(supportTable)))
	var key []byte
	for {
		// Keys stand in order; each begins with as many bytes of the one
		// before as the first byte says.
		shared, err := r.ReadByte()
		if err != nil || int(shared) > len(key) {
			return table
		}
		length, err := r.ReadByte()
		if err != nil {
			return table
		}
		key = append(key[:shared], make([]byte, length)...)
		if _, err := io.ReadFull(r, key[shared:]); err != nil {
			return table
		}
		n, err := r.ReadByte()
		if err != nil {
			return table
		}
		table[string(key)] = n
	}
})

// EncodeSupport writes what Induce has learned as the table of this package.
// Keys attested less than least are left out.
func EncodeSupport(known map[string]float64, least float64) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	last := ""
	for _, key := range sorted(known) {
		if known[key] < least || len(key) > 255 {
			continue
		}
		n := 0
		for n < len(last) && n < len(key) && last[n] == key[n] {
			n++
		}
		entry := append([]byte{byte(n), byte(len(key) - n)}, key[n:]...)
		entry = append(entry, byte(min(known[key]*steps+.5, 255)))
		if _, err := w.Write(entry); err != nil {
			return nil, err
		}
		last = key
	}
	err = w.Close()
	return b.Bytes(), err
}
