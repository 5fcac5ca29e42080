package views

import (
	"time"

	"github.com/a-h/templ"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
)

// Sample is an example of one page.
type Sample struct {
	Name string
	Page templ.Component
}

// Samples has one example of each page in a language, or more where a page has
// more than one face. Everything in them is made up.
func Samples(tag lang.Tag) []Sample {
	s := sampler{Layout{
		Lang: tag, Path: "/sample", Now: sampleNow, BaseURL: "https://eelnou.example", CSRF: "token",
		Development: true, Robots: "noindex",
	}}
	all := s.reading()
	all = append(all, s.dossiers()...)
	all = append(all, s.texts()...)
	all = append(all, s.consulting()...)
	all = append(all, s.commenting()...)
	all = append(all, s.answering()...)
	all = append(all, s.entering()...)
	all = append(all, s.coordinating()...)
	all = append(all, s.tables()...)
	all = append(all, s.histories()...)
	all = append(all, s.citations()...)
	all = append(all, s.laws()...)
	all = append(all, s.analyses()...)
	all = append(all, s.searches()...)
	all = append(all, s.campaigns()...)
	all = append(all, s.organisations()...)
	all = append(all, s.owning()...)
	all = append(all, s.moderating()...)
	return append(all, s.working()...)
}

var sampleNow = time.Date(2026, time.November, 28, 9, 30, 0, 0, time.UTC)

const (
	sampleDossier = dossier.ID("JDM/26-0214")
	sampleOld     = `# Mürakaitse seadus

## 1. peatükk Üldsätted

### § 1. Seaduse reguleerimisala

(1) Käesolev seadus sätestab välisõhus leviva müra piiramise alused.

(2) Seadust ei kohaldata:

1) olmemürale;

2) tööülesannete täitmisel tekkivale mürale.

### § 2. Mõisted

(1) Müra on soovimatu või kahjulik heli.

(2) Öine aeg on ajavahemik kella 23-st kuni 7-ni.

### § 3. Müra piirväärtused

(1) Piirväärtused kehtestab valdkonna eest vastutav minister määrusega.

(2) Piirväärtust ei tohi öisel ajal ületada üle 5 detsibelli.

### § 4. Järelevalve

Järelevalvet teeb Keskkonnaamet.

### § 5. Jõustumine

Seadus jõustub 2027. aasta 1. jaanuaril.
`
	sampleNew = `# Mürakaitse seadus

## 1. peatükk Üldsätted

### § 1. Seaduse reguleerimisala

(1) Käesolev seadus sätestab välisõhus leviva müra piiramise alused.

(2) Seadust ei kohaldata:

1) olmemürale;

2) tööülesannete täitmisel tekkivale mürale.

### § 2. Mõisted

(1) Müra on soovimatu või kahjulik heli.

(2) Öine aeg on ajavahemik kella 22-st kuni 7-ni, nädalavahetusel kella 23-st kuni 8-ni.

### § 2<sup>1</sup>. Vaikne ala

Vaikne ala on kohaliku omavalitsuse määratud ala, kus müra ei ületa 40 detsibelli.

### § 3. Müra piirväärtused

(1) Piirväärtused kehtestab valdkonna eest vastutav minister määrusega vähemalt iga viie aasta järel.

(2) Piirväärtust ei tohi öisel ajal ületada.

### § 5. Jõustumine

Seadus jõustub 2027. aasta 1. juulil.

| Ala | Päev, dB | Öö, dB |
| --- | --- | --- |
| Elamuala | 55 | 45 |
| Vaikne ala | 40 | 40 |
`
)

type sampler struct{ Layout }

func (s sampler) at(path string) Layout {
	l := s.Layout
	l.Path = path
	return l
}

func (s sampler) official() Layout {
	l := s.Layout
	l.Person = Who{SignedIn: true, Official: true, Name: "Mari Tamm", Institution: "Justiits- ja Digiministeerium"}
	return l
}

