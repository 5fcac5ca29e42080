package views

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

func TestCatalogueIsWhole(t *testing.T) {
	_, wrong := readCatalogue(textFiles)
	for _, err := range wrong {
		t.Error(err)
	}
}

func TestPluralForms(t *testing.T) {
	for _, c := range []struct {
		tag  lang.Tag
		n    int
		want string
	}{
		{lang.Et, 1, "veel 1 päev"}, {lang.Et, 6, "veel 6 päeva"}, {lang.En, 1, "1 day left"}, {lang.En, 21, "21 days left"},
		{lang.Ru, 1, "остался 1 день"}, {lang.Ru, 3, "осталось 3 дня"}, {lang.Ru, 11, "осталось 11 дней"}, {lang.Ru, 21, "остался 21 день"},
	} {
		if got := T(c.tag, "time.days_left", c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.tag, c.n, got, c.want)
		}
	}
}

// said finds keys of the catalogue that the sources name outright; those put
// together from parts are left to the pages of the samples.
var said = regexp.MustCompile(`(?:\bT\(|\bsay\(|\bKey:\s*|\bfault\.New\([^"()]*,\s*)"([a-z_]+\.[a-z0-9_-]+)"\s*[,)}]`)

// TestEverySentenceIsThere looks through all sources for keys without a sentence.
func TestEverySentenceIsThere(t *testing.T) {
	keys := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git") {
			return cmp.Or(err, fs.SkipDir)
		}
		source := strings.HasSuffix(path, ".templ") || strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.HasSuffix(path, "_templ.go")
		if entry.IsDir() || !source {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range said.FindAllStringSubmatch(string(text), -1) {
			keys++
			if T(lang.Et, m[1]) == "⟦"+m[1]+"⟧" {
				t.Errorf("%s: no sentence %s", path, m[1])
			}
		}
		return err
	})
	if err != nil || keys < 500 {
		t.Errorf("%d keys looked at: %v", keys, err)
	}
}

