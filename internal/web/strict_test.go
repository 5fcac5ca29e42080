package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestAmbiguousRequestsAreRefused sends what net/http would not: requests that
// two programs on the way could read differently, over a real connection.
func TestAmbiguousRequestsAreRefused(t *testing.T) {
	s := newSite(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.server.Serve(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.server.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	for name, c := range map[string]struct {
		raw  string
		want []int
	}{
		"good":              {"GET /et/about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", []int{200}},
		"no host":           {"GET /et/about HTTP/1.1\r\nConnection: close\r\n\r\n", []int{400}},
		"two hosts":         {"GET /et/about HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n", []int{400}},
		"two lengths":       {"POST /et/work/new HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\nConnection: close\r\n\r\nabcde", []int{400}},
		"same length":       {"POST /et/work/new HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc", []int{400}},
		"length and chunks": {"POST /et/work/new HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n", []int{400}},
		"NUL in a header":   {"GET /et/about HTTP/1.1\r\nHost: x\r\nX-A: a\x00b\r\nConnection: close\r\n\r\n", []int{400}},
		"TRACE":             {"TRACE /et/about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", []int{405}},
		"large header":      {"GET /et/about HTTP/1.1\r\nHost: x\r\nX-A: " + strings.Repeat("a", 40_000) + "\r\n\r\n", []int{431}},
		"large body":        {"POST /et/work/new HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", []int{413}},
		"not HTTP":          {"hello\r\n\r\n", []int{400}},
		"long address":      {"GET /et/about?q=" + strings.Repeat("a", 9000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", []int{414}},
		"absolute address":  {"GET http://evil.example/et/about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", []int{400}},
	} {
		res := sendRaw(t, ln.Addr().String(), c.raw)
		if res == nil {
			if name == "good" {
				t.Errorf("%s: no answer", name)
			}
			continue // hung up on, which is a refusal as well
		}
		if res.StatusCode != c.want[0] {
			t.Errorf("%s: %s, not %d", name, res.Status, c.want[0])
		}
		if res.Header.Get("Content-Security-Policy") != policy {
			t.Errorf("%s: not protected", name)
		}
	}
}

// sendRaw sends bytes as they are and returns the answer, or nil when the
// connection was closed without one.
func sendRaw(t *testing.T, address, raw string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, raw) // the server may hang up early
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil
	}
	res.Body.Close()
	return res
}
