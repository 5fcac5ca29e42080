// Package search keeps a full-text index of documents and finds in it. It knows
// documents and words; what the documents are about is its caller's business.
//
// An index can be deleted at any time: Open makes it anew and Position says
// from where it must be filled again. What is in the index may be seen by
// whoever may open it, so unpublished documents belong in an index of their own.
package search

import "time"

// Kind is what sort of thing a document is.
type Kind string

// The kinds of document.
const (
	Dossier   Kind = "dossier"
	Paper     Kind = "document"
	Provision Kind = "provision"
	Note      Kind = "note" // a page of an explanatory note, a study or a letter
	Comment   Kind = "comment"
	Response  Kind = "response"
)

// Kinds lists the kinds in the order in which pages offer them.
var Kinds = []Kind{Dossier, Paper, Provision, Note, Comment, Response}

// Document is one thing that can be found. Fields that do not apply are zero.
type Document struct {
	ID     string
	Kind   Kind
	Group  string // what hits are grouped by: the number of the dossier
	Title  string // its own title or heading
	Within string // title of what it stands in
	Text   string
	Lang   string // ISO 639-1 code of Title and Text

	Others []Other // the same in other languages; found, not shown

	Label   string   // number as people write it, such as "§ 12¹"
	Names   []string // other names that find it exactly: numbers elsewhere, abbreviations
	Address string   // path of its page, without host and language

	Institution string
	Stage       string
	DossierKind string
	Year        int

	From, Until time.Time // when this wording stood; a zero time leaves that end open
	Past        bool      // an earlier wording, found only when history is asked for
	Opened      time.Time // start of a window of time, such as a consultation
	Deadline    time.Time // end of that window
	Changed     time.Time // what results are dated by
}

// Other is what a document says in another language.
type Other struct{ Lang, Title, Text string }

// Batch is what changes at one position of the log that feeds an index. All of
// it is applied, or none.
type Batch struct {
	Put      []Document        // added, or replacing the document with the same ID
	Delete   []string          // IDs
	Notes    map[string][]byte // small values kept for the caller; an empty one is deleted
	Position uint64            // kept with the batch; see Index.Position
}

// State says how far an index can be relied on.
type State struct {
	Documents  int
	Position   uint64
	Rebuilding bool   // hits may be missing
	Done       int    // how much of the rebuild is done, of Total, as Progress was told
	Total      int    // 0 when that is not known
	Checking   bool   // what was kept on disk is still compared with its checksums
	Damaged    string // why the index was last begun anew, or empty
}
