package dossier

import (
	"time"

	"github.com/eelnou/eelnou/internal/people"
)

// Seen is the newest revision of a document that a person has marked as read.
// It is theirs alone.
type Seen struct {
	Person   people.ID
	Dossier  ID
	Document int
	Revision int
	At       time.Time
}
