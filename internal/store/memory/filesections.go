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

// bucket holds the sections of a file, each whole under its name: they are read whole as well.
var bucket = []byte("snapshot")

// section is a named part of a file.
type section struct {
	name string
	// encode returns the bytes to keep.
	encode func() ([]byte, error)
	// decode takes the bytes that were kept; they are gone when it returns.
	decode func([]byte) error
}

// putSections fills an empty file. Equal sections give equal bytes: one transaction, a fixed size of
// pages, and a free list that is no map.
func putSections(f *os.File, sections []section) error {
	db, err := bbolt.Open(f.Name(), 0, &bbolt.Options{
		PageSize: pageSize, FreelistType: bbolt.FreelistArrayType,
		NoSync: true, NoGrowSync: true, // the file is synced as a whole
	})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket(bucket)
		if err != nil {
			return err
		}
		for _, s := range sections {
			value, err := s.encode()
			if err != nil {
				return fmt.Errorf("section %q: %w", s.name, err)
			}
			if err := b.Put([]byte(s.name), value); err != nil {
				return err
			}
		}
		return nil
	})
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
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
		b := tx.Bucket(bucket)
		for _, s := range sections {
			value := b.Get([]byte(s.name))
			if value == nil {
				return damaged(path, fmt.Sprintf("it has no section %q", s.name))
			}
			if err := s.decode(value); err != nil {
				return damaged(path, fmt.Sprintf("section %q: %v", s.name, err))
			}
		}
		return nil
	})
}
