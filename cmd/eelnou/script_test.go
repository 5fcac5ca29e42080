package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

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
