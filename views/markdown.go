package views

import (
	"bytes"
	"crypto/sha256"
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
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol") // the second point of a letter stays the second
	p.RequireNoFollowOnLinks(true)
	return p
})

// markdown shows what a person wrote in Markdown: paragraphs, emphasis, lists,
// quotations and links. Headings become paragraphs, raw HTML is left out.
func markdown(s string) templ.Component {
	if plainText(s) {
		return plain(split(s))
	}
	key := sha256.Sum256([]byte(s))
	if done, ok := renderedTexts.get(key); ok {
		return templ.Raw(done)
	}
	var b bytes.Buffer
	if err := goldmark.Convert([]byte(s), &b); err != nil {
		return plain(split(s))
	}
	done := string(policy().SanitizeBytes(b.Bytes()))
	renderedTexts.put(key, done)
	return templ.Raw(done)
}

// renderedTexts keeps texts already rendered: one page shows the same comments again
// and again, and rendering is a quarter of its cost.
var renderedTexts = renderings{texts: map[[32]byte]string{}}

// keptBytes bounds what is kept; when it is full everything is forgotten, which
// costs one rendering each.
const keptBytes = 8 << 20

type renderings struct {
	mu    sync.Mutex
	size  int
	texts map[[32]byte]string
}

func (k *renderings) get(key [32]byte) (string, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	s, ok := k.texts[key]
	return s, ok
}

func (k *renderings) put(key [32]byte, s string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.size += len(s); k.size > keptBytes {
		clear(k.texts)
		k.size = len(s)
	}
	k.texts[key] = s
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
