package consult

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

var (
	now    = time.Date(2026, time.October, 1, 9, 0, 0, 0, time.UTC)
	today  = clock.DateOf(now)
	public = dossier.Dossier{ID: "JDM/26-0001", Institution: "JDM", Published: now.AddDate(0, -1, 0)}
)

func good() Consultation {
	return Consultation{
		Title: lang.Text{Et: "Pealkiri"}, Summary: lang.Text{Et: "Lühidalt"}, Affected: lang.Text{Et: "Kõik"},
		Documents: []DocumentAt{{1, 1}}, Deadline: today.AddDays(28),
	}
}

func fields(err error) string {
	f := fault.Of(err)
	if f == nil {
		return ""
	}
	var list []string
	for _, field := range f.Fields {
		list = append(list, field.Name+" "+field.Key)
	}
	if len(list) == 0 {
		return f.Message.Key
	}
	return strings.Join(list, "; ")
}

func TestOpen(t *testing.T) {
	ended := public
	ended.Steps = []dossier.Step{{Outcome: dossier.Lapsed}}
	for _, c := range []struct {
		name   string
		in     dossier.Dossier
		change func(*Consultation)
		want   string
	}{
		{"four weeks", public, func(*Consultation) {}, ""},
		{"a day less without a reason", public, func(c *Consultation) { c.Deadline = today.AddDays(27) }, "short_reason consult.short_reason_required"},
		{"a day less with a reason", public, func(c *Consultation) { c.Deadline, c.ShortReason.Et = today.AddDays(27), "direktiivi tähtaeg" }, ""},
		{"ends today, with a reason", public, func(c *Consultation) { c.Deadline, c.ShortReason.Et = today, "x" }, ""},
		{"ended yesterday", public, func(c *Consultation) { c.Deadline = today.AddDays(-1) }, "deadline consult.deadline_past"},
		{"no deadline", public, func(c *Consultation) { c.Deadline = clock.Date{} }, "deadline fault.date"},
		{"no documents", public, func(c *Consultation) { c.Documents = nil }, "documents consult.documents_required"},
		{"no words", public, func(c *Consultation) { c.Summary, c.Affected = lang.Text{}, lang.Text{En: "All"} }, "summary fault.required; affected fault.required"},
		{"long summary in Russian", public, func(c *Consultation) { c.Summary.Ru = strings.Repeat("я", MaxText+1) }, "summary fault.too_long"},
		{"hidden dossier", dossier.Dossier{}, func(*Consultation) {}, "consult.dossier_not_public"},
		{"ended dossier", ended, func(*Consultation) {}, "dossier.ended"},
	} {
		given := good()
		c.change(&given)
		opened, err := Open(c.in, given, 28, now)
		if got := fields(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if err == nil && (opened.No != 1 || opened.Institution != "JDM" || !opened.IsOpen(now)) {
			t.Errorf("%s: opened %+v", c.name, opened)
		}
	}
}

func TestIsOpen(t *testing.T) {
	// On 25 October 2026 clocks go back and the day has 25 hours.
	c := Consultation{Opened: now, Deadline: clock.Date{Year: 2026, Month: time.October, Day: 25}}
	end := time.Date(2026, time.October, 25, 22, 0, 0, 0, time.UTC)
	for _, at := range []struct {
		when time.Time
		open bool
	}{
		{now.Add(-time.Nanosecond), false}, {now, true}, {end.Add(-time.Hour), true},
		{end.Add(-time.Nanosecond), true}, {end, false}, {end.Add(time.Hour), false},
	} {
		if got := c.IsOpen(at.when); got != at.open {
			t.Errorf("open at %s: %v, want %v", at.when, got, at.open)
		}
	}
	c.Closed = now.AddDate(0, 0, 30)
	if c.IsOpen(now.AddDate(0, 0, 31)) {
		t.Error("a closed consultation is open")
	}
}

func TestMoveDeadline(t *testing.T) {
	c := good()
	c.Opened = now
	why := lang.Text{Et: "palju huvi"}
	for _, m := range []struct {
		name string
		to   clock.Date
		why  lang.Text
		want string
	}{
		{"later", c.Deadline.AddDays(7), why, ""},
		{"without a reason", c.Deadline.AddDays(7), lang.Text{}, "reason fault.required"},
		{"same", c.Deadline, why, "deadline consult.only_later"},
		{"earlier", c.Deadline.AddDays(-1), why, "deadline consult.only_later"},
		{"never", clock.Date{}, why, "deadline fault.date"},
	} {
		moved, err := c.MoveDeadline(Move{To: m.to, Reason: m.why}, now)
		if got := fields(err); got != m.want {
			t.Errorf("%s: got %q, want %q", m.name, got, m.want)
		}
		if len(c.Moves) != 0 {
			t.Errorf("%s: the consultation given was changed", m.name)
		}
		if err == nil && (moved.Deadline != m.to || moved.Moves[0].From != c.Deadline || moved.Moves[0].At != now) {
			t.Errorf("%s: moved %+v", m.name, moved)
		}
	}
}

func TestClose(t *testing.T) {
	c := good()
	c.Opened = now
	after := clock.StartOfDay(c.Deadline.AddDays(1))
	closed := c
	closed.Closed = after
	for _, k := range []struct {
		name    string
		c       Consultation
		summary string
		at      time.Time
		want    string
	}{
		{"after the deadline", c, "Kokkuvõte", after, ""},
		{"without a summary", c, " ", after, "summary fault.required"},
		{"in the last second", c, "Kokkuvõte", after.Add(-time.Nanosecond), "consult.still_open"},
		{"twice", closed, "Kokkuvõte", after, "consult.closed"},
	} {
		got, err := k.c.Close(k.summary, k.at)
		if fields(err) != k.want {
			t.Errorf("%s: got %q, want %q", k.name, fields(err), k.want)
		}
		if err == nil && (got.Closed != k.at || got.Closing.Et != k.summary) {
			t.Errorf("%s: closed %+v", k.name, got)
		}
	}
}

func TestComment(t *testing.T) {
	c := good()
	c.Opened = now
	end := clock.StartOfDay(c.Deadline.AddDays(1))
	for _, k := range []struct {
		name string
		m    Comment
		at   time.Time
		want string
	}{
		{"in time", Comment{Text: "Toetan."}, now, ""},
		{"complete in the last moment", Comment{Text: "Toetan."}, end.Add(-time.Millisecond), ""},
		{"late", Comment{Text: "Toetan."}, end, "consult.deadline_passed"},
		{"empty", Comment{Text: " \n"}, now, "text fault.required"},
		{"as long as may be", Comment{Text: strings.Repeat("ž", MaxText)}, now, ""},
		{"too long", Comment{Text: strings.Repeat("ž", MaxText+1)}, now, "text consult.text_too_long"},
		{"on a document asked about", Comment{Text: "x", Anchor: Anchor{Document: 1}}, now, ""},
		{"on another document", Comment{Text: "x", Anchor: Anchor{Document: 2}}, now, "anchor consult.not_asked"},
	} {
		if got := fields(c.Comment(k.m, k.at)); got != k.want {
			t.Errorf("%s: got %q, want %q", k.name, got, k.want)
		}
	}
}

func TestRespond(t *testing.T) {
	one := []CommentNo{1}
	for _, k := range []struct {
		name string
		r    Response
		want string
	}{
		{"accepted needs no reason", Response{Comments: one, Outcome: Accepted}, ""},
		{"not accepted needs one", Response{Comments: one, Outcome: NotAccepted}, "text fault.required"},
		{"noted needs one", Response{Comments: one, Outcome: Noted, Text: " "}, "text fault.required"},
		{"partly", Response{Comments: one, Outcome: Partly, Text: "Lisame tähtaja."}, ""},
		{"no such outcome", Response{Comments: one, Outcome: "perhaps", Text: "x"}, "outcome fault.choose"},
		{"answers nothing", Response{Outcome: Accepted}, "comments fault.choose"},
	} {
		if got := fields(Respond(k.r)); got != k.want {
			t.Errorf("%s: got %q, want %q", k.name, got, k.want)
		}
	}
}

// Once a consultation is over it does not open again by itself, whatever
// moments it is asked about in order.
func TestOpenIsOneSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Consultation{Opened: now, Deadline: today.AddDays(rapid.IntRange(0, 60).Draw(t, "days"))}
		a := now.Add(time.Duration(rapid.Int64Range(0, int64(90*24*time.Hour)).Draw(t, "a")))
		b := a.Add(time.Duration(rapid.Int64Range(0, int64(90*24*time.Hour)).Draw(t, "b")))
		if !c.IsOpen(a) && c.IsOpen(b) {
			t.Fatalf("closed at %s and open again at %s", a, b)
		}
	})
}

// A reason given for a window that is long enough marks and counts nothing as short.
func TestLongWindowIsNotShort(t *testing.T) {
	for days, want := range map[int]bool{27: true, 28: false} {
		c := good()
		c.Deadline, c.ShortReason.Et = today.AddDays(days), "direktiivi tähtaeg"
		opened, err := Open(public, c, 28, now)
		if err != nil || opened.ShortReason.Empty() == want || ObserveConsultation(opened, "JDM", 30, now).Short != want {
			t.Errorf("%d days: %+v, %v", days, opened.ShortReason, err)
		}
	}
}
