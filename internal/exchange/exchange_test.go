package exchange

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
)

const small = `<?xml version="1.0" encoding="UTF-8"?>
<oigusakt xmlns="tyviseadus_1_10.02.2010"><metaandmed><valjaandja>Riigikogu</valjaandja><dokumentLiik>seadus</dokumentLiik>
<tekstiliik>terviktekst</tekstiliik><lyhend>NäS</lyhend>
<vastuvoetud><aktikuupaev>2001-06-06</aktikuupaev><avaldamismarge><RTosa>RT I</RTosa><RTaasta>2001</RTaasta><RTnr>61</RTnr><RTartikkel>364</RTartikkel><aktViide>1</aktViide></avaldamismarge></vastuvoetud>
<avaldamismarge><RTosa>RT I</RTosa><avaldamineKuupaev>2014-02-05</avaldamineKuupaev></avaldamismarge>
<kehtivus><kehtivuseAlgus>2014-04-01</kehtivuseAlgus><kehtivuseLopp>2014-06-30</kehtivuseLopp></kehtivus>
<globaalID>105022014002</globaalID><terviktekstiGrupiID>1021622</terviktekstiGrupiID></metaandmed>
<aktinimi><nimi><pealkiri>Näidisseadus</pealkiri></nimi></aktinimi>
<sisu><peatykk><peatykkNr ylaIndeks="1">2</peatykkNr><peatykkPealkiri>Üldsätted</peatykkPealkiri>
<paragrahv><paragrahvNr ylaIndeks="1">12</paragrahvNr><kuvatavNr><![CDATA[§ 121. ]]></kuvatavNr><paragrahvPealkiri>Lapse ülalpidamine</paragrahvPealkiri>
<loige><loigeNr ylaIndeks="2">3</loigeNr><kuvatavNr><![CDATA[(3<sup>2</sup>)]]></kuvatavNr><sisuTekst><tavatekst>Vanem maksab
  elatist § 5<sup>1</sup> järgi, –<reavahetus/>kui kohus on nii määranud:</tavatekst><muutmismarge><RTosa>RT I</RTosa></muutmismarge></sisuTekst>
<alampunkt><alampunktNr>1</alampunktNr><kuvatavNr>1)</kuvatavNr><sisuTekst><tavatekst>kord kuus;</tavatekst></sisuTekst></alampunkt></loige>
<loige><loigeNr>4</loigeNr><kuvatavNr>(4)</kuvatavNr><muutmismarge><tavatekst>Kehtetu - </tavatekst><avaldamismarge><RTosa>RT I</RTosa><avaldamineKuupaev>2013-07-05</avaldamineKuupaev><RTartikkel>2</RTartikkel><aktViide>9</aktViide></avaldamismarge><joustumine>2013-07-15</joustumine></muutmismarge></loige>
</paragrahv>
<paragrahv><paragrahvNr>13</paragrahvNr><kuvatavNr>§ 13. </kuvatavNr><loige><sisuTekst><HTMLKonteiner><![CDATA[<p>Määrad on:</p><table><tr><th>Liik</th><th>m<sup>2</sup></th></tr><tr><td>A | B</td><td>1,5</td></tr></table>]]></HTMLKonteiner></sisuTekst></loige></paragrahv>
<paragrahv><paragrahvNr>14</paragrahvNr><kuvatavNr>§ 14.</kuvatavNr><paragrahvPealkiri>Endine säte</paragrahvPealkiri><muutmismarge><tavatekst>Kehtetu - </tavatekst></muutmismarge></paragrahv>
</peatykk></sisu>
<normtehnmarkus><normtehnmarkusNr>1</normtehnmarkusNr><normtehnmarkusTekst>Direktiiv 2001/29/EÜ.</normtehnmarkusTekst></normtehnmarkus></oigusakt>`

const smallText = `# Näidisseadus

### 2<sup>1</sup>. peatükk Üldsätted

##### § 12<sup>1</sup>. Lapse ülalpidamine

(3<sup>2</sup>) Vanem maksab elatist § 5<sup>1</sup> järgi, –

kui kohus on nii määranud:

1) kord kuus;

(4) [Kehtetu – RT I, 05.07.2013, 2 – jõust. 15.07.2013]

##### § 13.

Määrad on:

| Liik | m<sup>2</sup> |
| --- | --- |
| A \| B | 1,5 |

##### § 14. Endine säte

<sup>1</sup> Direktiiv 2001/29/EÜ.

`

