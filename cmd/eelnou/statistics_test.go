package main

import (
	"encoding/csv"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// reckoned is what a reader finds who adds up the public files.
type reckoned struct {
	lengths, waits                         []float64
	consultations, comments, answered, yes int
}

func middle(list []float64) float64 {
	slices.Sort(list)
	n := len(list)
	if n == 0 {
		return 0
	}
	return (list[(n-1)/2] + list[n/2]) / 2
}

// Whoever adds up the comments that each consultation publishes, by the formulas that
// the page gives, finds the figures of the statistics.
func TestStatisticsAreWhatIsPublished(t *testing.T) {
	r := serve(t, t.TempDir())
	links := regexp.MustCompile(`/et/dossiers/([A-Z]+)/[0-9-]+/consultations/\d+`)
	span := regexp.MustCompile(`Oli avatud (\d\d\.\d\d\.\d{4}) kuni (\d\d\.\d\d\.\d{4})`)
	found := map[string]*reckoned{}
	var seen []string
	for _, link := range links.FindAllStringSubmatch(r.get("/et/consultations"), -1) {
		if slices.Contains(seen, link[0]) {
			continue
		}
		seen = append(seen, link[0])
		days := span.FindStringSubmatch(r.get(link[0]))
		if days == nil {
			continue // it is open
		}
		opened, err := time.Parse("02.01.2006", days[1])
		must(t, err)
		deadline, err := time.Parse("02.01.2006", days[2])
		must(t, err)
		for _, key := range []string{fmt.Sprint(deadline.Year(), ","), fmt.Sprint(deadline.Year(), ",", link[1])} {
			key = strings.ReplaceAll(key, " ", "")
			if found[key] == nil {
				found[key] = &reckoned{}
			}
			found[key].consultations++
			found[key].lengths = append(found[key].lengths, deadline.Sub(opened).Hours()/24)
			found[key].add(t, r.table(link[0]+"/comments.csv"))
		}
	}
	rows := r.table("/et/statistics.csv")
	for key, sum := range found {
		i := slices.IndexFunc(rows, func(row map[string]string) bool { return row["year"]+","+row["institution"] == key })
		if i < 0 {
			t.Errorf("no figures of %s", key)
			continue
		}
		want := map[string]string{
			"consultations": fmt.Sprint(sum.consultations), "median_days": fmt.Sprintf("%.1f", middle(sum.lengths)), "comments": fmt.Sprint(sum.comments),
			"answered": fmt.Sprint(sum.answered), "answered_percent": share(sum.answered, sum.comments), "accepted": fmt.Sprint(sum.yes),
			"accepted_percent": share(sum.yes, sum.answered), "median_days_to_answer": fmt.Sprintf("%.1f", middle(sum.waits)),
		}
		for name, value := range want {
			if rows[i][name] != value {
				t.Errorf("%s: %s is %s, and adds up to %s", key, name, rows[i][name], value)
			}
		}
	}
	if len(found) < 4 {
		t.Errorf("only %v have ended", slices.Collect(maps.Keys(found)))
	}
}

func share(part, whole int) string {
	if whole == 0 {
		return "0.0"
	}
	return fmt.Sprintf("%.1f", 100*float64(part)/float64(whole))
}

func (sum *reckoned) add(t *testing.T, comments []map[string]string) {
	t.Helper()
	for _, c := range comments {
		if c["state"] != "public" {
			continue
		}
		sum.comments++
		if c["outcome"] == "" {
			continue
		}
		sum.answered++
		if c["outcome"] == "accepted" || c["outcome"] == "partly" {
			sum.yes++
		}
		sent, err := time.Parse(time.RFC3339, c["submitted"])
		must(t, err)
		answered, err := time.Parse(time.RFC3339, c["answered"])
		must(t, err)
		sum.waits = append(sum.waits, answered.Sub(sent).Hours()/24)
	}
}

// table is a CSV file by the names of its columns.
func (r *running) table(path string) []map[string]string {
	r.t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(r.get(path), "\ufeff"))).ReadAll()
	must(r.t, err)
	var list []map[string]string
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, name := range rows[0] {
			one[name] = row[i]
		}
		list = append(list, one)
	}
	return list
}
