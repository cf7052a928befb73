//go:build hostile

package hostile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// limitBody is the limit of a body, as the program has it by default.
const limitBody = 256 << 10

// attack is one thing that nobody should send.
type attack struct {
	name string
	// send sends it to the server at an address, and says what came back.
	send func(address string) outcome
	want []string // what may come back, as outcomes print
}

// outcome is what came back.
type outcome struct {
	status int
	code   string // of the first error; "data" where there is none, "" where it is no answer of GraphQL
	bytes  int
	err    error // where nothing came back but the end of the connection
	fault  string
}

func (o outcome) String() string {
	if o.err != nil {
		return "closed"
	}
	return strings.TrimSpace(fmt.Sprint(o.status, " ", o.code))
}

// check says what is wrong with an outcome.
func (a attack) check(o outcome) error {
	switch {
	case o.fault != "":
		return errors.New(o.fault)
	case !slices.Contains(a.want, o.String()):
		return errors.Join(fmt.Errorf("%v, not %v", o, a.want), o.err)
	}
	return nil
}

// The outcomes that most may come to.
const (
	bad        = "400 BAD_USER_INPUT"
	tooComplex = "400 TOO_COMPLEX"
	legal      = "200 data"
	large      = "413 BAD_USER_INPUT"
	closed     = "closed"
)

var client = &http.Client{
	Timeout:   30 * time.Second,
	Transport: &http.Transport{DisableKeepAlives: true, DisableCompression: true},
}

// post sends a body of JSON.
func post(body []byte) func(string) outcome {
	return request("POST", "/graphql", func() io.Reader { return bytes.NewReader(body) }, "Content-Type", "application/json")
}

// request sends a request with headers.
func request(method, path string, body func() io.Reader, headers ...string) func(string) outcome {
	return func(address string) outcome {
		var content io.Reader
		if body != nil {
			content = body()
		}
		r, err := http.NewRequest(method, "http://"+address+path, content)
		if err != nil {
			return outcome{fault: err.Error()}
		}
		r.Header.Set("Accept", "application/graphql-response+json")
		for i := 0; i < len(headers); i += 2 {
			r.Header.Add(headers[i], headers[i+1])
		}
		response, err := client.Do(r)
		if err != nil {
			return outcome{err: err}
		}
		defer func() { _ = response.Body.Close() }()
		return read(response)
	}
}

// mostAnswer is what an answer may come to.
const mostAnswer = 16 << 20

// read reads an answer, and finds fault with one that is not as answers are.
func read(response *http.Response) outcome {
	body, err := io.ReadAll(response.Body)
	o := outcome{status: response.StatusCode, bytes: len(body)}
	if err != nil {
		o.fault = fmt.Sprintf("the answer breaks off: %v", err)
		return o
	}
	if !strings.Contains(response.Header.Get("Content-Type"), "json") {
		return o
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	switch err := json.Unmarshal(body, &answer); {
	case err != nil:
		o.fault = fmt.Sprintf("no JSON: %v: %.200s", err, body)
	case len(body) > mostAnswer+64<<10:
		o.fault = fmt.Sprintf("%d bytes", len(body))
	case len(answer.Errors) > 21:
		o.fault = fmt.Sprintf("%d errors", len(answer.Errors))
	case len(answer.Errors) > 0 && len(body) > 64<<10:
		o.fault = fmt.Sprintf("%d bytes of errors", len(body))
	case len(answer.Errors) > 0:
		o.code = answer.Errors[0].Extensions.Code
		for _, e := range answer.Errors {
			if e.Extensions.Code == "" {
				o.fault = "an error without a code: " + e.Message
			}
		}
	case answer.Data != nil:
		o.code = "data"
	}
	return o
}

// operation is a body that asks for a query; variables may be empty.
func operation(query, variables string) []byte {
	text, err := json.Marshal(query)
	if err != nil {
		panic(err)
	}
	body := append([]byte(`{"query":`), text...)
	if variables != "" {
		body = append(append(body, `,"variables":`...), variables...)
	}
	return append(body, '}')
}
