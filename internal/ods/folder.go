package ods

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
)

// Folder is a release folder, read whole.
type Folder struct {
	Files   []*File       // recognised files, by name
	Unknown []UnknownFile // everything else in the folder but the manifest, by name
	SHA256  string        // hex; over name, vintage and SHA256 of each recognised file, in order
}

// UnknownFile is an entry of a folder that no reader takes, and why.
type UnknownFile struct{ Name, Reason string }

// ReadFolder reads every file of a release folder. It calls progress, which may be nil, with the
// base name of each file as its reading begins, from one goroutine at a time. Rows that can't be
// read are rejects and files that aren't recognised are named in Unknown; an error is a folder
// that can't be read, a manifest that is wrong or a file that is damaged.
func ReadFolder(dir string, progress func(file string)) (*Folder, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	stated, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ManifestName })
	var telling sync.Mutex
	tell := func(name string) {
		if progress != nil {
			telling.Lock()
			defer telling.Unlock()
			progress(name)
		}
	}
	files, faults := make([]*File, len(entries)), make([]error, len(entries))
	inParallel(len(entries), func(i int) {
		files[i], faults[i] = readFile(filepath.Join(dir, entries[i].Name()), stated, tell)
	})
	folder := &Folder{}
	sum := sha256.New()
	var damaged []error
	for i, f := range files {
		switch {
		case errors.Is(faults[i], ErrUnknown):
			folder.Unknown = append(folder.Unknown, UnknownFile{entries[i].Name(), faults[i].Error()})
		case faults[i] != nil:
			damaged = append(damaged, fmt.Errorf("%s: %w", entries[i].Name(), faults[i]))
		default:
			folder.Files = append(folder.Files, f)
			fmt.Fprintf(sum, "%q %v %s\n", f.Name, f.Vintage, f.SHA256)
		}
	}
	if len(damaged) > 0 {
		return nil, errors.Join(damaged...)
	}
	folder.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return folder, nil
}

// inParallel calls do with every number below n, on as many goroutines as there are processors.
func inParallel(n int, do func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

// ReadFile reads one file with the vintage that its folder's manifest, itself or its name gives.
// A file that isn't recognised is an error that wraps ErrUnknown.
func ReadFile(path string) (*File, error) {
	stated, err := readManifest(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	f, err := readFile(path, stated, func(string) {})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return f, nil
}

// fileLimit is what a file may have: several times what the largest published file of a known format does.
// Files are read whole.
const fileLimit = 128 << 20

// readFile reads a file. It tells of it once it knows that a reader takes it.
func readFile(path string, stated manifest, tell func(name string)) (*File, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, unknown("a folder")
	case !info.Mode().IsRegular():
		return nil, unknown("no regular file") // a pipe would never end
	}
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }() // what was read was read
	head, err := io.ReadAll(io.LimitReader(in, beginning))
	if err != nil {
		return nil, err
	}
	known, err := recognise(name, head, len(head) < beginning)
	if err != nil {
		return nil, err
	}
	if info.Size() > fileLimit {
		return nil, fmt.Errorf("it is larger than %d MB", fileLimit>>20)
	}
	tell(name)
	rest, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	raw := append(head, rest...)
	sum := sha256.Sum256(raw)
	f := &File{Name: name, Format: known.format, SHA256: hex.EncodeToString(sum[:])}
	if err := known.read(f, raw); err != nil {
		return nil, err
	}
	f.date(stated)
	return f, nil
}
