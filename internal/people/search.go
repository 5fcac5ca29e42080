package people

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/eelnou/eelnou/internal/fault"
)

// SavedSearch is a search that a person keeps under a name.
type SavedSearch struct {
	Person ID
	ID     SearchID
	Name   string
	Query  string // what was asked for, in the one form that all ways to write it share
	Saved  time.Time
}

// SearchID names a search by what it finds, so that whoever asks for the same has
// the same: a person's list, and whatever follows a search.
type SearchID string

// IdentifySearch gives the ID of a search written in its one form.
func IdentifySearch(query string) SearchID {
	sum := sha256.Sum256([]byte(query))
	return SearchID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10])))
}

// Bounds of saved searches: of a name in characters, of what is asked for in bytes,
// and of those one person keeps.
const (
	LongestSearchName = 100
	LongestSearch     = 4000
	MostSavedSearches = 50
)

// CheckSearchName says what is wrong with the name of a saved search.
func CheckSearchName(name string) (wrong fault.Fields) {
	switch {
	case strings.TrimSpace(name) == "":
		wrong.Add("name", "fault.required")
	case utf8.RuneCountInString(name) > LongestSearchName:
		wrong.Add("name", "fault.too_long", LongestSearchName)
	}
	return wrong
}
