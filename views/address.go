package views

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// To builds the addresses of pages in one language; in no language ("") it
// builds the bare addresses, which are the ones to cite. No page and no handler
// puts an address together by hand.
type To lang.Tag

func (to To) at(path string) string {
	if to == "" {
		return path
	}
	return "/" + string(to) + path
}

func (to To) query(path string, q url.Values) string {
	if len(q) == 0 {
		return to.at(path)
	}
	return to.at(path) + "?" + q.Encode()
}

// Pages that there is one of.
func (to To) Home() string          { return to.at("/") }
func (to To) Dossiers() string      { return to.at("/dossiers") }
func (to To) Consultations() string { return to.at("/consultations") }
func (to To) Institutions() string  { return to.at("/institutions") }
func (to To) SearchPage() string    { return to.at("/search") }
func (to To) About() string         { return to.at("/about") }
func (to To) Accessibility() string { return to.at("/accessibility") }
func (to To) Work() string          { return to.at("/work") }
func (to To) Sessions() string      { return to.at("/sessions") }
func (to To) DevMail() string       { return to.at("/dev/mail") }

// Addresses without a language, which forms are sent to.
const (
	SignOutAddress    = "/sign-out"
	EndSessionAddress = "/sessions/end" // field session
)

// SignIn is the page of ways to sign in, which then leads to next, a path of ours.
func (to To) SignIn(next string) string {
	if next == "" {
		return to.at("/sign-in")
	}
	return to.query("/sign-in", url.Values{"next": {next}})
}

// Dossier is a dossier's page.
func (to To) Dossier(id dossier.ID) string { return to.at(dossierPath(id)) }

// Document is a document, shown at its newest revision.
func (to To) Document(id dossier.ID, document int) string { return to.at(documentPath(id, document)) }

// Revision is one published state of a document.
func (to To) Revision(id dossier.ID, document, revision int) string {
	return to.at(documentPath(id, document)) + "/revisions/" + strconv.Itoa(revision)
}

// Place is a provision of a revision, such as para5lg2; empty for the whole.
func (to To) Place(id dossier.ID, document, revision int, address string) string {
	return to.Revision(id, document, revision) + fragment(address)
}

// fragment is the part of an address that names a place on its page.
func fragment(place string) string {
	if place == "" {
		return ""
	}
	return "#" + place
}

// AsOf is a document as it stood on a day.
func (to To) AsOf(id dossier.ID, document int, day clock.Date) string {
	return to.Document(id, document) + "?as-of=" + day.String()
}

// Words is where some words stood in a document, through all its revisions. A
// revision and an address in it say where they were selected.
func (to To) Words(id dossier.ID, document int, words string, revision int, address string) string {
	q := url.Values{}
	set(q, "q", words)
	if revision > 0 && address != "" {
		q.Set("revision", strconv.Itoa(revision))
		q.Set("at", address)
	}
	return to.query(documentPath(id, document)+"/words", q)
}

// RevisionText is the source of a revision as a file.
func (to To) RevisionText(id dossier.ID, document, revision int) string {
	return to.Revision(id, document, revision) + "/text.md"
}

// Provision is the history of one provision through all revisions.
func (to To) Provision(id dossier.ID, document int, provision uint32) string {
	return fmt.Sprintf("%s/provisions/%d", to.Document(id, document), provision)
}

// Compare is what changed from one revision of a document to another.
func (to To) Compare(id dossier.ID, document, old, new int) string {
	return fmt.Sprintf("%s/compare/%d..%d", to.Document(id, document), old, new)
}

// RevisionOf is one published state of a document.
func (to To) RevisionOf(r dossier.Revision) string { return to.Revision(r.Dossier, r.Document, r.No) }

