package layout_test

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"testing"

	"banxin/layout"
)

// reordered gives the same map, made in another order.
func reordered[V any](m map[string]V, turn int) map[string]V {
	keys := slices.Sorted(maps.Keys(m))
	if turn%2 == 1 {
		slices.Reverse(keys)
	}
	out := make(map[string]V, turn) // of another size at first, too
	for i := range keys {
		k := keys[(i+turn)%len(keys)]
		out[k] = m[k]
	}
	return out
}

// richInput uses what could make a result depend on an order: names, both ways of
// breaking, boxes, text left over, characters no face has.
func richInput(t testing.TB) *layout.Input {
	in := sampleInput(t)
	in.Stories[0] = sampleStory("a:1", "大会闭幕", "", 12, true)
	in.Stories[1].Paras[0].Spans[0].Text += "\U0010FFFF"
	in.Names = []string{"更俗剧院", "倡议书", "会议"}
	in.Sheets[1].Template.Frames[0].Breaking = layout.FirstFit
	return in
}

// TestResultDependsOnTheInputAlone: not on the number of processors, on what runs
// beside, nor on the order in which the input's maps and names were put together.
func TestResultDependsOnTheInputAlone(t *testing.T) {
	t.Parallel()
	compose := func(in *layout.Input) string {
		doc, report := layout.Compose(in)
		return doc.Dump() + fmt.Sprintf("%+v", *report)
	}
	shared := richInput(t)
	want := compose(shared)
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	for _, processors := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(processors)
		const sideBySide = 12
		got := make([]string, sideBySide)
		var all sync.WaitGroup
		for i := range got {
			in := shared // half of them at once from one input
			if i%2 == 1 {
				in = richInput(t)
				in.Faces, in.Colours = reordered(in.Faces, i), reordered(in.Colours, i)
				in.Styles, in.Vars = reordered(in.Styles, i), reordered(in.Vars, i)
				slices.Reverse(in.Names)
			}
			all.Go(func() { got[i] = compose(in) })
		}
		all.Wait()
		for i := range got {
			if got[i] != want {
				t.Fatalf("%d processors: result %d of %d differs", processors, i, sideBySide)
			}
		}
	}
}
