//go:build hostile

package hostile

import (
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"orggraph/internal/running"
)

// crowd opens connections that do as they like until the server ends them, and meanwhile asks as anybody
// does. Each has to end within the time, others have to be answered, and the memory and the connections
// have to come back.
func crowd(t *testing.T, p *running.Program, n int, behave func(c net.Conn, i int)) {
	t.Helper()
	warm(t, p)
	base, files := rest(t, p), process(p.PID).files(t)
	process(p.PID).forget(t)
	spent := process(p.PID).quiet(t)
	var all sync.WaitGroup
	for i := range n {
		c, err := net.Dial("tcp", p.Address)
		if err != nil {
			t.Fatal(err)
		}
		_ = c.SetDeadline(time.Now().Add(30 * time.Second))
		all.Go(func() {
			defer func() { _ = c.Close() }()
			behave(c, i)
		})
	}
	for range 5 {
		if o := post(operation("{__typename}", ""))(p.Address); o.String() != legal {
			t.Errorf("beside them: %v %v", o, o.err)
		}
	}
	all.Wait()
	cpu := process(p.PID).quiet(t) - spent
	_, most := process(p.PID).memory(t)
	back := settled(base+idle, func() float64 {
		warm(t, p) // a server that has nothing to do collects nothing for minutes
		return rest(t, p)
	})
	t.Logf("%d connections: %.2f ms of the processor each, %.0f MB together, %.0f MB afterwards", n, float64(cpu)/1e6/float64(n), most-base, back-base)
	if cpu > time.Duration(n)*mostCPU || most-base > mostMemory*float64(n) || back > base+idle {
		t.Error("that is too much")
	}
	if now := settled(files, func() int { return process(p.PID).files(t) }); now > files {
		t.Errorf("%d open files became %d", files, now)
	}
}

// drip sends a letter now and then until the connection ends.
func drip(c net.Conn, begin string) {
	_, _ = io.WriteString(c, begin)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(io.Discard, c)
	}()
	for beat := time.NewTicker(100 * time.Millisecond); ; {
		select {
		case <-ended:
			return
		case <-beat.C:
			if _, err := io.WriteString(c, "x"); err != nil {
				<-ended
				return
			}
		}
	}
}

func TestSlowHeadersAndBodies(t *testing.T) {
	p := running.Serve(t, running.Build(t), []string{"GOGC=10"})
	crowd(t, p, 300, func(c net.Conn, i int) {
		begin := "GET /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
		if i%2 > 0 {
			begin = fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n{", limitBody)
		}
		started := time.Now()
		drip(c, begin)
		if took := time.Since(started); took > 25*time.Second {
			t.Errorf("a slow connection lives %v", took)
		}
	})
}

// Answers that nobody takes go away with their connections.
func TestAnswersThatNobodyTakes(t *testing.T) {
	p := running.Serve(t, running.Build(t), []string{"GOGC=10"})
	body := operation("{practices{nodes{odsCode name town postcode addressLines openedOn listSize latitude longitude}}}", "")
	crowd(t, p, 64, func(c net.Conn, _ int) {
		_ = c.(*net.TCPConn).SetReadBuffer(4096)
		_, _ = fmt.Fprintf(c, "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		time.Sleep(5 * time.Second)
	})
}
