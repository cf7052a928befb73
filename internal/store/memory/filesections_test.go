package memory

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

// parts are sections of made-up bytes: some empty, some within a page, some over many.
type parts map[string][]byte

func someParts() parts {
	r, p := rand.New(rand.NewPCG(1, 2)), parts{}
	for i, size := range []int{0, 1, 100, 4095, 4096, 4097, 10_000} {
		b := make([]byte, size)
		for j := range b {
			b[j] = byte(r.Uint32())
		}
		p[fmt.Sprint("part ", i)] = b
	}
	return p
}

func (p parts) sections() (list []section) {
	for i := range len(p) {
		name := fmt.Sprint("part ", i)
		list = append(list, section{
			name:   name,
			encode: func() ([]byte, error) { return p[name], nil },
			decode: func(b []byte) error { p[name] = bytes.Clone(b); return nil },
		})
	}
	return list
}

var testSchema = fingerprint{1, 2, 3}

func writeParts(t *testing.T, path string, p parts) {
	t.Helper()
	if err := writeFile(path, testSchema, p.sections()); err != nil {
		t.Fatal(err)
	}
}

// readParts reads the sections that someParts has.
func readParts(path string) (parts, error) {
	p := someParts()
	for name := range p {
		p[name] = nil
	}
	_, err := readFile(path, testSchema, p.sections())
	return p, err
}

func TestSectionsComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a graph")
	writeParts(t, path, someParts())
	got, err := readParts(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range someParts() {
		if !bytes.Equal(got[name], want) {
			t.Errorf("%s: %d bytes came back as %d others", name, len(want), len(got[name]))
		}
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("beside the file stand %v", entries)
	}
}

func TestEqualSectionsGiveEqualFiles(t *testing.T) {
	dir := t.TempDir()
	writeParts(t, filepath.Join(dir, "a"), someParts())
	writeParts(t, filepath.Join(dir, "b"), someParts())
	a, _ := os.ReadFile(filepath.Join(dir, "a"))
	b, _ := os.ReadFile(filepath.Join(dir, "b"))
	if len(a) == 0 || !bytes.Equal(a, b) {
		t.Errorf("files of %d and %d bytes differ", len(a), len(b))
	}
}

// Any other program for bbolt reads the file too.
func TestFileIsOneOfBbolt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	writeParts(t, path, someParts())
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Error(err)
		}
		if got := tx.Bucket([]byte("part 2")).Get(content); !bytes.Equal(got, someParts()["part 2"]) {
			t.Error("part 2 is another")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Each byte of a file in turn is changed: the file is refused, always with its name and with advice.
func TestEveryChangedByteIsNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	writeParts(t, path, someParts())
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	r := rand.New(rand.NewPCG(3, 4))
	for i := range content {
		flip(t, f, int64(i), content[i]^byte(1<<r.IntN(8)))
		if err := check(f, testSchema); err == nil || !strings.Contains(err.Error(), path+" is") {
			t.Fatalf("byte %d of %d was changed: %v", i, len(content), err)
		}
		flip(t, f, int64(i), content[i])
	}
	if _, err := readParts(path); err != nil {
		t.Error(err)
	}
}

func flip(t *testing.T, f *os.File, at int64, b byte) {
	t.Helper()
	if _, err := f.WriteAt([]byte{b}, at); err != nil {
		t.Fatal(err)
	}
}

func TestEveryCutIsNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	writeParts(t, path, someParts())
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := info.Size() - 1; size >= 0; size -= 97 {
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		if _, err := readParts(path); err == nil || !strings.Contains(err.Error(), path+" is") {
			t.Fatalf("cut to %d bytes: %v", size, err)
		}
	}
}

func TestWhatIsNoGraphFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name string, content []byte) {
		if err := os.WriteFile(at(name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("text", []byte("This is no graph.\n"))
	write("long text", bytes.Repeat([]byte("This is no graph.\n"), 1000))
	write("empty", nil)
	if err := os.Mkdir(at("folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	other, err := bbolt.Open(at("other bbolt"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	writeParts(t, at("newer"), someParts())
	rewriteHead(t, at("newer"), func(head []byte) { head[8] = formatVersion + 1 })
	writeParts(t, at("longer"), someParts())
	f, err := os.OpenFile(at("longer"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("more"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(at("other schema"), fingerprint{4, 5, 6}, someParts().sections()); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(at("fewer sections"), testSchema, someParts().sections()[:3]); err != nil {
		t.Fatal(err)
	}

	for _, c := range []struct{ name, is, do string }{
		{"missing", "no such file", ""},
		{"text", "is no graph file", "name another file"},
		{"long text", "is no graph file", "name another file"},
		{"empty", "is empty", "name another file"},
		{"folder", "is a folder", "name a file"},
		{"other bbolt", "is no graph file", "name another file"},
		{"newer", "has format 2, and this orggraph reads format 1", "use an orggraph that is as new"},
		{"longer", "is damaged", "Put back a copy"},
		{"other schema", "another schema", "import the published files again"},
		{"fewer sections", `no section "part 3"`, "Put back a copy"},
	} {
		_, err := readParts(at(c.name))
		if err == nil || !strings.Contains(err.Error(), at(c.name)) || !strings.Contains(err.Error(), c.is) || !strings.Contains(err.Error(), c.do) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// rewriteHead changes a head and makes its checksum fit.
func rewriteHead(t *testing.T, path string, change func(head []byte)) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	b := make([]byte, headSize)
	if _, err := f.ReadAt(b, headAt); err != nil {
		t.Fatal(err)
	}
	change(b)
	if _, err := f.WriteAt(signed(b), headAt); err != nil {
		t.Fatal(err)
	}
}

// A file that somebody overwrites in place while it is read is a damaged one, not the end of the process.
func TestFileIsCutShortWhileRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	writeParts(t, path, someParts())
	_, err := readFile(path, testSchema, []section{{name: "part 6", decode: func(b []byte) error {
		if err := os.Truncate(path, pageSize); err != nil {
			return err
		}
		_, err := io.Discard.Write(bytes.Clone(b))
		return err
	}}})
	if err == nil || !strings.Contains(err.Error(), "changed while it was being read") {
		t.Error(err)
	}
}

// Neither a reader nor a server holds a lock: other programs may open the file while it is served.
func TestNoLockIsLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	writeParts(t, path, someParts())
	if _, err := readParts(path); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0, &bbolt.Options{Timeout: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	// While another program has it open for writing, it is refused in time and with the reason.
	if _, err := readParts(path); err == nil || !strings.Contains(err.Error(), "locked by another program") {
		t.Error(err)
	}
}

// Whatever is written over a file, and wherever it is cut, it is refused or it is as it was.
func TestDamageIsNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph")
	writeParts(t, path, someParts())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		content := bytes.Clone(whole)
		for range rapid.IntRange(1, 4).Draw(t, "places") {
			at := rapid.IntRange(0, len(content)-1).Draw(t, "at")
			copy(content[at:], rapid.SliceOfN(rapid.Byte(), 1, 64).Draw(t, "bytes"))
		}
		content = content[:rapid.IntRange(len(content)*9/10, len(content)).Draw(t, "size")]
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readParts(path); (err == nil) != bytes.Equal(content, whole) {
			t.Errorf("the error is %v", err)
		}
	})
}
