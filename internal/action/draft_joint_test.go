package action_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const selts = "80900025"

var anu = people.Person{ID: "p-anu", Name: "Anu Anvelt", Email: "anu@selts.example.ee"}

// together is a joint opinion of koda, by liis and kalle, with selts to be asked.
func (w *world) together() (consult.ID, consult.JointID) {
	w.Helper()
	w.known(liis, kalle, anu, citizen, keeper)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	w.organisation(koda, "Koda", liis)
	w.organisation(selts, "Selts", anu)
	_, err := w.do.AcceptInvitation(w.ctx, kalle, w.invited(liis, koda, "kalle@example.ee"))
	w.must(err)
	joint, err := w.do.BeginJoint(w.ctx, liis, action.BeginJoint{Organisation: koda, Consultation: c})
	w.must(err)
	return c, joint
}

func (w *world) joint(id consult.JointID) consult.Joint {
	w.Helper()
	var j consult.Joint
	storetest.Look(w, w.store, func(tx *store.Tx) (err error) {
		j, err = tx.Joint(id)
		return err
	})
	return j
}

// adds puts a remark on § 2.
func (w *world) adds(id consult.JointID, by people.Person, text string) int {
	w.Helper()
	no, err := w.do.SaveJoint(w.ctx, by, action.SaveJoint{
		Joint: id, New: true, Text: text, Anchor: consult.Anchor{Document: 1, Revision: 1, Address: "para2", Quote: "30 päeva"},
	})
	w.must(err)
	return no
}

func TestColleaguesMeetInOneDraft(t *testing.T) {
	w := newWorld(t)
	c, joint := w.together()
	again, err := w.do.BeginJoint(w.ctx, kalle, action.BeginJoint{Organisation: koda, Consultation: c})
	if w.must(err); again != joint {
		t.Error("the colleague begins another")
	}
	for _, p := range []people.Person{nobody, anu, citizen, keeper, official} {
		_, err := w.do.BeginJoint(w.ctx, p, action.BeginJoint{Organisation: koda, Consultation: c})
		w.refused(err, fault.ErrNotFound, "")
	}
	_, err = w.do.BeginJoint(w.ctx, liis, action.BeginJoint{Organisation: koda, Consultation: consult.ID{Dossier: c.Dossier, No: 9}})
	w.refused(err, fault.ErrNotFound, "")
	w.must(w.do.DiscardJoint(w.ctx, liis, joint, true))
	other, err := w.do.BeginJoint(w.ctx, liis, action.BeginJoint{Organisation: koda, Consultation: c})
	if w.must(err); other == joint {
		t.Error("one that was put aside is gone on with")
	}
	w.now = w.now.AddDate(0, 0, 40)
	_, err = w.do.BeginJoint(w.ctx, liis, action.BeginJoint{Organisation: koda, Consultation: c})
	w.must(err) // the one that is there
	w.must(w.do.DiscardJoint(w.ctx, liis, other, true))
	_, err = w.do.BeginJoint(w.ctx, liis, action.BeginJoint{Organisation: koda, Consultation: c})
	w.refused(err, fault.ErrConflict, "consult.deadline_passed")
}

