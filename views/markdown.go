package views

import (
	"bytes"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
)

// This is the one file that turns a string into trusted HTML.

var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "sup", "sub")
	p.AllowStandardURLs()
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowAttrs("href").OnElements("a")
	p.RequireNoFollowOnLinks(true)
	return p
})

// markdown shows what a person wrote in Markdown: paragraphs, emphasis, lists,
// quotations and links. Headings become paragraphs, raw HTML is left out.
func markdown(s string) templ.Component {
	if plainText(s) {
		return plain(split(s))
	}
	var b bytes.Buffer
	if err := goldmark.Convert([]byte(s), &b); err != nil {
		return plain(split(s))
	}
	return templ.Raw(string(policy().SanitizeBytes(b.Bytes())))
}

// plainText reports whether Markdown would make only paragraphs of a text. Most
// comments are so, and need no parser.
func plainText(s string) bool {
	if strings.ContainsAny(s, "*_`[]#>!<&\\|~=\t\r") {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" && strings.ContainsRune("-+ 0123456789", rune(line[0])) || strings.HasSuffix(line, "  ") {
			return false
		}
	}
	return true
}
