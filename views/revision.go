package views

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/lawtext"
)

// Revision is one published state of a document: its text, with marks in the
// margin. It is also the page of a document, at its newest revision.
type Revision struct {
	Layout
	Dossier      lang.Text // title
	Institution  InstitutionName
	Document     dossier.Document
	Revision     dossier.Revision
	Revisions    []dossier.Revision // all, newest first
	Text         *lawtext.Text
	Marks        []dossier.Mark // of the addressable nodes, in order
	Comments     []PlacedComment
	Consultation *consult.Consultation // the open one that asks about this document, or nil
	MayDraft     bool                  // the person may prepare the next revision
}

// ProvisionHistory is one provision through all revisions of its document.
type ProvisionHistory struct {
	Layout
	Dossier   lang.Text
	Document  dossier.Document
	Provision uint32
	Cite      string // how the newest revision that has it names it
	Heading   string
	Revisions []dossier.Revision // all of the document, oldest first
	States    []ProvisionState   // of the provision, oldest first, only where it changed
}

// ProvisionState is a provision from the revision in which it took a form until
// the next change.
type ProvisionState struct {
	Revision dossier.Revision
	Cite     string // as numbered in it
	Address  string
	Deleted  bool       // it left in this revision
	Moved    bool       // it stands elsewhere than before
	Lines    []DiffLine // its text with what changed since the state before
}
