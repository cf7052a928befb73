package reference_test

import (
	"strings"
	"testing"

	"orggraph/reference"
)

// own makes a folder of files: each has a first line with its name, and then its own lines.
func own(files ...string) reference.Folder {
	folder := reference.Folder{}
	for _, f := range files {
		name, content, _ := strings.Cut(f, "\n")
		folder[name] = []byte(content)
	}
	return folder
}

const (
	voluntary = "VoluntaryOrganisation.csv\ncode,name,source,since,until,origin\n"
	partners  = "PARTNER_OF.csv\nfrom,to,sector,source,since,until,origin\n"
	documents = "Document.csv\ncode,name,documentType,source,since,until,origin\n" +
		"paper-a,A,GUIDE,s,,,SYNTHETIC\npaper-b,B,GUIDE,s,,,SYNTHETIC\npaper-c,C,GUIDE,s,,,SYNTHETIC\n"
	versions = "VERSION_OF.csv\nfrom,to,source,since,until,origin\n"
)

// Every class of mistake in a user's own files, with all that the user is told.
func TestErrorsInOwnFiles(t *testing.T) {
	c := shape(t)
	ref := builtIn(t, c)
	for name, f := range map[string]struct {
		files reference.Folder
		want  string
	}{
		"file name":    {own("partners.csv\n"), "partners.csv:1: no file has this name: it is formerNames.csv, onsCode.csv, a kind with .csv (ApplianceContractor, Audience, ~"},
		"upper case":   {own("PARTNER_OF.CSV\n"), "PARTNER_OF.CSV:1: no file has this name: it is formerNames.csv, ~"},
		"a list":       {own("roles.csv\n"), "roles.csv:1: is a list of the program: a folder of your own can't have it"},
		"what follows": {own("FOLLOWED_BY.csv\n"), "FOLLOWED_BY.csv:1: follows from SUCCEEDED_BY.csv by itself: state the single steps there"},

		"no header":       {own("Programme.csv\n"), "Programme.csv:1: no header: the first line is code,…,source,since,until,origin"},
		"encoding":        {own(voluntary + "x-1,Caf\xe9,s,,,SYNTHETIC\n"), "VoluntaryOrganisation.csv:2: not UTF-8: save the file as UTF-8"},
		"two bytes":       {own("Programme.csv\n\xff\xfec\x00o\x00d\x00e\x00"), "Programme.csv:1: not UTF-8: save the file as UTF-8"},
		"byte order mark": {own("Programme.csv\n\uFEFFcode,name,source,since,until,origin\n"), "Programme.csv:1: a byte order mark: save the file as UTF-8 without one"},
		"first column":    {own("Programme.csv\nname,code,source,since,until,origin\n"), "Programme.csv:1: the columns are name,code,source,since,until,origin, not code,…,source,since,until,origin"},
		"last columns":    {own("Programme.csv\ncode,name,source,origin\n"), "Programme.csv:1: the columns are code,name,source,origin, not code,…,source,since,until,origin"},
		"semicolons":      {own("Programme.csv\ncode;name;source;since;until;origin\n"), "Programme.csv:1: the columns are code;name;source;since;until;origin, not code,…,source,since,until,origin"},
		"unknown column":  {own("Programme.csv\ncode,title,source,since,until,origin\n"), `Programme.csv:1: column "title": kind Programme has the columns name, summary`},
		"a measure":       {own("Practice.csv\ncode,listSize,source,since,until,origin\n"), `Practice.csv:1: column "listSize": kind Practice has the columns ~`},
		"an object":       {own("Practice.csv\ncode,roles,source,since,until,origin\n"), `Practice.csv:1: column "roles": kind Practice has the columns ~`},
		"a life":          {own("Practice.csv\ncode,openedOn,source,since,until,origin\n"), `Practice.csv:1: column "openedOn": kind Practice has the columns ~`},
		"edge column":     {own("PARTNER_OF.csv\nfrom,to,colour,source,since,until,origin\n"), `PARTNER_OF.csv:1: column "colour": an edge has the columns sector, extent, reason`},
		"column twice":    {own("Programme.csv\ncode,name,name,source,since,until,origin\n"), `Programme.csv:1: column "name" is there twice: remove one of the two`},

		"columns":    {own(voluntary + "\nx-1,Name,s,,SYNTHETIC\n"), "VoluntaryOrganisation.csv:3: 5 columns, not 6: code,name,source,since,until,origin"},
		"quotes":     {own(voluntary + "x-1,The \"Good\" People,s,,,SYNTHETIC\n"), `VoluntaryOrganisation.csv:2: bare " in non-quoted-field: put a value with a quote or a comma in quotes, and write "" for a quote in it`},
		"space":      {own(voluntary + "x-1,Name ,s,,,SYNTHETIC\n"), `VoluntaryOrganisation.csv:2: name "Name " has space around it: remove it`},
		"line break": {own(voluntary + "x-1,\"Two\nlines\",s,,,SYNTHETIC\n"), `VoluntaryOrganisation.csv:2: name "Two\nlines" has a line break or another control character: remove it`},
		"no source":  {own(voluntary + "x-1,Name,,,,SYNTHETIC\n"), "VoluntaryOrganisation.csv:2: no source: say who states it"},
		"origin":     {own(voluntary + "x-1,Name,s,,,TRUE\n"), `VoluntaryOrganisation.csv:2: origin "TRUE": write PUBLISHED, DERIVED or SYNTHETIC`},
		"since":      {own(voluntary + "x-1,Name,s,2022-02-30,,SYNTHETIC\n"), `VoluntaryOrganisation.csv:2: since: "2022-02-30" is not a day of the calendar`},
		"until":      {own(voluntary + "x-1,Name,s,,soon,SYNTHETIC\n"), `VoluntaryOrganisation.csv:2: until: "soon" is not a date of the form YYYY-MM-DD`},
		"backwards":  {own(voluntary + "x-1,Name,s,2022-02-02,2022-02-01,SYNTHETIC\n"), "VoluntaryOrganisation.csv:2: ends on 2022-02-01, before it begins on 2022-02-02: until is the last day"},

		"ODS code":       {own("Practice.csv\ncode,name,source,since,until,origin\na81001,Name,s,,,SYNTHETIC\n"), `Practice.csv:2: "a81001" is no ODS code: kind Practice needs one, of 1 to 12 of A-Z, 0-9 and the hyphen`},
		"code":           {own(voluntary + "Good People,Name,s,,,SYNTHETIC\n"), `VoluntaryOrganisation.csv:2: "Good People" is no code: write an ODS code in upper case, or one of your own of 2 to 64 of a-z, 0-9 and the hyphen, a letter first`},
		"code twice":     {own(voluntary + "x-1,Name,s,,,SYNTHETIC\nx-2,Name,s,,,SYNTHETIC\nx-1,Other,s,,,SYNTHETIC\n"), "VoluntaryOrganisation.csv:4: x-1 is stated in VoluntaryOrganisation.csv:2 already: remove one of the two"},
		"two kinds":      {own(voluntary+"x-1,Name,s,,,SYNTHETIC\n", "Audience.csv\ncode,name,source,since,until,origin\nx-1,Name,s,,,SYNTHETIC\n"), "VoluntaryOrganisation.csv:2: x-1 is stated in Audience.csv:2 already: remove one of the two"},
		"built in":       {own("Region.csv\ncode,name,source,since,until,origin\nY56,Capital,s,,,SYNTHETIC\n"), "Region.csv:2: Y56 is stated in reference/Region.csv:2 already: remove one of the two"},
		"no name":        {own(voluntary + "x-1,,s,,,SYNTHETIC\n"), "VoluntaryOrganisation.csv:2: x-1 has no name: every VoluntaryOrganisation needs one"},
		"no name column": {own("Audience.csv\ncode,source,since,until,origin\nx-1,s,,,SYNTHETIC\n"), "Audience.csv:2: x-1 has no name: every Audience needs one"},
		"no enum":        {own("LocalProfessionalNetwork.csv\ncode,name,source,since,until,origin\nx-1,Name,s,,,SYNTHETIC\n"), "LocalProfessionalNetwork.csv:2: x-1 has no profession: every LocalProfessionalNetwork needs one: write one of DENTAL, EYE_HEALTH, PHARMACY"},
		"enum":           {own("LocalProfessionalNetwork.csv\ncode,name,profession,source,since,until,origin\nx-1,Name,Dental,s,,,SYNTHETIC\n"), `LocalProfessionalNetwork.csv:2: profession "Dental": write one of DENTAL, EYE_HEALTH, PHARMACY`},
		"sector":         {own(partners + "x-1,U89141,CHARITY,s,,,SYNTHETIC\n"), `PARTNER_OF.csv:2: sector "CHARITY": write one of COMMUNITY, HOSPITAL, MENTAL_HEALTH, PHARMACY, SOCIAL_CARE, VOLUNTARY`},
		"int":            {own("Practice.csv\ncode,name,easting,source,since,until,origin\nA99,Name,3000000000,s,,,SYNTHETIC\n"), `Practice.csv:2: easting "3000000000" is no whole number of 32 bits`},
		"float":          {own("Practice.csv\ncode,name,latitude,source,since,until,origin\nA99,Name,NaN,s,,,SYNTHETIC\n"), `Practice.csv:2: latitude "NaN" is no number: write one such as 51.5074`},
		"boolean":        {own("Practice.csv\ncode,name,amended,source,since,until,origin\nA99,Name,yes,s,,,SYNTHETIC\n"), `Practice.csv:2: amended "yes": write true or false`},
		"list":           {own("Practice.csv\ncode,name,addressLines,source,since,until,origin\nA99,Name,1 Road||Town,s,,,SYNTHETIC\n"), `Practice.csv:2: addressLines "1 Road||Town": write texts with | between them, without space around it`},

		"end code":        {own(partners + ",U89141,VOLUNTARY,s,,,SYNTHETIC\n"), `PARTNER_OF.csv:2: "" is no code: write an ODS code in upper case, or one of your own of 2 to 64 of a-z, 0-9 and the hyphen, a letter first`},
		"itself":          {own(documents, versions+"paper-a,paper-a,s,,,SYNTHETIC\n"), "VERSION_OF.csv:2: paper-a leads to itself: state the code of another"},
		"wrong from":      {own(documents, partners+"paper-a,U89141,VOLUNTARY,s,,,SYNTHETIC\n"), "PARTNER_OF.csv:2: paper-a is of kind Document: PARTNER_OF leads from CommunityProvider, LocalAuthority, Pharmacy, SocialCareProvider, Trust, VoluntaryOrganisation"},
		"wrong to":        {own(documents, partners+"RW3,paper-a,VOLUNTARY,s,,,SYNTHETIC\n"), "PARTNER_OF.csv:2: paper-a is of kind Document: PARTNER_OF leads to PrimaryCareNetwork"},
		"edge twice":      {own(partners + "x-1,U89141,VOLUNTARY,s,2020-01-01,2021-01-01,SYNTHETIC\nx-1,U89141,,s,2021-01-01,,SYNTHETIC\n"), "PARTNER_OF.csv:3: x-1 to U89141 is stated on the same days in PARTNER_OF.csv:2 already: remove one of the two"},
		"built-in edge":   {own("PART_OF.csv\nfrom,to,source,since,until,origin\nY56,X24,s,2020-01-01,,SYNTHETIC\n"), "PART_OF.csv:2: Y56 to X24 is stated on the same days in reference/PART_OF.csv:2 already: remove one of the two"},
		"one at a time":   {own(documents, versions+"paper-a,paper-b,s,,,SYNTHETIC\npaper-a,paper-c,s,2020-01-01,,SYNTHETIC\n"), "VERSION_OF.csv:3: paper-a leads to paper-b on the same days, in VERSION_OF.csv:2: it leads to one at a time"},
		"cycle":           {own(documents, versions+"paper-a,paper-b,s,,,SYNTHETIC\npaper-b,paper-c,s,,,SYNTHETIC\npaper-c,paper-a,s,,,SYNTHETIC\n"), "VERSION_OF.csv:4: VERSION_OF leads round in a circle, paper-c to paper-a to paper-b to paper-c: remove one of these"},
		"before birth":    {own(voluntary+"x-1,Name,s,2020-01-01,,SYNTHETIC\n", partners+"x-1,U89141,VOLUNTARY,s,2019-12-31,,SYNTHETIC\n"), "PARTNER_OF.csv:2: begins on 2019-12-31, before x-1 is there, on 2020-01-01 (VoluntaryOrganisation.csv:2)"},
		"after the end":   {own(voluntary+"x-1,Name,s,,2020-01-01,SYNTHETIC\n", partners+"x-1,U89141,VOLUNTARY,s,2019-12-31,2020-01-02,SYNTHETIC\n"), "PARTNER_OF.csv:2: ends on 2020-01-02, after the last day of x-1, 2020-01-01 (VoluntaryOrganisation.csv:2)"},
		"built-in life":   {own("LocalProfessionalNetwork.csv\ncode,name,profession,source,since,until,origin\nx-1,Name,DENTAL,s,,,SYNTHETIC\n", "WORKS_WITH.csv\nfrom,to,source,since,until,origin\nx-1,QHG,s,,2026-04-01,SYNTHETIC\n"), "WORKS_WITH.csv:2: ends on 2026-04-01, after the last day of QHG, 2026-03-31 (reference/IntegratedCareSystem.csv:~"},
		"no day":          {own(voluntary+"x-1,Name,s,,2020-01-01,SYNTHETIC\n", "MultidisciplinaryTeam.csv\ncode,name,source,since,until,origin\nx-2,Name,s,2020-01-02,,SYNTHETIC\n", "MEMBER_OF.csv\nfrom,to,source,since,until,origin\nx-1,x-2,s,,,SYNTHETIC\n"), "MEMBER_OF.csv:2: no day is left on which both x-1 and x-2 are there"},
		"no succession":   {own("SUCCEEDED_BY.csv\nfrom,to,source,since,until,origin\nx-1,x-2,s,,,SYNTHETIC\n"), "SUCCEEDED_BY.csv:2: no day: state in since the first day on which x-2 is in the place of x-1"},
		"early":           {own(voluntary+"x-1,Name,s,,2020-01-01,SYNTHETIC\n", "SUCCEEDED_BY.csv\nfrom,to,source,since,until,origin\nx-1,x-2,s,2020-01-01,,SYNTHETIC\n"), "SUCCEEDED_BY.csv:2: begins on 2020-01-01, not after the last day of x-1, 2020-01-01 (VoluntaryOrganisation.csv:2)"},
		"still there":     {own(voluntary+"x-1,Name,s,,,SYNTHETIC\n", "SUCCEEDED_BY.csv\nfrom,to,source,since,until,origin\nx-1,x-2,s,2020-01-01,,SYNTHETIC\n"), "SUCCEEDED_BY.csv:2: begins on 2020-01-01, not after the last day of x-1, none is stated (VoluntaryOrganisation.csv:2)"},
		"unborn":          {own(voluntary+"x-2,Name,s,2020-01-02,,SYNTHETIC\n", "SUCCEEDED_BY.csv\nfrom,to,source,since,until,origin\nx-1,x-2,s,2020-01-01,,SYNTHETIC\n"), "SUCCEEDED_BY.csv:2: begins on 2020-01-01, before x-2 is there, on 2020-01-02 (VoluntaryOrganisation.csv:2)"},
		"too late":        {own(voluntary+"x-2,Name,s,,2020-01-02,SYNTHETIC\n", "SUCCEEDED_BY.csv\nfrom,to,source,since,until,origin\nx-1,x-2,s,2020-01-03,,SYNTHETIC\n"), "SUCCEEDED_BY.csv:2: begins on 2020-01-03, after the last day of x-2, 2020-01-02 (VoluntaryOrganisation.csv:2)"},
		"former name":     {own("formerNames.csv\ncode,name,source,since,until,origin\nY56,,s,,,SYNTHETIC\n"), "formerNames.csv:2: no name: state the name that Y56 had"},
		"name twice":      {own("formerNames.csv\ncode,name,source,since,until,origin\nY56,The South,s,,2020-01-01,SYNTHETIC\nY56,The South,s,,,SYNTHETIC\n"), "formerNames.csv:3: Y56 has this name on the same days in formerNames.csv:2: remove one of the two"},
		"never had names": {own(documents, "formerNames.csv\ncode,name,source,since,until,origin\npaper-a,Old,s,,,SYNTHETIC\n"), "formerNames.csv:2: paper-a is of kind Document, which has no former names"},
		"ONS code":        {own("onsCode.csv\ncode,ons,source,since,until,origin\nA81001,E4,s,,,SYNTHETIC\n"), `onsCode.csv:2: "E4" is no ONS code: write E or W and eight digits`},
		"two ONS codes":   {own("onsCode.csv\ncode,ons,source,since,until,origin\nY56,E40000004,s,,,SYNTHETIC\n"), "onsCode.csv:2: Y56 has the code E40000003 on the same days, in reference/onsCode.csv:2: remove one of the two"},
		"no ONS code":     {own(documents, "onsCode.csv\ncode,ons,source,since,until,origin\npaper-a,E40000004,s,,,SYNTHETIC\n"), "onsCode.csv:2: paper-a is of kind Document, which has no ONS code"},
		"ONS code early":  {own("onsCode.csv\ncode,ons,source,since,until,origin\nQHG,E40000004,s,2022-06-30,2022-06-30,SYNTHETIC\n"), "onsCode.csv:2: ends on 2022-06-30, before QHG is there, on 2022-07-01 (reference/IntegratedCareSystem.csv:~"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := reference.LoadOwn(f.files, c, ref)
			if err == nil || !matches(err.Error(), f.want) {
				t.Errorf("error\n %v\nwant\n %s", err, f.want)
			}
		})
	}
}

// matches compares a text with one that is too long where it ends in a tilde.
func matches(text, want string) bool {
	beginning, long := strings.CutSuffix(want, "~")
	return text == want || long && strings.HasPrefix(text, beginning)
}
