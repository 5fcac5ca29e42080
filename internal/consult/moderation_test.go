package consult

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
)

var noon = time.Date(2026, time.November, 23, 10, 0, 0, 0, time.UTC)

func openWindow() Consultation {
	return Consultation{ID: ID{Dossier: "JDM/26-0001", No: 1}, Opened: noon.AddDate(0, 0, -3), Deadline: clock.DateOf(noon).AddDays(5)}
}

func remarked() Comment {
	return Comment{
		No: 26_000_001, Consultation: openWindow().ID, Author: Author{Kind: Private, Name: "Jaan Tamm", Person: "a"},
		Text: "Toetan.", Submitted: noon, State: Public,
	}
}

// refusedWith reports whether a fault is of a kind and says a key, of the whole
// or of a field.
func refusedWith(err error, kind *fault.Fault, key string) bool {
	f := fault.Of(err)
	if f == nil || !errors.Is(err, kind) {
		return false
	}
	for _, field := range f.Fields {
		if field.Key == key {
			return true
		}
	}
	return f.Message.Key == key
}

func TestCorrecting(t *testing.T) {
	const grace = 30 * time.Minute
	for name, c := range map[string]struct {
		change func(*Comment, *Consultation)
		text   string
		joined bool
		after  time.Duration
		kind   *fault.Fault // nil: it is corrected
		key    string
		former int
	}{
		"just sent":             {text: "Ei toeta.", after: grace - 1},
		"later":                 {text: "Ei toeta.", after: grace, former: 1},
		"others have joined":    {text: "Ei toeta.", joined: true, former: 1},
		"nothing":               {text: " \n", kind: fault.ErrInvalid, key: "fault.required"},
		"the same words":        {text: "Toetan. ", kind: fault.ErrInvalid, key: "own.same_words"},
		"too long":              {text: strings.Repeat("a", MaxText+1), kind: fault.ErrInvalid, key: "consult.text_too_long"},
		"with a mark":           {text: "Ei " + BlackMark, kind: fault.ErrInvalid, key: "consult.black_mark"},
		"answered":              {change: func(m *Comment, _ *Consultation) { m.Response = 4 }, text: "Ei.", kind: fault.ErrConflict, key: "own.answered"},
		"withheld":              {change: func(m *Comment, _ *Consultation) { m.State = Withheld }, text: "Ei.", kind: fault.ErrConflict, key: "own.not_public"},
		"entered":               {change: func(m *Comment, _ *Consultation) { m.Entry.Channel = OnPaper }, text: "Ei.", kind: fault.ErrConflict, key: "own.not_sent_here"},
		"of a round":            {change: func(m *Comment, _ *Consultation) { m.Consultation.Round = true }, text: "Ei.", kind: fault.ErrConflict, key: "own.not_sent_here"},
		"on the last second":    {text: "Ei toeta.", after: clock.EndOfDay(openWindow().Deadline).Sub(noon), former: 1},
		"one second later":      {text: "Ei toeta.", after: clock.EndOfDay(openWindow().Deadline).Sub(noon) + time.Second, kind: fault.ErrConflict, key: "own.closed"},
		"closed with a summary": {change: func(_ *Comment, c *Consultation) { c.Closed = noon }, text: "Ei.", after: 1, kind: fault.ErrConflict, key: "own.closed"},
	} {
		t.Run(name, func(t *testing.T) {
			m, window := remarked(), openWindow()
			if c.change != nil {
				c.change(&m, &window)
			}
			now, err := m.Correct(window, c.text, c.joined, grace, noon.Add(c.after))
			if c.kind != nil {
				if !refusedWith(err, c.kind, c.key) {
					t.Errorf("got %v, want %s", err, c.key)
				}
				return
			}
			if err != nil || now.Text != c.text || len(now.Former) != c.former {
				t.Fatalf("%+v, %v", now, err)
			}
			if c.former > 0 && (now.Former[0].Text != "Toetan." || !now.Former[0].Until.Equal(noon.Add(c.after))) {
				t.Errorf("former wording %+v", now.Former[0])
			}
			if m.Text != "Toetan." || m.Wording() == now.Wording() {
				t.Error("the comment itself was changed, or its wording has the same name")
			}
		})
	}
}

// all is everything a comment says and said.
func all(m Comment) string {
	parts := []string{m.Author.Name, m.Text, m.Replacement}
	for _, f := range m.Former {
		parts = append(parts, f.Text, f.Replacement)
	}
	return strings.Join(parts, "|")
}

