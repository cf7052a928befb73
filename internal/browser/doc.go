// Package browser turns the pages into what a person meets: tests open them in a headless Chromium that
// reaches nothing but the server, run the examples, and look for what they lack. Nothing may import it.
// The tests stand under the build tag browser, and need Node, npm and Chromium.
package browser
