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

const pointer = "current" // file that names the folder of the live index

// schema is part of the folder's name: an index made by other rules is not
// opened but made anew. It has the version of the analysis and a hash of the
// mapping, so that no change of either can be forgotten.
func schema() string {
	h := fnv.New32a()
	for _, name := range fields {
		fmt.Fprintln(h, name, optionsOf(name))
	}
	fmt.Fprintln(h, gap, longestText, encodedVersion)
	return fmt.Sprintf("v%d.%d.%08x", mappingVersion, estonian.Version, h.Sum32())
}

// pointed returns the folder of the live index, or "" when there is none that
// this version can read.
func (x *Index) pointed() string {
	b, err := os.ReadFile(filepath.Join(x.dir, pointer))
	if err != nil {
		return ""
	}
	name := strings.TrimSpace(string(b))
	if name != filepath.Base(name) || !strings.HasPrefix(name, schema()+"-") {
		return ""
	}
	if _, err := os.Stat(filepath.Join(x.dir, name, "root.bolt")); err != nil {
		return ""
	}
	return name
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
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

// beside makes an empty index that nothing points to yet.
func (x *Index) beside() (*core, error) {
	for n := time.Now().UnixNano(); ; n++ {
		path := filepath.Join(x.dir, schema()+"-"+strconv.FormatInt(n, 36))
		err := os.Mkdir(path, 0o700)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("make search index: %w", err)
		}
		return openCore(path, x.options.Analysers)
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
