// Package internal_test holds the map of who may import whom. A new package
// fails the test until the map says what it may import.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/eelnou/eelnou/"

// pure packages touch no files, network, database or wall clock.
var pure = []string{"internal/fault", "internal/lang", "internal/clock", "internal/people", "internal/lawtext", "internal/compare", "internal/dossier", "internal/consult", "internal/event", "internal/cite"}

func plus(base []string, more ...string) []string { return append(slices.Clone(base), more...) }

// allowed says which packages of ours each package may import, tests aside.
var allowed = map[string][]string{
	"cmd/eelnou": plus(pure, "store", "store/blob", "store/kv", "store/bolt", "search", "search/estonian", "internal/action", "internal/query",
		"internal/relay", "internal/papers", "internal/reader", "internal/citer", "internal/indexer", "internal/notify", "internal/exchange", "internal/intake", "internal/web",
		"internal/config", "internal/sample", "internal/signin", "internal/devsignin", "views"),

	"internal/lang":    {},
	"internal/fault":   {},
	"internal/clock":   {"internal/fault"},
	"internal/people":  {"internal/clock", "internal/fault", "internal/lang"},
	"internal/lawtext": {"internal/fault", "internal/lang"},
	"internal/cite":    {"internal/lawtext", "search/estonian"},
	"internal/amend":   {"internal/cite", "internal/dossier", "internal/lang", "internal/lawtext"},
	"internal/compare": {"internal/lawtext", "internal/dossier", "internal/fault"},
	"internal/dossier": {"internal/clock", "internal/fault", "internal/lang", "internal/people"},
	"internal/consult": {"internal/clock", "internal/dossier", "internal/fault", "internal/lang", "internal/people"},
	"internal/links":   {"internal/compare", "internal/dossier", "internal/lawtext", "store"},
	"internal/event":   {"internal/clock", "internal/consult", "internal/dossier", "internal/people"},

	"internal/letter": {"internal/cite", "internal/consult", "internal/lawtext"},

	"internal/config":    {},
	"internal/papers":    {"internal/fault"},
	"internal/exchange":  pure,
	"internal/signin":    {"internal/fault"},
	"internal/devsignin": {"internal/lang", "internal/people", "internal/fault", "internal/signin"},
	"internal/action":    plus(pure, "store", "store/blob", "internal/links", "internal/campaign", "internal/letter", "internal/papers"),
	"internal/query":     plus(pure, "store", "store/blob", "internal/links", "internal/amend", "search"),
	"internal/reader":    plus(pure, "store", "store/blob", "internal/papers"),
	"internal/relay":     plus(pure, "store"),
	"internal/citer":     plus(pure, "store", "internal/amend"),
	"internal/indexer":   plus(pure, "store", "search"),
	"internal/notify":    plus(pure, "store"),
	"internal/campaign":  plus(pure, "store"),
	"internal/intake":    plus(pure, "store", "internal/exchange", "internal/campaign"),
	"internal/sample":    plus(pure, "store", "internal/campaign", "internal/letter", "internal/papers"),
	"internal/web":       plus(pure, "views", "internal/action", "internal/query", "internal/exchange", "internal/signin", "internal/devsignin"),

	"store":           plus(pure, "store/kv"),
	"store/blob":      {},
	"store/kv":        {"internal/fault"},
	"store/kv/kvtest": {"store/kv"},
	"store/bolt":      {"store/kv", "internal/fault"},
	"store/storetest": plus(pure, "store", "store/kv", "store/bolt"),
	"search":          {"search/estonian", "internal/fault", "internal/cite", "internal/lawtext"},
	"search/estonian": {},

	"search/estonian/bleveet": {"search/estonian"}, // for other programs
	"search/estonian/gold":    {"search/estonian"},
	"views":                   pure,
}

// only says which single package may import a technology.
var only = map[string]string{
	"go.etcd.io/bbolt":           "store/bolt",
	"github.com/sergi/go-diff":   "internal/compare",
	"github.com/blevesearch":     "search",
	"github.com/gofiber/fiber":   "internal/web",
	"github.com/goccy/go-yaml":   "internal/config internal/sample internal/exchange views",
	"github.com/ledongthuc/pdf":  "internal/papers",
	"github.com/coreos/go-oidc":  "internal/signin",
	"github.com/alecthomas/kong": "cmd/eelnou",
}

func TestImports(t *testing.T) {
	for pkg, imports := range packages(t) {
		may, known := allowed[pkg]
		if !known {
			t.Errorf("%s: new package; say in this map what it may import", pkg)
			continue
		}
		for _, path := range imports {
			if own, ok := strings.CutPrefix(path, module); ok {
				if !slices.Contains(may, own) {
					t.Errorf("%s must not import %s", pkg, own)
				}
				continue
			}
			for technology, owners := range only {
				if strings.HasPrefix(path, technology) && !slices.ContainsFunc(strings.Fields(owners), func(o string) bool { return strings.HasPrefix(pkg, o) }) {
					t.Errorf("%s must not import %s: only %s may", pkg, path, owners)
				}
			}
		}
	}
}

func TestPurePackages(t *testing.T) {
	outside := []string{"os", "net", "net/http", "database/sql", "io/fs", "path/filepath"}
	for pkg, imports := range packages(t) {
		if !slices.Contains(pure, pkg) {
			continue
		}
		for _, path := range imports {
			if slices.Contains(outside, path) {
				t.Errorf("%s is pure and must not import %s", pkg, path)
			}
		}
	}
}

// packages returns the imports of every package of the product, tests and
// benchmarks aside.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, root := range []string{"cmd", "internal", "store", "search", "views"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			if file.Name.Name == "main" && root != "cmd" {
				return nil // generators
			}
			pkg := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../")
			found[pkg] = append(found[pkg], names(file.Imports)...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func names(specs []*ast.ImportSpec) []string {
	var paths []string
	for _, spec := range specs {
		path, err := strconv.Unquote(spec.Path.Value)
		if err == nil {
			paths = append(paths, path)
		}
	}
	return paths
}
