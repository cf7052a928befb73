package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"

	"orggraph/internal/catalog"
	"orggraph/internal/day"
	"orggraph/internal/plan"
	"orggraph/internal/planner"
	"orggraph/internal/store"
)

// Options are what an engine needs.
type Options struct {
	Store  store.Store
	Now    func() time.Time // time.Now where it is nil
	Log    *slog.Logger     // slog.Default where it is nil; gets the causes that clients don't see
	Limits Limits           // DefaultLimits where it is zero
}

// Engine answers operations. It is safe for concurrent use.
type Engine struct {
	store     store.Store
	now       func() time.Time
	log       *slog.Logger
	limits    Limits
	london    *time.Location
	catalog   *catalog.Catalog
	fan       map[string]float64 // of introspection
	described described
	documents *documentCache
	plan      func(planner.Request) (*plan.Plan, plan.Args, gqlerror.List)
	executor  *executor.Executor
	digested  atomic.Pointer[digested]
}

// New makes an engine over a store whose graph is of Catalog.
func New(o Options) (*Engine, error) {
	c, err := Catalog()
	if err != nil {
		return nil, err
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return nil, fmt.Errorf("telling today's date: %w", err)
	}
	e := &Engine{
		store: o.Store, now: o.Now, log: o.Log, limits: o.Limits, london: london, catalog: c,
		fan: fanOut(parsedSchema), described: describe(parsedSchema), plan: planner.New(c, parsedSchema).Plan,
		executor: executor.New(NewExecutableSchema(Config{Resolvers: resolverRoot{}})),
	}
	if e.now == nil {
		e.now = time.Now
	}
	if e.log == nil {
		e.log = slog.Default()
	}
	if e.limits == (Limits{}) {
		e.limits = DefaultLimits()
	}
	e.documents = newDocumentCache(e.limits.CacheBytes)
	e.executor.SetErrorPresenter(e.present)
	e.executor.SetRecoverFunc(e.recovered)
	go program() // so that it is known when an answer needs it, and is that of the file as it was at the start
	return e, nil
}

// today is the day that it is in England.
func (e *Engine) today() day.Day { return day.In(e.now().In(e.london)) }

// Request is one operation to answer.
type Request struct {
	Query         string
	OperationName string         // which operation, where the document holds several
	Variables     map[string]any // a json.Number in it that is no integer becomes a float
	ReadOnly      bool           // only a query is answered
	Cost          bool           // the answer says what it cost, and each field of it
}

// Do answers an operation: from one snapshot, for one day that is today, and planned as a whole before
// anything runs. It heeds the deadline of ctx, and never fails but in its answer.
func (e *Engine) Do(ctx context.Context, r Request) *Response {
	_, response := e.answer(ctx, r)
	return response
}

// answer is Do, with the operation. One whose release went away begins anew, so that its root fields read one release.
func (e *Engine) answer(ctx context.Context, r Request) (*operation, *Response) {
	for {
		if o, response := e.attempt(ctx, r); !o.moved.Load() || ctx.Err() != nil {
			return o, response
		}
	}
}

func (e *Engine) attempt(ctx context.Context, r Request) (o *operation, response *Response) {
	o = &operation{engine: e, today: e.today(), parts: r.Cost}
	defer func() {
		if p := recover(); p != nil {
			response = o.refuse(gqlerror.List{e.present(ctx, e.recovered(ctx, p))})
		}
	}()
	view, err := e.store.View(ctx)
	if err != nil {
		return o, o.refuse(gqlerror.List{e.present(ctx, err)})
	}
	defer view.Close()
	o.view = view
	operation, errs := e.read(ctx, r)
	if len(errs) > 0 {
		return o, o.refuse(errs)
	}
	o.name = operation.Operation.Name
	o.plan, o.args, errs = e.plan(planner.Request{
		Operation: operation.Operation, Query: r.Query, Variables: operation.Variables, Today: o.today,
	})
	if len(errs) > 0 {
		return o, o.refuse(errs)
	}
	if o.cost = planner.Cost(o.plan, o.args, view.Statistics()); o.cost > int64(e.limits.Cost) {
		return o, o.refuse(gqlerror.List{o.tooDear()})
	}
	o.meter = store.NewMeter(o.plan.Ops, e.limits.AnswerBytes)
	handler, inner := e.executor.DispatchOperation(context.WithValue(ctx, operationKey{}, o), operation)
	answer := handler(inner)
	if answer == nil {
		return o, o.refuse(gqlerror.List{e.present(ctx, ctx.Err())})
	}
	return o, o.respond(answer)
}

// read finds the operation of a request in its document, and coerces the variables.
func (e *Engine) read(ctx context.Context, r Request) (*graphql.OperationContext, gqlerror.List) {
	document, errs := e.document(ctx, r.Query)
	if len(errs) > 0 {
		return nil, errs
	}
	operation := document.Operations.ForName(r.OperationName)
	switch {
	case operation == nil:
		return nil, gqlerror.List{noOperation(r.OperationName)}
	case r.ReadOnly && operation.Operation != ast.Query:
		return nil, gqlerror.List{coded(store.BadUserInput, "this request may hold a query alone")}
	}
	floats(r.Variables)
	variables, err := validator.VariableValues(parsedSchema, operation, r.Variables)
	var wrong *gqlerror.Error
	switch {
	case errors.As(err, &wrong):
		return nil, requestErrors(gqlerror.List{wrong})
	case err != nil:
		return nil, gqlerror.List{e.present(ctx, err)}
	}
	return &graphql.OperationContext{
		RawQuery: r.Query, OperationName: r.OperationName, Variables: variables, Doc: document, Operation: operation,
		RecoverFunc: e.recovered, ResolverMiddleware: asResolved, RootResolverMiddleware: asMarshalled,
	}, nil
}

func asResolved(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) }

func noOperation(name string) *gqlerror.Error {
	if name == "" {
		return coded(store.BadUserInput, "the document holds several operations: operationName has to say which")
	}
	return coded(store.BadUserInput, "the document holds no operation %q", name)
}
