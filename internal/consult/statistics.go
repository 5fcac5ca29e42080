package consult

import (
	"cmp"
	"slices"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/people"
)

// Figures are the statistics of an institution in a year: of its consultations
// and rounds whose deadline was in the year and has passed.
type Figures struct {
	Institution people.Code // empty: all together
	Year        int

	Consultations int
	Days          float64 // median length of a consultation in days
	Shortened     int     // consultations with a published reason for being short
	Comments      int     // public ones
	Answered      int
	AnswerDays    float64 // median of days from a comment to its first response
	Accepted      int     // of those answered: accepted, in whole or in part
	Overdue       int     // without a response after the time for it

	Rounds    int
	Asked     int     // addressees
	Defaulted int     // that were silent and approved by default
	ReplyDays float64 // median of days from sending a round to a reply, defaults aside
}

// Share is a part of a whole in per cent; of nothing it is 0.
func Share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

// Median is the middle of values, or the mean of the two in the middle; of none
// it is 0. It sorts them.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	return (values[middle-1] + values[middle]) / 2
}

// Days is how many days passed from one moment to another.
func Days(from, to time.Time) float64 { return max(0, to.Sub(from).Hours()/24) }

// Observed is what one consultation or round adds to the figures.
type Observed struct {
	Institution people.Code
	Ended       clock.Date // the deadline

	Round      bool
	Length     float64 // of a consultation, in days
	Short      bool
	Comments   int
	AnswerDays []float64 // one for each answered comment
	Accepted   int
	Overdue    int

	Asked     int
	Defaulted int
	ReplyDays []float64
}

// ObserveConsultation measures a consultation but for its comments.
func ObserveConsultation(c Consultation, institution people.Code, responseDays int, now time.Time) Observed {
	return Observed{
		Institution: institution, Ended: c.Deadline, Short: !c.ShortReason.Empty(),
		Length: float64(c.Deadline.Sub(clock.DateOf(c.Opened))), Overdue: c.Overdue(responseDays, now),
	}
}

// ObserveRound measures a round.
func ObserveRound(r Round, institution people.Code) Observed {
	o := Observed{Institution: institution, Ended: r.Deadline, Round: true, Asked: len(r.Addressees)}
	for _, a := range r.Addressees {
		switch {
		case a.Reply == "":
		case a.Reply == ApprovedByDefault:
			o.Defaulted++
		case !a.Silent():
			o.ReplyDays = append(o.ReplyDays, Days(r.Sent, a.Replied))
		}
	}
	return o
}

// Answer adds a public comment with the response to it, or without (nil). The
// first outcome counts for time, the present one for what was accepted.
func (o *Observed) Answer(submitted time.Time, r *Response) {
	o.Comments++
	if r == nil {
		return
	}
	o.AnswerDays = append(o.AnswerDays, Days(submitted, r.Published))
	if r.Outcome == Accepted || r.Outcome == Partly {
		o.Accepted++
	}
}

// Statistics sums observations up by institution and year, and over all
// institutions by year: the newest year first, all together before the others,
// which stand by code.
func Statistics(all []Observed) []Figures {
	type key struct {
		institution people.Code
		year        int
	}
	groups := map[key][]Observed{}
	for _, o := range all {
		groups[key{o.Institution, o.Ended.Year}] = append(groups[key{o.Institution, o.Ended.Year}], o)
		groups[key{"", o.Ended.Year}] = append(groups[key{"", o.Ended.Year}], o)
	}
	var list []Figures
	for k, group := range groups {
		list = append(list, sum(k.institution, k.year, group))
	}
	slices.SortFunc(list, func(a, b Figures) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(a.Institution, b.Institution))
	})
	return list
}

func sum(institution people.Code, year int, group []Observed) Figures {
	f := Figures{Institution: institution, Year: year}
	var lengths, answers, replies []float64
	for _, o := range group {
		if o.Round {
			f.Rounds++
		} else {
			f.Consultations++
			lengths = append(lengths, o.Length)
			f.Comments += o.Comments
			f.Answered += len(o.AnswerDays)
			f.Accepted += o.Accepted
			answers = append(answers, o.AnswerDays...)
		}
		if o.Short {
			f.Shortened++
		}
		f.Overdue += o.Overdue
		f.Asked += o.Asked
		f.Defaulted += o.Defaulted
		replies = append(replies, o.ReplyDays...)
	}
	f.Days, f.AnswerDays, f.ReplyDays = Median(lengths), Median(answers), Median(replies)
	return f
}
