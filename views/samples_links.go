package views

import "github.com/eelnou/eelnou/internal/fault"

// links are the pages where links between provisions are corrected.
func (s sampler) links(difference Compare) []Sample {
	page := Links{
		Layout: s.at("/dossiers/JDM/26-0214/documents/01/revisions/2/links"), Form: Form{FormID: "links"},
		Dossier: sampleTitle, Document: difference.Document, Old: difference.Old, New: difference.New, Version: 3,
	}
	none := page
	page.Further = 2
	page.Rows = []LinkRow{{
		Old: "para3", New: "para4", OldCite: "§ 3", NewCite: "§ 4", OldWords: "Müra normtase on piir, mida ei ületata.",
		NewWords: "Müra piirväärtus on tase, mille ületamisel rakendatakse meetmeid.", Certainty: 0.62, Choice: LinkOther, Other: "§ 5",
	}}
	page.Said = []LinkSaid{
		{Old: "para1lg2", New: "para1lg3", OldCite: "§ 1 lg 2", NewCite: "§ 1 lg 3", At: sampleNow},
		{Old: "para2", OldCite: "§ 2", At: sampleNow, Unused: true},
	}
	wrong := page
	wrong.Refuse(&fault.Fault{Kind: fault.Invalid, Fields: fault.Fields{{Name: "new", Message: fault.Message{Key: "compare.fixed_absent", Args: []any{"§ 99"}}}}})
	wrong.OldTyped, wrong.NewTyped = "§ 3", "§ 99"
	return []Sample{{"links", LinksPage(page)}, {"links-none", LinksPage(none)}, {"links-wrong", LinksPage(wrong)}}
}
