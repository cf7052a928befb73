// Command orggraph turns its arguments into one of a few jobs: import published files, serve the graph
// or ask it one question. It wires the packages together and holds no logic of its own; nothing may
// import it, and it alone imports concrete stores.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // "today" is London's, also where the machine knows no time zones

	"github.com/urfave/cli/v3"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	p := program{getenv: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		p.variables = append(p.variables, name)
	}
	os.Exit(p.run(ctx, os.Args))
}

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1 // the job failed, or the answer holds errors
	exitUsage  = 2 // the arguments make no job
)

// run does the job that the arguments name and returns the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	err := p.command().Run(ctx, args)
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errAnswer):
		return exitFailed // the answer on standard output says what is wrong
	case errors.As(err, &usage):
		fmt.Fprintf(p.stderr, "orggraph: %v\nRun \"%s --help\" for what it takes.\n", err, usage.command)
		return exitUsage
	default:
		fmt.Fprintf(p.stderr, "orggraph: %v\n", err)
		return exitFailed
	}
}

// program is what the jobs share: the world outside.
type program struct {
	getenv         func(string) string
	variables      []string // that the environment has; those that are no setting are told
	stdin          io.Reader
	stdout, stderr io.Writer
}

// usageError says that the arguments make no job.
type usageError struct {
	command string
	message string
}

func (e *usageError) Error() string { return e.message }

func usagef(c *cli.Command, format string, args ...any) error {
	return &usageError{c.FullName(), fmt.Sprintf(format, args...)}
}

const description = `Look at England with nothing but this program: orggraph serve brings up a synthetic
England and prints the address of a page where you can write queries.

   Serve published data:
      orggraph import --from release-2025
      orggraph serve --data england.orggraph

   The same in a Neo4j database:
      orggraph import --from release-2025 --store neo4j://localhost
      orggraph serve --store neo4j://localhost

   Ask one question, here of the synthetic England:
      orggraph query '{ regions { nodes { odsCode name } } }'

   "orggraph COMMAND --help" explains each command.`

func (p *program) command() *cli.Command {
	root := &cli.Command{
		Name:            "orggraph",
		Usage:           "the organisations of primary care in England, as a graph, over GraphQL",
		UsageText:       "orggraph COMMAND [options]",
		Description:     description,
		HideHelpCommand: true,
		Commands:        []*cli.Command{p.serveCommand(), p.importCommand(), p.queryCommand(), p.versionCommand()},
		Reader:          p.stdin,
		Writer:          p.stdout,
		ErrWriter:       p.stderr,
		ExitErrHandler:  func(context.Context, *cli.Command, error) {}, // run decides
		Action: func(_ context.Context, c *cli.Command) error {
			if c.Args().Present() {
				return usagef(c, "there is no command %q", c.Args().First())
			}
			return cli.ShowRootCommandHelp(c)
		},
	}
	for _, c := range append(root.Commands, root) {
		c.OnUsageError = func(_ context.Context, c *cli.Command, err error, _ bool) error {
			return usagef(c, "%v", err)
		}
	}
	return root
}

// noArguments refuses what stands after the options.
func noArguments(c *cli.Command) error {
	if c.Args().Present() {
		return usagef(c, "%q is one argument too many", c.Args().First())
	}
	return nil
}
