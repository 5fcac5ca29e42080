package query

import (
	"context"
	"slices"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// JointRow is a joint opinion in a list of those who may read it.
type JointRow struct {
	Joint        consult.Joint
	Organisation people.Organisation // who writes it
	Dossier      dossier.Dossier
	Consultation consult.Consultation
	Asked        bool // of an organisation that is asked to sign and has not, or not these words
}

// JointPart is one part of a joint opinion with its place.
type JointPart struct {
	consult.Part
	Document DocumentName
	Cite     string
	By       string          // name of who saved it last
	Proposed []compare.Piece // from the words of the provision to those proposed; nil when none are
}

// Cosigner is an organisation that is asked to sign, by name.
type Cosigner struct {
	consult.Cosigner
	Name   string
	Stands bool // signed the words as they are
	Own    bool // the person may answer for it
}

// JointPage is a joint opinion for those who may read it.
type JointPage struct {
	JointRow
	Parts     []JointPart // those taken out too
	Cosigners []Cosigner
	Documents []DocumentName // that the consultation asks about
	Comments  []CommentCard  // that it became
	MayWrite  bool
}

// readableJoint returns a joint opinion to those who may read it: the
// representatives of who writes it and of those asked to sign.
func readableJoint(tx *store.Tx, p people.Person, id consult.JointID) (consult.Joint, error) {
	j, err := tx.Joint(id)
	if err != nil {
		return j, err
	}
	for _, code := range j.Readers() {
		o, err := tx.Organisation(code)
		if err != nil {
			return consult.Joint{}, err
		}
		if people.May(p, people.SpeakForOrganisation, o.Object()) == nil {
			return j, nil
		}
	}
	return consult.Joint{}, fault.ErrNotFound
}

// Joint returns a joint opinion.
func (q *Queries) Joint(ctx context.Context, p people.Person, id consult.JointID) (JointPage, error) {
	var page JointPage
	texts := map[consult.DocumentAt]source{}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		j, err := readableJoint(tx, p, id)
		if err != nil {
			return err
		}
		if page.JointRow, err = q.jointRow(tx, p, j); err != nil {
			return err
		}
		page.MayWrite = page.Organisation.IsRepresentedBy(p.ID)
		if err := page.readCosigners(tx, p); err != nil {
			return err
		}
		if err := q.readParts(tx, &page, texts); err != nil {
			return err
		}
		return q.readSent(tx, p, &page, texts)
	})
	if err != nil {
		return JointPage{}, err
	}
	for i := range page.Parts {
		at := page.Parts[i].Anchor
		if s, ok := texts[consult.DocumentAt{Document: at.Document, Revision: at.Revision}]; ok && at.Address != "" {
			card := CommentCard{Comment: consult.Comment{Anchor: at, Replacement: page.Parts[i].Replacement}}
			card.cite(q.texts.parse(s))
			page.Parts[i].Cite, page.Parts[i].Proposed = card.Cite, card.Proposed
		}
	}
	for i := range page.Comments {
		q.citeCard(&page.Comments[i], texts)
	}
	return page, nil
}

// JointFile returns the n-th file of a joint opinion, from 1, to those who may read it.
func (q *Queries) JointFile(ctx context.Context, p people.Person, id consult.JointID, n int) (consult.Attachment, []byte, error) {
	var f consult.Attachment
	err := q.store.View(ctx, func(tx *store.Tx) error {
		j, err := readableJoint(tx, p, id)
		if err != nil {
			return err
		}
		if n < 1 || n > len(j.Files) || q.settings.Files == nil || !j.Sent.IsZero() { // what was sent is a comment's
			return fault.ErrNotFound
		}
		f = j.Files[n-1]
		return nil
	})
	if err != nil {
		return f, nil, err
	}
	b, err := q.settings.Files.Get(f.Hash)
	return f, b, err
}

func (q *Queries) jointRow(tx *store.Tx, p people.Person, j consult.Joint) (JointRow, error) {
	row := JointRow{Joint: j}
	var err error
	if row.Dossier, err = visible(tx, p, j.Consultation.Dossier); err != nil {
		return row, err
	}
	if row.Consultation, err = tx.Consultation(j.Consultation); err != nil {
		return row, err
	}
	row.Organisation, err = tx.Organisation(j.Organisation)
	return row, err
}

func (page *JointPage) readCosigners(tx *store.Tx, p people.Person) error {
	for _, c := range page.Joint.Cosigners {
		o, err := tx.Organisation(c.Organisation)
		if err != nil {
			return err
		}
		page.Cosigners = append(page.Cosigners, Cosigner{c, o.Name, page.Joint.Stands(c), o.IsRepresentedBy(p.ID)})
	}
	return nil
}

// readParts reads the places of the parts and who saved them.
func (q *Queries) readParts(tx *store.Tx, page *JointPage, texts map[consult.DocumentAt]source) error {
	cards := make([]CommentCard, 0, len(page.Joint.Parts))
	known := map[people.ID]string{}
	for _, part := range page.Joint.Parts {
		cards = append(cards, CommentCard{Comment: consult.Comment{Anchor: part.Anchor}})
		if err := nameOf(tx, part.By, known); err != nil {
			return err
		}
	}
	if err := q.readAnchors(tx, page.Dossier.ID, cards, texts); err != nil {
		return err
	}
	for i, part := range page.Joint.Parts {
		page.Parts = append(page.Parts, JointPart{Part: part, Document: cards[i].Document, By: known[part.By]})
	}
	for _, at := range page.Consultation.Documents {
		doc, err := tx.Document(page.Dossier.ID, at.Document)
		if err != nil {
			return err
		}
		page.Documents = append(page.Documents, DocumentName{Document: at.Document, Revision: at.Revision, Kind: doc.Kind, Title: doc.Title})
	}
	return nil
}

