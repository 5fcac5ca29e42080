package views

import (
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// JointChoice asks for whom and in which consultation to begin a joint opinion.
// Fields: organisation, consultation as JointWindow names it.
type JointChoice struct {
	Layout
	Form
	Organisations []people.Organisation
	Open          []ConsultationRow
	Organisation  string
	Consultation  string
}

// JointHead is what every page of a joint opinion says of it.
type JointHead struct {
	Joint        consult.Joint
	Organisation people.Organisation // who writes it
	Dossier      lang.Text
	Consultation consult.Consultation
}

// JointPart is one part of a joint opinion with its place.
type JointPart struct {
	consult.Part
	Document DocumentName
	Cite     string
	By       string          // name of who saved it last
	Proposed []compare.Piece // from the words of the provision to those proposed
}

// Cosigner is an organisation that is asked to sign.
type Cosigner struct {
	consult.Cosigner
	Name   string
	Stands bool // signed the words as they are
	Own    bool // the person may answer for it
}

// Joint is a joint opinion for those who may read it. Fields: code of one more to
// ask; organisation, wording and do (sign or decline) to answer.
type Joint struct {
	Layout
	Form
	JointHead
	Parts     []JointPart // those taken out too
	Cosigners []Cosigner
	Documents []DocumentName
	Comments  []CommentCard // that it became
	MayWrite  bool
	MayAttach bool
	Code      string // typed
}

// JointPartForm writes one part. Fields: text, version, document, revision, at,
// quote, prefix, suffix, offset.
type JointPartForm struct {
	Layout
	Form
	JointHead
	No          int // 0 is about the whole
	New         bool
	Version     int
	Text        string
	Replacement string // the exact wording proposed
	On          CommentOn
	Theirs      *JointTheirs // what somebody else saved meanwhile
}

// JointTheirs is what a colleague saved while somebody was writing.
type JointTheirs struct {
	Replacement string // when it differs from what was typed
	By, Text    string
	Pieces      []compare.Piece // from theirs to what was typed
}

// JointSend shows exactly what becomes public. Field: wording.
type JointSend struct {
	Layout
	Form
	JointHead
	Comments []CommentCard // as they would be, without numbers
	Signers  []consult.Author
	LeftOut  []Cosigner // asked, without a signature that stands
}

// writer is the organisation as comments show it.
func (h JointHead) writer() consult.Author {
	return consult.Author{Kind: consult.Organisation, Name: h.Organisation.Name, Code: h.Organisation.Code}
}

// worked reports whether anything of it can still change.
func (h JointHead) worked() bool { return h.Joint.Sent.IsZero() && h.Joint.Discarded.IsZero() }

// open reports whether it could be sent in time.
func (p Joint) open() bool { return p.Consultation.IsOpen(p.Now) }

// said are the parts that would be sent, and removed those taken out.
func (p Joint) said() []JointPart {
	var list []JointPart
	for _, part := range p.Parts {
		if part.Removed.IsZero() && (part.No > 0 || part.Text != "") {
			list = append(list, part)
		}
	}
	return list
}

func (p Joint) removed() []JointPart {
	var list []JointPart
	for _, part := range p.Parts {
		if !part.Removed.IsZero() {
			list = append(list, part)
		}
	}
	return list
}

// empty reports whether there is nothing to send.
func (p Joint) empty() bool { return len(p.Joint.Said()) == 0 }

// place is what a part is about.
func (p Joint) placeOf(part JointPart) string {
	return p.place(CommentCard{Comment: consult.Comment{Anchor: part.Anchor}, Document: part.Document, Cite: part.Cite})
}

// answerOf says what an organisation that was asked has answered.
func (l Layout) answerOf(c Cosigner) string {
	switch {
	case c.Stands:
		return l.T("joint.signed", Moment(l.Lang, c.Answered))
	case c.Answer == consult.Signed:
		return l.T("joint.void", Moment(l.Lang, c.Answered))
	case c.Answer == consult.Declined:
		return l.T("joint.declined", Moment(l.Lang, c.Answered))
	}
	return l.T("joint.asked", Moment(l.Lang, c.Invited))
}

// mine reports whether the person may sign for an organisation that was asked.
func (p Joint) mine(c Cosigner) bool { return c.Own && c.Answer != consult.Declined && p.worked() }

func (p JointPartForm) title() string {
	switch {
	case p.No == 0 && !p.New:
		return p.T("joint.whole")
	case p.New:
		return p.T("joint.new_remark")
	}
	return p.T("joint.remark", p.No)
}

// action is where the form of a part is sent.
func (p JointPartForm) action() string {
	if p.New {
		return p.To().NewJointRemark(p.Joint.ID, 0, 0)
	}
	return p.To().JointPart(p.Joint.ID, p.No)
}

func (p JointChoice) organisations() []option {
	list := make([]option, len(p.Organisations))
	for i, o := range p.Organisations {
		list[i] = option{value: o.Code, words: o.Name + " (" + o.Code + ")", chosen: p.Organisation == o.Code || p.Organisation == "" && i == 0}
	}
	return list
}

func (p JointChoice) consultations() []option {
	list := make([]option, len(p.Open))
	for i, c := range p.Open {
		words := p.In(c.name()) + " · " + string(c.ID.Dossier) + " · " + p.left(c.Deadline)
		list[i] = option{value: JointWindow(c.ID), words: words, chosen: p.Consultation == JointWindow(c.ID)}
	}
	return list
}

func (l Layout) jointCrumb(h JointHead) crumb {
	return crumb{l.T("joint.title"), l.To().Joint(h.Joint.ID)}
}

// signers names those who signed a comment too.
func (l Layout) signers(list []consult.Author) string {
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = l.author(a)
	}
	return strings.Join(names, ", ")
}

// togetherShown is how many of those who speak together are named in a line; the page
// of their comment names all.
const togetherShown = 4

// together names an author and who signed too, shortly.
func (l Layout) together(by consult.Author, signers []consult.Author) string {
	names := []string{l.author(by)}
	for i, a := range signers {
		if more := len(signers) - i; len(names) == togetherShown && more > 1 {
			return strings.Join(names, ", ") + " " + l.T("joint.and_more", more)
		}
		names = append(names, l.author(a))
	}
	return strings.Join(names, ", ")
}

// Opinion is the public page of a joint opinion: all its comments together.
type Opinion struct {
	Layout
	Dossier      lang.Text
	Consultation consult.Consultation
	First        consult.CommentNo // whose number the page has
	Author       consult.Author
	Signers      []consult.Author
	Comments     []CommentCard
	Answered     int
}

// Opinion is the public page of the joint opinion that begins with a comment.
func (to To) Opinion(first consult.CommentNo) string { return to.Comment(first) + "/opinion" }

// wordingOf is the wording that a form was shown with.
func (h JointHead) wordingOf() string { return strconv.Itoa(h.Joint.Wording) }
