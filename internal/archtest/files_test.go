package archtest

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// packageDocs: whoever opens a package learns first what it is for and where its borders are.
func packageDocs(p *project) (broken []string) {
	for _, folder := range p.folders {
		var docs []string
		handWritten, name := false, ""
		for _, s := range p.packages[folder] {
			if !s.generated {
				handWritten = true
				name = strings.TrimSuffix(s.name, "_test")
			}
			if s.doc != "" && !s.generated {
				docs = append(docs, s.doc)
			}
		}
		if !handWritten {
			continue
		}
		begin := "Package " + name + " "
		if name == "main" {
			begin = "Command " + path.Base(folder) + " "
		}
		switch {
		case len(docs) != 1:
			broken = append(broken, fmt.Sprintf("%s has %d package comments: it needs one, so that there is one place to read", folder, len(docs)))
		case !strings.HasPrefix(docs[0], begin):
			broken = append(broken, fmt.Sprintf("%s: its comment does not begin with %q", folder, begin))
		case len(docs[0]) < 80:
			broken = append(broken, folder+": its comment is too short to say what it turns into what")
		case !strings.Contains(docs[0], "import"):
			broken = append(broken, folder+": its comment does not say what it must not import, or who must not import it")
		}
	}
	return broken
}

// maxLines is where a file holds more than one idea.
const maxLines = 500

// fileLengths: a file above the limit is split by concept.
func fileLengths(p *project) (broken []string) {
	for _, name := range p.names {
		if !slices.Contains([]string{".go", ".js", ".mjs", ".sh"}, path.Ext(name)) {
			continue
		}
		if s, isGo := p.sources[name]; isGo && s.generated {
			continue
		}
		if n := strings.Count(p.files[name], "\n"); n > maxLines {
			broken = append(broken, fmt.Sprintf("%s has %d lines, more than %d: split it by concept", name, n, maxLines))
		}
	}
	return broken
}

// unwanted are words that stand in no file, put together so that they don't stand in this one.
var unwanted = []struct {
	pattern *regexp.Regexp
	reason  string
}{
	{regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b`), "what is left to do is an issue, not a comment"},
	{regexp.MustCompile(`(^|[^\w.])/(wo` + `rk|ro` + `ot|ho` + `me)/`), "a path of one machine means nothing on another"},
	{
		regexp.MustCompile(`registry\.npm` + `js\.org|proxy\.go` + `lang\.org|repo1?\.maven\.(apache\.)?org|` +
			`(index|static)\.crates\.io|deb\.deb` + `ian\.org|pypi\.org`),
		"which registry packages come from is for each machine to say",
	},
}

// words: nothing in the project says what is true of one machine or day alone.
func words(p *project) (broken []string) {
	for _, name := range p.names {
		for number, line := range lines(p.files[name]) {
			for _, u := range unwanted {
				if found := u.pattern.FindString(line); found != "" {
					broken = append(broken, fmt.Sprintf("%s:%d: %q: %s", name, number, strings.TrimSpace(found), u.reason))
				}
			}
		}
	}
	return broken
}

var skip = regexp.MustCompile(`\b(t|b|f|tb|testing)\.(Skip|Skipf|SkipNow|Short)\(`)

// skippedTests: a test that does not run proves nothing, and nobody notices.
func skippedTests(p *project) (broken []string) {
	for _, name := range p.names {
		if _, isGo := p.sources[name]; !isGo {
			continue
		}
		for number, line := range lines(p.files[name]) {
			if found := skip.FindString(line); found != "" {
				broken = append(broken, fmt.Sprintf("%s:%d: %s…): a test runs or is not there; one that needs more than Go stands under a build tag and fails without it", name, number, found))
			}
		}
	}
	return broken
}

// lockFiles: what tests install is pinned, and comes from wherever the machine takes its packages.
func lockFiles(p *project) (broken []string) {
	for _, name := range p.names {
		if path.Base(name) != "package.json" {
			continue
		}
		lock := path.Join(path.Dir(name), "package-lock.json")
		text, has := p.files[lock]
		if !has {
			broken = append(broken, name+" has no package-lock.json: npm would install another version on another day")
			continue
		}
		var content struct {
			Packages map[string]struct{ Resolved string }
		}
		if err := json.Unmarshal([]byte(text), &content); err != nil {
			broken = append(broken, fmt.Sprintf("%s: %v", lock, err))
		}
		for installed, from := range content.Packages {
			if from.Resolved != "" {
				broken = append(broken, fmt.Sprintf("%s says where %s was downloaded: make it with npm install --omit-lockfile-registry-resolved", lock, installed))
			}
		}
	}
	return broken
}
