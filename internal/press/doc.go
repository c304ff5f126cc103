// Package press joins the phases: it reads the configuration and the manuscripts
// of an issue, places the articles, has them composed and written, checks what
// came out and releases it. Start with Build; Check does all that needs no
// layout. It is the one place where phases meet; it must not know about
// terminals, languages of the user or exit codes.
package press