var (
	sampleTitle  = lang.Text{Et: "Mürakaitse seaduse eelnõu", En: "Draft Noise Protection Act", Ru: "Проект закона о защите от шума"}
	sampleReason = lang.Text{Et: "Arvestatud konsultatsioonil saadud arvamusi öise aja ja vaiksete alade kohta."}
	sampleOffice = InstitutionName{"JDM", lang.Text{Et: "Justiits- ja Digiministeerium", En: "Ministry of Justice and Digital Affairs", Ru: "Министерство юстиции и цифровых дел"}}
	otherOffice  = InstitutionName{"KLIM", lang.Text{Et: "Kliimaministeerium", En: "Ministry of Climate", Ru: "Министерство климата"}}
	sampleMinis  = people.Institution{Code: "JDM", Name: sampleOffice.Name, Email: "info@jdm.example", Predecessors: []people.Code{"JUM"}}
	sampleWho    = dossier.Contact{Office: "õigusloome korralduse talitus", Name: "Mari Tamm", Email: "mari.tamm@jdm.example", Phone: "+372 600 0000"}
)

func sampleDossierFacts() dossier.Dossier {
	date := func(m time.Month, d int) clock.Date { return clock.NewDate(2026, m, d) }
	return dossier.Dossier{
		ID: sampleDossier, Title: sampleTitle, Kind: dossier.Bill, Institution: "JDM", Contact: sampleWho,
		Summary:    lang.Text{Et: "Seadus piirab välisõhus levivat müra ja annab omavalitsustele õiguse määrata vaikseid alasid.\n\nÖine aeg algab edaspidi kell 22.", En: "The Act limits noise outdoors and lets local governments designate quiet areas."},
		Topics:     []string{"keskkond", "tervis"},
		References: []dossier.Reference{{System: "EIS", Value: "26-0214", Address: "https://eelnoud.example/26-0214"}, {System: "SE", Value: "614 SE"}},
		Steps: []dossier.Step{
			{Stage: dossier.Notice, Happened: date(time.January, 12), Recorded: sampleNow},
			{Stage: dossier.Intent, Happened: date(time.March, 2), Recorded: sampleNow},
			{Stage: dossier.Consultation, Happened: date(time.June, 1), Recorded: sampleNow},
			{Stage: dossier.Coordination, Happened: date(time.November, 10), Recorded: sampleNow, Note: lang.Text{Et: "kooskõlastamiseks 9 asutusele"}, Source: "https://adr.example/1"},
		},
		Published: sampleNow.AddDate(0, -10, 0), Created: sampleNow.AddDate(0, -11, 0), Changed: sampleNow.AddDate(0, 0, -3), Documents: 2, Consultations: 2,
	}
}

var sampleDocument = dossier.Document{Dossier: sampleDossier, No: 1, Kind: dossier.DraftAct, Title: sampleTitle, Language: lang.Et, Revisions: 2}

func sampleRevisions() []dossier.Revision {
	first := dossier.Revision{Dossier: sampleDossier, Document: 1, No: 1, Published: sampleNow.AddDate(0, -5, 0), Institution: "JDM", Words: 96, Sections: 5}
	second := dossier.Revision{
		Dossier: sampleDossier, Document: 1, No: 2, Published: sampleNow.AddDate(0, 0, -3), Institution: "JDM", Words: 124, Sections: 5,
		Dated: clock.NewDate(2026, time.November, 20), Reason: sampleReason, Changed: dossier.Changes{Reworded: 3, Inserted: 1, Deleted: 1},
	}
	return []dossier.Revision{second, first}
}

