package storetest

import (
	"context"
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

// Do runs fn in an Update and fails the test when it fails.
func Do(t testing.TB, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// Look runs fn in a View and fails the test when it fails.
func Look(t testing.TB, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}

// Institution is the Ministry of Justice and Digital Affairs.
func Institution() people.Institution {
	return people.Institution{
		Code:  "JDM",
		Name:  lang.Text{Et: "Justiits- ja Digiministeerium", En: "Ministry of Justice and Digital Affairs", Ru: "Министерство юстиции и цифровых дел"},
		From:  clock.Date{Year: 2024, Month: 9, Day: 1},
		Email: "info@justdigi.ee",
	}
}

// Official is an official of Institution.
func Official() people.Person {
	return people.Person{
		ID: "official", Name: "Mari Maasikas", Email: "mari.maasikas@justdigi.ee", Subject: "subject-official",
		Institution: "JDM", Roles: []people.Role{people.Official}, Created: Now,
	}
}

// Citizen is a person without a role.
func Citizen() people.Person {
	return people.Person{ID: "citizen", Name: "Jaan Tamm", Email: "jaan.tamm@example.ee", Subject: "subject-citizen", Created: Now}
}

// Dossier is a published bill without documents.
func Dossier(id dossier.ID) dossier.Dossier {
	return dossier.Dossier{
		ID: id, Title: lang.Text{Et: "Karistusseadustiku muutmise seaduse eelnõu", En: "Penal Code amendment bill"},
		Kind: dossier.Bill, Institution: "JDM",
		Contact:   dossier.Contact{Office: "Karistusõiguse talitus", Email: "info@justdigi.ee"},
		Steps:     []dossier.Step{{Stage: dossier.Notice, Happened: clock.Date{Year: 2026, Month: 3, Day: 2}, Recorded: Now, By: "official"}},
		Published: Now, Created: Now, Changed: Now,
	}
}

// Document is a draft act without revisions. Its dossier must count it.
func Document(id dossier.ID, no int) dossier.Document {
	return dossier.Document{Dossier: id, No: no, Kind: dossier.DraftAct, Title: lang.Text{Et: "Eelnõu"}, Language: lang.Et, Created: Now}
}

// Revision is a revision with the text given. Its document must count it.
func Revision(id dossier.ID, doc, no int, text string) dossier.Revision {
	return dossier.Revision{
		Dossier: id, Document: doc, No: no, Dated: clock.Date{Year: 2026, Month: 3, Day: 9}, Published: Now,
		By: "official", Institution: "JDM", Reason: lang.Text{Et: "Esimene avalik redaktsioon"},
		Size: len(text), Words: len(strings.Fields(text)), Sections: strings.Count(text, "§"), Hash: sha256.Sum256([]byte(text)),
	}
}

// Consultation is an open consultation without comments. Its dossier must count
// it.
func Consultation(id dossier.ID, no int) consult.Consultation {
	return consult.Consultation{
		ID:      consult.ID{Dossier: id, No: no},
		Title:   lang.Text{Et: "Avalik konsultatsioon"},
		Summary: lang.Text{Et: "Eelnõu muudab karistusseadustikku."},
		Opened:  Now, Deadline: clock.Date{Year: 2026, Month: 4, Day: 13}, By: "official", Institution: "JDM",
	}
}

// Round is a round that waits for one ministry. Its dossier must count it.
func Round(id dossier.ID, no int) consult.Round {
	return consult.Round{
		ID: consult.ID{Dossier: id, No: no, Round: true}, Sent: Now, Deadline: clock.Date{Year: 2026, Month: 3, Day: 31},
		Documents:  []consult.DocumentAt{{Document: 1, Revision: 1}},
		Addressees: []consult.Addressee{{Institution: "RAM", Task: consult.Approve}}, By: "official", Institution: "JDM",
	}
}

// Comment is a public comment by Citizen on a consultation as a whole. The
// consultation must count it.
func Comment(no consult.CommentNo, id consult.ID) consult.Comment {
	return consult.Comment{
		No: no, Consultation: id, Author: consult.Author{Kind: consult.Private, Name: "Jaan Tamm", Person: "citizen"},
		Text: "Toetan eelnõu.", Submitted: Now, State: consult.Public,
	}
}
