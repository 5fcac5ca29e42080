package consult

import (
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
)

func TestMedian(t *testing.T) {
	for _, k := range []struct {
		values []float64
		want   float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1}, 5}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 3, 2}, 2.5}} {
		if got := Median(k.values); got != k.want {
			t.Errorf("median of %v is %v, want %v", k.values, got, k.want)
		}
	}
	if Share(1, 0) != 0 || Share(1, 4) != 25 {
		t.Error("shares are wrong")
	}
}

func TestStatistics(t *testing.T) {
	day := func(d int) time.Time { return now.AddDate(0, 0, d) }
	c := Consultation{Opened: now, Deadline: today.AddDays(28)}
	short := Consultation{Opened: now, Deadline: today.AddDays(10), ShortReason: lang.Text{Et: "kiire"}, Comments: 1}
	one := ObserveConsultation(c, "JDM", 30, day(200))
	one.Answer(day(0), &Response{Outcome: Accepted, Published: day(10)})
	one.Answer(day(0), &Response{Outcome: NotAccepted, Published: day(20)})
	one.Answer(day(0), nil)
	two := ObserveConsultation(short, "KLIM", 30, day(200))
	two.Answer(day(1), nil)
	round := ObserveRound(Round{Sent: now, Deadline: today.AddDays(15), Addressees: []Addressee{
		{Reply: Approved, Replied: day(4)}, {Reply: ApprovedByDefault, Replied: day(16)}, {},
	}}, "JDM")
	list := Statistics([]Observed{one, two, round})
	year := c.Deadline.Year
	want := map[string]Figures{
		"":     {Year: year, Consultations: 2, Days: 19, Shortened: 1, Comments: 4, Answered: 2, AnswerDays: 15, Accepted: 1, Overdue: 1, Rounds: 1, Asked: 3, Defaulted: 1, ReplyDays: 4},
		"JDM":  {Institution: "JDM", Year: year, Consultations: 1, Days: 28, Comments: 3, Answered: 2, AnswerDays: 15, Accepted: 1, Rounds: 1, Asked: 3, Defaulted: 1, ReplyDays: 4},
		"KLIM": {Institution: "KLIM", Year: year, Consultations: 1, Days: 10, Shortened: 1, Comments: 1, Overdue: 1},
	}
	if clock.DateOf(now).AddDays(28).Year != year || short.Deadline.Year != year {
		t.Skip("the year turns between the two")
	}
	if len(list) != len(want) || list[0].Institution != "" {
		t.Fatalf("got %+v", list)
	}
	for _, f := range list {
		if f != want[string(f.Institution)] {
			t.Errorf("%q: got %+v\nwant %+v", f.Institution, f, want[string(f.Institution)])
		}
	}
}
