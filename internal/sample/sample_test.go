package sample

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/lawtext"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

var today = time.Date(2026, time.November, 23, 18, 0, 0, 0, time.UTC)

func load(t *testing.T, now time.Time) *store.Store {
	t.Helper()
	st := storetest.OpenIn(t, t.TempDir(), clock.At(now))
	if err := Load(context.Background(), st, clock.At(now)); err != nil {
		t.Fatal(err)
	}
	return st
}

func planned(t *testing.T) *plan {
	t.Helper()
	lib, err := read(content)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlan(lib, today)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestLoadTwiceIsLoadingOnce(t *testing.T) {
	st := load(t, today)
	before := events(t, st)
	if err := Load(context.Background(), st, clock.At(today.AddDate(0, 0, 3))); err != nil {
		t.Fatal(err)
	}
	if after := events(t, st); len(after) != len(before) {
		t.Errorf("%d events, %d after loading again", len(before), len(after))
	}
}

// intended are the warnings that show what a warning looks like.
var intended = map[string]bool{
	"kaasamise-seadus 01.r2 lawtext.number_goes_back": true, // § 22 was moved without a new number
}

func TestActsParseWithoutWarnings(t *testing.T) {
	for slug, m := range planned(t).dossiers {
		for i, prints := range m.prints {
			if m.file.Documents[i].Kind != dossier.DraftAct {
				continue // notes and intents have no sections
			}
			for j, print := range prints {
				for _, w := range print.text.Warnings {
					if !intended[name(slug, i, j)+" "+w.Key] {
						t.Errorf("%s line %d: %s %v", name(slug, i, j), w.Line, w.Key, w.Args)
					}
				}
				if len(print.text.Sections()) == 0 {
					t.Errorf("%s has no sections", name(slug, i, j))
				}
			}
		}
	}
}

func TestEveryTextIsReadBackAsWritten(t *testing.T) {
	p, st := planned(t), load(t, today)
	storetest.Look(t, st, func(tx *store.Tx) error {
		for slug, m := range p.dossiers {
			for i, prints := range m.prints {
				for j, print := range prints {
					if print.published.IsZero() {
						draft, err := tx.Draft(m.id, i+1)
						if err != nil || draft.Text != print.text.Source {
							t.Errorf("%s: draft is not as written: %v", name(slug, i, j), err)
						}
						continue
					}
					text, err := tx.RevisionText(m.id, i+1, j+1)
					if err != nil || text != print.text.Source {
						t.Errorf("%s: not as written: %v", name(slug, i, j), err)
					}
				}
			}
		}
		return nil
	})
}

func TestEveryWayToEndAndToBeOpen(t *testing.T) {
	st := load(t, today)
	open, comments := 0, 0
	last, outcomes, answers := map[dossier.Stage]int{}, map[dossier.Outcome]int{}, map[consult.Outcome]int{}
	storetest.Look(t, st, func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			if n := len(d.Steps); n > 0 {
				last[d.Steps[n-1].Stage]++
				outcomes[d.Steps[n-1].Outcome]++
			}
			cs, err := tx.Consultations(d.ID)
			if err != nil {
				return err
			}
			for _, c := range cs {
				comments += c.Comments
				if c.IsOpen(today) {
					open++
				}
				of, err := tx.CommentsOf(c.ID, 0, 1000)
				if err != nil {
					return err
				}
				for _, m := range of {
					if m.Response == 0 {
						continue
					}
					r, err := tx.Response(m.Response)
					if err != nil || r.Published.Before(m.Submitted) {
						t.Errorf("%s: answered %s, sent %s, %v", m.No, r.Published, m.Submitted, err)
					}
					answers[r.Outcome]++
				}
			}
			return nil
		})
	})
	if open < 4 || comments < 40 {
		t.Errorf("%d open consultations and %d comments", open, comments)
	}
	for _, s := range []dossier.Stage{dossier.Notice, dossier.Intent, dossier.Consultation, dossier.Coordination, dossier.Submission, dossier.Riigikogu} {
		if last[s] == 0 {
			t.Errorf("no dossier stands at %s", s)
		}
	}
	for _, o := range []dossier.Outcome{dossier.Adopted, dossier.Rejected, dossier.Withdrawn, dossier.Superseded} {
		if outcomes[o] == 0 {
			t.Errorf("no dossier is %s", o)
		}
	}
	for _, o := range consult.Outcomes {
		if answers[o] == 0 {
			t.Errorf("no comment is %s", o)
		}
	}
}

func TestUnpublishedDossierLeavesNoPublicEvent(t *testing.T) {
	p, st := planned(t), load(t, today)
	hidden := p.dossiers["teatajatasu"].id
	public := 0
	for _, e := range events(t, st) {
		if e.Dossier == hidden && e.Public {
			t.Errorf("%s of the unpublished dossier is public", e.Name)
		}
		if e.Public {
			public++
		}
	}
	if public == 0 {
		t.Error("no event is public")
	}
}

