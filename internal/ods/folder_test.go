package ods

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"orggraph/internal/day"
)

func practiceRows(codes ...string) string {
	text := ""
	for _, c := range codes {
		text += row27(map[int]string{1: c, 11: "20200401", 13: "A", 26: "4"})
	}
	return text
}

func TestReadFolder(t *testing.T) {
	dir := folderOf(t, map[string]string{
		ManifestName:   "file,vintage,publication\nepraccur.csv,2025-09-30,\"Any, of practices\"\n",
		"epraccur.csv": practiceRows("Z99001", "Z99002") + "\"short\"\n",
		"egdpprac.csv": row27(map[int]string{1: "V99999", 11: "20240105"}),
		"m_2223.csv":   mapHeader + "\nZ99001,U,99Z,QZZ,Y99\n",
		"LICENCE.txt":  "Free to use.\n",
		"zero.csv":     "",
	})
	if err := os.Mkdir(filepath.Join(dir, "etr.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "egdpprac.csv"), filepath.Join(dir, "linked.csv")); err != nil {
		t.Fatal(err)
	}
	var told []string
	var telling atomic.Int32
	folder, err := ReadFolder(dir, func(file string) {
		if telling.Add(1) != 1 {
			t.Error("two files are told of at a time")
		}
		told = append(told, file)
		telling.Add(-1)
	})
	if err != nil {
		t.Fatal(err)
	}
	type summary struct {
		Name, From, Publication string
		Vintage                 day.Day
		Rows, Rejects           int
	}
	var got []summary
	for _, f := range folder.Files {
		got = append(got, summary{f.Name, f.VintageFrom, f.Publication, f.Vintage, f.Rows, len(f.Rejects)})
	}
	if diff := cmp.Diff([]summary{
		{"egdpprac.csv", FromEvents, "", date("2024-01-05").Day, 1, 0},
		{"epraccur.csv", FromManifest, "Any, of practices", date("2025-09-30").Day, 3, 1},
		{"linked.csv", FromEvents, "", date("2024-01-05").Day, 1, 0},
		{"m_2223.csv", FromName, "", date("2023-03-31").Day, 1, 0},
	}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]UnknownFile{
		{"LICENCE.txt", "neither 27 columns nor a header of a known format"}, {"etr.csv", "a folder"}, {"zero.csv", "it is empty"},
	}, folder.Unknown); diff != "" {
		t.Error(diff)
	}
	if len(told) != len(folder.Files) {
		t.Errorf("told of %q", told)
	}
	again, err := ReadFolder(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(folder, again); diff != "" {
		t.Error(diff)
	}
	if err := os.WriteFile(filepath.Join(dir, ManifestName), []byte("file,vintage\nepraccur.csv,2025-10-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	redated, err := ReadFolder(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if redated.SHA256 == folder.SHA256 || len(folder.SHA256) != 64 {
		t.Errorf("the sum of the folder is %s, then %s", folder.SHA256, redated.SHA256)
	}
}

// What can't be read is an error, never a file less.
func TestUnreadableFolders(t *testing.T) {
	if _, err := ReadFolder(filepath.Join(t.TempDir(), "none"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if _, err := ReadFolder(filepath.Join(folderOf(t, map[string]string{"file": "x"}), "file"), nil); err == nil {
		t.Error("a file is read as a folder")
	}
	dir := folderOf(t, map[string]string{
		"epraccur.csv": practiceRows("Z99001"), "ePCN.xlsx": "PK\x03\x04", "two.xlsx": "PK\x03\x04",
	})
	if err := os.Symlink("nowhere.csv", filepath.Join(dir, "eccg.csv")); err != nil {
		t.Fatal(err)
	}
	_, err := ReadFolder(dir, nil)
	if err == nil || !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for i, begin := range []string{"ePCN.xlsx: ", "eccg.csv: ", "two.xlsx: "} {
		if lines := strings.Split(err.Error(), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[i], begin) {
			t.Errorf("errors %q", lines)
		}
	}
}

func TestReadFile(t *testing.T) {
	dir := folderOf(t, map[string]string{
		ManifestName: "file,vintage\nepraccur.csv,2025-09-30\n", "epraccur.csv": practiceRows("Z99001"), "x.csv": "x\n",
	})
	f, err := ReadFile(filepath.Join(dir, "epraccur.csv"))
	if err != nil || f.VintageFrom != FromManifest || f.Rows != 1 {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := ReadFile(filepath.Join(dir, "x.csv")); !errors.Is(err, ErrUnknown) || !strings.HasPrefix(err.Error(), "x.csv: ") {
		t.Error(err)
	}
	if _, err := ReadFile(filepath.Join(dir, "none.csv")); errors.Is(err, ErrUnknown) || !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// A file that no publisher would make is refused before it fills the memory.
func TestReadFileTooLarge(t *testing.T) {
	dir := folderOf(t, map[string]string{"epraccur.csv": practiceRows("Z99001"), "x.csv": "x\n"})
	for name, want := range map[string]string{
		"epraccur.csv": "epraccur.csv: it is larger than 128 MB",
		"x.csv":        "neither 27 columns nor a header of a known format",
	} {
		path := filepath.Join(dir, name)
		if err := os.Truncate(path, fileLimit+1); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadFile(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A manifest decides what the graph says of time: each of its faults is an error with its line.
func TestManifestFaults(t *testing.T) {
	for manifest, want := range map[string]string{
		"file,publication\n":                                      "manifest.csv:1: the header has no column VINTAGE",
		"file,vintage,File\n":                                     "manifest.csv:1: the header has two columns File",
		"file,vintage\na.csv,20250930\n":                          `manifest.csv:2: "20250930" is not a date of the form YYYY-MM-DD`,
		"file,vintage\na.csv,\n":                                  `manifest.csv:2: "" is not a date of the form YYYY-MM-DD`,
		"file,vintage\na.csv\n":                                   "manifest.csv:2: 1 columns instead of 2",
		"file,vintage\n\nb.csv,2025-09-30\n":                      `manifest.csv:3: there is no file "b.csv" in the folder`,
		"file,vintage\n../a.csv,2025-09-30\n":                     `manifest.csv:2: there is no file "../a.csv" in the folder`,
		"file,vintage\n\"a.csv,2025-09-30\n":                      "manifest.csv:2: a quoted text is not closed or holds a lone quote mark, at byte 19",
		"file,vintage\na.csv,2025-09-30\n" + "a.csv,2025-09-30\n": "manifest.csv:3: a.csv is already on line 2",
	} {
		_, err := ReadFolder(folderOf(t, map[string]string{ManifestName: manifest, "a.csv": "x"}), nil)
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", manifest, err, want)
		}
	}
}

func TestVintages(t *testing.T) {
	mapWithDate := "EXTRACT_DATE," + mapHeader + "\n01-Sep-20,Z99001,U,99Z,QZZ,Y99\n01-Aug-20,Z99002,U,99Z,QZZ,Y99\n"
	for _, c := range []struct{ name, content, vintage, from string }{
		{"map_2223.csv", mapWithDate, "2020-09-01", FromExtractDate},
		{"map-2223.csv", mapHeader + "\n", "2023-03-31", FromName},
		{"map_2224.csv", mapHeader + "\n", "", ""}, // no financial year
		{"map_9900.csv", mapHeader + "\n", "", ""},
		{"map_feb_2024.csv", mapHeader + "\n", "2024-02-29", FromName},
		{"map_December-2024.csv", mapHeader + "\n", "2024-12-31", FromName},
		{"map.csv", mapHeader + "\n", "", ""},
		{"epraccur.csv", practiceRows("Z99001") + row27(map[int]string{1: "Z99002", 11: "20190101", 12: "20300331"}), "2030-03-31", FromEvents},
		{"epraccur.csv", row27(map[int]string{1: "Z99002", 16: "20190101"}), "2019-01-01", FromEvents},
		{"ePCN.xlsx", archive(t, workbookParts("", sheetOf(pcnHeadings, "U99991|A|||20190701"), sheetOf(partnerHeadings, "Z99001||||U99991||||20190701|20200630"))), "2020-06-30", FromEvents},
	} {
		f := readText(t, c.name, c.content)
		want := day.Min
		if c.vintage != "" {
			want = date(c.vintage).Day
		}
		if f.Vintage != want || f.VintageFrom != c.from {
			t.Errorf("%s: %v from %q, want %v from %q", c.name, f.Vintage, f.VintageFrom, want, c.from)
		}
	}
}
