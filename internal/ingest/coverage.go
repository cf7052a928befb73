package ingest

import (
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/internal/store"
)

// coverage is what the files can say of a kind, an edge type or a property, and what they can't.
type coverage struct {
	subject string
	parts   []part
	missing string // whatever is loaded
}

// part is what the files of one format say; those of no format are what the reference records say, or what
// every file does.
type part struct {
	format ods.Format
	held   string
}

// The sources of what comes from no format of its own.
const (
	fromReference ods.Format = "reference"
	fromAll       ods.Format = "the files"
)

var coverages = []coverage{
	{kindNhsEngland, []part{{fromReference, "NHS England"}}, "its first day, and the bodies before it"},
	{kindRegion, []part{{fromReference, "the seven regions of today, without dates"}}, "the regions and local offices of the past"},
	{kindSystem, []part{
		{fromReference, "the 42 boards of 1 July 2022 and the 36 of 1 April 2026"}, {ods.ICBNames, "the published names of the boards of 2022"},
	}, "the published names of the boards that opened in April 2026, and what was before July 2022"},
	{kindSubICB, []part{
		{fromReference, "the code of every sub-ICB location"}, {ods.Eccg, "the life of each since it was a clinical commissioning group, its name and address"},
	}, ""},
	{kindCCG, []part{{ods.Eccg, "closed clinical commissioning groups"}}, "what took the place of those that closed before the first list sizes (SUCCEEDED_BY)"},
	{kindHub, []part{{ods.Eccg, "commissioning hubs, open and closed"}}, "their region as published: it is derived"},
	{kindReporting, []part{{ods.Eccg, "reporting entities"}}, "the cost centres that are their constituents"},
	{kindWelshBoard, []part{{fromAll, "the codes of boards that commission a provider"}}, "names, addresses and lives"},
	{kindPCN, []part{
		{ods.EPCN, "primary care networks, open and closed"}, {ods.PracticeMap, "code and name of newer networks"},
	}, ""},
	{kindPractice, []part{
		{ods.Epraccur, "GP practices of England and Wales, open and closed"}, {ods.PracticeMap, "the supplier of their clinical system, where it names one"},
	}, "staff and services"},
	{kindCostCentre, []part{{ods.Epraccur, "prescribing cost centres of every setting, open and closed"}}, "names for the settings that the publisher does not explain, such as 26 and 27"},
	{kindBranch, []part{{ods.Ebranchs, "branch surgeries as they were on the day of the file"}}, "every later opening and closing"},
	{kindPharmacy, []part{{ods.Edispensary, "pharmacies, open, closed and proposed"}}, "opening hours and services"},
	{kindContractor, []part{{ods.Edispensary, "appliance contractors, open and closed"}}, "their operators: the file names none"},
	{kindOperator, []part{{ods.Edispensary, "the codes of operators that a pharmacy names"}}, "names, addresses and lives"},
	{kindDental, []part{{ods.Egdpprac, "dental practices, open, and closed in the year or so before the file"}}, "which of them are private"},
	{kindTrust, []part{{ods.Etr, "NHS trusts, foundation trusts among them, open and closed"}}, "sites, and which are foundation trusts"},
	{"OpticalPractice", nil, "no file that can be loaded lists optical practices: own reference files can"},
	{"LocalAuthority", nil, "no file that can be loaded lists local authorities: own reference files can"},
	{"CommunityProvider", nil, "no file says which community or mental health providers, or federations, work with networks: own reference files can"},
	{"SocialCareProvider", nil, "no file says which social care providers work with networks: own reference files can"},
	{"VoluntaryOrganisation", nil, "no file says which voluntary organisations work with networks: own reference files can"},
	{"MultidisciplinaryTeam", nil, "no file lists multi-disciplinary teams: own reference files can"},
	{"PatientParticipationGroup", nil, "no file lists patient participation groups by practice: own reference files can"},
	{"LocalProfessionalNetwork", []part{{fromReference, "one network of each of the three professions a region, SYNTHETIC: there is no national register"}}, "the networks that there really are, and those of the area teams of 2013"},
	{"StrategicClinicalNetwork", []part{{fromReference, "a network of each of the four condition groups in each of the twelve areas of 2013, DERIVED"}}, "mergers and changes of name since, and the systems that each covers"},
	{"HealthInnovationNetwork", []part{{fromReference, "the fifteen networks, with the names that they had as academic health science networks"}}, "the systems that each covers"},
	{"ClinicalSenate", []part{{fromReference, "the twelve senates of the areas of 2013"}}, "changes since, and the systems that each covers"},
	{"Service", []part{{fromReference, "the services of the network contract"}}, "services that were agreed locally, and what each network really offers"},
	{"StaffRole", []part{{fromReference, "the additional roles of 2025/26"}}, "roles that were dropped before"},
	{"Programme", []part{{fromReference, "the programmes of population health of the network contract"}}, "local programmes"},
	{"Contract", []part{{fromReference, "the Network Contract Directed Enhanced Service"}}, "contracts of practices, pharmacies, dentists and opticians"},
	{"ContractorGroup", []part{{fromReference, "the four groups of primary care contractors"}}, ""},
	{"Document", []part{{fromReference, "documents on local professional networks and on taking part in commissioning primary care"}}, "all other documents, and where they are to be read"},
	{"Audience", []part{{fromReference, "those whom the documents name"}}, ""},
	{kindOther, []part{
		{fromAll, "organisations that a row names as its commissioner or provider and none describes"}, {ods.Edispensary, "former suppliers of home oxygen"},
	}, "names, addresses and lives of those without a record"},
	{partnerTo, []part{
		{ods.EPCN, "every spell of each core partner, with dates"}, {ods.PracticeMap, "the network on its day, where an older file says another or none"},
	}, "nominated payees, and the exact day of what only a map knows"},
	{commissionedBy, []part{
		{ods.Epraccur, "the latest commissioner of each practice and cost centre, with dates, and earlier ones where an older release is loaded"},
		{ods.EPCN, "the lead of each network, without dates"},
		{ods.Edispensary, "the commissioner of each pharmacy and contractor, without dates"},
		{ods.Egdpprac, "the commissioner of each dental practice, with dates"},
		{ods.PracticeMap, "the sub-ICB location on its day, where an older file says another or none"},
	}, "earlier commissioners: with one release the past is thin"},
	{inAreaOf, []part{
		{fromReference, "the system of each sub-ICB location since 1 July 2022"},
		{ods.Etr, "the system of each trust, without dates"},
		{ods.Eccg, "the system of each reporting entity, without dates"},
	}, "where D4U1Y, and with it its practices, went on 1 April 2026, and the members of boards that were divided: MAY_BELONG_TO has the possible ones"},
	{inRegion, []part{
		{fromReference, "the region of each system"},
		{ods.Epraccur, "the region of each practice and cost centre"},
		{ods.Eccg, "the region of each sub-ICB location, group and hub"},
		{ods.Etr, "the region of each trust"},
		{ods.Edispensary, "the region of each pharmacy and contractor"},
		{ods.Egdpprac, "the region of each dental practice"},
	}, "first days, and earlier regions"},
	{partOf, []part{{fromReference, "the regions of NHS England"}}, ""},
	{operatedBy, []part{
		{ods.Edispensary, "the latest operator of each pharmacy"},
		{ods.Ebranchs, "the practice of each branch surgery"},
		{ods.Epraccur, "the provider of a practice or cost centre, without dates, where one is named that is no commissioner"},
	}, "earlier operators"},
	{"SUCCEEDED_BY", []part{
		{fromReference, "the changes of boards of 1 April 2026, and a few cases that are known"},
		{ods.Patients, "where clinical commissioning groups went that closed between two files, by the commissioner that their practices have in each, DERIVED: with the list sizes of January 2021 the 38 of 31 March 2021"},
	}, "all other successions: a closed row does not say what took its place"},
	{"FOLLOWED_BY", []part{{fromAll, "what follows from SUCCEEDED_BY, step after step, DERIVED"}}, ""},
	{"MAY_BELONG_TO", []part{{fromAll, "the systems that the members of a divided board may be in, DERIVED"}}, "which of them it is"},
	{"PARTNER_OF", []part{
		{ods.Centroids, "pharmacies of England as partners of the network of their nearest practice, DERIVED from place"},
	}, "partners of the other five sectors, and agreements of pharmacies with networks: own reference files can state them"},
	{"TEAM_OF", nil, "no file states the teams of a network: own reference files can"},
	{"MEMBER_OF", nil, "no file states the members of a team: own reference files can"},
	{"GROUP_OF", nil, "no file states the patient participation groups of a practice: own reference files can"},
	{"NOMINATED_PAYEE_FOR", nil, "the published workbook of networks has no payees: own reference files can state them"},
	{"OFFERS", nil, "no file states what one network offers: its contract says what it must (REQUIRES); own reference files can"},
	{"EMPLOYS", nil, "no file states whom one network employs: its contract says whom it may (FUNDS); own reference files can"},
	{"DELIVERS", nil, "no file states what one network delivers: its contract says what it must (REQUIRES); own reference files can"},
	{"HOLDS", []part{{fromReference, "the network contract, which every network holds, DERIVED"}}, "local contracts"},
	{"REQUIRES", []part{{fromReference, "services and programmes of the network contract, with first days"}}, "first days that no publication states, and changes of a specification"},
	{"FUNDS", []part{{fromReference, "the roles that the network contract pays for; first days as far as they are stated"}}, "when roles of 2025/26 were added that no source dates"},
	{"DELIVERED_BY", []part{{fromReference, "roles that can deliver a service, DERIVED"}}, "who delivers it in one network"},
	{"RESPONSIBLE_FOR", []part{{fromReference, "NHS England since 2013, and the boards since 1 July 2022 (primary medical services) and 1 April 2023 (the others)"}}, "which clinical commissioning groups had been delegated the commissioning of primary medical services before, and since when"},
	{"HOSTED_BY", []part{{fromReference, "the region that hosts each local professional network, SYNTHETIC"}}, ""},
	{"COVERS", []part{{fromReference, "the providers of its profession in its region, SYNTHETIC as the network is"}}, "networks of a part of a region"},
	{"WORKS_WITH", []part{{fromReference, "local professional networks with the clinical networks and systems of their region, SYNTHETIC"}}, "who really works with whom: own reference files can state it"},
	{"COMMITTED_IN", []part{{fromReference, "the document that commits the health service to local professional networks, SYNTHETIC as they are"}}, ""},
	{"FOR_AUDIENCE", []part{{fromReference, "those whom each document is for"}}, ""},
	{"READ_WITH", []part{{fromReference, "documents that are to be read together"}}, ""},
	{"VERSION_OF", []part{{fromReference, "versions of a document"}}, ""},
	{"CONSTITUENT_OF", nil, "no file states the constituents of reporting entities"},
	{"listSize", []part{
		{ods.Patients, "registered patients of each practice"}, {ods.DiseaseRegister, "registered patients of the practices with disease registers"},
	}, "the sizes between the days of the files"},
	{"diseaseRegisters", []part{{ods.DiseaseRegister, "disease registers of the Quality and Outcomes Framework"}}, "other years"},
	{"latitude", []part{{ods.Centroids, "positions of postcodes"}}, "postcodes that are newer than the file"},
	{"formerNames", []part{{fromAll, "the names of older releases that were loaded before"}}, "names before those, and first days"},
	{"roles", []part{{fromAll, "what kind, setting and sub-type tell, and since when, where an older release says otherwise"}}, "dates of their own"},
	{
		"columns",
		[]part{{fromAll, "every column that tells something of an organisation"}},
		"what repeats other rows (names and locations beside the partners of networks, the country of the practices in a map, numbers of rows)",
	},
}

