package query

import (
	"context"
	"testing"

	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

func TestInside(t *testing.T) {
	for _, k := range []struct {
		change, provision string
		want              bool
	}{
		{"para1", "para1", true}, {"para1lg2", "para1", true}, {"para1p3", "para1", true}, {"para1-3", "para1", true},
		{"para12", "para1", false}, {"para1b1", "para1", false}, {"para1lg21", "para1lg2", false}, {"oli-para1", "para1", false}, {"para1", "", false},
	} {
		if got := inside(k.change, k.provision); got != k.want {
			t.Errorf("%s inside %s: %v", k.change, k.provision, got)
		}
	}
}

// The sample content shows the whole thread: a comment, its response, the change
// on the comparison, and the history of the provision.
func TestSampleShowsWhoAskedForAChange(t *testing.T) {
	_, q := loaded(t)
	id := dossier.ID("KLIM/26-0331")
	page, err := q.Comparison(context.Background(), people.Person{}, id, Side{1, 1}, Side{1, 3})
	if err != nil {
		t.Fatal(err)
	}
	if by := page.Asked["para1p3"]; len(by) != 2 || by[0].Author.Code != "JDM" || by[1].Author.Name != "Ringmajanduse Ettevõtete Liit MTÜ" {
		t.Errorf("asked for: %+v", page.Asked)
	}
	node, _ := page.Result.New.Find("para1p3")
	revision, err := q.Revision(context.Background(), people.Person{}, id, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range revision.Text.Addressable() {
		if n != node {
			continue
		}
		history, err := q.Provision(context.Background(), people.Person{}, id, 1, revision.Marks[i].Provision)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for _, state := range history.States {
			asked += len(state.Asked)
		}
		if asked != 2 {
			t.Errorf("%d asked for a change in the history of § 1 p 3", asked)
		}
	}
}
