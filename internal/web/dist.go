//go:build !plain

package web

import (
	"embed"
	"io/fs"
)

// embedded is what `make playground` wrote, or nothing but the file that keeps the folder.
//
//go:embed all:dist
var embedded embed.FS

var dist fs.FS = embedded
