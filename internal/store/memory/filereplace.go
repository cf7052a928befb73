package memory

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// abandoned is the age from which an unfinished file is the litter of a run that was killed: nothing
// takes nearly as long to write.
const abandoned = time.Hour

// replace puts a new file in the place of path, or of the file that path links to, whole or not at all:
// readers see the old content until the new one stands on disk. Until then a failure leaves the old file as
// it was, and nothing else.
func replace(path string, fill func(f *os.File) error) error {
	at := path
	if file, err := filepath.EvalSymlinks(path); err == nil {
		at = file
	}
	dir, base := filepath.Split(at)
	dir = filepath.Clean(dir)
	unfinished := "." + base + ".unfinished-"
	sweep(dir, unfinished)
	f, err := os.OpenFile(filepath.Join(dir, fmt.Sprintf("%s%08x", unfinished, rand.Uint32())), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return unwritable(path, err)
	}
	steps := []func() error{
		func() error { return keepMode(f, path) },
		func() error { return fill(f) },
		f.Sync,
		f.Close,
		func() error { return os.Rename(f.Name(), at) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			_ = f.Close()
			return unwritable(path, errors.Join(err, os.Remove(f.Name())))
		}
	}
	if err := syncFolder(dir); err != nil {
		return fmt.Errorf("%s is written, but may not outlive a power failure: %w", path, err)
	}
	return nil
}

// unwritable names the file that was to be written, not the unfinished one.
func unwritable(path string, err error) error {
	var unfinished *fs.PathError
	if errors.As(err, &unfinished) {
		err = unfinished.Err
	}
	return fmt.Errorf("%s can't be written: %w", path, err)
}

// keepMode lets the same people read the new file.
func keepMode(f *os.File, path string) error {
	old, err := os.Stat(path)
	if err != nil {
		return nil //nolint:nilerr // there is no old file: a new one has the usual mode
	}
	if !old.Mode().IsRegular() {
		return errors.New("something else has that name")
	}
	return f.Chmod(old.Mode().Perm())
}

// sweep removes what killed runs left behind. What can't be removed does no harm.
func sweep(dir, prefix string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > abandoned {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// syncFolder makes a rename outlive a power failure.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
