package memory

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// A file is a bbolt database that is written once and never changed. In the part of its first page
// that bbolt leaves unused stands a head, with a checksum over everything else. It is checked before
// bbolt sees the file: bbolt trusts what it reads, and a flipped bit can send it in circles.
//
//	0            16       80         1024    1088        4096                      size
//	| bbolt page | meta 0 | unused … | head | unused … | meta 1, pages of bbolt … |
//
// The head, little endian; every later format keeps the first 16 bytes:
//
//	 0  magic, 8 bytes
//	 8  format version, 4 bytes
//	12  checksum of the head (with 0 in this place), 4 bytes
//	16  size of the file, 8 bytes
//	24  checksum of the file without the head, 4 bytes
//	28  0, 4 bytes
//	32  fingerprint of the schema, 32 bytes
const (
	headAt   = 1024
	headSize = 64
	pageSize = 4096

	magic         = "orggraph"
	formatVersion = 1
)

type fingerprint [32]byte

type head struct {
	size     int64
	checksum uint32
	schema   fingerprint
}

// castagnoli is the polynomial that processors compute by themselves.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (h head) encode() []byte {
	b := make([]byte, headSize)
	copy(b, magic)
	binary.LittleEndian.PutUint32(b[8:], formatVersion)
	binary.LittleEndian.PutUint64(b[16:], uint64(h.size))
	binary.LittleEndian.PutUint32(b[24:], h.checksum)
	copy(b[32:], h.schema[:])
	return signed(b)
}

// signed puts the checksum of a head in its place.
func signed(b []byte) []byte {
	clear(b[12:16])
	binary.LittleEndian.PutUint32(b[12:], crc32.Checksum(b, castagnoli))
	return b
}

// seal writes the head of a file that bbolt is done with.
func seal(f *os.File, schema fingerprint) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h := head{size: info.Size(), schema: schema}
	if h.checksum, err = checksum(f, h.size); err != nil {
		return err
	}
	_, err = f.WriteAt(h.encode(), headAt)
	return err
}

// open opens a regular file: whoever opens a pipe waits for the other end.
func open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder, not a graph file: name a file", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file: name a graph file", path)
	}
	return os.Open(path)
}

// check says what is wrong with a file before a byte of its content is used.
func check(f *os.File, schema fingerprint) error {
	path := f.Name()
	info, err := f.Stat()
	switch {
	case err != nil:
		return err
	case info.Size() == 0:
		return fmt.Errorf("%s is empty, not a graph file: remove it or name another file", path)
	}
	b := make([]byte, headSize)
	if _, err := f.ReadAt(b, headAt); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: %w", path, err)
	}
	if string(b[:8]) != magic {
		return fmt.Errorf("%s is no graph file of orggraph: move it away or name another file", path)
	}
	if !bytes.Equal(b, signed(bytes.Clone(b))) {
		return damaged(path, "its head is not as it was written")
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != formatVersion {
		return fmt.Errorf("%s has format %d, and this orggraph reads format %d: use an orggraph that is as new as the one that wrote it", path, v, formatVersion)
	}
	if size := int64(binary.LittleEndian.Uint64(b[16:])); size != info.Size() {
		return damaged(path, fmt.Sprintf("it has %d bytes of %d", info.Size(), size))
	}
	if sum, err := checksum(f, info.Size()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	} else if sum != binary.LittleEndian.Uint32(b[24:]) {
		return damaged(path, "its content is not as it was written")
	}
	if fingerprint(b[32:]) != schema {
		return fmt.Errorf("%s was made for another schema than this orggraph has: remove it and import the published files again, oldest release first", path)
	}
	return nil
}

// checksum reads the whole file but the head.
func checksum(f *os.File, size int64) (sum uint32, err error) {
	buf := make([]byte, min(size, 1<<18))
	for _, part := range []*io.SectionReader{
		io.NewSectionReader(f, 0, headAt),
		io.NewSectionReader(f, headAt+headSize, size-headAt-headSize),
	} {
		for {
			n, err := part.Read(buf)
			sum = crc32.Update(sum, castagnoli, buf[:n])
			if err == io.EOF {
				break
			}
			if err != nil {
				return 0, err
			}
		}
	}
	return sum, nil
}

func damaged(path, how string) error {
	return fmt.Errorf("%s is damaged: %s. Put back a copy of it, or remove it and import the published files again, oldest release first", path, how)
}
