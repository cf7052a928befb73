package planner

import (
	"fmt"
	"strings"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
)

// compiled is a plan with what it takes to fill its arguments in for a request of its shape, without
// a look at the document. It is immutable.
type compiled struct {
	plan    *plan.Plan
	preset  plan.Args // what the document states, nil where it is not the document that decides
	today   plan.Slot // the day of the request; None where no field asks for it
	binders []binder
	cursors []cursorBinder
	work    int // what planning it took: its size, near enough
}

// binder fills one slot from the variables.
type binder struct {
	slot plan.Slot
	from reader
	use  use
	at   place
}

// cursorBinder decodes a cursor when the arguments of its ordering are known.
type cursorBinder struct {
	slot  plan.Slot // holds the cursor's text before
	order []plan.Order
	at    place
}

// bind makes the arguments of one request.
func (c *compiled) bind(values []any, today day.Day) (plan.Args, *failures) {
	var errs *failures
	args := make(plan.Args, len(c.preset))
	copy(args, c.preset)
	if c.today != plan.None {
		args[c.today] = today
	}
	for i := range c.binders {
		b := &c.binders[i]
		v, err := b.use(b.from.read(values))
		if err != nil {
			errs = errs.add(b.at, badUserInput, "%v", err)
		}
		args[b.slot] = v
	}
	if errs != nil {
		return nil, errs
	}
	for i := range c.cursors {
		b := &c.cursors[i]
		cursor, err := plan.NewOrdering(b.order, args).Decode(args[b.slot].(string))
		if err != nil {
			errs = errs.add(b.at, badUserInput, "%v", err)
		}
		args[b.slot] = cursor
	}
	return args, errs
}

// written marks a reader of what the document itself states.
const written = -1

// reader finds a value in the variables of a request.
type reader struct {
	variable int
	path     []step
	items    []reader // a list in the document that holds variables
	value    any      // a value of the document
}

func (r *reader) constant() bool { return r.variable == written && r.items == nil }

func (r *reader) read(values []any) any {
	if r.items != nil {
		list := make([]any, len(r.items))
		for i := range r.items {
			list[i] = r.items[i].read(values)
		}
		return list
	}
	if r.variable == written {
		return r.value
	}
	v := values[r.variable]
	for _, s := range r.path {
		if s.name != "" {
			v = v.(map[string]any)[s.name]
		} else {
			v = v.([]any)[s.index]
		}
	}
	return v
}

// use turns a coerced value into an argument, or says what is wrong with it.
type use func(v any) (any, error)

func asIs(v any) (any, error) { return v, nil }

// asTexts is a list of ids, which are opaque: one that is malformed is unknown like any other.
func asTexts(v any) (any, error) {
	items := v.([]any)
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.(string)
	}
	return texts, nil
}

func asODSCodes(v any) (any, error) {
	items := v.([]any)
	codes := make([]string, len(items))
	for i, item := range items {
		code, err := odsCodeOf(item.(string))
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
		codes[i] = code
	}
	return codes, nil
}

func asODSCode(v any) (any, error) {
	text := v.(string)
	code, err := odsCodeOf(text)
	if err != nil || code == text {
		return v, err // not boxed anew
	}
	return code, nil
}

// odsCodeOf brings an ODS code to its form.
func odsCodeOf(text string) (string, error) {
	code := strings.Map(upper, strings.TrimSpace(text))
	if !catalog.IsODSCode(code) {
		return "", fmt.Errorf("%s is no ODS code: a code has 1 to 12 of A-Z, 0-9 and -", quote(text))
	}
	return code, nil
}

// upper is of ASCII alone: some other letters have upper cases there.
func upper(r rune) rune {
	if 'a' <= r && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

// asCode is a code as it stands, of the ODS or our own: upper and lower case tell them apart.
func asCode(v any) (any, error) {
	text := v.(string)
	code := strings.TrimSpace(text)
	if !catalog.IsODSCode(code) && !catalog.IsOwnCode(code) {
		return nil, fmt.Errorf("%s is no code: an ODS code has 1 to 12 of A-Z, 0-9 and -; another one 2 to 64 of a-z, 0-9 and -, a letter first", quote(text))
	}
	return code, nil
}

// maxLimit is the most that first and last may ask for.
const maxLimit = 1_000_000

func asLimit(v any) (any, error) {
	if n := v.(int); n < 0 || n > maxLimit {
		return nil, fmt.Errorf("%d is out of range: give 0 to %d", n, maxLimit)
	}
	return v, nil
}
