package query

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store/storetest"
)

// Every text of a comment has the word salajane in it. Who may not read it finds
// none, and nobody but themselves finds out who a person is.
func TestShownCommentTellsOnlyWhatItMay(t *testing.T) {
	full := consult.Comment{
		No: 26_000_001, Author: consult.Author{Kind: consult.Private, Name: "salajane", Person: "writer"},
		Signers: []consult.Author{{Kind: consult.Organisation, Name: "salajane", Person: "signer"}},
		Text:    "salajane", Replacement: "salajane", Anchor: consult.Anchor{Quote: "salajane", Prefix: "salajane", Suffix: "salajane"},
		Attachments: []consult.Attachment{{Name: "salajane.pdf"}}, Former: []consult.Former{{Text: "salajane", Replacement: "salajane", Until: time.Now()}},
		Blacked: []consult.Blacked{{Words: "mustatud", By: "moderator"}}, Entry: consult.Entry{By: "clerk"},
	}
	d := storetest.Dossier("JDM/26-0001")
	for name, c := range map[string]struct {
		p                 people.Person
		secret, blackened bool
	}{
		"anonymous":      {people.Person{}, false, false},
		"citizen":        {people.Person{ID: "other"}, false, false},
		"writer":         {people.Person{ID: "writer"}, true, false},
		"other official": {people.Person{ID: "x", Institution: "KLIM", Roles: []people.Role{people.Official}}, false, false},
		"official":       {people.Person{ID: "y", Institution: "JDM", Roles: []people.Role{people.Official}}, true, false},
		"moderator":      {people.Person{ID: "z", Roles: []people.Role{people.Moderator}}, true, true},
	} {
		for _, state := range []consult.CommentState{consult.Public, consult.Withheld, consult.Withdrawn, consult.Disowned} {
			full.State = state
			b, err := json.Marshal(shown(c.p, d, full))
			if err != nil {
				t.Fatal(err)
			}
			said := string(b)
			if want := c.secret || state == consult.Public; strings.Contains(said, "salajane") != want {
				t.Errorf("%s, %s: told %v, want %v: %s", name, state, !want, want, said)
			}
			if strings.Contains(said, "mustatud") != c.blackened {
				t.Errorf("%s, %s: blacked out words told: %v", name, state, !c.blackened)
			}
			for _, id := range []string{`"writer"`, `"signer"`, `"moderator"`, `"clerk"`} {
				if strings.Contains(said, id) && id != `"`+string(c.p.ID)+`"` {
					t.Errorf("%s, %s: tells of the person %s", name, state, id)
				}
			}
		}
	}
	if full.Signers[0].Person != "signer" || full.Blacked[0].Words != "mustatud" {
		t.Error("the comment itself was changed")
	}
}
