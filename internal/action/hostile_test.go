package action_test

import (
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

func TestIDOfOneFormDoesNotAnswerForAnother(t *testing.T) {
	w := newWorld(t)
	id := w.dossier() // opened by the form "open"
	no, err := w.do.AddDocument(w.ctx, official, action.AddDocument{
		Dossier: id, Kind: dossier.Annex, Title: lang.Text{Et: "Lisa"}, Language: lang.Et, FormID: "open",
	})
	w.must(err)
	if no != 2 {
		t.Errorf("the document got number %d, want 2", no)
	}
	_, err = w.do.OpenDossier(w.ctx, official, action.OpenDossier{Facts: facts(), FormID: strings.Repeat("z", 50_000)})
	w.must(err)
}

func TestOverlongFactsAreRefusedWhole(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("õ", 10_000)
	for name, change := range map[string]func(*dossier.Facts){
		"title in English":   func(f *dossier.Facts) { f.Title.En = long },
		"summary in Russian": func(f *dossier.Facts) { f.Summary.Ru = long },
		"name":               func(f *dossier.Facts) { f.Contact.Name = long },
		"phone":              func(f *dossier.Facts) { f.Contact.Phone = long },
		"e-mail":             func(f *dossier.Facts) { f.Contact.Email = strings.Repeat("a", 300) + "@b.ee" },
		"topics":             func(f *dossier.Facts) { f.Topics = []string{long} },
		"references":         func(f *dossier.Facts) { f.References = []dossier.Reference{{System: "EIS", Value: long}} },
		"no number":          func(f *dossier.Facts) { f.References = []dossier.Reference{{System: "EIS"}} },
	} {
		f := facts()
		change(&f)
		if _, err := w.do.OpenDossier(w.ctx, official, action.OpenDossier{Facts: f}); fault.Of(err) == nil || fault.Of(err).Kind != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStepRefusesWhatIsNoWebAddressAndNoDossier(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.refused(w.do.RecordStep(w.ctx, official, action.RecordStep{Dossier: id, Step: dossier.Step{Stage: dossier.Intent, Source: "javascript:alert(1)"}}), fault.ErrInvalid, "fault.web_address")
	w.refused(w.do.RecordStep(w.ctx, official, action.RecordStep{Dossier: id, Step: dossier.Step{Outcome: dossier.Superseded, SupersededBy: "XX/26-9999"}}), fault.ErrInvalid, "fault.not_found")
	w.refused(w.do.RecordStep(w.ctx, official, action.RecordStep{Dossier: id, Step: dossier.Step{Outcome: dossier.Superseded, SupersededBy: id}}), fault.ErrInvalid, "fault.not_found")
}

func TestConsultationRefusesMistypedDayAndUnknownDocument(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	open := func(change func(*action.OpenConsultation)) error {
		req := action.OpenConsultation{
			Dossier: id, Title: lang.Text{Et: "Pargid"}, Summary: lang.Text{Et: "Lühidalt"}, Affected: lang.Text{Et: "Linnad"},
			Documents: []int{1}, Deadline: clock.DateOf(w.now).AddDays(30),
		}
		change(&req)
		_, err := w.do.OpenConsultation(w.ctx, official, req)
		return err
	}
	w.refused(open(func(r *action.OpenConsultation) { r.Deadline = clock.DateOf(w.now).AddDays(9999) }), fault.ErrInvalid, "consult.deadline_far")
	w.refused(open(func(r *action.OpenConsultation) { r.Documents = []int{55} }), fault.ErrInvalid, "fault.choose")
	w.refused(open(func(r *action.OpenConsultation) { r.Questions = []lang.Text{{Et: strings.Repeat("x", 30_000)}} }), fault.ErrInvalid, "fault.too_long")
	w.refused(open(func(r *action.OpenConsultation) { r.ShortReason.Et = strings.Repeat("x", 30_000) }), fault.ErrInvalid, "fault.too_long")
}

func TestCommentNamedTwiceIsAnsweredOnce(t *testing.T) {
	w := newWorld(t)
	id := w.dossier()
	w.publish(id, 0, law)
	c := w.consultation(id)
	no, err := w.do.SubmitComment(w.ctx, citizen, w.comment(c))
	w.must(err)
	answer := func(list ...consult.CommentNo) error {
		_, err := w.do.Respond(w.ctx, official, action.Respond{Consultation: c, Comments: list, Outcome: consult.Accepted})
		return err
	}
	w.refused(answer(no, no+77), fault.ErrInvalid, "fault.choose")
	w.must(answer(no, no))
}
