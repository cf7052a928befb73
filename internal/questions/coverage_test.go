//go:build national

package questions

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
)

// coverage is a line of what the graph holds of a subject, and what it cannot say.
type coverage struct {
	Subject string `json:"subject"`
	Held    string `json:"held"`
	Missing string `json:"missing"`
}

// coverages are the lines that questions are about. All other lines are left out of their answers.
var coverages = map[string][]coverage{
	"19": {
		{"NOMINATED_PAYEE_FOR", "nothing", "the published workbook of networks has no payees: own reference files can state them"},
	},
	"21": {
		{"OpticalPractice", "nothing", "no file that can be loaded lists optical practices: own reference files can"},
		{"COVERS", "the providers of its profession in its region, SYNTHETIC as the network is", "networks of a part of a region"},
	},
	"23": {
		{"PatientParticipationGroup", "nothing", "no file lists patient participation groups by practice: own reference files can"},
		{"GROUP_OF", "nothing", "no file states the patient participation groups of a practice: own reference files can"},
	},
	"27": {
		{
			"PARTNER_OF", "pharmacies of England as partners of the network of their nearest practice, DERIVED from place",
			"partners of the other five sectors, and agreements of pharmacies with networks: own reference files can state them",
		},
	},
}

// dataset is what a question asks of the dataset.
func dataset(question string) object { return object{"coverage": coverages[question]} }

// onlyCoverage leaves out of the data of a response what the coverage says of other subjects.
func onlyCoverage(t *testing.T, data json.RawMessage, about []coverage) json.RawMessage {
	t.Helper()
	var answer struct {
		Dataset json.RawMessage `json:"dataset"`
	}
	var all struct {
		Coverage []coverage `json:"coverage"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Dataset == nil {
		return data
	}
	if err := json.Unmarshal(answer.Dataset, &all); err != nil {
		t.Fatal(err)
	}
	all.Coverage = slices.DeleteFunc(all.Coverage, func(c coverage) bool {
		return !slices.ContainsFunc(about, func(a coverage) bool { return a.Subject == c.Subject })
	})
	kept, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Replace(data, answer.Dataset, kept, 1)
}