func sampleConsultation() consult.Consultation {
	return consult.Consultation{
		ID: consult.ID{Dossier: sampleDossier, No: 2}, Title: lang.Text{Et: "Kuidas piirata öist müra", En: "How to limit noise at night", Ru: "Как ограничить ночной шум"},
		Summary: lang.Text{Et: "Öine aeg algab edaspidi kell 22. Otsustatud ei ole, kui vaikne peab vaikne ala olema."}, Affected: lang.Text{Et: "Linnades elavad inimesed, meelelahutuskohad, ehitajad."},
		Questions: []lang.Text{{Et: "Kas öine aeg peaks nädalavahetusel algama hiljem?"}, {Et: "Kes peaks vaikse ala määrama?"}},
		Documents: []consult.DocumentAt{{Document: 1, Revision: 2}}, Opened: sampleNow.AddDate(0, 0, -12), Deadline: clock.NewDate(2026, time.December, 4),
		ShortReason: lang.Text{Et: "Euroopa Liidu tähtaeg on detsembri lõpus."}, Institution: "JDM", Comments: 2, Answered: 1,
		Moves: []consult.Move{{From: clock.NewDate(2026, time.November, 30), To: clock.NewDate(2026, time.December, 4), Reason: lang.Text{Et: "Osalejate palvel."}, At: sampleNow.AddDate(0, 0, -4)}},
	}
}

func sampleCard() CommentCard {
	return CommentCard{
		Comment: consult.Comment{
			No: 26_000_123, Consultation: sampleConsultation().ID, Author: consult.Author{Kind: consult.Organisation, Name: "Eesti Kodulinna Selts", Code: "80900019"},
			Text:      "Öine aeg peaks ka **nädalavahetusel** algama kell 22.\n\n- magamata öö on sama kahjulik igal päeval;\n- erand muudab järelevalve keeruliseks.",
			Anchor:    consult.Anchor{Document: 1, Revision: 1, Address: "para2lg2", Quote: "kella 23-st kuni 7-ni"},
			Submitted: sampleNow.AddDate(0, 0, -8), State: consult.Public, Response: 7,
		},
		Document: DocumentName{Document: 1, Revision: 1, Kind: dossier.DraftAct, Title: sampleTitle}, Cite: "§ 2 lg 2",
		Response: &consult.Response{No: 7, Outcome: consult.Partly, Text: "Öine aeg algab kell 22, kuid nädalavahetusel jääb erand.", Published: sampleNow.AddDate(0, 0, -3), Institution: "JDM", Comments: []consult.CommentNo{26_000_123}, Revision: 2},
	}
}

func sampleUnanswered() CommentCard {
	c := CommentCard{Comment: consult.Comment{
		No: 26_000_124, Consultation: sampleConsultation().ID, Author: consult.Author{Kind: consult.Private},
		Text: "Toetan eelnõu.\n\nVaiksed alad on vajalikud ka väikestes kohtades.", Submitted: sampleNow.AddDate(0, 0, -2), State: consult.Public,
	}}
	return c
}

func sampleRows() []ConsultationRow {
	c := sampleConsultation()
	return []ConsultationRow{
		{ID: consult.ID{Dossier: "KLIM/26-0031", No: 1}, Dossier: lang.Text{Et: "Jäätmeseaduse muutmise seadus", En: "Waste Act Amendment Act"}, Kind: dossier.Bill, Institution: otherOffice, Opened: sampleNow.AddDate(0, 0, -20), Deadline: clock.NewDate(2026, time.November, 30), Comments: 14},
		{ID: c.ID, Title: c.Title, Dossier: sampleTitle, Kind: dossier.Bill, Institution: sampleOffice, Opened: c.Opened, Deadline: c.Deadline, Short: true, Moved: true, Comments: 2, Answered: 1},
	}
}