// Pair is what changed from one text to another: revisions of one document, of
// two documents of a dossier, or of a draft (new) and an act of another dossier.
func (to To) Pair(old, new dossier.Revision) string {
	switch {
	case old.Dossier != new.Dossier:
		return fmt.Sprintf("%s/against/%s/%02d/%d", to.RevisionOf(new), strings.TrimPrefix(dossierPath(old.Dossier), "/dossiers/"), old.Document, old.No)
	case old.Document != new.Document:
		return to.ChoosePair(new.Dossier) + "/" + PairSide(old.Document, old.No) + ".." + PairSide(new.Document, new.No)
	}
	return to.Compare(new.Dossier, new.Document, old.No, new.No)
}

// PairSide is one side of a comparison of two documents, in its address.
func PairSide(document, revision int) string { return fmt.Sprintf("%02d@%d", document, revision) }

// ChoosePair asks which two texts of a dossier to compare.
func (to To) ChoosePair(id dossier.ID) string { return to.Dossier(id) + "/compare" }

// PairAs is Pair in a view: "" for side by side, "inline"; with noSlight without
// changes of white space and punctuation.
func (to To) PairAs(old, new dossier.Revision, view string, noSlight bool) string {
	return to.PairPart(old, new, view, noSlight, 1)
}

// PairPart is PairAs for a part of a comparison with very many changes, from 1.
func (to To) PairPart(old, new dossier.Revision, view string, noSlight bool, part int) string {
	q := url.Values{}
	if part > 1 {
		q.Set("part", strconv.Itoa(part))
	}
	set(q, "view", view)
	if noSlight {
		q.Set("slight", "hide")
	}
	if len(q) == 0 {
		return to.Pair(old, new)
	}
	return to.Pair(old, new) + "?" + q.Encode()
}

// PairNumbers is the table of old and new numbers of a comparison; with .csv
// after it, the same as a file.
func (to To) PairNumbers(old, new dossier.Revision) string { return to.Pair(old, new) + "/numbers" }

// Change is the permanent address of one change in a comparison of two revisions
// of a document; change is as compare.Result.Address names it, or a provision of
// either revision. It leads to the part of the comparison that shows it.
func (to To) Change(id dossier.ID, document, old, new int, change string) string {
	return to.Compare(id, document, old, new) + "/changes/" + url.PathEscape(change)
}

// Consultation is a consultation's page.
func (to To) Consultation(id consult.ID) string { return to.at(consultationPath(id)) }

// Comment is a comment's permanent page.
func (to To) Comment(no consult.CommentNo) string { return to.at("/comments/" + no.String()) }

// CommentFile is the n-th file of a comment, from 1. It is no page.
func (to To) CommentFile(no consult.CommentNo, n int) string {
	return to.Comment(no) + "/files/" + strconv.Itoa(n)
}

// CommentFileSent is a file of a comment as it was sent, for moderators, when a
// covered copy stands in its place.
func (to To) CommentFileSent(no consult.CommentNo, n int) string {
	return to.CommentFile(no, n) + "/sent"
}

// Campaign is the page of the comments that are like one.
func (to To) Campaign(no consult.CommentNo) string { return to.Comment(no) + "/similar" }

// Institution is an institution's page.
func (to To) Institution(code people.Code) string {
	return to.at("/institutions/" + url.PathEscape(string(code)))
}

// Analysis is how the search understands some words.
func (to To) Analysis(words string) string {
	if words == "" {
		return to.at("/analyze")
	}
	return to.query("/analyze", url.Values{"q": {words}})
}

// DossierList is the list of dossiers under a filter.
func (to To) DossierList(f DossierFilter) string { return to.query("/dossiers", f.values()) }

// Place in a document that a comment is to be written on. A zero CommentPlace
// is the consultation as a whole.
type CommentPlace struct {
	Document int
	Revision int
	Address  string // of the provision; empty: the whole document
	Quote    string // the words selected
}

// NewComment is the form for a comment in a consultation.
func (to To) NewComment(id consult.ID, at CommentPlace) string {
	return to.query(consultationPath(id)+"/comment", at.values())
}

func (at CommentPlace) values() url.Values {
	q := url.Values{}
	if at.Document > 0 {
		q.Set("document", strconv.Itoa(at.Document))
		q.Set("revision", strconv.Itoa(at.Revision))
	}
	set(q, "at", at.Address)
	set(q, "quote", at.Quote)
	return q
}

