package dossier

import (
	"crypto/sha256"
	"strings"
	"time"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/fault"
)

// Publish decides whether a draft may become the document's next revision, and
// returns its facts. lastHash is the SHA-256 of the newest revision's text.
//
// It answers Conflict when the draft was written on a revision that is no longer
// the newest, or the dossier has ended; Invalid when the text is empty or equal
// to the newest revision, or a later revision comes without a reason.
func Publish(d Dossier, doc Document, draft Draft, lastHash [32]byte, now time.Time) (Revision, error) {
	if d.Ended() {
		return Revision{}, fault.New(fault.Conflict, "dossier.ended")
	}
	if draft.Base != doc.Revisions {
		return Revision{}, fault.New(fault.Conflict, "dossier.stale_base", draft.Base, doc.Revisions)
	}
	hash := sha256.Sum256([]byte(draft.Text))
	var wrong fault.Fields
	if strings.TrimSpace(draft.Text) == "" {
		wrong.Add("text", "dossier.text_empty")
	} else if doc.Revisions > 0 && hash == lastHash {
		wrong.Add("text", "dossier.text_same", doc.Revisions)
	}
	if doc.Revisions > 0 && strings.TrimSpace(draft.Reason.Et) == "" {
		wrong.Add("reason", "dossier.reason_required")
	}
	if err := wrong.Err(); err != nil {
		return Revision{}, err
	}
	return Revision{
		Dossier: d.ID, Document: doc.No, No: doc.Revisions + 1,
		Dated: draft.Dated, Published: now, By: draft.By, Institution: d.Institution,
		Reason: draft.Reason, Size: len(draft.Text), Words: len(strings.Fields(draft.Text)), Hash: hash,
	}, nil
}

func inFuture(day clock.Date, now time.Time) bool {
	return !day.IsZero() && day.After(clock.DateOf(now))
}