// coverage says what is held of each kind, edge type and property, and what is missing.
func (d *deriver) coverage() []store.Coverage {
	list := make([]store.Coverage, len(coverages))
	for i, c := range coverages {
		line := store.Coverage{Subject: c.subject, AsOf: day.Min}
		var held, sources, missing []string
		for _, p := range c.parts {
			names, vintage := d.sourcesOf(p.format)
			if names == nil {
				missing = append(missing, p.held+" ("+string(p.format)+" is not loaded)")
				continue
			}
			held = append(held, p.held)
			sources = append(sources, names...)
			line.AsOf = max(line.AsOf, vintage)
		}
		if name := c.subject + ".csv"; d.ownRecords(name) > 0 {
			held, sources = append(held, "what own reference files state"), append(sources, name)
		}
		if c.missing != "" {
			missing = append(missing, c.missing)
		}
		if held == nil {
			held = []string{"nothing"}
		}
		line.Held, line.Missing = strings.Join(held, "; "), strings.Join(missing, "; ")
		line.Source = strings.Join(slices.Compact(sources), ", ")
		list[i] = line
	}
	return list
}

// sourcesOf names the files of a format that count, and the newest day that they describe: all of a
// measure, else the newest. None are named where none is loaded.
func (d *deriver) sourcesOf(format ods.Format) (names []string, vintage day.Day) {
	if format == fromReference || format == fromAll {
		return []string{string(format)}, day.Min
	}
	vintage, _ = d.newest(format)
	for i := range d.Files {
		f := &d.Files[i]
		if f.Format == string(format) && (f.Vintage == vintage || format == ods.Patients || format == ods.DiseaseRegister) {
			names = append(names, f.Name)
		}
	}
	return names, vintage
}
