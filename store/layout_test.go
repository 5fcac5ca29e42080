package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/eelnou/eelnou/internal/dossier"
)

var (
	lists = rapid.SliceOfN(rapid.OneOf(rapid.Uint32Range(0, 30), rapid.Uint32()), 0, 40)
	marks = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) dossier.Mark {
		return dossier.Mark{Provision: rapid.Uint32Range(1, 40).Draw(t, "provision"), Changed: rapid.IntRange(1, 9).Draw(t, "changed")}
	}), 0, 40)
)

func TestUndiffInvertsDiff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, now := lists.Draw(t, "old"), lists.Draw(t, "now")
		got, err := undiff(old, diff(old, now))
		if err != nil || !slices.Equal(got, now) {
			t.Fatalf("got %v, %v", got, err)
		}
	})
}

func TestUnmarkInvertsMark(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, now, no := marks.Draw(t, "old"), marks.Draw(t, "now"), rapid.IntRange(1, 9).Draw(t, "no")
		got, err := unmark(old, mark(old, now, no), no)
		if err != nil || !slices.Equal(got, now) {
			t.Fatalf("got %v, %v", got, err)
		}
	})
}

// Damaged bytes are an error or another list, never a panic or a full memory.
func TestDamagedLayoutIsSurvived(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		_, _ = undiff([]uint32{1, 2, 3}, b)
		_, _ = unmark([]dossier.Mark{{Provision: 1, Changed: 1}}, b, 3)
		if c, err := newCodec(); err == nil {
			_, _, _ = c.unpack(b, nil)
		}
	})
}

func TestSmallChangesAreWrittenSmall(t *testing.T) {
	old := make([]uint32, 2500)
	for i := range old {
		old[i] = uint32(i)
	}
	if n := len(diff(nil, old)); n > 4 {
		t.Errorf("numbers that follow one another take %d bytes", n)
	}
	now := slices.Clone(old)
	now[1200] = 2500
	if n := len(diff(old, now)); n > 12 {
		t.Errorf("one reworded text takes %d bytes", n)
	}
	if n := len(diff(old, slices.Delete(slices.Clone(old), 700, 701))); n > 8 {
		t.Errorf("one deleted text takes %d bytes", n)
	}
}
