package server

import "time"

// Limits bound what a client can make the server do. A GraphQL operation has limits of its own, which
// its engine keeps.
type Limits struct {
	BodyBytes   int64 // of the body of a request; above it is refused with 413
	HeaderBytes int   // of the request line and the headers; above it is refused with 431

	// What all clients may ask for together; above it they are told to try again, with 503.
	Running      int   // operations at a time
	Queue        int   // operations that wait for their turn
	WaitingBytes int64 // of answers that were not taken yet

	ReadHeader time.Duration // for the headers of a request to arrive
	Read       time.Duration // for a whole request to arrive
	Turn       time.Duration // for an operation to wait for its turn
	Answer     time.Duration // for an operation to be answered
	Write      time.Duration // for an answer to be taken, at least
	Idle       time.Duration // between two requests on one connection
	Shutdown   time.Duration // for running requests to end when the server stops
}

// DefaultLimits are the limits where nothing else is said.
func DefaultLimits() Limits {
	return Limits{
		BodyBytes:    256 << 10,
		HeaderBytes:  16 << 10,
		Running:      64,
		Queue:        128,
		WaitingBytes: 256 << 20,
		ReadHeader:   5 * time.Second,
		Read:         15 * time.Second,
		Turn:         2 * time.Second,
		Answer:       10 * time.Second,
		Write:        30 * time.Second,
		Idle:         120 * time.Second,
		Shutdown:     15 * time.Second,
	}
}
