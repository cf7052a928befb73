package naive

import (
	"math/big"
	"slices"

	"orggraph/internal/catalog"
	"orggraph/internal/plan"
)

// values are those of a property that the targets of a list have, whatever its page.
// semantics: Figures
func (e *evaluator) values(p *catalog.Property, at scope) []any {
	values := []any{}
	for _, r := range at.page.rows {
		if v := e.value(r.node, p, at.on); v != nil {
			values = append(values, v)
		}
	}
	return values
}

// figure is what is told of values, all of one type; nil is null.
// semantics: Figures
func figure(f plan.FigureValue, values []any) any {
	switch {
	case f == plan.FigureCount:
		return len(values)
	case f == plan.FigureSum:
		return int(sum(values).Int64())
	case len(values) == 0:
		return nil
	case f == plan.FigureAverage:
		return float64(sum(values).Int64()) / float64(len(values))
	case f == plan.FigureMin:
		return slices.MinFunc(values, order)
	case f == plan.FigureMax:
		return slices.MaxFunc(values, order)
	}
	panic("a figure without meaning: " + f.String())
}

func sum(values []any) *big.Int {
	total := new(big.Int)
	for _, v := range values {
		total.Add(total, big.NewInt(int64(v.(int))))
	}
	return total
}
