// Package consult holds the rules of consultations, comments and the answers to
// them.
package consult

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// ID identifies a window in which remarks are made, a consultation or a
// coordination round: the dossier and the ordinal among its windows of that
// sort, from 1.
type ID struct {
	Dossier dossier.ID
	No      int
	Round   bool // a coordination round
}

func (id ID) String() string {
	if id.Round {
		return fmt.Sprintf("%s round %d", id.Dossier, id.No)
	}
	return fmt.Sprintf("%s consultation %d", id.Dossier, id.No)
}

// Consultation is a window in which anyone may comment.
type Consultation struct {
	ID
	Title       lang.Text
	Summary     lang.Text // in plain words
	Affected    lang.Text // who is affected
	Questions   []lang.Text
	Documents   []DocumentAt // what it asks about, at the revision shown when it opened
	Opened      time.Time
	Deadline    clock.Date // ends 23:59:59 Europe/Tallinn
	ShortReason lang.Text  // why the window is shorter than recommended; empty when it is not
	Moves       []Move     // how the deadline moved, oldest first
	Closed      time.Time  // when closed with a summary, or zero
	Closing     lang.Text  // the public summary
	By          people.ID
	Institution people.Code
	Comments    int // how many are public
	Answered    int // how many of them have a response
}

// DocumentAt names a document at one revision.
type DocumentAt struct{ Document, Revision int }

// Move is one change of a deadline.
type Move struct {
	From, To clock.Date
	Reason   lang.Text
	At       time.Time
	By       people.ID
}

// CommentNo is a comment's number: the year and an ordinal, written 26-000123.
type CommentNo uint64

// NewCommentNo makes the number of a year's n-th comment.
func NewCommentNo(year int, n uint64) CommentNo {
	return CommentNo(uint64(year%100)*1_000_000 + n)
}

func (n CommentNo) String() string {
	year, ordinal := uint64(n)/1_000_000, uint64(n)%1_000_000
	// With the zeros before them: 26-000123.
	return strconv.FormatUint(100+year, 10)[1:] + "-" + strconv.FormatUint(1_000_000+ordinal, 10)[1:]
}

// ResponseNo identifies a response.
type ResponseNo uint64

// AuthorKind says as whom a comment is shown.
type AuthorKind string

// The kinds of author.
const (
	Private      AuthorKind = "private"      // a person; shown by the public name chosen, or as "eraisik"
	Organisation AuthorKind = "organisation" // shown by name and registry code
	Institution  AuthorKind = "institution"
)

// Author is whom a comment is by, as the public sees it.
type Author struct {
	Kind   AuthorKind
	Name   string    // public name; empty for a private person who chose none
	Code   string    // registry code or institution code
	Person people.ID // never public
}

// CommentState is where a comment stands.
type CommentState string

// The states of a comment.
const (
	Public    CommentState = "public"
	Withheld  CommentState = "withheld"
	Withdrawn CommentState = "withdrawn"
	Disowned  CommentState = "disowned" // somebody else wrote it in the person's name
)

// Comment is one remark by one person, organisation or institution, in one
// consultation or round, on one revision, anchored to a provision or to the
// whole.
type Comment struct {
	No           CommentNo
	Consultation ID
	Author       Author
	Signers      []Author // organisations and institutions that signed it too
	Text         string   // Markdown; what was blacked out is not in it
	Replacement  string   // the exact wording proposed for the provision, or empty
	Anchor       Anchor
	Submitted    time.Time
	State        CommentState
	StateReason  string // public, when withheld
	Response     ResponseNo
	Campaign     CampaignNo   // the cluster of near-duplicates it belongs to, or 0
	Edited       bool         // its words differ from those of the campaign's representative
	Attachments  []Attachment // files sent with it
	Former       []Former     // what it said before corrections, oldest first; public
	Corrected    time.Time    // when its author last said something else, also without a trace; never public
	Blacked      []Blacked    // what moderators took out of it
	Entry        Entry        // how it came, when an official entered it
	Joint        CommentNo    // the first comment of the joint opinion that it is part of, or 0
}

