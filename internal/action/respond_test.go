package action_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var colleague = people.Person{ID: "p-colleague", Name: "Kolleeg", Institution: "KLIM", Roles: []people.Role{people.Official}}

// asked is a consultation with comments that wait for responses.
func (w *world) asked(comments int) (consult.ID, []consult.CommentNo) {
	w.Helper()
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	var nos []consult.CommentNo
	for range comments {
		no, err := w.do.SubmitComment(w.ctx, citizen, w.comment(c))
		w.must(err)
		nos = append(nos, no)
	}
	storetest.Do(w, w.store, func(tx *store.Tx) error { return tx.PutPerson(colleague) })
	return c, nos
}

func (w *world) draft(c consult.ID, nos ...consult.CommentNo) consult.DraftNo {
	w.Helper()
	no, err := w.do.DraftResponse(w.ctx, official, action.DraftResponse{Window: c, Comments: nos, Outcome: consult.Partly, Text: "Pikendame tähtaega."})
	w.must(err)
	return no
}

func (w *world) counted(c consult.ID) (comments, answered int) {
	w.Helper()
	storetest.Look(w, w.store, func(tx *store.Tx) error {
		got, err := tx.Consultation(c)
		comments, answered = got.Comments, got.Answered
		return err
	})
	return comments, answered
}

func TestDraftIsPublishedOnce(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(3)
	no := w.draft(c, nos[0], nos[1], nos[0])
	_, err := w.do.DraftResponse(w.ctx, colleague, action.DraftResponse{Window: c, Comments: nos[1:2]})
	w.refused(err, fault.ErrConflict, "consult.in_other_draft")
	publish := action.PublishResponses{Window: c, Drafts: []action.DraftAt{{No: no, Version: 1}}, FormID: "publish"}
	w.must(w.do.PublishResponses(w.ctx, official, publish))
	w.must(w.do.PublishResponses(w.ctx, official, publish)) // the same form again
	if _, answered := w.counted(c); answered != 2 {
		t.Errorf("%d answered, want 2", answered)
	}
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		drafts, err := tx.AnswerDrafts(c)
		if len(drafts) != 0 {
			t.Errorf("drafts are left: %+v", drafts)
		}
		return err
	})
	publish.FormID = "again"
	w.refused(w.do.PublishResponses(w.ctx, official, publish), fault.ErrNotFound, "")
}

// Two officials edit one draft: who is slower is told, and the draft has the
// words of who was faster.
func TestTwoOfficialsEditOneDraft(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(1)
	no := w.draft(c, nos...)
	edit := action.DraftResponse{Window: c, No: no, Version: 1, Comments: nos, Outcome: consult.Accepted, Text: "Esimene"}
	_, err := w.do.DraftResponse(w.ctx, colleague, edit)
	w.must(err)
	edit.Text = "Teine"
	_, err = w.do.DraftResponse(w.ctx, official, edit)
	w.refused(err, fault.ErrConflict, "consult.draft_changed")
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		draft, err := tx.AnswerDraft(c, no)
		if draft.Text != "Esimene" || draft.Version != 2 || draft.By != colleague.ID {
			t.Errorf("draft is %+v", draft)
		}
		return err
	})
}

// Two officials answer the same comment at the same moment, each with a draft
// begun before the other's was known.
func TestTwoOfficialsAnswerOneComment(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(2)
	no := w.draft(c, nos[1])
	var group sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		group.Go(func() {
			if i%2 == 0 {
				errs[i] = w.do.PublishResponses(w.ctx, colleague, action.PublishResponses{Window: c, Drafts: []action.DraftAt{{No: no, Version: 1}}})
				return
			}
			_, errs[i] = w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: nos, Outcome: consult.Noted, Text: "Teadmiseks."})
		})
	}
	group.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if fault.Of(err) == nil {
			t.Errorf("not a fault: %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d answers were published, want 1", won)
	}
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		drafts, err := tx.AnswerDrafts(c)
		m, err2 := tx.Comment(nos[0])
		if (m.Response != 0) != (len(drafts) == 1) {
			t.Errorf("the slower one's draft is lost: %d drafts, %v, %v", len(drafts), err, err2)
		}
		return nil
	})
}

func TestDiscardedDraftIsRestored(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(2)
	no := w.draft(c, nos...)
	w.must(w.do.DiscardResponse(w.ctx, colleague, c, no))
	w.refused(w.do.PublishResponses(w.ctx, official, action.PublishResponses{Window: c, Drafts: []action.DraftAt{{No: no, Version: 2}}}), fault.ErrConflict, "consult.draft_changed")
	w.must(w.do.RestoreResponse(w.ctx, official, c, no))
	w.must(w.do.DiscardResponse(w.ctx, official, c, no))
	w.draft(c, nos[0])
	w.refused(w.do.RestoreResponse(w.ctx, official, c, no), fault.ErrConflict, "consult.in_other_draft")
}

func TestResponseOfAWholeCampaign(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(3) // three who say the same
	own := w.comment(c)
	own.Text = "Metsa ei ole seaduses mainitud, kuigi sealgi on pinke ja prügikaste."
	_, err := w.do.SubmitComment(w.ctx, citizen, own)
	w.must(err)
	no, err := w.do.DraftResponse(w.ctx, official, action.DraftResponse{Window: c, Campaigns: []consult.CampaignNo{nos[0]}, Outcome: consult.Accepted})
	w.must(err)
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		draft, err := tx.AnswerDraft(c, no)
		if !slices.Equal(draft.Comments, nos[:3]) {
			t.Errorf("answers %v, want %v", draft.Comments, nos[:3])
		}
		return err
	})
}

