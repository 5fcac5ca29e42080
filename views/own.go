package views

import (
	"strconv"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
)

// OwnComments lists the comments of the person who looks.
type OwnComments struct {
	Layout
	Rows  []OwnRow // newest first
	Pages Pages
}

// OwnRow is a comment as its author sees it.
type OwnRow struct {
	Comment
	Window  AnswerWindow
	Correct fault.Message // why it cannot be corrected; an empty key when it can
}

// OwnComment is where an author does something to one comment. Every form is sent
// to OwnComment with the field do (correct, withdraw, disown, appeal); text and
// wording; sure; decision and appeal_N of the decision N.
type OwnComment struct {
	OwnRow
	Form
	Key    string // of the private link; empty for who is signed in
	Text   string // as typed
	Appeal string // as typed
	Done   string // what was just done: correct, withdraw, disown, appeal
}

// OwnComments is the list of the comments of the person who looks.
func (to To) OwnComments() string { return to.at("/comments/own") }

// OwnComment is where an author does something to a comment, with the key of its
// private link or signed in.
func (to To) OwnComment(no consult.CommentNo, key string) string {
	if key == "" {
		return to.Comment(no) + "/own"
	}
	return to.Comment(no) + "/own/" + key
}

// hides reports whether the comment's words are not public.
func (r OwnRow) hides() bool { return r.Comment.Comment.State != consult.Public }

// dates says what happens next, and when.
func (r OwnRow) dates() []string {
	w := r.Window
	switch {
	case r.hides() || r.Response != nil:
		return nil
	case w.ID.Round:
		return []string{r.T("own.ends", r.left(w.Deadline), ShortDay(r.Lang, w.Deadline))}
	case r.Consultation.IsOpen(r.Now):
		return []string{
			r.T("own.ends", r.left(w.Deadline), ShortDay(r.Lang, w.Deadline)),
			r.T("own.due", ShortDay(r.Lang, w.Due)),
		}
	case clock.Passed(r.Now, w.Due):
		return []string{r.T("own.overdue", ShortDay(r.Lang, w.Due))}
	}
	return []string{r.T("own.due", ShortDay(r.Lang, w.Due))}
}

// since is where what has changed since the comment is told, once there is something
// newer than what it was written on.
func (r OwnRow) since() string {
	at := r.Comment.Comment.Anchor
	if r.Window.ID.Round || r.Place == nil || r.Place.Revision <= at.Revision {
		return ""
	}
	return r.To().Changed(r.Window.ID.Dossier, ChangedQuery{Since: strconv.Itoa(at.Revision), Document: at.Document})
}

// beginning is the first words of what the comment says.
func (r OwnRow) beginning() string {
	const most = 160
	text := []rune(r.Comment.Comment.Text)
	if len(text) <= most {
		return string(text)
	}
	return string(text[:most]) + "…"
}

// appealable reports whether the author may appeal against the n-th decision.
func (r OwnRow) appealable(n int) bool {
	_, before := r.Case.Appealed(n)
	return r.Case.Decisions[n].Holds() && !before && r.Case.Disowned.IsZero()
}

// AppealField is the name of the field of an appeal against the n-th decision.
func AppealField(n int) string { return "appeal_" + strconv.Itoa(n) }

// LinkForm asks where the private link to a comment is to be mailed. Field: email.
type LinkForm struct {
	Layout
	Form
	Comment consult.CommentNo
	Email   string
	Sent    bool
}

// CommentLink is where authors ask for the private link to their comment again.
func (to To) CommentLink(no consult.CommentNo) string { return to.Comment(no) + "/link" }

// mayHaveLink reports whether there could be a private link to the comment that who
// looks might have lost.
func (p Comment) mayHaveLink() bool {
	return !p.Person.SignedIn && p.Round == nil && p.Comment.Entry.Channel == ""
}
