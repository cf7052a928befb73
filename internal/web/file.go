package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// file is something that a browser loads. It is kept compressed, as nearly every browser takes it.
type file struct {
	contentType string
	gzip        func() []byte
	tag         string
	// immutable is one whose name changes with its content.
	immutable bool
}

// types are those that a machine's own list of types must not change.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf",
}

// compressedFile is one that make compressed.
func compressedFile(name string, compressed []byte) *file {
	f := newFile(name, compressed)
	f.gzip = func() []byte { return compressed }
	return f
}

// newFile is a text, which is compressed when it is first asked for.
func newFile(name string, text []byte) *file {
	contentType := types[path.Ext(name)]
	if contentType == "" {
		contentType = mime.TypeByExtension(path.Ext(name))
	}
	sum := sha256.Sum256(text)
	return &file{contentType: contentType, tag: fmt.Sprintf(`W/"%x"`, sum[:12]), gzip: sync.OnceValue(func() []byte {
		var compressed bytes.Buffer
		w := gzip.NewWriter(&compressed)
		_, _ = w.Write(text) // a buffer takes everything
		_ = w.Close()
		return compressed.Bytes()
	})}
}

// serve answers with the file, or says that the browser has it. One whose name does not change is asked
// for again each time.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("ETag", f.tag)
	h.Add("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if f.immutable {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if strings.Contains(r.Header.Get("If-None-Match"), f.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", f.contentType)
	compressed := f.gzip()
	if takesGzip(r.Header) {
		h.Set("Content-Encoding", "gzip")
		h.Set("Content-Length", strconv.Itoa(len(compressed)))
		_, _ = w.Write(compressed)
		return
	}
	if text, err := gzip.NewReader(bytes.NewReader(compressed)); err == nil { // what was compressed here or by make
		_, _ = io.Copy(w, text)
	}
}

// takesGzip says whether the client names gzip, or anything, and does not refuse it.
func takesGzip(h http.Header) bool {
	for coding := range strings.SplitSeq(strings.Join(h.Values("Accept-Encoding"), ","), ",") {
		name, weight, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(coding, " ", "")), ";q=")
		if name != "gzip" && name != "*" {
			continue
		}
		q, err := strconv.ParseFloat(weight, 64)
		return err != nil || q > 0
	}
	return false
}
