package server

import (
	"net/http"
	"strings"
	"testing"
)

// Who sends too much, or what nobody reads, gets to know why, and not an end of the connection.
func TestRefusalsArrive(t *testing.T) {
	url := listen(t, newServer(t, fake{})) + GraphQLPath
	for _, c := range []struct {
		media  string
		status int
	}{{mediaJSON, http.StatusRequestEntityTooLarge}, {"text/plain", http.StatusUnsupportedMediaType}} {
		for range 20 {
			response, err := http.Post(url, c.media, strings.NewReader(strings.Repeat("x", 3<<19)))
			if err != nil {
				t.Fatal(err)
			}
			if _ = response.Body.Close(); response.StatusCode != c.status {
				t.Errorf("%d, not %d", response.StatusCode, c.status)
			}
		}
	}
}
