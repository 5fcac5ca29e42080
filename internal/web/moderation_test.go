package web

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// rules makes a decision of moderators about a comment.
func (s *site) rules(no consult.CommentNo, d action.Decide) {
	s.Helper()
	d.Comment = no
	if err := s.actions.Decide(context.Background(), cast["moderator"], d); err != nil {
		s.Fatal(err)
	}
}

// TestReportQueueDecision follows a report from somebody without an account to the
// decision and its public trace.
func TestReportQueueDecision(t *testing.T) {
	s := newSite(t)
	no := s.says("citizen", s.open("JDM/26-0002", true), "Kirjuta mulle: mari.maasikas@naide.ee")
	page := "/et/comments/" + no.String()
	if link := s.get(nobody, page).page(t).Find("a[href='" + page + "/report']").Length(); link != 1 {
		t.Error("the page of the comment does not lead to the report")
	}
	if a := s.post(nobody, page+"/report", url.Values{"text": {"Siin on <b>aadress</b>"}}); a.StatusCode != 422 || !strings.Contains(a.page(t).Find("#text").Text(), "<b>aadress") {
		t.Errorf("without a reason: %s", a.Status)
	}
	report := url.Values{"reason": {"personal"}, "text": {"Siin on minu aadress"}, "form_id": {"r"}}
	if a := s.post(nobody, page+"/report", report); a.StatusCode != 303 || s.get(nobody, a.Header.Get("Location")).page(t).Find("[role=status]").Length() != 1 {
		t.Fatalf("reported: %s", a.Status)
	}
	queue := s.get("moderator", "/et/moderation")
	waiting := queue.page(t).Find("section[aria-labelledby=waiting]")
	if waiting.Find("article").Length() != 1 || !strings.Contains(waiting.Text(), "minu aadress") || !strings.Contains(waiting.Text(), "teatatud") {
		t.Errorf("the queue: %s", waiting.Text())
	}
	if n := queue.page(t).Find("section[aria-labelledby=newest] article").Length(); n < 2 {
		t.Errorf("%d of the newest comments are listed", n)
	}
	form := s.get("moderator", page+"/moderate")
	if suspect := form.page(t).Find("input[name=suspect][value='mari.maasikas@naide.ee']").Length(); suspect != 1 {
		t.Error("the address is not offered to be blacked out")
	}
	wrong := url.Values{"do": {"black-out"}, "words": {"Jüri"}, "reason_black-out": {"personal"}, "note_black-out": {"Selgitus"}}
	a := s.post("moderator", page+"/moderate", wrong)
	if a.StatusCode != 422 || a.page(t).Find("#words[aria-invalid]").Length() != 1 || a.page(t).Find("[id='note_black-out']").Text() != "Selgitus" {
		t.Errorf("words that are not there: %s", a.Status)
	}
	black := url.Values{"do": {"black-out"}, "suspect": {"mari.maasikas@naide.ee"}, "reason_black-out": {"personal"}, "note_black-out": {"E-posti aadress."}, "form_id": {"b"}}
	if a := s.post("moderator", page+"/moderate", black); a.StatusCode != 303 {
		t.Fatalf("blacked out: %s %s", a.Status, a.page(t).Find(".refusal").Text())
	}
	shown := s.get(nobody, page).page(t).Find("main").Text()
	for _, want := range []string{"█████", "Kaetud on 1 koht", "isikuandmed", "E-posti aadress.", "Arvamusest kaeti sõnu"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the public page does not say %q", want)
		}
	}
	if strings.Contains(shown, "Mai Mets") || strings.Contains(shown, "minu aadress") {
		t.Error("the public page tells who decided or what was reported")
	}
	if decided := s.get("moderator", page+"/moderate").page(t).Find("main").Text(); !strings.Contains(decided, "Mai Mets") {
		t.Error("moderators do not see who decided")
	}
	if waits := s.get("moderator", "/et/moderation").page(t).Find("section[aria-labelledby=waiting] article").Length(); waits != 0 {
		t.Error("it still waits")
	}
	if a := s.post("moderator", page+"/moderate", url.Values{"do": {"undo"}, "decision": {"0"}}); a.StatusCode != 303 {
		t.Errorf("undone: %s", a.Status)
	}
	if body := s.get(nobody, page).body; !strings.Contains(body, "mari.maasikas@naide.ee") || !strings.Contains(body, "Otsus võeti tagasi") {
		t.Error("what was taken back is not shown again, or not that it was")
	}
}

