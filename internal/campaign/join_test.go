package campaign

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// arrive keeps comments one after another, as they come in, and returns which
// campaign each was joined to.
func arrive(t testing.TB, s *store.Store, id consult.ID, list []invented) map[consult.CommentNo]consult.Comment {
	t.Helper()
	kept := map[consult.CommentNo]consult.Comment{}
	for from := 0; from < len(list); from += 200 {
		storetest.Do(t, s, func(tx *store.Tx) error {
			for i, c := range list[from:min(from+200, len(list))] {
				m := storetest.Comment(consult.NewCommentNo(2026, uint64(from+i+1)), id)
				m.Text = c.text
				if err := Join(tx, &m); err != nil {
					return err
				}
				if err := tx.PutComment(m); err != nil {
					return err
				}
			}
			c, err := tx.Consultation(id)
			if err != nil {
				return err
			}
			c.Comments = min(from+200, len(list))
			return tx.PutConsultation(c)
		})
	}
	storetest.Look(t, s, func(tx *store.Tx) error {
		all, err := tx.CommentsOf(id, 0, 0)
		for _, m := range all {
			kept[m.No] = m
		}
		return err
	})
	return kept
}

// asked is a store with one consultation.
func asked(t testing.TB) (*store.Store, consult.ID) {
	s := storetest.Open(t)
	c := storetest.Consultation("JDM/26-0001", 1)
	storetest.Do(t, s, func(tx *store.Tx) error {
		d := storetest.Dossier("JDM/26-0001")
		d.Consultations = 1
		if err := tx.PutDossier(d); err != nil {
			return err
		}
		return tx.PutConsultation(c)
	})
	return s, c.ID
}

// judge counts pairs of comments: precision is the share of pairs put together
// that belong together, recall that of pairs belonging together that were put
// together.
func judge(list []invented, kept map[consult.CommentNo]consult.Comment) (precision, recall float64) {
	type place struct {
		truth int
		found consult.CampaignNo
	}
	cells, truths, founds := map[place]int{}, map[int]int{}, map[consult.CampaignNo]int{}
	for i, c := range list {
		m := kept[consult.NewCommentNo(2026, uint64(i+1))]
		truth, found := c.campaign, m.Campaign
		if truth == 0 {
			truth = -i - 1 // alone
		}
		if found == 0 {
			found = 1<<60 + m.No
		}
		cells[place{truth, found}]++
		truths[truth]++
		founds[found]++
	}
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	var right, there, together float64
	for _, n := range cells {
		right += pairs(n)
	}
	for _, n := range truths {
		there += pairs(n)
	}
	for _, n := range founds {
		together += pairs(n)
	}
	return right / together, right / there
}

func TestCampaignsAreRecognised(t *testing.T) {
	for seed := range uint64(3) {
		list := crowd(rand.New(rand.NewPCG(seed, 1)), 1500, 1100)
		s, id := asked(t)
		precision, recall := judge(list, arrive(t, s, id, list))
		t.Logf("seed %d: precision %.4f, recall %.4f", seed, precision, recall)
		if precision < 0.98 || recall < 0.95 {
			t.Errorf("seed %d: precision %.4f and recall %.4f, want .98 and .95", seed, precision, recall)
		}
	}
}

func TestAlike(t *testing.T) {
	const letter = "Palun jätta eelnõu paragrahvist kaks välja nõue, mille järgi peab iga ühing esitama aruande kahe nädala jooksul."
	for _, c := range []struct {
		name, a, b    string
		alike, edited bool
	}{
		{"the same", letter, letter, true, false},
		{"case, punctuation, lines and diacritics", letter, "palun JATTA eelnou paragrahvist kaks valja noue\n\nmille jargi peab iga uhing esitama aruande kahe nadala jooksul", true, false},
		{"a greeting and a signature", letter, "Tere! " + letter + " Lugupidamisega Mari", true, true},
		{"half of it and other words", letter, "Palun jätta eelnõu paragrahvist kaks välja kõik, mis puudutab loomi, sest nende pidamine on juba mujal korraldatud ja midagi ei muutu.", false, true},
		{"short and the same", "Toetan seda eelnõu.", "toetan seda eelnõu!", true, false},
		{"short and nearly the same", "Toetan seda eelnõu.", "Ei toeta seda eelnõu.", false, true},
		{"a word", "Toetan", "Toetan", false, false},
		{"nothing", "", "…", false, false},
		{"an opinion that quotes the other to object", "Tähtaeg on liiga lühike.", letter + " Tähtaeg on liiga lühike.", false, true},
	} {
		if alike, edited := Alike(c.a, c.b); alike != c.alike || edited != c.edited {
			t.Errorf("%s: alike %v, edited %v", c.name, alike, edited)
		}
	}
}

