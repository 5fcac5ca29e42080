package views

import (
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
)

// joints is the pages of joint opinions.
func (s sampler) joints() []Sample {
	ours, other := sampleOrganisations()
	c := sampleConsultation()
	sent := s.joint()
	sent.Joint.Sent, sent.Comments = sampleNow, []CommentCard{sampleCard(), sampleUnanswered()}
	aside := s.joint()
	aside.Joint.Discarded = sampleNow
	asked := s.joint()
	asked.MayWrite, asked.Cosigners[0].Own, asked.Cosigners[1].Own = false, true, true
	empty := s.joint()
	empty.Form, empty.Code = sampleRefused("code", "joint.no_such_organisation"), "80900031"
	empty.Parts, empty.Joint.Parts, empty.Cosigners = empty.Parts[:1], empty.Joint.Parts[:1], nil
	empty.Parts[0].Text, empty.Joint.Parts[0].Text = "", ""
	part := s.joint().Parts[1]
	form := JointPartForm{
		Layout: s.representative(), JointHead: s.joint().JointHead, No: 1, Version: 2, Text: part.Text,
		On: CommentOn{Anchor: part.Anchor, Document: part.Document, Cite: part.Cite, Words: "Müra on soovimatu või kahjulik heli."},
	}
	conflict := form
	conflict.Form = Form{}
	conflict.Refuse(refusedConflict("joint.changed"))
	conflict.Theirs = &JointTheirs{By: "Mari Kask", Text: "Öine aeg algab kell 22.", Pieces: compare.Words("Öine aeg algab kell 22.", part.Text)}
	fresh := form
	fresh.New, fresh.No, fresh.Text = true, 0, ""
	whole := JointPartForm{Layout: s.representative(), JointHead: form.JointHead}
	return []Sample{
		{"joint-choice", JointChoicePage(JointChoice{
			Layout: s.representative(), Organisations: []people.Organisation{ours, other}, Consultation: JointWindow(c.ID),
			Open: []ConsultationRow{{ID: c.ID, Dossier: sampleTitle, Deadline: c.Deadline}},
		})},
		{"joint-choice-nobody", JointChoicePage(JointChoice{Layout: s.official()})},
		{"joint", JointPage(s.joint())},
		{"joint-asked", JointPage(asked)},
		{"joint-empty", JointPage(empty)},
		{"joint-discarded", JointPage(aside)},
		{"joint-sent", JointPage(sent)},
		{"opinion", OpinionPage(s.opinion())},
		{"joint-part", JointPartFormPage(form)},
		{"joint-part-new", JointPartFormPage(fresh)},
		{"joint-part-whole", JointPartFormPage(whole)},
		{"joint-conflict", JointPartFormPage(conflict)},
		{"joint-send", JointSendPage(s.jointSend())},
	}
}

func (s sampler) joint() Joint {
	ours, other := sampleOrganisations()
	c := sampleConsultation()
	at := consult.Anchor{Document: 1, Revision: 2, Address: "para2lg2", Quote: "nädalavahetusel"}
	document := DocumentName{1, 2, dossier.DraftAct, sampleTitle}
	parts := []consult.Part{
		{Text: "Toetame eelnõu eesmärki.", Version: 1, Saved: sampleNow},
		{No: 1, Anchor: at, Text: "Öine aeg peaks algama **kell 22** ka nädalavahetusel.", Version: 2, Saved: sampleNow},
		{No: 2, Anchor: consult.Anchor{Document: 1, Revision: 2, Address: "para3"}, Text: "Jätta välja.", Version: 1, Saved: sampleNow, Removed: sampleNow},
	}
	cosigners := []consult.Cosigner{
		{Organisation: other.Code, Invited: sampleNow, Answer: consult.Signed, Wording: 2, Answered: sampleNow},
		{Organisation: "80900031", Invited: sampleNow},
		{Organisation: "80900048", Invited: sampleNow, Answer: consult.Signed, Wording: 4, Answered: sampleNow},
		{Organisation: "80900054", Invited: sampleNow, Answer: consult.Declined, Answered: sampleNow},
	}
	page := Joint{
		Layout: s.representative(), MayWrite: true, Documents: []DocumentName{document},
		JointHead: JointHead{
			Joint:        consult.Joint{ID: "x", Organisation: ours.Code, Consultation: c.ID, Parts: parts, Wording: 4, Cosigners: cosigners},
			Organisation: ours, Dossier: sampleTitle, Consultation: c,
		},
	}
	for i, p := range parts {
		one := JointPart{Part: p, By: "Mari Kask"}
		if i > 0 {
			one.Document, one.Cite = document, "§ "+p.Anchor.Address[4:5]
		}
		page.Parts = append(page.Parts, one)
	}
	for i, name := range []string{other.Name, "Puhta Looduse Selts", "Tarbijate Hääl", "Väikelinnade Ühendus"} {
		page.Cosigners = append(page.Cosigners, Cosigner{Cosigner: cosigners[i], Name: name, Stands: i == 2})
	}
	return page
}

func (s sampler) jointSend() JointSend {
	j := s.joint()
	page := JointSend{
		Layout: j.Layout, JointHead: j.JointHead, LeftOut: j.Cosigners[:2],
		Signers: []consult.Author{{Kind: consult.Organisation, Name: "Tarbijate Hääl", Code: "80900048"}},
	}
	for _, p := range j.said() {
		m := consult.Comment{Text: p.Text, Anchor: p.Anchor, State: consult.Public}
		page.Comments = append(page.Comments, CommentCard{Comment: m, Document: p.Document, Cite: p.Cite})
	}
	return page
}

// refusedConflict is the fault of somebody who was slower than a colleague.
func refusedConflict(key string) *fault.Fault { return fault.New(fault.Conflict, key) }

func (s sampler) opinion() Opinion {
	c := sampleConsultation()
	first := consult.NewCommentNo(26, 31)
	page := Opinion{
		Layout: s.Layout, Dossier: sampleTitle, Consultation: c, First: first, Answered: 1,
		Author: consult.Author{Kind: consult.Organisation, Name: "Koda", Code: "80900019"},
	}
	for i := range 6 {
		page.Signers = append(page.Signers, consult.Author{Kind: consult.Organisation, Name: "Selts", Code: "8090002" + string(rune('0'+i))})
	}
	whole := consult.Comment{No: first, Joint: first, Consultation: c.ID, Text: "Toetame eelnõu eesmärki.", Submitted: sampleNow, State: consult.Public, Attachments: sampleFiles}
	part := whole
	part.No, part.Attachments, part.Anchor = first+1, nil, consult.Anchor{Document: 1, Revision: 2, Address: "para2lg2"}
	part.Text, part.Replacement = "Öine aeg algab hiljem.", "Öine aeg algab kell 23."
	page.Comments = []CommentCard{
		{Comment: whole, Response: &consult.Response{No: 1, Comments: []consult.CommentNo{first}, Outcome: consult.Accepted, Text: "Täname.", Published: sampleNow, Institution: "JDM"}},
		{Comment: part, Document: DocumentName{1, 2, dossier.DraftAct, sampleTitle}, Cite: "§ 2 lg 2", Proposed: compare.Words("Öine aeg algab kell 22.", part.Replacement)},
	}
	return page
}
