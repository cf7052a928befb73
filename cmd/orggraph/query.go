package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"orggraph/graph"
	"orggraph/internal/config"
)

// errAnswer says that the answer, which is printed, holds errors.
var errAnswer = errors.New("the answer holds errors")

func (p *program) queryCommand() *cli.Command {
	return p.withSettings(config.Query, &cli.Command{
		Name:      "query",
		Usage:     "answer one GraphQL operation on standard output",
		UsageText: "orggraph query [options] 'QUERY'\norggraph query [options] --file FILE\norggraph query [options] -",
		Description: `Answers without opening a port: of the graph in --data or --store, else of the synthetic England. The
operation is the argument, the content of a file, or with - what standard input holds. The status is 1 where the
answer holds errors.

   orggraph query '{ regions { nodes { odsCode name } } }'
   orggraph query --data england.orggraph --file england.graphql --variables '{"on": "2026-03-31"}'
   orggraph query --explain '{ practices(first: 5, orderBy: [{listSize: DESC}]) { nodes { name } } }'`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "file", Usage: "read the operation from a `FILE`", TakesFile: true},
			&cli.StringFlag{Name: "variables", Usage: "its variables, a `JSON` object"},
			&cli.StringFlag{Name: "operation", Usage: "the `NAME` of the operation to answer, where there are several"},
			&cli.BoolFlag{Name: "explain", Usage: "print the plan with the rows that were expected and those that came, instead of the answer"},
		},
	}, func(ctx context.Context, c *cli.Command, v *config.Values) error {
		q, err := p.question(c)
		if err != nil {
			return err
		}
		at, err := placeOf(c, v)
		if err != nil {
			return err
		}
		s, err := openService(at, p.logger(v), operationLimits(v))
		if err != nil {
			return err
		}
		defer s.close()
		ctx, cancel := graph.WithTimeout(ctx, v.Duration("timeout-answer"))
		defer cancel()
		if c.Bool("explain") {
			return s.explain(ctx, p.stdout, q)
		}
		return p.answer(ctx, s, q)
	})
}

// question is a request as GraphQL over HTTP writes it.
type question struct {
	Query     string          `json:"query"`
	Operation string          `json:"operationName,omitempty"`
	Variables json.RawMessage `json:"variables,omitempty"`
}

func (p *program) question(c *cli.Command) (q question, err error) {
	q.Operation = c.String("operation")
	if v := c.String("variables"); v != "" {
		q.Variables = json.RawMessage(v)
		var object map[string]any
		if err := json.Unmarshal(q.Variables, &object); err != nil {
			return q, usagef(c, "the variables are no JSON object: %v", err)
		}
	}
	file, argument := c.String("file"), c.Args().First()
	switch {
	case c.Args().Len() > 1:
		return q, usagef(c, "%q is one argument too many: put the query between quotes", c.Args().Get(1))
	case file != "" && argument != "":
		return q, usagef(c, "there is both a query and a file with one: give either")
	case file != "":
		text, err := os.ReadFile(file)
		q.Query = string(text)
		return q, err
	case argument == "-":
		text, err := io.ReadAll(p.stdin)
		q.Query = string(text)
		return q, err
	case argument != "":
		q.Query = argument
		return q, nil
	default:
		return q, usagef(c, "there is no query: give one between quotes, in a file with --file, or with - on standard input")
	}
}

// answer prints the answer as it came, or for a reader on a terminal with each field on its line.
func (p *program) answer(ctx context.Context, s *service, q question) error {
	body, err := s.ask(ctx, q)
	if err != nil {
		return err
	}
	var failed struct{ Errors []json.RawMessage }
	if err := json.Unmarshal(body, &failed); err != nil {
		return fmt.Errorf("the answer is no JSON: %w", err)
	}
	var out bytes.Buffer
	if !isTerminal(p.stdout) || json.Indent(&out, body, "", "  ") != nil {
		out.Write(body)
	}
	out.WriteByte('\n')
	if _, err := p.stdout.Write(out.Bytes()); err != nil {
		return err
	}
	if len(failed.Errors) > 0 {
		return errAnswer
	}
	return nil
}
