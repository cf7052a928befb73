//go:build plain

package web

import "io/fs"

// dist is left out, so that the page that needs no Node can be tried where the other one was built.
var dist fs.FS
