package fonts

import "banxin/layout/unit"

// Half is where in its em square a mark of zh-Hans has its ink.
type Half int

const (
	LeftHalf  Half = iota // right half blank: ，。、；：？！ and closing marks
	RightHalf             // left half blank: opening marks
)

// inkTolerance is how far ink may stand over the middle of the em.
const inkTolerance unit.Em = 50

// simplifiedMarks says where the blank lies (GB/T 15834 and the Chinese layout
// requirements, 3.1.6: in Simplified Chinese stops stand at the left, in
// Traditional Chinese in the middle of their square).
var simplifiedMarks = []struct {
	marks string
	half  Half
}{
	{"，。、；：？！", LeftHalf},
	{"）》〉」』】〕”’", LeftHalf},
	{"（《〈「『【〔“‘", RightHalf},
}

// MisplacedMark is a mark whose ink is not where zh-Hans typesetting expects it.
type MisplacedMark struct {
	Rune    rune
	Want    Half
	Ink     Box
	Advance unit.Em
}

// CheckPunctuation reads the ink boxes of stops, brackets and quotes and gives
// those that are not in the half of the em they should be in, in a fixed order;
// none for a face fit for zh-Hans. A face for Traditional Chinese (stops centred)
// or Japanese (？！：； centred) shows here. Marks the face lacks, and narrow ones
// of half an em or less, which have no blank half, are passed over.
func CheckPunctuation(f *Face) []MisplacedMark {
	var misplaced []MisplacedMark
	for _, group := range simplifiedMarks {
		for _, r := range group.marks {
			gid, ok := f.GID(r)
			if !ok {
				continue
			}
			ink, ok := f.Ink(gid)
			advance := f.Advance(gid)
			if !ok || advance <= unit.FullEm/2+inkTolerance {
				continue
			}
			if !inHalf(ink, group.half, advance) {
				misplaced = append(misplaced, MisplacedMark{r, group.half, ink, advance})
			}
		}
	}
	return misplaced
}

func inHalf(ink Box, half Half, advance unit.Em) bool {
	if half == LeftHalf {
		return ink.XMax <= advance/2+inkTolerance
	}
	return ink.XMin >= advance/2-inkTolerance
}
