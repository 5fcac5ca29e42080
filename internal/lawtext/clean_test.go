package lawtext

import (
	"errors"
	"reflect"
	"testing"

	"github.com/eelnou/eelnou/internal/fault"
)

func TestCleanRepairs(t *testing.T) {
	raw := "\ufeffSead\u00adus \u0084jah\u0093\r\nTeine\u200b rida\rkolmas\ufffd \u0096 \u00a0x\u0081"
	text, repairs, err := Clean([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Seadus „jah“\nTeine rida\nkolmas\ufffd – \u00a0x"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	want := []Repair{
		{1, ByteOrderMark, 1}, {1, SoftHyphen, 1}, {1, Control, 2}, {1, LineEnd, 1},
		{2, ZeroWidth, 1}, {2, LineEnd, 1}, {3, Lost, 1}, {3, Control, 2},
	}
	if !reflect.DeepEqual(repairs, want) {
		t.Errorf("got %v, want %v", repairs, want)
	}
}

func TestCleanRefuses(t *testing.T) {
	for name, raw := range map[string]string{
		"latin": "t\xf5ene", "nul": "a\x00b", "half a rune": "a\xc3", "surrogate": "\xed\xa0\x80",
		"controls": "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17 text",
	} {
		if _, _, err := Clean([]byte(raw)); !errors.Is(err, &fault.Fault{Kind: fault.Invalid}) {
			t.Errorf("%s: got %v, want a fault", name, err)
		}
	}
}

func TestCleanLeavesGoodTextAlone(t *testing.T) {
	const good = "# Seadus\n\n(1) Õ\u00a0„a“\tb.\n"
	text, repairs, err := Clean([]byte(good))
	if text != good || repairs != nil || err != nil {
		t.Errorf("got %q %v %v", text, repairs, err)
	}
}
