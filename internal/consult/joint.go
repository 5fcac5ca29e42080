package consult

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// Joint is a joint opinion: what the representatives of an organisation write
// together for one consultation, perhaps signed by others, and send once. Until
// then it is theirs alone; what is sent are comments like all others.
type Joint struct {
	ID           JointID
	Organisation string // registry code of who writes it
	Consultation ID
	Parts        []Part // the first is about the whole
	Given        int    // number of the last remark
	Wording      int    // counts the changes of what would be sent
	Cosigners    []Cosigner
	Begun        time.Time
	By           people.ID
	Saved        time.Time // the last change
	Sent         time.Time // zero until it is sent
	SentBy       people.ID
	Comments     []CommentNo // that it became
	Discarded    time.Time   // zero while it is worked on; a discarded one can be restored
	Files        []Attachment
}

// JointID identifies a joint opinion. It is random, so that it tells nothing of
// how many others there are.
type JointID string

// Part is the opinion about the whole, or one remark on a document or provision.
// Each is saved by itself, so that two people writing different ones do not get
// in each other's way.
type Part struct {
	No      int    // 0 is about the whole
	Anchor  Anchor // zero for the whole
	Text    string // Markdown
	Version int    // counts the times it was saved; guards against lost updates
	Saved   time.Time
	By      people.ID
	Removed time.Time // zero unless it was taken out; it can be put back

	Replacement string // the exact wording proposed for the provision, or empty
}

// Cosigner is another organisation that is asked to sign.
type Cosigner struct {
	Organisation string
	Invited      time.Time
	By           people.ID
	Answer       Signature
	Wording      int // that was signed
	Answered     time.Time
	AnsweredBy   people.ID
}

// Signature is what an organisation that was asked to sign has answered.
type Signature string

// The answers. The empty one is none yet.
const (
	Signed   Signature = "signed"
	Declined Signature = "declined"
)

// The limits of a joint opinion.
const (
	MaxJointRemarks = 100
	MaxCosigners    = 50
)

// BeginJoint is a joint opinion without words yet.
func BeginJoint(id JointID, organisation string, c Consultation, by people.ID, now time.Time) (Joint, error) {
	if !c.IsOpen(now) {
		return Joint{}, fault.New(fault.Conflict, "consult.deadline_passed")
	}
	return Joint{ID: id, Organisation: organisation, Consultation: c.ID, Parts: []Part{{}}, Begun: now, By: by, Saved: now}, nil
}

// worked refuses to change what was sent or thrown away.
func (j Joint) worked() error {
	switch {
	case !j.Sent.IsZero():
		return fault.New(fault.Conflict, "joint.sent_already")
	case !j.Discarded.IsZero():
		return fault.New(fault.Conflict, "joint.is_discarded")
	}
	return nil
}

// Part returns a part by its number.
func (j Joint) Part(no int) (Part, bool) {
	i := slices.IndexFunc(j.Parts, func(p Part) bool { return p.No == no })
	if i < 0 {
		return Part{}, false
	}
	return j.Parts[i], true
}

// Save returns the opinion with a part as it was typed, and the part. A version of
// 0 with no such part is a new remark. A part that somebody else saved since the
// version that was edited is a Conflict.
func (j Joint) Save(typed Part, now time.Time) (Joint, Part, error) {
	if err := j.worked(); err != nil {
		return j, typed, err
	}
	typed.Text, typed.Replacement = strings.TrimSpace(typed.Text), strings.TrimSpace(typed.Replacement)
	if err := typed.check(); err != nil {
		return j, typed, err
	}
	if typed.No == 0 && typed.Anchor.Document != 0 || typed.No < 0 {
		return j, typed, fault.ErrNotFound
	}
	old, known := j.Part(typed.No)
	switch {
	case !known:
		return j, typed, fault.ErrNotFound
	case !old.Removed.IsZero() || old.Version != typed.Version:
		return j, typed, fault.New(fault.Conflict, "joint.changed")
	case old.Text == typed.Text && old.Replacement == typed.Replacement && old.Anchor == typed.Anchor:
		return j, old, nil
	}
	return j.with(typed, now)
}

