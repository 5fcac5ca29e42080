package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/store/kv"
)

// The texts of a document's revisions are kept in packs. A pack is compressed as
// a whole, so that a provision costs little beside its older wordings, and no
// text is in it twice. Texts are numbered through the packs of an epoch. An
// epoch ends when it has grown to several times the size of the text itself; the
// next one starts with all texts of its first revision. So what has to be read
// for one revision is bounded, however many there are.
//
// Texts are shared inside one document and not between all: that would need an
// index with an entry per provision of the country, and writing a revision would
// touch as many places of the disk.
const (
	packLimit  = 1 << 20 // bytes of text in a pack that grows
	epochLimit = 4 << 20 // bytes of text in an epoch, at least
	epochTimes = 4       // or so many times the text of the revision
)

// maxPack is the most that a pack may unfold to: an upload is far smaller.
const maxPack = 256 << 20

var errPack = errors.New("texts cannot be unpacked")

type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression),
		zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(packLimit*4), zstd.WithEncoderCRC(false))
	if err != nil {
		return nil, fmt.Errorf("make compressor: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxPack))
	if err != nil {
		return nil, fmt.Errorf("make decompressor: %w", err)
	}
	return &codec{enc, dec}, nil
}

// pack is a run of an epoch's texts.
type pack struct {
	texts []string
	size  int // bytes of text
}

// pack writes: how many texts, then compressed the length of each and the texts.
func (c *codec) pack(p pack) []byte {
	raw := make([]byte, 0, p.size+2*len(p.texts))
	for _, t := range p.texts {
		raw = binary.AppendUvarint(raw, uint64(len(t)))
	}
	for _, t := range p.texts {
		raw = append(raw, t...)
	}
	return c.enc.EncodeAll(raw, binary.AppendUvarint(nil, uint64(len(p.texts))))
}

// count reads how many texts a pack has, and the compressed rest.
func count(b []byte) (n int, rest []byte, err error) {
	v, w := binary.Uvarint(b)
	if w <= 0 || v > maxPack {
		return 0, nil, errPack
	}
	return int(v), b[w:], nil
}

// unpack reads a pack into buf, which may be nil, and returns the texts as parts
// of it, and it grown.
func (c *codec) unpack(b, buf []byte) (texts [][]byte, grown []byte, err error) {
	n, rest, err := count(b)
	if err != nil {
		return nil, buf, err
	}
	grown, err = c.dec.DecodeAll(rest, buf[:0])
	if err != nil {
		return nil, buf, fmt.Errorf("%w: %w", errPack, err)
	}
	raw := grown
	lens := make([]int, n)
	for i := range lens {
		v, w := binary.Uvarint(raw)
		if w <= 0 || v > maxPack {
			return nil, grown, errPack
		}
		lens[i], raw = int(v), raw[w:]
	}
	texts = make([][]byte, n)
	for i, l := range lens {
		if l > len(raw) {
			return nil, grown, errPack
		}
		texts[i], raw = raw[:l:l], raw[l:]
	}
	if len(raw) > 0 {
		return nil, grown, errPack
	}
	return texts, grown, nil
}

// buffers keeps what packs are unpacked into, for reading revisions.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func packKey(id dossier.ID, doc, epoch int) key { return documentKey(id, doc).num(epoch) }

// text joins the texts with the numbers given and says where each ends. It
// unpacks only packs that have one of them.
func (tx *Tx) text(id dossier.ID, doc, epoch int, numbers []uint32) (text string, ends []int, err error) {
	parts := make([][]byte, len(numbers))
	var used []*[]byte
	defer func() {
		for _, buf := range used {
			buffers.Put(buf)
		}
	}()
	first := 0
	err = tx.scan(bucketPack, kv.Range{Prefix: packKey(id, doc, epoch)}, func(k, payload []byte) error {
		n, _, err := count(payload)
		if err != nil {
			return &Damaged{bucketPack, slices.Clone(k), err}
		}
		from, to := uint32(first), uint32(first+n)
		first += n
		if !slices.ContainsFunc(numbers, func(v uint32) bool { return from <= v && v < to }) {
			return nil
		}
		buf := buffers.Get().(*[]byte)
		used = append(used, buf)
		texts, grown, err := tx.store.codec.unpack(payload, *buf)
		*buf = grown
		if err != nil {
			return &Damaged{bucketPack, slices.Clone(k), err}
		}
		for i, v := range numbers {
			if from <= v && v < to {
				parts[i] = texts[v-from]
			}
		}
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	return join(parts)
}

func join(parts [][]byte) (text string, ends []int, err error) {
	size := 0
	ends = make([]int, len(parts))
	for i, p := range parts {
		if p == nil {
			return "", nil, fmt.Errorf("text %d is missing: %w", i, errPack)
		}
		size += len(p)
		ends[i] = size
	}
	var b strings.Builder
	b.Grow(size)
	for _, p := range parts {
		b.Write(p)
	}
	return b.String(), ends, nil
}

// epoch reads all packs of an epoch.
func (tx *Tx) epoch(id dossier.ID, doc, epoch int) ([]pack, error) {
	var packs []pack
	err := tx.scan(bucketPack, kv.Range{Prefix: packKey(id, doc, epoch)}, func(k, payload []byte) error {
		texts, _, err := tx.store.codec.unpack(payload, nil)
		if err != nil {
			return &Damaged{bucketPack, slices.Clone(k), err}
		}
		p := pack{texts: make([]string, len(texts))}
		for i, t := range texts {
			p.texts[i] = string(t)
			p.size += len(t)
		}
		packs = append(packs, p)
		return nil
	})
	return packs, err
}

// addLayout keeps the texts of a new revision that its epoch does not have yet,
// and its layout.
func (tx *Tx) addLayout(rev dossier.Revision, chunks []string, marks []dossier.Mark) error {
	var prev layout
	var last layoutRecord
	if rev.No > 1 {
		var err error
		if prev, last, err = tx.layoutAt(rev.Dossier, rev.Document, rev.No-1); err != nil {
			return err
		}
	}
	packs, err := tx.epoch(rev.Dossier, rev.Document, prev.epoch)
	if err != nil {
		return err
	}
	l := layout{epoch: prev.epoch, marks: marks}
	depth := last.Depth + 1
	var fresh pack
	if l.texts, fresh = number(packs, chunks); full(packs, fresh, chunks) || rev.No == 1 {
		l.epoch, packs, depth = prev.epoch+1, nil, 0
		l.texts, fresh = number(nil, chunks)
	}
	if depth >= maxDepth {
		depth = 0
	}
	if err := tx.addTexts(rev, l.epoch, packs, fresh); err != nil {
		return err
	}
	record := toLayout(l, prev, depth, max(last.Next, 1), rev.No)
	return tx.save(bucketLayout, revisionKey(rev.Dossier, rev.Document, rev.No), record)
}

// number gives each chunk the number of its text, and new numbers to texts that
// no pack has.
func number(packs []pack, chunks []string) (numbers []uint32, fresh pack) {
	known := map[string]uint32{}
	for _, p := range packs {
		for _, t := range p.texts {
			known[t] = uint32(len(known))
		}
	}
	numbers = make([]uint32, len(chunks))
	for i, c := range chunks {
		n, ok := known[c]
		if !ok {
			n = uint32(len(known))
			known[c] = n
			fresh.texts = append(fresh.texts, c)
			fresh.size += len(c)
		}
		numbers[i] = n
	}
	return numbers, fresh
}

// full reports whether an epoch is too large to take more texts.
func full(packs []pack, fresh pack, chunks []string) bool {
	size, text := fresh.size, 0
	for _, p := range packs {
		size += p.size
	}
	for _, c := range chunks {
		text += len(c)
	}
	return len(fresh.texts) > 0 && size > max(epochLimit, epochTimes*text)
}

// addTexts adds texts to the last pack of an epoch, or to a new one when that
// has no room.
func (tx *Tx) addTexts(rev dossier.Revision, epoch int, packs []pack, fresh pack) error {
	if len(fresh.texts) == 0 {
		return nil
	}
	no := len(packs) + 1
	if n := len(packs); n > 0 && packs[n-1].size+fresh.size <= packLimit {
		tail := packs[n-1]
		no, fresh = n, pack{append(tail.texts, fresh.texts...), tail.size + fresh.size}
	}
	return tx.put(bucketPack, packKey(rev.Dossier, rev.Document, epoch).num(no), tx.store.codec.pack(fresh))
}
