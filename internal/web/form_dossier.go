package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/views"
)

// writing is the part of the route table with forms.
func (s *Server) writing() []Route {
	return slices.Concat(s.dossierForms(), s.draftForms(), s.linkForms(), s.consultationForms(), s.commentForms(), s.ownForms(), s.moderationForms(), s.entryForms())
}

func (s *Server) dossierForms() []Route {
	const get, post, one = fiber.MethodGet, fiber.MethodPost, "/dossiers/:series/:number"
	return []Route{
		{Method: get, Path: "/work/new", Who: Official, Handler: s.askNewDossier},
		{Method: post, Path: "/work/new", Who: Official, Handler: s.openDossier},
		{Method: get, Path: one + "/edit", Who: Official, Handler: s.askEditDossier},
		{Method: post, Path: one + "/edit", Who: Official, Handler: s.editDossier},
		{Method: post, Path: one + "/publish", Who: Official, Handler: s.publishDossier},
		{Method: get, Path: one + "/steps/new", Who: Official, Handler: s.askStep},
		{Method: post, Path: one + "/steps/new", Who: Official, Handler: s.recordStep},
		{Method: get, Path: one + "/documents/new", Who: Official, Handler: s.askDocument},
		{Method: post, Path: one + "/documents/new", Who: Official, Handler: s.addDocument},
	}
}

func (s *Server) askNewDossier(v *visit) error {
	if err := people.May(v.person, people.OpenDossier, people.Object{Institution: v.person.Institution}); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.DossierFormPage(views.DossierForm{Layout: s.layout(v), Form: newForm()}))
}

func (s *Server) openDossier(v *visit) error {
	form := s.sentDossier(v)
	id, err := s.actions.OpenDossier(v.ctx, v.person, action.OpenDossier{Facts: form.Facts, FormID: form.FormID})
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.DossierFormPage(form) })
	}
	return v.see(views.To(v.lang).Dossier(id))
}

func (s *Server) askEditDossier(v *visit) error {
	d, err := s.mayWrite(v, people.EditDossier)
	if err != nil {
		return err
	}
	form := views.DossierForm{
		Layout: s.layout(v), Form: newForm(), ID: d.ID,
		Facts:  dossier.Facts{Title: d.Title, Kind: d.Kind, Summary: d.Summary, Contact: d.Contact, Topics: d.Topics, References: d.References},
		Topics: strings.Join(d.Topics, ", "), References: typedReferences(d.References),
	}
	return s.show(v, fiber.StatusOK, views.DossierFormPage(form))
}

func (s *Server) editDossier(v *visit) error {
	form := s.sentDossier(v)
	form.ID = v.theDossier()
	err := s.actions.EditDossier(v.ctx, v.person, action.EditDossier{Dossier: form.ID, Facts: form.Facts})
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.DossierFormPage(form) })
	}
	return v.see(views.To(v.lang).Dossier(form.ID))
}

func (s *Server) sentDossier(v *visit) views.DossierForm {
	form := views.DossierForm{Layout: s.layout(v), Form: sentForm(v), Topics: v.field("topics"), References: v.field("references")}
	form.Facts = dossier.Facts{
		Title: v.text("title"), Kind: dossier.Kind(v.field("kind")), Summary: v.text("summary"),
		Contact: dossier.Contact{Office: v.field("office"), Name: v.field("contact_name"), Email: v.field("email"), Phone: v.field("phone")},
	}
	for topic := range strings.SplitSeq(form.Topics, ",") {
		if topic = strings.TrimSpace(topic); topic != "" {
			form.Facts.Topics = append(form.Facts.Topics, topic)
		}
	}
	form.Facts.References = readReferences(form.References)
	return form
}

// readReferences reads one reference a line: system, value, perhaps an address.
func readReferences(typed string) []dossier.Reference {
	var found []dossier.Reference
	for _, line := range lines(typed) {
		words := strings.Fields(line)
		ref := dossier.Reference{System: words[0]}
		if last := len(words) - 1; last > 0 && strings.Contains(words[last], "://") {
			ref.Address = words[last]
			words = words[:last]
		}
		ref.Value = strings.Join(words[1:], " ")
		found = append(found, ref)
	}
	return found
}

