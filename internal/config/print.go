package config

import (
	"fmt"
	"io"
	"strings"
)

// Print writes the settings of the job as a file that Load reads: each with what it is and, after the
// value, where that was stated. A secret stands there as a comment without its value.
func (v *Values) Print(w io.Writer) error {
	var b strings.Builder
	group := ""
	for i := range Settings {
		s := &Settings[i]
		if s.OptionOnly || s.Jobs&v.job == 0 {
			continue
		}
		if s.Group != group {
			group = s.Group
			fmt.Fprintf(&b, "## %s\n\n", group)
		}
		fmt.Fprintf(&b, "# %s", s.PlainUsage())
		if r := s.Range(); r != "" {
			fmt.Fprintf(&b, " (%s)", r)
		} else if s.Kind == Choice {
			fmt.Fprintf(&b, " (%s)", strings.Join(s.Choices, ", "))
		}
		stated := v.values[s.Name]
		switch {
		case stated.value == nil:
			fmt.Fprintf(&b, "\n# %s:\n\n", s.Name)
		case s.Secret:
			fmt.Fprintf(&b, "\n# %s: (not shown) # %s\n\n", s.Name, stated.where)
		default:
			fmt.Fprintf(&b, "\n%s: %s # %s\n\n", s.Name, s.write(stated.value), stated.where)
		}
	}
	_, err := io.WriteString(w, strings.TrimSuffix(b.String(), "\n"))
	return err
}

// PlainUsage is what a setting is, without the marks around what stands for its value.
func (s *Setting) PlainUsage() string { return strings.ReplaceAll(s.Usage, "`", "") }
