package web

import (
	"context"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/internal/query"
	"github.com/eelnou/eelnou/views"
)

// jointPages is the part of the route table for joint opinions.
func (s *Server) jointPages() []Route {
	const get, post, one = fiber.MethodGet, fiber.MethodPost, "/joint-opinions/:joint"
	return []Route{
		{Method: get, Path: "/joint-opinions/new", Who: SignedIn, Handler: s.askJoint},
		{Method: post, Path: "/joint-opinions/new", Who: SignedIn, Handler: s.beginJoint},
		{Method: get, Path: one, Who: SignedIn, Handler: s.showJoint},
		{Method: get, Path: one + "/whole", Who: SignedIn, Handler: s.askJointPart},
		{Method: post, Path: one + "/whole", Who: SignedIn, Handler: s.saveJointPart},
		{Method: get, Path: one + "/remarks/new", Who: SignedIn, Handler: s.askNewJointRemark},
		{Method: post, Path: one + "/remarks/new", Who: SignedIn, Handler: s.saveJointPart},
		{Method: get, Path: one + "/remarks/:remark", Who: SignedIn, Handler: s.askJointPart},
		{Method: post, Path: one + "/remarks/:remark", Who: SignedIn, Handler: s.saveJointPart},
		{Method: post, Path: one + "/remarks/:remark/remove", Who: SignedIn, Handler: s.removeJointRemark},
		{Method: post, Path: one + "/remarks/:remark/restore", Who: SignedIn, Handler: s.restoreJointRemark},
		{Method: post, Path: one + "/files", Who: SignedIn, Handler: s.encloseInJoint},
		{Method: get, Path: one + "/files/:file", Who: SignedIn, Handler: s.sendJointFile},
		{Method: post, Path: one + "/cosigners", Who: SignedIn, Handler: s.askCosigner},
		{Method: post, Path: one + "/cosigners/revoke", Who: SignedIn, Handler: s.unaskCosigner},
		{Method: post, Path: one + "/sign", Who: SignedIn, Handler: s.signJoint},
		{Method: get, Path: one + "/send", Who: SignedIn, Handler: s.askSendJoint},
		{Method: post, Path: one + "/send", Who: SignedIn, Handler: s.sendJoint},
		{Method: post, Path: one + "/discard", Who: SignedIn, Handler: s.discardJoint},
		{Method: post, Path: one + "/restore", Who: SignedIn, Handler: s.restoreJoint},
	}
}

func (v *visit) theJoint() consult.JointID { return consult.JointID(v.param("joint")) }

func (s *Server) askJoint(v *visit) error {
	page, err := s.jointChoice(v, newForm(), v.query("consultation"))
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.JointChoicePage(page))
}

func (s *Server) jointChoice(v *visit, form views.Form, consultation string) (views.JointChoice, error) {
	choice, err := s.queries.MayBegin(v.ctx, v.person)
	return views.JointChoice{
		Layout: s.layout(v), Form: form, Organisations: choice.Organisations, Open: each(choice.Open, consultationRow),
		Organisation: v.field("organisation"), Consultation: consultation,
	}, err
}

func (s *Server) beginJoint(v *visit) error {
	id, err := s.actions.BeginJoint(v.ctx, v.person, action.BeginJoint{
		Organisation: v.field("organisation"), Consultation: views.ParseJointWindow(v.field("consultation")),
	})
	if err == nil {
		return v.see(views.To(v.lang).Joint(id))
	}
	if f := fault.Of(err); f != nil && f.Kind == fault.NotFound { // whichever of the two it is: choose again
		err = fault.Fields{{Name: "consultation", Message: fault.Message{Key: "fault.choose"}}}.Err()
	}
	page, wrong := s.jointChoice(v, sentForm(v), v.field("consultation"))
	if wrong != nil {
		return wrong
	}
	return s.again(v, err, &page.Form, func() templ.Component { return views.JointChoicePage(page) })
}

func (s *Server) showJoint(v *visit) error {
	page, err := s.jointPage(v, newForm())
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.JointPage(page))
}

