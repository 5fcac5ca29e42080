package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/eelnou/eelnou/store"
)

// Folder keeps messages as files instead of sending them, for development. Each
// is there twice: as mail programs read it (.eml) and as [Letter] (.json).
type Folder struct {
	Path string
	From string
}

// Letter is a message that would have been sent.
type Letter struct {
	To, Subject, Text string
	At                time.Time
}

// Send writes the message into the folder, which it makes when it is absent.
func (f Folder) Send(_ context.Context, m store.Mail) error {
	msg, err := message(m, f.From, "localhost")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.Path, 0o700); err != nil {
		return fmt.Errorf("mail folder: %w", err)
	}
	// Names stand in the order of time, so that the newest are found by name.
	name := filepath.Join(f.Path, m.Created.UTC().Format("20060102T150405.000000000")+"-"+number(m))
	if err := msg.WriteToFile(name + ".eml"); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	b, err := json.MarshalIndent(Letter{m.To, m.Subject, m.Text, m.Created}, "", "  ")
	if err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	if err := os.WriteFile(name+".json.new", b, 0o600); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	return os.Rename(name+".json.new", name+".json")
}

// Letters returns at most limit messages, newest first. A folder that is absent
// has none.
func (f Folder) Letters(limit int) ([]Letter, error) {
	files, err := os.ReadDir(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("mail folder: %w", err)
	}
	var letters []Letter
	for _, file := range slices.Backward(files) {
		if !strings.HasSuffix(file.Name(), ".json") || len(letters) == limit {
			continue
		}
		var l Letter
		b, err := os.ReadFile(filepath.Join(f.Path, file.Name()))
		if err == nil {
			err = json.Unmarshal(b, &l)
		}
		if err != nil {
			return nil, fmt.Errorf("read mail %s: %w", file.Name(), err)
		}
		letters = append(letters, l)
	}
	return letters, nil
}
