package estonian

import (
	"bufio"
	"bytes"
	"compress/flate"
	_ "embed"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
)

// words.bin holds what is known of the words of Estonian acts: how well their
// keys are attested, also with each stem vowel, and what parts they make
// compounds of. It is made by the command in the folder induce.
//
//go:generate go run ./induce words.bin
//go:embed words.bin
var wordTable []byte

// steps is how many steps of the table make one ending.
const steps = 4

// vowelSlack and vowelWeight say how much a reading loses whose key is
// attested, but not with its stem vowel.
const (
	vowelSlack  = 2
	vowelWeight = .6
)

// support is how well a reading is attested: its key with any ending, and with
// its stem vowel. It is strength by what the table knows.
func support(c *candidate) float64 {
	keys := &attested().keys
	key := hashOf(c.key)
	n := keys.get(key)
	if float64(n)/steps < smallest {
		return unseen
	}
	s := pulled[n]
	if c.vowel == 0 {
		return s
	}
	v := keys.get(withVowelHash(key, c.vowel))
	if v >= n {
		return s
	}
	return s * math.Pow((float64(v)/steps+vowelSlack)/(float64(n)/steps+vowelSlack), vowelWeight)
}

// pulled is what a key counts for that is attested with so many steps.
var pulled = func() (list [256]float64) {
	for n := range list {
		list[n] = math.Pow(float64(n)/steps, pull)
	}
	return list
}()

// strength is how well a reading is attested by what known says of keys.
func strength(c *candidate, known func(string) float64) float64 {
	n := known(c.key)
	if n < smallest {
		return unseen
	}
	s := math.Pow(n, pull)
	if c.vowel == 0 {
		return s
	}
	v := known(withVowel(c.key, c.vowel))
	return s * math.Pow(min((v+vowelSlack)/(n+vowelSlack), 1), vowelWeight)
}

// table is what is known of words: how well a key is attested, and the grades of
// parts that begin and that end compounds.
type table struct{ keys, firsts, lasts graded }

// In the file a first part stands after <, the key of a last part after >.
const (
	asFirst = "<"
	asLast  = ">"
)

// attested reads the table at its first use.
var attested = sync.OnceValue(func() *table {
	var keys, firsts, lasts []grading
	eachOf(wordTable, func(key []byte, n uint8) {
		switch key[0] {
		case asFirst[0]:
			firsts = append(firsts, grading{hashOf(string(key[1:])), n})
		case asLast[0]:
			lasts = append(lasts, grading{hashOf(string(key[1:])), n})
		default:
			keys = append(keys, grading{hashOf(string(key)), n})
		}
	})
	return &table{newGraded(keys), newGraded(firsts), newGraded(lasts)}
})

// eachOf reads a table that Encode has written.
func eachOf(table []byte, yield func(key []byte, n uint8)) {
	r := bufio.NewReader(flate.NewReader(bytes.NewReader(table)))
	var key []byte
	for {
		// Keys stand in order; each begins with as many bytes of the one
		// before as the first byte says.
		shared, err := r.ReadByte()
		if err != nil || int(shared) > len(key) {
			return
		}
		length, err := r.ReadByte()
		if err != nil {
			return
		}
		key = append(key[:shared], make([]byte, length)...)
		if _, err := io.ReadFull(r, key[shared:]); err != nil {
			return
		}
		n, err := r.ReadByte()
		if err != nil {
			return
		}
		if len(key) > 0 && n > 0 {
			yield(key, n)
		}
	}
}

// Encode writes what Induce and LearnParts have learned as the table of this
// package. Keys attested less than least are left out.
func Encode(known map[string]float64, parts map[string]uint8, least float64) ([]byte, error) {
	table := maps.Clone(parts)
	for key, n := range known {
		whole, _, vowel := strings.Cut(key, "+")
		if known[whole] >= least && (n >= least || vowel && n >= leastVowel) {
			table[key] = uint8(min(n*steps+.5, 255))
		}
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	last := ""
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if len(key) > 255 {
			continue
		}
		n := 0
		for n < len(last) && n < len(key) && last[n] == key[n] {
			n++
		}
		entry := append([]byte{byte(n), byte(len(key) - n)}, key[n:]...)
		if _, err := w.Write(append(entry, table[key])); err != nil {
			return nil, err
		}
		last = key
	}
	err = w.Close()
	return b.Bytes(), err
}

// leastVowel is the least support with a stem vowel that is kept.
const leastVowel = .4
