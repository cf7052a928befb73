// Package hostile holds what nobody should send to a server, and sends it to the program as people start it:
// it has to live, to answer with a coded error or with what was legally asked, to spend little, and to have
// its memory, connections and goroutines back afterwards. Its tests do the work, under the build tag
// hostile, on Linux. It must not import anything of ours but running.
package hostile
