package ingest

import "orggraph/internal/ods"

// commissionerKinds are the kinds that commission and run nothing.
var commissionerKinds = map[string]bool{
	kindNhsEngland: true, kindRegion: true, kindSystem: true, kindSubICB: true, kindCCG: true, kindHub: true,
	kindReporting: true, kindWelshBoard: true,
}

// commissions says whether the code is that of a commissioner: by its kind, or because a practice or
// cost centre is commissioned by it.
func (d *deriver) commissions(code string) bool {
	if d.commissioning == nil {
		d.commissioning = map[string]bool{}
		for _, r := range d.order {
			if r.Format == ods.Epraccur {
				d.commissioning[r.Parent] = true
			}
		}
	}
	n := d.nodes[code]
	return d.commissioning[code] || n != nil && commissionerKinds[n.Kind.Name] || namedCommissioner(code) == kindWelshBoard
}
