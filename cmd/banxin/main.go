// Banxin (版心) sets the manuscripts of a Chinese newspaper bulletin and writes a
// print PDF and an EPUB. Run "banxin help".
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}
