// Package press joins the phases: it reads the configuration and the manuscripts
// of an issue, places the articles, has them composed and written, checks what
// came out and releases it. Start with Build; Check does all that needs no
// layout, Make keeps the files in memory, and Pin holds fast what they are made of.
// It is the one place where phases meet; it must not know about terminals,
// languages of the user or exit codes.
package press