func sampleDossierRows() []DossierRow {
	return []DossierRow{
		{ID: sampleDossier, Title: sampleTitle, Kind: dossier.Bill, Institution: sampleOffice, State: DossierState{Stage: dossier.Coordination, Deadline: clock.NewDate(2026, time.December, 4), Comments: 2}, Changed: sampleNow},
		{ID: "KLIM/26-0031", Title: lang.Text{Et: "Jäätmeseaduse muutmise seadus"}, Kind: dossier.Bill, Institution: otherOffice, State: DossierState{Stage: dossier.Submission, Since: clock.NewDate(2026, time.October, 5)}, Changed: sampleNow.AddDate(0, 0, -9)},
		{ID: "KLIM/24-0007", Title: lang.Text{Et: "Kalapüügi korra muutmine"}, Kind: dossier.MinisterRegulation, Institution: otherOffice, State: DossierState{Outcome: dossier.Adopted, Since: clock.NewDate(2025, time.February, 1)}, Changed: sampleNow.AddDate(-1, 0, 0), Hidden: true},
	}
}

func sampleChoices() []Choice {
	return []Choice{{Value: "coordination", Count: 12, Address: "/et/dossiers?stage=coordination"}, {Value: "adopted", Count: 1204, Chosen: true, Address: "/et/dossiers"}}
}

func (s sampler) reading() []Sample {
	open := sampleRows()
	return []Sample{
		{"home", HomePage(Home{
			Layout: s.at("/"), Open: open, Counts: HomeCounts{1213, 4120, 31},
			Changes: []Change{
				{At: sampleNow.AddDate(0, 0, -1), Kind: ChangeRevision, Dossier: sampleDossier, Title: sampleTitle, Document: DocumentName{Document: 1, Revision: 2, Kind: dossier.DraftAct}, Changes: &dossier.Changes{Reworded: 14, Inserted: 2}},
				{At: sampleNow.AddDate(0, 0, -2), Kind: ChangeDeadline, Dossier: "KLIM/26-0031", Title: lang.Text{Et: "Jäätmeseaduse muutmise seadus"}, Consultation: open[0].ID, Deadline: clock.NewDate(2026, time.December, 12)},
				{At: sampleNow.AddDate(0, 0, -3), Kind: ChangeStep, Dossier: sampleDossier, Title: sampleTitle, Stage: dossier.Coordination},
				{At: sampleNow.AddDate(0, 0, -3), Kind: ChangeResponse, Dossier: sampleDossier, Title: sampleTitle, Consultation: open[1].ID, Answers: 3},
			},
			Answers: []AnswerRate{{sampleOffice, 120, 96, 4}, {otherOffice, 40, 40, 0}},
		})},
		{"home-empty", HomePage(Home{Layout: s.at("/")})},
		{"institutions", InstitutionsPage(Institutions{Layout: s.at("/institutions"), Rows: []InstitutionRow{{sampleMinis, 320, 2, 4}}, Former: []InstitutionRow{{people.Institution{Code: "JUM", Name: lang.Text{Et: "Justiitsministeerium"}}, 900, 0, 0}}})},
		{"institution", InstitutionPage(Institution{Layout: s.at("/institutions/JDM"), Institution: sampleMinis, Predecessors: []InstitutionName{{"JUM", lang.Text{Et: "Justiitsministeerium"}}}, Open: open[1:], Dossiers: sampleDossierRows(), Answers: AnswerRate{sampleOffice, 120, 96, 4}})},
		{"about", AboutPage(About{s.at("/about")})},
		{"accessibility", AccessibilityPage(Accessibility{s.at("/accessibility")})},
		{"error-not-found", ErrorPage(Error{Layout: s.at("/nowhere"), Kind: fault.NotFound})},
		{"error-ours", ErrorPage(Error{Layout: s.at("/nowhere"), Reference: "7F3K-22QD"})},
	}
}

