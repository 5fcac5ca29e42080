package estonian

import "math/bits"

// hash is the hash of a string, by which it can be looked up and lengthened.
type hash uint64

// hashOf hashes a string as FNV-1a does.
func hashOf(s string) hash { return hash(0xcbf29ce484222325).then(s) }

// then is the hash of a string with another after it.
func (h hash) then(s string) hash {
	for i := range len(s) {
		h = (h ^ hash(s[i])) * 0x100000001b3
	}
	return h
}

// graded gives strings a number each. Of a string it keeps 56 bits of its hash
// alone: among a million strings that are not in it one in a hundred thousand
// million is taken for another, and nothing has to be compared or swept.
type graded struct {
	slots []uint64 // 56 bits of a hash and the number; 0 where none is
	shift int
}

// grading is one string and its number, which is not 0.
type grading struct {
	hash   hash
	number uint8
}

func newGraded(list []grading) graded {
	size := bits.Len(uint(2 * len(list)))
	g := graded{make([]uint64, 1<<size), 64 - size}
	for _, one := range list {
		at := g.place(one.hash)
		for g.slots[at] != 0 {
			at = (at + 1) & (len(g.slots) - 1)
		}
		g.slots[at] = uint64(one.hash)&^0xff | uint64(one.number)
	}
	return g
}

func (g *graded) place(h hash) int { return int(uint64(h) * 0x9e3779b97f4a7c15 >> g.shift) }

// get returns the number of a string, or 0.
func (g *graded) get(h hash) uint8 {
	for at := g.place(h); ; at = (at + 1) & (len(g.slots) - 1) {
		switch slot := g.slots[at]; {
		case slot == 0:
			return 0
		case slot>>8 == uint64(h)>>8:
			return uint8(slot)
		}
	}
}
