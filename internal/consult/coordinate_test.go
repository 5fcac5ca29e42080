package consult

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

var (
	sentOn   = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) // a Monday
	register = people.Register{
		{Code: "JDM"}, {Code: "RAM"}, {Code: "KLIM"},
		{Code: "KKM", Until: clock.Date{Year: 2023, Month: 6, Day: 30}},
	}
)

func bill() dossier.Dossier {
	return dossier.Dossier{ID: "JDM/26-0001", Kind: dossier.Bill, Institution: "JDM"}
}

func toSend() Round {
	return Round{
		Documents: []DocumentAt{{1, 2}}, Deadline: clock.Date{Year: 2026, Month: 3, Day: 23},
		Addressees: []Addressee{{Institution: "RAM", Task: Approve}, {Institution: "KLIM", Task: Opinion}},
	}
}

// sent is a round that waits for both.
func sent() Round {
	r, err := Send(bill(), toSend(), nil, register, DefaultTerms, sentOn)
	if err != nil {
		panic(err)
	}
	return r
}

func TestSend(t *testing.T) {
	reason := lang.Text{Et: "Direktiivi tähtaeg"}
	for name, c := range map[string]struct {
		change func(*dossier.Dossier, *Round)
		key    string // of the fault; empty: sent
	}{
		"fifteen working days":    {func(*dossier.Dossier, *Round) {}, ""},
		"a day less":              {func(_ *dossier.Dossier, r *Round) { r.Deadline = r.Deadline.AddDays(-3) }, "round.short_reason_required"},
		"a day less, why":         {func(_ *dossier.Dossier, r *Round) { r.Deadline, r.ShortReason = r.Deadline.AddDays(-3), reason }, ""},
		"ten for a regulation":    {func(d *dossier.Dossier, r *Round) { d.Kind, r.Deadline.Day = dossier.GovernmentRegulation, 16 }, ""},
		"nine for a regulation":   {func(d *dossier.Dossier, r *Round) { d.Kind, r.Deadline.Day = dossier.GovernmentRegulation, 13 }, "round.short_reason_required"},
		"today, why":              {func(_ *dossier.Dossier, r *Round) { r.Deadline.Day, r.ShortReason = 2, reason }, ""},
		"yesterday":               {func(_ *dossier.Dossier, r *Round) { r.Deadline.Day, r.ShortReason = 1, reason }, "consult.deadline_past"},
		"no day":                  {func(_ *dossier.Dossier, r *Round) { r.Deadline = clock.Date{} }, "fault.date"},
		"in ten years":            {func(_ *dossier.Dossier, r *Round) { r.Deadline.Year = 2036 }, "consult.deadline_far"},
		"no documents":            {func(_ *dossier.Dossier, r *Round) { r.Documents = nil }, "round.documents_required"},
		"nobody":                  {func(_ *dossier.Dossier, r *Round) { r.Addressees = nil }, "round.addressees_required"},
		"oneself":                 {func(_ *dossier.Dossier, r *Round) { r.Addressees[0].Institution = "JDM" }, "round.addressee_self"},
		"twice":                   {func(_ *dossier.Dossier, r *Round) { r.Addressees[1].Institution = "RAM" }, "round.addressee_twice"},
		"a stranger":              {func(_ *dossier.Dossier, r *Round) { r.Addressees[0].Institution = "XXX" }, "round.addressee_unknown"},
		"one that has been":       {func(_ *dossier.Dossier, r *Round) { r.Addressees[0].Institution = "KKM" }, "round.addressee_unknown"},
		"no task":                 {func(_ *dossier.Dossier, r *Round) { r.Addressees[0].Task = "" }, "fault.choose"},
		"too much said":           {func(_ *dossier.Dossier, r *Round) { r.Note.Ru = strings.Repeat("ж", MaxText+1) }, "fault.too_long"},
		"of a dossier that ended": {func(d *dossier.Dossier, _ *Round) { d.Steps = []dossier.Step{{Outcome: dossier.Adopted}} }, "dossier.ended"},
	} {
		d, r := bill(), toSend()
		c.change(&d, &r)
		got, err := Send(d, r, nil, register, DefaultTerms, sentOn)
		refused(t, name, err, c.key)
		if c.key == "" && (got.ID != ID{Dossier: d.ID, No: 1, Round: true} || got.Institution != "JDM" || !got.Sent.Equal(sentOn)) {
			t.Errorf("%s: sent as %+v", name, got)
		}
	}
}

