package ods

// Folder is a release folder, read whole.
type Folder struct {
	Files   []*File       // recognised files, by name
	Unknown []UnknownFile // everything else in the folder but the manifest, by name
	SHA256  string        // hex; over name, vintage and SHA256 of each recognised file, in order
}

// UnknownFile is an entry of a folder that no reader takes, and why.
type UnknownFile struct{ Name, Reason string }

// ReadFolder reads every file of a release folder. It calls progress, which may be nil, with the
// base name of each file as its reading begins, from one goroutine at a time. Rows that can't be
// read are rejects and files that aren't recognised are named in Unknown; an error is a folder
// that can't be read, a manifest that is wrong or a file that is damaged.
func ReadFolder(dir string, progress func(file string)) (*Folder, error) {
	panic("not written yet")
}

// ReadFile reads one file with the vintage that its folder's manifest, itself or its name gives.
// A file that isn't recognised is an error that wraps ErrUnknown.
func ReadFile(path string) (*File, error) {
	panic("not written yet")
}
