package web

import (
	"encoding/json"
	"slices"

	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// completion is one suggestion as the script of the pages reads it.
type completion struct {
	Text    string `json:"text"`
	Kind    string `json:"kind"` // what it is, in words
	Address string `json:"address"`
}

// suggest completes what is being typed. It answers everybody alike, so that
// anything between may keep the answer.
func (s *Server) suggest(v *visit) error {
	found, err := s.queries.Suggest(v.ctx, v.query("q"))
	if err != nil {
		return err
	}
	l := s.layout(v)
	body, err := json.Marshal(append([]completion{}, each(found, func(one query.Suggestion) completion { return suggestionShown(l, one) })...))
	if err != nil {
		return err
	}
	v.c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
	v.c.Set(fiber.HeaderCacheControl, "public, max-age=60")
	return v.c.Send(body)
}

// beginning is what is suggested to those whose search box does not suggest: what
// begins with all that was typed and is not among what was found.
func (s *Server) beginning(v *visit, q views.SearchQuery, shown []query.SearchGroup) (list []views.Named, err error) {
	if q.Narrowed() || q.After != "" {
		return nil, nil
	}
	found, err := s.queries.Suggest(v.ctx, q.Words)
	if err != nil {
		return nil, err
	}
	l := s.layout(v)
	for _, one := range found {
		if one.Act == q.Words || one.Dossier != "" && slices.ContainsFunc(shown, func(g query.SearchGroup) bool { return g.ID == one.Dossier }) {
			continue
		}
		list = append(list, views.Named(suggestionShown(l, one)))
	}
	return list, nil
}

func suggestionShown(l views.Layout, one query.Suggestion) completion {
	shown := completion{Text: l.In(one.Text)}
	switch {
	case one.Dossier != "":
		shown.Kind, shown.Address = l.T("find.kind_dossier")+" "+string(one.Dossier), l.To().Dossier(one.Dossier)
	case one.Institution != "":
		shown.Kind, shown.Address = l.T("find.kind_institution"), l.To().Institution(one.Institution)
	default:
		shown.Kind, shown.Address = l.T("find.kind_act"), l.To().Search(views.SearchQuery{Words: one.Act})
	}
	return shown
}
