package ods

import (
	"os"
	"path/filepath"
	"testing"

	"orggraph/internal/day"
)

// Whatever a manifest holds, it is refused or names files of its folder, each with a day.
func FuzzManifest(f *testing.F) {
	for _, seed := range []string{
		"file,vintage\nepraccur.csv,2025-01-01\n", "\ufefffile,vintage,publication\r\nepraccur.csv,2025-01-01,\"a \"\"b\"\"\"\r\n",
		"VINTAGE,FILE\n2025-02-30,epraccur.csv\n", "file,vintage\n../epraccur.csv,2025-01-01\n", "file,vintage\n\"epraccur.csv\n", "\xff\xfe", "",
	} {
		f.Add([]byte(seed))
	}
	dir := folderOf(f, map[string]string{"epraccur.csv": "x", "ebranchs.csv": "x"})
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(filepath.Join(dir, ManifestName), content, 0o600); err != nil {
			t.Fatal(err)
		}
		stated, err := readManifest(dir)
		if err != nil {
			return
		}
		for name, entry := range stated {
			if !isFile(filepath.Join(dir, name)) || filepath.Base(name) != name || entry.vintage == day.Min || entry.line < 2 {
				t.Errorf("%q %+v", name, entry)
			}
		}
	})
}
