package consult

import (
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Round is a coordination round: named institutions asked to approve documents
// or to give an opinion on them by a deadline. Its ID has Round set.
type Round struct {
	ID
	Note        lang.Text    // what is asked, in plain words
	Documents   []DocumentAt // at the revision that was sent
	Sent        time.Time
	Deadline    clock.Date // ends 23:59:59 Europe/Tallinn
	ShortReason lang.Text  // why the time is shorter than the rules give; empty when it is not
	Moves       []Move     // how the deadline moved, oldest first
	Addressees  []Addressee
	Previous    int // the round that this one follows, or 0
	By          people.ID
	Institution people.Code
	Comments    int // how many remarks were sent
	Answered    int // how many of them have a response
}

// Task is what an addressee is asked for.
type Task string

// The tasks.
const (
	Approve Task = "approve"
	Opinion Task = "opinion"
)

// Reply is how an addressee answered a round. The empty one has not.
type Reply string

// The replies: the first four of those asked to approve, the others of those
// asked for an opinion.
const (
	Approved            Reply = "approved"
	ApprovedWithRemarks Reply = "approved-with-remarks"
	NotApproved         Reply = "not-approved"
	ApprovedByDefault   Reply = "approved-by-default" // silent at the deadline
	OpinionGiven        Reply = "opinion-given"
	NoOpinion           Reply = "no-opinion"
)

// Addressee is one institution asked in a round, and its reply.
type Addressee struct {
	Institution people.Code
	Task        Task
	Assigned    people.ID // who prepares the reply inside the institution, or empty
	Reply       Reply
	Reasons     string // Markdown; required when not approved
	Replied     time.Time
	By          people.ID
	Through     people.Code   // the institution that replied for it since it was renamed or merged; empty: itself
	Annexes     []Attachment  // files sent with the reply
	Former      []FormerReply // what it replied before corrections, oldest first; public

	// Known inside the institution alone.
	Correcting bool          // a correction of the reply is being prepared
	Prepared   []Attachment  // files that will go with the reply
	Heirs      []people.Code // those that were told that it falls to them
}

// FormerReply is a reply that a correction replaced.
type FormerReply struct {
	Reply   Reply
	Reasons string
	Annexes []Attachment
	Replied time.Time
	By      people.ID
}

// Outward is the addressee as others know it.
func (a Addressee) Outward() Addressee {
	a.Assigned, a.Correcting, a.Prepared, a.Heirs = "", false, nil, nil
	return a
}
