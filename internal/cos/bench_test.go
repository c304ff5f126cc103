package cos

import (
	"fmt"
	"testing"
)

// BenchmarkOpen reads a file of 470 pages, 2,000 packed objects in all, and unpacks
// every stream.
func BenchmarkOpen(b *testing.B) {
	content := stream("/Filter/FlateDecode", flate(fmt.Sprint(make([]int, 4000))))
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	kids := ""
	for i := range 470 {
		kids += fmt.Sprintf("%d 0 R ", 3+2*i)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", 4+2*i), content)
	}
	objects[1] = "<</Type/Pages/Count 470/Kids[" + kids + "]>>"
	data := build("", objects...)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		f, err := Open(data, Limits{})
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range f.Refs() {
			if s := f.Stream(r); s != nil {
				if _, err := f.Decode(s); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
