package compare

import "math/bits"

// golden spreads what is multiplied with it over all bits.
const golden = 0x9E3779B97F4A7C15

// rawHash hashes characters as they are, eight bytes at a time.
func rawHash(s string) uint64 {
	h := uint64(len(s)) * golden
	for ; len(s) >= 8; s = s[8:] {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		h = (h ^ w) * golden
		h ^= h >> 29
	}
	w := uint64(0)
	for i := 0; i < len(s); i++ {
		w = w<<8 | uint64(s[i])
	}
	h = (h ^ w) * golden
	return h ^ h>>29
}

// table maps hashes to small numbers: what a map does, at a fraction of the
// price. The hashes are made by this program and well spread.
type table struct {
	keys []uint64 // zero where a slot is free
	vals []int32
	used int
}

// newTable makes a table with room for n hashes; it grows when there are more.
func newTable(n int) *table {
	size := 1 << bits.Len(uint(2*n+7))
	return &table{keys: make([]uint64, size), vals: make([]int32, size)}
}

// reset empties a table and makes room for n hashes in the memory it has.
func (t *table) reset(n int) *table {
	size := 1 << bits.Len(uint(2*n+7))
	if size > cap(t.keys) {
		*t = *newTable(n)
		return t
	}
	t.keys, t.vals, t.used = t.keys[:size], t.vals[:size], 0
	clear(t.keys)
	clear(t.vals)
	return t
}

// slot is where a hash is, or would be. The hash zero shares the slot of one.
func (t *table) slot(h uint64) (slot int, key uint64) {
	h = max(h, 1)
	mask := uint64(len(t.keys) - 1)
	k := h * golden >> 32 & mask
	for t.keys[k] != h && t.keys[k] != 0 {
		k = (k + 1) & mask
	}
	return int(k), h
}

// at returns the place of a hash's number, which is zero at first. The place is
// good until the next call.
func (t *table) at(h uint64) *int32 {
	k, h := t.slot(h)
	if t.keys[k] == 0 {
		if 2*t.used >= len(t.keys) {
			t.grow()
			k, _ = t.slot(h)
		}
		t.keys[k] = h
		t.used++
	}
	return &t.vals[k]
}

func (t *table) grow() {
	keys, vals := t.keys, t.vals
	t.keys, t.vals = make([]uint64, 2*len(keys)), make([]int32, 2*len(keys))
	for i, h := range keys {
		if h != 0 {
			k, _ := t.slot(h)
			t.keys[k], t.vals[k] = h, vals[i]
		}
	}
}

// get returns a hash's number, zero when it has none.
func (t *table) get(h uint64) int32 {
	k, _ := t.slot(h)
	return t.vals[k]
}

// has reports whether a hash was put into the table.
func (t *table) has(h uint64) bool {
	k, _ := t.slot(h)
	return t.keys[k] != 0
}

// note remembers that a hash stands at place i, or that it stands there twice.
func (t *table) note(h uint64, i int) {
	v := t.at(h)
	if *v != 0 {
		*v = -1
		return
	}
	*v = int32(i + 1)
}

// only returns the one place of a hash, and whether it has just one.
func (t *table) only(h uint64) (int, bool) {
	v := t.get(h)
	return int(v) - 1, v > 0
}

// chains are lists of places by hash, the one pushed last first.
type chains struct {
	head *table
	next []int32
	item []int32
}

func newChains(n int) *chains { return &chains{head: newTable(n)} }

func (c *chains) reset(n int) *chains {
	c.head.reset(n)
	c.next, c.item = c.next[:0], c.item[:0]
	return c
}

func (c *chains) push(h uint64, i int) {
	v := c.head.at(h)
	c.item, c.next = append(c.item, int32(i)), append(c.next, *v)
	*v = int32(len(c.item))
}

// pop takes the first place of a hash off its list.
func (c *chains) pop(h uint64) (int, bool) {
	v := c.head.get(h)
	if v == 0 {
		return 0, false
	}
	*c.head.at(h) = c.next[v-1]
	return int(c.item[v-1]), true
}

// list appends up to n places of a hash.
func (c *chains) list(out []int, h uint64, n int) []int {
	for v := c.head.get(h); v != 0 && n > 0; v, n = c.next[v-1], n-1 {
		out = append(out, int(c.item[v-1]))
	}
	return out
}
