package devsignin

import (
	"bytes"
	"io"
	"net/http"
)

// direct carries a client's requests to a handler in the same process. So the
// client works whatever port the service listens on, also in tests without one.
type direct struct{ to http.Handler }

// RoundTrip asks the handler and returns what it wrote.
func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r = r.Clone(r.Context())
		r.Body = http.NoBody
	}
	w := &writing{header: http.Header{}, status: http.StatusOK}
	d.to.ServeHTTP(w, r)
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r,
	}, nil
}

// writing is an answer as it is written.
type writing struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *writing) Header() http.Header         { return w.header }
func (w *writing) WriteHeader(status int)      { w.status = status }
func (w *writing) Write(b []byte) (int, error) { return w.body.Write(b) }