// Addresses that the forms of a comment are sent to, and the link that confirms.
func (to To) PreviewComment(id consult.ID) string {
	return to.at(consultationPath(id) + "/comment/preview")
}
func (to To) SendComment(id consult.ID) string { return to.at(consultationPath(id) + "/comment") }
func (to To) CommentReceipt(no consult.CommentNo) string {
	return to.at("/comments/" + no.String() + "/receipt")
}
func (to To) ConfirmComment(token string) string {
	return to.at("/confirm/" + url.PathEscape(token))
}
func (to To) Respond(no consult.CommentNo) string {
	return to.at("/comments/" + no.String() + "/respond")
}

// Forms of officials. Each page is also where its form is sent to.
func (to To) NewDossier() string               { return to.at("/work/new") }
func (to To) EditDossier(id dossier.ID) string { return to.Dossier(id) + "/edit" }
func (to To) Publish(id dossier.ID) string     { return to.Dossier(id) + "/publish" }
func (to To) NewStep(id dossier.ID) string     { return to.Dossier(id) + "/steps/new" }
func (to To) NewDocument(id dossier.ID) string { return to.Dossier(id) + "/documents/new" }
func (to To) NewConsultation(id dossier.ID) string {
	return to.Dossier(id) + "/consultations/new"
}
func (to To) Draft(id dossier.ID, document int) string { return to.Document(id, document) + "/draft" }
func (to To) DraftPreview(id dossier.ID, document int) string {
	return to.Document(id, document) + "/draft/preview"
}
func (to To) PublishDraft(id dossier.ID, document int) string {
	return to.Document(id, document) + "/draft/publish"
}
func (to To) DiscardDraft(id dossier.ID, document int) string {
	return to.Document(id, document) + "/draft/discard"
}
func (to To) Extend(id consult.ID) string { return to.Consultation(id) + "/extend" }
func (to To) Close(id consult.ID) string  { return to.Consultation(id) + "/close" }
func (to To) Enter(id consult.ID) string  { return to.Consultation(id) + "/enter" }

// RetractEntry takes back a comment that was entered wrongly.
func (to To) RetractEntry(no consult.CommentNo) string { return to.Comment(no) + "/retract" }

// Letter is where a letter is split into single remarks.
func (to To) Letter(id consult.ID, no consult.LetterNo) string {
	return fmt.Sprintf("%s/letters/%d", to.Window(id), no)
}

func dossierPath(id dossier.ID) string {
	return "/dossiers/" + strings.ReplaceAll(url.PathEscape(string(id)), "%2F", "/")
}

func documentPath(id dossier.ID, document int) string {
	return dossierPath(id) + "/documents/" + twoDigits(document)
}

func consultationPath(id consult.ID) string {
	return dossierPath(id.Dossier) + "/consultations/" + strconv.Itoa(id.No)
}

// DossierFilter is what a list of dossiers is narrowed to. Its zero value is
// the whole list, newest change first.
type DossierFilter struct {
	Institution people.Code
	Kind        dossier.Kind
	Stage       dossier.Stage   // where it is now
	Outcome     dossier.Outcome // how it ended
	Year        int             // in which it was opened
	Words       string          // in number and title
	Sort        string          // "", "number", "title", "deadline"
	After       string          // where the page begins; empty is the first page
}

func (f DossierFilter) values() url.Values {
	q := url.Values{}
	set(q, "institution", string(f.Institution))
	set(q, "kind", string(f.Kind))
	set(q, "stage", string(f.Stage))
	set(q, "outcome", string(f.Outcome))
	if f.Year > 0 {
		q.Set("year", strconv.Itoa(f.Year))
	}
	set(q, "q", f.Words)
	set(q, "sort", f.Sort)
	set(q, "after", f.After)
	return q
}

func set(q url.Values, name, value string) {
	if value != "" {
		q.Set(name, value)
	}
}
