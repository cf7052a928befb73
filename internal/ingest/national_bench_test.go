//go:build national

package ingest

import (
	"testing"

	"orggraph/internal/ods"
)

func (w world) importAll(b *testing.B, folder *ods.Folder) {
	b.Helper()
	if _, _, err := Import(folder, w.ref, Options{Catalog: w.catalog}); err != nil {
		b.Fatal(err)
	}
}

// What an import costs from the first file to the whole graph, without writing it.
func BenchmarkReadAndImportRelease2025(b *testing.B) {
	c := testCatalog(b)
	w := world{catalog: c, ref: testReference(b, c)}
	b.ReportAllocs()
	for b.Loop() {
		w.importAll(b, release(b, "release-2025"))
	}
}

func BenchmarkImportRelease2025(b *testing.B) {
	c := testCatalog(b)
	w := world{catalog: c, ref: testReference(b, c)}
	folder := release(b, "release-2025")
	b.ReportAllocs()
	for b.Loop() {
		w.importAll(b, folder)
	}
}

func BenchmarkImportRelease2025OnTopOf2023(b *testing.B) {
	c := testCatalog(b)
	w := world{catalog: c, ref: testReference(b, c)}
	folder := release(b, "release-2025")
	before, _, err := Import(release(b, "release-2023"), w.ref, Options{Catalog: w.catalog})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Import(folder, w.ref, Options{Catalog: w.catalog, Previous: before}); err != nil {
			b.Fatal(err)
		}
	}
}
