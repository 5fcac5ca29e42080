package consult_test

import (
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
)

func TestEnter(t *testing.T) {
	opened := time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC)
	c := consult.Consultation{
		ID: consult.ID{Dossier: "JDM/26-0001", No: 1}, Opened: opened, Deadline: clock.NewDate(2026, time.March, 30),
		Documents: []consult.DocumentAt{{Document: 1, Revision: 2}},
	}
	now := time.Date(2026, time.April, 2, 9, 0, 0, 0, time.UTC)
	good := consult.Comment{
		Text: "Lõige 2 on liiga range.", Author: consult.Author{Kind: consult.Organisation, Name: "Selts", Code: "80900019"},
		Entry: consult.Entry{Channel: consult.OnPaper, Received: clock.NewDate(2026, time.March, 30), By: "p"},
	}
	tests := []struct {
		name   string
		change func(*consult.Comment)
		field  string
	}{
		{"no way", func(m *consult.Comment) { m.Entry.Channel = "" }, "channel"},
		{"another way", func(m *consult.Comment) { m.Entry.Channel = "pigeon" }, "channel"},
		{"no day", func(m *consult.Comment) { m.Entry.Received = clock.Date{} }, "received"},
		{"before it opened", func(m *consult.Comment) { m.Entry.Received = clock.NewDate(2026, time.March, 1) }, "received"},
		{"tomorrow", func(m *consult.Comment) { m.Entry.Received = clock.NewDate(2026, time.April, 3) }, "received"},
		{"nobody", func(m *consult.Comment) { m.Author.Kind = "" }, "kind"},
		{"organisation without a name", func(m *consult.Comment) { m.Author.Name = " " }, "name"},
		{"wrong code", func(m *consult.Comment) { m.Author.Code = "8090001" }, "code"},
		{"institution without a code", func(m *consult.Comment) { m.Author = consult.Author{Kind: consult.Institution} }, "institution"},
		{"no words", func(m *consult.Comment) { m.Text = "\n" }, "text"},
		{"a document not asked about", func(m *consult.Comment) { m.Anchor.Document = 2 }, "anchor"},
	}
	for _, test := range tests {
		m := good
		test.change(&m)
		_, err := c.Enter(m, now)
		if f := fault.Of(err); f == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != test.field {
			t.Errorf("%s: %v, want a fault of %s", test.name, err, test.field)
		}
	}
	closed := c
	closed.Closed = now
	if _, err := closed.Enter(good, now); fault.Of(err) == nil || fault.Of(err).Kind != fault.Conflict {
		t.Errorf("a closed consultation: %v", err)
	}
}

// TestWhenALetterCame: the day it was received counts, whenever it is entered.
func TestWhenALetterCame(t *testing.T) {
	c := consult.Consultation{Opened: time.Date(2026, time.March, 2, 8, 0, 0, 0, time.UTC), Deadline: clock.NewDate(2026, time.March, 30)}
	now := time.Date(2026, time.April, 2, 9, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		day       clock.Date
		submitted time.Time
		late      bool
	}{
		{clock.NewDate(2026, time.March, 2), time.Date(2026, time.March, 2, 21, 59, 59, 0, time.UTC), false},
		{clock.NewDate(2026, time.March, 30), time.Date(2026, time.March, 30, 20, 59, 59, 0, time.UTC), false},
		{clock.NewDate(2026, time.March, 31), time.Date(2026, time.March, 31, 20, 59, 59, 0, time.UTC), true},
		{clock.NewDate(2026, time.April, 2), now, true},
	} {
		m, err := c.Enter(consult.Comment{Text: "Tere", Author: consult.Author{Kind: consult.Private}, Entry: consult.Entry{Channel: consult.ByEmail, Received: test.day}}, now)
		if err != nil || !m.Submitted.Equal(test.submitted) || m.Late(c) != test.late || m.State != consult.Public {
			t.Errorf("received %v: submitted %v, late %v (%v)", test.day, m.Submitted, m.Late(c), err)
		}
	}
	if (consult.Comment{Submitted: now}).Late(c) {
		t.Error("what was sent through the service is not an entry")
	}
}
