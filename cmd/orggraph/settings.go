package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/urfave/cli/v3"

	"orggraph/graph"
	"orggraph/internal/config"
	"orggraph/internal/server"
)

const printConfig = "print-config"

// aboutSettings stands in the help of each command that has settings.
const aboutSettings = `

Each of these options but the first can also be set in the environment (--limit-depth is ORGGRAPH_LIMIT_DEPTH) or in
a YAML file that --config names (limit-depth: 20). An option counts more than the environment, and that more than
the file. docs/configuration.md lists them all.`

// withSettings makes a command of a job: its options are its own, those of its settings, and one that prints
// these. do gets the settings.
func (p *program) withSettings(j config.Job, c *cli.Command, do func(context.Context, *cli.Command, *config.Values) error) *cli.Command {
	c.Flags = append(c.Flags, &cli.BoolFlag{Name: printConfig, Usage: "print the settings as a file for --config, and do nothing else"})
	for i := range config.Settings {
		if s := &config.Settings[i]; s.Jobs&j != 0 {
			c.Flags = append(c.Flags, flagOf(s, j))
		}
	}
	c.Description += aboutSettings
	c.Action = func(ctx context.Context, c *cli.Command) error {
		v, err := p.settings(c, j)
		switch {
		case err != nil:
			return usagef(c, "%v", err)
		case c.Bool(printConfig):
			return v.Print(p.stdout)
		}
		return do(ctx, c, v)
	}
	return c
}

// flagOf is the option of a setting. Whatever it is given, internal/config judges it.
func flagOf(s *config.Setting, j config.Job) cli.Flag {
	category, usage := s.Group, s.Usage
	if s.OptionOnly {
		category = ""
	}
	switch s.Kind {
	case config.Number:
		usage += fmt.Sprintf("; `N` is %s", s.Range())
	case config.Size:
		usage += fmt.Sprintf("; `SIZE` is %s", s.Range())
	case config.Duration:
		usage += fmt.Sprintf("; `TIME` is %s", s.Range())
	case config.Choice:
		usage += fmt.Sprintf(": `WORD` is %s", strings.Join(s.Choices, ", "))
	}
	otherwise := s.DefaultOf(j)
	switch s.Kind {
	case config.List:
		return &cli.StringSliceFlag{Name: s.Name, Category: category, Usage: usage + "; may be repeated"}
	case config.Boolean:
		return &cli.BoolFlag{Name: s.Name, Category: category, Usage: usage, DefaultText: otherwise}
	default:
		return &cli.StringFlag{Name: s.Name, Category: category, Usage: usage, DefaultText: otherwise, TakesFile: strings.Contains(s.Usage, "`FILE`")}
	}
}

// settings are those of a job, from the options that were given, the environment and a file.
func (p *program) settings(c *cli.Command, j config.Job) (*config.Values, error) {
	options := map[string][]string{}
	for i := range config.Settings {
		s := &config.Settings[i]
		if s.Jobs&j == 0 || !c.IsSet(s.Name) {
			continue
		}
		switch s.Kind {
		case config.List:
			options[s.Name] = c.StringSlice(s.Name)
		case config.Boolean:
			options[s.Name] = []string{fmt.Sprint(c.Bool(s.Name))}
		default:
			options[s.Name] = []string{c.String(s.Name)}
		}
	}
	return config.Load(config.Given{
		Job: j, Options: options, Getenv: p.getenv, Variables: p.variables,
		Checks: map[string]func(string) error{"store": withoutUser, "allow-origin": server.CheckOrigin},
	})
}

// operationLimits are those of an operation, whoever asks.
func operationLimits(v *config.Values) graph.Limits {
	return graph.Limits{
		Tokens: v.Int("limit-tokens"), Depth: v.Int("limit-depth"), Fields: v.Int("limit-fields"),
		RootFields: v.Int("limit-root-fields"), Aliases: v.Int("limit-aliases"), Directives: v.Int("limit-directives"),
		Introspection: v.Int("limit-introspection"), Errors: v.Int("limit-errors"), Cost: v.Int("limit-cost"), AnswerBytes: v.Int("limit-answer"), CacheBytes: v.Int("cache-documents"),
	}
}

func serverLimits(v *config.Values) server.Limits {
	return server.Limits{
		BodyBytes: int64(v.Int("limit-body")), HeaderBytes: v.Int("limit-header"),
		Running: v.Int("limit-running"), Queue: v.Int("limit-queue"), WaitingBytes: int64(v.Int("limit-untaken")),
		ReadHeader: v.Duration("timeout-header"), Read: v.Duration("timeout-read"), Turn: v.Duration("timeout-queue"),
		Answer: v.Duration("timeout-answer"), Write: v.Duration("timeout-write"),
		Idle: v.Duration("timeout-idle"), Shutdown: v.Duration("timeout-shutdown"),
	}
}

// logger logs to standard error.
func (p *program) logger(v *config.Values) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(v.Text("log-level"))); err != nil {
		panic(err) // it is one of the levels that there are
	}
	o := &slog.HandlerOptions{Level: level}
	var h slog.Handler = slog.NewTextHandler(p.stderr, o)
	if v.Text("log-format") == "json" {
		h = slog.NewJSONHandler(p.stderr, o)
	}
	return slog.New(server.LogHandler(h))
}
