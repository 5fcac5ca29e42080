package views

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Revision is one published state of a document: its text, with marks in the
// margin. It is also the page of a document, at its newest revision.
type Revision struct {
	Layout
	Dossier      lang.Text // title
	Institution  InstitutionName
	Document     dossier.Document
	Revision     dossier.Revision
	Revisions    []dossier.Revision // all, newest first
	Text         *lawtext.Text
	Marks        []dossier.Mark // of the addressable nodes, in order
	Comments     []PlacedComment
	Consultation *consult.Consultation    // the open one that asks about this document, or nil
	Remarks      *consult.ID              // the round in which one's institution can remark on it, or nil
	Partial      bool                     // one knows of the document what was sent to one alone
	Laws         []LawSide                // stored laws that a draft says it changes
	MayDraft     bool                     // the person may prepare the next revision
	References   map[int][]Reference      // what the text names, by node
	AsOf         clock.Date               // the day the page was asked for; zero when a revision was
	MayMark      bool                     // as read
	Seen         int                      // the revision last marked as read, or 0
	Marked       map[string]Marked        // how often others name a section, by its address
	Clashes      []Clash                  // drafts under way that change the same provisions
	MarkedDay    clock.Date               // the day of which that is said; zero: today
	Stood        map[uint32]string        // where a provision stood when it last changed, where not as now
	Explained    map[string][]Explanation // what explanatory notes say, by address
}

// Explanation is what an explanatory note says of a provision of its draft.
type Explanation struct {
	Document, Revision int    // of the note
	Node               int    // of its text, where the passage begins
	At                 string // address of that; empty when it has none
	Words              []string
	More               bool // it goes on in the note
}

// Marked is how often a section is named by others.
type Marked struct {
	Cited   int // provisions that cite it
	Amended int // drafts under way that change it
}

// ProvisionHistory is one provision through all revisions of its document.
type ProvisionHistory struct {
	Layout
	Dossier   lang.Text
	Document  dossier.Document
	Provision uint32
	Cite      string // how the newest revision that has it names it
	Heading   string
	Revisions []dossier.Revision // all of the document, oldest first
	States    []ProvisionState   // of the provision, oldest first, only where it changed
}

// ProvisionState is a provision from the revision in which it took a form until
// the next change.
type ProvisionState struct {
	Revision dossier.Revision
	Cite     string // as numbered in it
	Address  string
	Deleted  bool           // it left in this revision
	Moved    bool           // it stands elsewhere than before
	Lines    []DiffLine     // its text with what changed since the state before
	Acts     []PublishedAct // that brought it about, as the text says
	Asked    []AskedBy      // whose comments asked for the change
}

// commentAddress is where one comments on the document, or in a round remarks on
// it; empty when one cannot.
func (p Revision) commentAddress() string {
	at := CommentPlace{Document: p.Document.No, Revision: p.Revision.No}
	switch {
	case p.Remarks != nil:
		return p.To().NewRemark(*p.Remarks, at)
	case p.Consultation != nil:
		return p.To().NewComment(p.Consultation.ID, at)
	}
	return ""
}

// before is the revision before one in a list, newest first, or 0.
func before(list []dossier.Revision, no int) int {
	for _, r := range list {
		if r.No < no {
			return r.No
		}
	}
	return 0
}

// heading of the page: the title that the text bears, else the document's.
func (p Revision) heading() string {
	if title := p.Text.Title(); title != "" {
		return title
	}
	return p.In(p.Document.Title)
}

// number is the document's number, such as JDM/26-0214/01.
func (p Revision) number() string { return fmt.Sprintf("%s/%02d", p.Document.Dossier, p.Document.No) }

func (p Revision) newest() dossier.Revision {
	if len(p.Revisions) == 0 {
		return p.Revision
	}
	return p.Revisions[0]
}

// onWhole are the comments on the whole document.
func (p Revision) onWhole() []PlacedComment {
	var whole []PlacedComment
	for _, c := range p.Comments {
		if c.Node <= 0 {
			whole = append(whole, c)
		}
	}
	return whole
}

func (p Revision) inForce() string {
	in, today := p.Revision.InForce, clock.DateOf(p.Now)
	from, until := ShortDay(p.Lang, in.From), ShortDay(p.Lang, in.Until)
	switch later := today.Before(in.From); {
	case later && in.Until.IsZero():
		return p.T("revision.in_force_later", from)
	case later:
		return p.T("revision.in_force_later_until", from, until)
	case in.Until.IsZero():
		return p.T("revision.in_force_from", from)
	case !in.Until.Before(today):
		return p.T("revision.in_force_now", from, until)
	}
	return p.T("revision.in_force", from, until)
}

// placeState says what became of a comment's place.
func (l Layout) placeState(c compare.Carried) string {
	switch {
	case c.State == compare.StateReworded && c.Share >= 1 && c.Quote != "":
		return l.T("comments.place_among")
	case c.State == compare.StateReworded && c.Share >= 1:
		return l.T("comments.place_signs")
	case c.State == compare.StateReworded:
		return l.T("comments.place_reworded", int(100*c.Share))
	}
	return l.T("comments.place_" + string(c.State))
}

func (p ProvisionHistory) stateWords(s ProvisionState) string {
	switch {
	case s.Deleted:
		return p.T("history.deleted")
	case s.Moved:
		return p.T("history.moved", s.Cite)
	case s.Revision.No == 1:
		return p.T("history.first", s.Cite)
	}
	if before := p.before(s); before != "" && before != s.Cite {
		return p.T("history.renumbered", s.Cite, before)
	}
	return s.Cite
}

// before is how the provision was named until a state; empty at its first.
func (p ProvisionHistory) before(s ProvisionState) (cite string) {
	for _, one := range p.States {
		if one.Revision.No == s.Revision.No {
			break
		}
		cite = one.Cite
	}
	return cite
}

// PublishedAct is an act that a text says brought a wording about.
type PublishedAct struct {
	Issue   string // where it was published: RT I, 20.12.2023, 40
	From    string // since when it applies, as written; or empty
	Repeal  bool
	Dossier dossier.ID // that has it, or empty
}

// noteAddress is where a passage stands in its note.
func (p Revision) noteAddress(e Explanation) string {
	return p.To().Place(p.Document.Dossier, e.Document, e.Revision, cmp.Or(e.At, "n"+strconv.Itoa(e.Node)))
}

// change is where a comparison shows what became of the provision in a state.
func (p ProvisionHistory) change(s ProvisionState) string {
	d, no := p.Document, s.Revision.No
	if s.Address == "" {
		return p.To().Compare(d.Dossier, d.No, no-1, no)
	}
	return p.To().Change(d.Dossier, d.No, no-1, no, s.Address)
}

func dotSize(state string) string {
	if state == "same" {
		return "3"
	}
	return "7"
}
