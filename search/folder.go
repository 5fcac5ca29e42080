package search

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/eelnou/eelnou/search/estonian"
)

// Files: one names the folder of the live index, and in there one lists segments.
const (
	pointer = "current"
	root    = "root.bolt"
)

// schema is part of the folder's name: an index made by other rules is not
// opened but made anew. It has a hash of the mapping, so that no change of it can
// be forgotten, and the version of the analysis: what another one made can be
// read, and answers until it is made anew.
func schema() string { return named(estonian.Version) }

func named(analysis int) string {
	h := fnv.New32a()
	for _, name := range fields {
		fmt.Fprintln(h, name, optionsOf(name))
	}
	fmt.Fprintln(h, gap, longestText, encodedVersion)
	return fmt.Sprintf("v%d.%d.%08x", mappingVersion, analysis, h.Sum32())
}

// ours reports whether a folder was made by the rules of this version.
func ours(name string) bool { return strings.HasPrefix(name, schema()+"-") }

// readable reports whether a folder was made by the rules of this version or
// differs only in the version of the analysis.
func readable(name string) bool {
	parts := strings.SplitN(name, ".", 3)
	if len(parts) != 3 {
		return false
	}
	analysis, err := strconv.Atoi(parts[1])
	return err == nil && strings.HasPrefix(name, named(analysis)+"-")
}

// pointed returns the folder of the live index, or "" when there is none that
// this version can read.
func (x *Index) pointed() string {
	b, err := os.ReadFile(filepath.Join(x.dir, pointer))
	if err != nil {
		return ""
	}
	name := strings.TrimSpace(string(b))
	if name != filepath.Base(name) || !readable(name) {
		return ""
	}
	if _, err := os.Stat(filepath.Join(x.dir, name, root)); err != nil {
		return ""
	}
	return name
}

// kept reports whether a core would be found again when the index is opened.
func (x *Index) kept(c *core) bool {
	_, err := os.Stat(filepath.Join(c.path, root))
	return err == nil && x.pointed() == filepath.Base(c.path)
}

// sweep removes what earlier versions and broken-off rebuilds left behind.
func (x *Index) sweep(keep string) {
	entries, err := os.ReadDir(x.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if n := e.Name(); e.IsDir() && n != keep && strings.HasPrefix(n, "v") {
			if err := os.RemoveAll(filepath.Join(x.dir, n)); err != nil {
				x.log.Warn("search: remove an old index", "folder", n, "error", err)
			}
		}
	}
}

// putAside keeps the last damaged index for whoever wants to know why.
func (x *Index) putAside(name string) {
	aside := filepath.Join(x.dir, "damaged")
	err := os.RemoveAll(aside)
	if err == nil {
		err = os.Rename(filepath.Join(x.dir, name), aside)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		x.log.Warn("search: put a damaged index aside", "folder", name, "error", err)
	}
}

// fresh makes an empty index and points to it.
func (x *Index) fresh() (*core, error) {
	c, err := x.beside()
	if err != nil {
		return nil, err
	}
	if err := x.point(c); err != nil {
		return nil, errors.Join(err, c.close(), os.RemoveAll(c.path))
	}
	return c, nil
}

// beside makes an empty index that nothing points to yet.
func (x *Index) beside() (*core, error) {
	if err := os.MkdirAll(x.dir, 0o700); err != nil {
		return nil, fmt.Errorf("make search index: %w", err)
	}
	for n := time.Now().UnixNano(); ; n++ {
		path := filepath.Join(x.dir, schema()+"-"+strconv.FormatInt(n, 36))
		err := os.Mkdir(path, 0o700)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("make search index: %w", err)
		}
		c, err := openCore(path, x.options.Analysers)
		if err != nil {
			return nil, errors.Join(err, os.RemoveAll(path))
		}
		return c, nil
	}
}

// point makes a core the one that Open finds: a whole file under another name
// first, so that a crash leaves the old pointer or the new one.
func (x *Index) point(c *core) error {
	path := filepath.Join(x.dir, pointer)
	if err := writeDurably(path+".new", filepath.Base(c.path)); err != nil {
		return fmt.Errorf("point to search index: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("point to search index: %w", err)
	}
	return syncFolder(x.dir)
}

func writeDurably(path, text string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text + "\n")
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
