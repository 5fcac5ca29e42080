package store

import "github.com/eelnou/eelnou/store/kv"

// SetVersion writes another version into an engine.
func SetVersion(n int) func(kv.Writer) error {
	return func(w kv.Writer) error { return (&Tx{r: w, w: w}).setVersion(n) }
}
