// Package national turns the published files that lie beside the project into the graph of England, for
// tests and benchmarks alone. It must not be imported by the program.
package national

import (
	"fmt"
	"path/filepath"
	"runtime"

	"orggraph/internal/catalog"
	"orggraph/internal/ingest"
	"orggraph/internal/ods"
	"orggraph/internal/store"
	"orggraph/reference"
)

// Folder is the folder of a release, such as release-2025.
func Folder(release string) string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "..", "shared", "ods", release)
}

// Graph imports the newest release alone. It fails where the files are not there.
func Graph(c *catalog.Catalog) (*store.Graph, error) { return GraphWith(c, nil) }

// GraphWith imports the newest release and a user's own reference files.
func GraphWith(c *catalog.Catalog, own reference.Folder) (*store.Graph, error) {
	folder, err := ods.ReadFolder(Folder("release-2025"), nil)
	if err != nil {
		return nil, fmt.Errorf("the published files are needed: %w", err)
	}
	ref, err := reference.Load(reference.Files, c)
	if err != nil {
		return nil, err
	}
	g, _, err := ingest.Import(folder, ref, ingest.Options{Catalog: c, Own: own})
	return g, err
}