func (s *Server) jointPage(v *visit, form views.Form) (views.Joint, error) {
	found, err := s.queries.Joint(v.ctx, v.person, v.theJoint())
	if err != nil {
		return views.Joint{}, err
	}
	return views.Joint{
		Layout: s.layout(v), Form: form, JointHead: jointHead(found.JointRow), MayWrite: found.MayWrite, Code: v.field("code"),
		Parts: each(found.Parts, jointPart), Cosigners: each(found.Cosigners, cosignerShown),
		Documents: each(found.Documents, documentNameShown), Comments: each(found.Comments, commentCard), MayAttach: s.actions.TakesFiles(),
	}, nil
}

func jointHead(r query.JointRow) views.JointHead {
	return views.JointHead{Joint: r.Joint, Organisation: r.Organisation, Dossier: r.Dossier.Title, Consultation: r.Consultation}
}

func jointPart(p query.JointPart) views.JointPart {
	return views.JointPart{Part: p.Part, Document: documentNameShown(p.Document), Cite: p.Cite, By: p.By, Proposed: p.Proposed}
}

func cosignerShown(c query.Cosigner) views.Cosigner {
	return views.Cosigner{Cosigner: c.Cosigner, Name: c.Name, Stands: c.Stands, Own: c.Own}
}

// changedJoint goes back to the joint opinion, or shows it with what is wrong.
func (s *Server) changedJoint(v *visit, err error) error {
	if err == nil {
		return v.see(views.To(v.lang).Joint(v.theJoint()))
	}
	page, wrong := s.jointPage(v, sentForm(v))
	if wrong != nil {
		return wrong
	}
	return s.again(v, err, &page.Form, func() templ.Component { return views.JointPage(page) })
}

func (s *Server) removeJointRemark(v *visit) error  { return s.moveJointRemark(v, true) }
func (s *Server) restoreJointRemark(v *visit) error { return s.moveJointRemark(v, false) }

func (s *Server) moveJointRemark(v *visit, out bool) error {
	no, err := v.number("remark", 1)
	if err != nil {
		return err
	}
	return s.changedJoint(v, s.actions.RemoveJointRemark(v.ctx, v.person, v.theJoint(), no, out))
}

func (s *Server) askCosigner(v *visit) error {
	return s.changedJoint(v, s.actions.AskCosigner(v.ctx, v.person, v.theJoint(), v.field("code")))
}

func (s *Server) unaskCosigner(v *visit) error {
	return s.changedJoint(v, s.actions.UnaskCosigner(v.ctx, v.person, v.theJoint(), v.field("code")))
}

// encloseInJoint adds the files sent, or takes one away.
func (s *Server) encloseInJoint(v *visit) error {
	if do, hash, _ := strings.Cut(v.field("do"), " "); do == "detach" {
		return s.changedJoint(v, s.actions.TakeFromJoint(v.ctx, v.person, v.theJoint(), hash))
	}
	files, err := v.sentFiles("file")
	for range files {
		if err == nil {
			err = s.limits.take(uploads, sender(v.c.IP()), v.now)
		}
	}
	if err == nil {
		enclosed := each(files, func(f uploaded) action.Enclosed { return action.Enclosed{Name: f.name, Bytes: f.bytes} })
		err = s.actions.EncloseInJoint(v.ctx, v.person, v.theJoint(), enclosed)
	}
	return s.changedJoint(v, err)
}

func (s *Server) sendJointFile(v *visit) error {
	return s.sendAttachment(v, func(ctx context.Context, p people.Person, n int) (consult.Attachment, []byte, error) {
		return s.queries.JointFile(ctx, p, v.theJoint(), n)
	})
}

func (s *Server) discardJoint(v *visit) error {
	return s.changedJoint(v, s.actions.DiscardJoint(v.ctx, v.person, v.theJoint(), true))
}

func (s *Server) restoreJoint(v *visit) error {
	return s.changedJoint(v, s.actions.DiscardJoint(v.ctx, v.person, v.theJoint(), false))
}

