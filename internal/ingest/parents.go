package ingest

import (
	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/reference"
)

// The edge types that the files state.
const (
	partnerTo      = "PARTNER_TO"
	commissionedBy = "COMMISSIONED_BY"
	inAreaOf       = "IN_AREA_OF"
	inRegion       = "IN_REGION"
	partOf         = "PART_OF"
	operatedBy     = "OPERATED_BY"
)

// parent is what a row says of one edge type: it has at most one of each.
type parent struct {
	Type, Target string
	From, To     day.Day // day.Min and day.Max where the file states no date
	At           at
	// Derived says that the first day is no published one, but that of the file that changed it.
	Derived bool
}

// parents are what the row states of its own edges. Whether a board's code lies in a region and
// whether a provider is one is left to those who know all nodes.
func (r *row) parents(ref *reference.Data) []parent {
	var list []parent
	add := func(edgeType, target string, joined, left ods.Date) {
		if target == "" {
			return
		}
		p := parent{Type: edgeType, Target: target, From: day.Min, To: day.Max, At: r.At}
		if joined.Set {
			p.From = joined.Day
		}
		if left.Set {
			p.To = left.Day
		}
		if begins := beginOf(r.Begins, edgeType); begins != day.Min && !joined.Set {
			p.From, p.Derived = begins, true
		}
		list = append(list, p)
	}
	undated := func(edgeType, target string) { add(edgeType, target, ods.Date{}, ods.Date{}) }
	region := func() {
		if ref.IsRegion(r.NationalGrouping) {
			undated(inRegion, r.NationalGrouping)
		}
	}
	switch r.Format {
	case ods.Epraccur:
		add(commissionedBy, r.Parent, r.JoinedParent, r.LeftParent)
		if r.Column24 != r.Parent {
			undated(operatedBy, r.Column24)
		}
		region()
	case ods.Eccg:
		if kind := kindOf(r.Format, &r.Organisation, ref.IsSubICB); kind != kindHub { // columns 3 and 4 of a hub are an artefact
			if kind != kindCCG {
				undated(inAreaOf, r.HighLevelHealthGeography)
			}
			if kind != kindReporting {
				region()
			}
		}
	case ods.Etr:
		undated(inAreaOf, r.HighLevelHealthGeography)
		region()
	case ods.Edispensary:
		add(operatedBy, r.Parent, r.JoinedParent, r.LeftParent)
		undated(commissionedBy, r.Column24)
		region()
	case ods.Egdpprac:
		add(commissionedBy, r.Parent, r.JoinedParent, r.LeftParent)
		region()
	case ods.Ebranchs:
		add(operatedBy, r.Parent, r.JoinedParent, r.LeftParent)
	case ods.EPCN:
		undated(commissionedBy, r.Parent)
	}
	return list
}

// parentOf is the parent of that type.
func parentOf(list []parent, edgeType string) (parent, bool) {
	for _, p := range list {
		if p.Type == edgeType {
			return p, true
		}
	}
	return parent{}, false
}