func TestCorrectedResponseKeepsWhatItSaid(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(1)
	no, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: nos, Outcome: consult.NotAccepted, Text: "Ei."})
	w.must(err)
	correct := action.CorrectResponse{Response: no, Outcome: consult.NotAccepted, Text: "Ei."}
	w.refused(w.do.CorrectResponse(w.ctx, official, correct), fault.ErrInvalid, "consult.nothing_corrected")
	w.refused(w.do.CorrectResponse(w.ctx, other, correct), fault.ErrForbidden, "")
	correct.Outcome, correct.Text = consult.Accepted, "Siiski jah."
	w.must(w.do.CorrectResponse(w.ctx, official, correct))
	w.refused(w.do.CorrectResponse(w.ctx, colleague, correct), fault.ErrConflict, "consult.response_corrected")
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		r, err := tx.Response(no)
		if r.Outcome != consult.Accepted || len(r.Former) != 1 || r.Former[0].Text != "Ei." || r.Former[0].Outcome != consult.NotAccepted {
			t.Errorf("response is %+v", r)
		}
		return err
	})
}

func TestAssigning(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(2)
	assign := action.AssignComments{Window: c, Comments: nos, To: colleague.ID}
	w.must(w.do.AssignComments(w.ctx, official, assign))
	w.refused(w.do.AssignComments(w.ctx, other, assign), fault.ErrForbidden, "")
	assign.To = "p-nobody"
	w.refused(w.do.AssignComments(w.ctx, official, assign), fault.ErrInvalid, "fault.choose")
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		assigned, err := tx.Assignments(c)
		if len(assigned) != 2 || assigned[nos[1]].Person != colleague.ID {
			t.Errorf("assigned: %+v", assigned)
		}
		return err
	})
}

// The work of an institution leaves events that nobody else may know of.
func TestDraftsAndAssignmentsAreNotPublic(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(1)
	before := w.store.LastSeq()
	w.draft(c, nos...)
	w.must(w.do.AssignComments(w.ctx, official, action.AssignComments{Window: c, Comments: nos, To: colleague.ID}))
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		events, err := tx.Events(before, 0)
		if len(events) != 2 {
			t.Errorf("%d events", len(events))
		}
		for _, e := range events {
			if e.Public {
				t.Errorf("%s is public", e.Name)
			}
		}
		return err
	})
}

func TestClosingNeedsEveryResponse(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(2)
	w.now = w.now.AddDate(0, 0, 31)
	closing := action.CloseConsultation{Consultation: c, Summary: lang.Text{Et: "Aitäh!"}}
	w.refused(w.do.CloseConsultation(w.ctx, official, closing), fault.ErrConflict, "consult.unanswered")
	_, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: nos, Outcome: consult.Accepted})
	w.must(err)
	w.must(w.do.CloseConsultation(w.ctx, official, closing))
}

func TestSubmissionNeedsEveryOutcome(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	step := action.RecordStep{Dossier: id, Step: dossier.Step{Stage: dossier.Submission, Happened: clock.DateOf(w.now)}}
	round := storetest.Round(id, 1)
	round.Institution = "KLIM"
	put := func(reply consult.Reply) {
		round.Addressees[0].Reply = reply
		storetest.Do(t, w.store, func(tx *store.Tx) error {
			d, err := tx.Dossier(id)
			if err != nil {
				return err
			}
			d.Rounds = 1
			if err := tx.PutDossier(d); err != nil {
				return err
			}
			return tx.PutRound(round)
		})
	}
	put("")
	w.refused(w.do.RecordStep(w.ctx, official, step), fault.ErrConflict, "consult.not_coordinated")
	put(consult.NotApproved)
	m := storetest.Comment(consult.NewCommentNo(2026, 7), round.ID)
	m.Author = consult.Author{Kind: consult.Institution, Name: "Rahandusministeerium", Code: "RAM"}
	round.Comments = 1
	storetest.Do(t, w.store, func(tx *store.Tx) error {
		if err := tx.PutRound(round); err != nil {
			return err
		}
		return tx.PutComment(m)
	})
	w.refused(w.do.RecordStep(w.ctx, official, step), fault.ErrConflict, "consult.not_coordinated")
	_, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: round.ID, Comments: []consult.CommentNo{m.No}, Outcome: consult.NotAccepted, Text: "Raha ei ole."})
	w.must(err)
	w.must(w.do.RecordStep(w.ctx, official, step)) // disagreement is listed, not forbidden
}

func TestResponseNamesItsChange(t *testing.T) {
	w := newWorld(t)
	c, nos := w.asked(1)
	w.publish(c.Dossier, 1, strings.Replace(law, "30 päeva", "45 päeva", 1))
	req := action.Respond{Consultation: c, Comments: nos, Outcome: consult.Accepted, From: 2, Revision: 1, Changes: []string{"para2"}}
	_, err := w.do.Respond(w.ctx, official, req)
	w.refused(err, fault.ErrInvalid, "consult.changes_need_revisions")
	req.From, req.Revision, req.Changes = 1, 2, []string{"para1"}
	_, err = w.do.Respond(w.ctx, official, req)
	w.refused(err, fault.ErrInvalid, "consult.no_such_change")
	req.Changes = []string{"para2-1"}
	_, err = w.do.Respond(w.ctx, official, req)
	w.must(err)
	storetest.Look(t, w.store, func(tx *store.Tx) error {
		named, err := tx.ResolvedIn(c.Dossier, 1)
		if len(named) != 1 || named[0].Document != 1 || !slices.Equal(named[0].Changes, []string{"para2-1"}) {
			t.Errorf("named: %+v", named)
		}
		return err
	})
}