// TestRefusalSaysWhichField: a sentence that fits any field stands after its label
// at the top of a form, one about the field itself stands alone.
func TestRefusalSaysWhichField(t *testing.T) {
	for name, key := range fieldLabels {
		if strings.HasPrefix(T(lang.Et, key), "⟦") {
			t.Errorf("%s: no sentence %s", name, key)
		}
	}
	l := Layout{Lang: lang.Et}
	for want, wrong := range map[string]fault.Field{
		"Tekst: see väli tuleb täita.":           {Name: "text", Message: fault.Message{Key: "fault.required"}},
		"Vali vähemalt üks asutus.":              {Name: "addressees", Message: fault.Message{Key: "round.addressees_required"}},
		"See väli tuleb täita.":                  {Name: "unheard_of", Message: fault.Message{Key: "fault.required"}},
		"Tähtaega saab ainult pikendada.":        {Name: "deadline", Message: fault.Message{Key: "consult.only_later"}},
		"Liik: vali üks loetletud võimalustest.": {Name: "kind", Message: fault.Message{Key: "fault.choose"}},
	} {
		if got := l.saidOf(wrong); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestMissingSentenceIsSeen(t *testing.T) {
	if got := T(lang.Et, "no.such"); got != "⟦no.such⟧" {
		t.Errorf("got %q", got)
	}
}

func TestDeadlineAsPeopleSayIt(t *testing.T) {
	now := time.Date(2026, time.November, 28, 9, 30, 0, 0, time.UTC)
	for tag, want := range map[lang.Tag]string{
		lang.Et: "kuni R 4. detsember 23.59", lang.En: "until Fri 4 December, 23:59", lang.Ru: "до пт 4 декабря, 23:59",
	} {
		l := Layout{Lang: tag, Now: now}
		if got := strings.ReplaceAll(l.until(clock.NewDate(2026, time.December, 4)), nbsp, " "); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	l := Layout{Lang: lang.Et, Now: now}
	for days, want := range map[int]string{0: "viimane päev", 1: "veel 1 päev", 6: "veel 6 päeva", -1: "lõppes eile", -8: "lõppes 8 päeva tagasi"} {
		if got := l.left(clock.NewDate(2026, time.November, 28+days)); got != want {
			t.Errorf("%d days: %q, want %q", days, got, want)
		}
	}
}

func TestMomentSaysWhen(t *testing.T) {
	at := time.Date(2026, time.May, 4, 11, 5, 0, 0, time.UTC)
	for tag, want := range map[lang.Tag]string{
		lang.Et: "4. mail 2026 kell 14.05", lang.En: "4 May 2026 at 14:05", lang.Ru: "4 мая 2026 в 14:05",
	} {
		if got := strings.ReplaceAll(Moment(tag, at), nbsp, " "); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		tag  lang.Tag
		n    int
		want string
	}{{lang.Et, 1213, "1213"}, {lang.Et, 12130, "12 130"}, {lang.En, 1213, "1,213"}, {lang.Ru, 1234567, "1 234 567"}, {lang.En, -12, "-12"}, {lang.En, -1234, "-1,234"}} {
		if got := strings.ReplaceAll(Number(c.tag, c.n), nbsp, " "); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.tag, c.n, got, c.want)
		}
	}
}

// TestPlainCommentsNeedNoParser holds that the short way for a comment without
// marks gives what the parser gives.
func TestPlainCommentsNeedNoParser(t *testing.T) {
	for _, s := range []string{"Toetan.", "Üks\n\nKaks", "Esimene rida\nteine rida\n\n\n\nuus lõik", "Hind 5 eurot; \"jah\""} {
		if !plainText(s) {
			t.Errorf("%q is plain", s)
		}
		var want, got bytes.Buffer
		if err := goldmark.Convert([]byte(s), &want); err != nil {
			t.Fatal(err)
		}
		if err := markdown(s).Render(context.Background(), &got); err != nil {
			t.Fatal(err)
		}
		squeeze := func(b bytes.Buffer) string {
			return strings.NewReplacer("\n", "", "&#34;", "&quot;").Replace(b.String())
		}
		if squeeze(got) != squeeze(want) {
			t.Errorf("%q: %s, want %s", s, squeeze(got), squeeze(want))
		}
	}
}

func TestCommentsCannotCarryScripts(t *testing.T) {
	for _, s := range []string{
		"<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://example.com/a.png)", "<img src=x onerror=alert(1)>",
		"[x](data:text/html;base64,AAAA)", "<style>*{}</style>", "# <svg onload=alert(1)>", "<a href='vbscript:x'>y</a>",
	} {
		var got bytes.Buffer
		if err := markdown(s).Render(context.Background(), &got); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<script", "javascript:", "<img", "onerror=", "data:", "<style", "<svg", "vbscript:"} {
			if strings.Contains(got.String(), bad) {
				t.Errorf("%q gives %s", s, got.String())
			}
		}
	}
}

// TestTrustedHTMLInOneFile holds that one reviewed file alone makes trusted HTML.
func TestTrustedHTMLInOneFile(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if name == "markdown.go" || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") || e.IsDir() {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, banned := range []string{"templ.Raw(", "templ.SafeURL(", "@templ.Raw"} {
			if strings.Contains(string(body), banned) {
				t.Errorf("%s uses %s", name, banned)
			}
		}
	}
}

func TestAssets(t *testing.T) {
	for _, f := range Assets() {
		if f.Type == "" || !strings.HasPrefix(f.Address, "/assets/") || len(f.Bytes) == 0 {
			t.Errorf("%s: %q %q", f.Name, f.Type, f.Address)
		}
		if len(f.Bytes) > 24<<10 || len(f.Brotli) > 6<<10 {
			t.Errorf("%s: %d bytes, %d compressed", f.Name, len(f.Bytes), len(f.Brotli))
		}
	}
}
