// Package examples turns a graph, whatever it holds, into operations to begin with: one for each kind of
// user, with codes in their variables that this graph answers. It must not import anything of ours: it
// learns what there is by asking, as anybody else does.
package examples

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed *.graphql
var files embed.FS

// Set is what a page shows before anything was asked.
type Set struct {
	Release  string    `json:"release"`
	AsOf     string    `json:"asOf"` // today
	Title    string    `json:"title"`
	Licence  string    `json:"licence"`
	Examples []Example `json:"examples"`
}

// Example is an operation that can be asked as it is.
type Example struct {
	Name      string            `json:"name"` // of the operation
	Title     string            `json:"title"`
	For       string            `json:"for"` // whom
	Query     string            `json:"query"`
	Variables map[string]string `json:"variables"`
}

// Examples keeps the examples for what is being served.
type Examples struct {
	ask   Ask
	mutex sync.Mutex
	of    edition
	json  []byte
}

// New makes examples of what answers to ask.
func New(ask Ask) *Examples { return &Examples{ask: ask} }

// JSON is the Set for what is being served now. It is made anew where another release or another day came.
func (e *Examples) JSON(ctx context.Context) ([]byte, error) {
	now, err := e.ask.edition(ctx)
	if err != nil {
		return nil, err
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.json != nil && e.of == now {
		return e.json, nil
	}
	set, err := Find(ctx, e.ask)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(set)
	if err != nil {
		return nil, fmt.Errorf("examples: %w", err)
	}
	e.of, e.json = edition{set.Release, set.AsOf}, text
	return text, nil
}

// Find asks for codes and makes the examples with them. Where there is nothing, the examples stay valid
// and find nothing either.
func Find(ctx context.Context, ask Ask) (*Set, error) {
	found, err := ask.find(ctx)
	if err != nil {
		return nil, err
	}
	set := &Set{
		Release: found.today.Release, AsOf: found.today.AsOf, Title: found.title, Licence: found.licence,
		Examples: []Example{
			{
				Name: "England", Title: "All of England", For: "everyone",
				Variables: map[string]string{"on": found.today.AsOf},
			},
			{
				Name: "PracticePage", Title: "A practice page", For: "frontends",
				Variables: map[string]string{"practice": found.practice},
			},
			{
				Name: "WhoMoved", Title: "Who moved", For: "analysts",
				Variables: map[string]string{"network": found.moved, "system": found.straddled, "then": found.then, "now": found.today.AsOf},
			},
			{
				Name: "Totals", Title: "Totals", For: "dashboards",
				Variables: map[string]string{"on": found.today.AsOf},
			},
			{
				Name: "AroundANetwork", Title: "Around a PCN", For: "network explorers",
				Variables: map[string]string{"network": found.network},
			},
			{
				Name: "AroundAProfession", Title: "Around an LPN", For: "network explorers",
				Variables: map[string]string{"network": found.profession},
			},
		},
	}
	for i := range set.Examples {
		text, err := files.ReadFile(set.Examples[i].Name + ".graphql")
		if err != nil {
			return nil, fmt.Errorf("examples: %w", err)
		}
		set.Examples[i].Query = string(text)
	}
	return set, nil
}
