package exchange

import (
	"encoding/xml"
	"strings"
)

// unit is what has been read of one provision so far.
type unit struct {
	name   string
	number string
	sup    string // superscript of the number
	label  string // as the source shows it
	title  string
	opened bool // its heading or label is written
}

// written is the unit's label. The number wins when the source lost the
// superscript of the label: § 22¹ must never become § 221.
func (u *unit) written() string {
	lost := u.sup != "" && !strings.Contains(u.label, "<sup>") && !strings.ContainsAny(u.label, "⁰¹²³⁴⁵⁶⁷⁸⁹")
	if u.label != "" && !lost {
		return u.label
	}
	if u.number == "" {
		return u.label
	}
	number := u.number
	if u.sup != "" {
		number += "<sup>" + u.sup + "</sup>"
	}
	return words[u.name][0] + number + words[u.name][1]
}

// content reads one element of the act's text.
func (p *rtReader) content(start xml.StartElement) error {
	name := start.Name.Local
	switch {
	case headings[name] != "":
		return p.headed(name)
	case name == "loige", name == "alampunkt", name == "punkt":
		return p.labelled(name)
	case name == "muutmismarge":
		return p.skip()
	case name == "HTMLKonteiner":
		return p.html()
	}
	return p.text("")
}

// headed reads a unit with a heading: part, chapter, section.
func (p *rtReader) headed(name string) error {
	u := unit{name: name}
	open := func() {
		if !u.opened {
			u.opened = true
			p.paragraph(headings[name], u.written(), u.title)
		}
	}
	err := p.children(func(start xml.StartElement) error {
		if start.Name.Local == "muutmismarge" {
			return p.skip() // a repealed section stays as a bare heading
		}
		known, err := p.about(&u, start)
		if known || err != nil {
			return err
		}
		open()
		return p.content(start)
	})
	open()
	return err
}

// labelled reads a subsection or point, whose label stands before its text.
func (p *rtReader) labelled(name string) error {
	u := unit{name: name}
	var repeal string
	err := p.children(func(start xml.StartElement) error {
		known, err := p.about(&u, start)
		if known || err != nil {
			return err
		}
		switch start.Name.Local {
		case "muutmismarge":
			repeal, err = p.repeal()
			return err
		case "sisuTekst":
			return p.words(&u)
		case "HTMLKonteiner":
			p.open(&u)
			return p.html()
		case "alampunkt", "punkt", "loige":
			p.open(&u)
			return p.content(start)
		}
		lead := p.lead(&u)
		return p.text(lead)
	})
	if !u.opened && (repeal != "" || u.written() != "") {
		p.paragraph("", u.written(), repeal)
	}
	return err
}

// words reads the text of a labelled unit.
func (p *rtReader) words(u *unit) error {
	return p.children(func(start xml.StartElement) error {
		switch start.Name.Local {
		case "muutmismarge":
			return p.skip()
		case "HTMLKonteiner":
			p.open(u)
			return p.html()
		}
		return p.text(p.lead(u))
	})
}

// lead is the label to write before the next text: the unit's own, once.
func (p *rtReader) lead(u *unit) string {
	if u.opened {
		return ""
	}
	u.opened = true
	return u.written()
}

// open writes the label of a unit by itself when no text of its own follows.
func (p *rtReader) open(u *unit) {
	if lead := p.lead(u); lead != "" {
		p.paragraph("", lead)
	}
}

// about reads what an element says about its unit, if it does.
func (p *rtReader) about(u *unit, start xml.StartElement) (known bool, err error) {
	var into *string
	switch start.Name.Local {
	case u.name + "Nr":
		into = &u.number
		u.sup = superscript(start)
	case "kuvatavNr":
		into = &u.label
	case u.name + "Pealkiri":
		into = &u.title
	default:
		return false, nil
	}
	paragraphs, err := p.inline()
	*into = strings.Join(paragraphs, " ")
	return true, err
}

func superscript(start xml.StartElement) string {
	for _, a := range start.Attr {
		if a.Name.Local == "ylaIndeks" {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// repeal reads a note of amendment and returns it when it says that the
// provision is repealed, as Riigi Teataja shows it.
func (p *rtReader) repeal() (string, error) {
	var text, part, day, year, number, article, from string
	fields := map[string]*string{"tavatekst": &text, "RTosa": &part, "avaldamineKuupaev": &day, "RTaasta": &year, "RTnr": &number, "RTartikkel": &article, "joustumine": &from}
	var read func(xml.StartElement) error
	read = func(start xml.StartElement) error {
		if start.Name.Local == "avaldamismarge" {
			return p.children(read)
		}
		paragraphs, err := p.inline()
		if into := fields[start.Name.Local]; into != nil {
			*into = strings.Join(paragraphs, " ")
		}
		return err
	}
	if err := p.children(read); err != nil || !strings.HasPrefix(text, "Kehtetu") {
		return "", err
	}
	place := joined(", ", part, joined(", ", dotted(day), article))
	if day == "" {
		place = joined(", ", part+" "+year, number, article)
	}
	return "[Kehtetu – " + place + " – jõust. " + dotted(from) + "]", nil
}

func joined(between string, parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, between)
}

// dotted writes a day as Estonian law does: 05.07.2013.
func dotted(iso string) string {
	if y, rest, ok := strings.Cut(iso, "-"); ok {
		if m, d, ok := strings.Cut(rest, "-"); ok {
			return d + "." + m + "." + y
		}
	}
	return iso
}

// paragraph writes one paragraph of the parts that are not empty.
func (p *rtReader) paragraph(parts ...string) {
	if s := joined(" ", parts...); s != "" {
		p.out.WriteString(s)
		p.out.WriteString("\n\n")
	}
}

// text writes the paragraphs of the present element, the first after a label.
func (p *rtReader) text(label string) error {
	paragraphs, err := p.inline()
	if err != nil {
		return err
	}
	if len(paragraphs) == 0 {
		p.paragraph(label)
		return nil
	}
	p.paragraph(label, paragraphs[0])
	for _, s := range paragraphs[1:] {
		p.paragraph(s)
	}
	return nil
}

// inline reads the words of the present element. Line breaks of the source
// divide paragraphs; notes of amendment are left out.
func (p *rtReader) inline() ([]string, error) {
	var b strings.Builder
	if err := p.gather(&b); err != nil {
		return nil, err
	}
	return paragraphs(b.String()), nil
}

// paragraphs divides gathered words at the marks and folds their white space,
// except the no-break space, which belongs to the text.
func paragraphs(gathered string) []string {
	var all []string
	for _, s := range strings.Split(gathered, lineBreak) {
		if s = strings.Join(strings.FieldsFunc(s, asciiSpace), " "); s != "" {
			all = append(all, strings.TrimSpace(strings.ReplaceAll(s, rowBreak, "\n")))
		}
	}
	return all
}
