package ods

import "testing"

func TestParseDate(t *testing.T) {
	for s, want := range map[string]string{
		"20240229": "2024-02-29", "2024-02-29": "2024-02-29", "01Jan2026": "2026-01-01", "01JAN2021": "2021-01-01",
		"1-Sep-20": "2020-09-01", "01-Sep-2020": "2020-09-01", "19000101": "1900-01-01",
		"20230229": "", "20241301": "", "2024": "", "01/02/2024": "", "none": "", "00000000": "", "0000-01-01": "",
	} {
		d, err := parseDate(s)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is read as %v", s, d)
		case want != "" && (err != nil || d.String() != want):
			t.Errorf("%q is read as %v, %v; want %s", s, d, err, want)
		}
	}
}

func TestParseSerial(t *testing.T) {
	for s, want := range map[string]string{
		"1": "1900-01-01", "59": "1900-02-28", "61": "1900-03-01", "45323": "2024-02-01", "45323.75": "2024-02-01",
		"20240201": "2024-02-01", "2.0240201E7": "2024-02-01", "2958465": "9999-12-31",
		"60": "", "0": "", "-1": "", "2958466": "", "NaN": "", "Inf": "", "text": "", "20241301": "",
	} {
		d, err := parseSerial(s, false)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is read as %v", s, d)
		case want != "" && (err != nil || d.String() != want):
			t.Errorf("%q is read as %v, %v; want %s", s, d, err, want)
		}
	}
	if d, err := parseSerial("43861", true); err != nil || d.String() != "2024-02-01" {
		t.Errorf("serial number since 1904 is read as %v, %v", d, err)
	}
}