// What was blacked out stands nowhere, what was not stays, and put back
// everything is as it was, whatever was blacked out between.
func TestBlackingOut(t *testing.T) {
	m := remarked()
	m.Author.Name = "Kadri Kask, tel 5551234"
	m.Text = "Helista: 5551234 või kadri@kask.ee.\n\nKadri\nKask elab Kaskede tänaval. Kask on puu."
	m.Replacement = "Teatada numbril 5551234."
	m.Former = []Former{{Text: "Kadri Kask, 55512345"}, {Text: "…", Replacement: "5551234"}}
	before := all(m)
	one, err := m.BlackOut([]string{"5551234", "Kadri Kask"}, Personal, "m", noon)
	if err != nil {
		t.Fatal(err)
	}
	if got := all(one); strings.Contains(got, "5551234 ") || strings.Contains(got, "Kadri Kask") || strings.Contains(got, "Kadri\nKask") {
		t.Errorf("still there: %s", got)
	}
	want := "█████, tel █████|Helista: █████ või kadri@kask.ee.\n\n█████ elab Kaskede tänaval. Kask on puu.|Teatada numbril █████.|█████, 55512345||…|█████"
	if all(one) != want || len(one.Blacked) != strings.Count(want, BlackMark) {
		t.Errorf("got  %s\nwant %s", all(one), want)
	}
	two, err := one.BlackOut([]string{"Kask", "kadri@kask.ee"}, Insult, "m", noon.Add(time.Hour))
	if err != nil || len(two.Blacked) != len(one.Blacked)+2 {
		t.Fatalf("%v, %d", err, len(two.Blacked))
	}
	if got := all(two.Restore(noon).Restore(noon.Add(time.Hour))); got != before {
		t.Errorf("put back\n%s\nwas\n%s", got, before)
	}
	if got := two.Restore(noon.Add(time.Hour)); all(got) != want || len(got.Blacked) != len(one.Blacked) || got.Blacked[0].Words != "Kadri Kask" {
		t.Errorf("the later one put back alone: %s", all(got))
	}
	if all(m) != before {
		t.Error("the comment itself was changed")
	}
}