func (s sampler) dossiers() []Sample {
	facts := sampleDossierFacts()
	draft := dossier.Draft{Saved: sampleNow}
	page := Dossier{
		Layout: s.at("/dossiers/JDM/26-0214"), Dossier: facts, Institution: sampleMinis, State: sampleDossierRows()[0].State, Next: dossier.Submission,
		Documents: []DocumentWithRevisions{
			{Document: sampleDocument, Revisions: sampleRevisions()},
			{Document: dossier.Document{Dossier: sampleDossier, No: 2, Kind: dossier.ExplanatoryNote, Title: lang.Text{Et: "Seletuskiri"}, Language: lang.Et}},
		},
		Consultations: sampleRows()[1:], Clashes: []Clash{sampleClash()}, LawName: "JäätS", Rounds: sampleRounds(),
	}
	own := page
	own.Layout = s.official()
	own.Documents = []DocumentWithRevisions{{Document: sampleDocument, Revisions: sampleRevisions(), Draft: &draft}}
	own.May = DossierRights{true, true, true, true, true, true}
	own.Dossier.Published = time.Time{}
	return []Sample{
		{"dossiers", DossierListPage(DossierList{Layout: s.at("/dossiers"), Filter: DossierFilter{Kind: dossier.Bill, Words: "seadus"}, Rows: sampleDossierRows(), Pages: Pages{Total: 1213, First: 1, Next: "/et/dossiers?after=x"}, Stages: sampleChoices(), Institutions: []Choice{{Value: "JDM", Label: sampleOffice.Name, Count: 320, Address: "/et/dossiers?institution=JDM"}}, Years: []Choice{{Value: "2026", Count: 55, Address: "/et/dossiers?year=2026"}}})},
		{"dossier", DossierPage(page)},
		{"dossier-own", DossierPage(own)},
	}
}

func (s sampler) texts() []Sample {
	old, text := lawtext.Parse(sampleOld), lawtext.Parse(sampleNew)
	result := compare.Texts(old, text)
	first, next := compare.First(old)
	marks, _ := compare.Trace(first, result, 2, next)
	revisions := sampleRevisions()
	c := sampleConsultation()
	node, _ := text.Find("para2lg2")
	placed := PlacedComment{CommentCard: sampleCard(), Node: node, Carried: compare.Carried{Node: node, State: compare.StateReworded, Share: .62}}
	whole := PlacedComment{CommentCard: sampleUnanswered(), Carried: compare.Carried{State: compare.StateSame}}
	page := Revision{
		Layout: s.at("/dossiers/JDM/26-0214/documents/01/revisions/2"), Dossier: sampleTitle, Institution: sampleOffice, Document: sampleDocument,
		Revision: revisions[0], Revisions: revisions, Text: text, Marks: marks, Comments: []PlacedComment{placed, whole}, Consultation: &c, MayDraft: true,
		Clashes: []Clash{sampleClash()}, Marked: map[string]Marked{"para2": {Cited: 4, Amended: 2}, "para3": {Cited: 1}},
		Explained: map[string][]Explanation{"para2": {{Document: 2, Revision: 1, Node: 7, Words: []string{"Paragrahv 2 määrab, mis on öine aeg. Piir on sama mis naaberriikides.", "Praegu algab öine aeg kell 23."}, More: true}}, "para2lg2": {{Document: 2, Revision: 1, Node: 9, Words: []string{"Paragrahvi 2 lõikega 2 algab öine aeg tund varem."}}}},
	}
	older := page
	older.Revision, older.Text, older.Marks, older.Comments, older.Consultation = revisions[1], old, first, nil, nil
	difference := Compare{Layout: s.at("/dossiers/JDM/26-0214/documents/01/compare/1..2"), Dossier: sampleTitle, Document: sampleDocument, Old: revisions[1], New: revisions[0], Revisions: []dossier.Revision{revisions[1], revisions[0], revisions[0]}, Result: result}
	inline, same := difference, difference
	inline.Inline = true
	same.Result = compare.Texts(old, old)
	return append(append(append(s.pairs(difference), s.links(difference)...), s.adoptions(difference)...), []Sample{
		{"revision", RevisionPage(page)},
		{"revision-old", RevisionPage(older)},
		{"compare", ComparePage(difference)},
		{"compare-inline", ComparePage(inline)},
		{"compare-same", ComparePage(same)},
		{"numbers", NumberTablePage(NumberTable{Layout: s.Layout, Dossier: sampleTitle, Document: sampleDocument, Old: revisions[1], New: revisions[0], Rows: []NumberRow{
			{"§ 3", "§ 4", "para3", "para4", "Müra piirväärtused", compare.Reworded, true, "", ""}, {"", "§ 2¹", "", "para2b1", "Vaikne ala", compare.Inserted, false, "§ 2", ""}, {"§ 4", "", "para4", "", "Järelevalve", compare.Deleted, false, "", "§ 4"},
		}})},
		{"history", ProvisionHistoryPage(ProvisionHistory{Layout: s.Layout, Dossier: sampleTitle, Document: sampleDocument, Provision: 5, Cite: "§ 2 lg 2", Heading: "Mõisted", Revisions: []dossier.Revision{revisions[1], revisions[0]}, States: []ProvisionState{
			{Revision: revisions[1], Cite: "§ 2 lg 2", Address: "para2lg2", Lines: []DiffLine{{Kind: lawtext.Subsection, Label: "(2)", Pieces: []compare.Piece{{Op: compare.Keep, New: "Öine aeg on ajavahemik kella 23-st kuni 7-ni."}}}}},
			{Revision: revisions[0], Cite: "§ 2 lg 2", Address: "para2lg2", Acts: []PublishedAct{{Issue: "RT I, 20.12.2023, 40", From: "23.12.2023", Dossier: sampleDossier}, {Issue: "RT I 2007, 13, 69", Repeal: true}}, Lines: []DiffLine{{Kind: lawtext.Subsection, Label: "(2)", Link: compare.Reworded, Pieces: compare.Words("Öine aeg on ajavahemik kella 23-st kuni 7-ni.", "Öine aeg on ajavahemik kella 22-st kuni 7-ni.")}}},
		}})},
	}...)
}

