package catalog

// Connects says whether fields at both ends follow the type between nodes of two kinds: one at the source
// outwards, one at the target inwards.
func (c *Catalog) Connects(t *EdgeType, from, to *Kind) bool {
	return c.follows(from, Step{Type: t}, to) && c.follows(to, Step{Type: t, In: true}, from)
}

func (c *Catalog) follows(at *Kind, s Step, reached *Kind) bool {
	for _, r := range c.relations[at.Name] {
		if len(r.Steps) == 1 && r.Steps[0] == s && r.Kinds.Has(reached) {
			return true
		}
	}
	return false
}
