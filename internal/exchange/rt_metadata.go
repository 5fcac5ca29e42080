package exchange

import (
	"encoding/xml"
	"strings"
)

// metadata reads what a document says about itself.
func (p *rtReader) metadata(start xml.StartElement) error {
	switch start.Name.Local {
	case "vastuvoetud":
		return p.fields(map[string]func(string){
			"aktikuupaev":    func(s string) { p.act.Adopted = date(s) },
			"avaldamismarge": func(s string) { p.act.Original = s },
		})
	case "kehtivus":
		return p.fields(map[string]func(string){
			"kehtivuseAlgus": func(s string) { p.act.From = date(s) },
			"kehtivuseLopp":  func(s string) { p.act.Until = date(s) },
		})
	case "avaldamismarge":
		return p.fields(map[string]func(string){
			"RTosa":             func(s string) { p.act.Section = s },
			"avaldamineKuupaev": func(s string) { p.act.Published = date(s) },
		})
	}
	paragraphs, err := p.inline()
	p.fact(start.Name.Local, strings.Join(paragraphs, " "))
	return err
}

// fact keeps one simple fact.
func (p *rtReader) fact(name, value string) {
	switch name {
	case "valjaandja":
		p.act.Department = value
	case "dokumentLiik":
		p.act.Rank = value
	case "tekstiliik":
		p.act.TextType = value
	case "lyhend":
		p.act.ShortTitle = value
	case "terviktekstiGrupiID":
		p.act.ID = value // the same in every wording, unlike globaalID
	case "globaalID":
		p.act.Source = "https://www.riigiteataja.ee/akt/" + value
		if p.act.ID == "" {
			p.act.ID = value
		}
	}
}

// fields hands the text of each known element inside the present one to its
// keeper. The place of publication is written as one: "RT I, 2001, 61, 364".
func (p *rtReader) fields(keep map[string]func(string)) error {
	return p.children(func(start xml.StartElement) error {
		name := start.Name.Local
		if name == "avaldamismarge" {
			place, err := p.place()
			if keep[name] != nil {
				keep[name](place)
			}
			return err
		}
		paragraphs, err := p.inline()
		if keep[name] != nil {
			keep[name](strings.Join(paragraphs, " "))
		}
		return err
	})
}

// place reads where something was published.
func (p *rtReader) place() (string, error) {
	var parts []string
	err := p.children(func(start xml.StartElement) error {
		paragraphs, err := p.inline()
		switch start.Name.Local {
		case "RTosa", "RTaasta", "RTnr", "RTartikkel":
			parts = append(parts, strings.Join(paragraphs, " "))
		case "avaldamineKuupaev":
			parts = append(parts, dotted(strings.Join(paragraphs, " ")))
		}
		return err
	})
	return joined(", ", parts...), err
}
