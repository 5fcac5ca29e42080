package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/eelnou/eelnou/internal/clock"
)

// maxHeader is the largest YAML header, in bytes; real ones have about 800.
const maxHeader = 64 << 10

const fence = "---\n"

// header is the YAML header as the corpus writes it. Other fields are ignored.
type header struct {
	Title      string `yaml:"title"`
	Identifier string `yaml:"identifier"`
	Rank       string `yaml:"rank,omitempty"`
	Published  string `yaml:"publication_date,omitempty"`
	Source     string `yaml:"source,omitempty"`
	Department string `yaml:"department,omitempty"`
	ShortTitle string `yaml:"short_title,omitempty"`
	TextType   string `yaml:"text_type,omitempty"`
	Adopted    string `yaml:"adoption_date,omitempty"`
	Original   string `yaml:"original_publication,omitempty"`
	Section    string `yaml:"rt_section,omitempty"`
	From       string `yaml:"effective_from,omitempty"`
	Until      string `yaml:"effective_until,omitempty"`
}

// ReadMarkdown reads a text in Markdown, with or without a YAML header. The
// body is everything after the header, repaired. Without a title in the header
// the first heading gives it.
func ReadMarkdown(source []byte) (Act, error) {
	if len(source) > MaxSource {
		return Act{}, refuse(0, "exchange.too_large", MaxSource>>20)
	}
	text, repairs, err := clean(source)
	if err != nil {
		return Act{}, err
	}
	head, body, err := split(text)
	if err != nil {
		return Act{}, err
	}
	h, err := readHeader(head)
	if err != nil {
		return Act{}, err
	}
	act := h.act()
	act.Body, act.Repairs = body, repairs
	if act.Title == "" {
		act.Title = firstHeading(body)
	}
	return act, nil
}

// split parts the header from the body.
func split(text string) (head, body string, err error) {
	rest, ok := strings.CutPrefix(text, fence)
	if !ok {
		return "", text, nil
	}
	if body, ok := strings.CutPrefix(rest, fence); ok {
		return "", body, nil
	}
	head, body, ok = strings.Cut(rest, "\n"+fence)
	if !ok {
		head, ok = strings.CutSuffix(rest, "\n---")
	}
	if !ok {
		return "", "", refuse(1, "exchange.open_header")
	}
	if len(head) > maxHeader {
		return "", "", refuse(1, "exchange.large_header", maxHeader>>10)
	}
	return head, body, nil
}

// readHeader reads YAML into the fields we know, and no others, so that
// references that swell are never followed.
func readHeader(head string) (header, error) {
	var h header
	err := yaml.NewDecoder(strings.NewReader(head)).Decode(&h)
	if err == nil || errors.Is(err, io.EOF) {
		return h, nil
	}
	line := 1
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		line = at.GetToken().Position.Line + 1 // after the fence
		return h, refuse(line, "exchange.broken_header", at.GetMessage())
	}
	return h, refuse(line, "exchange.broken_header", err.Error())
}

func (h header) act() Act {
	return Act{
		ID: h.Identifier, Title: h.Title, ShortTitle: h.ShortTitle, Rank: h.Rank, Department: h.Department,
		TextType: h.TextType, Section: h.Section, Original: h.Original, Source: h.Source,
		Adopted: date(h.Adopted), Published: date(h.Published), From: date(h.From), Until: date(h.Until),
	}
}

// firstHeading returns the words of the first heading, or nothing.
func firstHeading(body string) string {
	for line := range strings.Lines(body) {
		if rest, ok := strings.CutPrefix(line, "#"); ok {
			return strings.TrimSpace(strings.TrimLeft(rest, "#"))
		}
	}
	return ""
}

// WriteMarkdown writes an act so that ReadMarkdown gives the same act again,
// repairs aside.
func WriteMarkdown(w io.Writer, act Act) error {
	head, err := yaml.Marshal(header{
		Title: act.Title, Identifier: act.ID, Rank: act.Rank, Published: day(act.Published), Source: act.Source,
		Department: act.Department, ShortTitle: act.ShortTitle, TextType: act.TextType, Adopted: day(act.Adopted),
		Original: act.Original, Section: act.Section, From: day(act.From), Until: day(act.Until),
	})
	if err != nil {
		return fmt.Errorf("write header of %s: %w", act.ID, err)
	}
	var b bytes.Buffer
	b.WriteString(fence)
	b.Write(head)
	b.WriteString(fence)
	b.WriteString(act.Body)
	_, err = w.Write(b.Bytes())
	return err
}

func day(d clock.Date) string { return d.String() }
