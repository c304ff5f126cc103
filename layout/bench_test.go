package layout_test

import (
	"testing"

	"banxin/layout"
)

// BenchmarkCompose sets about 4,000 characters, a bulletin's worth.
func BenchmarkCompose(b *testing.B) { benchmarkCompose(b, sampleInput(b)) }

// BenchmarkComposeFirstFit breaks them one line after the other.
func BenchmarkComposeFirstFit(b *testing.B) {
	in := sampleInput(b)
	for i := range in.Sheets {
		frames := in.Sheets[i].Template.Frames
		for k := range frames {
			frames[k].Breaking = layout.FirstFit
		}
	}
	benchmarkCompose(b, in)
}

// BenchmarkComposeGrid sets them on the strict grid.
func BenchmarkComposeGrid(b *testing.B) {
	in := sampleInput(b)
	in.Setting.Grid = true
	benchmarkCompose(b, in)
}

func benchmarkCompose(b *testing.B, in *layout.Input) {
	in.Stories[0] = sampleStory("a:1", "大会闭幕", "", 30, true)
	in.Stories[1] = sampleStory("a:20", "高点定位　争当引擎", "开发区主任王晶：", 20, false)
	in.Stories[2] = sampleStory("a:40", "立足三破", "虹桥街道书记龚培湘：", 20, false)
	b.ReportAllocs()
	for b.Loop() {
		layout.Compose(in)
	}
}
