// Package peers turns the same requests into answers of orggraph and of what others have written, and
// compares them: HTTP with the audits of graphql-http, answers with graphql-js over a small graph. Its
// tests run under the build tag `peers`, need Node and npm, and fail without. Nothing may import it.
package peers