// Short remarks that say the same about different provisions are different.
func TestShortWordsOnOtherProvisionsStayApart(t *testing.T) {
	s, id := asked(t)
	var got []consult.CampaignNo
	for i, at := range []string{"para1", "para2", "para1"} {
		storetest.Do(t, s, func(tx *store.Tx) error {
			m := storetest.Comment(consult.NewCommentNo(2026, uint64(i+1)), id)
			m.Text, m.Anchor = "Jätta see säte välja.", consult.Anchor{Document: 1, Revision: 1, Address: at}
			if err := Join(tx, &m); err != nil {
				return err
			}
			got = append(got, m.Campaign)
			if err := tx.PutComment(m); err != nil {
				return err
			}
			c, err := tx.Consultation(id)
			if err != nil {
				return err
			}
			c.Comments++
			return tx.PutConsultation(c)
		})
	}
	if got[0] != 0 || got[1] != 0 || got[2] != consult.NewCommentNo(2026, 1) {
		t.Errorf("joined to %v", got)
	}
}

// What a campaign counts follows its members' states and answers.
func TestCampaignCounts(t *testing.T) {
	s, id := asked(t)
	const letter = "Palun jätta eelnõust välja nõue, mille järgi peab iga ühing esitama aruande kahe nädala jooksul pärast aasta lõppu."
	arrive(t, s, id, []invented{{text: letter}, {text: letter + " Aitäh!"}, {text: letter}, {text: "Hoopis muu mõte ja mitte midagi eelmistest."}})
	first := consult.NewCommentNo(2026, 1)
	want := func(when string, exact, edited, answered int) {
		t.Helper()
		storetest.Look(t, s, func(tx *store.Tx) error {
			c, err := tx.Campaign(id, first)
			if err != nil {
				return err
			}
			if c.Exact != exact || c.Edited != edited || c.Answered != answered {
				t.Errorf("%s: %+v", when, c)
			}
			return nil
		})
	}
	want("three arrived", 2, 1, 0)
	storetest.Do(t, s, func(tx *store.Tx) error {
		m, err := tx.Comment(first + 1)
		if err != nil {
			return err
		}
		m.State = consult.Withdrawn
		c, err := tx.Consultation(id)
		if err != nil {
			return err
		}
		c.Comments--
		if err := tx.PutConsultation(c); err != nil {
			return err
		}
		return tx.PutComment(m)
	})
	want("one is withdrawn", 2, 0, 0)
	storetest.Look(t, s, func(tx *store.Tx) error {
		listed, err := tx.CommentsListed(id, 0, 0)
		if err != nil || len(listed) != 2 || listed[0].No != first || listed[1].No != first+3 {
			t.Errorf("listed %+v, %v", listed, err)
		}
		members, err := tx.CampaignMembers(first, first, 1)
		if err != nil || len(members) != 1 || members[0].No != first+1 {
			t.Errorf("members after the first: %+v, %v", members, err)
		}
		return nil
	})
}

// Words that are corrected may leave the campaign or join another.
func TestRejoin(t *testing.T) {
	s, id := asked(t)
	const letter = "Palun jätta eelnõust välja nõue, mille järgi peab iga ühing esitama aruande kahe nädala jooksul pärast aasta lõppu."
	arrive(t, s, id, []invented{{text: letter}, {text: letter}, {text: "Midagi hoopis muud, mida keegi teine ei ole öelnud."}})
	correct := func(n int, text string) (m consult.Comment) {
		storetest.Do(t, s, func(tx *store.Tx) (err error) {
			if m, err = tx.Comment(consult.NewCommentNo(2026, uint64(n))); err != nil {
				return err
			}
			m.Text = text
			if err := Rejoin(tx, &m); err != nil {
				return err
			}
			return tx.PutComment(m)
		})
		return m
	}
	if m := correct(2, "Mõtlesin ümber ja kirjutan nüüd oma sõnadega teisest asjast."); m.Campaign != 0 {
		t.Errorf("left the campaign, and is in %s", m.Campaign)
	}
	if m := correct(3, letter+" Nõus!"); m.Campaign != consult.NewCommentNo(2026, 1) || !m.Edited {
		t.Errorf("joined late: campaign %s, edited %v", m.Campaign, m.Edited)
	}
	if m := correct(1, "Esimene muutis meelt ja tema sõnad on nüüd sootuks teised."); m.Campaign != m.No {
		t.Errorf("the representative left its campaign for %s", m.Campaign)
	}
}

// BenchmarkArriving keeps 20,000 comments, 15,000 of them of one campaign, and
// reports precision, recall and processor time for each.
func BenchmarkArriving(b *testing.B) {
	list := crowd(rand.New(rand.NewPCG(7, 7)), 20_000, 15_000)
	for b.Loop() {
		s, id := asked(b)
		before := used()
		kept := arrive(b, s, id, list)
		spent := used() - before
		precision, recall := judge(list, kept)
		b.ReportMetric(precision, "precision")
		b.ReportMetric(recall, "recall")
		b.ReportMetric(float64(spent.Microseconds())/float64(len(list)), "cpu-µs/comment")
	}
}

func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
