package ingest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"orggraph/internal/day"
	"orggraph/internal/ods"
)

// OlderError says that a file is older than the one of its format that is loaded.
type OlderError struct {
	File            string
	Format          ods.Format
	Vintage, Loaded day.Day
}

func (e *OlderError) Error() string {
	return fmt.Sprintf("%s describes %v, but the loaded file of the format %s describes %v: import older releases first",
		e.File, e.Vintage, e.Format, e.Loaded)
}

// UndatedError says that a file does not say which day it describes, and can't do without.
type UndatedError struct {
	File   string
	Format ods.Format
}

func (e *UndatedError) Error() string {
	return fmt.Sprintf("%s does not say which day it describes: name the day in manifest.csv (file,vintage,publication)", e.File)
}

// needVintage are the formats whose statements mean nothing without a day.
var needVintage = map[ods.Format]bool{ods.PracticeMap: true, ods.Patients: true, ods.DiseaseRegister: true}

// loadedFile is what makes two files the same: a copy under another name adds nothing.
type loadedFile struct {
	sha256  string
	vintage day.Day
}

// accept returns the files that are new, oldest first. It fails on all that can't be taken.
func (l *ledger) accept(files []*ods.File) ([]*ods.File, error) {
	newest := map[ods.Format]day.Day{}
	for _, f := range files {
		if v, ok := newest[f.Format]; !ok || f.Vintage > v {
			newest[f.Format] = f.Vintage
		}
	}
	var accepted []*ods.File
	var refused []error
	seen := map[loadedFile]bool{}
	for _, f := range files {
		loaded, some := l.newest(f.Format)
		known := l.fileIndex(f) >= 0
		switch {
		case needVintage[f.Format] && f.Vintage == day.Min:
			refused = append(refused, &UndatedError{f.Name, f.Format})
		// A loaded file may lie beside a newer one of its format, but not come back without it.
		case some && f.Vintage < loaded && (!known || newest[f.Format] < loaded):
			refused = append(refused, &OlderError{f.Name, f.Format, f.Vintage, loaded})
		case !known && !seen[loadedFile{f.SHA256, f.Vintage}]:
			accepted = append(accepted, f)
			seen[loadedFile{f.SHA256, f.Vintage}] = true
		}
	}
	slices.SortStableFunc(accepted, func(a, b *ods.File) int {
		return cmp.Or(cmp.Compare(a.Vintage, b.Vintage), cmp.Compare(a.Format, b.Format), cmp.Compare(a.Name, b.Name))
	})
	return accepted, errors.Join(refused...)
}
