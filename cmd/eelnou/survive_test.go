package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// running is the program, serving in a process of its own.
type running struct {
	t    *testing.T
	data string
	base string
	cmd  *exec.Cmd
	log  bytes.Buffer
}

// patience is how long a test waits for what must come.
const patience = 90 * time.Second

// serve starts the program on a data folder and waits until it answers.
func serve(t *testing.T, data string) *running {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := ln.Addr().String()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	r := &running{t: t, data: data, base: "http://" + address}
	r.cmd = exec.Command(program(t), "serve", "--data", data, "--listen", address)
	r.cmd.Stderr = &r.log
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.kill)
	r.until("it answers", func() bool {
		a, err := http.Get(r.base + "/healthz")
		return err == nil && a.Body.Close() == nil && a.StatusCode == http.StatusOK
	})
	return r
}

// program is this test under the name by which it is the program itself. It is a
// file of its own: by a symbolic link the program, which starts itself to read
// files, would start the tests.
func program(t *testing.T) string {
	self, err := os.Executable()
	must(t, err)
	name := filepath.Join(t.TempDir(), "eelnou")
	if os.Link(self, name) == nil {
		return name
	}
	b, err := os.ReadFile(self)
	must(t, err)
	must(t, os.WriteFile(name, b, 0o700))
	return name
}

// kill ends the program as a failing machine would.
func (r *running) kill() {
	_ = r.cmd.Process.Kill() // it may have ended before
	_ = r.cmd.Wait()
}

func (r *running) until(what string, fn func() bool) {
	r.t.Helper()
	for end := time.Now().Add(patience); !fn(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			r.t.Fatalf("waited in vain until %s; the log:\n%s", what, r.log.String())
		}
	}
}

// get answers with the body of a page, which must not be a failure of ours.
func (r *running) get(path string) string {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	a, err := http.DefaultClient.Do(ask)
	if err != nil {
		r.t.Fatalf("%s: %v; the log:\n%s", path, err, r.log.String())
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode != http.StatusOK {
		r.t.Fatalf("%s: %s, %v", path, a.Status, err)
	}
	return string(body)
}

// What searches are asked for, with what each reaches in the index: words in any
// form, a misspelling, a phrase, everything, old wordings.
var searches = []string{
	"/et/search?q=seadus", "/et/search?q=seaduz", "/et/search?q=%22avalik+konsultatsioon%22", "/et/search?open=1", "/et/search?q=koer&sort=first",
	"/en/search?q=consultation&in=comments", "/et/search.csv?q=koer", "/et/search/suggest?q=sea",
}

// told is what the page of a search says of how much it found and where.
var told = regexp.MustCompile(`(?s)<b>.*?</b>|<nav aria-label="(?:Kitsenda|Narrow).*?</nav>|<h2>.*?</h2>`)

// answers is what the searches say. Of equal passages any may be shown.
func (r *running) answers() string {
	r.t.Helper()
	var all strings.Builder
	for _, path := range searches {
		body := r.get(path)
		found := told.FindAllString(body, -1)
		if strings.HasPrefix(path, "/et/search.csv") {
			found = strings.Split(strings.ReplaceAll(body, r.base, ""), "\r\n")
			slices.Sort(found)
		}
		fmt.Fprintln(&all, path, strings.Join(found, "\n"))
	}
	return all.String()
}

const rebuildingSaid = "indeksit koostatakse uuesti"

func (r *running) rebuilding() bool { return strings.Contains(r.get(searches[0]), rebuildingSaid) }

// mended waits until the searches say again what they said before.
func (r *running) mended(right string) {
	r.t.Helper()
	r.until("everything is found again", func() bool { return r.answers() == right })
}

// prepared is a data folder with the sample content, as a service that was killed
// left it, and what its searches say.
func prepared(t *testing.T) (data, right string) {
	t.Helper()
	data = t.TempDir()
	r := serve(t, data)
	r.until("everything is indexed", func() bool { return !r.rebuilding() && strings.Contains(r.get(searches[0]), "<mark>") })
	right = r.answers()
	r.kill()
	return data, right
}

// live is the folder of the public index.
func live(t *testing.T, data string) string {
	t.Helper()
	name, err := os.ReadFile(filepath.Join(data, "search", "public", "current"))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(data, "search", "public", strings.TrimSpace(string(name)))
}

// largest is the largest segment of the public index.
func largest(t *testing.T, data string) (path string, size int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(live(t, data), "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.Size() > size {
			path, size = f, info.Size()
		}
	}
	return path, size
}

// disorders are what may be found in the folder of the index when the service
// starts. They say whether its first answers must be right already.
var disorders = map[string]func(t *testing.T, data string) (right bool){
	"deleted": func(t *testing.T, data string) bool {
		must(t, os.RemoveAll(filepath.Join(data, "search")))
		return false
	},
	"segment cut off": func(t *testing.T, data string) bool {
		path, size := largest(t, data)
		must(t, os.Truncate(path, size/2))
		return false
	},
	"one byte wrong": func(t *testing.T, data string) bool {
		path, size := largest(t, data)
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		must(t, err)
		var b [1]byte
		_, err = f.ReadAt(b[:], size/3)
		must(t, err)
		_, err = f.WriteAt([]byte{b[0] ^ 0x55}, size/3)
		must(t, err)
		must(t, f.Close())
		return false
	},
	"list of segments empty": func(t *testing.T, data string) bool {
		must(t, os.Truncate(filepath.Join(live(t, data), "root.bolt"), 0))
		return false
	},
	"half of a rebuild beside it": func(t *testing.T, data string) bool {
		from := live(t, data)
		must(t, os.CopyFS(from+"x", os.DirFS(from)))
		must(t, os.Remove(filepath.Join(from+"x", "root.bolt")))
		return true
	},
	"made by an earlier analysis": func(t *testing.T, data string) bool {
		for _, which := range []string{"public", "internal"} {
			folder := filepath.Join(data, "search", which)
			b, err := os.ReadFile(filepath.Join(folder, "current"))
			must(t, err)
			name := strings.TrimSpace(string(b))
			older := regexp.MustCompile(`^(v\d+)\.\d+\.`).ReplaceAllString(name, "$1.1.")
			must(t, os.Rename(filepath.Join(folder, name), filepath.Join(folder, older)))
			must(t, os.WriteFile(filepath.Join(folder, "current"), []byte(older+"\n"), 0o600))
		}
		return true
	},
	"made by rules long gone": func(t *testing.T, data string) bool {
		from := live(t, data)
		must(t, os.Rename(from, filepath.Join(filepath.Dir(from), "v1.1.00000000-a")))
		must(t, os.WriteFile(filepath.Join(filepath.Dir(from), "current"), []byte("v1.1.00000000-a\n"), 0o600))
		return false
	},
}

