package compare

// How much of a section's text must have come from one other section for it to
// be split off that one, or gone into one for it to be merged into that, and how
// many words such a section must have.
const (
	sectionShare  = 0.6
	sectionWords  = 8
	maxApart      = 2    // sections between two parts of one
	partCertainty = 0.95 // of the link to the part that bears the name
	maxBeside     = 64   // shortened blocks of a neighbouring section looked at for one block
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
		p.mark()
	}
	for _, j := range news {
		if i := al.toOld[j]; i >= 0 && (al.from[j] > 0 && !al.heldOld[al.from[j]] || al.into[i] > 0 && !al.heldNew[al.into[i]]) {
			al.toOld[j], al.toNew[i], al.replaced[j], al.certainty[j] = -1, -1, false, 0
		}
	}
	al.dropUnused(news, al.toOld, al.from)
	al.dropUnused(olds, al.toNew, al.into)
	fwd.sections, back.sections = al.keepNames(news, olds)
	fwd.mark()
	back.mark()
}

// keepNames gives the name of a section that was split, or that took up another,
// to the part that bears it: its heading, else its number, else the first place.
// The other parts may have more of the words; they have no counterpart then.
func (al *aligner) keepNames(news, olds []int) (newParts, oldParts []int) {
	for _, j := range news {
		i := al.from[j]
		if i <= 0 {
			i = al.namesake(al.b, al.a, j, al.toOld)
		}
		if al.toOld[j] >= 0 || i <= 0 || al.heldOld[i] {
			continue
		}
		was := al.toNew[i]
		if was < 0 || al.replaced[was] || al.heldNew[was] || !al.bears(al.b, j, was, func(j int) (bool, bool) { return al.named(i, j) }) {
			continue
		}
		al.toOld[was], al.certainty[was], al.from[j] = -1, 0, 0
		al.link(i, j, partCertainty)
		al.family(i, j)
		newParts = append(newParts, was)
	}
	for _, i := range olds {
		j := al.into[i]
		if j <= 0 {
			j = al.namesake(al.a, al.b, i, al.toNew)
		}
		if al.toNew[i] >= 0 || j <= 0 || al.heldNew[j] {
			continue
		}
		was := al.toOld[j]
		if was < 0 || al.replaced[j] || al.heldOld[was] || !al.bears(al.a, i, was, func(i int) (bool, bool) { return al.named(i, j) }) {
			continue
		}
		al.toNew[was], al.into[i] = -1, 0
		al.link(i, j, partCertainty)
		al.family(i, j)
		oldParts = append(oldParts, was)
	}
	return newParts, oldParts
}

// namesake is the section there with the heading of one here, when it is linked
// to a section beside that one; 0 for none.
func (al *aligner) namesake(here, there *side, j int, toThere []int) int {
	at := here.ordinal(j)
	for k := max(0, at-maxApart); k <= min(at+maxApart, len(here.list)-1); k++ {
		i := toThere[here.list[k]]
		if i >= 0 && there.key[i] == here.key[j] && here.t.Text(j) != "" {
			return i
		}
	}
	return 0
}

// named reports whether two sections have the same heading, and the same number.
func (al *aligner) named(i, j int) (heading, number bool) {
	return al.a.key[i] == al.b.key[j] && al.a.t.Text(i) != "" && al.b.t.Text(j) != "", al.sameName(i, j)
}

// bears reports whether section x of one text bears the name of the one it
// shares with y, rather than y.
func (al *aligner) bears(s *side, x, y int, named func(int) (heading, number bool)) bool {
	heading, number := named(x)
	otherHeading, otherNumber := named(y)
	size := func(i int) int { return s.t.Nodes[i].Span.End - s.t.Nodes[i].Span.Start }
	switch {
	case heading != otherHeading:
		return heading
	case 4*size(x) < size(y):
		return false
	case number != otherNumber:
		return number
	}
	return x < y
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
	p.rarity = nil
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
	p.weigh()
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
