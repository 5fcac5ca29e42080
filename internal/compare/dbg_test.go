package compare

import (
	"fmt"
	"github.com/eelnou/eelnou/internal/lawtext"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	d := os.Getenv("DBG")
	if d == "" {
		t.Skip()
	}
	o, _ := os.ReadFile(d + "/old.md")
	n, _ := os.ReadFile(d + "/new.md")
	a, b := lawtext.Parse(string(o)), lawtext.Parse(string(n))
	r := Texts(a, b)
	for _, e := range r.Entries {
		if r.kind(&e) == lawtext.Section {
			x, y := "-", "-"
			if e.Old >= 0 {
				x = a.Cite(e.Old)
			}
			if e.New >= 0 {
				y = b.Cite(e.New)
			}
			fmt.Println(x, y, e.Link, e.Moved, e.Certainty)
		}
	}
}
