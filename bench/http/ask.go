package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

// subject is the service that is measured, in a process of its own.
type subject struct {
	process                           *exec.Cmd
	stdin                             io.Closer
	trivial, service                  string // host:port
	dossier, consultation, comparison string // paths
}

// start runs this program as the service and reads where it answers.
func start(profile string) (*subject, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &subject{process: exec.Command(self, "-serve", "-profile", profile)}
	s.process.Stderr = os.Stderr
	if s.stdin, err = s.process.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the service did not start: %w", err)
	}
	if _, err := fmt.Sscan(line, &s.trivial, &s.service, &s.dossier, &s.consultation, &s.comparison); err != nil {
		return nil, fmt.Errorf("the service said %q: %w", line, err)
	}
	return s, nil
}

func (s *subject) stop() {
	s.stdin.Close()
	if err := s.process.Wait(); err != nil {
		fmt.Fprintln(os.Stderr, "bench/http: the service ended with", err)
	}
}

// cost is what a case took.
type cost struct {
	requests int64
	cpu      time.Duration // of the service
	wall     time.Duration
}

func (c cost) cpuEach() time.Duration { return c.cpu / time.Duration(max(1, c.requests)) }
func (c cost) micros() float64        { return float64(c.cpuEach().Nanoseconds()) / 1000 }
func (c cost) rate() float64          { return float64(c.requests) / c.wall.Seconds() }

// ask puts one case to a server from several connections for a while, after a
// short warming.
func (s *subject) ask(base string, r row, span time.Duration) (cost, error) {
	tag, err := tagOf(base + r.path(0))
	if err != nil {
		return cost{}, err
	}
	if r.modified {
		tag = ""
	}
	var next atomic.Int64
	if _, err := s.run(base, r, tag, &next, span/5); err != nil {
		return cost{}, err
	}
	before, err := s.cpu()
	if err != nil {
		return cost{}, err
	}
	begun := time.Now()
	n, err := s.run(base, r, tag, &next, span)
	if err != nil {
		return cost{}, err
	}
	c := cost{requests: n, wall: time.Since(begun)}
	after, err := s.cpu()
	c.cpu = after - before
	return c, err
}

func (s *subject) run(base string, r row, tag string, next *atomic.Int64, span time.Duration) (int64, error) {
	client := &fasthttp.Client{MaxConnsPerHost: load}
	defer client.CloseIdleConnections()
	var done atomic.Int64
	var failed atomic.Pointer[error]
	var wait sync.WaitGroup
	until := time.Now().Add(span)
	for range load {
		wait.Go(func() {
			for time.Now().Before(until) && failed.Load() == nil {
				if err := askOnce(client, base+r.path(int(next.Add(1))), tag); err != nil {
					failed.Store(&err)
				}
				done.Add(1)
			}
		})
	}
	wait.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return done.Load(), nil
}

func askOnce(client *fasthttp.Client, address, tag string) error {
	request, response := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(request)
	defer fasthttp.ReleaseResponse(response)
	request.SetRequestURI(address)
	request.Header.Set("Accept-Encoding", "gzip, br")
	want := fasthttp.StatusOK
	if tag != "" {
		request.Header.Set("If-None-Match", tag)
		want = fasthttp.StatusNotModified
	}
	if err := client.Do(request, response); err != nil {
		return err
	}
	if response.StatusCode() != want {
		return fmt.Errorf("%s answered %d", address, response.StatusCode())
	}
	return nil
}

func tagOf(address string) (string, error) {
	request, response := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(request)
	defer fasthttp.ReleaseResponse(response)
	request.SetRequestURI(address)
	if err := fasthttp.Do(request, response); err != nil {
		return "", err
	}
	if response.StatusCode() != fasthttp.StatusOK {
		return "", fmt.Errorf("%s answered %d", address, response.StatusCode())
	}
	return string(response.Header.Peek("ETag")), nil
}

// cpu is the processor time that the service has used, as Linux counts it: in
// hundredths of a second.
func (s *subject) cpu() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name may have spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/…/stat has %d fields", len(fields))
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	if err1 != nil || err2 != nil {
		return 0, fmt.Errorf("/proc/…/stat says %q and %q", fields[11], fields[12])
	}
	return time.Duration(user+system) * 10 * time.Millisecond, nil
}
