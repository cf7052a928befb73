package archtest

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	target     = regexp.MustCompile(`(?m)^([a-z][a-z0-9-]*):`)
	makeInLine = regexp.MustCompile("`make ([a-z][a-z0-9-]*)")
	makeBegins = regexp.MustCompile(`^\s*(?:\$ )?make ([a-z][a-z0-9-]*)`)
)

// makeTargets: a command that a document names works.
func makeTargets(p *project) (broken []string) {
	var targets []string
	for _, m := range target.FindAllStringSubmatch(p.files["Makefile"], -1) {
		targets = append(targets, m[1])
	}
	for _, name := range p.names {
		if path.Ext(name) != ".md" {
			continue
		}
		block := false
		for _, line := range lines(p.files[name]) {
			if strings.HasPrefix(strings.TrimSpace(line), "```") {
				block = !block
			}
			found := makeInLine.FindAllStringSubmatch(line, -1)
			if block {
				found = makeBegins.FindAllStringSubmatch(line, -1)
			}
			for _, m := range found {
				if !slices.Contains(targets, m[1]) {
					broken = append(broken, fmt.Sprintf("%s names make %s, and Makefile has no such target", name, m[1]))
				}
			}
		}
	}
	return broken
}

const architecture = "ARCHITECTURE.md"

var (
	packageName = regexp.MustCompile("`((?:cmd|internal|bench)/[a-z0-9/-]+|bench|graph|reference|scripts)`")
	moduleName  = regexp.MustCompile("`([a-z0-9-]+(?:\\.[a-z0-9-]+)+/[\\w./-]+)`")
	required    = regexp.MustCompile(`(?m)^(?:require )?\s*([a-z0-9-]+(?:\.[a-z0-9-]+)+/\S+) v\S+( // indirect)?$`)
)

// listedPackages: the page that explains the project names each package and none that is gone.
func listedPackages(p *project) (broken []string) {
	var named []string
	for _, m := range packageName.FindAllStringSubmatch(p.files[architecture], -1) {
		named = append(named, m[1])
		if !slices.ContainsFunc(p.folders, func(folder string) bool { return within(folder, m[1]) }) {
			broken = append(broken, fmt.Sprintf("%s names %s, which is not there", architecture, m[1]))
		}
	}
	for _, folder := range p.folders {
		if !slices.ContainsFunc(named, func(n string) bool { return n == folder || n == path.Dir(folder) }) {
			broken = append(broken, fmt.Sprintf("%s does not name %s: say what it turns into what", architecture, folder))
		}
	}
	return broken
}

// listedModules: every module we depend on is there for a stated reason.
func listedModules(p *project) (broken []string) {
	text := p.files[architecture]
	var all []string
	for _, m := range required.FindAllStringSubmatch(p.files["go.mod"], -1) {
		all = append(all, m[1])
		if m[2] == "" && !strings.Contains(text, "`"+m[1]+"`") {
			broken = append(broken, fmt.Sprintf("%s does not say what %s is for", architecture, m[1]))
		}
	}
	for _, m := range moduleName.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(all, m[1]) && !slices.ContainsFunc(p.names, func(n string) bool { return n == m[1] }) {
			broken = append(broken, fmt.Sprintf("%s names %s, which go.mod does not require", architecture, m[1]))
		}
	}
	return broken
}
