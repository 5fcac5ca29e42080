package store

import (
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/people"
)

var update = flag.Bool("update", false, "write golden files anew")

// trip writes a thing as the store does, reads it and gives both the bytes and
// what was read. What the key holds comes from the thing itself.
type trip func(t *rapid.T) (in any, stored []byte, out any)

func tripOf[T, R any](to func(T) R, from func(R, T) T) trip {
	return func(t *rapid.T) (any, []byte, any) {
		var in T
		fill(t, reflect.ValueOf(&in).Elem(), reflect.TypeFor[T]().Name())
		b, err := encode(to(in))
		if err != nil {
			t.Fatal(err)
		}
		var r R
		if err := decode(b, &r); err != nil {
			t.Fatal(err)
		}
		return in, b, from(r, in)
	}
}

var trips = map[string]trip{
	"dossier":  tripOf(toDossier, func(r dossierRecord, d dossier.Dossier) dossier.Dossier { return r.dossier(d.ID) }),
	"document": tripOf(toDocument, func(r documentRecord, d dossier.Document) dossier.Document { return r.document(d.Dossier, d.No) }),
	"revision": tripOf(toRevision, func(r revisionRecord, d dossier.Revision) dossier.Revision {
		return r.revision(d.Dossier, d.Document, d.No)
	}),
	"links":        tripOf(toLinks, func(r linksRecord, l dossier.Links) dossier.Links { return r.links(l.Dossier, l.Document) }),
	"citing":       tripOf(toCiting, func(r citingRecord, c dossier.Citing) dossier.Citing { return r.citing(c.Dossier, c.Document) }),
	"known act":    tripOf(toKnownAct, func(r knownActRecord, a KnownAct) KnownAct { return r.act(a.Dossier) }),
	"draft":        tripOf(toDraft, func(r draftRecord, d dossier.Draft) dossier.Draft { return r.draft(d.Dossier, d.Document) }),
	"consultation": tripOf(toConsultation, func(r consultationRecord, c consult.Consultation) consult.Consultation { return r.consultation(c.ID) }),
	"round":        tripOf(toRound, func(r roundRecord, c consult.Round) consult.Round { return r.round(c.ID) }),
	"comment":      tripOf(toComment, func(r commentRecord, c consult.Comment) consult.Comment { return r.comment(c.No) }),
	"response":     tripOf(toResponse, func(r responseRecord, c consult.Response) consult.Response { return r.response(c.No) }),
	"answer draft": tripOf(toAnswerDraft, func(r answerDraftRecord, d consult.AnswerDraft) consult.AnswerDraft { return r.draft(d.Window, d.No) }),
	"assignment":   tripOf(toAssignment, func(r assignmentRecord, a consult.Assignment) consult.Assignment { return r.assignment(a.Comment) }),
	"letter":       tripOf(toLetter, func(r letterRecord, l consult.Letter) consult.Letter { return r.letter(l.Window, l.No) }),
	"remark draft": tripOf(toRemarkDraft, func(r remarkDraftRecord, m consult.RemarkDraft) consult.RemarkDraft {
		out := r.draft(m.Round, m.Institution, m.No)
		out.Round.Round = m.Round.Round // drafted remarks are in rounds alone
		return out
	}),
	"case":   tripOf(toCase, func(r caseRecord, c consult.Case) consult.Case { return r.of(c.Comment) }),
	"upload": tripOf(toUpload, func(r uploadRecord, u consult.Upload) consult.Upload { return r.upload(u.Form) }),
	"file":   tripOf(toFile, func(r fileRecord, f consult.File) consult.File { return r.file(f.Hash) }),
	"pending": tripOf(toPending, func(r pendingRecord, p consult.Pending) consult.Pending {
		out := r.pending(p.Token)
		out.Comment.No = p.Comment.No // one that waits has no number
		return out
	}),
	"person": tripOf(toPerson, func(r personRecord, p people.Person) people.Person {
		out := r.person(p.ID)
		out.Inherited = p.Inherited // follows from the register
		return out
	}),
	"institution":  tripOf(toInstitution, func(r institutionRecord, i people.Institution) people.Institution { return r.institution(i.Code) }),
	"organisation": tripOf(toOrganisation, func(r organisationRecord, o people.Organisation) people.Organisation { return r.organisation(o.Code) }),
	"seen":         tripOf(toSeen, func(r seenRecord, s dossier.Seen) dossier.Seen { return r.seen(s.Person, s.Dossier, s.Document) }),
	"joint":        tripOf(toJoint, func(r jointRecord, j consult.Joint) consult.Joint { return r.joint(j.ID) }),
	"invitation":   tripOf(toInvitation, func(r invitationRecord, i people.Invitation) people.Invitation { return r.invitation(i.Token) }),
	"session":      tripOf(toSession, func(r sessionRecord, s people.Session) people.Session { return r.session(s.Token) }),
	"saved search": tripOf(toSavedSearch, func(r savedSearchRecord, s people.SavedSearch) people.SavedSearch { return r.search(s.Person, s.ID) }),
	"mail":         tripOf(toMail, func(r mailRecord, m Mail) Mail { return r.mail(m.Key) }),
	"event":        tripOf(toEvent, func(r eventRecord, e event.Event) event.Event { return r.event(e.Seq) }),
}

