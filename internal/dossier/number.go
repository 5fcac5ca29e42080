package dossier

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/eelnou/eelnou/internal/people"
)

// number is a dossier's number as it is written: a series of letters, or the
// policy code of a matter of the European Union, then year and ordinal.
var number = regexp.MustCompile(`^(\p{Lu}[\p{Lu}0-9]{1,9}|[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})/([0-9]{2})-([0-9]{4,6})$`)

// NewID makes the number of a series' n-th dossier in a year: JDM/26-0214.
func NewID(series people.Code, year, n int) ID {
	return ID(fmt.Sprintf("%s/%02d-%04d", series, year%100, n))
}

// ParseID returns a number written exactly as we write it, and whether it is
// one. Other ways of writing are for search to understand, so that each dossier
// has one address.
func ParseID(s string) (ID, bool) {
	m := number.FindStringSubmatch(s)
	if m == nil || (len(m[3]) > 4 && m[3][0] == '0') {
		return "", false
	}
	return ID(s), true
}

// Series is the part of the number before the stroke: an institution's code, or
// the policy code of a matter of the European Union.
func (id ID) Series() string {
	series, _, _ := strings.Cut(string(id), "/")
	return series
}

// Year is the year in the number, or 0 when it is not a number. Numbers began in
// the 2000s, so two digits are enough.
func (id ID) Year() int {
	m := number.FindStringSubmatch(string(id))
	if m == nil {
		return 0
	}
	yy, _ := strconv.Atoi(m[2])
	return 2000 + yy
}

// European reports whether the number is of a matter of the European Union.
func (id ID) European() bool { return id != "" && id[0] >= '0' && id[0] <= '9' }

// Document is the number of the dossier's n-th document: JDM/26-0214/01.
func (id ID) Document(n int) string { return fmt.Sprintf("%s/%02d", id, n) }
