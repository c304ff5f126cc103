// Package queue builds issues when they are due and brings them to where they are
// wanted, over River, on SQLite or Postgres. Start with Open; Keep looks at the
// calendar, Start works on the jobs, Board tells how things stand.
//
// It is the one package that knows the queue and the database. What is released, it
// asks of the store; how issues are made and delivered, it leaves to press and
// deliver. The clock comes in with the options.
package queue