func TestEventsStandInTheOrderTheyHappened(t *testing.T) {
	var last event.Event
	for _, e := range events(t, load(t, today)) {
		if e.Occurred.Before(last.Occurred) {
			t.Errorf("%d %s happened before %d %s", e.Seq, e.Name, last.Seq, last.Name)
		}
		last = e
	}
}

func TestCommentsOnEarlierRevisionsMeetEveryFate(t *testing.T) {
	fates := map[compare.State]int{}
	for _, m := range planned(t).dossiers {
		for _, c := range m.file.Consultations {
			for _, f := range c.Comments {
				if f.Provision == "" {
					continue
				}
				prints := m.prints[f.Document-1]
				old, new := prints[f.Revision-1].text, prints[len(prints)-1].text
				at, err := m.anchor(f, today)
				if err != nil {
					t.Fatal(err)
				}
				node, _ := old.Find(at.Address)
				place := compare.Place{Node: block(old, node, at.Quote), Offset: at.Offset, Quote: at.Quote, Prefix: at.Prefix, Suffix: at.Suffix}
				carried := compare.Carry(compare.Texts(old, new), place)
				if carried.State == compare.StateUncertain {
					t.Logf("%s %s of revision %d %q: uncertain", m.file.slug, f.Provision, f.Revision, f.Quote)
				}
				fates[carried.State]++
			}
		}
	}
	for _, s := range []compare.State{compare.StateSame, compare.StateMoved, compare.StateReworded, compare.StateDeleted} {
		if fates[s] == 0 {
			t.Errorf("no comment is %s: %v", s, fates)
		}
	}
}

// block is the node with the quoted words among those inside a provision.
func block(text *lawtext.Text, node int, quote string) int {
	for i := node; quote != "" && i < text.Nodes[node].End; i++ {
		if strings.Contains(text.Text(i), quote) {
			return i
		}
	}
	return node
}

func TestAnyDayIsADayToLoad(t *testing.T) {
	days := []clock.Date{
		clock.NewDate(2026, 12, 23), clock.NewDate(2026, 12, 27), clock.NewDate(2027, 1, 1), clock.NewDate(2027, 1, 4),
		clock.NewDate(2027, 3, 28), clock.NewDate(2027, 6, 24), clock.NewDate(2026, 10, 25), clock.NewDate(2028, 2, 29),
	}
	for d := clock.NewDate(2027, 1, 2); d.Year == 2027; d = d.AddDays(37) {
		days = append(days, d)
	}
	for i, d := range days {
		at := clock.StartOfDay(d)
		if i%2 == 1 {
			at = clock.EndOfDay(d)
		}
		t.Run(at.Format(time.DateTime), func(t *testing.T) { openConsultations(t, load(t, at), at) })
	}
}

// openConsultations checks that as many are open on every day, and that each
// deadline is a working day.
func openConsultations(t *testing.T, st *store.Store, now time.Time) {
	t.Helper()
	open := 0
	storetest.Look(t, st, func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			cs, err := tx.Consultations(d.ID)
			for _, c := range cs {
				if !c.Deadline.IsWorkingDay() {
					t.Errorf("%s ends on %s", c.ID, c.Deadline)
				}
				if c.IsOpen(now) {
					open++
				}
			}
			return err
		})
	})
	if open != 4 {
		t.Errorf("%d consultations are open", open)
	}
}

func TestContentThatContradictsItselfIsRefused(t *testing.T) {
	for _, c := range []struct{ what, file, old, new, want string }{
		{"unknown key", "koolisoit/dossier.yaml", "series: HTM", "serie: HTM", "serie"},
		{"unknown institution", "koolisoit/dossier.yaml", "series: HTM", "series: XYZ", "no institution"},
		{"quote that is not there", "koolisoit/dossier.yaml", `quote: "üle 10 km"`, `quote: "üle 99 km"`, "does not say"},
		{"provision that is not there", "koolisoit/dossier.yaml", "provision: para3lg2", "provision: para3lg9", "has no para3lg9"},
		{"unknown author", "koolisoit/dossier.yaml", "by: lapsevanem", "by: keegi", "no author"},
		{"short window without a reason", "koolisoit/dossier.yaml", "short_reason:", "affected_too:", "affected_too"},
		{"comment before the window", "koolisoit/dossier.yaml", "at: -6d", "at: -9wd", "published"},
		{"moment to come", "koolisoit/dossier.yaml", "at: -6d", "at: +6d", "past"},
		{"day without a sign", "koolisoit/dossier.yaml", "opened: -16d", "opened: 16d", "not a day"},
		{"title in one language", "koolisoit/dossier.yaml", `ru: "Условия и порядок поддержки проезда учащихся в школу"`, `ru: ""`, "needs et, en and ru"},
		{"unknown dossier", "arvamuste-kord/dossier.yaml", "superseded_by: kaasamise-seadus", "superseded_by: muu", "no such dossier"},
		{"unknown blank", "koolisoit/01-draft-act.r1.md", "{{kuupäev}}", "{{homme}}", "not a day"},
		{"unanswered comment", "kergliikurid/dossier.yaml", "to: [e3]", "to: [e2]", "unanswered"},
		{"number taken", "koolisoit/dossier.yaml", "number: 517", "number: 517\nkind: bill", "kind"},
	} {
		t.Run(c.what, func(t *testing.T) {
			err := try(t, changed(t, "content/"+c.file, c.old, c.new))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one about %q", err, c.want)
			}
		})
	}
}