func (s sampler) consulting() []Sample {
	c := sampleConsultation()
	ended := c
	ended.Deadline, ended.Closed, ended.Closing = clock.NewDate(2026, time.November, 20), sampleNow.AddDate(0, 0, -2), lang.Text{Et: "Saabus 2 arvamust. Öise aja algust muudeti."}
	page := Consultation{Layout: s.Layout, Consultation: c, Dossier: sampleTitle, Institution: sampleMinis, Contact: sampleWho, Documents: []DocumentName{{1, 2, dossier.DraftAct, sampleTitle}}, Comments: []CommentCard{sampleCard(), sampleUnanswered()}, Short: true, MayManage: true, MayRespond: true}
	closed := page
	closed.Consultation, closed.Short, closed.MayManage = ended, false, false
	withheld := sampleUnanswered()
	withheld.Comment.State, withheld.Comment.StateReason = consult.Withheld, "Sisaldas teise inimese isikuandmeid."
	return []Sample{
		{"consultations", ConsultationsPage(Consultations{Layout: s.at("/consultations"), Open: sampleRows(), Upcoming: sampleDossierRows()[1:2], Closed: sampleRows()[1:]})},
		{"consultation", ConsultationPage(page)},
		{"consultation-closed", ConsultationPage(closed)},
		{"comment", CommentPage(Comment{Layout: s.Layout, CommentCard: sampleCard(), Consultation: c, Dossier: sampleTitle, Institution: sampleOffice, Place: &PlaceNow{2, "§ 2 lg 2", "para2lg2", compare.Carried{State: compare.StateReworded, Share: .62}}, MayOwn: true, MayWithhold: true, MayRespond: true})},
		{"comment-withheld", CommentPage(Comment{Layout: s.Layout, CommentCard: withheld, Consultation: c, Dossier: sampleTitle, Institution: sampleOffice})},
		{"consultation-form", ConsultationFormPage(ConsultationForm{Layout: s.official(), Form: sampleRefused("deadline", "consult.deadline_past"), Dossier: sampleDossier, DossierName: sampleTitle, Documents: page.Documents, Chosen: []int{1}, Title: c.Title, Summary: c.Summary, Affected: c.Affected, Questions: "Kas?\nMiks?", Deadline: "2026-11-01", Earliest: clock.NewDate(2026, time.December, 27), Recommended: 28})},
		{"extend", ExtendFormPage(ExtendForm{Layout: s.official(), Consultation: c, Dossier: sampleTitle})},
		{"close", CloseFormPage(CloseForm{Layout: s.official(), Consultation: ended, Dossier: sampleTitle})},
	}
}

