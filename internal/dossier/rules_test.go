package dossier

import (
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/lang"
)

var now = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func goodFacts() Facts {
	return Facts{
		Title: lang.Text{Et: "Jäätmeseaduse muutmise seadus"}, Kind: Bill,
		Contact: Contact{Office: "Ringmajanduse osakond", Email: "info@example.ee"},
	}
}

// fields lists what a fault says of each field: "title fault.required; …".
func fields(err error) string {
	f := fault.Of(err)
	if f == nil {
		return ""
	}
	var list []string
	for _, field := range f.Fields {
		list = append(list, field.Name+" "+field.Key)
	}
	if len(list) == 0 {
		return f.Message.Key
	}
	return strings.Join(list, "; ")
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Facts)
		want   string
	}{
		{"nothing wrong", func(*Facts) {}, ""},
		{"no title", func(f *Facts) { f.Title.Et = " \t" }, "title fault.required"},
		{"title only in English", func(f *Facts) { f.Title = lang.Text{En: "Waste Act"} }, "title fault.required"},
		{"long title", func(f *Facts) { f.Title.Et = strings.Repeat("õ", maxTitle+1) }, "title fault.too_long"},
		{"long title in letters of two bytes", func(f *Facts) { f.Title.Et = strings.Repeat("õ", maxTitle) }, ""},
		{"no such kind", func(f *Facts) { f.Kind = "poem" }, "kind fault.choose"},
		{"nobody explains", func(f *Facts) { f.Contact = Contact{} }, "office fault.required; email fault.email"},
		{"address with a name", func(f *Facts) { f.Contact.Email = "Mari <m@example.ee>" }, "email fault.email"},
		{"script as address", func(f *Facts) { f.References = []Reference{{"EIS", "1", "javascript:alert(1)"}} }, "references fault.web_address"},
	} {
		f := goodFacts()
		c.change(&f)
		d, err := New(f, "JDM", now)
		if got := fields(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if err == nil && (d.Institution != "JDM" || !d.Published.IsZero() || d.Created != now) {
			t.Errorf("%s: new dossier %+v", c.name, d)
		}
	}
}

func TestPublish(t *testing.T) {
	last := sha256.Sum256([]byte("§ 1. Vana"))
	reason := lang.Text{Et: "arvamuste põhjal"}
	for _, c := range []struct {
		name  string
		steps string
		revs  int
		draft Draft
		want  string
	}{
		{"first needs no reason", "notice", 0, Draft{Text: "§ 1. Uus"}, ""},
		{"first is empty", "notice", 0, Draft{Text: " \n"}, "text dossier.text_empty"},
		{"second", "notice", 1, Draft{Base: 1, Text: "§ 1. Uus", Reason: reason}, ""},
		{"second without a reason", "notice", 1, Draft{Base: 1, Text: "§ 1. Uus"}, "reason dossier.reason_required"},
		{"equal to the last", "notice", 1, Draft{Base: 1, Text: "§ 1. Vana", Reason: reason}, "text dossier.text_same"},
		{"stale base", "notice", 2, Draft{Base: 1, Text: "§ 1. Uus", Reason: reason}, "dossier.stale_base"},
		{"base of the future", "notice", 1, Draft{Base: 2, Text: "§ 1. Uus", Reason: reason}, "dossier.stale_base"},
		{"ended", "notice; withdrawn", 1, Draft{Base: 1, Text: "§ 1. Uus", Reason: reason}, "dossier.ended"},
	} {
		d := Dossier{ID: "JDM/26-0001", Institution: "JDM", Steps: steps(t, c.steps)}
		r, err := Publish(d, Document{No: 1, Revisions: c.revs}, c.draft, last, now)
		if got := fields(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if err == nil && (r.No != c.revs+1 || r.Hash != sha256.Sum256([]byte(c.draft.Text)) || r.Published != now || r.Institution != "JDM") {
			t.Errorf("%s: revision %+v", c.name, r)
		}
	}
}

func TestPublishStaleBaseIsAConflict(t *testing.T) {
	_, err := Publish(Dossier{}, Document{Revisions: 2}, Draft{Base: 1, Text: "x"}, [32]byte{}, now)
	if !errors.Is(err, fault.ErrConflict) {
		t.Errorf("got %v, want a conflict", err)
	}
}

func TestWithStep(t *testing.T) {
	tomorrow := clock.DateOf(now).AddDays(1)
	for _, c := range []struct {
		name   string
		before string
		step   Step
		want   string
	}{
		{"a stage", "notice", Step{Stage: Coordination}, ""},
		{"an outcome", "notice", Step{Outcome: Withdrawn}, ""},
		{"superseded without by what", "notice", Step{Outcome: Superseded}, "superseded_by fault.required"},
		{"both", "notice", Step{Stage: Notice, Outcome: Adopted}, "stage fault.choose"},
		{"neither", "notice", Step{}, "stage fault.choose"},
		{"no such stage", "notice", Step{Stage: "limbo"}, "stage fault.choose"},
		{"no such outcome", "notice", Step{Outcome: "stale"}, "stage fault.choose"},
		{"tomorrow", "notice", Step{Stage: Intent, Happened: tomorrow}, "happened fault.future"},
		{"after the end", "adopted", Step{Stage: Publication}, "dossier.ended"},
	} {
		d := Dossier{Steps: steps(t, c.before)}
		after, err := d.WithStep(c.step, now)
		if got := fields(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if len(d.Steps) != 1 {
			t.Errorf("%s: the dossier given was changed", c.name)
		}
		if err == nil && (len(after.Steps) != 2 || after.Steps[1].Recorded != now) {
			t.Errorf("%s: steps %+v", c.name, after.Steps)
		}
	}
}

func TestAddDocument(t *testing.T) {
	good := Document{Kind: DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et}
	d, doc, err := Dossier{ID: "JDM/26-0001", Documents: 1}.AddDocument(good, now)
	if err != nil || doc.No != 2 || d.Documents != 2 || doc.Dossier != "JDM/26-0001" {
		t.Errorf("second document is %+v of %d, %v", doc, d.Documents, err)
	}
	if _, _, err := (Dossier{}).AddDocument(Document{}, now); fields(err) != "title fault.required; kind fault.choose; language fault.choose" {
		t.Errorf("an empty document: %v", err)
	}
	if _, _, err := (Dossier{Steps: steps(t, "lapsed")}).AddDocument(good, now); fields(err) != "dossier.ended" {
		t.Errorf("a document after the end: %v", err)
	}
}
