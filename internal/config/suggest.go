package config

import (
	"fmt"
)

func isVariable(name string) bool {
	for i := range Settings {
		if Settings[i].Variable() == name {
			return true
		}
	}
	return false
}

func variables() (names []string) {
	for i := range Settings {
		names = append(names, Settings[i].Variable())
	}
	return names
}

func keys() (names []string) {
	for i := range Settings {
		if !Settings[i].OptionOnly {
			names = append(names, Settings[i].Name)
		}
	}
	return names
}

// suggestion names what somebody may have meant; empty where nothing is near.
func suggestion(name string, known []string) string {
	const near = 3
	best, distance := "", near+1
	for _, k := range known {
		if d := edits(name, k); d < distance {
			best, distance = k, d
		}
	}
	if best == "" || distance >= len(name) {
		return ""
	}
	return fmt.Sprintf("; is it %s?", best)
}

// edits is how many bytes have to be added, removed or changed to make one name of another.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := before
			if a[i] != b[j] {
				changed++
			}
			before = row[j+1]
			row[j+1] = min(changed, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
