package views

import (
	"fmt"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/lang"
)

// CommentForm asks for a comment. It is sent to PreviewComment. Fields: text,
// as, name, email, document, revision, at, quote, prefix, suffix, offset; file,
// repeated; do (attach, detach and a hash, joint and an id; else the preview).
type CommentForm struct {
	Layout
	Form
	Consultation consult.Consultation
	Dossier      lang.Text
	On           CommentOn
	Text         string
	Replacement  string // the exact wording proposed for the provision
	As           AsWhom
	Name         string
	Email        string // only asked of people who are not signed in
	May          []AsWhom
	NeedsEmail   bool // not signed in
	Files        []consult.Attachment
	MayAttach    bool
	Joints       []JointHead // drafts that it can be put into instead of being sent
}

// AsWhom is one way in which the comment can be signed.
type AsWhom struct {
	Kind consult.AuthorKind
	Name string // of the organisation or institution
	Code string // registry code of the organisation
}

// value is what the form sends: the kind and, of an organisation, its code.
func (a AsWhom) value() string {
	if a.Code != "" {
		return string(a.Kind) + " " + a.Code
	}
	return string(a.Kind)
}

// CommentOn is the place that a comment is being written on.
type CommentOn struct {
	Anchor   consult.Anchor
	Document DocumentName
	Cite     string // § 5 lg 2; empty for a whole document
	Words    string // of the provision, to see what one writes about; may be cut
}

// CommentPreview shows exactly what becomes public. It is sent to SendComment
// with the fields of CommentForm; a second button, named edit, goes back.
type CommentPreview struct {
	Layout
	Form
	Consultation consult.Consultation
	Dossier      lang.Text
	On           CommentOn
	Comment      consult.Comment // as it would be, without a number
	Email        string
}

// CommentReceipt tells the number of a comment that is durably stored.
type CommentReceipt struct {
	Layout
	Comment      consult.Comment
	Consultation consult.Consultation
	Dossier      lang.Text
}

// CommentLate says that the deadline has passed and gives the text back.
type CommentLate struct {
	Layout
	Consultation consult.Consultation
	Dossier      lang.Text
	Contact      string // e-mail of the office that explains
	Text         string
}

// ConfirmSent says that a mail was sent and that the comment waits for its link
// to be opened.
type ConfirmSent struct {
	Layout
	Email        string
	Consultation consult.Consultation
	Dossier      lang.Text
}

// ConfirmForm is where the link in the mail leads: a button publishes, since
// opening an address changes nothing.
type ConfirmForm struct {
	Layout
	Form
	Token   string // the secret of the link; the form is sent to ConfirmComment(Token)
	Invalid bool   // the link is not, or no longer, known
}

func (p CommentForm) authors() []option {
	options := make([]option, len(p.May))
	for i, a := range p.May {
		words := p.author(consult.Author{Kind: a.Kind, Name: a.Name, Code: a.Code})
		if a.Kind == consult.Private {
			words = p.T("comments.as_private")
		}
		options[i] = option{value: a.value(), words: words, chosen: p.As.Kind == a.Kind && p.As.Code == a.Code || p.As.Kind == "" && i == 0}
	}
	return options
}

// placeTyped is the provision as a person would write it, or as they did.
func placeTyped(on CommentOn) string {
	if on.Cite != "" {
		return on.Cite
	}
	return on.Anchor.Address
}

// asWhom is as whom a comment would be signed.
func asWhom(a consult.Author) AsWhom {
	if a.Kind == consult.Organisation {
		return AsWhom{Kind: a.Kind, Code: a.Code}
	}
	return AsWhom{Kind: a.Kind}
}

// privateName is the public name that a private person chose.
func privateName(a consult.Author) string {
	if a.Kind == consult.Private {
		return a.Name
	}
	return ""
}

// fileFacts is what sort of file an attachment is and how large.
func (l Layout) fileFacts(f consult.Attachment) string {
	return l.T("files.sort_"+fileSorts[f.Type]) + ", " + l.size(f.Size)
}

var fileSorts = map[string]string{
	"application/pdf": "pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
	"application/vnd.oasis.opendocument.text":                                 "odt",
	"image/png": "png", "image/jpeg": "jpeg",
}

// size is a number of bytes in words: 12 kB, 1,4 MB.
func (l Layout) size(n int64) string {
	if n < 1_000_000 {
		return Number(l.Lang, int(max(1, (n+500)/1000))) + nbsp + "kB"
	}
	point := ","
	if l.Lang == lang.En {
		point = "."
	}
	return fmt.Sprintf("%d%s%d%sMB", n/1_000_000, point, n/100_000%10, nbsp)
}
