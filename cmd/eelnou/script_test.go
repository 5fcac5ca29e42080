package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store"
	"github.com/eelnou/eelnou/store/blob"
	"github.com/eelnou/eelnou/store/bolt"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"eelnou": main})
}

// TestScripts drives the program as people do; each script reads like a story.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"hold":   hold,
			"damage": damage,
			"attach": attach,
			"bomb":   bomb,
		},
	})
}

// hold opens a data folder as another process would, until the script ends.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	engine, err := bolt.Open(ts.MkAbs(args[0]), bolt.Options{Wait: time.Second})
	ts.Check(err)
	ts.Defer(func() { _ = engine.Close() })
}

// damage flips bytes in the middle of a file.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	at := len(data) / 2
	copy(data[at:], bytes.Repeat([]byte{0xAA}, 64))
	ts.Check(writeFile(ts.MkAbs(args[0]), data))
}

// attach keeps a file in a data folder as one that a form waits with, and a
// second one that nothing names.
func attach(ts *testscript.TestScript, _ bool, args []string) {
	data := ts.MkAbs(args[0])
	engine, err := bolt.Open(data, bolt.Options{Wait: time.Second})
	ts.Check(err)
	st, err := store.Open(engine, clock.System)
	ts.Check(err)
	files, err := blob.Open(filesFolder(data))
	ts.Check(err)
	_, err = files.Put([]byte("left behind"))
	ts.Check(err)
	hash, err := files.Put([]byte("%PDF-1.4 lisa"))
	ts.Check(err)
	now := clock.System()
	f := consult.Attachment{Hash: hash, Name: "lisa.pdf", Type: "application/pdf", Size: 13}
	ts.Check(st.Update(context.Background(), func(tx *store.Tx) error {
		if err := tx.PutFile(consult.File{Hash: hash, Type: f.Type, Size: f.Size, At: now}); err != nil {
			return err
		}
		return tx.PutUpload(consult.Upload{Attachment: f, Form: "form", At: now, Expires: now.Add(time.Hour)})
	}))
	ts.Check(st.Close())
	ts.Setenv("LISA", filepath.Join("files", hash[:2], hash))
}

// bomb writes a small PDF whose page is a hundred megabytes and takes far more to read.
func bomb(ts *testscript.TestScript, _ bool, args []string) {
	var page bytes.Buffer
	w := zlib.NewWriter(&page)
	chunk := bytes.Repeat([]byte("BT (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n"), 25_000)
	for range 100 {
		_, err := w.Write(chunk)
		ts.Check(err)
	}
	ts.Check(w.Close())
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream", page.Len(), page.Bytes()),
		"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := b.Len()
	b.WriteString("xref\n0 6\n0000000000 65535 f \n")
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table)
	ts.Check(writeFile(ts.MkAbs(args[0]), b.Bytes()))
}
