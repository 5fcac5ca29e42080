package query

import (
	"context"
	"slices"
	"strings"

	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Suggestion completes what somebody is typing: exactly one of Dossier,
// Institution and Act is set.
type Suggestion struct {
	Text        lang.Text
	Dossier     dossier.ID
	Institution people.Code
	Act         string // title of a law, to be searched for
}

// Bounds of suggestions, of each sort and of letters typed.
const (
	suggestedActs         = 3
	suggestedInstitutions = 2
	suggestedDossiers     = 6
	leastTyped            = 2
	mostTyped             = 100
)

// Suggest completes what is being typed with public dossiers, names of laws and
// institutions. It knows no person: everybody is told the same.
func (q *Queries) Suggest(ctx context.Context, typed string) ([]Suggestion, error) {
	start := fold(strings.Join(strings.Fields(typed), " "))
	if n := len([]rune(start)); n < leastTyped || n > mostTyped {
		return nil, nil
	}
	c, err := q.fresh(ctx)
	if err != nil {
		return nil, err
	}
	list := append(actsBeginning(c, start), institutionsBeginning(c.institutions(), start)...)
	if q.public == nil {
		return list, nil
	}
	found, err := q.public.Suggest(ctx, start, 2*suggestedDossiers)
	if err != nil {
		return nil, unavailable(ctx, err)
	}
	n := 0
	for _, one := range found {
		e := c.find(dossier.ID(one.Group))
		known := slices.ContainsFunc(list, func(s Suggestion) bool { return string(s.Dossier) == one.Group })
		if e == nil || !e.public() || known || n == suggestedDossiers {
			continue
		}
		n++
		list = append(list, Suggestion{Text: e.facts.Title, Dossier: e.facts.ID})
	}
	return list, nil
}

// actsBeginning are the laws whose title or abbreviation begins so. One that has
// its own dossier leads there.
func actsBeginning(c *catalogue, start string) (list []Suggestion) {
	own := map[string]dossier.ID{}
	acts := cite.Known()
	for _, e := range c.all() {
		for _, act := range e.acts {
			if e.public() {
				own[fold(act.Title)] = e.facts.ID
				acts = append([]cite.Act{act}, acts...)
			}
		}
	}
	seen := map[string]bool{}
	for _, act := range acts {
		title := fold(act.Title)
		if seen[title] || !strings.HasPrefix(title, start) && fold(act.Short) != start {
			continue
		}
		seen[title] = true
		one := Suggestion{Text: lang.Text{Et: act.Title}, Dossier: own[title]}
		if one.Dossier == "" {
			one.Act = act.Title
		}
		if list = append(list, one); len(list) == suggestedActs {
			break
		}
	}
	return list
}

// institutionsBeginning are those with a word of their name, or a code, that
// begins so.
func institutionsBeginning(register people.Register, start string) (list []Suggestion) {
	for _, one := range register {
		named := strings.HasPrefix(fold(string(one.Code)), start)
		for _, tag := range lang.All {
			named = named || strings.Contains(" "+fold(only(one.Name, tag)), " "+start)
		}
		if !named {
			continue
		}
		if list = append(list, Suggestion{Text: one.Name, Institution: one.Code}); len(list) == suggestedInstitutions {
			break
		}
	}
	return list
}

// only returns a text in a language and in no other.
func only(t lang.Text, tag lang.Tag) string {
	if s, in := t.Find(tag); in == tag {
		return s
	}
	return ""
}