// TestSearchSurvivesDisorder: whatever is in the folder of the index, the service
// starts, no search fails, and in the end they are right.
func TestSearchSurvivesDisorder(t *testing.T) {
	t.Parallel()
	data, right := prepared(t)
	for name, disorder := range disorders {
		t.Run(name, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "data")
			must(t, os.CopyFS(copied, os.DirFS(data)))
			answered := disorder(t, copied)
			r := serve(t, copied)
			if now := r.get(searches[0]); answered && !strings.Contains(now, "<mark>") {
				t.Errorf("the old index does not answer: %s", now)
			}
			r.mended(right)
			r.until("it says that it is done", func() bool { return !r.rebuilding() })
			r.until("nothing is left behind", func() bool { // what was replaced goes after the last reader
				left, err := filepath.Glob(filepath.Join(copied, "search", "public", "v*"))
				return err == nil && len(left) == 1
			})
		})
	}
}

// TestSearchSurvivesDisorderWhileItRuns: the same, under a running service.
func TestSearchSurvivesDisorderWhileItRuns(t *testing.T) {
	t.Parallel()
	data, right := prepared(t)
	for name, disorder := range map[string]func(t *testing.T, data string){
		"deleted": func(t *testing.T, data string) { must(t, os.RemoveAll(filepath.Join(data, "search"))) },
		"cut off": func(t *testing.T, data string) {
			files, err := filepath.Glob(filepath.Join(live(t, data), "*.zap"))
			must(t, err)
			for _, f := range files {
				must(t, os.Truncate(f, 100))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			copied := filepath.Join(t.TempDir(), "data")
			must(t, os.CopyFS(copied, os.DirFS(data)))
			r := serve(t, copied)
			r.mended(right)
			disorder(t, copied)
			for range 3 {
				r.answers()
			}
			r.until("it is made anew", func() bool {
				return r.answers() == right && dirty(copied) == ""
			})
		})
	}
}

// dirty says what keeps an index from being found again, or nothing.
func dirty(data string) string {
	name, err := os.ReadFile(filepath.Join(data, "search", "public", "current"))
	if err != nil {
		return err.Error()
	}
	info, err := os.Stat(filepath.Join(data, "search", "public", strings.TrimSpace(string(name)), "root.bolt"))
	if err != nil {
		return err.Error()
	}
	files, err := filepath.Glob(filepath.Join(data, "search", "public", strings.TrimSpace(string(name)), "*.zap"))
	if err != nil || len(files) == 0 || info.Size() == 0 {
		return "no segments"
	}
	return ""
}

// TestSearchIsKilledWhileItIsFilled: killed at any moment of a rebuild, it goes on
// at the next start.
func TestSearchIsKilledWhileItIsFilled(t *testing.T) {
	t.Parallel()
	data, right := prepared(t)
	must(t, os.RemoveAll(filepath.Join(data, "search")))
	for _, wait := range []time.Duration{0, 30, 90, 200, 400} {
		r := serve(t, data)
		time.Sleep(wait * time.Millisecond)
		r.kill()
	}
	serve(t, data).mended(right)
}

// TestServesWithoutAPlaceForTheIndex: where the folder of the index cannot be made,
// everything but search works, the search page says what is wrong, and once there
// is a place the index comes by itself.
func TestServesWithoutAPlaceForTheIndex(t *testing.T) {
	t.Parallel()
	data, right := prepared(t)
	folder := filepath.Join(data, "search")
	must(t, os.RemoveAll(folder))
	must(t, os.WriteFile(folder, []byte("in the way"), 0o600))
	r := serve(t, data)
	if !r.rebuilding() {
		t.Error("the search page does not say that something is missing")
	}
	r.answers()
	r.get("/et/dossiers")
	must(t, os.Remove(folder))
	r.mended(right)
}

// TestDiskFullUnderTheIndex: the index waits for room, and the service goes on.
func TestDiskFullUnderTheIndex(t *testing.T) {
	t.Parallel()
	data, right := prepared(t)
	folder := filepath.Join(data, "search")
	must(t, os.RemoveAll(folder))
	must(t, os.Mkdir(folder, 0o700))
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	full := filepath.Join(folder, "full")
	must(t, os.WriteFile(full, make([]byte, 20<<20), 0o600))
	r := serve(t, data)
	t.Cleanup(r.kill) // before the disk goes
	for range 3 {
		r.answers()
		time.Sleep(300 * time.Millisecond)
	}
	if !r.rebuilding() {
		t.Error("the search page does not say that something is missing")
	}
	must(t, os.Remove(full))
	r.mended(right)
}
