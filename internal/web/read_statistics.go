package web

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/exchange"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// showStatistics shows the figures over the years, and of one year by
// institution.
func (s *Server) showStatistics(v *visit) error {
	rows, err := s.queries.Statistics(v.ctx)
	if err != nil {
		return err
	}
	page := views.Statistics{Layout: s.layout(v), Years: query.YearsOf(rows)}
	if page.Query.Year, err = v.year(); err != nil {
		return err
	}
	page.Query.Institution = people.Code(v.query("institution"))
	if page.Query.Year == 0 && len(page.Years) > 0 {
		page.Query.Year = page.Years[0]
	}
	if page.Query.Year != 0 && !slices.Contains(page.Years, page.Query.Year) {
		return fault.ErrNotFound
	}
	for _, r := range query.Of(rows, page.Query.Institution) {
		page.Over, page.Chosen = append(page.Over, r.Figures), nameShown(r.Name)
	}
	if page.Query.Institution != "" && len(page.Over) == 0 {
		page.Chosen = views.InstitutionName{Code: page.Query.Institution, Name: s.queries.InstitutionName(page.Query.Institution)}
	}
	for _, r := range rows {
		if r.Year == page.Query.Year {
			page.Rows = append(page.Rows, views.FiguresRow{Figures: r.Figures, Name: nameShown(r.Name)})
		}
	}
	return s.show(v, fiber.StatusOK, views.StatisticsPage(page))
}

// statisticsHead names the columns of the file. The names are for ever.
var statisticsHead = []string{"year", "institution", "consultations", "median_days", "shortened", "shortened_percent", "comments", "answered",
	"answered_percent", "median_days_to_answer", "accepted", "accepted_percent", "overdue", "rounds", "asked", "defaulted",
	"defaulted_percent", "median_days_to_reply"}

// sendStatistics sends all figures as CSV; all institutions together have no
// code.
func (s *Server) sendStatistics(v *visit) error {
	rows, err := s.queries.Statistics(v.ctx)
	if err != nil {
		return err
	}
	table := exchange.Table{Head: statisticsHead, Rows: func(yield func(exchange.Row, error) bool) {
		for _, r := range rows {
			if !yield(exchange.Row{Cells: figureCells(r.Figures)}, nil) {
				return
			}
		}
	}}
	var out bytes.Buffer
	if err := exchange.WriteCSV(&out, table, ""); err != nil {
		return err
	}
	return s.sendFile(v, "statistics.csv", exchange.CSVType, out.Bytes())
}

func figureCells(f consult.Figures) []string {
	share := func(part, whole int) string { return strconv.FormatFloat(consult.Share(part, whole), 'f', 1, 64) }
	days := func(n float64) string { return strconv.FormatFloat(n, 'f', 1, 64) }
	n := strconv.Itoa
	return []string{
		n(f.Year), string(f.Institution), n(f.Consultations), days(f.Days), n(f.Shortened), share(f.Shortened, f.Consultations),
		n(f.Comments), n(f.Answered), share(f.Answered, f.Comments), days(f.AnswerDays), n(f.Accepted), share(f.Accepted, f.Answered),
		n(f.Overdue), n(f.Rounds), n(f.Asked), n(f.Defaulted), share(f.Defaulted, f.Asked), days(f.ReplyDays),
	}
}