// readSent reads the comments that it became, with their answers.
func (q *Queries) readSent(tx *store.Tx, p people.Person, page *JointPage, texts map[consult.DocumentAt]source) error {
	for _, no := range page.Joint.Comments {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		card, err := readCard(tx, papers{dossier: page.Dossier, all: true}, shown(p, page.Dossier, m))
		if err != nil {
			return err
		}
		page.Comments = append(page.Comments, card)
	}
	return q.readAnchors(tx, page.Dossier.ID, page.Comments, texts)
}

// OpinionPage is a joint opinion as everybody may read it.
type OpinionPage struct {
	First        consult.CommentNo
	Dossier      dossier.Dossier
	Consultation consult.Consultation
	Author       consult.Author // of the first of its comments that is public
	Signers      []consult.Author
	Comments     []CommentCard
	Answered     int
}

// Opinion returns the joint opinion that a comment is part of. A comment that is part
// of none is NotFound. Of comments that are not public it says that they were there.
func (q *Queries) Opinion(ctx context.Context, p people.Person, no consult.CommentNo) (OpinionPage, error) {
	var page OpinionPage
	texts := map[consult.DocumentAt]source{}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		m, err := tx.Comment(no)
		if err != nil {
			return err
		}
		if page.Dossier, err = visible(tx, p, m.Consultation.Dossier); err != nil {
			return err
		}
		if page.First = m.Joint; m.Joint == 0 {
			return fault.ErrNotFound
		}
		if page.Consultation, err = tx.Consultation(m.Consultation); err != nil {
			return err
		}
		list, err := tx.JointComments(m.Joint)
		if err != nil {
			return err
		}
		if err := page.readComments(tx, p, list); err != nil {
			return err
		}
		return q.readAnchors(tx, page.Dossier.ID, page.Comments, texts)
	})
	for i := range page.Comments {
		q.citeCard(&page.Comments[i], texts)
	}
	return page, err
}

func (page *OpinionPage) readComments(tx *store.Tx, p people.Person, list []consult.Comment) error {
	for _, m := range list {
		card, err := readCard(tx, papers{dossier: page.Dossier, all: true}, shown(p, page.Dossier, m))
		if err != nil {
			return err
		}
		if page.Author.Name == "" && card.Comment.Author.Name != "" {
			page.Author, page.Signers = card.Comment.Author, card.Comment.Signers
		}
		if m.Response != 0 && m.State == consult.Public {
			page.Answered++
		}
		page.Comments = append(page.Comments, card)
	}
	return nil
}

// OwnJoints lists the joint opinions that a person may write on and that are being
// worked on in one consultation.
func (q *Queries) OwnJoints(ctx context.Context, p people.Person, id consult.ID) ([]JointRow, error) {
	if p.Anonymous() || p.Disabled {
		return nil, nil
	}
	var list []JointRow
	err := q.store.View(ctx, func(tx *store.Tx) error {
		ours, err := tx.OrganisationsOf(p.ID)
		if err != nil {
			return err
		}
		for _, o := range ours {
			joints, err := tx.JointsOf(o.Code)
			if err != nil {
				return err
			}
			for _, j := range joints {
				if j.Organisation == o.Code && j.Consultation == id && j.Sent.IsZero() && j.Discarded.IsZero() {
					list = append(list, JointRow{Joint: j, Organisation: o})
				}
			}
		}
		return nil
	})
	return list, err
}

// readJoints lists the joint opinions of an organisation's workspace: those worked
// on, those it is asked to sign, those thrown away; the last changed first. What was
// sent stands among the comments.
func (q *Queries) readJoints(tx *store.Tx, p people.Person, o people.Organisation) ([]JointRow, error) {
	joints, err := tx.JointsOf(o.Code)
	if err != nil {
		return nil, err
	}
	var list []JointRow
	for _, j := range joints {
		if !j.Sent.IsZero() || !j.Discarded.IsZero() && j.Organisation != o.Code {
			continue
		}
		row, err := q.jointRow(tx, p, j)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(j.Cosigners, func(c consult.Cosigner) bool { return c.Organisation == o.Code })
		row.Asked = i >= 0 && !j.Stands(j.Cosigners[i])
		list = append(list, row)
	}
	slices.SortFunc(list, func(a, b JointRow) int { return b.Joint.Saved.Compare(a.Joint.Saved) })
	return list, nil
}

// JointChoice is what a joint opinion can be begun in and for whom.
type JointChoice struct {
	Organisations []people.Organisation
	Open          []ConsultationRow
}

// MayBegin lists the open consultations, ending first, and the organisations that
// the person may speak for.
func (q *Queries) MayBegin(ctx context.Context, p people.Person) (JointChoice, error) {
	var choice JointChoice
	c, err := q.fresh(ctx)
	if err != nil {
		return choice, err
	}
	now := q.clock()
	choice.Open = consultationsOf(p, c, func(_ *entry, one consult.Consultation) bool { return one.IsOpen(now) })
	sortByDeadline(choice.Open)
	choice.Organisations, err = q.SpeaksFor(ctx, p)
	return choice, err
}
