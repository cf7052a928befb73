// Command orggen is what go generate runs: it turns schema.graphqls into the schema that is served and
// the code around it. It imports gen and nothing else of ours.
package main

import (
	"fmt"
	"os"

	"orggraph/internal/gen"
)

func main() {
	if err := gen.Run(); err != nil {
		fmt.Fprintf(os.Stderr, "orggen: %v\n", err)
		os.Exit(1)
	}
}
