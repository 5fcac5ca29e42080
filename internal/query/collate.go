package query

import (
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// estonian orders titles as an Estonian dictionary does: š and ž after s and z,
// õ ä ö ü at the end.
var estonian = &order{collator: collate.New(language.Estonian, collate.IgnoreCase)}

// order guards a collator, which can serve one comparison at a time.
type order struct {
	mu       sync.Mutex
	collator *collate.Collator
}

func (o *order) compare(a, b string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.collator.CompareString(a, b)
}
