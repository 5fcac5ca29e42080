package web

import (
	"crypto/rand"
	"strconv"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// newForm is a form not yet sent.
func newForm() views.Form { return views.Form{FormID: rand.Text()} }

// sentForm is a form as it was sent.
func sentForm(v *visit) views.Form { return views.Form{FormID: v.field("form_id")} }

// refusable is a form, or a page of forms, that can say what is wrong.
type refusable interface{ Refuse(wrong *fault.Fault) }

// again shows a form with what was typed and what is wrong with it, when the
// error is something the person can mend. Any other error is returned.
func (s *Server) again(v *visit, err error, form refusable, page func() templ.Component) error {
	f := fault.Of(err)
	if f == nil {
		return err
	}
	switch f.Kind {
	case fault.Invalid, fault.Conflict, fault.TooMany, fault.Unavailable:
		form.Refuse(f)
		return s.show(v, statuses[f.Kind], page())
	}
	return err
}

// field is a field of the form as text a person typed: valid, one kind of line
// end, no control characters, no white space around it.
func (v *visit) field(name string) string { return readable(v.form(name)) }

func readable(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// text is a field in three languages: name, name_en and name_ru.
func (v *visit) text(name string) lang.Text {
	return lang.Text{Et: v.field(name), En: v.field(name + "_en"), Ru: v.field(name + "_ru")}
}

// date is a field with a day; what is not a day is noted as wrong. An empty
// field is no day.
func (v *visit) date(name string, wrong *fault.Fields) clock.Date {
	typed := v.field(name)
	if typed == "" {
		return clock.Date{}
	}
	d, err := clock.ParseDate(typed)
	if err != nil {
		wrong.Add(name, "fault.date")
	}
	return d
}

// whole is a field with a whole number; 0 when it is none.
func (v *visit) whole(name string) int {
	n, err := strconv.Atoi(v.field(name))
	if err != nil {
		return 0
	}
	return n
}

// wholes are the values of a field that may be repeated.
func (v *visit) wholes(name string) []int {
	var found []int
	for _, value := range v.values(name) {
		if n, err := strconv.Atoi(value); err == nil {
			found = append(found, n)
		}
	}
	return found
}

func (v *visit) values(name string) []string {
	if form, err := v.c.MultipartForm(); err == nil {
		return form.Value[name]
	}
	var found []string
	for _, value := range v.c.Request().PostArgs().PeekMulti(name) {
		found = append(found, string(value))
	}
	return found
}

// lines are the lines of a field that are not empty.
func lines(typed string) []string {
	var found []string
	for line := range strings.Lines(typed) {
		if line = strings.TrimSpace(line); line != "" {
			found = append(found, line)
		}
	}
	return found
}

// theDossier is the dossier that the path names.
func (v *visit) theDossier() dossier.ID {
	return dossier.ID(v.param("series") + "/" + v.param("number"))
}

// theDocument is the document that the path names.
func (v *visit) theDocument() (dossier.ID, int, error) {
	no, err := v.number("document", 2)
	return v.theDossier(), no, err
}

// theConsultation is the consultation that the path names.
func (v *visit) theConsultation() (consult.ID, error) {
	no, err := v.number("consultation", 1)
	return consult.ID{Dossier: v.theDossier(), No: no}, err
}

// theComment is the comment that the path names.
func (v *visit) theComment() (consult.CommentNo, error) {
	year, ordinal, ok := strings.Cut(v.param("comment"), "-")
	y, err1 := strconv.Atoi(year)
	n, err2 := strconv.ParseUint(ordinal, 10, 32)
	no := consult.NewCommentNo(y, n)
	if !ok || err1 != nil || err2 != nil || y < 0 || y > 99 || no.String() != v.param("comment") {
		return 0, fault.ErrNotFound
	}
	return no, nil
}

// mayWrite loads a dossier for a form about it: absent and hidden are the same,
// and whoever may not send the form does not see it.
func (s *Server) mayWrite(v *visit, do people.Verb) (dossier.Dossier, error) {
	d, err := s.queries.DossierFacts(v.ctx, v.person, v.theDossier())
	if err != nil {
		return d, err
	}
	on := people.Object{Institution: d.Institution, Published: !d.Published.IsZero()}
	return d, people.May(v.person, do, on)
}
