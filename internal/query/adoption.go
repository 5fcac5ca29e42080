package query

import (
	"context"
	"crypto/sha256"
	"slices"

	"github.com/eelnou/eelnou/internal/amend"
	"github.com/eelnou/eelnou/internal/cite"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Adoption says how the newer text of a comparison came about, when that is a law
// as it would read if a draft were adopted.
type Adoption struct {
	Whole bool         // the draft is a wording of the whole law
	Done  int          // changes carried out
	Left  []LeftChange // those that could not be
	Law   lang.Text    // title of the law's dossier
}

// LeftChange is a change of a draft that could not be carried out.
type LeftChange struct {
	Cite    string // in the draft
	Address string
	Words   string // how it begins
	Why     string // a message key
}

// adopted is a law beside what a draft would make of it.
type adopted struct {
	result   *compare.Result
	adoption Adoption
}

// LawSide is a revision of a stored law that a draft says it changes.
type LawSide struct {
	Title    lang.Text
	Revision dossier.Revision
}

// Against compares a law with what a revision of a draft would make of it. Of
// large texts that are not at hand it answers ErrMaking while they are compared.
func (q *Queries) Against(ctx context.Context, p people.Person, id dossier.ID, draft Side, law dossier.ID, base Side) (ComparisonPage, error) {
	var page ComparisonPage
	var sides pair
	var names []cite.Act
	var title lang.Text
	err := q.store.View(ctx, func(tx *store.Tx) error {
		all, doc, err := visibleRevision(tx, p, id, draft.Document, draft.Revision)
		if err != nil {
			return err
		}
		of, act, err := visibleDocument(tx, p, law, base.Document)
		if err != nil {
			return err
		}
		page.Dossier, page.Document, title = all.dossier.Title, doc, of.Title
		names = []cite.Act{{Title: of.Title.In(lang.Et), Short: act.Act, Key: theLaw}}
		if page.Old, err = tx.Revision(law, base.Document, base.Revision); err != nil {
			return err
		}
		if page.New, err = tx.Revision(id, draft.Document, draft.Revision); err != nil {
			return err
		}
		if page.Revisions, err = tx.Revisions(law, base.Document); err != nil {
			return err
		}
		sides, err = q.texts.pair(tx, page.Old, page.New)
		return err
	})
	if err != nil {
		return ComparisonPage{}, err
	}
	made, err := q.texts.adoption(ctx, sides, names)
	if err != nil {
		return ComparisonPage{}, err
	}
	page.Result = made.result
	adoption := made.adoption
	adoption.Law = title
	page.Adoption = &adoption
	return page, nil
}

// theLaw is the key of the law that a draft is compared with, among the names.
const theLaw = "the law"

// adoption makes a law as it would read and compares the two.
func (t *texts) adoption(ctx context.Context, x pair, acts []cite.Act) (*adopted, error) {
	key := pairKey{x.old.hash, x.new.hash, sha256.Sum256([]byte("adopted\x00" + acts[0].Title + "\x00" + acts[0].Short)), compare.Version}
	if made, ok := t.adopted.get(key); ok {
		return made, nil
	}
	work := func() { t.adopt(key, x, acts) }
	if x.old.size()+x.new.size() > t.making.large {
		if err := t.making.wait(ctx, key, work); err != nil {
			return nil, err
		}
	}
	return t.adopt(key, x, acts), nil
}

func (t *texts) adopt(key pairKey, x pair, acts []cite.Act) *adopted {
	return t.adopted.make(key, func() (*adopted, int) {
		law, draft := t.parse(x.old), t.parse(x.new)
		if own := law.Title(); own != "" {
			acts = append(acts, cite.Act{Title: own, Key: theLaw})
		}
		now := amend.Apply(law, draft, cite.NewNames(append(acts, cite.Known()...)), theLaw)
		made := &adopted{adoption: Adoption{Done: now.Done, Left: leftChanges(draft, now.Left)}}
		after := draft
		if made.adoption.Whole = now.Done == 0 && len(now.Left) == 0; !made.adoption.Whole {
			after = lawtext.Parse(now.Source)
		}
		made.result = compare.Texts(law, after)
		return made, 2*(len(law.Source)+len(after.Source)) + 300*(len(law.Nodes)+len(after.Nodes))
	})
}

// leftWords is how much of a change that was left is shown.
const leftWords = 200

func leftChanges(draft *lawtext.Text, left []amend.Left) []LeftChange {
	list := make([]LeftChange, len(left))
	for i, l := range left {
		node := provision(draft, l.Node)
		words := []rune(lawtext.Plain(draft.Text(l.Node)))
		if len(words) > leftWords {
			words = append(words[:leftWords:leftWords], '…')
		}
		list[i] = LeftChange{Cite: draft.Cite(l.Node), Address: draft.Nodes[node].Address, Words: string(words), Why: l.Why}
	}
	return list
}

// lawsOf finds the stored laws that a draft says in its title it changes, each at
// the revision that was the newest when the draft's was published.
func (q *Queries) lawsOf(tx *store.Tx, p people.Person, c *catalogue, title lang.Text, doc dossier.Document, at dossier.Revision) ([]LawSide, error) {
	if doc.Kind != dossier.DraftAct {
		return nil, nil
	}
	var list []LawSide
	for _, key := range amend.Titled(title.In(lang.Et), c.lawNames()) {
		id := dossier.ID(key)
		e := c.find(id)
		if e == nil || id == doc.Dossier || !sees(p, e) {
			continue
		}
		documents, err := tx.Documents(id)
		if err != nil {
			return nil, err
		}
		k := slices.IndexFunc(documents, func(d dossier.Document) bool { return d.Act != "" && d.Kind == dossier.DraftAct && d.Revisions > 0 })
		if k < 0 {
			continue
		}
		revisions, err := tx.Revisions(id, documents[k].No)
		if err != nil {
			return nil, err
		}
		side := LawSide{Title: e.facts.Title, Revision: revisions[0]}
		for _, r := range revisions {
			if !r.Published.After(at.Published) {
				side.Revision = r
			}
		}
		list = append(list, side)
	}
	return list, nil
}
