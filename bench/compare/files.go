package main

import (
	"os"
	"path/filepath"
)

// files writes a pair without headers for programs that read files.
func files(p pair) (old, new string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "compare-*")
	if err != nil {
		return "", "", nil, err
	}
	remove = func() { os.RemoveAll(dir) } // a left-over folder is harmless
	old, new = filepath.Join(dir, "old"), filepath.Join(dir, "new")
	if err := os.WriteFile(old, []byte(p.old), 0o600); err != nil {
		remove()
		return "", "", nil, err
	}
	if err := os.WriteFile(new, []byte(p.new), 0o600); err != nil {
		remove()
		return "", "", nil, err
	}
	return old, new, remove, nil
}
