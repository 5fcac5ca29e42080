// Command import measures the import of the whole shared corpus with its search
// index by the built program, in a fresh folder: time, processor time, memory
// at its highest, and the size of what it leaves. It then imports the same
// again, which must change nothing, and finishes an import that was killed.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// The goals, on two cores.
const (
	goalTime   = 60 * time.Second
	goalMemory = 500 << 20
)

var errAbsent = errors.New("../shared/corpus is absent: nothing to measure")

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench/import:", err)
		os.Exit(1)
	}
}

func run() error {
	corpus, err := findCorpus()
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "bench-import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	binary := filepath.Join(temp, "eelnou")
	build := exec.Command("go", "build", "-o", binary, "github.com/eelnou/eelnou/cmd/eelnou")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	if err := measureWhole(binary, corpus, filepath.Join(temp, "whole")); err != nil {
		return err
	}
	return measureCutOff(binary, corpus, filepath.Join(temp, "cut"))
}

// used is what a process needed.
type used struct {
	wall, cpu time.Duration
	memory    int64 // highest resident size, in bytes
}

func measureWhole(binary, corpus, data string) error {
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	first, err := execute(command(binary, data, corpus))
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	again, err := execute(command(binary, data, corpus))
	if err != nil {
		return fmt.Errorf("import again: %w", err)
	}
	tell("whole corpus", first)
	tell("the same again", again)
	fmt.Printf("goal: %s and %d MB: %s\n", goalTime, goalMemory>>20, verdict(first.wall <= goalTime && first.memory <= goalMemory))
	return tellSizes(data)
}

// measureCutOff interrupts an import after half a second and finishes it.
func measureCutOff(binary, corpus, data string) error {
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	cut := command(binary, data, corpus)
	if err := cut.Start(); err != nil {
		return err
	}
	time.Sleep(500 * time.Millisecond)
	if err := cut.Process.Kill(); err != nil {
		return err
	}
	_ = cut.Wait() // it was killed
	rest, err := execute(command(binary, data, corpus))
	if err != nil {
		return fmt.Errorf("import after a kill: %w", err)
	}
	tell("the rest after a kill", rest)
	check := exec.Command(binary, "check", "--data", data)
	check.Dir, check.Stderr = data, os.Stderr
	err = check.Run()
	fmt.Printf("check after it: %s\n", verdict(err == nil))
	return err
}

func command(binary, data, corpus string) *exec.Cmd {
	c := exec.Command(binary, "import", "--data", data, corpus)
	c.Dir = data // no config.yaml: the defaults hold
	c.Env = append(os.Environ(), "GOMAXPROCS=2")
	return c
}

func execute(c *exec.Cmd) (used, error) {
	c.Stdout, c.Stderr = io.Discard, os.Stderr
	start := time.Now()
	if err := c.Run(); err != nil {
		return used{}, err
	}
	u := used{wall: time.Since(start), cpu: c.ProcessState.UserTime() + c.ProcessState.SystemTime()}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.memory = usage.Maxrss << 10
	}
	return u, nil
}

func tell(what string, u used) {
	fmt.Printf("%-24s %6.1f s, %6.1f s of processor, %4d MB at most\n", what+":", u.wall.Seconds(), u.cpu.Seconds(), u.memory>>20)
}

func verdict(good bool) string {
	if good {
		return "reached"
	}
	return "missed"
}

// tellSizes prints what the parts of the data folder take.
func tellSizes(data string) error {
	entries, err := os.ReadDir(data)
	if err != nil {
		return err
	}
	for _, e := range entries {
		size, err := sizeOf(filepath.Join(data, e.Name()))
		if err != nil {
			return err
		}
		fmt.Printf("%-24s %6.1f MB\n", e.Name()+":", float64(size)/1e6)
	}
	return nil
}

func sizeOf(path string) (total int64, err error) {
	err = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}

func findCorpus() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(folder, "shared", "corpus")
		if _, err := os.Stat(filepath.Join(path, "manifest.json")); err == nil {
			return path, nil
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", errAbsent
		}
		folder = parent
	}
}