// signJoint signs or declines. Whoever declined does not see the draft any more.
func (s *Server) signJoint(v *visit) error {
	answer := consult.Signed
	if v.field("do") == "decline" {
		answer = consult.Declined
	}
	code := v.field("organisation")
	err := s.actions.SignJoint(v.ctx, v.person, action.SignJoint{Joint: v.theJoint(), Organisation: code, Answer: answer, Wording: v.whole("wording")})
	if err == nil && answer == consult.Declined {
		return v.see(views.To(v.lang).Organisation(code))
	}
	return s.changedJoint(v, err)
}

func (s *Server) askSendJoint(v *visit) error {
	page, err := s.jointSend(v, newForm())
	if err != nil {
		return err
	}
	if !page.Joint.Sent.IsZero() || len(page.Comments) == 0 {
		return v.see(views.To(v.lang).Joint(page.Joint.ID))
	}
	return s.show(v, fiber.StatusOK, views.JointSendPage(page))
}

// jointSend is what becomes public, for those who may send it.
func (s *Server) jointSend(v *visit, form views.Form) (views.JointSend, error) {
	found, err := s.queries.Joint(v.ctx, v.person, v.theJoint())
	if err != nil {
		return views.JointSend{}, err
	}
	if !found.MayWrite {
		return views.JointSend{}, fault.ErrNotFound
	}
	page := views.JointSend{Layout: s.layout(v), Form: form, JointHead: jointHead(found.JointRow)}
	for _, p := range found.Parts {
		if p.Text == "" || !p.Removed.IsZero() {
			continue
		}
		m := consult.Comment{Text: p.Text, Replacement: p.Replacement, Anchor: p.Anchor, State: consult.Public}
		if len(page.Comments) == 0 {
			m.Attachments = found.Joint.Files
		}
		page.Comments = append(page.Comments, views.CommentCard{Comment: m, Document: documentNameShown(p.Document), Cite: p.Cite, Proposed: p.Proposed})
	}
	for _, c := range found.Cosigners {
		if c.Stands {
			page.Signers = append(page.Signers, consult.Author{Kind: consult.Organisation, Name: c.Name, Code: c.Organisation})
		} else {
			page.LeftOut = append(page.LeftOut, cosignerShown(c))
		}
	}
	return page, nil
}

func (s *Server) sendJoint(v *visit) error {
	err := s.limits.take(comments, sender(v.c.IP()), v.now)
	if err == nil {
		_, err = s.actions.SendJoint(v.ctx, v.person, action.SendJoint{Joint: v.theJoint(), Wording: v.whole("wording"), Received: v.now})
	}
	if err == nil {
		return v.see(views.To(v.lang).Joint(v.theJoint()))
	}
	page, wrong := s.jointSend(v, sentForm(v))
	if wrong != nil {
		return wrong
	}
	return s.again(v, err, &page.Form, func() templ.Component { return views.JointSendPage(page) })
}

// jointPartForm reads what the address, or a form that was sent, says of a part.
func (s *Server) jointPartForm(v *visit, form views.Form, value func(string) string) (views.JointPartForm, error) {
	found, err := s.queries.Joint(v.ctx, v.person, v.theJoint())
	if err != nil {
		return views.JointPartForm{}, err
	}
	if !found.MayWrite {
		return views.JointPartForm{}, fault.ErrNotFound
	}
	page := views.JointPartForm{Layout: s.layout(v), Form: form, JointHead: jointHead(found.JointRow), New: strings.HasSuffix(v.route.Path, "/new")}
	switch {
	case page.New:
		page.On, err = s.commentOn(v, found.Dossier.ID, anchor(value))
		return page, err
	case v.c.Params("remark") != "":
		if page.No, err = v.number("remark", 1); err != nil {
			return page, err
		}
	}
	part, known := found.Joint.Part(page.No)
	if !known {
		return page, fault.ErrNotFound
	}
	page.Version, page.Text, page.Replacement = part.Version, part.Text, part.Replacement
	page.On, err = s.commentOn(v, found.Dossier.ID, part.Anchor)
	return page, err
}

