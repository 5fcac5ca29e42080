package web

import (
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// showAnalysis shows how the search understands words.
func (s *Server) showAnalysis(v *visit) error {
	page := views.Analysis{Layout: s.layout(v), Words: v.query("q")}
	page.Robots = "noindex"
	list, more := s.queries.Analyse(page.Words)
	page.Cut, page.List = more, each(list, wordShown)
	return s.show(v, fiber.StatusOK, views.AnalysisPage(page))
}

func wordShown(a query.Analysis) views.AnalysedWord {
	w := views.AnalysedWord{
		Text: a.Text, Folded: a.Folded, Plain: a.Plain, Number: a.Number, Common: a.Common, Parts: a.Parts, PartKeys: a.PartKeys,
	}
	for _, tag := range lang.All {
		if keys := a.Keys[string(tag)]; len(keys) > 0 {
			w.Keys = append(w.Keys, views.KeysIn{Lang: tag, Keys: keys})
		}
	}
	for _, r := range a.Readings {
		w.Readings = append(w.Readings, views.WordReading{Key: r.Key, Ending: r.Ending, Verb: r.Verb, Percent: int(r.Share*100 + .5), Kept: r.Kept})
	}
	return w
}
