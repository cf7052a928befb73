package server

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/rs/cors"
)

// preflightSeconds is how long a browser may remember that an origin is allowed.
const preflightSeconds = 600

// allowOrigins lets pages of other origins read answers. Nothing here goes by cookies, so credentials are
// never allowed, and a page of such an origin may send what headers it likes: those of tracing, say.
func allowOrigins(origins []string, next http.Handler) http.Handler {
	if len(origins) == 0 { // which the library would take for all
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"*"},
		ExposedHeaders: []string{"ETag", "X-Request-Id", "Retry-After"},
		MaxAge:         preflightSeconds,
	}).Handler(next)
}

// CheckOrigin says what is wrong with an origin that is to be allowed: it has to be written as browsers
// write it, since it is compared letter by letter.
func CheckOrigin(origin string) error {
	u, err := url.Parse(origin)
	switch {
	case err != nil || u.Scheme == "" || u.Host == "" || u.Hostname() == "":
		return fmt.Errorf("%q is no origin: write scheme and host, such as https://maps.example.org", origin)
	case strings.Contains(origin, "*"):
		return fmt.Errorf("%q stands for many origins: name each", origin)
	case u.User != nil || u.Scheme+"://"+u.Host != origin:
		return fmt.Errorf("%q is more than an origin: write %s://%s", origin, u.Scheme, u.Host)
	case strings.ToLower(origin) != origin:
		return fmt.Errorf("%q is not as browsers write it: write %s", origin, strings.ToLower(origin))
	case u.Scheme == "http" && u.Port() == "80", u.Scheme == "https" && u.Port() == "443", strings.HasSuffix(u.Host, ":"):
		return fmt.Errorf("%q is not as browsers write it: leave out the port", origin)
	}
	for _, c := range []byte(u.Host) {
		if c >= 0x80 {
			return fmt.Errorf("%q is not as browsers write it: write its name in ASCII (xn--…)", origin)
		}
	}
	return nil
}