// Nobody but its writers may do anything to a draft; to all others it is not there.
func TestADraftIsItsWritersOwn(t *testing.T) {
	w := newWorld(t)
	_, joint := w.together()
	w.adds(joint, liis, "Liiga lühike.")
	w.must(w.do.AskCosigner(w.ctx, liis, joint, selts))
	for _, p := range []people.Person{nobody, anu, citizen, keeper, official, other} {
		_, err := w.do.SaveJoint(w.ctx, p, action.SaveJoint{Joint: joint, New: true, Text: "x"})
		w.refused(err, fault.ErrNotFound, "")
		w.refused(w.do.RemoveJointRemark(w.ctx, p, joint, 1, true), fault.ErrNotFound, "")
		w.refused(w.do.AskCosigner(w.ctx, p, joint, "80900031"), fault.ErrNotFound, "")
		w.refused(w.do.UnaskCosigner(w.ctx, p, joint, selts), fault.ErrNotFound, "")
		w.refused(w.do.DiscardJoint(w.ctx, p, joint, true), fault.ErrNotFound, "")
		_, err = w.do.SendJoint(w.ctx, p, action.SendJoint{Joint: joint, Wording: 1, Received: w.now})
		w.refused(err, fault.ErrNotFound, "")
		if p.ID != anu.ID {
			w.refused(w.do.SignJoint(w.ctx, p, action.SignJoint{Joint: joint, Organisation: selts, Answer: consult.Signed, Wording: 1}), fault.ErrNotFound, "")
		}
	}
	w.refused(w.do.SignJoint(w.ctx, liis, action.SignJoint{Joint: joint, Organisation: koda, Answer: consult.Signed, Wording: 1}), fault.ErrNotFound, "")
	w.must(w.do.RemoveRepresentative(w.ctx, liis, koda, kalle.ID))
	_, err := w.do.SaveJoint(w.ctx, kalle, action.SaveJoint{Joint: joint, New: true, Text: "x"})
	w.refused(err, fault.ErrNotFound, "") // whoever was removed writes no more
}

func TestTwoEditorsLoseNothing(t *testing.T) {
	w := newWorld(t)
	_, joint := w.together()
	no := w.adds(joint, liis, "Liiga lühike.")
	before := w.joint(joint)
	part, _ := before.Part(no)
	if part.Anchor.Prefix == "" || part.Anchor.Provision == 0 {
		t.Errorf("the place is not complete: %+v", part.Anchor)
	}
	edit := action.SaveJoint{Joint: joint, No: no, Version: part.Version, Anchor: part.Anchor, Text: "Liis: 60 päeva."}
	_, err := w.do.SaveJoint(w.ctx, liis, edit)
	w.must(err)
	edit.Text = "Kalle: 45 päeva."
	_, err = w.do.SaveJoint(w.ctx, kalle, edit)
	w.refused(err, fault.ErrConflict, "joint.changed")
	if p, _ := w.joint(joint).Part(no); p.Text != "Liis: 60 päeva." || p.By != liis.ID {
		t.Errorf("kept is %+v", p)
	}
	w.adds(joint, kalle, "Teine.") // another part is free
	edit.Version = 2
	_, err = w.do.SaveJoint(w.ctx, kalle, edit)
	w.must(err)
	_, err = w.do.SaveJoint(w.ctx, kalle, action.SaveJoint{Joint: joint, New: true, Text: "x", Anchor: consult.Anchor{Document: 2, Revision: 1}})
	w.refused(err, fault.ErrInvalid, "consult.not_asked")
	_, err = w.do.SaveJoint(w.ctx, kalle, action.SaveJoint{Joint: joint, New: true, Text: "x", Anchor: consult.Anchor{Document: 1, Revision: 1, Address: "para99"}})
	w.refused(err, fault.ErrInvalid, "consult.no_such_place")
	once := action.SaveJoint{Joint: joint, New: true, Text: "Kolmas.", FormID: "f"}
	first, err := w.do.SaveJoint(w.ctx, kalle, once)
	w.must(err)
	second, err := w.do.SaveJoint(w.ctx, kalle, once)
	if w.must(err); first != second {
		t.Error("the same form twice is two remarks")
	}
}

