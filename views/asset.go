package views

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:embed assets
var assetFiles embed.FS

// AssetFile is a file that pages load. Its address changes with its bytes, so
// that browsers may keep it for ever.
type AssetFile struct {
	Name    string // in the source, such as style.css
	Address string // such as /assets/style.0123456789ab.css
	Type    string // media type
	Bytes   []byte
	Brotli  []byte // compressed twins; nil when not smaller
	Gzip    []byte
}

// Assets lists the stylesheet, the scripts and the pictures. The result is
// shared and must not be changed.
func Assets() []AssetFile { return assets() }

// Asset is the address of a file of Assets. An unknown name is a fault of the
// page and gives an address that is not found.
func Asset(name string) string { return assetAddresses()[name] }

var assets = sync.OnceValue(func() []AssetFile {
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		return nil
	}
	var files []AssetFile
	for _, entry := range entries {
		body, err := assetFiles.ReadFile("assets/" + entry.Name())
		if err == nil {
			files = append(files, newAsset(entry.Name(), body))
		}
	}
	return files
})

var assetAddresses = sync.OnceValue(func() map[string]string {
	addresses := map[string]string{}
	for _, f := range assets() {
		addresses[f.Name] = f.Address
	}
	return addresses
})

var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

func newAsset(name string, body []byte) AssetFile {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	f := AssetFile{
		Name:    name,
		Address: "/assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext,
		Type:    assetTypes[ext],
		Bytes:   body,
	}
	var br, gz bytes.Buffer
	packed := brotli.NewWriterLevel(&br, brotli.BestCompression)
	f.Brotli = twin(packed, &br, body)
	zipped, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err == nil {
		f.Gzip = twin(zipped, &gz, body)
	}
	return f
}

func twin(w io.WriteCloser, out *bytes.Buffer, body []byte) []byte {
	if _, err := w.Write(body); err != nil || w.Close() != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}
