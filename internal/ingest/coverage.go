package ingest

import "orggraph/internal/ods"

// coverages are what the files can say of each kind and edge type, and what they can't.
var coverages = []struct {
	subject       string
	format        ods.Format // the file that it comes from; empty for the reference records
	source        string
	held, missing string
}{
	{kindNhsEngland, "", "reference", "NHS England", "its life before and after"},
	{kindRegion, "", "reference", "the seven regions of today, without dates", "the regions and local offices of the past"},
	{
		kindSystem, "", "reference", "the 42 boards of 1 July 2022 and the 36 of 1 April 2026",
		"the names of the boards of April 2026 as published, and what was before July 2022",
	},
	{kindSubICB, ods.Eccg, "", "every sub-ICB location, under its code since it was a clinical commissioning group", ""},
	{kindCCG, ods.Eccg, "", "closed clinical commissioning groups", "what took their place"},
	{kindHub, ods.Eccg, "", "commissioning hubs, open and closed", "their region as published: it is derived"},
	{kindReporting, ods.Eccg, "", "reporting entities", "the cost centres that are their constituents"},
	{kindWelshBoard, "", "the files that name them", "the codes of boards that commission a provider in the files", "names, addresses and lives"},
	{
		kindPCN, ods.EPCN, "", "primary care networks, open and closed",
		"networks that are newer than the file are known by code and name from the practice map alone",
	},
	{kindPractice, ods.Epraccur, "", "GP practices of England and Wales, open and closed", "branch surgeries after August 2017, staff and services"},
	{kindCostCentre, ods.Epraccur, "", "prescribing cost centres of every setting, open and closed", "names for the settings 26 and 27"},
	{kindBranch, ods.Ebranchs, "", "branch surgeries as they were on the day of the file", "every later opening and closing"},
	{kindPharmacy, ods.Edispensary, "", "pharmacies, open, closed and proposed", "opening hours and services"},
	{kindContractor, ods.Edispensary, "", "appliance contractors, open and closed", ""},
	{kindOperator, ods.Edispensary, "", "the codes of operators that a pharmacy or contractor names", "names, addresses and lives"},
	{kindDental, ods.Egdpprac, "", "dental practices, open and closed", "which of them are private"},
	{kindTrust, ods.Etr, "", "NHS trusts and foundation trusts, open and closed", "sites, and which are foundation trusts"},
	{
		kindOther, "", "the files that name them", "organisations that a row names as its commissioner or provider, and three former suppliers of home oxygen",
		"names, addresses and lives of those without a record",
	},
	{
		partnerTo, ods.EPCN, "", "every spell of each core partner, with dates; since the practice map where that says otherwise",
		"nominated payees, and the exact day of what only the map knows",
	},
	{
		commissionedBy, ods.Epraccur, "", "the latest commissioner of each row, and earlier ones where an older release is loaded",
		"earlier commissioners: with one release the past is thin",
	},
	{
		inAreaOf, "", "reference", "the system of each sub-ICB location since 1 July 2022; trusts and reporting entities by their own file",
		"where the practices of D4U1Y went on 1 April 2026, and the members of boards that were split",
	},
	{inRegion, "", "the national grouping of each row", "the latest region, without dates", "earlier regions"},
	{partOf, "", "reference", "the regions of NHS England", ""},
	{
		operatedBy, ods.Edispensary, "", "the latest operator of each pharmacy, the practice of each branch surgery, the provider of a practice or cost centre where one is named",
		"earlier operators",
	},
	{"CONSTITUENT_OF", "", "", "nothing", "no loaded file states the constituents of reporting entities"},
	{"listSize", ods.Patients, "", "registered patients per practice", "the sizes between the days of the files"},
	{"diseaseRegisters", ods.DiseaseRegister, "", "disease registers of the Quality and Outcomes Framework", "other years"},
	{"latitude", ods.Centroids, "", "positions of postcodes", "postcodes that are newer than the file"},
}
