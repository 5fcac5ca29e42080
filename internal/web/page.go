package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/event"
)

var (
	headerType   = []byte(fiber.HeaderContentType)
	headerCache  = []byte(fiber.HeaderCacheControl)
	headerVary   = []byte(fiber.HeaderVary)
	headerETag   = []byte(fiber.HeaderETag)
	valueHTML    = []byte("text/html; charset=utf-8")
	valueNoCache = []byte("no-cache")
	valuePrivate = []byte("private, no-store")
	valueVary    = []byte("Accept-Encoding, Cookie")
)

// etagEnds end the ETag of a ready page in each encoding: other bytes, other tag.
var etagEnds = [encodings]string{`"`, `-gz"`, `-br"`}

// brotliAtOnce is the size of a zipped page from which brotli saves its first
// reader more time than it takes.
const brotliAtOnce = 64 << 10

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// show renders a page whole before a byte of it is sent, so that a broken
// template leaves an error page and never half a page.
func (s *Server) show(v *visit, status int, page templ.Component) error {
	return s.showOf(v, status, "", page)
}

// showOf is show for a page that only the events of one dossier change.
func (s *Server) showOf(v *visit, status int, id dossier.ID, page templ.Component) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := page.Render(v.ctx, buf); err != nil {
		return err
	}
	h := &v.c.Response().Header
	h.SetCanonical(headerType, valueHTML)
	v.c.Status(status)
	if !v.person.Anonymous() {
		// Uncompressed: the page mixes the session's token with what was sent.
		h.SetCanonical(headerCache, valuePrivate)
		return v.c.Send(bytes.Clone(buf.Bytes()))
	}
	if !v.route.Cache || status != fiber.StatusOK {
		h.SetCanonical(headerCache, valueNoCache)
		h.SetCanonical(headerVary, valueVary)
		return s.sendCompressed(v, buf.Bytes())
	}
	return s.sendReady(v.c.Context(), s.makeReady(v, id, buf.Bytes()))
}

// sendCompressed answers with a body that is not kept.
func (s *Server) sendCompressed(v *visit, body []byte) error {
	as := plain
	if len(body) > 1000 && accepted(&v.c.Request().Header) != plain {
		as = gzipped
		v.c.Response().Header.SetContentEncodingBytes(encodingNames[as])
		return v.c.Send(compress(body, as))
	}
	return v.c.Send(bytes.Clone(body))
}

// makeReady keeps a page for the next anonymous reader.
func (s *Server) makeReady(v *visit, id dossier.ID, body []byte) *ready {
	r := &ready{
		address: string(v.c.Request().Header.RequestURI()),
		dossier: id,
		moment:  s.moment(v.seen, v.now, id),
	}
	r.bodies[gzipped] = compress(body, gzipped)
	sum := sha256.Sum256(r.bodies[gzipped]) // equal where the page is, and a fifth as long
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12])
	for as := range r.tags {
		r.tags[as] = []byte(tag + etagEnds[as])
	}
	if len(r.bodies[gzipped]) >= brotliAtOnce && accepted(&v.c.Request().Header) == brotlied {
		r.bodies[brotlied] = compress(body, brotlied)
	}
	s.pages.put(r)
	return r
}

// moment is the newest state of a dossier, or of everything, that a visit can
// have seen which began when the newest event was seen. An event that came later
// is not counted, so a page is never kept as newer than what it was made from.
func (s *Server) moment(seen event.Seq, now time.Time, id dossier.ID) moment {
	if id != "" {
		seen = min(seen, s.queries.NewestOf(id))
	}
	return moment{seq: seen, day: clock.DateOf(now)}
}

// answerFast answers from the pages kept ready, before Fiber has done any work,
// and reports whether it did. Only requests without a session get one: people
// who are signed in never do.
func (s *Server) answerFast(ctx *fasthttp.RequestCtx) bool {
	h := &ctx.Request.Header
	if ctx.IsPost() || bytes.Contains(h.Peek(fiber.HeaderCookie), s.sessionName) {
		return false
	}
	r := s.ready(ctx, h.RequestURI())
	if r == nil {
		return false
	}
	return s.sendReady(ctx, r) == nil
}

// ready finds the page kept for an address, if nothing has changed since.
func (s *Server) ready(ctx context.Context, address []byte) *ready {
	return s.pages.find(address, func(id dossier.ID) (moment, bool) {
		seen, err := s.queries.Newest(ctx)
		// Whoever makes the page anew will say what is wrong.
		return s.moment(seen, s.config.Clock(), id), err == nil
	})
}

func (s *Server) sendReady(ctx *fasthttp.RequestCtx, r *ready) error {
	as := accepted(&ctx.Request.Header)
	if as == brotlied && r.asked.Load() < 1 && len(r.bodies[gzipped]) < brotliAtOnce {
		as = gzipped // brotli pays once somebody asks again, or for a large page
	}
	h := &ctx.Response.Header
	h.SetCanonical(headerCache, valueNoCache)
	h.SetCanonical(headerVary, valueVary)
	h.SetCanonical(headerETag, r.tags[as])
	if same := ctx.Request.Header.Peek(fiber.HeaderIfNoneMatch); len(same) > 0 && bytes.Contains(same, r.tags[plain][:len(r.tags[plain])-1]) {
		ctx.SetStatusCode(fasthttp.StatusNotModified)
		return nil
	}
	body, err := s.bodyOf(r, as)
	if err != nil {
		return err
	}
	h.SetContentTypeBytes(valueHTML)
	if as != plain {
		h.SetContentEncodingBytes(encodingNames[as])
	}
	ctx.Response.SetBodyRaw(body)
	return nil
}

// bodyOf returns a ready page in an encoding; brotli is made at the first
// wish and kept, the plain text is not.
func (s *Server) bodyOf(r *ready, as encoding) ([]byte, error) {
	if body, kept := s.pages.body(r, as); kept {
		return body, nil
	}
	zipped, _ := s.pages.body(r, gzipped)
	body, err := decompress(zipped)
	if err != nil || as == plain {
		return body, err
	}
	body = compress(body, as)
	s.pages.keep(r, as, body)
	return body, nil
}
