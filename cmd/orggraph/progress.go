package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress tells how far an import is, to somebody who watches: elsewhere it says nothing.
type progress struct {
	out io.Writer // nil where nobody watches
	bar *progressbar.ProgressBar
	at  string
}

func newProgress(out io.Writer) *progress {
	if !isTerminal(out) {
		return &progress{}
	}
	return &progress{out: out}
}

func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// file tells that the reading of a file begins.
func (p *progress) file(name string) { p.stage("reading "+name, 0, -1) }

// stage tells how far a stage of the work is; a total of -1 is unknown.
func (p *progress) stage(name string, done, total int) {
	if p.out == nil {
		return
	}
	if p.bar == nil || p.at != name {
		p.finish()
		p.at = name
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(name),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
		_ = p.bar.RenderBlank()
	}
	_ = p.bar.Set(done)
}

// finish clears the bar away.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
