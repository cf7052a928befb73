package server

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// secure sets the headers that keep a browser from doing more with an answer than it is for. A page
// that loads something replaces the content policy with its own. A page of another site can't read an
// answer, unless its origin is allowed to.
func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// checkHost refuses what comes in at a loopback address under a name that is not this machine's: a page
// of another site whose name was made to lead here ("DNS rebinding") would otherwise read, in the
// browser of who runs the server, what is meant for that person alone. At other addresses any name is
// right, since whoever can resolve one can also connect.
func checkHost(also []string, next http.Handler) http.Handler {
	names := make([]string, len(also))
	for i, name := range also {
		names[i] = hostname(name)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
		if ok && local.IP.IsLoopback() && !isLoopbackName(r.Host) && !slices.Contains(names, hostname(r.Host)) {
			refuse(http.StatusMisdirectedRequest,
				"at a loopback address the server answers to localhost and to the names it was started with").write(w, mediaJSON)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isLoopbackName takes no name for one as well: every browser sends one.
func isLoopbackName(hostport string) bool {
	name := hostname(hostport)
	return name == "" || name == "localhost" || strings.HasSuffix(name, ".localhost") || net.ParseIP(name).IsLoopback()
}

// hostname is the name or address in a header Host, in lower case.
func hostname(hostport string) string {
	name, _, err := net.SplitHostPort(hostport)
	if err != nil {
		name = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	return strings.ToLower(strings.TrimSuffix(name, "."))
}