func TestBlackingOutRefuses(t *testing.T) {
	m := remarked()
	for name, c := range map[string]struct {
		words  []string
		reason Reason
		key    string
	}{
		"nothing":            {nil, Personal, "fault.required"},
		"no reason":          {[]string{"Toetan"}, "because", "fault.choose"},
		"words not there":    {[]string{"Toetan", "Mart"}, Personal, "moderation.words_not_found"},
		"part of a word":     {[]string{"Toeta"}, Personal, "moderation.words_not_found"},
		"the mark":           {[]string{BlackMark}, Personal, "moderation.words_not_found"},
		"only white space":   {[]string{" "}, Personal, "moderation.words_not_found"},
		"too many at a time": {make([]string, 51), Personal, "fault.too_long"},
	} {
		if _, err := m.BlackOut(c.words, c.reason, "m", noon); !refusedWith(err, fault.ErrInvalid, c.key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	organisation := m
	organisation.Author = Author{Kind: Organisation, Name: "Toetan MTÜ"}
	if now, err := organisation.BlackOut([]string{"Toetan"}, Personal, "m", noon); err != nil || now.Author.Name != "Toetan MTÜ" {
		t.Errorf("the name of an organisation is not what a person chose: %q, %v", now.Author.Name, err)
	}
}

func TestSuspects(t *testing.T) {
	m := remarked()
	m.Text = "Isikukood 38001085718, tel +372 5551 2345 või 555 1234, mari.maasikas@naide.ee, EE38 2200 2210 2014 5685; § 12 lg 3, 2026. aastal 30 päeva, 1 234 567 eurot."
	got := strings.Join(m.Suspects(), "; ")
	for _, want := range []string{"38001085718", "+372 5551 2345", "555 1234", "mari.maasikas@naide.ee", "EE38 2200 2210 2014 5685"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	for _, not := range []string{"2026", "12 ", "30"} {
		if strings.Contains("; "+got+";", "; "+not) {
			t.Errorf("%q is among %q", not, got)
		}
	}
}

// A case waits for what nobody has decided about, and only then.
func TestCaseWaits(t *testing.T) {
	waits := func(c Case) string {
		why, _ := c.Waits()
		var list []string
		for _, w := range why {
			list = append(list, string(w))
		}
		return strings.Join(list, " ")
	}
	must := func(c Case, err error) Case {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	check := func(when string, c Case, want string) {
		t.Helper()
		if got := waits(c); got != want {
			t.Errorf("%s: waits for %q, want %q", when, got, want)
		}
	}
	c := Case{Comment: 26_000_001}
	check("nothing", c, "")
	c = must(c.Report(Report{Reason: Spam, At: noon}))
	check("reported", c, "reported")
	if _, since := c.Waits(); !since.Equal(noon) {
		t.Errorf("since %s", since)
	}
	c = must(c.Decide(Decision{Ruling: Keeps, At: noon, By: "m"}))
	check("kept", c, "")
	if _, err := c.Undo(0, "m", noon); !refusedWith(err, fault.ErrConflict, "moderation.undone") {
		t.Errorf("nothing was changed: %v", err)
	}
	c = must(c.Report(Report{Reason: Insult, At: noon.Add(1)}))
	c = must(c.Decide(Decision{Ruling: Withholds, Reason: Insult, At: noon, By: "m"}))
	c = must(c.Appeal(Appeal{Decision: 1, Text: "Ei ole.", At: noon.Add(2)}))
	check("appealed", c, "appeal")
	for name, a := range map[string]Appeal{"again": {Decision: 1, Text: "Palun."}, "against nothing": {Decision: 0, Text: "Palun."}} {
		if _, err := c.Appeal(a); !errors.Is(err, fault.ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Appeal(Appeal{Decision: 7, Text: "x"}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("against no decision: %v", err)
	}
	if _, err := c.DecideAppeal(1, "m", true, "Jah.", false, noon); !refusedWith(err, fault.ErrConflict, "moderation.own_decision") {
		t.Errorf("who decided: %v", err)
	}
	if _, err := c.DecideAppeal(1, "n", true, " ", false, noon); !refusedWith(err, fault.ErrInvalid, "fault.required") {
		t.Errorf("without an answer: %v", err)
	}
	if _, err := c.DecideAppeal(1, "m", true, "Olen ainus.", true, noon); err != nil {
		t.Errorf("who decided, when there is no other: %v", err)
	}
	c = must(c.DecideAppeal(1, "n", true, "Jääb.", false, noon))
	check("decided", c, "")
	if _, err := c.DecideAppeal(1, "n", false, "Ei jää.", false, noon); !refusedWith(err, fault.ErrConflict, "moderation.appeal_decided") {
		t.Errorf("decided twice: %v", err)
	}
	d := c.Disown(noon.Add(3))
	check("disowned", d, "disowned")
	if _, err := d.Appeal(Appeal{Decision: 2, Text: "x"}); !refusedWith(err, fault.ErrConflict, "moderation.author_hid") {
		t.Errorf("against what the author said: %v", err)
	}
	check("seen", must(d.Decide(Decision{Ruling: Keeps, At: noon.Add(4), By: "m"})), "")
}

func TestReportsAreBounded(t *testing.T) {
	c := Case{}
	var err error
	for range MaxReports {
		if c, err = c.Report(Report{Reason: Spam, At: noon}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Report(Report{Reason: Spam, At: noon}); !errors.Is(err, fault.ErrTooMany) {
		t.Errorf("one more: %v", err)
	}
	if _, err := (Case{}).Report(Report{Reason: "bad"}); !refusedWith(err, fault.ErrInvalid, "fault.choose") {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := (Case{}).Report(Report{Reason: Spam, Text: strings.Repeat("x", MaxNote+1)}); !refusedWith(err, fault.ErrInvalid, "fault.too_long") {
		t.Errorf("too long: %v", err)
	}
}

func TestWithholdingFiles(t *testing.T) {
	m := remarked()
	m.Attachments = []Attachment{{Hash: "a"}, {Hash: "b"}}
	now, err := m.WithholdFile(2, Personal)
	if err != nil || now.Attachments[1].Withheld != Personal || m.Attachments[1].Withheld != "" {
		t.Fatalf("%+v, %v", now.Attachments, err)
	}
	if _, err := now.WithholdFile(2, Spam); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("twice: %v", err)
	}
	if _, err := m.WithholdFile(3, Spam); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
	if now.ReleaseFile(2).Attachments[1].Withheld != "" {
		t.Error("not released")
	}
}

// A correction of a comment out of which words were taken keeps the marks or drops all
// of them, its former wording keeps its own, the same words are taken out again, and
// put back everything is as it would have been.
func TestCorrectingWhatIsBlackedOut(t *testing.T) {
	m := remarked()
	m.Author.Name, m.Text = "Kask", "Helista Kask, 5551234, kohe."
	black, err := m.BlackOut([]string{"Kask", "5551234"}, Personal, "m", noon)
	if err != nil {
		t.Fatal(err)
	}
	later := noon.Add(time.Hour)
	for name, c := range map[string]struct{ text, now, back, fault string }{
		"kept":        {"Palun helista █████, █████, homme.", "Palun helista █████, █████, homme.", "Palun helista Kask, 5551234, homme.", ""},
		"dropped":     {"Palun ärge helistage.", "Palun ärge helistage.", "Palun ärge helistage.", ""},
		"said again":  {"Minu number on 5551234!", "Minu number on █████!", "Minu number on 5551234!", ""},
		"kept, again": {"Kask: █████ ja █████", "█████: █████ ja █████", "Kask: Kask ja 5551234", ""},
		"one missing": {"Helista █████.", "", "", "own.marks"},
		"one more":    {"█████ █████ █████", "", "", "own.marks"},
	} {
		t.Run(name, func(t *testing.T) {
			now, err := black.Correct(openWindow(), c.text, false, time.Minute, later)
			if c.fault != "" {
				if !refusedWith(err, fault.ErrInvalid, c.fault) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil || now.Text != c.now || now.Former[0].Text != "Helista █████, █████, kohe." || strings.Count(all(now), BlackMark) != len(now.Blacked) {
				t.Fatalf("%s with %d, %v", all(now), len(now.Blacked), err)
			}
			if back := now.Restore(noon); back.Text != c.back || back.Former[0].Text != m.Text || back.Author.Name != "Kask" || len(back.Blacked) != 0 {
				t.Errorf("put back: %s", all(back))
			}
		})
	}
}

// What is blacked out leaves the response that quotes it, also what it said before a
// correction, and a later correction tells nothing of it.
func TestBlackingOutOfAResponse(t *testing.T) {
	r := Response{No: 1, Comments: []CommentNo{1}, Outcome: Noted, Text: "Helistasime 5551234.", Former: []FormerAnswer{{Outcome: Noted, Text: "Number 5551234 ei vasta."}}}
	now, found := r.BlackOut([]string{"5551234"}, Personal, "m", noon)
	if !found || now.Text != "Helistasime █████." || now.Former[0].Text != "Number █████ ei vasta." || len(now.Blacked) != 2 {
		t.Fatalf("%v %+v", found, now)
	}
	if _, found := r.BlackOut([]string{"555"}, Personal, "m", noon); found {
		t.Error("found part of a number")
	}
	for text, want := range map[string]int{"Helistasime siis █████.": 3, "Helistasime.": 2} {
		fixed, err := now.Correct(Response{Outcome: Noted, Text: text}, "o", noon)
		if err != nil || len(fixed.Blacked) != want {
			t.Fatalf("%q: %v, %d marks", text, err, len(fixed.Blacked))
		}
		back := fixed.Restore(noon)
		if back.Text != strings.ReplaceAll(text, BlackMark, "5551234") || back.Former[0].Text != r.Former[0].Text || back.Former[1].Text != r.Text {
			t.Errorf("put back: %+v", back)
		}
	}
	if _, err := now.Correct(Response{Outcome: Noted, Text: "█████ █████"}, "o", noon); !refusedWith(err, fault.ErrInvalid, "own.marks") {
		t.Errorf("two marks for one: %v", err)
	}
}

// A covered copy stands in the place of a file, and the file as sent comes back.
func TestCoveringFiles(t *testing.T) {
	m := remarked()
	m.Attachments = []Attachment{{Hash: "a", Name: "kiri.pdf", Type: "application/pdf", Size: 7}}
	now, err := m.RedactFile(1, Attachment{Hash: "b", Name: "koopia.pdf", Size: 5}, Personal)
	if err != nil || now.Attachments[0].Hash != "b" || now.Attachments[0].SentHash != "a" || now.Attachments[0].Redacted != Personal || m.Attachments[0].Hash != "a" {
		t.Fatalf("%+v, %v", now.Attachments, err)
	}
	if _, err := m.RedactFile(1, Attachment{Hash: "a"}, Personal); !refusedWith(err, fault.ErrInvalid, "moderation.same_file") {
		t.Errorf("the same file: %v", err)
	}
	if _, err := now.RedactFile(1, Attachment{Hash: "c"}, Personal); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("twice: %v", err)
	}
	if _, err := m.RedactFile(2, Attachment{Hash: "c"}, Personal); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
	if back := now.UnredactFile(1).Attachments[0]; back != m.Attachments[0] {
		t.Errorf("back: %+v", back)
	}
}
