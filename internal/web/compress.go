package web

import (
	"bytes"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/valyala/fasthttp"
)

// encoding is how a body is compressed on the way.
type encoding uint8

const (
	plain encoding = iota
	gzipped
	brotlied
	encodings
)

// encodingNames are the values of Content-Encoding.
var encodingNames = [encodings][]byte{nil, []byte("gzip"), []byte("br")}

// Levels of compression. Zipped pages are made while somebody waits and may be
// sent once; brotli is for pages that are kept and sent again, or are so large
// that the way takes longer than the work. Those get the level that takes less
// than half of the time of the next one, for a tenth more to send.
const (
	gzipLevel        = gzip.BestSpeed
	brotliLevel      = 5
	brotliLevelLarge = 4
)

// accepted returns the best encoding that a browser takes.
func accepted(h *fasthttp.RequestHeader) encoding {
	header := h.Peek(fiber.HeaderAcceptEncoding)
	switch {
	case takes(header, "br"):
		return brotlied
	case takes(header, "gzip"):
		return gzipped
	}
	return plain
}

// takes reports whether a list of encodings has the name and does not refuse it.
func takes(header []byte, name string) bool {
	for len(header) > 0 {
		item := header
		if i := bytes.IndexByte(header, ','); i >= 0 {
			item, header = header[:i], header[i+1:]
		} else {
			header = nil
		}
		coding, weight, _ := bytes.Cut(item, []byte(";"))
		if string(bytes.TrimSpace(coding)) == name {
			weight = bytes.TrimSpace(weight)
			return !bytes.HasPrefix(weight, []byte("q=0")) || bytes.HasPrefix(weight, []byte("q=0.")) && !bytes.Equal(bytes.Trim(weight[4:], "0"), nil)
		}
	}
	return false
}

var gzipWriters = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(io.Discard, gzipLevel) // the level is valid
	return w
}}

var (
	brotliWriters      = sync.Pool{New: func() any { return brotli.NewWriterLevel(io.Discard, brotliLevel) }}
	brotliWritersLarge = sync.Pool{New: func() any { return brotli.NewWriterLevel(io.Discard, brotliLevelLarge) }}
)

// brotliLarge is the length from which a body is large.
const brotliLarge = 512 << 10

// compress returns the body in an encoding.
func compress(body []byte, as encoding) []byte {
	var out bytes.Buffer
	out.Grow(len(body)/4 + 64)
	switch as {
	case gzipped:
		w := gzipWriters.Get().(*gzip.Writer)
		defer gzipWriters.Put(w)
		w.Reset(&out)
		_, _ = w.Write(body) // a buffer takes everything
		_ = w.Close()
	case brotlied:
		writers := &brotliWriters
		if len(body) >= brotliLarge {
			writers = &brotliWritersLarge
		}
		w := writers.Get().(*brotli.Writer)
		defer writers.Put(w)
		w.Reset(&out)
		_, _ = w.Write(body)
		_ = w.Close()
	default:
		return body
	}
	return out.Bytes()
}

// decompress undoes gzip; what we compressed ourselves cannot be malformed.
func decompress(zipped []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
