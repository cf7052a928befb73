package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// rank orders sources: what is more explicit counts.
type rank int

const (
	byDefault rank = iota
	byFile
	byVariable
	byOption
)

// Given is what a user says.
type Given struct {
	Job Job
	// Options are the options that were given, each as often as it was.
	Options map[string][]string
	// Getenv reads the environment; Variables are the names in it, so that one that is no setting is told.
	Getenv    func(string) string
	Variables []string
	// Checks say of settings what is wrong with a text, or with an item of a list.
	Checks map[string]func(string) error
}

// Values are the settings of one run.
type Values struct {
	job    Job
	checks map[string]func(string) error
	values map[string]value
}

type value struct {
	value any // nil where there is none
	rank  rank
	where string // as a mistake and a list of settings name it
}

// mistakes are what is wrong, each with where it was made.
type mistakes []string

// Error tells all of them.
func (m mistakes) Error() string {
	if len(m) == 1 {
		return m[0]
	}
	return fmt.Sprintf("the settings hold %d mistakes\n  %s", len(m), strings.Join(m, "\n  "))
}

func (m *mistakes) add(where, format string, args ...any) {
	*m = append(*m, where+": "+fmt.Sprintf(format, args...))
}

// Load reads the settings of a job: an option counts more than a variable, that more than a file, that more
// than a default. Settings of other jobs, which a file or the environment may hold, are checked as well. An
// empty text is as if it were not given. The error tells all mistakes, and no secret.
func Load(g Given) (*Values, error) {
	v := &Values{job: g.Job, checks: g.Checks, values: make(map[string]value, len(Settings))}
	var wrong mistakes
	for i := range Settings {
		v.stated(&Settings[i], g, &wrong)
	}
	for _, name := range g.Variables {
		if strings.HasPrefix(name, Prefix) && !strings.HasPrefix(name, TestPrefix) && g.Getenv(name) != "" && !isVariable(name) {
			wrong.add(name, "there is no such setting%s", suggestion(name, variables()))
		}
	}
	if path := v.Text("config"); path != "" {
		v.fromFile(path, &wrong)
	}
	v.choose(&wrong)
	for i := range Settings {
		v.byDefault(&Settings[i])
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return v, nil
}

// stated takes what an option says, or else a variable.
func (v *Values) stated(s *Setting, g Given, wrong *mistakes) {
	options := slices.DeleteFunc(slices.Clone(g.Options[s.Name]), func(text string) bool { return text == "" })
	stated := value{rank: byOption, where: "--" + s.Name}
	var text string
	switch {
	case len(options) > 1 && s.Kind != List:
		wrong.add(stated.where, "is given more than once")
		return
	case len(options) > 0:
		text = strings.Join(options, ",")
	default:
		text = g.Getenv(s.Variable())
		stated.rank, stated.where = byVariable, s.Variable()
	}
	if text == "" {
		return
	}
	read, err := s.parse(text)
	if err == nil {
		err = v.check(s, read)
	}
	if err != nil {
		wrong.add(stated.where, "%v", err)
	} else {
		stated.value = read
	}
	v.values[s.Name] = stated // also where it is wrong: what counts less is not asked for it
}

// check looks at the texts of a value.
func (v *Values) check(s *Setting, read any) error {
	texts, _ := read.([]string)
	if text, ok := read.(string); ok && text != "" {
		texts = []string{text}
	}
	for _, text := range texts {
		if !utf8.ValidString(text) {
			return errors.New("is not UTF-8")
		}
		if check := v.checks[s.Name]; check != nil {
			if err := check(text); err != nil {
				return err
			}
		}
	}
	return nil
}

// choose drops the less explicit of two settings that exclude each other.
func (v *Values) choose(wrong *mistakes) {
	for _, pair := range alternatives {
		a, b := v.values[pair[0]], v.values[pair[1]]
		switch {
		case a.rank == byDefault || b.rank == byDefault:
		case a.rank == b.rank:
			wrong.add(a.where+" and "+b.where, "give one of them")
		case a.rank > b.rank:
			delete(v.values, pair[1])
		default:
			delete(v.values, pair[0])
		}
	}
}

func (v *Values) byDefault(s *Setting) {
	if _, stated := v.values[s.Name]; stated || s.DefaultOf(v.job) == "" {
		return
	}
	for _, pair := range alternatives {
		for i, name := range pair {
			if name == s.Name && v.values[pair[1-i]].rank > byDefault {
				return
			}
		}
	}
	d, err := s.parse(s.DefaultOf(v.job))
	if err != nil {
		panic(fmt.Sprintf("the default of %s: %v", s.Name, err)) // a test reads them all
	}
	v.values[s.Name] = value{value: d, where: "default"}
}

func of[T any](v *Values, name string) (out T) {
	if setting(name) == nil {
		panic(errors.New("there is no setting " + name))
	}
	if stated := v.values[name].value; stated != nil {
		out = stated.(T)
	}
	return out
}

// Text is the value of a text or a choice; empty where there is none.
func (v *Values) Text(name string) string { return of[string](v, name) }

// List is the value of a list.
func (v *Values) List(name string) []string { return of[[]string](v, name) }

// Int is the value of a number or a size.
func (v *Values) Int(name string) int { return int(of[int64](v, name)) }

// Duration is the value of a duration.
func (v *Values) Duration(name string) time.Duration { return of[time.Duration](v, name) }

// Bool is the value of a boolean.
func (v *Values) Bool(name string) bool { return of[bool](v, name) }

// Where says where the value of a setting was stated, as a mistake about it is to say.
func (v *Values) Where(name string) string { return v.values[name].where }