// TestAppealOnThePages: the author appeals on their own page, the moderator who
// decided cannot decide again, and the outcome is public.
func TestAppealOnThePages(t *testing.T) {
	s := newSite(t)
	other := cast["other"]
	other.Roles = append(other.Roles, "moderator")
	storetest.Do(t, s.store, func(tx *store.Tx) error { return tx.PutPerson(other) })
	no := s.says("citizen", s.open("JDM/26-0002", true), "Väga terav hinnang.")
	s.rules(no, action.Decide{Ruling: consult.Withholds, Reason: consult.Insult, Note: "Solvab."})
	page := "/et/comments/" + no.String()
	own := s.get("citizen", page+"/own")
	if !strings.Contains(own.body, "Väga terav hinnang.") || own.page(t).Find("#appeal_0").Length() != 1 {
		t.Fatal("the author does not see the words, or cannot appeal")
	}
	if a := s.post("citizen", page+"/own", url.Values{"do": {"appeal"}, "decision": {"0"}}); a.StatusCode != 422 || a.page(t).Find("#appeal_0[aria-invalid]").Length() != 1 {
		t.Errorf("an appeal without words: %s", a.Status)
	}
	if a := s.post("citizen", page+"/own", url.Values{"do": {"appeal"}, "decision": {"0"}, "appeal_0": {"Hindan eelnõu, mitte inimest."}}); a.StatusCode != 303 {
		t.Fatalf("appealed: %s", a.Status)
	}
	if body := s.get(nobody, page).body; strings.Contains(body, "Hindan eelnõu") || !strings.Contains(body, "Vaie ootab") {
		t.Error("the public sees what the appeal says, or not that there is one")
	}
	decide := url.Values{"do": {"appeal"}, "decision": {"0"}, "answer_0": {"Hinnang ei ole solvang."}, "upheld": {"no"}}
	if a := s.post("moderator", page+"/moderate", decide); a.StatusCode != 409 || a.page(t).Find("#answer_0").Text() != "Hinnang ei ole solvang." {
		t.Errorf("by who decided: %s", a.Status)
	}
	if a := s.post("other", page+"/moderate", url.Values{"do": {"appeal"}, "decision": {"0"}, "answer_0": {"x"}}); a.StatusCode != 422 {
		t.Errorf("without an outcome: %s", a.Status)
	}
	decide.Del("csrf")
	if a := s.post("other", page+"/moderate", decide); a.StatusCode != 303 {
		t.Fatalf("decided: %s", a.Status)
	}
	body := s.get(nobody, page).body
	for _, want := range []string{"Väga terav hinnang.", "rahuldati vaie", "Hinnang ei ole solvang."} {
		if !strings.Contains(body, want) {
			t.Errorf("the public page does not say %q", want)
		}
	}
	log := s.get(nobody, "/et/withheld")
	if !strings.Contains(log.body, "rahuldati vaie") || strings.Contains(log.body, "terav") {
		t.Error("the public list does not tell the outcome, or has words of the comment")
	}
}

// TestReportsAreLimited: one address does not fill the queue.
func TestReportsAreLimited(t *testing.T) {
	s := newSite(t)
	no := s.says("citizen", s.open("JDM/26-0002", true), "Arvamus.")
	last := 0
	for i := range reports.burst + 1 {
		last = s.post(nobody, "/et/comments/"+no.String()+"/report", url.Values{"reason": {"spam"}, "form_id": {fmt.Sprint(i)}}).StatusCode
	}
	if last != 429 {
		t.Errorf("the last of too many reports: %d", last)
	}
}

// hiddenFaces makes a comment of each state in a dossier and returns them by name,
// with the words that nobody else may read.
func (s *site) hiddenFaces(c consult.ID, as string) map[string]consult.CommentNo {
	s.Helper()
	ctx := context.Background()
	faces := map[string]consult.CommentNo{}
	for _, state := range []string{"public", "withheld", "withdrawn", "disowned", "marked", "blacked"} {
		faces[state] = s.says(as, c, "Avalik algus ja salasona"+state+" lõpus.")
	}
	s.rules(faces["withheld"], action.Decide{Ruling: consult.Withholds, Reason: consult.Personal})
	s.rules(faces["marked"], action.Decide{Ruling: consult.Disowns, Reason: consult.Impostor})
	s.rules(faces["blacked"], action.Decide{Ruling: consult.BlacksOut, Reason: consult.Personal, Words: []string{"salasonablacked"}})
	for _, err := range []error{s.actions.WithdrawComment(ctx, cast[as], faces["withdrawn"]), s.actions.DisownComment(ctx, cast[as], faces["disowned"])} {
		if err != nil {
			s.Fatal(err)
		}
	}
	return faces
}

