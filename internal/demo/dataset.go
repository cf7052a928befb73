package demo

import (
	"orggraph/internal/day"
	"orggraph/internal/store"
)

// describe says what the graph is, under a release that is known only when the graph is whole.
func (b *builder) describe() {
	id := release(b.graph)
	at := b.catalog.Value("Source").Field("release").Index
	for _, n := range b.graph.Nodes {
		for _, source := range n.Values[b.at.sources].([]any) {
			source.([]any)[at] = id
		}
	}
	for _, e := range b.graph.Edges {
		e.Source.Release = id
	}
	b.graph.Dataset = &store.Dataset{
		Release: id,
		Title:   "Synthetic England: what is national is real, everything beneath is made up (demo)",
		Licence: "What is of origin PUBLISHED or DERIVED contains public sector information licensed under the " +
			"Open Government Licence v3.0. Everything of origin SYNTHETIC is made up and free to use.",
		Coverage: coverage,
		RefOnly:  b.graph.CountRefOnly(),
	}
}

// coverage tells users of the demo what they may take for real.
var coverage = []store.Coverage{
	{
		Subject: "NhsEngland, Region, IntegratedCareSystem, SubIcbLocation, PART_OF",
		Held:    "all of them, with the boards that closed, merged or were split on 1 April 2026",
		Source:  "reference records", AsOf: day.Min,
		Missing: "names of sub-ICB locations are made from board and code; the boards of April 2026 are not named in full; the practices of D4U1Y, whose board was split three ways, have no board since",
	},
	{
		Subject: "StrategicClinicalNetwork, HealthInnovationNetwork, ClinicalSenate, Service, StaffRole, Programme, Contract, ContractorGroup, Document, Audience, " +
			"REQUIRES, FUNDS, DELIVERED_BY, RESPONSIBLE_FOR, FOR_AUDIENCE, READ_WITH, VERSION_OF",
		Held:   "what the reference records say, each with its source and its mark",
		Source: "reference records", AsOf: day.Min,
	},
	{
		Subject: "LocalProfessionalNetwork, HOSTED_BY, COMMITTED_IN, COVERS, WORKS_WITH",
		Held:    "one made-up network of each of the three professions a region, with the providers of its profession there, and some whom it works with",
		Source:  "reference records, demo", AsOf: day.Min,
		Missing: "the networks that there really are",
	},
	{
		Subject: "PrimaryCareNetwork, Practice, PrescribingCostCentre, BranchSurgery, Pharmacy, ApplianceContractor, PharmacyOperator, DentalPractice, Trust, LocalAuthority",
		Held:    "made-up organisations, about as many as there are, near the middle of their sub-ICB location",
		Source:  "demo", AsOf: newest,
		Missing: "nothing of them is real: codes with a hyphen or with demo in them, postcodes that begin with X and telephone numbers in 01632 960 belong to nobody",
	},
	{
		Subject: "ClinicalCommissioningGroup, CommissioningHub, ReportingEntity, LocalHealthBoard, OtherOrganisation, " +
			"OpticalPractice, CommunityProvider, SocialCareProvider, VoluntaryOrganisation, MultidisciplinaryTeam, PatientParticipationGroup",
		Held:   "made-up examples of each",
		Source: "demo", AsOf: newest,
		Missing: "all real ones",
	},
	{
		Subject: "PARTNER_TO, COMMISSIONED_BY, OPERATED_BY, IN_AREA_OF, IN_REGION, CONSTITUENT_OF, SUCCEEDED_BY, FOLLOWED_BY, MAY_BELONG_TO",
		Held:    "made-up histories from 2013 on; those among real organisations are real",
		Source:  "demo, reference records", AsOf: newest,
	},
	{
		Subject: "PARTNER_OF, TEAM_OF, MEMBER_OF, GROUP_OF, NOMINATED_PAYEE_FOR, OFFERS, EMPLOYS, DELIVERS, HOLDS",
		Held:    "made-up examples with dates; every network holds the real contract of all",
		Source:  "demo", AsOf: newest,
		Missing: "all real ones: no published file states them",
	},
}
