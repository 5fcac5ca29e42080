package people

import (
	"fmt"
	"testing"

	"github.com/eelnou/eelnou/internal/clock"
)

var renamed = Register{
	{Code: "KKM", Until: clock.Date{Year: 2023, Month: 6, Day: 30}},
	{Code: "KLIM", From: clock.Date{Year: 2023, Month: 7, Day: 1}, Predecessors: []Code{"KKM"}},
	{Code: "MKM", Predecessors: nil},
	{Code: "X", Until: clock.Date{Year: 2000, Month: 1, Day: 1}, Predecessors: []Code{"Y"}},
	{Code: "Y", Until: clock.Date{Year: 1999, Month: 1, Day: 1}, Predecessors: []Code{"X"}},
}

func TestRegisterAt(t *testing.T) {
	for day, want := range map[string]string{"2023-06-30": "[KKM MKM]", "2023-07-01": "[KLIM MKM]"} {
		d, _ := clock.ParseDate(day)
		var codes []Code
		for _, i := range renamed.At(d) {
			codes = append(codes, i.Code)
		}
		if got := fmt.Sprint(codes); got != want {
			t.Errorf("At(%s) = %s, want %s", day, got, want)
		}
	}
}

func TestHeirs(t *testing.T) {
	day := clock.Date{Year: 2026, Month: 1, Day: 1}
	for code, want := range map[Code]string{"KKM": "[KLIM]", "KLIM": "[KLIM]", "X": "[]", "nobody": "[]"} {
		if got := fmt.Sprint(renamed.Heirs(code, day)); got != want {
			t.Errorf("Heirs(%s) = %s, want %s", code, got, want)
		}
	}
}

func TestLineage(t *testing.T) {
	for code, want := range map[Code]string{"KLIM": "[KLIM KKM]", "KKM": "[KKM]", "X": "[X Y]"} {
		if got := fmt.Sprint(renamed.Lineage(code)); got != want {
			t.Errorf("Lineage(%s) = %s, want %s", code, got, want)
		}
	}
}
