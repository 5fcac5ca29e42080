// Command store measures the store against its references, in one run: the size
// of the corpus of acts against what git packs it to, the time to rebuild a
// revision, and durable writes by many clients against one bbolt transaction for
// each.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench/store:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	corpus, err := findCorpus()
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "bench-store-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	acts, err := readActs(corpus)
	if err != nil {
		return err
	}
	if err := measureSize(ctx, acts, corpus, temp); err != nil {
		return fmt.Errorf("size: %w", err)
	}
	if err := measureReading(ctx, acts, temp); err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	if err := measureWriting(ctx, temp); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

var errAbsent = errors.New("../shared/corpus is absent: nothing to measure")

// findCorpus looks for shared/corpus beside this folder and those above it.
func findCorpus() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		corpus := filepath.Join(folder, "shared", "corpus")
		if _, err := os.Stat(filepath.Join(corpus, "manifest.json")); err == nil {
			return corpus, nil
		}
		up := filepath.Dir(folder)
		if up == folder {
			return "", errAbsent
		}
		folder = up
	}
}
