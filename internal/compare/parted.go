package compare

// How much of a section's text must have come from one other section for it to
// be split off that one, or gone into one for it to be merged into that, and how
// many words such a section must have.
const (
	sectionShare = 0.6
	sectionWords = 8
	maxBeside    = 64 // shortened blocks of a neighbouring section looked at for one block
)

// partedSections finds whole sections that were split off another one, and
// sections merged into another. Where only their number said that they replace
// another section, the number is not believed: their words tell more, unless an
// official spoke of the section the words lead to.
func (al *aligner) partedSections() {
	news, olds := al.unmatched(al.b, al.toOld, al.heldNew), al.unmatched(al.a, al.toNew, al.heldOld)
	fwd := parting{here: al.b, there: al.a, toThere: al.toOld, toHere: al.toNew, whence: al.from, sections: news}
	back := parting{here: al.a, there: al.b, toThere: al.toNew, toHere: al.toOld, whence: al.into, sections: olds}
	for _, p := range [2]*parting{&fwd, &back} {
		p.blocks()
		p.weigh()
		p.mark()
	}
	for _, j := range news {
		if i := al.toOld[j]; i >= 0 && (al.from[j] > 0 && !al.heldOld[al.from[j]] || al.into[i] > 0 && !al.heldNew[al.into[i]]) {
			al.toOld[j], al.toNew[i], al.replaced[j], al.certainty[j] = -1, -1, false, 0
		}
	}
	al.dropUnused(news, al.toOld, al.from)
	al.dropUnused(olds, al.toNew, al.into)
}

// dropUnused forgets where sections came from that stay linked after all.
func (al *aligner) dropUnused(sections, to, whence []int) {
	for _, i := range sections {
		if to[i] >= 0 {
			whence[i] = 0
		}
	}
}

// unmatched lists the sections of one text that have no counterpart, or one by
// their number alone.
func (al *aligner) unmatched(s *side, to []int, held map[int]bool) []int {
	var out []int
	for _, i := range s.list {
		n := i
		if s == al.a {
			n = to[i]
		}
		if !held[i] && (to[i] < 0 || al.replaced[n]) && s.t.Nodes[i].End > i+1 {
			out = append(out, i)
		}
	}
	return out
}

// parting is the search for where sections of one text have their words from,
// read in either direction.
type parting struct {
	here, there     *side
	toThere, toHere []int
	whence          []int // by node here: where its words stand there, or 0
	sections        []int
	rarity          rarity
}

// weigh gives words that stand in many of the blocks of these sections less
// weight.
func (p *parting) weigh() {
	var bags []*bag
	for _, j := range p.sections {
		if !p.anywhere(j) {
			continue
		}
		for k := j + 1; k < p.here.t.Nodes[j].End; k++ {
			bags = append(bags, p.here.bag(k))
		}
	}
	if len(bags) >= 6 {
		p.rarity = rare(bags)
	}
}

func (p *parting) weight(b *bag) float64 {
	w := 0.0
	for k := range b.words {
		w += float64(b.words[k].n) * p.rarity.of(&b.words[k])
	}
	return w
}

// blocks finds, for what has no counterpart in these sections, the block of a
// neighbouring section that holds its words: one long paragraph cut in two.
func (p *parting) blocks() {
	for _, j := range p.sections {
		beside := append(p.shorter(p.beside(j, -1)), p.shorter(p.beside(j, 1))...)
		if len(beside) == 0 {
			continue
		}
		for k := j + 1; k < p.here.t.Nodes[j].End; k++ {
			if p.toThere[k] < 0 && p.whence[k] == 0 && p.here.bag(k).count >= sectionWords {
				p.whence[k] = p.holder(k, beside)
			}
		}
	}
}

// beside is the section there that the nearest matched section before or after
// one belongs to, or -1.
func (p *parting) beside(j, step int) int {
	at := p.here.ordinal(j) + step
	for tries := 0; at >= 0 && at < len(p.here.list) && tries < 12; at, tries = at+step, tries+1 {
		if i := p.toThere[p.here.list[at]]; i >= 0 {
			return i
		}
	}
	return -1
}

// shorter lists the blocks of a section there that have no counterpart here or
// one that is shorter by a sentence.
func (p *parting) shorter(i int) []int {
	if i < 0 {
		return nil
	}
	var out []int
	for k := i + 1; k < p.there.t.Nodes[i].End && len(out) < maxBeside; k++ {
		m, n := p.toHere[k], len(p.there.t.Text(k))
		if n >= oneThing && (m < 0 || len(p.here.t.Text(m))+oneThing <= n) {
			out = append(out, k)
		}
	}
	return out
}

// holder is the block there that has most of a block's words beyond those its
// own counterpart has; 0 for none that has nearly all.
func (p *parting) holder(k int, among []int) int {
	best, most := 0, partShare
	for _, i := range among {
		kept := &bag{}
		if m := p.toHere[i]; m >= 0 {
			kept = p.here.bag(m)
		}
		if share := part(p.here.bag(k), p.there.bag(i), kept); share >= most && share > 0 && (best == 0 || share > most) {
			best, most = i, share
		}
	}
	return best
}

// anywhere reports whether any block of a section has its words from elsewhere.
func (p *parting) anywhere(j int) bool {
	for k := j + 1; k < p.here.t.Nodes[j].End; k++ {
		if p.toThere[k] >= 0 || p.whence[k] > 0 {
			return true
		}
	}
	return false
}

// mark says of a section where the most of its words come from, when that is
// one other section.
func (p *parting) mark() {
	for _, j := range p.sections {
		if p.whence[j] = 0; !p.anywhere(j) {
			continue
		}
		from, all, words := map[int]float64{}, 0.0, 0
		best := 0
		for k := j + 1; k < p.here.t.Nodes[j].End; k++ {
			b := p.here.bag(k)
			w := p.weight(b)
			all, words = all+w, words+b.count
			i := p.toThere[k]
			switch {
			case i >= 0 && p.here.key[k] != p.there.key[i]:
				w *= dice(b, p.there.bag(i), nil)
			case i < 0:
				i = p.whence[k]
			}
			s := p.there.t.Section(max(i, 0))
			if s <= 0 || s == p.toThere[j] {
				continue
			}
			from[s] += w
			if best == 0 || from[s] > from[best] {
				best = s
			}
		}
		least := sectionShare
		if best != p.beside(j, -1) && best != p.beside(j, 1) {
			least = partShare // usual sentences come together far away by chance
		}
		if best > 0 && words >= sectionWords && from[best] >= least*all {
			p.whence[j] = best
		}
	}
}
