package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/campaign"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/compare"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

const circular = "Palun jätta eelnõust välja nõue, mille järgi peab iga ühing esitama aruande kahe nädala jooksul pärast aasta lõppu."

// crowded is a consultation with comments that others wrote on their own and
// one campaign, and the numbers of the listed ones.
func crowded(t testing.TB, all, members int) (*store.Store, *Queries, consult.ID) {
	t.Helper()
	st := storetest.OpenIn(t, t.TempDir(), clock.At(today))
	c := storetest.Consultation("JDM/26-0001", 1)
	c.Comments = all
	storetest.Do(t, st, func(tx *store.Tx) error {
		d := storetest.Dossier("JDM/26-0001")
		d.Consultations = 1
		return errors.Join(tx.PutDossier(d), tx.PutInstitution(storetest.Institution()), tx.PutConsultation(c))
	})
	for from := 0; from < all; from += 500 {
		storetest.Do(t, st, func(tx *store.Tx) error {
			for i := from; i < min(from+500, all); i++ {
				m := storetest.Comment(consult.NewCommentNo(2026, uint64(i+1)), c.ID)
				m.Text = fmt.Sprintf("Arvamus number %d ei ole nagu teised: %x.", i, i*i*7919)
				if i < members {
					m.Text = circular
				}
				if i < members && i%3 == 1 {
					m.Text += fmt.Sprintf(" Omalt poolt lisan, et meid on %d.", i)
				}
				if err := campaign.Join(tx, &m); err != nil {
					return err
				}
				if err := tx.PutComment(m); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return st, New(st, nil, nil, clock.At(today), Settings{}), c.ID
}

// A consultation lists a campaign once, in pages that lead to and fro.
func TestConsultationListsACampaignOnce(t *testing.T) {
	_, q, id := crowded(t, 300, 130)
	ctx := context.Background()
	var there, back []string
	after := ""
	var page ConsultationPage
	for {
		var err error
		if page, err = q.Consultation(ctx, people.Person{}, id, after); err != nil {
			t.Fatal(err)
		}
		there = append(there, cardNumbers(page.Comments))
		if page.Page.Next == nil {
			break
		}
		after = *page.Page.Next
	}
	for page.Page.Before != nil {
		var err error
		if page, err = q.Consultation(ctx, people.Person{}, id, *page.Page.Before); err != nil {
			t.Fatal(err)
		}
		back = append(back, cardNumbers(page.Comments))
	}
	if len(there) != 4 || strings.Count(strings.Join(there, " "), "26-") != 171 {
		t.Errorf("%d pages: %v", len(there), there)
	}
	slices.Reverse(back)
	if !slices.Equal(back, there[:len(there)-1]) {
		t.Errorf("back are\n%v\nthere were\n%v", back, there)
	}
	first := page.Comments[0]
	if first.Campaign == nil || first.Campaign.Exact != 87 || first.Campaign.Edited != 43 {
		t.Errorf("the first represents %+v", first.Campaign)
	}
}

func cardNumbers(cards []CommentCard) string {
	var list []string
	for _, c := range cards {
		list = append(list, c.Comment.No.String())
	}
	return strings.Join(list, " ")
}

// The page of a campaign has every member once and shows what each adds.
func TestCampaignPage(t *testing.T) {
	_, q, _ := crowded(t, 140, 120)
	ctx := context.Background()
	seen, own := map[consult.CommentNo]bool{}, 0
	after := ""
	for {
		page, err := q.Campaign(ctx, people.Person{}, consult.NewCommentNo(2026, 7), after)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Members {
			if seen[m.Comment.No] {
				t.Errorf("%s is there twice", m.Comment.No)
			}
			seen[m.Comment.No] = true
			if m.Own != nil {
				own++
				if added := addedWords(m.Own); !strings.Contains(added, "Omalt poolt lisan") || strings.Contains(added, "aruande") {
					t.Fatalf("%s adds %q", m.Comment.No, added)
				}
			}
		}
		if page.Page.Next == nil {
			break
		}
		after = *page.Page.Next
	}
	if len(seen) != 119 || own != 40 {
		t.Errorf("%d members, %d with words of their own", len(seen), own)
	}
	if _, err := q.Campaign(ctx, people.Person{}, consult.NewCommentNo(2026, 130), ""); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a comment alone: %v", err)
	}
	comment, err := q.Comment(ctx, people.Person{}, consult.NewCommentNo(2026, 2))
	if err != nil || comment.Alike.Members() != 120 || !strings.Contains(addedWords(comment.Own), "Omalt poolt") {
		t.Errorf("a member's page: %+v %q, %v", comment.Alike, addedWords(comment.Own), err)
	}
}

func addedWords(pieces []compare.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Op == compare.Add {
			b.WriteString(p.New)
		}
	}
	return b.String()
}

// A campaign tells nothing about what is hidden: not the dossier, nor words
// that were withheld.
func TestCampaignOfAHiddenOne(t *testing.T) {
	st, q, id := crowded(t, 6, 6)
	ctx := context.Background()
	first := consult.NewCommentNo(2026, 1)
	storetest.Do(t, st, func(tx *store.Tx) error {
		m, err := tx.Comment(first)
		if err != nil {
			return err
		}
		m.State, m.StateReason = consult.Withheld, "isikuandmed"
		c, err := tx.Consultation(id)
		c.Comments--
		return errors.Join(err, tx.PutComment(m), tx.PutConsultation(c))
	})
	page, err := q.Campaign(ctx, people.Person{}, first, "")
	if err != nil {
		t.Fatal(err)
	}
	if page.Representative.Comment.Text != "" || page.Campaign.Members() != 5 {
		t.Errorf("a withheld representative says %q, members %d", page.Representative.Comment.Text, page.Campaign.Members())
	}
	for _, m := range page.Members {
		if m.Own != nil {
			t.Errorf("%s is compared with withheld words", m.Comment.No)
		}
	}
	storetest.Do(t, st, func(tx *store.Tx) error {
		d, err := tx.Dossier(id.Dossier)
		d.Published = time.Time{}
		return errors.Join(err, tx.PutDossier(d))
	})
	if _, err := q.Campaign(ctx, people.Person{}, first, ""); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("in a hidden dossier: %v", err)
	}
}

// BenchmarkConsultation reads the first page of a consultation with 10,000
// comments.
func BenchmarkConsultation(b *testing.B) {
	_, q, id := crowded(b, 10_000, 6_000)
	if _, err := q.Consultation(context.Background(), people.Person{}, id, ""); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := q.Consultation(context.Background(), people.Person{}, id, ""); err != nil {
			b.Fatal(err)
		}
	}
}
