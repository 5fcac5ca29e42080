// Command consult measures a consultation that a campaign came to: what each
// comment costs when it arrives, the first page that people see, every comment
// as CSV, one answer to all members of the campaign, and the coordination table
// of 2,000 remarks. The pages are asked for over loopback in this process, so
// that the cost of asking is in the figures, beside a trivial Fiber handler's.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"
)

func main() {
	all := flag.Int("comments", 20_000, "how many comments come")
	members := flag.Int("members", 15_000, "how many of them are one campaign with small edits")
	flag.Parse()
	if err := run(context.Background(), *all, *members); err != nil {
		fmt.Fprintln(os.Stderr, "bench/consult:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, all, members int) error {
	s, err := start(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	fmt.Printf("%s, %d cores, %d comments of which %d are one campaign\n\n", runtime.Version(), runtime.NumCPU(), all, members)
	fmt.Printf("%-58s %14s %14s\n", "what", "measured", "goal")
	for _, step := range []func(context.Context, *subject) error{
		func(ctx context.Context, s *subject) error { return s.arrive(ctx, all, members) },
		pages, export, answerAll, tables,
	} {
		if err := step(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// row prints one line of the table.
func row(what, measured, goal string) { fmt.Printf("%-58s %14s %14s\n", what, measured, goal) }

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000)
}

// cost is the processor time of this process and the time on the wall that fn
// takes.
func cost(fn func() error) (cpu, wall time.Duration, err error) {
	before, begun := used(), time.Now()
	err = fn()
	return used() - before, time.Since(begun), err
}

func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // asked of itself, it cannot fail
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
