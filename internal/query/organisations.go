package query

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// OrganisationList is the organisations that a person represents, and for
// administrators the register.
type OrganisationList struct {
	Own      []people.Organisation // not confirmed too
	Waiting  []people.Organisation // for an administrator
	Register []people.Organisation // confirmed, by name
	MayKeep  bool
}

// Organisations lists what the person represents or keeps.
func (q *Queries) Organisations(ctx context.Context, p people.Person) (OrganisationList, error) {
	list := OrganisationList{MayKeep: people.May(p, people.KeepRegisters, people.Object{}) == nil}
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if list.Own, err = tx.OrganisationsOf(p.ID); err != nil || !list.MayKeep {
			return err
		}
		all, err := tx.Organisations()
		for _, o := range all {
			if o.IsConfirmed() {
				list.Register = append(list.Register, o)
			} else {
				list.Waiting = append(list.Waiting, o)
			}
		}
		return err
	})
	byName(list.Own)
	byName(list.Register)
	return list, err
}

func byName(list []people.Organisation) {
	slices.SortFunc(list, func(a, b people.Organisation) int {
		return cmp.Or(estonian.compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
}

// SpeaksFor lists the confirmed organisations for which a person may speak, by
// name.
func (q *Queries) SpeaksFor(ctx context.Context, p people.Person) ([]people.Organisation, error) {
	if p.Anonymous() || p.Disabled {
		return nil, nil
	}
	var list []people.Organisation
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		list, err = tx.OrganisationsOf(p.ID)
		return err
	})
	list = slices.DeleteFunc(list, func(o people.Organisation) bool { return !o.IsConfirmed() })
	byName(list)
	return list, err
}

// Represents reports whether a person represents any organisation.
func (q *Queries) Represents(ctx context.Context, p people.Person) (yes bool, err error) {
	if p.Anonymous() {
		return false, nil
	}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		yes, err = tx.Represents(p.ID)
		return err
	})
	return yes, err
}

// Representative is one of those who speak for an organisation, by name.
type Representative struct {
	people.Representative
	Name    string
	Invited string // name of who invited them
}

// RepresentativesPage is who speaks for an organisation and who is invited to.
type RepresentativesPage struct {
	Organisation    people.Organisation
	Representatives []Representative
	Invitations     []people.Invitation // that can still be accepted, oldest first
	Own             bool                // the person is one of them
}

// Representatives returns them to one another and to administrators.
func (q *Queries) Representatives(ctx context.Context, p people.Person, code string) (RepresentativesPage, error) {
	var page RepresentativesPage
	err := q.store.View(ctx, func(tx *store.Tx) error {
		var err error
		if page.Organisation, err = seenOrganisation(tx, p, code); err != nil {
			return err
		}
		if page.Representatives, err = representatives(tx, page.Organisation); err != nil {
			return err
		}
		page.Invitations, err = tx.Invitations(code)
		return err
	})
	now := q.clock()
	page.Invitations = slices.DeleteFunc(page.Invitations, func(i people.Invitation) bool { return !now.Before(i.Expires) })
	slices.SortFunc(page.Invitations, func(a, b people.Invitation) int { return a.Created.Compare(b.Created) })
	page.Own = page.Organisation.IsRepresentedBy(p.ID)
	return page, err
}

// seenOrganisation returns an organisation to those who may see its workspace.
func seenOrganisation(tx *store.Tx, p people.Person, code string) (people.Organisation, error) {
	o, err := tx.Organisation(code)
	if err != nil {
		return o, err
	}
	if err := people.May(p, people.SeeOrganisation, o.Object()); err != nil {
		return people.Organisation{}, err
	}
	return o, nil
}

func representatives(tx *store.Tx, o people.Organisation) ([]Representative, error) {
	known := map[people.ID]string{}
	list := make([]Representative, len(o.Representatives))
	for i, r := range o.Representatives {
		for _, id := range []people.ID{r.Person, r.By} {
			if err := nameOf(tx, id, known); err != nil {
				return nil, err
			}
		}
		list[i] = Representative{r, known[r.Person], known[r.By]}
	}
	return list, nil
}

// Invited is what an invitation tells whoever holds its link.
type Invited struct {
	Organisation people.Organisation // its name and code alone
	By           string
	Expires      time.Time
	Already      bool // the person represents it
}

// Invited returns what an invitation is to, by the hash of its secret. One that
// was used, taken back or has expired is NotFound.
func (q *Queries) Invited(ctx context.Context, p people.Person, token string) (Invited, error) {
	var found Invited
	err := q.store.View(ctx, func(tx *store.Tx) error {
		i, err := tx.Invitation(token)
		if err != nil {
			return err
		}
		if !q.clock().Before(i.Expires) {
			return fault.ErrNotFound
		}
		o, err := tx.Organisation(i.Organisation)
		if err != nil {
			return err
		}
		known := map[people.ID]string{}
		err = nameOf(tx, i.By, known)
		found = Invited{people.Organisation{Code: o.Code, Name: o.Name}, known[i.By], i.Expires, o.IsRepresentedBy(p.ID)}
		return err
	})
	return found, err
}

// Workspace is an organisation's own page.
type Workspace struct {
	Organisation    people.Organisation
	Representatives []Representative
	Joints          []JointRow    // that are not sent; for representatives alone
	Comments        []CommentCard // that it sent or signed, newest first
	Dossiers        map[dossier.ID]dossier.Dossier
	Next            consult.CommentNo // of the page after; 0 when there is none
	Fates           Fates
	Dates           []OwnDate // of what is to come, soonest first
	Own             bool      // the person represents it
}

