package web

import (
	"bytes"
	"embed"
	"fmt"
	"net/http"
	"path"
	"slices"

	"github.com/wundergraph/graphql-go-tools/pkg/playground"
)

// plainPolicy lets the page load its own parts alone. Its editor sets styles as it runs.
const plainPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; " +
	"form-action 'none'; frame-ancestors 'none'"

//go:embed page
var own embed.FS

// plain is GraphQL Playground, which comes as a Go module, within a page of ours. Its parts have names that
// do not change, so that a browser asks whether it has them.
func plain() *Pages {
	p := &Pages{policy: plainPolicy, parts: map[string]*file{}}
	for name, as := range map[string]string{
		"plain.html": "", "plain.js": "plain.js", "header.js": "header.js", "page.css": "page.css", "plain.css": "plain.css",
		"plain-licences.txt": LicencesName,
	} {
		text, err := own.ReadFile("page/" + name)
		if err != nil {
			panic(err) // they are embedded
		}
		if as == "" {
			p.page = newFile(name, text)
		} else {
			p.parts[as] = newFile(as, text)
		}
	}
	if err := p.addPlayground(); err != nil {
		panic(err) // they are embedded, too
	}
	return p
}

// addPlayground takes the script and the styles from the handlers that the module has for them.
func (p *Pages) addPlayground() error {
	handlers, err := playground.New(playground.Config{PlaygroundPath: "/"}).Handlers()
	if err != nil {
		return err
	}
	for _, name := range []string{"playground.js", "playground.css"} {
		i := slices.IndexFunc(handlers, func(h playground.HandlerConfig) bool { return path.Base(h.Path) == name })
		if i < 0 {
			return fmt.Errorf("the module has no %s", name)
		}
		var text written
		handlers[i].Handler(&text, new(http.Request))
		p.parts[name] = newFile(name, text.Bytes())
	}
	return nil
}

// written keeps what a handler writes.
type written struct{ bytes.Buffer }

func (*written) Header() http.Header { return http.Header{} }
func (*written) WriteHeader(int)     {}
