package web

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/storetest"
)

// long is what a campaign says around a word of one's own.
const long = "Palume seaduse eelnõust välja jätta säte, mille järgi peab kohaliku omavalitsuse üksus vastama %s kolmekümne päeva jooksul, sest selleks ei ole raha."

// withSecrets is a site with comments in every state that hides words, each with a
// word that begins with the secret.
func withSecrets(t *testing.T, secret string) *site {
	t.Helper()
	s := newSite(t)
	c := s.open("JDM/26-0002", true)
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	faces := map[string]consult.CommentNo{}
	for _, state := range []string{"withheld", "withdrawn", "disowned", "marked", "blacked", "corrected"} {
		faces[state] = s.says("citizen", c, "Ettepanek on "+secret+state+" ja muud sõnad.")
	}
	campaign := map[string]consult.CommentNo{}
	for _, member := range []string{"first", "second", "third"} {
		campaign[member] = s.says("citizen", c, strings.Replace(long, "%s", secret+member, 1))
	}
	must(s.actions.CorrectComment(ctx, cast["citizen"], action.CorrectComment{
		Comment: faces["corrected"], Wording: s.wording(faces["corrected"]), Text: "Parandatud " + secret + "corrected.", Received: today,
	}))
	file := s.withFile(c, secret)
	covered, quoted := s.withFile(c, secret+"covered"), s.says("citizen", c, "Helistage "+secret+"quoted enne otsust.")
	_, err := s.actions.Respond(ctx, cast["official"], action.Respond{
		Consultation: c, Comments: []consult.CommentNo{quoted, covered}, Outcome: consult.Noted, Text: "Helistasime " + secret + "quoted ja saime teada.",
	})
	must(err)
	s.follow() // the words were in the index once
	black := func(no consult.CommentNo, word string) {
		s.rules(no, action.Decide{Ruling: consult.BlacksOut, Reason: consult.Personal, Words: []string{word}})
	}
	s.rules(faces["withheld"], action.Decide{Ruling: consult.Withholds, Reason: consult.Insult})
	s.rules(faces["marked"], action.Decide{Ruling: consult.Disowns, Reason: consult.Impostor})
	must(s.actions.WithdrawComment(ctx, cast["citizen"], faces["withdrawn"]))
	must(s.actions.DisownComment(ctx, cast["citizen"], faces["disowned"]))
	black(faces["blacked"], secret+"blacked")
	black(faces["corrected"], secret+"corrected")
	black(campaign["first"], secret+"first")
	black(campaign["second"], secret+"second")
	s.rules(campaign["third"], action.Decide{Ruling: consult.Withholds, Reason: consult.Spam})
	black(quoted, secret+"quoted")
	s.rules(covered, action.Decide{
		Ruling: consult.RedactsFile, Reason: consult.Personal, File: 1, Copy: action.Enclosed{Name: "koopia.docx", Bytes: document(t, "Failist on andmed kaetud.")},
	})
	s.rules(file, action.Decide{Ruling: consult.WithholdFile, Reason: consult.Personal, File: 1})
	s.follow()
	return s
}

// withFile keeps a comment with a file whose name and words have the secret.
func (s *site) withFile(c consult.ID, secret string) consult.CommentNo {
	s.Helper()
	one := "/et/dossiers/" + string(c.Dossier) + "/consultations/1/comment"
	form := commentTyped()
	if a := s.send("citizen", one+"/preview", form, sentFile{secret + "nimi.docx", document(s.T, "Faili "+secret+"failis on.")}); a.StatusCode != 200 {
		s.Fatalf("preview: %s", a.Status)
	}
	form.Set("do", "send")
	a := s.post("citizen", one, form)
	var no consult.CommentNo
	storetest.Look(s, s.store, func(tx *store.Tx) error {
		list, err := tx.NewestComments(0, 1)
		no = list[0]
		return err
	})
	if a.StatusCode != 303 || !strings.Contains(a.Header.Get("Location"), no.String()) {
		s.Fatalf("sent: %s", a.Status)
	}
	return no
}

