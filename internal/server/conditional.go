package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash"
	"net/http"
	"strconv"
	"strings"

	"orggraph/graph"
)

// asked is what a request asks for and how it wants to be told. With the edition that answers it, it makes
// a tag: equal tags stand on equal bytes.
type asked struct{ hash.Hash }

// newAsked reads a request before its engine does, which is free to change the variables. JSON gives them
// one order, whatever order they came in.
func newAsked(r graph.Request, media string) asked {
	var variables []byte // none are as good as no variables
	if len(r.Variables) > 0 {
		var err error
		if variables, err = json.Marshal(r.Variables); err != nil {
			panic(err) // they were JSON a moment ago
		}
	}
	h := sha256.New()
	for _, part := range []string{r.Query, r.OperationName, string(variables), strconv.FormatBool(r.Cost), media} {
		fmt.Fprintf(h, "%d %s", len(part), part)
	}
	return asked{h}
}

// tag is the entity tag of the answer that an edition gives.
func (a asked) tag(e graph.Edition) string {
	h := sha256.New()
	h.Write(a.Sum(nil))
	fmt.Fprintf(h, "%d %x %s", e.Day, e.Digest, e.Release)
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16]) + `"`
}

// knownTag returns the tag of the answer that would be given now, if the client has said that it holds
// that very answer: then nothing needs to be executed.
func (e *endpoint) knownTag(ctx context.Context, a asked, noneMatch []string) (string, bool) {
	if len(noneMatch) == 0 {
		return "", false
	}
	edition, err := e.engine.Edition(ctx)
	if err != nil {
		return "", false // the answer will say why
	}
	tag := a.tag(edition)
	named, _ := matches(noneMatch, tag)
	return tag, named
}

// matches says whether the headers If-None-Match name a tag, weak or not, and whether they hold a star,
// which stands for whatever there is.
func matches(noneMatch []string, tag string) (named, star bool) {
	rest := strings.Join(noneMatch, ",")
	for {
		rest = strings.TrimLeft(rest, " \t,")
		if strings.HasPrefix(rest, "*") {
			star, rest = true, rest[1:]
			continue
		}
		rest = strings.TrimPrefix(rest, "W/")
		if !strings.HasPrefix(rest, `"`) {
			return named, star // the end, or what is no tag
		}
		end := strings.IndexByte(rest[1:], '"')
		if end < 0 {
			return named, star
		}
		named = named || rest[:end+2] == tag
		rest = rest[end+2:]
	}
}

// validate marks an answer as one that may be kept and has to be asked for again, which costs next to
// nothing.
func validate(h http.Header, tag string) {
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
}
