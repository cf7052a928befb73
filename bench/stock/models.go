package stock

import (
	"fmt"
	"io"
	"strconv"

	"orggraph/internal/day"
)

// Regions is a list of regions.
type Regions struct{ Nodes []*Region }

// Systems is a list of integrated care systems.
type Systems struct{ Nodes []*System }

// Networks is a list of primary care networks.
type Networks struct{ Nodes []*Network }

// Practices is a list of practices.
type Practices struct{ Nodes []*Practice }

// Region is a region on a day.
type Region struct {
	*place
	on day.Day
}

// System is an integrated care system on a day.
type System struct {
	*place
	on day.Day
}

// Network is a primary care network on a day.
type Network struct {
	*network
	on day.Day
}

// Practice is a practice on a day.
type Practice struct {
	*practice
	on day.Day
}

func newRegion(p *place, d day.Day) *Region        { return &Region{p, d} }
func newSystem(p *place, d day.Day) *System        { return &System{p, d} }
func newNetwork(n *network, d day.Day) *Network    { return &Network{n, d} }
func newPractice(p *practice, d day.Day) *Practice { return &Practice{p, d} }

// IntegratedCareSystems are the systems in the region.
func (r *Region) IntegratedCareSystems() *Systems {
	return &Systems{on(r.systems, r.on, newSystem)}
}

// PrimaryCareNetworks are the networks of the system.
func (s *System) PrimaryCareNetworks() *Networks {
	return &Networks{on(s.networks, s.on, newNetwork)}
}

// TotalCount is the number of networks.
func (n *Networks) TotalCount() int { return len(n.Nodes) }

// Practices are the practices of the network.
func (n *Network) Practices() *Practices {
	return &Practices{on(n.practices, n.on, newPractice)}
}

// ListSize is the newest size that is not after the day.
func (p *Practice) ListSize() *int {
	for i := len(p.sizes) - 1; i >= 0; i-- {
		if p.sizes[i].on <= p.on {
			return &p.sizes[i].patients
		}
	}
	return nil
}

// Date is a calendar date.
type Date day.Day

// MarshalGQL writes the date.
func (d Date) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, strconv.Quote(day.Day(d).String()))
}

// UnmarshalGQL reads a date.
func (d *Date) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("%v is no date", v)
	}
	parsed, err := day.Parse(s)
	*d = Date(parsed)
	return err
}
