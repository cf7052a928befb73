//go:build recipes

package recipes

import (
	"strings"
	"testing"
)

// The script prints the tables that its page shows; an error of the server stops it, and says which.
func TestPython(t *testing.T) {
	folder := follow(t, "python")
	const wrong = `sed 's/BEFORE, AFTER = "[^"]*"/BEFORE, AFTER = "the other day"/' practices.py > wrong.py
.venv/bin/python wrong.py`
	if printed, failed := shell(t, folder, wrong); !strings.Contains(failed, "BAD_USER_INPUT: $on: ") {
		t.Errorf("%s%s", printed, failed)
	}
}