func TestCosigningByMail(t *testing.T) {
	w := newWorld(t)
	_, joint := w.together()
	w.adds(joint, liis, "Salajased sõnad.")
	w.refused(w.do.AskCosigner(w.ctx, liis, joint, "80900031"), fault.ErrInvalid, "joint.no_such_organisation")
	_, err := w.do.BeginOrganisation(w.ctx, citizen, action.BeginOrganisation{Code: "80900031", Name: "Ootab"})
	w.must(err)
	w.refused(w.do.AskCosigner(w.ctx, liis, joint, "80900031"), fault.ErrInvalid, "joint.no_such_organisation")
	w.must(w.do.AskCosigner(w.ctx, liis, joint, "8090 0025"))
	mail := w.mailTo(anu.Email)
	if !strings.Contains(mail.Text, "/et/joint-opinions/"+string(joint)) || !strings.Contains(mail.Text, "Koda") || strings.Contains(mail.Text, "Salajased") {
		t.Errorf("the mail is %+v", mail)
	}
	sign := action.SignJoint{Joint: joint, Organisation: selts, Answer: consult.Signed, Wording: w.joint(joint).Wording}
	w.must(w.do.SignJoint(w.ctx, anu, sign))
	w.adds(joint, kalle, "Veel üks.")
	if j := w.joint(joint); j.Stands(j.Cosigners[0]) {
		t.Error("the signature stands under words that were not read")
	}
	w.refused(w.do.SignJoint(w.ctx, anu, sign), fault.ErrConflict, "joint.wording_changed")
	w.must(w.do.UnaskCosigner(w.ctx, liis, joint, selts))
	w.refused(w.do.SignJoint(w.ctx, anu, sign), fault.ErrNotFound, "")
}

// Two who press at the same moment send it once, and get the same numbers.
func TestSentOnce(t *testing.T) {
	w := newWorld(t)
	c, joint := w.together()
	_, err := w.do.SaveJoint(w.ctx, liis, action.SaveJoint{Joint: joint, Text: "Üldiselt toetame."})
	w.must(err)
	w.adds(joint, kalle, "Liiga lühike.")
	w.must(w.do.AskCosigner(w.ctx, liis, joint, selts))
	w.must(w.do.SignJoint(w.ctx, anu, action.SignJoint{Joint: joint, Organisation: selts, Answer: consult.Signed, Wording: w.joint(joint).Wording}))
	_, err = w.do.SendJoint(w.ctx, liis, action.SendJoint{Joint: joint, Wording: 1, Received: w.now})
	w.refused(err, fault.ErrConflict, "joint.wording_changed")

	answers := make([][]consult.CommentNo, 8)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			by := []people.Person{liis, kalle}[i%2]
			list, err := w.do.SendJoint(w.ctx, by, action.SendJoint{Joint: joint, Wording: w.joint(joint).Wording, Received: w.now})
			if err != nil {
				t.Error(err)
			}
			answers[i] = list
		})
	}
	group.Wait()
	for _, list := range answers {
		if len(list) != 2 || !slices.Equal(list, answers[0]) {
			t.Fatalf("numbers are %v and %v", answers[0], list)
		}
	}
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		list, err := tx.CommentsOf(c, 0, 0)
		if len(list) != 2 || list[1].Anchor.Address != "para2" || list[1].Author.Code != koda || len(list[1].Signers) != 1 || list[1].Signers[0].Name != "Selts" {
			t.Errorf("it became %+v", list)
		}
		return err
	})
	w.refused(w.do.AskCosigner(w.ctx, liis, joint, "80900031"), fault.ErrInvalid, "joint.no_such_organisation")
	_, err = w.do.SaveJoint(w.ctx, liis, action.SaveJoint{Joint: joint, New: true, Text: "Hiljem."})
	w.refused(err, fault.ErrConflict, "joint.sent_already")
}

func TestALateJointOpinionIsKept(t *testing.T) {
	w := newWorld(t)
	_, joint := w.together()
	w.adds(joint, liis, "Liiga lühike.")
	received := w.now
	w.now = w.now.AddDate(0, 0, 40)
	_, err := w.do.SendJoint(w.ctx, liis, action.SendJoint{Joint: joint, Wording: 1, Received: w.now})
	w.refused(err, fault.ErrConflict, "joint.late")
	if p, known := w.joint(joint).Part(1); !known || p.Text != "Liiga lühike." {
		t.Error("the draft is not kept")
	}
	// A request that was complete in time counts, however late it is handled.
	_, err = w.do.SendJoint(w.ctx, liis, action.SendJoint{Joint: joint, Wording: 1, Received: received.Add(time.Minute)})
	w.must(err)
}
