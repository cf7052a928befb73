// Package config turns what a user says - options, variables of the environment, a file - into the
// settings of one run: one table names each with its kind, its default and its range, and everything is
// checked at once, so that a mistake is told at start and with the place where it was made. It must not
// import anything of ours: what a setting does is for others to say.
package config

import (
	"strings"
)

// Kind is what a setting holds, and so how it is written.
type Kind int

// The kinds.
const (
	Text     Kind = iota
	List          // texts: an option that is repeated, commas in the environment, a sequence in a file
	Number        // a whole number
	Size          // in bytes: 512, 256KiB, 16MiB, 1GiB
	Duration      // 500ms, 10s, 1m30s
	Boolean       // true or false
	Choice        // one of a few words
)

// Job is a command that has settings.
type Job int

// The jobs; together they are a set.
const (
	Serve Job = 1 << iota
	Query
	Import
	All = Serve | Query | Import
)

// Setting is one thing that a user can set.
type Setting struct {
	Name    string // of the option and the key; the variable's is made from it
	Kind    Kind
	Group   string // under which a list of settings has it
	Jobs    Job    // whom it concerns
	Default string // as a user would write it; empty for none
	// Imports is the default of an import, where that has one of its own.
	Imports string
	// Least and Most are the range of a number, of bytes, or of nanoseconds.
	Least, Most int64
	Choices     []string
	Usage       string // what it is, in one line; what stands for the value is between backquotes
	Secret      bool   // its value is never shown
	OptionOnly  bool   // it has no key in a file
}

// Prefix begins the name of every variable.
const Prefix = "ORGGRAPH_"

// TestPrefix begins the names of variables that tests use, and that no setting has.
const TestPrefix = Prefix + "TEST_"

// Variable is the setting's name in the environment.
func (s *Setting) Variable() string {
	return Prefix + strings.ToUpper(strings.ReplaceAll(s.Name, "-", "_"))
}

// DefaultOf is the default for a job.
func (s *Setting) DefaultOf(j Job) string {
	if j == Import && s.Imports != "" {
		return s.Imports
	}
	return s.Default
}

// setting finds a setting by its name; nil where there is none.
func setting(name string) *Setting {
	for i := range Settings {
		if Settings[i].Name == name {
			return &Settings[i]
		}
	}
	return nil
}
