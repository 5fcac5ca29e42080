// Package sample holds the content that a development installation starts with:
// invented drafts, consultations and comments, written for this purpose alone.
//
// Every folder of content/ with a dossier.yaml is one dossier. Beside it stand
// the texts of its documents, one file per revision: 01-draft-act.r2.md is the
// second revision of document 01. To add a dossier, copy the folder most like it
// and change it; the tests say what does not fit. All days are counted from the
// day of loading, so that something is always open for comment.
package sample

import (
	"context"
	"fmt"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/store"
)

// loadedKey marks a store that has the sample content.
const loadedKey = "sample/loaded"

// Load writes the sample content in one transaction, in the order in which it
// would have happened. A store that has it already is left as it is. Content
// that contradicts itself is an error that names the file, and nothing is
// written.
func Load(ctx context.Context, st *store.Store, clk clock.Clock) error {
	loaded, err := isLoaded(ctx, st)
	if err != nil || loaded {
		return err
	}
	all, err := read(content)
	if err != nil {
		return fmt.Errorf("read sample content: %w", err)
	}
	plan, err := newPlan(all, clk())
	if err != nil {
		return fmt.Errorf("plan sample content: %w", err)
	}
	if err := st.Update(ctx, plan.write); err != nil {
		return fmt.Errorf("write sample content: %w", err)
	}
	return nil
}

func isLoaded(ctx context.Context, st *store.Store) (loaded bool, err error) {
	err = st.View(ctx, func(tx *store.Tx) error {
		_, loaded, err = tx.Once(loadedKey)
		return err
	})
	return loaded, err
}
