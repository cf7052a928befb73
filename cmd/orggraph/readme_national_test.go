//go:build national

package main

import (
	"os"
	"path/filepath"
	"testing"
)

// What the pages import is what is published.
func TestReadmeNational(t *testing.T) {
	folders := map[string]string{}
	for name, folder := range map[string]string{
		"release-2023": "../shared/ods/release-2023",
		"release-2025": "../shared/ods/release-2025",
		"local-place":  "docs/examples/local-place",
	} {
		path, err := filepath.Abs(filepath.Join(root, folder))
		if err != nil {
			t.Fatal(err)
		}
		folders[name] = path
	}
	for _, page := range []string{"README.md", "docs/reference-data.md"} {
		t.Run(page, func(t *testing.T) {
			r := newReader(t, page)
			for name, folder := range folders {
				if err := os.Symlink(folder, name); err != nil {
					t.Fatal(err)
				}
			}
			r.follow()
		})
	}
}
