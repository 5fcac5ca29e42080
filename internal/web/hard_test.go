package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/eelnou/eelnou/internal/dossier"
)

// hardAct is an act of some sections, as officials paste it.
func hardAct(n int, words string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "§ %d. Pealkiri %d\n\n(1) %s number %d tähtaja jooksul.\n\n", i+1, i, words, i*7)
	}
	return b.String()
}

func hardTable(n, k int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "| aine %d | %d |\n", i, i*k)
	}
	return b.String()
}

// TestTextsUnlikeAnyAct publishes one text after another, as an official would,
// and reads what a comparison says of the two in either order: the right answer
// or, of what is no text, a message in the official's language.
func TestTextsUnlikeAnyAct(t *testing.T) {
	act, many := hardAct(60, "Luba antakse viieks aastaks"), 4000
	if testing.Short() {
		many /= 20
	}
	const same = "Need redaktsioonid ei erine."
	for k, c := range []struct {
		name, old, new string
		refused        string // what the form says of the new text, or
		said           string // what the comparison says first
	}{
		{name: "unrelated", old: act, new: strings.ReplaceAll(hardAct(60, "Keegi teine"), "tähtaja jooksul", "korral teisiti"), said: "60 § muutus"},
		{name: "empty", old: act, new: "", refused: "Tekst on tühi."},
		{name: "white space alone", old: act, new: " \n\n\u00a0 \n", refused: "Tekst on tühi."},
		{name: "identical", old: act, new: act, refused: "Tekst on sama mis redaktsioonis 2."},
		{name: "only tables", old: hardTable(300, 1), new: hardTable(300, 2), said: "Muutus väljaspool paragrahve: 1"},
		{name: "hard-wrapped", old: act, new: strings.ReplaceAll(act, "a ", "a\n"), said: same},
		{name: "no-break spaces and quotation marks", old: act + "(2) «a b»", new: strings.ReplaceAll(act, " antakse", "\u00a0antakse") + "(2) „a b“", said: same},
		{name: "control characters of Windows", old: act + "(2) „b“", new: act + "(2) \u0084b\u0093", refused: "Tekst on sama mis redaktsioonis 2."},
		{name: "control characters", old: act, new: act + "(2) a\x01b\x00", refused: "See ei ole tekstifail: real 241 on märke, mida tekstis olla ei saa."},
		{name: "many sections", old: hardAct(many, "Üks"), new: hardAct(many, "Kaks")},
		{name: "one paragraph of 1 MB", old: strings.Repeat("sõna ja lause ", 60_000), new: strings.Repeat("lause ja teine sõna ", 45_000), said: "Muutus väljaspool paragrahve: 1 Tekst oli kohati täielikuks võrdlemiseks liiga pikk"},
		{name: "right to left", old: act + "(2) שלום עולם", new: act + "(2) שלום ארץ \u202eabc", said: "1 § muutus"},
		{name: "combining marks", old: act + "(2) o\u0303un", new: act + "(2) õun", said: same},
		{name: "not UTF-8", old: act, new: act + "\xff\xfe", refused: "Fail ei ole UTF-8 kodeeringus: viga on real 241."},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			id := dossier.ID(fmt.Sprintf("JDM/26-1%03d", k))
			s.addDossier(id, "Eelnõu", true)
			doc := "/et/dossiers/" + string(id) + "/documents/01"
			if said := s.publishHard(doc, 1, c.old); said != "" {
				t.Fatalf("the old text: %s", said)
			}
			said := s.publishHard(doc, 2, c.new)
			if !strings.Contains(said, c.refused) || c.refused == "" && said != "" {
				t.Errorf("the form says %q, want %q", said, c.refused)
			}
			for _, table := range []string{"2..3/numbers", "2..3/numbers?part=2", "2..3/numbers.csv"} {
				if a := s.get(nobody, doc+"/compare/"+table); c.refused == "" && a.StatusCode != 200 && a.StatusCode != 202 {
					t.Errorf("%s: %s", table, a.Status)
				}
			}
			for _, pair := range []string{"2..3", "3..2"} {
				a := s.get(nobody, doc+"/compare/"+pair)
				switch {
				case c.refused != "":
					if a.StatusCode != 404 {
						t.Errorf("%s of a refused text: %s", pair, a.Status)
					}
				case a.StatusCode != 200 && (c.said != "" || a.StatusCode != 202):
					t.Errorf("%s: %s", pair, a.Status)
				default:
					page := a.page(t)
					if got := joined(page.Find(".summary dt, .lead, .banner")); !strings.HasPrefix(got, c.said) {
						t.Errorf("%s says %q, want %q", pair, got, c.said)
					}
				}
			}
		})
	}
}

// publishHard saves, looks at and publishes a text as the next revision, and
// returns what a form says when it is refused.
func (s *site) publishHard(doc string, base int, text string) string {
	s.Helper()
	a := s.upload("official", doc+"/draft", url.Values{"base": {fmt.Sprint(base)}, "version": {"0"}, "reason": {"Parandus"}, "form_id": {fmt.Sprint("draft ", base)}}, "tekst.txt", []byte(text))
	if a.StatusCode == 303 {
		if p := s.get("official", doc+"/draft/preview"); p.StatusCode != 200 {
			s.Errorf("preview: %s", p.Status)
		}
		a = s.post("official", doc+"/draft/publish", url.Values{"version": {"1"}, "form_id": {fmt.Sprint("publish ", base)}})
	}
	switch a.StatusCode {
	case 303:
		return ""
	case 422:
		return joined(a.page(s.T).Find(".faults, .fault, .errors, [role=alert]"))
	}
	s.Errorf("%s", a.Status)
	return a.Status
}

// joined is the words of elements, parted by one space.
func joined(list *goquery.Selection) string {
	var out []string
	for _, el := range list.EachIter() {
		out = append(out, strings.Fields(el.Text())...)
	}
	return strings.Join(out, " ")
}
