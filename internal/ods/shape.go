package ods

import (
	"regexp"
	"strings"
)

// codeShapes is how the codes of each 27-column format look. A file is believed to be what its
// name says only where most of its codes look so.
var codeShapes = []struct {
	format Format
	stands *regexp.Regexp
	// unmistakable shapes tell the format of a file whose name doesn't.
	unmistakable bool
}{
	{Epraccur, regexp.MustCompile(`^([A-UW-Z][0-9]{5}|[A-Z]{3}[0-9]{3})$`), false},
	{Eccg, regexp.MustCompile(`^([0-9]{2}[A-Z]|[0-9][A-Z][0-9A-Z]|[A-Z][0-9][A-Z][0-9][A-Z])$`), false},
	{Etr, regexp.MustCompile(`^(R[0-9A-Z]{2}|[A-Z][0-9][A-Z][0-9][A-Z])$`), false},
	{Edispensary, regexp.MustCompile(`^F[A-Z][0-9A-Z][0-9]{2}$`), true},
	{Egdpprac, regexp.MustCompile(`^V[0-9]{5,6}$`), true},
	{Ebranchs, regexp.MustCompile(`^[A-UW-Z][0-9]{8}$`), true},
}

// recognise27 tells the format of a file without a header from its name and the first of its codes.
func recognise27(stem string, codes []string) (Format, error) {
	named := formatOfName(stem)
	if named == "" {
		for _, shape := range codeShapes {
			// One damaged row in twenty does not make a file unknown.
			if shape.unmistakable && 20*fits(shape.stands, codes) >= 19*len(codes) {
				return shape.format, nil
			}
		}
		return "", unknownf("27 columns, but neither its name nor its codes (%s …) tell which format it is", codes[0])
	}
	for _, shape := range codeShapes {
		if shape.format != named {
			continue
		}
		if n := fits(shape.stands, codes); 2*n < len(codes) {
			return "", unknownf("named %s, but %d of its first %d codes (%s …) don't look like it",
				named, len(codes)-n, len(codes), codes[0])
		}
	}
	return named, nil
}

// formatOfName finds the 27-column format that a base name without extension begins with:
// epraccur, EPRACCUR, epraccur-2025, epraccur_sample.
func formatOfName(stem string) Format {
	stem = strings.ToLower(stem)
	for _, shape := range codeShapes {
		rest, ok := strings.CutPrefix(stem, string(shape.format))
		if ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return shape.format
		}
	}
	return ""
}

func fits(shape *regexp.Regexp, codes []string) int {
	n := 0
	for _, code := range codes {
		if shape.MatchString(code) {
			n++
		}
	}
	return n
}
