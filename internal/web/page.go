package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"sync"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/dossier"
)

var (
	headerType     = []byte(fiber.HeaderContentType)
	headerCache    = []byte(fiber.HeaderCacheControl)
	headerVary     = []byte(fiber.HeaderVary)
	headerETag     = []byte(fiber.HeaderETag)
	headerEncoding = []byte(fiber.HeaderContentEncoding)
	valueHTML      = []byte("text/html; charset=utf-8")
	valueNoCache   = []byte("no-cache")
	valuePrivate   = []byte("private, no-store")
	valueVary      = []byte("Accept-Encoding, Cookie")
)

// etagEnds end the ETag of a ready page in each encoding: other bytes, other tag.
var etagEnds = [encodings]string{`"`, `-gz"`, `-br"`}

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
	return s.sendReady(v, s.makeReady(v, id, buf.Bytes()))
}

// sendCompressed answers with a body that is not kept.
func (s *Server) sendCompressed(v *visit, body []byte) error {
	as := plain
	if len(body) > 1000 && accepted(&v.c.Request().Header) != plain {
		as = gzipped
		v.c.Response().Header.SetCanonical(headerEncoding, []byte(encodingNames[as]))
		return v.c.Send(compress(body, as))
	}
	return v.c.Send(bytes.Clone(body))
}

// makeReady keeps a page for the next anonymous reader.
func (s *Server) makeReady(v *visit, id dossier.ID, body []byte) *ready {
	sum := sha256.Sum256(body)
	r := &ready{
		address: string(v.c.Request().Header.RequestURI()),
		dossier: id,
		moment:  s.moment(v, id),
		etag:    `"` + base64.RawURLEncoding.EncodeToString(sum[:12]),
	}
	r.bodies[gzipped] = compress(body, gzipped)
	s.pages.put(r)
	return r
}

// moment is the newest state of a dossier, or of everything, that the visit
// can have seen. An event that came after the visit began is not counted, so a
// page is never kept as newer than what it was made from.
func (s *Server) moment(v *visit, id dossier.ID) moment {
	seq := v.seen
	if id != "" {
		seq = min(seq, s.queries.NewestOf(id))
	}
	return moment{seq: seq, day: clock.DateOf(v.now)}
}

// answerReady answers from the pages kept ready, and reports whether it did.
// People who are signed in never get one.
func (s *Server) answerReady(v *visit) (bool, error) {
	if !v.route.Cache || !v.person.Anonymous() {
		return false, nil
	}
	r := s.pages.find(v.c.Request().Header.RequestURI(), func(id dossier.ID) moment { return s.moment(v, id) })
	if r == nil {
		return false, nil
	}
	return true, s.sendReady(v, r)
}

func (s *Server) sendReady(v *visit, r *ready) error {
	as := accepted(&v.c.Request().Header)
	if as == brotlied && r.asked < 1 {
		as = gzipped // brotli pays once somebody asks again
	}
	h := &v.c.Response().Header
	h.SetCanonical(headerCache, valueNoCache)
	h.SetCanonical(headerVary, valueVary)
	h.SetCanonical(headerETag, []byte(r.etag+etagEnds[as]))
	if same := v.c.Request().Header.Peek(fiber.HeaderIfNoneMatch); len(same) > 0 && bytes.Contains(same, []byte(r.etag)) {
		v.c.Status(fiber.StatusNotModified)
		return nil
	}
	body, err := s.bodyOf(r, as)
	if err != nil {
		return err
	}
	h.SetCanonical(headerType, valueHTML)
	if as != plain {
		h.SetCanonical(headerEncoding, []byte(encodingNames[as]))
	}
	v.c.Response().SetBodyRaw(body)
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
