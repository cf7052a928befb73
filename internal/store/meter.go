package store

import "sync/atomic"

// Meter measures one operation, over all its root fields, which may run at once. A nil one counts nothing and limits
// nothing.
type Meter struct {
	// Rows are those that operators have produced, by Op.ID. Each root adds to those of its own operators.
	Rows []int64

	most  int64
	taken atomic.Int64
}

// NewMeter makes a meter for a plan of so many operators, whose answer may have so many bytes.
func NewMeter(ops, bytes int) *Meter {
	return &Meter{Rows: make([]int64, ops), most: int64(bytes)}
}

// ErrTooLarge says that an answer has more bytes than it may.
var ErrTooLarge = Errorf(TooComplex, "the answer is too large: ask for fewer fields, or for a page with first")

// Count adds rows that an operator has produced.
func (m *Meter) Count(op, rows int) {
	if m != nil {
		m.Rows[op] += int64(rows)
	}
}

// Take notes more bytes of the answer. It fails with ErrTooLarge once these are too many.
func (m *Meter) Take(bytes int) error {
	if m != nil && m.taken.Add(int64(bytes)) > m.most {
		return ErrTooLarge
	}
	return nil
}

// Most is how many bytes an answer may have; -1 where nothing limits them.
func (m *Meter) Most() int {
	if m == nil {
		return -1
	}
	return int(m.most)
}
