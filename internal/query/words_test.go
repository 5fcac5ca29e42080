package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// history is a store with one document that has these revisions.
func history(t *testing.T, texts ...string) *Queries {
	t.Helper()
	st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
	var parsed []*lawtext.Text
	for _, text := range texts {
		parsed = append(parsed, lawtext.Parse(text))
	}
	keepWordings(t, st, parsed)
	return New(st, nil, nil, clock.At(today), Settings{})
}

const (
	fishOne = `# Kalapüügi seadus

§ 1. Üldsätted

(1) Kalapüügiks on vaja kalastuskaarti, mille annab välja Keskkonnaamet.

(2) Kalastuskaart kehtib ühe aasta.

§ 2. Püügikeeld

Kudemise ajal on kalapüük jões keelatud.
`
	fishTwo = `# Kalapüügi seadus

§ 1. Üldsätted

(1) Kalapüügiks on vaja kalastuskaarti, mille annab tasuta välja Keskkonnaamet.

(2) Kalastuskaart kehtib ühe aasta.

§ 2. Püügikeeld

Kudemise ajal on kalapüük jões keelatud.
`
	// A new § 2 moves the ban to § 3 and its words change.
	fishThree = `# Kalapüügi seadus

§ 1. Üldsätted

(1) Kalapüügiks on vaja kalastuskaarti, mille annab tasuta välja Keskkonnaamet.

(2) Kalastuskaart kehtib kolm aastat.

§ 2. Tasu

Tasu suuruse kehtestab valdkonna eest vastutav minister määrusega igal aastal.

§ 3. Püügikeeld

Kudemise ajal on kalapüük jões ja järves keelatud.
`
)

func TestWordsOf(t *testing.T) {
	q := history(t, fishOne, fishTwo, fishThree)
	for _, c := range []struct{ ask, want string }{
		{"kehtib ühe aasta", "§ 1 lg 2: 1–2 exact „kehtib ühe aasta”; 3–3 other „kehtib kolm aastat”"},
		{"kolm aastat", "§ 1 lg 2: 1–2 other „ühe aasta”; 3–3 exact „kolm aastat”"},
		{"TASUTA  välja", "§ 1 lg 1: 1–1 other „välja”; 2–3 exact „tasuta välja”"},
		{"jões keelatud", "§ 2: 1–2 exact „jões keelatud” | § 3: 3–3 other „jões ja järves keelatud”"},
		{"Kudemise ajal", "§ 2: 1–2 exact „Kudemise ajal” | § 3: 3–3 exact „Kudemise ajal”"},
		{"tasu suuruse", "§ 2: 3–3 exact „Tasu suuruse”"},
		{"räim", ""},
		{" ", ""},
	} {
		page, err := q.WordsOf(context.Background(), people.Person{}, Words{Dossier: "JDM/26-0001", Document: 1, Words: c.ask})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(page); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.ask, got, c.want)
		}
	}
}

// told writes what a page says, states of one provision and number together.
func told(page WordsPage) string {
	var all []string
	for _, p := range page.Provisions {
		cite := ""
		for _, s := range p.States {
			kind := "other"
			if s.Exact {
				kind = "exact"
			}
			line := fmt.Sprintf("%d–%d %s „%s”", s.From, s.Until, kind, s.Words)
			if s.Cite == cite {
				all[len(all)-1] += "; " + line
				continue
			}
			cite = s.Cite
			all = append(all, s.Cite+": "+line)
		}
	}
	return strings.Join(all, " | ")
}

// TestWordsSelectedInOneProvision follows that provision even when the words are
// everywhere, and no address makes a failure.
func TestWordsSelectedInOneProvision(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Pikk seadus\n\n")
	for i := 1; i <= 400; i++ {
		fmt.Fprintf(&b, "§ %d. Säte %d\n\nSelle sätte %d rikkumine on keelatud ja toob kaasa vastutuse seaduses sätestatud korras ja ulatuses. %s\n\n", i, i, i, strings.Repeat(fmt.Sprintf("Täiendav lause %d. ", i), 30))
	}
	q := history(t, b.String(), b.String())
	ask := Words{Dossier: "JDM/26-0001", Document: 1, Words: "on keelatud"}
	if _, err := q.WordsOf(context.Background(), people.Person{}, ask); !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("words that are everywhere: %v", err)
	}
	ask.Revision, ask.Address = 2, "para7"
	page, err := q.WordsOf(context.Background(), people.Person{}, ask)
	if err != nil || told(page) != "§ 7: 1–2 exact „on keelatud”" {
		t.Errorf("selected in § 7: %q, %v", told(page), err)
	}
	ask.Revision = 0
	if page, err = q.WordsOf(context.Background(), people.Person{}, ask); err != nil || told(page) != "§ 7: 1–2 exact „on keelatud”" {
		t.Errorf("in § 7 of the newest: %q, %v", told(page), err)
	}
	for _, address := range []string{"n12", "para9999", "'; drop"} {
		ask.Address, ask.Words = address, "Täiendav lause 7."
		if page, err = q.WordsOf(context.Background(), people.Person{}, ask); err != nil || told(page) != "§ 7: 1–2 exact „Täiendav lause 7.”" {
			t.Errorf("selected in %q: %q, %v", address, told(page), err)
		}
	}
	ask.Words = strings.Repeat("a", wordsLongest+1)
	if _, err := q.WordsOf(context.Background(), people.Person{}, ask); !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("too many words: %v", err)
	}
}

