package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/eelnou/eelnou/store/kv"
)

// ErrFastCommit is returned for a folder on an ext4 file system with
// fast_commit, which may lose what it has acknowledged.
var ErrFastCommit = errors.New("the data folder is on an ext4 file system with fast_commit, which can lose data at a power failure: switch it off (tune2fs -O ^fast_commit) or move the folder")

// makeFolder makes a folder that is not there, durably: a file in it is worth
// nothing when a power failure takes the folder.
func makeFolder(folder string) error {
	if _, err := os.Stat(folder); err == nil {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	if err := syncPath(filepath.Dir(filepath.Clean(folder))); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	return nil
}

// lockFolder keeps other processes out of a folder until the file is closed,
// also while the data file itself is being replaced.
func lockFolder(folder string, wait time.Duration) (*os.File, error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("open data folder: %w", err)
	}
	deadline := time.Now().Add(wait)
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) || time.Now().After(deadline) {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("%s: %w", folder, kv.ErrInUse)
	}
	return nil, fmt.Errorf("lock %s: %w", folder, err)
}

// refuseFastCommit returns ErrFastCommit for a folder on such a file system.
func refuseFastCommit(folder string) error {
	path, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return fmt.Errorf("find data folder: %w", err)
	}
	if path, err = filepath.Abs(path); err != nil {
		return fmt.Errorf("find data folder: %w", err)
	}
	// Where /proc cannot be read there is nothing to go by.
	mounts, _ := os.ReadFile("/proc/self/mounts")
	device, ok := ext4Device(string(mounts), path)
	if ok && fastCommits(filepath.Join("/proc/fs/ext4", filepath.Base(device))) {
		return fmt.Errorf("%s: %w", folder, ErrFastCommit)
	}
	return nil
}

// ext4Device returns the device that a path is on and whether it is ext4. The
// deepest mount point wins, and of equal ones the last.
func ext4Device(mounts, path string) (device string, ok bool) {
	best := -1
	for line := range strings.Lines(mounts) {
		f := strings.Fields(line)
		if len(f) < 3 || len(f[1]) < best || !within(path, f[1]) {
			continue
		}
		best, device, ok = len(f[1]), f[0], f[2] == "ext4"
	}
	return device, ok
}

func within(path, mount string) bool {
	return mount == "/" || path == mount || strings.HasPrefix(path, mount+"/")
}

// fastCommits reports whether the kernel's folder about an ext4 device says
// that fast commits are on: as an option, or because some were made. A file
// system that was just mounted may still hide it.
func fastCommits(proc string) bool {
	options, _ := os.ReadFile(filepath.Join(proc, "options"))
	for line := range bytes.Lines(options) {
		if string(bytes.TrimSpace(line)) == "fast_commit" {
			return true
		}
	}
	info, err := os.ReadFile(filepath.Join(proc, "fc_info"))
	if err != nil {
		return false
	}
	var commits int
	_, err = fmt.Sscanf(string(info), "fc stats:\n%d commits", &commits)
	return err == nil && commits > 0
}
