package reference_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"testing/fstest"

	"orggraph/reference"
)

// many makes so many records of one file, each with a code of its own.
func many(n int) []byte {
	var b bytes.Buffer
	b.WriteString("from,to,sector,source,since,until,origin\n")
	for i := range n {
		fmt.Fprintf(&b, "org-%07d,U%05d,VOLUNTARY,Example,2020-01-01,,SYNTHETIC\n", i, i%50000)
	}
	return b.Bytes()
}

// A million records are taken; one more is not.
func TestAMillionRecords(t *testing.T) {
	c := shape(t)
	ref := builtIn(t, c)
	files := reference.Folder{"PARTNER_OF.csv": many(1_000_000)}
	own, err := reference.LoadOwn(files, c, ref)
	if err != nil || len(own.Edges) != 1_000_000 {
		t.Fatalf("%v", err)
	}
	files["PARTNER_OF.csv"] = append(files["PARTNER_OF.csv"], "one-more,U00001,,Example,,,SYNTHETIC\n"...)
	want := "PARTNER_OF.csv:1000002: the files hold more than 1000000 records, which is the limit: leave out what is none of your own"
	if _, err := reference.LoadOwn(files, c, ref); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// What loading a million records takes.
func BenchmarkAMillionRecords(b *testing.B) {
	c := shape(b)
	ref := builtIn(b, c)
	files := reference.Folder{"PARTNER_OF.csv": many(1_000_000)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := reference.LoadOwn(files, c, ref); err != nil {
			b.Fatal(err)
		}
	}
}

// Files beyond the limit are not even read.
func TestTooManyBytes(t *testing.T) {
	half := make([]byte, 70<<20)
	_, err := reference.ReadFolder(fstest.MapFS{"A.csv": {Data: half}, "B.csv": {Data: half}, "notes.txt": {Data: half}})
	want := "B.csv:1: the files hold more than 128 MiB, which is the limit: leave out what is none of your own"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// Of a folder every file that ends in .csv is read, and nothing else is.
func TestReadFolder(t *testing.T) {
	folder, err := reference.ReadFolder(fstest.MapFS{
		"Practice.csv": {Data: []byte("a")}, "PARTNER_OF.CSV": {Data: []byte("b")}, "README.md": {Data: []byte("c")}, "below/Region.csv": {Data: []byte("d")},
	})
	if err != nil || len(folder) != 2 || string(folder["Practice.csv"]) != "a" || string(folder["PARTNER_OF.CSV"]) != "b" {
		t.Errorf("%q %v", folder, err)
	}
	if _, err := reference.ReadFolder(fstest.MapFS{"Practice.csv": {Mode: os.ModeNamedPipe}}); err == nil || err.Error() != "Practice.csv:1: is no regular file" {
		t.Errorf("a pipe: %v", err)
	}
}

// The example that docs/reference-data.md explains is right, and all of it is made up and says so.
func TestExample(t *testing.T) {
	c := shape(t)
	folder, err := reference.ReadFolder(os.DirFS("../docs/examples/local-place"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := reference.LoadOwn(folder, c, builtIn(t, c))
	if err != nil {
		t.Fatal(err)
	}
	if len(own.Counts) != len(folder) || len(folder) < 15 {
		t.Errorf("%d of %d files are read", len(own.Counts), len(folder))
	}
	for _, n := range own.Nodes {
		if n.Origin != "SYNTHETIC" {
			t.Errorf("%s is %s", n.Code, n.Origin)
		}
	}
	for _, e := range own.Edges {
		if e.Origin != "SYNTHETIC" {
			t.Errorf("%s:%d is %s", e.File, e.Line, e.Origin)
		}
	}
}
