package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// pendingFiles are files that stand under other names until they are all to be kept.
type pendingFiles struct{ names []pendingFile }

type pendingFile struct{ temporary, final string }

// write writes a file under a temporary name in its own folder.
func (p *pendingFiles) write(name string, content func(io.Writer) error) error {
	if file, err := filepath.EvalSymlinks(name); err == nil {
		name = file
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s can't be written: it is no regular file", name) // else a device would become one
	}
	temporary := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.unfinished-%08x", filepath.Base(name), rand.Uint32()))
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("%s can't be written: %w", name, err)
	}
	p.names = append(p.names, pendingFile{temporary, name})
	w := bufio.NewWriter(f)
	for _, step := range []func() error{func() error { return content(w) }, w.Flush, f.Close} {
		if err := step(); err != nil {
			_ = f.Close()
			return fmt.Errorf("%s can't be written: %w", name, err)
		}
	}
	return nil
}

// keep puts the files in place.
func (p *pendingFiles) keep() error {
	for i, f := range p.names {
		if err := os.Rename(f.temporary, f.final); err != nil {
			p.names = p.names[i:]
			return fmt.Errorf("%s can't be written: %w", f.final, err)
		}
	}
	p.names = nil
	return nil
}

// discard removes what was not kept.
func (p *pendingFiles) discard() {
	for _, f := range p.names {
		_ = os.Remove(f.temporary)
	}
}
