package web

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/gofiber/fiber/v2"

	"github.com/eelnou/eelnou/internal/event"
	"github.com/eelnou/eelnou/internal/fault"
	"github.com/eelnou/eelnou/views"
)

// machines is the part of the route table that programs read. It has no
// languages.
func (s *Server) machines() []Route {
	bare := func(path string, handler func(*visit) error) Route {
		return Route{Method: fiber.MethodGet, Path: path, Handler: handler, Bare: true}
	}
	routes := []Route{
		bare("/changes", s.sendChanges),
		bare("/robots.txt", s.sendRobots),
		bare("/sitemap.xml", s.sendSitemap),
		bare("/healthz", s.sendHealth),
		bare("/metrics", s.sendMetrics),
	}
	for _, f := range views.Assets() {
		routes = append(routes, bare(f.Address, sendAsset(f)))
	}
	return routes
}

// sendAsset sends a file whose address changes with its bytes.
func sendAsset(f views.AssetFile) func(*visit) error {
	bodies := [encodings][]byte{f.Bytes, f.Gzip, f.Brotli}
	return func(v *visit) error {
		as := accepted(&v.c.Request().Header)
		if bodies[as] == nil {
			as = plain
		}
		h := &v.c.Response().Header
		h.Set(fiber.HeaderContentType, f.Type)
		h.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
		h.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
		if as != plain {
			h.SetContentEncodingBytes(encodingNames[as])
		}
		v.c.Response().SetBodyRaw(bodies[as])
		return nil
	}
}

// Changes sent at once: when nothing is said, and at most.
const (
	changesUsual = 100
	changesMost  = 1000
)

// changeFeed is the answer of /changes. Its names are for ever.
type changeFeed struct {
	Changes []changeSent `json:"changes"`
	Last    event.Seq    `json:"last"` // ask next with after=last
}

type changeSent struct {
	Seq          event.Seq  `json:"seq"`
	Name         event.Name `json:"name"`
	Version      int        `json:"version"`
	Occurred     time.Time  `json:"occurred"`
	Recorded     time.Time  `json:"recorded"`
	Institution  string     `json:"institution,omitempty"`
	Dossier      string     `json:"dossier,omitempty"`
	Document     int        `json:"document,omitempty"`
	Revision     int        `json:"revision,omitempty"`
	Consultation int        `json:"consultation,omitempty"`
	Comment      string     `json:"comment,omitempty"`
	Address      string     `json:"address,omitempty"`
}

// sendChanges sends the public events after a place in the log.
func (s *Server) sendChanges(v *visit) error {
	after, err := wholeNumber(v, "after", 0, 1<<53)
	if err != nil {
		return err
	}
	limit, err := wholeNumber(v, "limit", changesUsual, changesMost)
	if err != nil {
		return err
	}
	events, last, err := s.queries.Changes(v.ctx, event.Seq(after), max(1, limit))
	if err != nil {
		return err
	}
	feed := changeFeed{Changes: make([]changeSent, 0, len(events)), Last: last}
	for _, e := range events {
		feed.Changes = append(feed.Changes, s.changeSent(e))
	}
	body, err := json.Marshal(feed)
	if err != nil {
		return err
	}
	v.c.Set(fiber.HeaderContentType, "application/json; charset=utf-8")
	v.c.Set(fiber.HeaderCacheControl, string(valueNoCache))
	v.c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	return s.sendCompressed(v, body)
}

func (s *Server) changeSent(e event.Event) changeSent {
	sent := changeSent{
		Seq: e.Seq, Name: e.Name, Version: e.Version, Occurred: e.Occurred.UTC(), Recorded: e.Recorded.UTC(),
		Institution: string(e.Institution), Dossier: string(e.Dossier), Document: e.Document, Revision: e.Revision,
		Consultation: e.Consultation,
	}
	if e.Comment != 0 {
		sent.Comment = e.Comment.String()
	}
	sent.Address = s.addressOf(e)
	return sent
}

// addressOf is the page where an event can be seen, without a language.
func (s *Server) addressOf(e event.Event) string {
	to := views.To("")
	switch {
	case e.Comment != 0:
		return s.config.BaseURL + to.Comment(e.Comment)
	case e.Revision != 0:
		return s.config.BaseURL + to.Revision(e.Dossier, e.Document, e.Revision)
	case e.Dossier != "":
		return s.config.BaseURL + to.Dossier(e.Dossier)
	}
	return ""
}

// wholeNumber reads a parameter that must be a number from 0 to most.
func wholeNumber(v *visit, name string, usual, most int) (int, error) {
	value := v.query(name)
	if value == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > most {
		return 0, malformed(name)
	}
	return n, nil
}

// sendRobots lets robots read everything but what depends on the reader.
func (s *Server) sendRobots(v *visit) error {
	v.c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return v.c.SendString("User-agent: *\nDisallow: /*/search\nDisallow: /*/analyze\nDisallow: /*/sign-in\nDisallow: /*/work\nSitemap: " + s.config.BaseURL + "/sitemap.xml\n")
}

// sendSitemap lists the public dossiers for search engines, newest first.
func (s *Server) sendSitemap(v *visit) error {
	dossiers, err := s.queries.Sitemap(v.ctx)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, d := range dossiers {
		b.WriteString("<url><loc>" + s.config.BaseURL + views.To("").Dossier(d.ID) + "</loc><lastmod>" + d.Changed.UTC().Format(time.DateOnly) + "</lastmod></url>\n")
	}
	b.WriteString("</urlset>\n")
	v.c.Set(fiber.HeaderContentType, "application/xml; charset=utf-8")
	v.c.Set(fiber.HeaderCacheControl, string(valueNoCache))
	v.c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	return s.sendCompressed(v, []byte(b.String()))
}

// sendHealth tells a supervisor that the store can be read.
func (s *Server) sendHealth(v *visit) error {
	if err := s.queries.Alive(v.ctx); err != nil {
		return fault.New(fault.Unavailable, "fault.unavailable")
	}
	v.c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	v.c.Set(fiber.HeaderCacheControl, "no-store")
	return v.c.SendString("ok\n")
}

// sendMetrics tells figures to programs on the same machine. A request that
// came through a proxy is not from here, wherever the proxy stands.
func (s *Server) sendMetrics(v *visit) error {
	h := &v.c.Request().Header
	local := v.c.Context().RemoteIP().IsLoopback()
	if !local || len(h.Peek("X-Forwarded-For")) > 0 || len(h.Peek("Forwarded")) > 0 || len(h.Peek("Via")) > 0 {
		return fault.ErrNotFound
	}
	v.c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	v.c.Set(fiber.HeaderCacheControl, "no-store")
	metrics.WritePrometheus(v.c, true)
	return nil
}