// Fates counts what became of public comments.
type Fates struct {
	Sent, Waiting int
	Outcomes      map[consult.Outcome]int
}

// OwnDate is a day that matters to who took part in a dossier: the end of a
// consultation, or when responses are due.
type OwnDate struct {
	ConsultationRow
	Day       clock.Date
	Responses bool // due on that day; else the consultation ends
	Sent      int  // comments of ours in it
}

// sentShown is how many comments a page of the workspace lists.
const sentShown = 30

// Workspace returns an organisation's own page, with the comments before the
// number given (0: from the newest).
func (q *Queries) Workspace(ctx context.Context, p people.Person, code string, before consult.CommentNo) (Workspace, error) {
	c, err := q.fresh(ctx)
	if err != nil {
		return Workspace{}, err
	}
	page := Workspace{Dossiers: map[dossier.ID]dossier.Dossier{}, Fates: Fates{Outcomes: map[consult.Outcome]int{}}}
	texts := map[dossier.ID]map[consult.DocumentAt]source{}
	err = q.store.View(ctx, func(tx *store.Tx) error {
		if page.Organisation, err = seenOrganisation(tx, p, code); err != nil {
			return err
		}
		page.Own = page.Organisation.IsRepresentedBy(p.ID)
		if page.Representatives, err = representatives(tx, page.Organisation); err != nil {
			return err
		}
		if page.Own {
			if page.Joints, err = q.readJoints(tx, p, page.Organisation); err != nil {
				return err
			}
		}
		heads, err := tx.HeadsFor(code)
		if err != nil {
			return err
		}
		if err := page.Fates.read(tx, heads); err != nil {
			return err
		}
		page.Dates = q.ownDates(p, c, heads, page.Joints)
		return q.readSpoken(tx, p, &page, before, texts)
	})
	if err != nil {
		return Workspace{}, err
	}
	for i := range page.Comments {
		q.citeCard(&page.Comments[i], texts[page.Comments[i].Comment.Consultation.Dossier])
	}
	return page, nil
}

// read counts the public comments by what became of them.
func (f *Fates) read(tx *store.Tx, heads []consult.Comment) error {
	known := map[consult.ResponseNo]consult.Outcome{}
	for _, h := range heads {
		if h.State != consult.Public {
			continue
		}
		f.Sent++
		if h.Response == 0 {
			f.Waiting++
			continue
		}
		if _, ok := known[h.Response]; !ok {
			r, err := tx.Response(h.Response)
			if err != nil {
				return err
			}
			known[h.Response] = r.Outcome
		}
		f.Outcomes[known[h.Response]]++
	}
	return nil
}

// readSpoken reads one page of the comments of an organisation.
func (q *Queries) readSpoken(tx *store.Tx, p people.Person, page *Workspace, before consult.CommentNo, texts map[dossier.ID]map[consult.DocumentAt]source) error {
	comments, err := tx.CommentsFor(page.Organisation.Code, before, sentShown+1)
	if err != nil {
		return err
	}
	if len(comments) > sentShown {
		comments = comments[:sentShown]
		page.Next = comments[sentShown-1].No
	}
	for _, m := range comments {
		id := m.Consultation.Dossier
		d, err := visible(tx, p, id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		page.Dossiers[id] = d
		card, err := readCard(tx, papers{dossier: d, all: true}, shown(p, d, m))
		if err != nil {
			return err
		}
		if texts[id] == nil {
			texts[id] = map[consult.DocumentAt]source{}
		}
		one := []CommentCard{card}
		if err := q.readAnchors(tx, id, one, texts[id]); err != nil {
			return err
		}
		page.Comments = append(page.Comments, one[0])
	}
	return nil
}

// ownDates lists what is to come in the dossiers that comments were sent in: a
// consultation that is open asks anew, whatever was said in an earlier one.
func (q *Queries) ownDates(p people.Person, c *catalogue, heads []consult.Comment, joints []JointRow) []OwnDate {
	sent := map[consult.ID]int{}
	waits := map[consult.ID]bool{}
	var ids []dossier.ID
	for _, row := range joints {
		if row.Joint.Discarded.IsZero() {
			ids = append(ids, row.Dossier.ID)
		}
	}
	for _, h := range heads {
		if h.Consultation.Round || h.State != consult.Public {
			continue
		}
		sent[h.Consultation]++
		waits[h.Consultation] = waits[h.Consultation] || h.Response == 0
		ids = append(ids, h.Consultation.Dossier)
	}
	slices.Sort(ids)
	var list []OwnDate
	now := q.clock()
	for _, id := range slices.Compact(ids) {
		e := c.find(id)
		if e == nil || !sees(p, e) {
			continue
		}
		for _, one := range e.consultations {
			row := consultationRow(c.institutions(), e.facts, one)
			switch {
			case one.IsOpen(now):
				list = append(list, OwnDate{row, one.Deadline, false, sent[one.ID]})
			case waits[one.ID] && one.Closed.IsZero():
				list = append(list, OwnDate{row, one.ResponsesDue(q.settings.ResponseDays), true, sent[one.ID]})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b OwnDate) int { return a.Day.Compare(b.Day) })
	return list
}