func TestTextWithoutFactsIsRefused(t *testing.T) {
	files := changed(t, "content/koolisoit/dossier.yaml", "", "")
	files["content/koolisoit/03-annex.r1.md"] = &fstest.MapFile{Data: []byte("# Lisa")}
	if _, err := read(files); err == nil {
		t.Error("a text that dossier.yaml does not know was accepted")
	}
}

// changed is the content with the first old of one file replaced.
func changed(t *testing.T, file, old, new string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := content.ReadFile(name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before := string(files[file].Data)
	if !strings.Contains(before, old) {
		t.Fatalf("%s does not contain %q", file, old)
	}
	files[file].Data = []byte(strings.Replace(before, old, new, 1))
	return files
}

// try loads content and answers with what is wrong with it; nothing may be kept.
func try(t *testing.T, files fs.FS) error {
	t.Helper()
	lib, err := read(files)
	if err != nil {
		return err
	}
	p, err := newPlan(lib, today)
	if err != nil {
		return err
	}
	st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
	err = st.Update(context.Background(), p.write)
	if err != nil && len(events(t, st)) > 0 {
		t.Error("something was kept")
	}
	return err
}

func events(t *testing.T, st *store.Store) []event.Event {
	t.Helper()
	var all []event.Event
	storetest.Look(t, st, func(tx *store.Tx) (err error) {
		all, err = tx.Events(0, 10_000)
		return err
	})
	return slices.Clone(all)
}

func name(slug string, i, j int) string { return fmt.Sprintf("%s %02d.r%d", slug, i+1, j+1) }

// TestARoundIsToldWhole: a newcomer sees every outcome of a round, answers to its
// remarks, and the next round waiting, with a remark that is still being written.
func TestARoundIsToldWhole(t *testing.T) {
	st := load(t, today)
	storetest.Look(t, st, func(tx *store.Tx) error {
		return tx.EachDossier("", func(d dossier.Dossier) error {
			if d.Rounds == 0 {
				return nil
			}
			rounds, err := tx.Rounds(d.ID)
			if err != nil {
				return err
			}
			replies := map[consult.Reply]int{}
			for _, a := range rounds[0].Addressees {
				replies[a.Reply]++
			}
			for _, want := range []consult.Reply{consult.Approved, consult.ApprovedWithRemarks, consult.NotApproved, consult.ApprovedByDefault, consult.OpinionGiven} {
				if replies[want] == 0 {
					t.Errorf("nobody's reply is %s", want)
				}
			}
			last := rounds[len(rounds)-1]
			if rounds[0].Comments == 0 || rounds[0].Answered != rounds[0].Comments || last.No == 1 || last.Waiting() == 0 || !last.IsOpen(today) {
				t.Errorf("rounds: %+v", rounds)
			}
			drafts, err := tx.RemarkDrafts(last.ID, "JDM")
			if len(drafts) != 1 {
				t.Errorf("JDM prepares %+v", drafts)
			}
			return err
		})
	})
}

// The workspace of an association has something to show: comments that it sent with
// others who signed, answers to some, and a draft that nobody else sees.
func TestJointOpinions(t *testing.T) {
	storetest.Look(t, load(t, today), func(tx *store.Tx) error {
		sent, err := tx.CommentsFor("80099001", 0, 0)
		answered := 0
		for _, m := range sent {
			if m.Response != 0 {
				answered++
			}
			if len(m.Signers) != 2 {
				t.Errorf("%s is signed by %d", m.No, len(m.Signers))
			}
		}
		if err != nil || len(sent) != 4 || answered != 2 {
			t.Errorf("%d comments, %d with a response, %v", len(sent), answered, err)
		}
		drafts, void := 0, 0
		list, err := tx.JointsOf("80099001")
		for _, j := range list {
			if j.Sent.IsZero() {
				drafts++
				void += len(j.Cosigners)
				for _, c := range j.Cosigners {
					if j.Stands(c) {
						t.Errorf("%s signed words that came later", c.Organisation)
					}
				}
			}
		}
		if drafts != 1 || void != 2 {
			t.Errorf("%d drafts with %d asked", drafts, void)
		}
		return err
	})
}
