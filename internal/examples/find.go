package examples

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Ask answers an operation of a document with JSON, as the endpoint does.
type Ask func(ctx context.Context, query, operationName string, variables map[string]any) ([]byte, error)

// edition is what an answer depends on beside its request.
type edition struct{ Release, AsOf string }

// found is what there is to ask about.
type found struct {
	today                         edition
	then                          string
	title, licence                string
	practice, network, profession string
	moved, straddled              string // a network whose practices changed, a system whose networks reach across its border
}

// nothing stands where no code was found: it is no code, and asking for it finds nothing.
const nothing = "none"

// coded is a list of which only the codes are read.
type coded struct {
	Nodes []struct{ Code string }
}

func (c coded) first() string {
	if len(c.Nodes) == 0 {
		return nothing
	}
	return c.Nodes[0].Code
}

func (ask Ask) find(ctx context.Context) (*found, error) {
	document, err := files.ReadFile("codes.graphql")
	if err != nil {
		return nil, fmt.Errorf("examples: %w", err)
	}
	var codes struct {
		Dataset                                                   struct{ Title, Licence string }
		Practices, PrimaryCareNetworks, LocalProfessionalNetworks coded
	}
	today, err := ask.into(ctx, &codes, string(document), "Codes", nil)
	if err != nil {
		return nil, err
	}
	now, err := time.Parse(time.DateOnly, today.AsOf)
	if err != nil {
		return nil, fmt.Errorf("examples: %w", err)
	}
	f := &found{
		today: today, then: now.AddDate(-2, 0, 0).Format(time.DateOnly),
		title: codes.Dataset.Title, licence: codes.Dataset.Licence,
		practice: codes.Practices.first(), network: codes.PrimaryCareNetworks.first(), profession: codes.LocalProfessionalNetworks.first(),
	}
	var moves struct {
		PrimaryCareNetworks struct{ Nodes []network }
	}
	if _, err := ask.into(ctx, &moves, string(document), "Moves", map[string]any{"then": f.then}); err != nil {
		return nil, err
	}
	f.moved, f.straddled = mostMoved(moves.PrimaryCareNetworks.Nodes), mostStraddled(moves.PrimaryCareNetworks.Nodes)
	return f, nil
}

// edition asks for as little as can be asked.
func (ask Ask) edition(ctx context.Context) (edition, error) {
	return ask.into(ctx, &struct{}{}, "{ __typename }", "", nil)
}

// into reads the data of an answer, and what it depends on.
func (ask Ask) into(ctx context.Context, data any, query, operationName string, variables map[string]any) (edition, error) {
	body, err := ask(ctx, query, operationName, variables)
	if err != nil {
		return edition{}, err
	}
	answer := struct {
		Data       any
		Errors     []struct{ Message string }
		Extensions edition
	}{Data: data}
	if err := json.Unmarshal(body, &answer); err != nil {
		return edition{}, fmt.Errorf("examples: %w", err)
	}
	if len(answer.Errors) > 0 {
		return edition{}, errors.New("examples: " + answer.Errors[0].Message)
	}
	return answer.Extensions, nil
}

// network is a primary care network on two days.
type network struct {
	Code                 string
	IntegratedCareSystem *system
	Now                  coded
	Then                 struct {
		Nodes []struct {
			Code                 string
			IntegratedCareSystem *system
		}
	}
}

type system struct{ Code string }

// mostMoved is the network with most practices that came or went, among those that had some on both days.
func mostMoved(networks []network) string {
	best, most := "", -1
	for _, n := range networks {
		if len(n.Now.Nodes) == 0 || len(n.Then.Nodes) == 0 {
			continue
		}
		was := map[string]bool{}
		for _, p := range n.Then.Nodes {
			was[p.Code] = true
		}
		moves := len(was)
		for _, p := range n.Now.Nodes {
			if was[p.Code] {
				moves--
			} else {
				moves++
			}
		}
		if moves > most {
			best, most = n.Code, moves
		}
	}
	return cmp.Or(best, nothing)
}

// mostStraddled is the system with most networks that have a practice of another system.
func mostStraddled(networks []network) string {
	straddling := map[string]int{}
	best := ""
	for _, n := range networks {
		if n.IntegratedCareSystem == nil {
			continue
		}
		code := n.IntegratedCareSystem.Code
		for _, p := range n.Then.Nodes {
			if p.IntegratedCareSystem != nil && p.IntegratedCareSystem.Code != code {
				straddling[code]++
				break
			}
		}
		if best == "" || straddling[code] > straddling[best] || straddling[code] == straddling[best] && code < best {
			best = code
		}
	}
	return cmp.Or(best, nothing)
}