// refused checks the key of a fault, of one of its fields or of the whole.
func refused(t *testing.T, name string, err error, key string) {
	t.Helper()
	if key == "" {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return
	}
	f := fault.Of(err)
	if f == nil {
		t.Errorf("%s: %v, want %s", name, err, key)
		return
	}
	for _, field := range f.Fields {
		if field.Key == key {
			return
		}
	}
	if f.Message.Key != key {
		t.Errorf("%s: %v, want %s", name, err, key)
	}
}

func TestARoundIsNotShortWithoutNeed(t *testing.T) {
	r := toSend()
	r.ShortReason.Et = "igaks juhuks"
	r.Addressees[0].Reply = Approved // a form cannot bring a reply with it
	got, err := Send(bill(), r, nil, register, DefaultTerms, sentOn)
	if err != nil || !got.ShortReason.Empty() || got.Waiting() != 2 {
		t.Errorf("sent as %+v, %v", got, err)
	}
}

// The next round waits until everybody has an outcome: else one sent to a friend
// alone would let a draft pass that another has not approved.
func TestNextRoundWaitsForTheLast(t *testing.T) {
	d, last := bill(), sent()
	d.Rounds = 1
	if _, err := Send(d, toSend(), &last, register, DefaultTerms, sentOn); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("while the last one waits: %v", err)
	}
	over, _ := last.Silence(last.Ends().Add(time.Second))
	next, err := Send(d, toSend(), &over, register, DefaultTerms, sentOn)
	if err != nil || next.No != 2 || next.Previous != 1 {
		t.Errorf("after it: %+v, %v", next.ID, err)
	}
}

func TestExtend(t *testing.T) {
	why := lang.Text{Et: "Pühad"}
	later := clock.Date{Year: 2026, Month: 3, Day: 30}
	r := sent()
	for name, c := range map[string]struct {
		move Move
		key  string
	}{
		"later": {Move{To: later, Reason: why}, ""}, "without a reason": {Move{To: later}, "fault.required"},
		"the same day": {Move{To: r.Deadline, Reason: why}, "consult.only_later"}, "no day": {Move{Reason: why}, "fault.date"},
		"too far": {Move{To: clock.Date{Year: 2040, Month: 1, Day: 1}, Reason: why}, "consult.deadline_far"},
	} {
		got, err := r.Extend(c.move, sentOn)
		refused(t, name, err, c.key)
		if c.key == "" && (got.Deadline != later || len(got.Moves) != 1 || got.Moves[0].From != r.Deadline || !got.Moves[0].At.Equal(sentOn)) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	_, err := r.Extend(Move{To: later, Reason: why}, r.Ends().Add(time.Second))
	refused(t, "after the deadline", err, "round.over")
	silent, _ := r.Silence(r.Ends().Add(time.Second))
	_, err = silent.Extend(Move{To: later, Reason: why}, sentOn)
	refused(t, "after silence was noted and the clock went back", err, "round.over")
	for i := range r.Addressees {
		r.Addressees[i].Reply = Approved
	}
	_, err = r.Extend(Move{To: later, Reason: why}, sentOn)
	refused(t, "when all have replied", err, "round.all_replied")
}

func TestAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		by      people.Code
		reply   Reply
		reasons string
		remarks int
		key     string
	}{
		"approved":                             {"RAM", Approved, "", 0, ""},
		"approved with remarks left":           {"RAM", Approved, "", 2, "round.remarks_left"},
		"with remarks":                         {"RAM", ApprovedWithRemarks, "", 1, ""},
		"with remarks and none":                {"RAM", ApprovedWithRemarks, "Vt lisa", 0, "round.remarks_required"},
		"not approved":                         {"RAM", NotApproved, "Puudub raha", 0, ""},
		"not approved without reasons":         {"RAM", NotApproved, "  ", 3, "fault.required"},
		"opinion of one asked to approve":      {"RAM", OpinionGiven, "Hea", 0, "fault.choose"},
		"default cannot be chosen":             {"RAM", ApprovedByDefault, "", 0, "fault.choose"},
		"no reply":                             {"RAM", "", "", 0, "fault.choose"},
		"opinion":                              {"KLIM", OpinionGiven, "Hea", 0, ""},
		"opinion in remarks":                   {"KLIM", OpinionGiven, "", 1, ""},
		"empty opinion":                        {"KLIM", OpinionGiven, "", 0, "round.opinion_empty"},
		"no opinion":                           {"KLIM", NoOpinion, "", 0, ""},
		"no opinion with remarks left":         {"KLIM", NoOpinion, "", 1, "round.remarks_left"},
		"approval of one asked for an opinion": {"KLIM", Approved, "", 0, "fault.choose"},
		"too long":                             {"RAM", NotApproved, strings.Repeat("õ", MaxText+1), 0, "consult.text_too_long"},
	} {
		got, err := sent().Answer(Replying{Institution: c.by, Reply: c.reply, Reasons: c.reasons, Remarks: c.remarks, By: "p"}, sentOn)
		refused(t, name, err, c.key)
		if a, _ := got.Asked(c.by); c.key == "" && (a.Reply != c.reply || a.By != "p" || !a.Replied.Equal(sentOn) || a.Silent() || got.Waiting() != 1) {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if _, err := sent().Answer(Replying{Institution: "JDM", Reply: Approved}, sentOn); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("of one not asked: %v", err)
	}
}

