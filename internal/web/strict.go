package web

import (
	"bytes"

	"github.com/valyala/fasthttp"
)

// policy allows a page its own files and nothing else.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// addressLimit is the longest address answered, in bytes.
const addressLimit = 8 << 10

var (
	headerPolicy   = []byte("Content-Security-Policy")
	headerNosniff  = []byte("X-Content-Type-Options")
	headerReferrer = []byte("Referrer-Policy")
	headerHSTS     = []byte("Strict-Transport-Security")
	valuePolicy    = []byte(policy)
	valueNosniff   = []byte("nosniff")
	valueReferrer  = []byte("same-origin")
	valueHSTS      = []byte("max-age=31536000; includeSubDomains")
)

// protect sets the headers that every answer carries, errors too.
func (s *Server) protect(h *fasthttp.ResponseHeader) {
	h.SetCanonical(headerPolicy, valuePolicy)
	h.SetCanonical(headerNosniff, valueNosniff)
	h.SetCanonical(headerReferrer, valueReferrer)
	if s.config.secure() {
		h.SetCanonical(headerHSTS, valueHSTS)
	}
}

// strict stands before Fiber. It refuses what could be read in two ways and
// methods that nobody needs, and protects every answer.
func (s *Server) strict(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		s.protect(&ctx.Response.Header)
		h := &ctx.Request.Header
		if !ctx.IsGet() && !ctx.IsHead() && !ctx.IsPost() {
			refuse(ctx, fasthttp.StatusMethodNotAllowed, "method not allowed\n")
			ctx.Response.Header.Set("Allow", "GET, HEAD, POST")
			return
		}
		if len(h.Host()) == 0 || ambiguous(h) {
			refuse(ctx, fasthttp.StatusBadRequest, "malformed request\n")
			return
		}
		if s.answerFast(ctx) {
			return
		}
		next(ctx)
	}
}

// refuse answers without a page and hangs up: what follows on the connection
// cannot be trusted.
func refuse(ctx *fasthttp.RequestCtx, status int, text string) {
	ctx.SetStatusCode(status)
	ctx.SetContentType("text/plain; charset=utf-8")
	ctx.SetBodyString(text)
	ctx.SetConnectionClose()
}

// ambiguous reports headers that two programs on the way could understand
// differently: two lengths, two hosts, a length beside chunks, NUL bytes.
func ambiguous(h *fasthttp.RequestHeader) bool {
	raw := h.RawHeaders()
	if bytes.IndexByte(raw, 0) >= 0 {
		return true
	}
	var hosts, lengths, encodings, cookies int
	for len(raw) > 0 {
		line := raw
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			line, raw = raw[:i], raw[i+1:]
		} else {
			raw = nil
		}
		switch {
		case named(line, "host:"):
			hosts++
		case named(line, "content-length:"):
			lengths++
		case named(line, "transfer-encoding:"):
			encodings++
		case named(line, "cookie:"):
			cookies++
		}
	}
	return hosts > 1 || lengths > 1 || cookies > 1 || encodings > 1 || lengths > 0 && encodings > 0
}

// named reports whether a header line has the name, which is in lower case and
// ends with its colon.
func named(line []byte, name string) bool {
	return len(line) >= len(name) && line[0]|0x20 == name[0] && bytes.EqualFold(line[:len(name)], []byte(name))
}
