package views

import (
	"net/url"
	"strconv"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
)

// Changed is what has changed in a dossier since somebody commented or looked.
type Changed struct {
	Layout
	Dossier   lang.Text
	ID        dossier.ID
	Documents []ChangedDocument
	Whole     []CommentCard // own comments on a consultation as a whole
	Commented bool
	Seen      bool
}

// ChangedDocument is what has changed in one document.
type ChangedDocument struct {
	Document  DocumentName
	Newest    int
	From      int    // revision changes are counted from; 0 when there is none
	Basis     string // revision, comment or seen: why that one
	Commented int    // revision of the last own comment, or 0
	Seen      int    // revision last marked as read, or 0
	Own       []OwnPlace
	Others    []ChangeChoice
	Further   int
}

// OwnPlace is an own comment with its place now and what changed in it.
type OwnPlace struct {
	CommentCard
	Place   *PlaceNow // nil when it is on the whole document
	Changes []ChangeChoice
}

// ChangedQuery asks from when changes are shown: Since is the number of a revision,
// "comment" or "seen".
type ChangedQuery struct {
	Since    string
	Document int
}

// Changed is what has changed in a dossier.
func (to To) Changed(id dossier.ID, q ChangedQuery) string {
	values := url.Values{}
	set(values, "since", q.Since)
	if q.Document > 0 {
		values.Set("document", strconv.Itoa(q.Document))
	}
	return to.query(dossierPath(id)+"/changed", values)
}

// Addresses that the marks of what was read are sent to.
func (to To) MarkSeen(id dossier.ID) string   { return to.Dossier(id) + "/seen" }
func (to To) ForgetSeen(id dossier.ID) string { return to.Dossier(id) + "/seen/forget" }

// SeenValue is a document at a revision in the form that marks it as read.
func SeenValue(document, revision int) string { return PairSide(document, revision) }

// basis says in words from when changes are shown.
func (p Changed) basis(d ChangedDocument) string {
	switch {
	case d.From == 0:
		return p.T("changed.no_basis")
	case d.Basis == "comment":
		return p.T("changed.since_comment", d.From)
	case d.Basis == "seen":
		return p.T("changed.since_seen", d.From)
	}
	return p.T("changed.since_revision", d.From)
}

// older are the revisions that changes can be counted from instead, newest first.
func (d ChangedDocument) older() []int {
	var list []int
	for no := d.Newest - 1; no > 0 && len(list) < olderShown; no-- {
		if no != d.From {
			list = append(list, no)
		}
	}
	return list
}

// olderShown is how many older revisions a page offers.
const olderShown = 8

// comparison is the whole comparison that the changes are from.
func (p Changed) comparison(d ChangedDocument) string {
	return p.To().Compare(p.ID, d.Document.Document, d.From, d.Newest)
}

// change is the address of one of them.
func (p Changed) change(d ChangedDocument, c ChangeChoice) string {
	return p.To().Change(p.ID, d.Document.Document, d.From, d.Newest, c.Address)
}

// unread reports whether anything shown is not marked as read.
func (p Changed) unread() bool {
	for _, d := range p.Documents {
		if d.Seen < d.Newest {
			return true
		}
	}
	return false
}

// others counts the changes outside own provisions.
func (d ChangedDocument) others() int { return len(d.Others) + d.Further }

// othersTitle is over the changes outside own provisions.
func (p Changed) othersTitle(d ChangedDocument) string {
	if len(d.Own) > 0 {
		return p.T("changed.others", d.others())
	}
	return p.T("changed.all", d.others())
}

// changeName names a change by its provision.
func (p Changed) changeName(c ChangeChoice) string {
	if c.Cite == "" {
		return p.T("changed.a_change")
	}
	return c.Cite
}

// unchanged reports whether nothing changed in the provision of an own comment,
// which stands where it stood.
func (p Changed) unchanged(d ChangedDocument, o OwnPlace) bool {
	return o.Place != nil && o.Place.Carried.State == compare.StateSame && len(o.Changes) == 0 && d.From > 0 && d.From < d.Newest
}