// TestWordsOfWhatIsHidden: nobody but its people learns of a hidden document, and
// nobody at all of what stands in a draft.
func TestWordsOfWhatIsHidden(t *testing.T) {
	q := history(t, fishOne)
	st := q.store
	storetest.Do(t, st, func(tx *store.Tx) error {
		d := storetest.Dossier("JDM/26-0001")
		d.Documents, d.Published = 1, time.Time{}
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		return tx.PutDraft(dossier.Draft{Dossier: "JDM/26-0001", Document: 1, Base: 1, Version: 1, Text: fishThree, Saved: today, By: "official"})
	})
	ask := Words{Dossier: "JDM/26-0001", Document: 1, Words: "ühe aasta"}
	for name, p := range everybody() {
		page, err := q.WordsOf(context.Background(), p, ask)
		_, errDay := q.AsOf(context.Background(), p, "JDM/26-0001", 1, clock.DateOf(today))
		if p.Serves("JDM") {
			if err != nil || errDay != nil || told(page) == "" {
				t.Errorf("%s: %q, %v, %v", name, told(page), err, errDay)
			}
		} else if !errors.Is(err, fault.ErrNotFound) || !errors.Is(errDay, fault.ErrNotFound) || page.Document.No != 0 {
			t.Errorf("%s learns of a hidden document: %v, %v", name, err, errDay)
		}
		draft := ask
		draft.Words = "kolm aastat"
		if page, err := q.WordsOf(context.Background(), p, draft); err == nil && told(page) != "" {
			t.Errorf("%s finds words of a draft: %s", name, told(page))
		}
	}
}

// everybody is one person of each role.
func everybody() map[string]people.Person {
	return map[string]people.Person{
		"nobody":        {},
		"citizen":       {ID: "citizen", Name: "Kadri Kask"},
		"official":      {ID: "official", Institution: "JDM", Roles: []people.Role{people.Official}},
		"coordinator":   {ID: "coordinator", Institution: "JDM", Roles: []people.Role{people.Coordinator}},
		"other":         {ID: "other", Institution: "KLIM", Roles: []people.Role{people.Official}},
		"moderator":     {ID: "moderator", Roles: []people.Role{people.Moderator}},
		"administrator": {ID: "administrator", Roles: []people.Role{people.Administrator}},
	}
}

// TestWordsOfRandomHistories holds what is said against the texts: whatever is
// done to a text, the first and last revisions with a word are those that have it.
func TestWordsOfRandomHistories(t *testing.T) {
	vocabulary := []string{"kala", "jõgi", "kaart", "tasu", "luba", "aasta", "amet", "minister", "järv", "keeld"}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(r, "revisions")
		var texts []*lawtext.Text
		var sources []string
		for range n {
			var b strings.Builder
			b.WriteString("# Seadus\n\n")
			for i := range rapid.IntRange(1, 5).Draw(r, "sections") {
				words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 3, 9).Draw(r, "words")
				fmt.Fprintf(&b, "§ %d. Pealkiri\n\n%s.\n\n", i+1, strings.Join(words, " "))
			}
			sources = append(sources, b.String())
			texts = append(texts, lawtext.Parse(b.String()))
		}
		st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
		keepWordings(t, st, texts)
		q := New(st, nil, nil, clock.At(today), Settings{})
		word := rapid.SampledFrom(vocabulary).Draw(r, "word")
		page, err := q.WordsOf(context.Background(), people.Person{}, Words{Dossier: "JDM/26-0001", Document: 1, Words: word})
		if err != nil {
			r.Fatal(err)
		}
		first, last := 0, 0
		for i, source := range sources {
			if strings.Contains(source, word) {
				last = i + 1
				if first == 0 {
					first = i + 1
				}
			}
		}
		a, _ := page.First()
		b, _ := page.Last()
		if a.From != first || page.More == 0 && b.Until != last {
			r.Fatalf("%q stood from %d to %d, said %d to %d: %s", word, first, last, a.From, b.Until, told(page))
		}
	})
}