func sampleRefused(field, key string) Form {
	f := Form{FormID: "form-1"}
	f.Refuse(&fault.Fault{Kind: fault.Invalid, Message: fault.Message{Key: "fault.invalid"}, Fields: []fault.Field{{Name: field, Message: fault.Message{Key: key}}}})
	return f
}

func (s sampler) commenting() []Sample {
	c := sampleConsultation()
	on := CommentOn{Anchor: consult.Anchor{Document: 1, Revision: 2, Address: "para2lg2", Quote: "nädalavahetusel"}, Document: DocumentName{1, 2, dossier.DraftAct, sampleTitle}, Cite: "§ 2 lg 2", Words: "Öine aeg on ajavahemik kella 22-st kuni 7-ni, nädalavahetusel kella 23-st kuni 8-ni."}
	mine := sampleCard().Comment
	mine.Anchor, mine.Attachments = on.Anchor, sampleFiles
	return []Sample{
		{"comment-form", CommentFormPage(CommentForm{Layout: s.Layout, Form: sampleRefused("email", "fault.email"), Consultation: c, Dossier: sampleTitle, On: on, Text: "Palun …", Email: "mari", NeedsEmail: true, May: []AsWhom{{Kind: consult.Private}}, MayAttach: true, Files: sampleFiles})},
		{"comment-form-organisation", CommentFormPage(CommentForm{Layout: s.official(), Consultation: c, Dossier: sampleTitle, May: []AsWhom{{Kind: consult.Private}, {consult.Organisation, "Eesti Kodulinna Selts", "80900019"}}, Joints: []JointHead{s.joint().JointHead}})},
		{"comment-preview", CommentPreviewPage(CommentPreview{Layout: s.Layout, Consultation: c, Dossier: sampleTitle, On: on, Comment: mine, Email: "mari@naide.example"})},
		{"comment-receipt", CommentReceiptPage(CommentReceipt{Layout: s.Layout, Comment: mine, Consultation: c, Dossier: sampleTitle})},
		{"comment-late", CommentLatePage(CommentLate{Layout: s.Layout, Consultation: c, Dossier: sampleTitle, Contact: sampleWho.Email, Text: mine.Text})},
		{"confirm-sent", ConfirmSentPage(ConfirmSent{Layout: s.Layout, Email: "mari@naide.example", Consultation: c, Dossier: sampleTitle})},
		{"confirm", ConfirmFormPage(ConfirmForm{Layout: s.Layout, Token: "secret"})},
		{"confirm-invalid", ConfirmFormPage(ConfirmForm{Layout: s.Layout, Invalid: true})},
	}
}

