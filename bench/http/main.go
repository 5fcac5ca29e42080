// Command http measures what an answer costs the processor, as a share of what
// a trivial Fiber handler manages in the same run: a page not modified, a page
// kept ready, pages made anew, a search. The service runs in a process of its
// own over the sample content and is asked over loopback connections.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
)

// load is how many connections ask at once.
const load = 16

func main() {
	serve := flag.Bool("serve", false, "be the service that is measured")
	span := flag.Duration("span", 3*time.Second, "how long each case is asked for")
	profile := flag.String("profile", "", "file for a processor profile of the service")
	flag.Parse()
	var err error
	if *serve {
		err = runService(*profile)
	} else {
		err = measure(*span, *profile)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/http:", err)
		os.Exit(1)
	}
}

// row is one case of the table: a path, how it is asked for, and the goal: a
// share of the trivial handler's rate, or a time.
type row struct {
	name     string
	path     func(n int) string
	modified bool // false: with the tag of the page, so that nothing is sent
	share    float64
	most     time.Duration
}

func rows(dossier, consultation, comparison string) []row {
	same := func(path string) func(int) string { return func(int) string { return path } }
	// A parameter that no page reads makes another address, which is not ready.
	anew := func(path string) func(int) string {
		return func(n int) string { return fmt.Sprintf("%s?n=%d", path, n) }
	}
	words := []string{"seadus", "kohalik+omavalitsus", "ministeerium", "%C2%A7+5", "arvamus", "raamatukogu", "j%C3%A4%C3%A4tmed", "teatama"}
	return []row{
		{"not modified (304)", same(consultation), false, 0.70, 0},
		{"page kept ready, compressed", same(consultation), true, 0.40, 0},
		{"dossier made anew", anew(dossier), true, 0.04, 0},
		{"consultation with 20 comments made anew", anew(consultation), true, 0.04, 300 * time.Microsecond},
		{"comparison made anew", anew(comparison), true, 0, 0},
		{"search", func(n int) string { return fmt.Sprintf("/et/search?q=%s&year=&n=%d", words[n%len(words)], n) }, true, 0.01, 0},
	}
}

func measure(span time.Duration, profile string) error {
	s, err := start(profile)
	if err != nil {
		return err
	}
	defer s.stop()
	fmt.Printf("%s, %d cores, %d connections, %v for each case\n\n", runtime.Version(), runtime.NumCPU(), load, span)
	base, err := s.ask("http://"+s.trivial, row{path: func(int) string { return "/" }, modified: true}, span)
	if err != nil {
		return err
	}
	fmt.Printf("%-42s %12s %10s %8s %8s\n", "case", "µs CPU", "a second", "share", "goal")
	fmt.Printf("%-42s %12.1f %10.0f %8.2f\n", "trivial Fiber handler", base.micros(), base.rate(), 1.0)
	missed := 0
	for _, r := range rows(s.dossier, s.consultation, s.comparison) {
		got, err := s.ask("http://"+s.service, r, span)
		if err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
		share := base.micros() / got.micros()
		verdict := ""
		if share < r.share || r.most > 0 && got.cpuEach() > r.most {
			verdict = "  missed"
			missed++
		}
		fmt.Printf("%-42s %12.1f %10.0f %8.3f %8s%s\n", r.name, got.micros(), got.rate(), share, goal(r), verdict)
	}
	if missed > 0 {
		fmt.Printf("\n%d goals missed\n", missed)
	}
	return nil
}

func goal(r row) string {
	switch {
	case r.most > 0:
		return "≤ " + r.most.String()
	case r.share > 0:
		return fmt.Sprintf("≥ %.2f", r.share)
	}
	return ""
}