func TestAnswerAtTheDeadline(t *testing.T) {
	r, reply := sent(), Replying{Institution: "RAM", Reply: Approved, By: "p"}
	if _, err := r.Answer(reply, r.Ends()); err != nil {
		t.Errorf("in the last second: %v", err)
	}
	_, err := r.Answer(reply, r.Ends().Add(time.Second))
	refused(t, "a second later", err, "round.deadline_passed")
	silent, _ := r.Silence(r.Ends().Add(time.Second))
	_, err = silent.Answer(reply, sentOn)
	refused(t, "after silence was noted, by a clock that went back", err, "round.defaulted")
	once, _ := r.Answer(reply, sentOn)
	_, err = once.Answer(reply, sentOn)
	refused(t, "twice", err, "round.replied")
	_, err = once.Assign("RAM", "x")
	refused(t, "assigned after the reply", err, "round.replied")
	if err := once.MayPrepare("RAM"); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("remarks after the reply: %v", err)
	}
}

func TestSilence(t *testing.T) {
	r := sent()
	if _, silent := r.Silence(r.Ends()); len(silent) != 0 {
		t.Errorf("in the last second: %+v", silent)
	}
	over, silent := r.Silence(r.Ends().Add(time.Hour))
	if len(silent) != 2 || over.Waiting() != 0 || r.Waiting() != 2 {
		t.Fatalf("after it: %+v, before %+v", silent, r)
	}
	for code, want := range map[people.Code]Reply{"RAM": ApprovedByDefault, "KLIM": NoOpinion} {
		a, _ := over.Asked(code)
		if a.Reply != want || !a.Silent() || !a.Replied.Equal(r.Ends()) || a.By != "" {
			t.Errorf("%s: %+v", code, a)
		}
	}
	if _, again := over.Silence(r.Ends().AddDate(1, 0, 0)); len(again) != 0 {
		t.Errorf("noted again: %+v", again)
	}
	o := ObserveRound(over, "JDM")
	if o.Defaulted != 1 || len(o.ReplyDays) != 0 || o.Asked != 2 {
		t.Errorf("silence counts as a reply: %+v", o)
	}
}

func TestDraftRemark(t *testing.T) {
	place := Anchor{Document: 1, Revision: 2, Address: "para5"}
	for name, c := range map[string]struct {
		remark RemarkDraft
		key    string
	}{
		"on the whole":            {RemarkDraft{Text: "Hea"}, ""},
		"a wording alone":         {RemarkDraft{Anchor: place, Replacement: "Uus sõnastus"}, ""},
		"a wording for the whole": {RemarkDraft{Replacement: "Uus sõnastus"}, "round.replacement_place"},
		"nothing":                 {RemarkDraft{Anchor: place, Text: " "}, "fault.required"},
		"another revision":        {RemarkDraft{Anchor: Anchor{Document: 1, Revision: 1}, Text: "Hea"}, "round.not_sent"},
		"another document":        {RemarkDraft{Anchor: Anchor{Document: 2, Revision: 1}, Text: "Hea"}, "round.not_sent"},
		"too long":                {RemarkDraft{Text: strings.Repeat("õ", MaxText+1)}, "consult.text_too_long"},
		"too long a wording":      {RemarkDraft{Anchor: place, Replacement: strings.Repeat("õ", MaxText+1)}, "consult.text_too_long"},
	} {
		refused(t, name, sent().Draft(c.remark), c.key)
	}
}