// Add returns the opinion with one more remark, and the remark.
func (j Joint) Add(typed Part, now time.Time) (Joint, Part, error) {
	if err := j.worked(); err != nil {
		return j, typed, err
	}
	if len(j.Parts) > MaxJointRemarks {
		return j, typed, fault.New(fault.Conflict, "joint.full", MaxJointRemarks)
	}
	typed.Text, typed.Replacement = strings.TrimSpace(typed.Text), strings.TrimSpace(typed.Replacement)
	typed.No, typed.Version = j.Given+1, 0
	if err := typed.check(); err != nil {
		return j, typed, err
	}
	j.Given++
	j.Parts = append(slices.Clone(j.Parts), Part{No: typed.No})
	return j.with(typed, now)
}

// check refuses words that could not be sent. About the whole nothing need be said.
func (p Part) check() error {
	var wrong fault.Fields
	if p.No > 0 {
		needed(&wrong, "text", p.Text)
	}
	if n := utf8.RuneCountInString(p.Text); n > MaxText {
		wrong.Add("text", "consult.text_too_long", n, MaxText)
	}
	unmarked(&wrong, "text", p.Text)
	unmarked(&wrong, "replacement", p.Replacement)
	proposed(&wrong, p.Replacement, p.Anchor)
	return wrong.Err()
}

// with puts a part in the place of the one with its number.
func (j Joint) with(p Part, now time.Time) (Joint, Part, error) {
	p.Version++
	p.Saved = now
	j.Parts = slices.Clone(j.Parts)
	for i := range j.Parts {
		if j.Parts[i].No == p.No {
			j.Parts[i] = p
		}
	}
	j.Wording++
	j.Saved = now
	return j, p, nil
}

// Remove returns the opinion with a remark taken out, or with out false put back.
func (j Joint) Remove(no int, out bool, by people.ID, now time.Time) (Joint, error) {
	if err := j.worked(); err != nil {
		return j, err
	}
	p, known := j.Part(no)
	if !known || no == 0 {
		return j, fault.ErrNotFound
	}
	if p.Removed.IsZero() != out {
		return j, nil
	}
	p.Removed, p.By = time.Time{}, by
	if out {
		p.Removed = now
	}
	j, _, err := j.with(p, now)
	return j, err
}

// Enclose returns the opinion with one more file, which its first comment will have.
// It is part of what is signed.
func (j Joint) Enclose(f Attachment, now time.Time) (Joint, error) {
	if err := j.worked(); err != nil {
		return j, err
	}
	files, err := Attach(j.Files, f)
	if err != nil || len(files) == len(j.Files) {
		return j, err
	}
	j.Files, j.Saved = files, now
	j.Wording++
	return j, nil
}

// Unclose returns the opinion without a file.
func (j Joint) Unclose(hash string, now time.Time) (Joint, error) {
	if err := j.worked(); err != nil {
		return j, err
	}
	kept := slices.DeleteFunc(slices.Clone(j.Files), func(f Attachment) bool { return f.Hash == hash })
	if len(kept) == len(j.Files) {
		return j, fault.ErrNotFound
	}
	j.Files, j.Saved = kept, now
	j.Wording++
	return j, nil
}

// Ask returns the opinion with one more organisation asked to sign, or one that
// declined asked again.
func (j Joint) Ask(code string, by people.ID, now time.Time) (Joint, error) {
	if err := j.worked(); err != nil {
		return j, err
	}
	var wrong fault.Fields
	i := j.cosigner(code)
	switch {
	case code == j.Organisation:
		wrong.Add("code", "joint.own_code")
	case i >= 0 && j.Cosigners[i].Answer != Declined:
		wrong.Add("code", "joint.asked_already")
	case i < 0 && len(j.Cosigners) >= MaxCosigners:
		wrong.Add("code", "joint.cosigners_full", MaxCosigners)
	}
	if err := wrong.Err(); err != nil {
		return j, err
	}
	asked := Cosigner{Organisation: code, Invited: now, By: by}
	j.Cosigners = slices.Clone(j.Cosigners)
	if i >= 0 {
		j.Cosigners[i] = asked
	} else {
		j.Cosigners = append(j.Cosigners, asked)
	}
	return j, nil
}