// Organisations are the registry codes of those who sent or signed the comment.
func (m Comment) Organisations() []string {
	var codes []string
	for _, by := range append([]Author{m.Author}, m.Signers...) {
		if by.Kind == Organisation && by.Code != "" && !slices.Contains(codes, by.Code) {
			codes = append(codes, by.Code)
		}
	}
	return codes
}

// CampaignNo identifies a cluster of near-duplicate comments. It is the number
// of the comment that represents it.
type CampaignNo = CommentNo

// Attachment is a file sent with a comment. Its bytes are kept under the hash.
type Attachment struct {
	Hash string // SHA-256 of the bytes, hex
	Name string // as the sender called it, without a path
	Type string // media type by content, such as application/pdf
	Size int64  // bytes

	Withheld Reason // why moderators keep it from the public; empty when they do not

	Redacted Reason // why it is a copy in which moderators covered something; empty for the file as sent
	SentHash string // of the file as sent, which is kept and never public
	SentName string
	SentType string
	SentSize int64
}

// Former is a wording that a correction replaced.
type Former struct {
	Text        string
	Replacement string
	Until       time.Time // when it was corrected
}

// Blacked is a stretch that a moderator took out. The marks stand in the same
// order as the list: those in the author's name, in the text, in the replacement,
// then in each former wording.
type Blacked struct {
	Words  string // what stood there; never public
	Reason string // key of a public reason
	By     people.ID
	At     time.Time
}

// BlackMark stands in a text where words were blacked out.
const BlackMark = "█████"

// Channel is how a comment reached the ministry.
type Channel string

// The channels. The empty one is the service's own form.
const (
	ByEmail Channel = "email"
	OnPaper Channel = "paper"
)

// Entry says how a comment came that an official entered for its sender.
type Entry struct {
	Channel  Channel
	Received clock.Date
	By       people.ID
}

// Anchor is the place a comment was written on. It never moves: where that
// place is in a later revision is worked out when it is shown.
type Anchor struct {
	Document  int // 0: the consultation as a whole
	Revision  int
	Address   string // of the provision, such as para5lg2; empty: the whole document
	Provision uint32 // its stable identity in the document
	Quote     string // the words selected, or empty
	Prefix    string // up to 32 characters before them
	Suffix    string // up to 32 characters after them
	Offset    int    // word offset of the quote in the provision
}

// Outcome is what the ministry decided about a comment.
type Outcome string

// The outcomes of a response.
const (
	Accepted    Outcome = "accepted"
	Partly      Outcome = "partly"
	NotAccepted Outcome = "not-accepted"
	Explained   Outcome = "explained"
	Noted       Outcome = "noted"
	OutOfScope  Outcome = "out-of-scope"
)

// Outcomes lists the outcomes in the order in which forms offer them.
var Outcomes = []Outcome{Accepted, Partly, NotAccepted, Explained, Noted, OutOfScope}

// Response is the ministry's reasoned answer to one or more comments.
type Response struct {
	No           ResponseNo
	Consultation ID
	Comments     []CommentNo
	Outcome      Outcome
	Text         string   // Markdown; required unless accepted
	Revision     int      // of the comment's document, that resolves it; 0 when none
	From         int      // the older revision of the comparison that shows the change; 0 when none
	Changes      []string // addresses of the changes in that comparison
	Document     int      // whose revisions these are; 0: that of the first comment
	Published    time.Time
	By           people.ID
	Institution  people.Code
	Former       []FormerAnswer // what it said before corrections, oldest first; public
	Blacked      []Blacked      // what moderators took out of it, in the order of the marks in Text and Former
}

// Pending is a comment that waits for its sender to confirm an e-mail address.
type Pending struct {
	Token   string // SHA-256 of the secret in the link, hex
	Email   string
	Comment Comment // without a number
	Created time.Time
}