func typedReferences(refs []dossier.Reference) string {
	var b strings.Builder
	for _, r := range refs {
		b.WriteString(strings.TrimSpace(strings.Join([]string{r.System, r.Value, r.Address}, " ")) + "\n")
	}
	return b.String()
}

func (s *Server) publishDossier(v *visit) error {
	if err := s.actions.PublishDossier(v.ctx, v.person, v.theDossier()); err != nil {
		return err
	}
	return v.see(views.To(v.lang).Dossier(v.theDossier()))
}

func (s *Server) askStep(v *visit) error {
	d, err := s.mayWrite(v, people.RecordStep)
	if err != nil {
		return err
	}
	form := views.StepForm{Layout: s.layout(v), Form: newForm(), Dossier: d.ID, Title: d.Title}
	if err := s.submissionLacks(v, &form); err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.StepFormPage(form))
}

func (s *Server) recordStep(v *visit) error {
	d, err := s.mayWrite(v, people.RecordStep)
	if err != nil {
		return err
	}
	form := views.StepForm{
		Layout: s.layout(v), Form: sentForm(v), Dossier: d.ID, Title: d.Title, Chosen: v.field("stage"),
		Happened: v.field("happened"), Note: v.text("note"), Source: v.field("source"), SupersededBy: v.field("superseded_by"),
	}
	if err := s.submissionLacks(v, &form); err != nil {
		return err
	}
	var wrong fault.Fields
	step := dossier.Step{Happened: v.date("happened", &wrong), Note: form.Note, Source: form.Source, SupersededBy: dossier.ID(form.SupersededBy)}
	if slices.Contains(dossier.Outcomes, dossier.Outcome(form.Chosen)) {
		step.Outcome = dossier.Outcome(form.Chosen)
	} else {
		step.Stage = dossier.Stage(form.Chosen)
	}
	err = wrong.Err()
	if err == nil {
		err = s.actions.RecordStep(v.ctx, v.person, action.RecordStep{Dossier: d.ID, Step: step, FormID: form.FormID})
	}
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.StepFormPage(form) })
	}
	return v.see(views.To(v.lang).Dossier(d.ID))
}

func (s *Server) askDocument(v *visit) error {
	d, err := s.mayWrite(v, people.AddDocument)
	if err != nil {
		return err
	}
	form := views.DocumentForm{Layout: s.layout(v), Form: newForm(), Dossier: d.ID, Title: d.Title}
	form.Document.Language = lang.Et
	return s.show(v, fiber.StatusOK, views.DocumentFormPage(form))
}

func (s *Server) addDocument(v *visit) error {
	d, err := s.mayWrite(v, people.AddDocument)
	if err != nil {
		return err
	}
	form := views.DocumentForm{Layout: s.layout(v), Form: sentForm(v), Dossier: d.ID, Title: d.Title}
	form.Document = dossier.Document{
		Kind: dossier.DocumentKind(v.field("kind")), Title: v.text("title"),
		Language: lang.Tag(v.field("language")), Act: v.field("act"),
	}
	no, err := s.actions.AddDocument(v.ctx, v.person, action.AddDocument{
		Dossier: d.ID, Kind: form.Document.Kind, Title: form.Document.Title,
		Language: form.Document.Language, Act: form.Document.Act, FormID: form.FormID,
	})
	if err != nil {
		return s.again(v, err, &form.Form, func() templ.Component { return views.DocumentFormPage(form) })
	}
	return v.see(views.To(v.lang).Draft(d.ID, no))
}

// submissionLacks tells on the form what a submission to the Government lacks.
func (s *Server) submissionLacks(v *visit, form *views.StepForm) error {
	found, err := s.queries.Disagreements(v.ctx, v.person, form.Dossier)
	if err != nil {
		return err
	}
	form.Missing = found.Missing
	for _, code := range found.Missing.Silent {
		form.Silent = append(form.Silent, views.InstitutionName{Code: code, Name: s.queries.InstitutionName(code)})
	}
	return nil
}