// everywhere are the addresses at which words of comments could be told.
func everywhere(secrets ...string) []string {
	const window = "/dossiers/JDM/26-0002/consultations/1"
	paths := []string{"/changes?after=0", "/sitemap.xml", "/statistics.csv"}
	for _, page := range []string{
		"/", window, window + "?after=26-000004", "/dossiers/JDM/26-0002", "/dossiers/JDM/26-0002/documents/01", "/dossiers/JDM/26-0002/documents/01/revisions/1",
		"/dossiers/JDM/26-0002/documents/01/provisions/1", "/withheld", "/consultations", "/institutions/JDM", "/statistics",
		window + "/table", window + "/table?by=sender&whole=1", window + "/table.csv", window + "/table.docx", window + "/table.xlsx", window + "/comments.csv",
	} {
		paths = append(paths, "/et"+page)
	}
	for no := 26_000_001; no <= 26_000_015; no++ {
		page := "/et/comments/" + consult.CommentNo(no).String()
		paths = append(paths, page, page+"/similar", page+"/receipt")
	}
	for _, secret := range secrets {
		for _, end := range []string{"", "withheld", "withdrawn", "disowned", "marked", "blacked", "corrected", "first", "third", "nimi", "failis", "quoted", "coverednimi", "coveredfailis"} {
			for _, q := range []string{secret + end, secret + end + "x", `"on ` + secret + end + `"`} {
				paths = append(paths, "/et/search?q="+url.QueryEscape(q), "/et/search?in=comments&sort=date&q="+url.QueryEscape(q), "/et/search.csv?q="+url.QueryEscape(q), "/et/search/suggest?q="+url.QueryEscape(q))
			}
		}
	}
	return append(paths, "/et/search?q=ettepanek", "/et/search?q=palume&in=comments", "/et/search.csv?q=sõnad", "/et/search?q=faili")
}

// TestHiddenWordsAreNowhere: two sites differ in words that are withheld,
// withdrawn, disowned or blacked out and in nothing else. Whatever strangers ask
// for, both answer with the same bytes: the words are in no page, count, filter,
// spelling, snippet, file, feed or mail.
func TestHiddenWordsAreNowhere(t *testing.T) {
	one, other := withSecrets(t, "zorgibaar"), withSecrets(t, "quxikuumm")
	for _, path := range everywhere("zorgibaar", "quxikuumm") {
		for _, as := range []string{nobody, "other", "administrator", "coordinator"} {
			a, b := one.get(as, path), other.get(as, path)
			if strings.Contains(path, "/search") { // what is found equally well stands in any order
				a.body, b.body = unordered(a.body), unordered(b.body)
			}
			if a.StatusCode >= 500 || a.StatusCode != b.StatusCode || a.body != b.body {
				t.Errorf("%s as %q tells hidden words: %s", path, as, differ(a.body, b.body))
			}
		}
	}
	storetest.Look(t, one.store, func(tx *store.Tx) error {
		mails, err := tx.Mails(0)
		for _, m := range mails {
			if strings.Contains(m.Subject+m.Text, "zorgibaar") {
				t.Errorf("mail %s has hidden words", m.Key)
			}
		}
		return err
	})
	// The test must be able to fail: the words are there for whom they are shown.
	for as, path := range map[string]string{"citizen": "/et/comments/26-000003/own", "moderator": "/et/comments/26-000003/moderate"} {
		if a := one.get(as, path); !strings.Contains(a.body, "zorgibaarwithheld") {
			t.Errorf("%s as %q: %s; the words are not there", path, as, a.Status)
		}
	}
}

// unordered is everything an answer says, whatever the order of its parts.
func unordered(body string) string {
	parts := strings.FieldsFunc(body, func(r rune) bool { return r == '<' || r == '\n' })
	slices.Sort(parts)
	return strings.Join(parts, "\n")
}

// differ shows where two texts begin to differ.
func differ(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return "… " + a[max(0, i-60):min(len(a), i+60)]
}
