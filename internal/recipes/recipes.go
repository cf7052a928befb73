// Package recipes turns the documents of the project into what a reader does with them: the commands, operations
// and answers that stand in fenced blocks. Its own tests follow the examples of docs/examples against a server that
// runs; they run under the build tag `recipes`, need Node with npm, Python and curl, and fail without. Only tests
// may import it, and it imports nothing of ours.
package recipes

import "strings"

// Block is fenced text of a page.
type Block struct {
	Language, Text string
	Line           int // of the opening fence, from 1
}

// Blocks are the fenced texts of a page, in order.
func Blocks(page string) (list []Block) {
	inside := false
	number := 0
	for line := range strings.Lines(page) {
		number++
		language, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && !inside:
			list = append(list, Block{Language: strings.TrimSpace(language), Line: number})
			inside = true
		case fence:
			inside = false
		case inside:
			list[len(list)-1].Text += line
		}
	}
	return list
}