// commentOn is the place that something is being written on.
func (s *Server) commentOn(v *visit, id dossier.ID, at consult.Anchor) (views.CommentOn, error) {
	on := views.CommentOn{Anchor: at}
	if at.Document == 0 {
		return on, nil
	}
	place, err := s.queries.Place(v.ctx, v.person, id, at)
	if f := fault.Of(err); f != nil && f.Kind == fault.NotFound && at.Address != "" {
		// The provision typed is not there: the form says so once it is sent.
		place, err = s.queries.Place(v.ctx, v.person, id, consult.Anchor{Document: at.Document, Revision: at.Revision})
	}
	if err != nil {
		return on, err
	}
	on.Document = documentName(place.Document, at.Revision)
	on.Cite, on.Words = place.Cite, shortened(place.Words, 600)
	return on, nil
}

func (s *Server) askJointPart(v *visit) error {
	page, err := s.jointPartForm(v, newForm(), v.query)
	if err != nil {
		return err
	}
	return s.show(v, fiber.StatusOK, views.JointPartFormPage(page))
}

func (s *Server) askNewJointRemark(v *visit) error { return s.askJointPart(v) }

func (s *Server) saveJointPart(v *visit) error {
	no := 0
	if v.c.Params("remark") != "" {
		var err error
		if no, err = v.number("remark", 1); err != nil {
			return err
		}
	}
	added := strings.HasSuffix(v.route.Path, "/new")
	at := consult.Anchor{}
	if added || no > 0 {
		at = anchor(v.field)
	}
	saved, err := s.actions.SaveJoint(v.ctx, v.person, action.SaveJoint{
		Joint: v.theJoint(), No: no, New: added, Version: v.whole("version"), Anchor: at, Text: v.field("text"), Replacement: v.field("replacement"), FormID: v.field("form_id"),
	})
	if err == nil {
		return v.see(views.To(v.lang).JointAt(v.theJoint(), saved))
	}
	return s.jointPartAgain(v, at, fault.Renamed(err, "anchor", "at"))
}

// jointPartAgain shows the form with what was typed. When a colleague was faster
// it shows their words too, and the next save replaces them knowingly.
func (s *Server) jointPartAgain(v *visit, at consult.Anchor, wrong error) error {
	page, err := s.jointPartForm(v, sentForm(v), v.field)
	if err != nil {
		return err
	}
	theirs, proposed := page.Text, page.Replacement
	page.Text, page.Replacement = v.field("text"), v.field("replacement")
	if page.On, err = s.commentOn(v, page.Consultation.Dossier, at); err != nil {
		return err
	}
	if f := fault.Of(wrong); f != nil && f.Kind == fault.Conflict && f.Message.Key == "joint.changed" {
		page.Theirs = s.jointTheirs(v, page.No, theirs, page.Text)
		if page.Theirs.Replacement = proposed; page.Replacement == proposed {
			page.Theirs.Replacement = ""
		}
		page.FormID = newForm().FormID
	} else {
		page.Version = v.whole("version")
	}
	return s.again(v, wrong, &page.Form, func() templ.Component { return views.JointPartFormPage(page) })
}

// jointTheirs is what a colleague saved, beside what was typed.
func (s *Server) jointTheirs(v *visit, no int, theirs, typed string) *views.JointTheirs {
	found, err := s.queries.Joint(v.ctx, v.person, v.theJoint())
	t := &views.JointTheirs{Text: theirs, Pieces: compare.Words(theirs, typed)}
	for _, p := range found.Parts {
		if err == nil && p.No == no {
			t.By = p.By
		}
	}
	return t
}

// intoJoint puts what was written as a comment into a joint opinion instead, with its
// files.
func (s *Server) intoJoint(v *visit, w writer, id consult.JointID) error {
	no, err := s.actions.SaveJoint(v.ctx, v.person, action.SaveJoint{
		Joint: id, New: true, Anchor: w.req.Anchor, Text: w.req.Text, Replacement: w.req.Replacement, FormID: w.req.FormID, With: true,
	})
	if err != nil {
		return s.commentAgain(v, w, err)
	}
	return v.see(views.To(v.lang).JointAt(id, no))
}
