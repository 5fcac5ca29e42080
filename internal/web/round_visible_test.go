package web

import (
	"archive/zip"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
	"github.com/eelnou/eelnou/store/storetest"
)

// What stands where in the dossier of secretDossier: words that occur nowhere
// else.
const (
	inTitle    = "salatoimik"
	inFirst    = "esiksõna" // revision 1, not sent to anybody
	inSecond   = "teiksõna" // revision 2, sent in round 1 to KLIM and RAM
	inThird    = "kolksõna" // revision 3, sent in round 2 to RAM
	inDraft    = "mustsõna" // the draft of the next
	inOther    = "lisasõna" // another document, never sent
	inRound1   = "ringüks"
	inRound2   = "ringkaks"
	inSent     = "ramsaatis" // a remark of RAM that was sent in round 1
	inReasons  = "rampõhjus"
	inOwnKLIM  = "klimsees" // remarks that are being written
	inOwnRAM   = "ramsees"
	inResponse = "vastussõna" // names a change between revisions 2 and 3
	inAnnex    = "ramlisa"    // a file that went with the reply of RAM in round 1
	inPrepared = "ramfail"    // one that will go with its next
)

// guests are the institutions' people beside the cast of all tests.
var guests = map[string]people.Person{
	"coordinator of KLIM": {ID: "t-klim", Name: "Kai Kliima", Institution: "KLIM", Roles: []people.Role{people.Coordinator}},
	"coordinator of RAM":  {ID: "t-ram", Name: "Reet Raha", Institution: "RAM", Roles: []people.Role{people.Coordinator}},
	"official of RAM":     {ID: "t-ram2", Name: "Raul Rand", Institution: "RAM", Roles: []people.Role{people.Official}},
	"official of SOM":     {ID: "t-som", Name: "Siim Sots", Institution: "SOM", Roles: []people.Role{people.Official, people.Coordinator}},
}

