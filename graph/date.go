package graph

import (
	"fmt"
	"io"

	"github.com/99designs/gqlgen/graphql"

	"orggraph/internal/day"
	"orggraph/internal/store"
)

// MarshalDate writes a date as YYYY-MM-DD.
func MarshalDate(d day.Day) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = w.Write(store.AppendDay(nil, d)) })
}

// UnmarshalDate reads a date of the form YYYY-MM-DD.
func UnmarshalDate(v any) (day.Day, error) {
	s, ok := v.(string)
	if !ok {
		return 0, fmt.Errorf("%v is no date", v)
	}
	return day.Parse(s)
}
