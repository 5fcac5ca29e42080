package web

import (
	"context"

	"github.com/a-h/templ"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// moveAnswer throws a draft away or takes it up again, and shows the work list.
func (s *Server) moveAnswer(v *visit, move func(context.Context, people.Person, consult.ID, consult.DraftNo) error) error {
	id, no, err := v.theDraft()
	if err != nil {
		return err
	}
	if err := move(v.ctx, v.person, id, no); err != nil {
		page, wrong := s.answerList(v, "", "", "")
		if wrong != nil {
			return wrong
		}
		return s.again(v, err, &page.Form, func() templ.Component { return views.AnsweringPage(page) })
	}
	return v.see(views.To(v.lang).Responses(id, views.AnswerQuery{}))
}