func (s sampler) working() []Sample {
	facts := sampleDossierFacts()
	old, text := lawtext.Parse(sampleOld), lawtext.Parse(sampleNew)
	result := compare.Texts(old, text)
	revisions := sampleRevisions()
	draft := dossier.Draft{Dossier: sampleDossier, Document: 1, Base: 1, Version: 3, Text: sampleNew, Reason: sampleReason, Saved: sampleNow}
	repairs := []lawtext.Repair{{Line: 3, Kind: lawtext.SoftHyphen, Count: 2}, {Line: 9, Kind: lawtext.Lost, Count: 1}}
	return []Sample{
		{"sign-in", SignInPage(SignIn{Layout: s.Layout, Next: "/et/work", Failed: true, Providers: []SignInProvider{{Name: lang.Text{Et: "Sisene riigi autentimisteenusega", En: "Sign in with the state service", Ru: "Войти через государственный сервис"}, Explain: lang.Text{Et: "ID-kaart, mobiil-ID või Smart-ID"}, Address: "/sign-in/tara"}}})},
		{"sessions", SessionsPage(Sessions{Layout: s.official(), Sessions: []OwnSession{{"a1", "Firefox, Linux", sampleNow, sampleNow, true}, {"b2", "Chrome, Android", sampleNow.AddDate(0, 0, -1), sampleNow, false}}})},
		{"dev-mail", DevMailPage(DevMail{Layout: s.Layout, Mail: []MailShown{{"mari@naide.example", "Kinnita oma arvamus", "Tere!\n\nhttps://eelnou.example/et/confirm/x\n\nKui sa ei saatnud, ära tee midagi.", sampleNow}}})},
		{"work", OurWorkPage(OurWork{
			Layout: s.official(), Institution: sampleOffice, MayOpen: true, Open: sampleRows()[1:], Clashes: []WorkClash{{sampleDossier, sampleTitle, sampleClash()}}, Dossiers: sampleDossierRows(),
			Todo:   []WorkItem{{WorkRespond, sampleDossier, sampleTitle, sampleConsultation().ID, 21, clock.NewDate(2026, time.November, 20)}, {WorkClose, sampleDossier, sampleTitle, sampleConsultation().ID, 0, clock.NewDate(2026, time.November, 30)}, {Kind: WorkLetter, Dossier: sampleDossier, Title: sampleTitle, Consultation: sampleConsultation().ID, Count: 2}, {Kind: WorkText, Dossier: sampleDossier, Title: sampleTitle}},
			Drafts: []DraftRow{{sampleDossier, sampleTitle, DocumentName{Document: 1, Kind: dossier.DraftAct}, 1, true, sampleNow, "Mari Tamm"}},
		})},
		{"dossier-form", DossierFormPage(DossierForm{Layout: s.official(), Form: sampleRefused("title", "fault.required")})},
		{"dossier-form-edit", DossierFormPage(DossierForm{Layout: s.official(), ID: sampleDossier, Facts: dossier.Facts{Title: facts.Title, Kind: facts.Kind, Summary: facts.Summary, Contact: facts.Contact}, Topics: "keskkond, tervis"})},
		{"step-form", StepFormPage(StepForm{Layout: s.official(), Dossier: sampleDossier, Title: sampleTitle})},
		{"document-form", DocumentFormPage(DocumentForm{Layout: s.official(), Dossier: sampleDossier, Title: sampleTitle, Document: dossier.Document{Language: lang.Et}})},
		{"revision-form", RevisionFormPage(RevisionForm{Layout: s.official(), Form: sampleRefused("text", "dossier.text_same"), Dossier: sampleTitle, Document: sampleDocument, Base: 2, Text: sampleNew})},
		{"revision-preview", RevisionPreviewPage(RevisionPreview{Layout: s.official(), Dossier: sampleTitle, Document: sampleDocument, Draft: draft, Text: text, Repairs: repairs, Result: result})},
		{"revision-preview-first", RevisionPreviewPage(RevisionPreview{Layout: s.official(), Dossier: sampleTitle, Document: sampleDocument, Draft: draft, Text: lawtext.Parse("Tekst ilma paragrahvideta.")})},
		{"revision-conflict", RevisionConflictPage(RevisionConflict{Layout: s.official(), Dossier: sampleTitle, Document: sampleDocument, Base: 1, Newest: revisions[0], Text: sampleOld, Result: result})},
	}
}
