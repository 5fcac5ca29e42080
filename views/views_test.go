package views

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/eelnou/eelnou/internal/lang"
)

// TestPages renders every sample in every language and holds what every page
// must have.
func TestPages(t *testing.T) {
	for _, tag := range lang.All {
		for _, sample := range Samples(tag) {
			t.Run(string(tag)+"/"+sample.Name, func(t *testing.T) {
				html := rendered(t, sample)
				keep(t, tag, sample.Name, html)
				for _, missing := range regexp.MustCompile(`⟦[^⟧]*⟧`).FindAllString(html, -1) {
					t.Errorf("no sentence for %s", missing)
				}
				checkPage(t, html)
			})
		}
	}
}

func rendered(t testing.TB, sample Sample) string {
	t.Helper()
	var b bytes.Buffer
	if err := sample.Page.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// keep writes the page where EELNOU_GALLERY says, to be looked at.
func keep(t *testing.T, tag lang.Tag, name, html string) {
	t.Helper()
	folder := os.Getenv("EELNOU_GALLERY")
	if folder == "" {
		return
	}
	for _, asset := range Assets() {
		html = strings.ReplaceAll(html, asset.Address, asset.Name)
		if err := os.WriteFile(filepath.Join(folder, asset.Name), asset.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, name+"."+string(tag)+".html"), []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
}

func checkPage(t *testing.T, html string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]int{"h1": 1, "main": 1, "header": 1, "footer": 1, "title": 1, "a.skip[href='#content']": 1, "[style]": 0, "style": 0, "script:not([src])": 0, "form[method=post]:not(:has(input[name=csrf]))": 0} {
		if n := doc.Find(selector).Length(); n != want {
			t.Errorf("%d × %s, want %d", n, selector, want)
		}
	}
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if ids[id] {
			t.Errorf("id %s twice", id)
		}
		ids[id] = true
	})
	doc.Find("[aria-labelledby], [aria-describedby]").Each(func(_ int, s *goquery.Selection) {
		for _, id := range strings.Fields(s.AttrOr("aria-labelledby", "") + " " + s.AttrOr("aria-describedby", "")) {
			if !ids[id] {
				t.Errorf("nothing has the id %s", id)
			}
		}
	})
	doc.Find("a[href^='#']").Each(func(_ int, s *goquery.Selection) {
		if id := s.AttrOr("href", "#")[1:]; !ids[id] {
			t.Errorf("link to #%s leads nowhere", id)
		}
	})
	checkFields(t, doc)
	checkHeadings(t, doc)
}

func checkFields(t *testing.T, doc *goquery.Document) {
	t.Helper()
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if s.Closest("label").Length() == 0 && doc.Find("label[for='"+id+"']").Length() != 1 {
			t.Errorf("field %q has no label", s.AttrOr("name", id))
		}
	})
	doc.Find("a, button, summary").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == "" {
			t.Errorf("without words: %s", s.AttrOr("href", s.AttrOr("class", "")))
		}
	})
}

// checkHeadings refuses a heading that skips a level.
func checkHeadings(t *testing.T, doc *goquery.Document) {
	t.Helper()
	level := 0
	doc.Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, s *goquery.Selection) {
		now := int(goquery.NodeName(s)[1] - '0')
		if now > level+1 {
			t.Errorf("h%d after h%d: %s", now, level, strings.TrimSpace(s.Text()))
		}
		level = now
	})
}
