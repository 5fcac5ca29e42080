package query

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
	"github.com/eelnou/eelnou/store"
)

// find asks an index. What it still has of comments that have been withheld or
// withdrawn is left out: it learns of that a little later than the store.
func (q *Queries) find(ctx context.Context, x *search.Index, query search.Query) (search.Results, error) {
	found, err := x.Find(ctx, query)
	if err != nil {
		return found, unavailable(ctx, err)
	}
	return found, q.store.View(ctx, func(tx *store.Tx) error {
		n := len(found.Hits)
		found.Hits = stillPublic(tx, found.Hits)
		found.Total -= n - len(found.Hits)
		for i := range found.Groups {
			g := &found.Groups[i]
			n := len(g.Hits)
			g.Hits = stillPublic(tx, g.Hits)
			g.Total -= n - len(g.Hits)
			found.Total -= n - len(g.Hits)
		}
		found.Groups = slices.DeleteFunc(found.Groups, func(g search.Group) bool { return g.Total <= 0 })
		return nil
	})
}

// stillPublic leaves out hits in comments that are not public. A comment that
// cannot be read is not shown either.
func stillPublic(tx *store.Tx, hits []search.Hit) []search.Hit {
	return slices.DeleteFunc(hits, func(h search.Hit) bool {
		if h.Kind != search.Comment && h.Kind != search.Response {
			return false
		}
		no, err := ParseComment(strings.TrimPrefix(h.Address, "/comments/"))
		if err != nil {
			return true
		}
		c, err := tx.Comment(no)
		return err != nil || c.State != consult.Public
	})
}

// take adds what one index found. What the catalogue says is hidden is left out
// even if the index still has it.
func (v *SearchPage) take(found search.Results, row func(dossier.ID) (DossierRow, bool)) {
	v.Total += found.Total
	v.Dossiers += found.Matters
	v.Checking = v.Checking || found.State.Checking
	if at := found.State; at.Rebuilding {
		v.Incomplete = true
		if at.Total > 0 {
			v.Built = 100 * at.Done / at.Total
		}
	}
	groups := found.Groups
	if len(found.Hits) > 0 {
		groups = []search.Group{{Name: found.Hits[0].Group, Hits: found.Hits, Total: found.Total}}
	}
	for _, g := range groups {
		r, ok := row(dossier.ID(g.Name))
		if !ok {
			v.Total -= g.Total
			v.Dossiers = max(0, v.Dossiers-1)
			continue
		}
		v.group(r, g)
	}
	v.count(found.Facets)
}

// group adds what was found in one dossier. What a dossier has in both indexes
// stands together.
func (v *SearchPage) group(r DossierRow, found search.Group) {
	i := slices.IndexFunc(v.Groups, func(g SearchGroup) bool { return g.ID == r.ID })
	if i < 0 {
		i = len(v.Groups)
		v.Groups = append(v.Groups, SearchGroup{DossierRow: r})
	} else if v.Dossiers > 0 {
		v.Dossiers--
	}
	v.Groups[i].Total += found.Total
	for _, hit := range found.Hits {
		v.Groups[i].Hits = append(v.Groups[i].Hits, hitFound(hit))
	}
}

func hitFound(hit search.Hit) SearchHit {
	return SearchHit{
		Kind: hit.Kind, Language: hit.Lang, Address: hit.Address, Title: strings.TrimSpace(hit.Label + " " + hit.Title),
		Dated: hit.Changed, Snippet: snippet(hit), From: clock.DateOf(hit.From), Past: hit.Past,
	}
}

// count adds what one index counted.
func (v *SearchPage) count(f search.Facets) {
	v.Things = merge(v.Things, f.Kinds)
	v.Stages = merge(v.Stages, f.Stages)
	v.Kinds = merge(v.Kinds, f.DossierKinds)
	v.Languages = merge(v.Languages, f.Langs)
	v.Institutions = merge(v.Institutions, f.Institutions)
	v.Years = merge(v.Years, f.Years)
	slices.SortFunc(v.Years, func(a, b Choice) int { return cmp.Compare(b.Value, a.Value) })
	v.Open += f.Open
}

// withPredecessors names the institutions counted and counts to each what those
// had that it came from, as choosing it finds theirs too. One that exists is
// offered even if only its predecessors have something.
func withPredecessors(register people.Register, today clock.Date, counted []Choice) []Choice {
	n := map[people.Code]int{}
	for _, choice := range counted {
		n[people.Code(choice.Value)] = choice.Count
	}
	for _, institution := range register.At(today) {
		if _, have := n[institution.Code]; !have {
			n[institution.Code] = 0
		}
	}
	list := make([]Choice, 0, len(counted))
	for code, own := range n {
		sum := 0
		for _, one := range register.Lineage(code) {
			sum += n[one]
		}
		if sum > 0 {
			list = append(list, Choice{Value: string(code), Name: name(register, code).Name, Count: sum, Former: sum > own})
		}
	}
	slices.SortFunc(list, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list
}

// snippet joins the passages of a hit.
func snippet(hit search.Hit) []search.Span {
	var all []search.Span
	for i, passage := range hit.Fragments {
		if i > 0 {
			all = append(all, search.Span{Text: " … "})
		}
		all = append(all, passage...)
	}
	return all
}

func merge(list []Choice, more []search.Count) []Choice {
	for _, m := range more {
		i := slices.IndexFunc(list, func(c Choice) bool { return c.Value == m.Value })
		if i < 0 {
			list = append(list, Choice{Value: m.Value, Count: m.N})
			continue
		}
		list[i].Count += m.N
	}
	return list
}
