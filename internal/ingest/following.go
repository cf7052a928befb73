package ingest

// addFollowing adds what follows from everything else that is known. None of it tells what an organisation is, so
// that it comes after the sources of organisations are settled.
func (d *deriver) addFollowing() {
	d.addFollowers()
	d.addCandidates()
	d.addNearestPartners()
	d.addCovered()
	d.addContracts()
}
