package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// errNoCorpus says that the folder of real texts is not beside the repository.
var errNoCorpus = errors.New("../shared/corpus is absent: nothing to measure")

// pair is two neighbouring revisions of one act.
type pair struct {
	act      string
	old, new string
	oldPath  string
	newPath  string
}

// findCorpus walks up to the folder of real texts.
func findCorpus() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, "shared", "corpus")
		if _, err := os.Stat(filepath.Join(path, "manifest.json")); err == nil {
			return path, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errNoCorpus
		}
		dir = up
	}
}

type manifest struct {
	List []struct {
		ID        string
		Revisions []struct {
			N    int
			File string
		}
	}
}

// eachPair calls fn for all neighbouring revisions in the order of the manifest.
func eachPair(root string, fn func(pair) error) error {
	raw, err := os.ReadFile(filepath.Join(root, "manifest.json"))
	if err != nil {
		return err
	}
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return err
	}
	for _, act := range m.List {
		var last, lastPath string
		for k, rev := range act.Revisions {
			path := filepath.Join(root, rev.File)
			text, err := body(path)
			if err != nil {
				return err
			}
			if k > 0 && text != last {
				if err := fn(pair{act.ID, last, text, lastPath, path}); err != nil {
					return err
				}
			}
			last, lastPath = text, path
		}
	}
	return nil
}

// largestAct is the act whose newest revision has most bytes.
func largestAct(root string) (string, error) {
	var best string
	var size int64
	raw, err := os.ReadFile(filepath.Join(root, "manifest.json"))
	if err != nil {
		return "", err
	}
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return "", err
	}
	for _, act := range m.List {
		if len(act.Revisions) == 0 {
			continue
		}
		info, err := os.Stat(filepath.Join(root, act.Revisions[len(act.Revisions)-1].File))
		if err != nil {
			return "", err
		}
		if info.Size() > size {
			best, size = act.ID, info.Size()
		}
	}
	return best, nil
}

// body reads a file without its YAML header.
func body(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	s := string(raw)
	if rest, ok := strings.CutPrefix(s, "---\n"); ok {
		if _, after, ok := strings.Cut(rest, "\n---\n"); ok {
			return after, nil
		}
	}
	return s, nil
}