func TestReadRT(t *testing.T) {
	act, err := ReadRT(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	want := Act{
		ID: "1021622", Title: "Näidisseadus", ShortTitle: "NäS", Rank: "seadus", Department: "Riigikogu", TextType: "terviktekst",
		Section: "RT I", Original: "RT I, 2001, 61, 364", Source: "https://www.riigiteataja.ee/akt/105022014002",
		Adopted: clock.NewDate(2001, 6, 6), Published: clock.NewDate(2014, 2, 5),
		From: clock.NewDate(2014, 4, 1), Until: clock.NewDate(2014, 6, 30), Body: act.Body,
	}
	if !reflect.DeepEqual(act, want) {
		t.Errorf("facts:\n got %+v\nwant %+v", act, want)
	}
	if act.Body != smallText {
		t.Errorf("text:\n%s\nwant:\n%s", act.Body, smallText)
	}
	if _, ok := lawtext.Parse(act.Body).Find("para12b1lg3b2p1"); !ok {
		t.Error("§ 12¹ (3²) 1) is not found: superscripts did not survive")
	}
}

func TestRefused(t *testing.T) {
	rt := func(s string) error { _, err := ReadRT(strings.NewReader(s)); return err }
	md := func(s string) error { _, err := ReadMarkdown([]byte(s)); return err }
	txt := func(s string) error { _, err := ReadPlain([]byte(s)); return err }
	manifest := func(s string) error { _, err := ReadManifest(strings.NewReader(s)); return err }
	eis := func(s string) error { _, err := ReadEIS(strings.NewReader(s)); return err }
	deep := "<oigusakt>" + strings.Repeat("<osa>", 100)
	for name, test := range map[string]struct {
		err  error
		line int
		key  string
	}{
		"document type":         {rt("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>\n<oigusakt/>"), 2, "exchange.doctype"},
		"unknown entity":        {rt("<oigusakt>\n<sisu>&b;</sisu></oigusakt>"), 2, "exchange.broken_xml"},
		"cut short":             {rt("<oigusakt>\n<sisu>"), 2, "exchange.broken_xml"},
		"wrong nesting":         {rt("<oigusakt>\n<sisu></osa></oigusakt>"), 2, "exchange.broken_xml"},
		"too deep":              {rt(deep), 1, "exchange.too_deep"},
		"other encoding":        {rt("<?xml version=\"1.0\" encoding=\"windows-1257\"?><oigusakt/>"), 1, "exchange.not_utf8"},
		"wrong bytes in XML":    {rt("<oigusakt>\n\xf5</oigusakt>"), 2, "exchange.not_utf8"},
		"another document":      {rt("<html></html>"), 0, "exchange.not_rt"},
		"nothing":               {rt(""), 0, "exchange.no_act"},
		"no title":              {rt("<oigusakt><sisu/></oigusakt>"), 0, "exchange.no_title"},
		"wrong bytes":           {md("---\ntitle: a\n---\n§ 1. \xe4"), 4, "lawtext.not_utf8"},
		"binary":                {txt("a\nb\x00c"), 2, "lawtext.binary"},
		"open header":           {md("---\ntitle: a\n"), 1, "exchange.open_header"},
		"broken header":         {md("---\ntitle: a\nrank: [\n---\n"), 3, "exchange.broken_header"},
		"large header":          {md("---\ntitle: " + strings.Repeat("a", maxHeader) + "\n---\n"), 1, "exchange.large_header"},
		"too large":             {md(strings.Repeat("a", MaxSource+1)), 0, "exchange.too_large"},
		"broken manifest":       {manifest("{\n\"list\": [,]}"), 2, "exchange.broken_json"},
		"manifest of numbers":   {manifest("{\n\"list\": 1}"), 2, "exchange.broken_json"},
		"empty manifest":        {manifest("{}"), 0, "exchange.empty_manifest"},
		"manifest climbs out":   {manifest(`{"list":[{"id":"1","revisions":[{"n":1,"file":"../../etc/passwd"}]}]}`), 0, "exchange.outside"},
		"manifest names a root": {manifest(`{"list":[{"id":"1","revisions":[{"n":1,"file":"/etc/passwd"}]}]}`), 0, "exchange.outside"},
		"empty list":            {eis("{}"), 0, "exchange.empty_list"},
	} {
		t.Run(name, func(t *testing.T) {
			var refused *Refused
			if !errors.As(test.err, &refused) {
				t.Fatalf("not refused: %v", test.err)
			}
			if refused.Line != test.line || refused.Reason.Key != test.key {
				t.Errorf("%v, want line %d: %s", refused, test.line, test.key)
			}
			if !errors.Is(test.err, fault.ErrInvalid) {
				t.Error("a refusal is an Invalid fault")
			}
		})
	}
}

func TestReadMarkdown(t *testing.T) {
	for name, test := range map[string]struct {
		source, title, body string
		repairs             int
	}{
		"with header":     {"---\ntitle: \"Õpetaja: seadus\"\nidentifier: 12\n---\n# Õ\n", "Õpetaja: seadus", "# Õ\n", 0},
		"without header":  {"\n# Määrus\n\n§ 1. A\n", "Määrus", "\n# Määrus\n\n§ 1. A\n", 0},
		"empty header":    {"---\n---\n# M\n", "M", "# M\n", 0},
		"empty body":      {"---\ntitle: M\n---", "M", "", 0},
		"windows endings": {"---\r\ntitle: M\r\n---\r\na\r\n", "M", "a\n", 4},
		"c1 controls":     {"# \u0084M\u0093\n", "„M“", "# „M“\n", 1},
		"soft hyphens":    {"# M\u00adM\n", "MM", "# MM\n", 1},
		"rule inside":     {"---\ntitle: M\n---\na\n\n---\n\nb\n", "M", "a\n\n---\n\nb\n", 0},
		"no-break space":  {"# §\u00a01\n", "§\u00a01", "# §\u00a01\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			act, err := ReadMarkdown([]byte(test.source))
			if err != nil {
				t.Fatal(err)
			}
			if act.Title != test.title || act.Body != test.body || len(act.Repairs) != test.repairs {
				t.Errorf("got %q, %q, %v", act.Title, act.Body, act.Repairs)
			}
		})
	}
}

