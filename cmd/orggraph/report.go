package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"

	"orggraph/internal/ingest"
)

// reportJSON writes what an import did.
func reportJSON(r *ingest.Report) func(io.Writer) error {
	return func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
}

// rejectsCSV writes the rows that could not be taken: where each stands, why, and its cells.
func rejectsCSV(r *ingest.Report) func(io.Writer) error {
	return func(w io.Writer) error {
		c := csv.NewWriter(w)
		if err := c.Write([]string{"file", "sheet", "line", "reason", "row"}); err != nil {
			return err
		}
		for _, reject := range r.Rejects {
			record := append([]string{reject.File, reject.Sheet, strconv.Itoa(reject.Line), reject.Reason}, reject.Row...)
			if err := c.Write(record); err != nil {
				return err
			}
		}
		c.Flush()
		return c.Error()
	}
}
