package consult_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
)

var (
	jointNow    = time.Date(2026, time.March, 16, 10, 30, 0, 0, time.UTC)
	jointWindow = consult.Consultation{
		ID: consult.ID{Dossier: "JDM/26-0001", No: 1}, Opened: jointNow.Add(-time.Hour), Deadline: clock.NewDate(2026, time.March, 20),
		Documents: []consult.DocumentAt{{Document: 1, Revision: 2}},
	}
)

func begun(t *testing.T) consult.Joint {
	t.Helper()
	o, err := consult.BeginJoint("x", "80900019", jointWindow, "a", jointNow)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// must fails the test when there is an error.
func mustJoint(t *testing.T, o consult.Joint, err error) consult.Joint {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func saidBy(text string) consult.Part {
	return consult.Part{Text: text, Anchor: consult.Anchor{Document: 1, Revision: 2, Address: "para1"}, By: "a"}
}

func refusedWith(t *testing.T, err error, kind *fault.Fault, key string) {
	t.Helper()
	f := fault.Of(err)
	if f == nil || !errors.Is(err, kind) || f.Message.Key != key && (len(f.Fields) == 0 || f.Fields[0].Key != key) {
		t.Errorf("got %v, want %v %s", err, kind, key)
	}
}

// Two people on different parts do not meet; on one part the second is told.
func TestPartsAreSavedApart(t *testing.T) {
	o := begun(t)
	o, one, err := o.Add(saidBy("Esimene"), jointNow)
	mustJoint(t, o, err)
	o, two, err := o.Add(saidBy("Teine"), jointNow)
	mustJoint(t, o, err)
	if one.No != 1 || two.No != 2 || o.Wording != 2 {
		t.Fatalf("%+v, %+v, wording %d", one, two, o.Wording)
	}
	mine := one
	mine.Text, mine.By = "Esimene, parandatud", "b"
	o, saved, err := o.Save(mine, jointNow)
	mustJoint(t, o, err)
	if saved.Version != 2 {
		t.Errorf("version is %d", saved.Version)
	}
	theirs := one
	theirs.Text = "Esimene, teisiti"
	after, _, err := o.Save(theirs, jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.changed")
	if p, _ := after.Part(1); p.Text != "Esimene, parandatud" {
		t.Errorf("the refused words are kept: %q", p.Text)
	}
	two.Text = "Teine, parandatud"
	if _, _, err := o.Save(two, jointNow); err != nil {
		t.Errorf("another part: %v", err)
	}
	if same, _, err := o.Save(saved, jointNow); err != nil || same.Wording != o.Wording {
		t.Errorf("saving the same words: wording %d, %v", same.Wording, err)
	}
}

func TestWhatCannotBeSaved(t *testing.T) {
	o := begun(t)
	_, _, err := o.Add(saidBy(" "), jointNow)
	refusedWith(t, err, fault.ErrInvalid, "fault.required")
	_, _, err = o.Add(saidBy(strings.Repeat("õ", consult.MaxText+1)), jointNow)
	refusedWith(t, err, fault.ErrInvalid, "consult.text_too_long")
	for _, p := range []consult.Part{{No: 7, Text: "x"}, {No: -1, Text: "x"}, {Text: "x", Anchor: consult.Anchor{Document: 1}}} {
		_, _, err := o.Save(p, jointNow)
		refusedWith(t, err, fault.ErrNotFound, "")
	}
	o, whole, err := o.Save(consult.Part{Text: "Üldiselt"}, jointNow)
	mustJoint(t, o, err)
	whole.Text = "" // about the whole nothing need be said
	if _, _, err := o.Save(whole, jointNow); err != nil {
		t.Error(err)
	}
	for range consult.MaxJointRemarks {
		o, _, err = o.Add(saidBy("Märkus"), jointNow)
		mustJoint(t, o, err)
	}
	_, _, err = o.Add(saidBy("Märkus"), jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.full")
}

func TestRemarksAreTakenOutAndPutBack(t *testing.T) {
	o := begun(t)
	o, one, err := o.Add(saidBy("Märkus"), jointNow)
	mustJoint(t, o, err)
	_, err = o.Remove(0, true, "a", jointNow)
	refusedWith(t, err, fault.ErrNotFound, "")
	out, err := o.Remove(1, true, "a", jointNow)
	if mustJoint(t, out, err); len(out.Said()) != 0 || out.Wording != o.Wording+1 {
		t.Errorf("taken out: %+v", out)
	}
	_, _, err = out.Save(one, jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.changed")
	back, err := out.Remove(1, false, "b", jointNow)
	if mustJoint(t, back, err); len(back.Said()) != 1 || back.Said()[0].Text != "Märkus" {
		t.Errorf("put back: %+v", back)
	}
}

// A signature is under the words that were read; other words leave it void until
// they are signed anew.
func TestSignatures(t *testing.T) {
	o := begun(t)
	o, one, err := o.Add(saidBy("Märkus"), jointNow)
	mustJoint(t, o, err)
	_, err = o.Ask("80900019", "a", jointNow)
	refusedWith(t, err, fault.ErrInvalid, "joint.own_code")
	o, err = o.Ask("80900025", "a", jointNow)
	mustJoint(t, o, err)
	_, err = o.Ask("80900025", "a", jointNow)
	refusedWith(t, err, fault.ErrInvalid, "joint.asked_already")
	_, err = o.Answer("80900031", consult.Signed, o.Wording, "x", jointNow)
	refusedWith(t, err, fault.ErrNotFound, "")
	_, err = o.Answer("80900025", "perhaps", o.Wording, "x", jointNow)
	refusedWith(t, err, fault.ErrInvalid, "fault.form")
	_, err = o.Answer("80900025", consult.Signed, o.Wording-1, "x", jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.wording_changed")
	signed, err := o.Answer("80900025", consult.Signed, o.Wording, "x", jointNow)
	if mustJoint(t, signed, err); !signed.Stands(signed.Cosigners[0]) || o.Stands(o.Cosigners[0]) {
		t.Errorf("signed: %+v", signed.Cosigners)
	}
	one.Text = "Teised sõnad"
	changed, _, err := signed.Save(one, jointNow)
	if mustJoint(t, changed, err); changed.Stands(changed.Cosigners[0]) || changed.Cosigners[0].Answer != consult.Signed {
		t.Errorf("the signature under other words: %+v", changed.Cosigners)
	}
	anew, err := changed.Answer("80900025", consult.Signed, changed.Wording, "x", jointNow)
	if mustJoint(t, anew, err); !anew.Stands(anew.Cosigners[0]) {
		t.Error("signed anew and it does not stand")
	}
	declined, err := anew.Answer("80900025", consult.Declined, 0, "x", jointNow)
	if mustJoint(t, declined, err); slices.Contains(declined.Readers(), "80900025") || !slices.Contains(anew.Readers(), "80900025") {
		t.Errorf("who declined reads on: %v", declined.Readers())
	}
	_, err = declined.Answer("80900025", consult.Signed, declined.Wording, "x", jointNow)
	refusedWith(t, err, fault.ErrNotFound, "")
	again, err := declined.Ask("80900025", "a", jointNow)
	if mustJoint(t, again, err); again.Cosigners[0].Answer != "" || len(again.Cosigners) != 1 {
		t.Errorf("asked again: %+v", again.Cosigners)
	}
	without, err := again.Unask("80900025")
	if mustJoint(t, without, err); len(without.Readers()) != 1 {
		t.Errorf("no longer asked: %v", without.Readers())
	}
	_, err = without.Unask("80900025")
	refusedWith(t, err, fault.ErrNotFound, "")
}

func TestSending(t *testing.T) {
	o := begun(t)
	by := consult.Author{Kind: consult.Organisation, Code: "80900019"}
	_, err := o.Send(jointWindow, by, nil, 0, jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.empty")
	o, _, err = o.Save(consult.Part{Text: "Üldiselt"}, jointNow)
	mustJoint(t, o, err)
	o, _, err = o.Add(saidBy("Märkus"), jointNow)
	mustJoint(t, o, err)
	_, err = o.Send(jointWindow, by, nil, o.Wording-1, jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.wording_changed")
	_, err = o.Send(jointWindow, by, nil, o.Wording, jointNow.AddDate(0, 0, 10))
	refusedWith(t, err, fault.ErrConflict, "joint.late")
	signers := []consult.Author{{Kind: consult.Organisation, Code: "80900025"}}
	list, err := o.Send(jointWindow, by, signers, o.Wording, jointNow)
	if err != nil || len(list) != 2 || list[0].Text != "Üldiselt" || list[0].Anchor.Document != 0 || list[1].Anchor.Address != "para1" ||
		list[1].Signers[0].Code != "80900025" || !slices.Equal(list[1].Organisations(), []string{"80900019", "80900025"}) {
		t.Errorf("it becomes %+v, %v", list, err)
	}
	sent := o
	sent.Sent = jointNow
	_, err = sent.Send(jointWindow, by, nil, o.Wording, jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.sent_already")
	_, _, err = sent.Add(saidBy("Veel"), jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.sent_already")
	_, err = sent.Discard(true, jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.sent_already")
	gone, err := o.Discard(true, jointNow)
	mustJoint(t, gone, err)
	_, err = gone.Ask("80900025", "a", jointNow)
	refusedWith(t, err, fault.ErrConflict, "joint.is_discarded")
	if back, err := gone.Discard(false, jointNow); err != nil || len(back.Said()) != 2 {
		t.Errorf("brought back: %+v, %v", back, err)
	}
	if _, err := consult.BeginJoint("x", "80900019", jointWindow, "a", jointNow.AddDate(0, 0, 10)); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("begun after the deadline: %v", err)
	}
}