// fill sets every field, also those added later, so that one that a record
// forgets is noticed.
func fill(t *rapid.T, v reflect.Value, name string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(moments.Draw(t, name)))
		return
	case clock.Date:
		v.Set(reflect.ValueOf(dates.Draw(t, name)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), v.Type().Field(i).Name)
		}
	case reflect.Slice:
		if n := rapid.IntRange(0, 2).Draw(t, name+" length"); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i), name)
		}
	case reflect.String:
		v.SetString(words.Draw(t, name))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, name))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(rapid.IntRange(0, 1<<40).Draw(t, name)))
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(rapid.Uint64().Draw(t, name) >> (64 - v.Type().Bits()))
	default:
		t.Fatalf("%s is a %s: say here how to fill it", name, v.Kind())
	}
}

var (
	moments = rapid.OneOf(
		rapid.SampledFrom([]time.Time{{}, time.Unix(0, 0).UTC(), time.Unix(0, 1).UTC()}),
		rapid.Map(rapid.Int64Range(-1<<60, 1<<62), func(ns int64) time.Time { return time.Unix(0, ns).UTC() }))
	dates = rapid.OneOf(rapid.Just(clock.Date{}), rapid.Custom(func(t *rapid.T) clock.Date {
		return clock.Date{Year: rapid.IntRange(1, 9999).Draw(t, "year"), Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 31).Draw(t, "day")}
	}))
	// What people send may be bad UTF-8, and is kept as it is.
	words = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "§ 12¹ lõige 2", "a\x00b", "\xff\xfe", "ж"}))
)

func TestRecordsLoseNothing(t *testing.T) {
	for name, trip := range trips {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			in, _, out := trip(t)
			if !reflect.DeepEqual(in, out) {
				t.Fatalf("put %+v\ngot %+v", in, out)
			}
		}))
	}
}

// TestRecordFormat compares the bytes of records with those of the past. A
// difference means that older data may not be read: add a field, or a migration.
func TestRecordFormat(t *testing.T) {
	for name, record := range goldenRecords() {
		t.Run(name, func(t *testing.T) {
			b, err := encode(record)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", "records", name+".hex")
			got := hex.EncodeToString(b) + "\n"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("bytes are\n%swant\n%s", got, want)
			}
		})
	}
}

// goldenRecords is one full record of each sort, every field with a value of its
// own.
func goldenRecords() map[string]any {
	records := map[string]any{}
	for _, r := range []any{
		&dossierRecord{}, &documentRecord{}, &revisionRecord{}, &layoutRecord{}, &linksRecord{}, &citingRecord{}, &knownActRecord{}, &draftRecord{},
		&consultationRecord{}, &roundRecord{}, &commentRecord{}, &responseRecord{}, &sketchRecord{}, &campaignRecord{}, &pendingRecord{}, &personRecord{},
		&institutionRecord{}, &sessionRecord{}, &onceRecord{}, &mailRecord{}, &eventRecord{}, &answerDraftRecord{}, &assignmentRecord{}, &letterRecord{}, &remarkDraftRecord{}, &uploadRecord{}, &fileRecord{}, &fileTextRecord{},
		&organisationRecord{}, &invitationRecord{}, &savedSearchRecord{},
		&caseRecord{},
		&jointRecord{}, &seenRecord{},
	} {
		n := 0
		enumerate(reflect.ValueOf(r).Elem(), &n)
		name := strings.TrimSuffix(reflect.TypeOf(r).Elem().Name(), "Record")
		records[name] = r
	}
	return records
}

// enumerate gives each field the next number, or it in words.
func enumerate(v reflect.Value, n *int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			enumerate(v.Field(i), n)
		}
		return
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			enumerate(v.Index(i), n)
		}
		return
	}
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("nr %d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n))
	default:
		v.SetInt(int64(*n))
	}
}

func TestKeysStandInOrderAndAreDistinct(t *testing.T) {
	part := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 2, 'a', 0xff}), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		a, b := part.Draw(t, "a"), part.Draw(t, "b")
		c, d := part.Draw(t, "c"), part.Draw(t, "d")
		k, l := key(nil).str(string(a)).str(string(b)), key(nil).str(string(c)).str(string(d))
		same := string(a) == string(c) && string(b) == string(d)
		if (string(k) == string(l)) != same {
			t.Fatalf("%q %q and %q %q: keys %q, %q", a, b, c, d, k, l)
		}
		if s, rest := cutStr(k); s != string(a) || string(rest) != string(key(nil).str(string(b))) {
			t.Fatalf("%q came back as %q, %q left", a, s, rest)
		}
		if string(a) < string(c) != (string(key(nil).str(string(a))) < string(key(nil).str(string(c)))) {
			t.Fatalf("%q and %q change order", a, c)
		}
	})
}

func TestSealNoticesEveryFlippedBit(t *testing.T) {
	k := key(nil).str("JDM/26-0001")
	sealed := seal(bucketDossier, k, []byte("payload"))
	for bit := range 8 * len(sealed) {
		bad := append([]byte(nil), sealed...)
		bad[bit/8] ^= 1 << (bit % 8)
		if _, err := open(bucketDossier, k, bad); err == nil {
			t.Errorf("bit %d was flipped and not noticed", bit)
		}
	}
	if _, err := open(bucketDossier, key(nil).str("JDM/26-0002"), sealed); err == nil {
		t.Error("a value under another key was not noticed")
	}
	for n := range len(sealed) {
		if _, err := open(bucketDossier, k, sealed[:n]); err == nil {
			t.Errorf("a value cut to %d bytes was not noticed", n)
		}
	}
}
