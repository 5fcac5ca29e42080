package store

import (
	"encoding/hex"
	"slices"
	"testing"

	"github.com/eelnou/eelnou/internal/dossier"
)

// The bytes below were written by version 1 of the format and must be read for
// ever. What the compressor writes may differ between its versions, so a pack is
// only read.

func TestLayoutFormat(t *testing.T) {
	old, now := []uint32{0, 1, 2, 3, 4}, []uint32{0, 5, 2, 3, 6, 7, 1}
	checkHex(t, "texts", diff(old, now), "0200"+"030a"+"0402"+"0500"+"0205")
	before := []dossier.Mark{{Provision: 1, Changed: 1}, {Provision: 2, Changed: 2}}
	after := []dossier.Mark{{Provision: 1, Changed: 1}, {Provision: 2, Changed: 3}, {Provision: 3, Changed: 3}, {Provision: 4, Changed: 1}}
	checkHex(t, "marks", mark(before, after, 3), "04"+"0400"+"0506"+"0100"+"0204")
}

func checkHex(t *testing.T, what string, b []byte, want string) {
	t.Helper()
	if got := hex.EncodeToString(b); got != want {
		t.Errorf("%s are %s, want %s", what, got, want)
	}
}

func TestSealFormat(t *testing.T) {
	checkHex(t, "bytes", seal(bucketDossier, key(nil).str("JDM/26-0001"), []byte("payload")), "01"+"7061796c6f6164"+"7efc4562")
	checkHex(t, "key", key(nil).str("a\x00b").num(2).long(3), "6100ff620001"+"00000002"+"0000000000000003")
}

func TestPackFormat(t *testing.T) {
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"§ 1. Üks\n", "", "§ 2. Kaks\n"}
	stored, err := hex.DecodeString("03" + "28b52ffd0000c900000b000bc2a720312e20c39c6b730ac2a720322e204b616b730a")
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := c.unpack(stored, nil)
	if err != nil || !slices.EqualFunc(got, texts, func(b []byte, s string) bool { return string(b) == s }) {
		t.Errorf("got %q, %v", got, err)
	}
}