// invite lets the guests in.
func (s *site) invite() {
	s.Helper()
	storetest.Do(s.T, s.store, func(tx *store.Tx) error {
		for _, code := range []people.Code{"KLIM", "RAM", "SOM"} {
			if err := tx.PutInstitution(people.Institution{Code: code, Name: lang.Text{Et: "Ministeerium " + string(code)}}); err != nil {
				return err
			}
		}
		for name, p := range guests {
			if err := tx.PutPerson(p); err != nil {
				return err
			}
			session := people.Session{Token: action.HashSecret("secret-" + name), Person: p.ID, CSRF: "csrf-" + name, Created: today, Seen: today}
			if err := tx.PutSession(session); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// secretDossier opens a dossier of JDM with everything that can be hidden in it.
func (s *site) secretDossier(public bool) dossier.ID {
	s.Helper()
	ctx, official := s.Context(), cast["official"]
	s.invite()
	id, err := s.actions.OpenDossier(ctx, official, action.OpenDossier{Facts: dossier.Facts{
		Title: lang.Text{Et: "Üks " + inTitle}, Kind: dossier.Bill, Contact: dossier.Contact{Office: "Osakond", Email: "a@example.ee"},
	}, FormID: "open"})
	s.must(err)
	if public {
		s.must(s.actions.PublishDossier(ctx, official, id))
	}
	for no := 1; no <= 2; no++ {
		_, err = s.actions.AddDocument(ctx, official, action.AddDocument{Dossier: id, Kind: dossier.DraftAct, Title: lang.Text{Et: "Dokument"}, Language: lang.Et})
		s.must(err)
	}
	s.publishText(id, 1, 0, inFirst)
	s.publishText(id, 1, 1, inSecond)
	s.publishText(id, 2, 0, inOther)
	first := s.sendRound(id, inRound1, "KLIM", "RAM")
	s.must(s.actions.ReplyRound(ctx, guests["coordinator of KLIM"], action.ReplyRound{Round: first, Reply: consult.Approved, Received: today}))
	no, err := s.actions.DraftRemark(ctx, guests["official of RAM"], action.DraftRemark{Round: first, Text: inSent, Anchor: consult.Anchor{Document: 1, Address: "para1"}})
	s.must(err)
	s.enclose(first, inAnnex)
	s.must(s.actions.ReplyRound(ctx, guests["coordinator of RAM"], action.ReplyRound{
		Round: first, Reply: consult.NotApproved, Reasons: inReasons, Seen: []action.RemarkAt{{No: no, Version: 1}}, Received: today,
	}))
	s.publishText(id, 1, 2, inThird)
	_, err = s.actions.Respond(ctx, official, action.Respond{
		Consultation: first, Comments: []consult.CommentNo{consult.NewCommentNo(2026, 1)}, Outcome: consult.Partly, Text: inResponse,
		Document: 1, From: 2, Revision: 3, Changes: []string{"para1lg1"},
	})
	s.must(err)
	second := s.sendRound(id, inRound2, "RAM")
	_, err = s.actions.DraftRemark(ctx, guests["official of RAM"], action.DraftRemark{Round: second, Text: inOwnRAM})
	s.must(err)
	s.enclose(second, inPrepared)
	_, err = s.actions.SaveDraft(ctx, official, action.SaveDraft{Dossier: id, Document: 1, Base: 3, Text: []byte(textWith(inDraft))})
	s.must(err)
	storetest.Do(s.T, s.store, func(tx *store.Tx) error { // one left behind, as by a fault of ours
		n, err := tx.NextRemarkDraft()
		if err != nil {
			return err
		}
		return tx.PutRemarkDraft(consult.RemarkDraft{No: n, Round: first, Institution: "KLIM", Text: inOwnKLIM, Version: 1})
	})
	s.follow()
	return id
}

// enclose puts a file with a word in it to the reply of RAM.
func (s *site) enclose(id consult.ID, word string) {
	s.Helper()
	files := []action.Enclosed{{Name: word + ".pdf", Bytes: annexWith(word)}}
	s.must(s.actions.EncloseReply(s.Context(), guests["official of RAM"], id, files))
}

func annexWith(word string) []byte { return []byte("%PDF-1.4 " + word) }

func textWith(word string) string { return "# Kord\n\n**§ 1. Ese**\n\n(1) Siin on " + word + ".\n" }

func (s *site) publishText(id dossier.ID, document, base int, word string) {
	s.Helper()
	ctx, official := s.Context(), cast["official"]
	_, err := s.actions.SaveDraft(ctx, official, action.SaveDraft{Dossier: id, Document: document, Base: base, Text: []byte(textWith(word)), Reason: lang.Text{Et: "Muudetud"}})
	s.must(err)
	_, err = s.actions.PublishRevision(ctx, official, action.PublishRevision{Dossier: id, Document: document, Version: 1})
	s.must(err)
}

func (s *site) sendRound(id dossier.ID, note string, to ...people.Code) consult.ID {
	s.Helper()
	req := action.SendRound{Dossier: id, Note: lang.Text{Et: note}, Documents: []int{1}, Deadline: clock.DateOf(today).AddDays(40)}
	for _, code := range to {
		req.Addressees = append(req.Addressees, consult.Addressee{Institution: code, Task: consult.Approve})
	}
	r, err := s.actions.SendRound(s.Context(), cast["official"], req)
	s.must(err)
	return r
}

// knowing says who may read which of the words, in a hidden and in a public
// dossier. Nobody else may, on any page.
func knowing(public bool) map[string][]string {
	everyone := []string{inTitle, inFirst, inSecond, inThird, inOther, inRound1, inRound2, inSent, inReasons, inResponse, inAnnex}
	know := map[string][]string{nobody: nil}
	for name := range maps.Keys(cast) {
		know[name] = nil
	}
	for name := range guests {
		know[name] = nil
	}
	klim := []string{inTitle, inSecond, inRound1, inSent, inReasons, inResponse, inAnnex}
	ram := []string{inTitle, inSecond, inThird, inRound1, inRound2, inSent, inReasons, inResponse, inAnnex}
	if public {
		klim, ram = everyone, everyone
		for name := range know {
			know[name] = everyone
		}
	}
	for _, name := range []string{"official", "coordinator"} {
		know[name] = append(slices.Clone(everyone), inDraft)
	}
	for _, name := range []string{"other", "coordinator of KLIM"} {
		know[name] = append(slices.Clone(klim), inOwnKLIM)
	}
	for _, name := range []string{"coordinator of RAM", "official of RAM"} {
		know[name] = append(slices.Clone(ram), inOwnRAM, inPrepared)
	}
	return know
}

var secrets = []string{inTitle, inFirst, inSecond, inThird, inDraft, inOther, inRound1, inRound2, inSent, inReasons, inOwnKLIM, inOwnRAM, inResponse, inAnnex, inPrepared}

// addresses are all pages of the route table with everything that could stand in
// their paths for the dossier, and what may be asked of lists.
func (s *site) addresses(id dossier.ID) []string {
	series, number, _ := strings.Cut(string(id), "/")
	values := map[string][]string{
		":series": {series}, ":number": {number}, ":document": {"01", "02"}, ":revision": {"1", "2", "3"}, ":provision": {"1", "2"},
		":pair": {"1..2", "2..3", "2..1", "01@2..02@1"}, ":change": {"para1lg1"}, ":consultation": {"1"}, ":round": {"1", "2"}, ":remark": {"1", "2", "3"},
		":comment": {"26-000001"}, ":response": {"1"}, ":draft": {"1"}, ":letter": {"1"}, ":file": {"1"}, ":annex": {blob.Hash(annexWith(inAnnex)), blob.Hash(annexWith(inPrepared))}, ":code": {"JDM", "KLIM", "RAM"},
	}
	list := []string{"/changes?after=0", "/et/search/suggest?q=" + inTitle}
	for _, r := range s.server.table {
		if r.Method != http.MethodGet {
			continue
		}
		paths := []string{r.Path}
		if !r.Bare {
			paths = []string{"/et" + r.Path}
		}
		for key, with := range values {
			var next []string
			for _, path := range paths {
				if !strings.Contains(path, key) {
					next = append(next, path)
					continue
				}
				for _, value := range with {
					next = append(next, strings.ReplaceAll(path, key, value))
				}
			}
			paths = next
		}
		list = append(list, paths...)
	}
	for _, word := range secrets {
		list = append(list, "/et/search?q="+word, "/et/search.csv?q="+word, "/et/dossiers?q="+word, "/et/search?q="+word+"&dossier="+string(id))
	}
	return list
}

// TestWhoKnowsWhatOfARound walks every page as everybody and looks for every word
// that could be known: those invited to a round of a dossier that is not public
// know its heading, their rounds and the revisions sent in these; what an
// institution writes is its own until it is sent.
func TestWhoKnowsWhatOfARound(t *testing.T) {
	for _, public := range []bool{false, true} {
		s := newSite(t)
		id := s.secretDossier(public)
		addresses := s.addresses(id)
		for name, known := range knowing(public) {
			found := map[string]string{}
			for _, address := range addresses {
				a := s.get(name, address)
				if a.StatusCode >= 500 && a.StatusCode != 503 {
					t.Errorf("%s as %q: %s", address, name, a.Status)
				}
				body := strings.ToLower(unzipped(a.body))
				for _, word := range secrets {
					if strings.Contains(body, word) && !strings.Contains(address, word) {
						found[word] = address
					}
				}
			}
			for _, word := range secrets {
				at, shown := found[word]
				if may := slices.Contains(known, word); shown && !may {
					t.Errorf("public %v: %s tells %q %s", public, at, name, word)
				} else if !shown && may {
					t.Errorf("public %v: no page shows %q %s", public, name, word)
				}
			}
		}
	}
}

// unzipped is the text of a file, or of the files in it.
func unzipped(body string) string {
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return body
	}
	var all strings.Builder
	for _, f := range z.File {
		if r, err := f.Open(); err == nil {
			_, _ = io.Copy(&all, r) // what cannot be read tells nothing
			_ = r.Close()
		}
	}
	return all.String()
}
