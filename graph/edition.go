package graph

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// Edition is what an answer depends on beside its request: equal requests have equal answers in equal
// editions. It can be compared.
type Edition struct {
	Release string
	Day     day.Day // today
	// Digest is of all else: what the dataset says of itself, which one release may say in several ways,
	// the limits, and the program.
	Digest [16]byte
}

// Edition is that of a request that comes now. It fails with UNAVAILABLE while there is nothing to read.
func (e *Engine) Edition(ctx context.Context) (Edition, error) {
	view, err := e.store.View(ctx)
	if err != nil {
		return Edition{}, err
	}
	defer view.Close()
	return e.edition(view.Dataset(), e.today()), nil
}

func (e *Engine) edition(d *store.Dataset, today day.Day) Edition {
	known := e.digested.Load()
	if known == nil || known.dataset != d {
		known = &digested{d, e.digest(d)}
		e.digested.Store(known)
	}
	return Edition{Release: d.Release, Day: today, Digest: known.digest}
}

// digested is the digest for a dataset, which never changes. It is kept because it takes longer to make
// than all else that an answer which is known takes.
type digested struct {
	dataset *store.Dataset
	digest  [16]byte
}

func (e *Engine) digest(d *store.Dataset) (digest [16]byte) {
	facts, err := json.Marshal(d)
	if err != nil {
		panic(err) // it holds text, numbers and days
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%+v\n%x", facts, e.limits, program()))
	copy(digest[:], sum[:])
	return digest
}

// program is the hash of the running program. A version is not enough: a build without one answers in its
// own way as well.
var program = sync.OnceValue(func() []byte {
	h := sha256.New()
	if err := hashProgram(h); err != nil { // then it is like no other
		h.Write([]byte(rand.Text()))
	}
	return h.Sum(nil)
})

func hashProgram(h io.Writer) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	_, err = io.Copy(h, f)
	return err
}
