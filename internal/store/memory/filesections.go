package memory

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"
)

// A bucket of a file holds one section, whole under this key: sections are read whole as well.
var content = []byte("content")

// section is a named part of a file.
type section struct {
	name string
	// encode returns the bytes to keep.
	encode func() ([]byte, error)
	// decode takes the bytes that were kept; they are gone when it returns.
	decode func([]byte) error
}

// putSections fills an empty file. Each section has a transaction of its own, which is what bbolt holds
// in memory. Equal sections give equal bytes: pages have a fixed size, and the free list is no map.
func putSections(f *os.File, sections []section) error {
	db, err := bbolt.Open(f.Name(), 0, &bbolt.Options{
		PageSize: pageSize, FreelistType: bbolt.FreelistArrayType,
		NoSync: true, NoGrowSync: true, // the file is synced as a whole
	})
	if err != nil {
		return err
	}
	for _, s := range sections {
		if err = db.Update(s.put); err != nil {
			err = fmt.Errorf("section %q: %w", s.name, err)
			break
		}
	}
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}

func (s section) put(tx *bbolt.Tx) error {
	b, err := tx.CreateBucket([]byte(s.name))
	if err != nil {
		return err
	}
	value, err := s.encode()
	if err != nil {
		return err
	}
	return b.Put(content, value)
}

// getSections reads a file that was checked and closes it. No lock outlives it.
func getSections(f *os.File, sections []section) (err error) {
	path := f.Name()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		// bbolt maps the file: where somebody cuts it short meanwhile, reading it is a fault.
		if r := recover(); r != nil {
			if _, fault := r.(interface{ Addr() uintptr }); !fault {
				panic(r)
			}
			err = damaged(path, "it was changed while it was being read")
		}
	}()
	db, err := bbolt.Open(path, 0, &bbolt.Options{
		ReadOnly: true, Timeout: time.Second,
		OpenFile: func(string, int, os.FileMode) (*os.File, error) { return f, nil },
	})
	if errors.Is(err, bbolterrors.ErrTimeout) {
		return fmt.Errorf("%s is locked by another program that writes to it", path)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer func() { _ = db.Close() }()
	return db.View(func(tx *bbolt.Tx) error {
		for _, s := range sections {
			b := tx.Bucket([]byte(s.name))
			if b == nil {
				return damaged(path, fmt.Sprintf("it has no section %q", s.name))
			}
			if err := s.decode(b.Get(content)); err != nil {
				return damaged(path, fmt.Sprintf("section %q: %v", s.name, err))
			}
		}
		return nil
	})
}
