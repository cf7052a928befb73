//go:build linux

package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// request is a question as it is put to one server, over and over.
type request struct {
	url    string
	body   []byte
	answer []byte // what was found right; nil until then
}

// client asks servers on this machine; connections stay open between requests.
type client struct{ http *http.Client }

func newClient(connections int) client {
	return client{&http.Client{
		Transport: &http.Transport{MaxIdleConnsPerHost: connections, DisableCompression: true},
		Timeout:   time.Minute,
	}}
}

func (c client) ask(ctx context.Context, r *request, buf *bytes.Buffer) (http.Header, error) {
	post, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	post.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(post)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close() //nolint:errcheck // it is read to its end
	buf.Reset()
	if _, err := buf.ReadFrom(response.Body); err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d: %.1000s", response.StatusCode, buf)
	}
	return response.Header, nil
}

// first asks until a server answers for the first time, and returns what.
func (c client) first(ctx context.Context, r *request, within time.Duration) (answer []byte, err error) {
	var buf bytes.Buffer
	for until := time.Now().Add(within); time.Now().Before(until); time.Sleep(time.Millisecond) {
		if _, err = c.ask(ctx, r, &buf); err == nil {
			return buf.Bytes(), nil
		}
	}
	return nil, err
}

// sample is what clients saw of a server for some time.
type sample struct {
	took    []time.Duration   // each request, sorted
	each    [][]time.Duration // the same by question
	lasted  time.Duration
	failed  int
	failure string // one of them
}

func (s *sample) rate() float64 { return float64(len(s.took)) / s.lasted.Seconds() }

// percentile is the time within which so many of a hundred requests were answered.
func percentile(sorted []time.Duration, of float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*of/100))]
}

// measure has so many clients ask for so long, each one question after the other: which one of them is said by next. An
// answer that differs from the right one counts as failed.
func (c client) measure(ctx context.Context, clients int, lasts time.Duration, questions []*request, next func(client, n int) int) *sample {
	seen := make([]sample, clients)
	began := time.Now()
	var asking sync.WaitGroup
	for i := range seen {
		asking.Go(func() {
			s, buf := &seen[i], bytes.Buffer{}
			s.each = make([][]time.Duration, len(questions))
			for n := 0; time.Since(began) < lasts && ctx.Err() == nil; n++ {
				which := next(i, n)
				sent := time.Now()
				_, err := c.ask(ctx, questions[which], &buf)
				took := time.Since(sent)
				if err == nil && !bytes.Equal(buf.Bytes(), questions[which].answer) {
					err = fmt.Errorf("another answer than before: %.300s", buf.Bytes())
				}
				if err != nil {
					s.failed++
					s.failure = err.Error()
					continue
				}
				s.each[which] = append(s.each[which], took)
			}
		})
	}
	asking.Wait()
	sum := &sample{lasted: time.Since(began), each: make([][]time.Duration, len(questions))}
	for _, s := range seen {
		for which, took := range s.each {
			sum.each[which] = append(sum.each[which], took...)
			sum.took = append(sum.took, took...)
		}
		sum.failed += s.failed
		sum.failure = cmp.Or(sum.failure, s.failure)
	}
	slices.Sort(sum.took)
	return sum
}

// measureOne has them ask one question.
func (c client) measureOne(ctx context.Context, clients int, lasts time.Duration, r *request) *sample {
	return c.measure(ctx, clients, lasts, []*request{r}, func(int, int) int { return 0 })
}
