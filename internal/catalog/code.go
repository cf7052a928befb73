package catalog

// The longest codes.
const (
	maxODSCode = 12
	maxOwnCode = 64
)

// IsODSCode says whether text has the shape of a code of the Organisation Data Service: 1 to 12 of A-Z, 0-9
// and the hyphen.
func IsODSCode(text string) bool {
	return text != "" && len(text) <= maxODSCode && all(text, func(c byte) bool { return 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' })
}

// IsOwnCode says whether text has the shape of a code that this project or its users give to what the ODS has
// no code for: 2 to 64 of a-z, 0-9 and the hyphen, a letter first. No code has both shapes.
func IsOwnCode(text string) bool {
	return len(text) >= 2 && len(text) <= maxOwnCode && 'a' <= text[0] && text[0] <= 'z' &&
		all(text, func(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' })
}

func all(text string, ok func(byte) bool) bool {
	for i := range len(text) {
		if !ok(text[i]) {
			return false
		}
	}
	return true
}
