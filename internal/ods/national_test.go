//go:build national

package ods

import (
	"path/filepath"
	"testing"
)

// releaseFolder is a folder of the published files, which lie beside the checkout.
func releaseFolder(name string) string {
	return filepath.Join("..", "..", "..", "shared", "ods", name)
}

func readRelease(t testing.TB, name string) *Folder {
	t.Helper()
	folder, err := ReadFolder(releaseFolder(name), nil)
	if err != nil {
		t.Fatalf("the published files are needed: %v", err)
	}
	return folder
}

func BenchmarkReadRelease2025(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		readRelease(b, "release-2025")
	}
}

func BenchmarkReadRelease2023(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		readRelease(b, "release-2023")
	}
}

func BenchmarkReadWorkbook(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadFile(filepath.Join(releaseFolder("release-2025"), "ePCN.xlsx")); err != nil {
			b.Fatal(err)
		}
	}
}
