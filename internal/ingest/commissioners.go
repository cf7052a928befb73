package ingest

import (
	"slices"

	"orggraph/internal/ods"
)

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

// forgetPurchasers takes out of the report what column 24 of older rows said of commissioners: it never was
// an edge. Only when all rows are known it is known who commissions.
func (d *deriver) forgetPurchasers() {
	purchaser := func(n EdgeNote) bool { return n.Type == operatedBy && d.commissions(n.To) }
	d.report.Superseded = slices.DeleteFunc(d.report.Superseded, purchaser)
	d.report.Restated = slices.DeleteFunc(d.report.Restated, purchaser)
}
