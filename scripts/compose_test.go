//go:build neo4j

package scripts

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// composeFile is what these tests look at in a compose file.
type composeFile struct {
	Services map[string]struct {
		Image       string
		Build       struct{ Context, Dockerfile string }
		Environment map[string]string
		Ports       []struct {
			HostIP string `json:"host_ip"`
		}
		Volumes     []struct{ Type, Source, Target string }
		Healthcheck struct{ Test []string }
		DependsOn   map[string]struct{ Condition string } `json:"depends_on"`
		ReadOnly    bool                                  `json:"read_only"`
	}
	Volumes map[string]any
}

// compose reads a compose file as Docker does, by the schema of the compose specification. Values of the
// environment are left as they are written.
func compose(file string) ([]byte, error) {
	return exec.Command("go", "tool", "-modfile=../tools/go.mod", "github.com/compose-spec/compose-go/v2/cmd",
		"-no-interpolation", "-no-path-resolution", "-format=json", file).Output()
}

func TestCompose(t *testing.T) {
	out, err := compose("../docker-compose.yml")
	if err != nil {
		t.Fatal(stderr(err))
	}
	var file composeFile
	if err := json.Unmarshal(out, &file); err != nil {
		t.Fatal(err)
	}

	database, server := file.Services["neo4j"], file.Services["server"]
	if version := regexp.MustCompile(`<neo4j.version>(.*)</`).FindStringSubmatch(read(t, "pom.xml"))[1]; database.Image != "neo4j:"+version {
		t.Errorf("the database is %s; what is tested is %s", database.Image, version)
	}
	if len(database.Healthcheck.Test) == 0 {
		t.Error("the database has no health check")
	}
	if len(database.Volumes) != 1 || database.Volumes[0].Type != "volume" || database.Volumes[0].Target != "/data" {
		t.Errorf("the data are in %v, want a volume", database.Volumes)
	} else if _, declared := file.Volumes[database.Volumes[0].Source]; !declared {
		t.Errorf("there is no volume %s", database.Volumes[0].Source)
	}
	if server.Build.Context != "." || server.Build.Dockerfile != "Dockerfile" || !server.ReadOnly {
		t.Errorf("the server is built from %v, read-only %t", server.Build, server.ReadOnly)
	}
	if condition := server.DependsOn["neo4j"].Condition; condition != "service_healthy" {
		t.Errorf("the server waits for %q", condition)
	}
	for name, service := range file.Services {
		for _, port := range service.Ports {
			if ip := net.ParseIP(port.HostIP); !ip.IsLoopback() {
				t.Errorf("%s can be reached at %q", name, port.HostIP)
			}
		}
	}

	required := "${NEO4J_PASSWORD:?"
	for _, password := range []string{
		strings.TrimPrefix(database.Environment["NEO4J_AUTH"], "neo4j/"), server.Environment["ORGGRAPH_STORE_PASSWORD"],
	} {
		if !strings.HasPrefix(password, required) {
			t.Errorf("a password is %q, want one that whoever starts it has to set", password)
		}
	}
	// The server takes each variable: an unknown one it would refuse, and it prints where a setting comes from.
	serve := exec.Command("go", "run", "../cmd/orggraph", "serve", "--print-config")
	serve.Env = os.Environ()
	for name, value := range server.Environment {
		serve.Env = append(serve.Env, name+"="+value)
	}
	settings, err := serve.Output()
	if err != nil {
		t.Fatal(stderr(err))
	}
	for name := range server.Environment {
		if !strings.Contains(string(settings), "# "+name+"\n") {
			t.Errorf("orggraph serve takes nothing from %s:\n%s", name, settings)
		}
	}
}

// What the reader of compose files refuses, it refuses.
func TestComposeRefused(t *testing.T) {
	good := read(t, "../docker-compose.yml")
	for _, c := range []struct{ old, new, want string }{
		{"condition: service_healthy", "condition: healthy", "condition"},
		{"read_only: true", "readonly: true", "readonly"},
	} {
		name := filepath.Join(t.TempDir(), "docker-compose.yml")
		if err := os.WriteFile(name, []byte(strings.Replace(good, c.old, c.new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := compose(name); err == nil || !strings.Contains(stderr(err), c.want) {
			t.Errorf("with %s: %s", c.new, stderr(err))
		}
	}
}

// stderr is what a command that failed said.
func stderr(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(exit.Stderr)
	}
	return fmt.Sprint(err)
}