// Unask returns the opinion without an organisation that was asked to sign.
func (j Joint) Unask(code string) (Joint, error) {
	if err := j.worked(); err != nil {
		return j, err
	}
	i := j.cosigner(code)
	if i < 0 {
		return j, fault.ErrNotFound
	}
	j.Cosigners = slices.Delete(slices.Clone(j.Cosigners), i, i+1)
	return j, nil
}

func (j Joint) cosigner(code string) int {
	return slices.IndexFunc(j.Cosigners, func(c Cosigner) bool { return c.Organisation == code })
}

// Answer returns the opinion as an organisation that was asked has answered. One
// signs the words one has read: when they have changed since, it is a Conflict.
func (j Joint) Answer(code string, answer Signature, wording int, by people.ID, now time.Time) (Joint, error) {
	if err := j.worked(); err != nil {
		return j, err
	}
	i := j.cosigner(code)
	switch {
	case i < 0 || j.Cosigners[i].Answer == Declined:
		return j, fault.ErrNotFound
	case answer != Signed && answer != Declined:
		return j, fault.New(fault.Invalid, "fault.form")
	case answer == Signed && wording != j.Wording:
		return j, fault.New(fault.Conflict, "joint.wording_changed")
	}
	j.Cosigners = slices.Clone(j.Cosigners)
	c := &j.Cosigners[i]
	c.Answer, c.Wording, c.Answered, c.AnsweredBy = answer, wording, now, by
	return j, nil
}

// Stands reports whether a signature is under the words as they are.
func (j Joint) Stands(c Cosigner) bool { return c.Answer == Signed && c.Wording == j.Wording }

// Readers are the registry codes of those who may read it: who writes it, and who
// was asked to sign and did not decline.
func (j Joint) Readers() []string {
	codes := []string{j.Organisation}
	for _, c := range j.Cosigners {
		if c.Answer != Declined {
			codes = append(codes, c.Organisation)
		}
	}
	return codes
}

// Said are the parts that would be sent: that about the whole when it has words,
// and the remarks that were not taken out.
func (j Joint) Said() []Part {
	return slices.DeleteFunc(slices.Clone(j.Parts), func(p Part) bool { return p.Text == "" || !p.Removed.IsZero() })
}

// Discard returns the opinion thrown away, or with out false brought back.
func (j Joint) Discard(out bool, now time.Time) (Joint, error) {
	if !j.Sent.IsZero() {
		return j, fault.New(fault.Conflict, "joint.sent_already")
	}
	j.Saved = now
	switch {
	case !out:
		j.Discarded = time.Time{}
	case j.Discarded.IsZero():
		j.Discarded = now
	}
	return j, nil
}

// Send decides whether the opinion may be sent, and returns the comments it
// becomes, by author and signed by those whose signature stands. received is when
// the request was complete. wording is the one that was looked over.
func (j Joint) Send(c Consultation, author Author, signers []Author, wording int, received time.Time) ([]Comment, error) {
	if err := j.worked(); err != nil {
		return nil, err
	}
	if !c.IsOpen(received) {
		return nil, fault.New(fault.Conflict, "joint.late")
	}
	if wording != j.Wording {
		return nil, fault.New(fault.Conflict, "joint.wording_changed")
	}
	said := j.Said()
	if len(said) == 0 {
		return nil, fault.New(fault.Conflict, "joint.empty")
	}
	list := make([]Comment, len(said))
	for i, p := range said {
		list[i] = Comment{
			Consultation: c.ID, Author: author, Signers: slices.Clone(signers), Text: p.Text, Replacement: p.Replacement, Anchor: p.Anchor,
			Submitted: received, State: Public,
		}
		if i == 0 {
			list[i].Attachments = slices.Clone(j.Files)
		}
		if err := c.Comment(list[i], received); err != nil {
			return nil, err
		}
	}
	return list, nil
}
