package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/lawtext"
)

// corpus finds the shared corpus beside the repository.
func corpus(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(folder, "..", "shared", "corpus")
		if _, err := os.Stat(filepath.Join(path, "manifest.json")); err == nil {
			return path
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Skip("../shared/corpus is absent: nothing real to read")
		}
		folder = parent
	}
}

// The corpus holds the same wording of the same act that Riigi Teataja's XML
// has, made by other people with other means: the two must tell the same law.
func TestRTAgreesWithCorpus(t *testing.T) {
	folder := corpus(t)
	file, err := os.Open(filepath.Join(folder, "rt", "karistusseadustik.xml"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	act, err := ReadRT(file)
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(folder, "acts", "184411", "2014-04-01_068.md"))
	if err != nil {
		t.Fatal(err)
	}
	markdown, err := ReadMarkdown(source)
	if err != nil {
		t.Fatal(err)
	}
	if dump := os.Getenv("EXCHANGE_DUMP"); dump != "" {
		if err := os.WriteFile(dump, []byte(act.Body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ours, theirs := sections(act.Body), sections(markdown.Body)
	if len(ours) != 532 || len(ours) != len(theirs) {
		t.Errorf("sections: %d from XML, %d from Markdown, want 532", len(ours), len(theirs))
	}
	for label, heading := range theirs {
		if ours[label] != heading {
			t.Errorf("%s: %q from XML, %q from Markdown", label, ours[label], heading)
		}
	}
}

// sections maps the label of each section to its heading.
func sections(body string) map[string]string {
	found := map[string]string{}
	text := lawtext.Parse(body)
	for _, i := range text.Sections() {
		found[text.Label(i)] = strings.TrimSpace(text.Heading(i))
	}
	return found
}