// TestWhoSeesModeration is the matrix of every new page about a comment, for each
// state of the comment and of its dossier.
func TestWhoSeesModeration(t *testing.T) {
	s := newSite(t)
	hidden, public := s.open("JDM/26-0001", false), s.open("JDM/26-0002", true)
	all := map[string]map[string]consult.CommentNo{"public": s.hiddenFaces(public, "citizen")}
	// Moderators do not see what is not public: the hidden dossier has comments of
	// its own people alone, all as they were sent.
	all["hidden"] = map[string]consult.CommentNo{"public": s.says("official", hidden, "Salajane arvamus salasonapublic.")}
	for dossier, faces := range all {
		for state, no := range faces {
			page := "/et/comments/" + no.String()
			for as := range sees["public"] {
				see := sees[dossier][as]
				for path, may := range map[string]bool{
					"": see, "/report": see, "/moderate": see && as == "moderator", "/own": see && as == map[string]string{"public": "citizen", "hidden": "official"}[dossier],
				} {
					a := s.get(as, page+path)
					switch {
					case a.StatusCode >= 500, may != (a.StatusCode == 200):
						t.Errorf("%s of a comment that is %s in a %s dossier as %q: %s", path, state, dossier, as, a.Status)
					case !see && strings.Contains(a.body, "Salajane"):
						t.Errorf("%s tells %q of a hidden dossier", path, as)
					case !see && as != nobody && a.StatusCode != 404 && a.StatusCode != 403:
						t.Errorf("%s as %q: %s", page+path, as, a.Status)
					}
					secret := strings.Contains(a.body, "salasona"+state)
					mine := as == "citizen" && path == "/own" || as == "moderator" && path == "/moderate"
					if may && state != "public" && secret && !mine {
						t.Errorf("%s%s as %q tells the words of a comment that is %s", page, path, as, state)
					}
				}
				if see && as != "moderator" {
					for _, do := range []string{"withhold", "black-out", "disown", "keep", "undo", "appeal", "withhold-file"} {
						a := s.post(as, page+"/moderate", url.Values{"do": {do}, "reason_" + do: {"spam"}, "words": {"Avalik"}, "file": {"1"}, "decision": {"0"}, "answer_0": {"x"}, "upheld": {"no"}})
						if a.StatusCode < 300 || a.StatusCode == 303 && as != nobody || a.StatusCode >= 500 {
							t.Errorf("%s by %q: %s", do, as, a.Status)
						}
					}
				}
				if !see && as != nobody {
					if a := s.post(as, page+"/report", url.Values{"reason": {"spam"}}); a.StatusCode != 404 {
						t.Errorf("a report about a hidden comment by %q: %s", as, a.Status)
					}
				}
			}
		}
	}
	for as := range sees["public"] {
		want := 403
		switch as {
		case nobody:
			want = 303
		case "moderator":
			want = 200
		}
		if a := s.get(as, "/et/moderation"); a.StatusCode != want && !(as == "administrator" && a.StatusCode == 403) || strings.Contains(a.body, "Salajane arvamus") {
			t.Errorf("the queue as %q: %s", as, a.Status)
		}
		if a := s.get(as, "/et/withheld"); a.StatusCode != 200 || strings.Contains(a.body, "salasona") {
			t.Errorf("the public list as %q: %s", as, a.Status)
		}
	}
}

// TestWithheldListOfHiddenDossiers: what was decided in a dossier that is not
// public changes no byte for others.
func TestWithheldListOfHiddenDossiers(t *testing.T) {
	bare, s := newSite(t), newSite(t)
	for _, one := range []*site{bare, s} {
		one.open("JDM/26-0002", true)
	}
	no := s.says("official", s.open("JDM/26-0001", false), "Salajane")
	if err := s.actions.DisownComment(context.Background(), cast["official"], no); err != nil {
		t.Fatal(err)
	}
	for _, as := range strangers {
		if s.get(as, "/et/withheld").body != bare.get(as, "/et/withheld").body {
			t.Errorf("the list tells %q of a hidden dossier", as)
		}
		if as == "moderator" && s.get(as, "/et/moderation").page(t).Find("section[aria-labelledby=waiting] article").Length() != 0 {
			t.Error("the queue tells of a hidden dossier")
		}
	}
	if !strings.Contains(s.get("official", "/et/withheld").body, no.String()) {
		t.Error("its own institution does not see it")
	}
}
