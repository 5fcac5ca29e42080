package search

import (
	"slices"
	"strings"
)

// matter is what was found in one dossier.
type matter struct {
	name string
	n    int
	best []place // the best first, at most bestShown
}

const bestShown = 3 // hits of one group

// gather counts a hit to its group and keeps it when it is one of the best.
// Equal hits stand in an order of their own: that of the index tells of documents
// that are gone, or that somebody may not see.
func (c *collected) gather(group uint32, p place) {
	m := c.matters[group]
	if m == nil {
		m = &matter{name: c.column.groups[group]}
		c.matters[group] = m
	}
	m.n++
	if len(m.best) == bestShown && !p.better(m.best[bestShown-1]) {
		return
	}
	at := len(m.best)
	for at > 0 && p.better(m.best[at-1]) {
		at--
	}
	m.best = slices.Insert(m.best, at, p)
	m.best = m.best[:min(len(m.best), bestShown)]
}

// better reports whether a hit stands before another of the same dossier.
func (p place) better(q place) bool { return p.key > q.key || p.key == q.key && p.order < q.order }

// groups loads the page of groups asked for. A group stands where its best hit
// stands; equal ones by name, so that pages neither repeat nor skip one.
func (c *collected) groups(r *reader, q *Query, m *marker) ([]Group, error) {
	list := make([]*matter, 0, len(c.matters))
	for _, one := range c.matters {
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b *matter) int {
		switch {
		case a.best[0].key > b.best[0].key:
			return -1
		case a.best[0].key < b.best[0].key:
			return 1
		}
		return strings.Compare(b.name, a.name)
	})
	from := min(q.From, len(list))
	var groups []Group
	for _, one := range list[from:min(from+q.Size, len(list))] {
		g := Group{Name: one.name, Total: one.n}
		for _, p := range one.best {
			d, err := load(r, p.number)
			if err != nil {
				return nil, err
			}
			g.Hits = append(g.Hits, m.hit(d, p.score))
		}
		groups = append(groups, g)
	}
	return groups, nil
}
