package ingest

import (
	"slices"
	"strings"

	"orggraph/internal/day"
	"orggraph/internal/ods"
	"orggraph/reference"
)

// The kinds of node, as the schema names them.
const (
	kindNhsEngland  = reference.NhsEngland
	kindRegion      = reference.Region
	kindSystem      = reference.IntegratedCareSystem
	kindSubICB      = "SubIcbLocation"
	kindCCG         = "ClinicalCommissioningGroup"
	kindHub         = "CommissioningHub"
	kindReporting   = "ReportingEntity"
	kindWelshBoard  = "LocalHealthBoard"
	kindPCN         = "PrimaryCareNetwork"
	kindPractice    = "Practice"
	kindCostCentre  = "PrescribingCostCentre"
	kindBranch      = "BranchSurgery"
	kindPharmacy    = "Pharmacy"
	kindContractor  = "ApplianceContractor"
	kindOperator    = "PharmacyOperator"
	kindDental      = "DentalPractice"
	kindTrust       = "Trust"
	kindOptical     = "OpticalPractice"
	kindOther       = "OtherOrganisation"
	settingGeneral  = "4"    // the prescribing setting of general practice, legacy dialect
	roleGeneral     = "RO76" // the same in the newer dialect
	pharmacyKind    = "1"    // column 14 of edispensary
	contractorKind  = "2"
	roleSubICB      = "RO319"
	roleHub         = "RO218"
	roleReporting   = "RO327"
	firstWelshBoard = "7A1"
	lastWelshBoard  = "7A7"
)

// systemsBegin is the first day on which a sub-ICB location could be one.
var systemsBegin = day.Of(2022, 7, 1)

// kindOf is the kind that a row states. isSubICB says whether another record knows the code as a
// sub-ICB location: such a code is one all its life.
func kindOf(format ods.Format, o *ods.Organisation, isSubICB func(code string) bool) string {
	switch format {
	case ods.Epraccur:
		if o.Column26 == settingGeneral || o.Column26 == roleGeneral {
			return kindPractice
		}
		return kindCostCentre
	case ods.Eccg:
		roles := rolesOf(o)
		switch {
		case slices.Contains(roles, roleSubICB):
			return kindSubICB
		case slices.Contains(roles, roleHub):
			return kindHub
		case slices.Contains(roles, roleReporting):
			return kindReporting
		case isSubICB(o.Code):
			return kindSubICB
		}
		return kindCCG
	case ods.Etr:
		return kindTrust
	case ods.Edispensary:
		switch o.SubType {
		case pharmacyKind:
			return kindPharmacy
		case contractorKind:
			return kindContractor
		}
		return kindOther // three home oxygen companies that closed in 2007
	case ods.Egdpprac:
		return kindDental
	case ods.Ebranchs:
		return kindBranch
	default:
		return kindPCN
	}
}

// rolesOf are the role ids of column 14, where the format writes them there.
func rolesOf(o *ods.Organisation) []string {
	if !strings.HasPrefix(o.SubType, "RO") {
		return nil
	}
	return strings.Split(o.SubType, "|")
}

// namedCommissioner is the kind of a commissioner or board that no record describes.
func namedCommissioner(code string) string {
	if len(code) == len(firstWelshBoard) && code >= firstWelshBoard && code <= lastWelshBoard {
		return kindWelshBoard
	}
	return kindOther
}

// isOldRegion says whether a national grouping is one of the past: Y41 to Y57 but for Y56.
func isOldRegion(grouping string) bool {
	return len(grouping) == 3 && grouping >= "Y41" && grouping <= "Y57" && grouping != "Y56"
}