const (
	twiceOne = "# Seadus\n\n§ 1. Kord\n\nLoa annab linn. Loa kehtivuse määrab linn. Teate saadab riik.\n"
	twiceTwo = "# Seadus\n\n§ 1. Kord\n\nLoa annab vald. Loa kehtivuse määrab linn. Teate saadab riik.\n"
	twiceTen = "# Seadus\n\n§ 1. Kord\n\nLoa annab vald. Loa kehtivuse määrab minister. Teate saadab linn.\n"
)

// TestWordsThatStandTwiceInAProvision: those that were selected are followed, by
// what stands beside them; by how many words stand before them where that is alike.
func TestWordsThatStandTwiceInAProvision(t *testing.T) {
	q := history(t, twiceOne, twiceTwo, twiceTen)
	for _, c := range []struct {
		revision       int
		prefix, suffix string
		offset         int
		want           string
	}{
		{1, "Kord Loa annab ", ". Loa kehtiv", 3, "§ 1: 1–1 exact „linn”; 2–3 other „vald”"},
		{1, "kehtivuse määrab ", ". Teate", 6, "§ 1: 1–2 exact „linn”; 3–3 other „minister”"},
		{3, "saadab ", ".", 9, "§ 1: 1–2 other „riik”; 3–3 exact „linn”"},
		{1, "", ".", 7, "§ 1: 1–2 exact „linn”; 3–3 other „minister”"},
		{1, "", "", 0, "§ 1: 1–3 exact „linn”"},
	} {
		page, err := q.WordsOf(context.Background(), people.Person{}, Words{
			Dossier: "JDM/26-0001", Document: 1, Words: "linn", Revision: c.revision, Address: "para1", Prefix: c.prefix, Suffix: c.suffix, Offset: c.offset,
		})
		if err != nil || told(page) != c.want {
			t.Errorf("%q%q %d: %s, %v; want %s", c.prefix, c.suffix, c.offset, told(page), err, c.want)
		}
	}
}

// TestWordsSayWhenTheProvisionCameAndWent.
func TestWordsSayWhenTheProvisionCameAndWent(t *testing.T) {
	without := "# Seadus\n\n§ 1. Kord\n\nLoa annab linn.\n"
	q := history(t, without, without+"\n§ 2. Räim\n\nRäime püütakse kevadel ja sügisel kogu rannikul.\n", without)
	page, err := q.WordsOf(context.Background(), people.Person{}, Words{Dossier: "JDM/26-0001", Document: 1, Words: "räime"})
	if err != nil || len(page.Provisions) != 1 || page.Provisions[0].Before != 2 || page.Provisions[0].After != 3 {
		t.Errorf("%+v, %v", page.Provisions, err)
	}
	page, err = q.WordsOf(context.Background(), people.Person{}, Words{Dossier: "JDM/26-0001", Document: 1, Words: "linn"})
	if err != nil || len(page.Provisions) != 1 || page.Provisions[0].Before != 0 || page.Provisions[0].After != 0 {
		t.Errorf("%+v, %v", page.Provisions, err)
	}
}

// TestWordsFoundInASection: a section stands for the subsections in it that have
// the words, as what the search found does.
func TestWordsFoundInASection(t *testing.T) {
	var b strings.Builder
	for i := 1; i <= textsWithWords+10; i++ {
		fmt.Fprintf(&b, "§ %d. Säte\n\n(1) Sätte %d lause. %s\n\n(2) Rikkumine %d on keelatud.\n\n", i, i, strings.Repeat(fmt.Sprintf("Täiendav lause %d. ", i), 30), i)
	}
	q := history(t, b.String(), b.String())
	page, err := q.WordsOf(context.Background(), people.Person{}, Words{Dossier: "JDM/26-0001", Document: 1, Words: "on keelatud", Address: "para7"})
	if err != nil || told(page) != "§ 7 lg 2: 1–2 exact „on keelatud”" {
		t.Errorf("found in § 7: %q, %v", told(page), err)
	}
}

// TestWordsOutsideProvisions: words of a preamble are found, though no number names
// their place.
func TestWordsOutsideProvisions(t *testing.T) {
	const preamble = "Määrus kehtestatakse veeseaduse § 24 lõike 1 alusel.\n\n"
	const body = "§ 1. Ala\n\n(1) Vett kasutatakse säästlikult.\n"
	q := history(t, "# Määrus\n\n"+preamble+body, "# Määrus\n\n"+body, "# Määrus\n\n"+preamble+body+"\n(2) Uus lõige.\n")
	for words, want := range map[string]string{
		"veeseaduse § 24":  "[{1 1} {3 3}] ",
		"säästlikult":      "[] § 1 lg 1: 1–3 exact „säästlikult”",
		"raiskamine keelu": "[] ",
	} {
		page, err := q.WordsOf(context.Background(), people.Person{}, Words{Dossier: "JDM/26-0001", Document: 1, Words: words})
		if got := fmt.Sprint(page.Outside) + " " + told(page); err != nil || got != want {
			t.Errorf("%s: %q, want %q; %v", words, got, want, err)
		}
	}
}
