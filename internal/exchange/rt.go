package exchange

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxDepth is how deep elements may nest; real acts stay under fifteen.
const maxDepth = 64

// headings gives the Markdown mark of each unit that has a heading.
var headings = map[string]string{
	"osa": "##", "peatykk": "###", "jagu": "####", "jaotis": "####", "alljaotis": "####", "paragrahv": "#####",
}

// words gives the way a unit is labelled when the source shows no label.
var words = map[string][2]string{
	"osa": {"", ". osa"}, "peatykk": {"", ". peatükk"}, "jagu": {"", ". jagu"}, "jaotis": {"", ". jaotis"},
	"alljaotis": {"", ". alljaotis"}, "paragrahv": {"§ ", "."}, "loige": {"(", ")"}, "alampunkt": {"", ")"}, "punkt": {"", ")"},
}

// ReadRT reads an act in the XML of Riigi Teataja and writes its text as
// Markdown in the shape of the corpus. Superscripts, which the source keeps in
// the attribute ylaIndeks, become "<sup>1</sup>". Notes of amendment are left
// out, but for the one that says that a provision is repealed.
//
// A document type declaration, another encoding than UTF-8, a broken document
// and one without an act are refused.
func ReadRT(r io.Reader) (Act, error) {
	limited := &io.LimitedReader{R: r, N: MaxSource + 1}
	p := &rtReader{xml: xml.NewDecoder(limited)}
	err := p.document()
	if limited.N <= 0 {
		return Act{}, refuse(0, "exchange.too_large", MaxSource>>20)
	}
	if err != nil {
		return Act{}, p.refusal(err)
	}
	return p.finish()
}

// rtReader walks the document once and writes the text as it goes.
type rtReader struct {
	xml   *xml.Decoder
	out   strings.Builder
	act   Act
	depth int
	notes []string // normative notes, which stand after the text
	found bool
}

// finish puts title and notes around the text and repairs the whole.
func (p *rtReader) finish() (Act, error) {
	if !p.found {
		return Act{}, refuse(0, "exchange.no_act")
	}
	title := p.act.Title
	if title == "" {
		return Act{}, refuse(0, "exchange.no_title")
	}
	for _, note := range p.notes {
		p.paragraph("", note)
	}
	source := "# " + title + "\n\n" + p.out.String()
	text, repairs, err := clean([]byte(source))
	if err != nil {
		return Act{}, err
	}
	p.act.Body, p.act.Repairs = text, repairs
	return p.act, nil
}

// refusal tells what was wrong in words a person understands.
func (p *rtReader) refusal(err error) error {
	var refused *Refused
	if errors.As(err, &refused) {
		return refused
	}
	line, _ := p.xml.InputPos()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) && syntax.Msg == "invalid UTF-8" {
		return refuse(syntax.Line, "exchange.not_utf8")
	}
	if errors.As(err, &syntax) {
		return refuse(syntax.Line, "exchange.broken_xml", syntax.Msg)
	}
	if strings.Contains(err.Error(), "encoding") {
		return refuse(line, "exchange.not_utf8")
	}
	return refuse(line, "exchange.broken_xml", err.Error())
}

// next returns the next token; declarations of document types end the reading,
// because entities declared there could swell without bound.
func (p *rtReader) next() (xml.Token, error) {
	token, err := p.xml.Token()
	if err != nil {
		return nil, err
	}
	line, _ := p.xml.InputPos()
	switch token.(type) {
	case xml.Directive:
		return nil, refuse(line, "exchange.doctype")
	case xml.StartElement:
		if p.depth++; p.depth > maxDepth {
			return nil, refuse(line, "exchange.too_deep", maxDepth)
		}
	case xml.EndElement:
		p.depth--
	}
	return token, nil
}

// document reads from the first token to the last.
func (p *rtReader) document() error {
	for {
		token, err := p.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != "oigusakt" {
			return refuse(0, "exchange.not_rt", start.Name.Local)
		}
		p.found = true
		if err := p.children(p.part); err != nil {
			return err
		}
	}
}

// children calls read for each element inside the present one and returns after
// its end. read must consume the element whole.
func (p *rtReader) children(read func(xml.StartElement) error) error {
	for {
		token, err := p.next()
		if err != nil {
			return eof(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := read(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// eof says that a document that ends inside an element is broken.
func eof(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// part reads one of the main parts of an act.
func (p *rtReader) part(start xml.StartElement) error {
	switch start.Name.Local {
	case "metaandmed":
		return p.children(p.metadata)
	case "aktinimi":
		return p.children(p.name)
	case "muutmismarge":
		return p.skip()
	case "sisu":
		return p.children(p.content)
	case "normtehnmarkus":
		return p.note()
	}
	return p.content(start)
}

// name reads the title of the act.
func (p *rtReader) name(start xml.StartElement) error {
	switch start.Name.Local {
	case "nimi":
		return p.children(p.name)
	case "pealkiri":
		title, err := p.inline()
		p.act.Title = strings.Join(title, " ")
		return err
	}
	return p.skip()
}

// note reads a normative note, such as the directives an act transposes.
func (p *rtReader) note() error {
	var number, text string
	err := p.children(func(start xml.StartElement) error {
		if start.Name.Local == "muutmismarge" {
			return p.skip()
		}
		paragraphs, err := p.inline()
		if start.Name.Local == "normtehnmarkusNr" {
			number = "<sup>" + strings.Join(paragraphs, " ") + "</sup> "
		} else {
			text = strings.Join(paragraphs, "\n\n")
		}
		return err
	})
	if text != "" {
		p.notes = append(p.notes, number+text)
	}
	return err
}

// skip passes over the present element.
func (p *rtReader) skip() error {
	return p.children(func(xml.StartElement) error { return p.skip() })
}
