package views

import (
	"fmt"
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
)

// Statistics is the figures of consultations and rounds.
type Statistics struct {
	Layout
	Query        StatisticsQuery
	Chosen       InstitutionName // empty: all together
	Years        []int           // newest first
	Institutions []InstitutionName
	Over         []consult.Figures // of the institution chosen, by year, oldest first
	Rows         []FiguresRow      // of the year chosen
}

// FiguresRow is figures with the name of the institution.
type FiguresRow struct {
	Figures consult.Figures
	Name    InstitutionName
}

// Measure is one figure: its key, how it is worked out from others, and how it
// is written.
type Measure struct {
	Key   string
	Value func(consult.Figures) float64
	Unit  string // "", "%" or "d"
	Most  float64
	of    func(consult.Figures) int // of how many; nothing is drawn where it is 0
}

// Measures lists the figures in the order in which pages show them.
var Measures = []Measure{
	{Key: "length", Unit: "d", Value: func(f consult.Figures) float64 { return f.Days }, of: func(f consult.Figures) int { return f.Consultations }},
	{Key: "shortened", Unit: "%", Most: 100, Value: func(f consult.Figures) float64 { return consult.Share(f.Shortened, f.Consultations) }, of: func(f consult.Figures) int { return f.Consultations }},
	{Key: "comments", Value: func(f consult.Figures) float64 { return float64(f.Comments) }, of: func(f consult.Figures) int { return f.Consultations }},
	{Key: "answered", Unit: "%", Most: 100, Value: func(f consult.Figures) float64 { return consult.Share(f.Answered, f.Comments) }, of: func(f consult.Figures) int { return f.Comments }},
	{Key: "wait", Unit: "d", Value: func(f consult.Figures) float64 { return f.AnswerDays }, of: func(f consult.Figures) int { return f.Answered }},
	{Key: "accepted", Unit: "%", Most: 100, Value: func(f consult.Figures) float64 { return consult.Share(f.Accepted, f.Answered) }, of: func(f consult.Figures) int { return f.Answered }},
	{Key: "overdue", Value: func(f consult.Figures) float64 { return float64(f.Overdue) }, of: func(f consult.Figures) int { return f.Comments }},
	{Key: "defaulted", Unit: "%", Most: 100, Value: func(f consult.Figures) float64 { return consult.Share(f.Defaulted, f.Asked) }, of: func(f consult.Figures) int { return f.Asked }},
	{Key: "reply", Unit: "d", Value: func(f consult.Figures) float64 { return f.ReplyDays }, of: func(f consult.Figures) int { return f.Asked }},
}

// written is a figure as the page says it; a dash where there is nothing to
// measure.
func (p Statistics) written(m Measure, f consult.Figures) string {
	if m.of(f) == 0 {
		return "–"
	}
	n := int(m.Value(f) + .5)
	switch m.Unit {
	case "%":
		return Number(p.Lang, n) + nbsp + "%"
	case "d":
		return p.T("statistics.n_days", n)
	}
	return Number(p.Lang, n)
}

// statBar is one year in a picture of 200 × 86.
type statBar struct {
	x, y, width, height string
	above               string // where its figure stands
	year, label, said   string
	spacious            bool // there is room for its figure
}

// bars draws a figure over the years.
func (p Statistics) bars(m Measure) []statBar {
	most := m.Most
	for _, f := range p.Over {
		most = max(most, m.Value(f))
	}
	var list []statBar
	step := min(80, 200/max(1, len(p.Over)))
	for i, f := range p.Over {
		height := 0
		if most > 0 {
			height = int(48 * m.Value(f) / most)
		}
		bar := statBar{
			x: pixels(i * step), width: pixels(max(4, min(44, step-4))), y: pixels(50 - height), height: pixels(max(1, height)),
			above: pixels(46 - height), year: strconv.Itoa(f.Year), said: p.written(m, f), spacious: step >= 66 || i == len(p.Over)-1,
		}
		if bar.label = bar.year; step < 40 {
			bar.label = bar.year[2:]
		}
		list = append(list, bar)
	}
	return list
}

// pictureWords tells a picture to those who listen.
func (p Statistics) pictureWords(m Measure) string {
	words := p.T("statistics." + m.Key)
	for _, b := range p.bars(m) {
		words += fmt.Sprintf("; %s: %s", b.year, b.said)
	}
	return words
}

// place names an institution in the table.
func (p Statistics) name(r FiguresRow) string {
	if r.Figures.Institution == "" {
		return p.T("statistics.all")
	}
	return p.In(r.Name.Name)
}

func (p Statistics) with(year int, code people.Code) string {
	return p.To().Statistics(StatisticsQuery{Year: year, Institution: code})
}
