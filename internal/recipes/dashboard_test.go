//go:build recipes

package recipes

import "testing"

// What is fetched by GET has a tag, with which it is not fetched again.
func TestDashboard(t *testing.T) { follow(t, "dashboard") }
