package query

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/store"
)

// law is an act whose wordings a dossier keeps.
type law struct {
	document  int
	short     string // KarS, or empty
	revisions int
	began     clock.Date // of the newest wording
	ended     clock.Date // the last day of it, if it has one
}

// lawOf finds the wordings of an act among the documents of a dossier; nil when
// there are none. A bill is a law once it has been published as one.
func lawOf(tx *store.Tx, d dossier.Dossier, at dossier.Standing, documents []dossier.Document) (*law, error) {
	published := at.Stage == dossier.Publication || at.Ended != nil && at.Ended.Outcome == dossier.Adopted
	named, _ := amend.ActOf(d, documents)
	for _, doc := range documents {
		if doc.Kind != dossier.DraftAct || doc.Revisions == 0 || named.No > 0 && doc.No != named.No {
			continue
		}
		newest, err := tx.Revision(d.ID, doc.No, doc.Revisions)
		if err != nil {
			return nil, err
		}
		if named.No > 0 && published || !newest.InForce.From.IsZero() {
			return &law{doc.No, doc.Act, doc.Revisions, newest.Began(), newest.InForce.Until}, nil
		}
	}
	return nil, nil
}

// laws are the acts that anyone may read, by the names in their addresses.
type laws struct {
	list []*entry // by title
	name map[dossier.ID]string
	by   map[string][]*entry // by every name, folded
}

// public returns the laws that anyone may read.
func (c *catalogue) publicLaws() *laws {
	if l := c.laws.Load(); l != nil {
		return l
	}
	l := &laws{name: map[dossier.ID]string{}, by: map[string][]*entry{}}
	for _, e := range c.all() {
		if e.law == nil || !e.public() {
			continue
		}
		l.list = append(l.list, e)
		for _, name := range lawNamesOf(e) {
			l.by[name] = append(l.by[name], e)
		}
	}
	slices.SortStableFunc(l.list, func(a, b *entry) int {
		return cmp.Or(estonian.compare(fromLetter(a.facts.Title.In(lang.Et)), fromLetter(b.facts.Title.In(lang.Et))), cmp.Compare(a.facts.ID, b.facts.ID))
	})
	for _, e := range l.list {
		names := lawNamesOf(e)
		l.name[e.facts.ID] = names[len(names)-1]
		for i, name := range names {
			if len(l.by[name]) == 1 {
				if l.name[e.facts.ID] = name; i == 0 && e.law.short != "" {
					l.name[e.facts.ID] = e.law.short
				}
				break
			}
		}
	}
	c.laws.Store(l)
	return l
}

// lawNamesOf are the names by which the address of a law may call it, the best
// first: the abbreviation, the title, the title with the dossier's number, which no
// other has.
func lawNamesOf(e *entry) []string {
	var names []string
	if e.law.short != "" && !strings.Contains(e.law.short, "/") {
		names = append(names, fold(e.law.short))
	}
	title := slug(e.facts.Title.In(lang.Et))
	return append(names, title, title+"-"+slug(string(e.facts.ID)))
}

// plainLetters writes letters as people without an Estonian keyboard do.
var plainLetters = strings.NewReplacer("õ", "o", "ä", "a", "ö", "o", "ü", "u", "š", "s", "ž", "z")

// slug is a title as a part of an address.
func slug(s string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return ' '
	}, plainLetters.Replace(fold(s)))
	return strings.Join(strings.Fields(plain), "-")
}

// LawRow is one law in the list.
type LawRow struct {
	Name      string // in its address
	Dossier   dossier.ID
	Title     lang.Text
	Short     string
	By        Name
	Began     clock.Date // the newest wording
	Ended     clock.Date // its last day, if it has one
	Revisions int
	Drafts    int // under way that change it
}

// Laws asks for a page of the list of laws. Zero fields do not narrow it.
type Laws struct {
	Words  string // each in title or abbreviation
	Letter string // the title begins with
	After  string
}

// LawList is a page of the list.
type LawList struct {
	Rows    []LawRow
	Page    Page
	Letters []Choice // the first letters of the titles that have the words
}

// lawsOnPage is how many laws a page of the list has.
const lawsOnPage = 50

// Laws returns a page of the list of the laws that anyone may read.
func (q *Queries) Laws(ctx context.Context, ask Laws) (LawList, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return LawList{}, err
	}
	l := c.publicLaws()
	words := strings.Fields(fold(ask.Words))
	letters := map[string]int{}
	var order []string
	var found []*entry
	for _, e := range l.list {
		text := e.search + "\n" + fold(e.law.short)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			continue
		}
		letter := initial(e.facts.Title.In(lang.Et))
		if letters[letter]++; letters[letter] == 1 {
			order = append(order, letter)
		}
		if ask.Letter == "" || ask.Letter == letter {
			found = append(found, e)
		}
	}
	shown, at := page(found, ask.After, lawsOnPage, func(e *entry) string { return string(e.facts.ID) })
	list := LawList{Page: at}
	for _, letter := range order {
		list.Letters = append(list.Letters, Choice{Value: letter, Count: letters[letter]})
	}
	register := c.institutions()
	err = q.store.View(ctx, func(tx *store.Tx) error {
		for _, e := range shown {
			row := l.row(e)
			row.By = name(register, e.facts.Institution)
			if row.Drafts, err = drafts(tx, c, e); err != nil {
				return err
			}
			list.Rows = append(list.Rows, row)
		}
		return nil
	})
	return list, err
}

func (l *laws) row(e *entry) LawRow {
	return LawRow{Name: l.name[e.facts.ID], Dossier: e.facts.ID, Title: e.facts.Title, Short: e.law.short,
		Began: e.law.began, Ended: e.law.ended, Revisions: e.law.revisions}
}

// drafts counts the public dossiers under way that change a law.
func drafts(tx *store.Tx, c *catalogue, e *entry) (int, error) {
	list, err := tx.CitedBy(e.facts.ID, e.law.document, true)
	counted := map[dossier.ID]bool{}
	for _, d := range list {
		if by := c.find(d.Dossier); by != nil && by.public() && by.standing.Ended == nil && d.Dossier != e.facts.ID {
			counted[d.Dossier] = true
		}
	}
	return len(counted), err
}

// fromLetter is a title without the quotation mark that it may begin with.
func fromLetter(title string) string {
	return strings.TrimLeftFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// initial is the first letter of a title.
func initial(title string) string {
	for _, r := range strings.ToUpper(fromLetter(title)) {
		return string(r)
	}
	return ""
}

// LawName is the name of a law in its address; empty when the dossier has none that
// anyone may read.
func (q *Queries) LawName(ctx context.Context, id dossier.ID) (string, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return "", err
	}
	return c.publicLaws().name[id], nil
}

// named finds the law with a name; of several it is NotFound.
func (l *laws) named(name string) (*entry, error) {
	list := l.by[fold(name)]
	if len(list) == 0 {
		list = l.by[slug(name)]
	}
	if len(list) != 1 {
		return nil, fault.ErrNotFound
	}
	return list[0], nil
}