// References that swell are not followed: only the fields we know are read, and
// a list is no title.
func TestHeaderBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\na0: &a0 [x, x, x, x, x, x, x, x]\n")
	for _, c := range []string{"0 1", "1 2", "2 3", "3 4", "4 5", "5 6", "6 7", "7 8", "8 9"} {
		from, to, _ := strings.Cut(c, " ")
		b.WriteString("a" + to + ": &a" + to + " [" + strings.Repeat("*a"+from+", ", 9) + "x]\n")
	}
	b.WriteString("title: ok\n---\nbody\n")
	if act, err := ReadMarkdown([]byte(b.String())); err == nil && act.Title != "ok" {
		t.Errorf("title %q", act.Title)
	}
}

func TestMarkdownThereAndBack(t *testing.T) {
	word := rapid.StringMatching(`[A-Za-zõäöüšž§¹:"'#\\ -]{0,30}`).Filter(func(s string) bool { return strings.TrimSpace(s) == s })
	rapid.Check(t, func(t *rapid.T) {
		act := Act{
			ID: word.Draw(t, "id"), Title: "T" + word.Draw(t, "title"), Rank: word.Draw(t, "rank"), Department: word.Draw(t, "department"),
			Source: word.Draw(t, "source"), From: clock.NewDate(2000+rapid.IntRange(0, 50).Draw(t, "year"), 3, 1),
			Body: rapid.StringMatching(`[A-Za-zõ§()0-9.\n]{0,200}`).Draw(t, "body"),
		}
		var b bytes.Buffer
		if err := WriteMarkdown(&b, act); err != nil {
			t.Fatal(err)
		}
		again, err := ReadMarkdown(b.Bytes())
		if err != nil {
			t.Fatalf("%v in\n%s", err, b.String())
		}
		if !reflect.DeepEqual(again, act) {
			t.Fatalf("got %+v\nwant %+v\nfrom\n%s", again, act, b.String())
		}
	})
}

func TestReadPlain(t *testing.T) {
	act, err := ReadPlain([]byte("\n\nMäärus  \n§ 1. A\n"))
	if err != nil || act.Title != "Määrus" {
		t.Errorf("title %q, %v", act.Title, err)
	}
	long, err := ReadPlain([]byte(strings.Repeat("õ", 500)))
	if err != nil || len([]rune(long.Title)) != maxTitle {
		t.Errorf("long title has %d characters, %v", len([]rune(long.Title)), err)
	}
}

func TestReadEIS(t *testing.T) {
	list, err := ReadEIS(strings.NewReader(`{"dossiers":[{"number":null,"title":" A ","published":null},{"number":"JDM/26-0214","published":"2026-02-17"}]}`))
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	if list[0].Number != "" || list[0].Title != "A" || !list[0].Published.IsZero() || list[1].Published != clock.NewDate(2026, 2, 17) {
		t.Errorf("%+v", list)
	}
}

func FuzzReadRT(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("<oigusakt><sisu><loige>"))
	f.Fuzz(func(t *testing.T, source []byte) {
		if _, err := ReadRT(bytes.NewReader(source)); err != nil {
			var refused *Refused
			if !errors.As(err, &refused) {
				t.Errorf("not a refusal: %v", err)
			}
		}
	})
}
