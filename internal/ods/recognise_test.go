package ods

import (
	"strings"
	"testing"
)

const (
	mapHeader     = "PRACTICE_CODE,PCN_CODE,SUB_ICB_LOCATION_CODE,ICB_CODE,COMM_REGION_CODE"
	patientHeader = "EXTRACT_DATE,TYPE,CODE,NUMBER_OF_PATIENTS"
)

func TestRecognise(t *testing.T) {
	practice, dentist := row27(map[int]string{1: "Z99001"}), row27(map[int]string{1: "V99999"})
	for name, c := range map[string]struct {
		file, content string
		format        Format
		reason        string
	}{
		"by name and codes":           {"epraccur.csv", practice, Epraccur, ""},
		"name in capitals":            {"EPRACCUR.CSV", practice, Epraccur, ""},
		"name with more behind it":    {"epraccur-2025_09.csv", practice, Epraccur, ""},
		"name with no extension":      {"epraccur", practice, Epraccur, ""},
		"commissioners":               {"eccg.csv", row27(map[int]string{1: "99Z"}) + row27(map[int]string{1: "Z9Z9Z"}), Eccg, ""},
		"trusts":                      {"etr.csv", row27(map[int]string{1: "RZZ"}), Etr, ""},
		"pharmacies by their codes":   {"other.csv", row27(map[int]string{1: "FZZ99"}), Edispensary, ""},
		"dentists by their codes":     {"other.csv", dentist, Egdpprac, ""},
		"branches by their codes":     {"other.csv", row27(map[int]string{1: "Z99001001"}), Ebranchs, ""},
		"byte order mark":             {"epraccur.csv", "\ufeff" + practice, Epraccur, ""},
		"header in any case":          {"m.csv", strings.ToLower(mapHeader) + "\n", PracticeMap, ""},
		"header in another order":     {"m.csv", "MORE," + mapHeader + ",MORE\n", PracticeMap, ""},
		"header below blank lines":    {"m.csv", "\n\n" + mapHeader + "\n", PracticeMap, ""},
		"year in a header":            {"n.csv", "ICB31CD,ICB31CDH,ICB31NM\n", ICBNames, ""},
		"a damaged first row":         {"epraccur.csv", "\"Z99\n" + practice + practice, Epraccur, ""},
		"an archive":                  {"book.zip", "PK\x03\x04", EPCN, ""}, // settled when it is read
		"empty":                       {"epraccur.csv", "", "", "it is empty"},
		"nothing but blanks":          {"epraccur.csv", "\ufeff \r\n\n", "", "it is empty"},
		"UTF-16":                      {"epraccur.csv", "\xff\xfeA\x00", "", "its text is UTF-16: save it as UTF-8"},
		"UTF-16, other end first":     {"epraccur.csv", "\xfe\xff\x00A", "", "its text is UTF-16: save it as UTF-8"},
		"no workbook":                 {"ePCN.xlsx", practice, "", "named as a workbook, but it is none"},
		"practices named dentists":    {"egdpprac.csv", practice, "", "named egdpprac, but 1 of its first 1 codes (Z99001 …) don't look like it"},
		"27 columns of something":     {"other.csv", practice, "", "27 columns, but neither its name nor its codes (Z99001 …) tell which format it is"},
		"another number of columns":   {"epraccur.csv", "\"Z99001\",\"A\"\n", "", "named epraccur, but 0 of its first 1 rows have 27 columns"},
		"few rows that are whole":     {"epraccur.csv", practice + "\"Z99002\n\"Z99003\n", "", "named epraccur, but 1 of its first 3 rows have 27 columns"},
		"a text":                      {"LICENCE.txt", "Free to use.\n", "", "neither 27 columns nor a header of a known format"},
		"a name that only begins so":  {"etraining.csv", "\"A\"\n", "", "neither 27 columns nor a header of a known format"},
		"a header that lacks a name":  {"m.csv", strings.Replace(mapHeader, "ICB_CODE,COMM", "COMM", 1) + "\n", "", "looks like practice-map but has no column ICB_CODE"},
		"a header that says twice":    {"p.csv", patientHeader + ",code\n", "", "looks like patients but has two columns code"},
		"a header that says it again": {"m.csv", mapHeader + ",PCN_ODS_CODE\n", "", "looks like practice-map but has two columns PCN_ODS_CODE"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := recognise(c.file, []byte(c.content), true)
			reason := ""
			if err != nil {
				reason = err.Error()
			}
			if got.format != c.format || reason != c.reason {
				t.Errorf("%q, %q; want %q, %q", got.format, reason, c.format, c.reason)
			}
		})
	}
}

// The beginning of a long file may end within a row.
func TestRecogniseTheBeginningOfALongFile(t *testing.T) {
	text := strings.Repeat(row27(map[int]string{1: "V99999"}), 2000)
	if len(text) <= beginning {
		t.Fatal("the text is too short")
	}
	got, err := recognise("other.csv", []byte(text[:beginning]), false)
	if err != nil || got.format != Egdpprac {
		t.Errorf("%s, %v", got.format, err)
	}
}
