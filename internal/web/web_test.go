package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func compress(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// built is a page as make writes it.
func built(t *testing.T) *Pages {
	t.Helper()
	p, err := readBuilt(fstest.MapFS{
		"dist/.gitkeep":                           {},
		"dist/index.html.gz":                      {Data: compress(t, "<title>page</title>")},
		"dist/playground/main-1a.js.gz":           {Data: compress(t, "main()")},
		"dist/playground/" + LicencesName + ".gz": {Data: compress(t, "MIT")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func ask(h http.Handler, name string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.SetPathValue("name", name)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestBuilt(t *testing.T) {
	p := built(t)
	page := ask(p.Page(), "", "Accept", "text/html", "Accept-Encoding", "gzip")
	if page.Header().Get("Cache-Control") != "no-cache" || page.Header().Get("Content-Security-Policy") != builtPolicy {
		t.Errorf("the page: %v", page.Header())
	}
	if vary := strings.Join(page.Header().Values("Vary"), ", "); vary != "Accept, Accept-Encoding" {
		t.Errorf("the page varies by %q", vary)
	}
	part := ask(p.Parts(), "main-1a.js")
	if !strings.Contains(part.Header().Get("Cache-Control"), "immutable") || part.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("a part: %v", part.Header())
	}
	if part.Body.String() != "main()" {
		t.Errorf("for a client that takes no gzip: %q", part.Body)
	}
	if licences := ask(p.Parts(), LicencesName); licences.Body.String() != "MIT" || strings.Contains(licences.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("licences: %s %v", licences.Body, licences.Header())
	}
	if none := ask(p.Parts(), "../index.html"); none.Code != http.StatusNotFound {
		t.Errorf("what is no part: %d", none.Code)
	}
}

func TestNotBuilt(t *testing.T) {
	if p, err := readBuilt(fstest.MapFS{"dist/.gitkeep": {}}); p != nil || err != nil {
		t.Errorf("%v, %v", p, err)
	}
	if _, err := readBuilt(fstest.MapFS{"dist/index.html.gz": {}}); err == nil {
		t.Error("a page without parts is one")
	}
}

func TestCompression(t *testing.T) {
	p := built(t)
	for accept, want := range map[string]bool{
		"": false, "identity": false, "br": false, "gzip": true, "br, gzip;q=0.5": true, "GZIP": true, "*": true,
		"gzip;q=0": false, "gzip; q=0.0, br": false, "x-gzip": false,
	} {
		w := ask(p.Parts(), "main-1a.js", "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != want {
			t.Errorf("%q: compressed is %v", accept, got)
		}
		body := io.Reader(w.Body)
		if want {
			var err error
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatal(err)
			}
		}
		if text, err := io.ReadAll(body); err != nil || string(text) != "main()" {
			t.Errorf("%q: %q, %v", accept, text, err)
		}
	}
	tag := ask(p.Parts(), "main-1a.js").Header().Get("ETag")
	if again := ask(p.Parts(), "main-1a.js", "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("again: %d, %d bytes", again.Code, again.Body.Len())
	}
}

// The page that needs no Node names parts that are there, and loads nothing else.
func TestPlain(t *testing.T) {
	p := plain()
	page := ask(p.Page(), "", "Accept", "text/html")
	text, loaded := page.Body.String(), 0
	for _, attribute := range []string{`src="`, `href="`} {
		for _, after := range strings.Split(text, attribute)[1:] {
			address, _, _ := strings.Cut(after, `"`)
			if address == "data:," { // no icon
				continue
			}
			if part := ask(p.Parts(), strings.TrimPrefix(address, Folder+"/")); part.Code != 200 || part.Body.Len() == 0 {
				t.Errorf("%s: %d", address, part.Code)
			}
			loaded++
		}
	}
	if loaded < 4 {
		t.Errorf("%d parts of\n%s", loaded, text)
	}
	if !strings.Contains(ask(p.Parts(), "playground.js").Body.String(), "GraphQLPlayground") {
		t.Error("there is no playground")
	}
	if script := ask(p.Parts(), "plain.js").Body.String(); !strings.Contains(script, "'"+endpoint+"'") {
		t.Error("the page does not ask the endpoint")
	}
	if script := ask(p.Parts(), "header.js").Body.String(); !strings.Contains(script, Folder+"/"+ExamplesName) || !strings.Contains(script, Folder+"/"+LicencesName) {
		t.Error("the page asks for no examples")
	}
}
