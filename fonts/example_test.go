package fonts_test

import (
	"fmt"

	"banxin/fonts"
)

func ExampleFace_Subset() {
	face, err := fonts.Open("NotoSerifSC-Regular")
	if err != nil {
		fmt.Println(err)
		return
	}
	gid, _ := face.GID('（')
	// The bracket twice: in full width, and without the blank before it.
	font, err := face.Subset([]fonts.SubsetGlyph{
		{Code: 0xE000, GID: gid, Advance: 1000},
		{Code: 0xE001, GID: gid, Advance: 500, Shift: -500},
	}, fonts.SubsetOptions{Name: "BANXIN+NotoSerifSC-Regular"})
	if err != nil {
		fmt.Println(err)
		return
	}
	small, err := fonts.Parse("subset", font)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, code := range []rune{0xE000, 0xE001} {
		gid, _ := small.GID(code)
		ink, _ := small.Ink(gid)
		fmt.Println(small.Name(), gid, small.Advance(gid), ink.XMin, ink.XMax)
	}
	// Output:
	// BANXIN+NotoSerifSC-Regular 1 1000 651 937
	// BANXIN+NotoSerifSC-Regular 2 500 151 437
}

func ExampleOpen() {
	_, err := fonts.Open("NotoSerifSC")
	fmt.Println(err)
	// Output:
	// font NotoSerifSC: no embedded face is called "NotoSerifSC"; write "NotoSerifSC-Bold"; the embedded faces are LXGWWenKai-Regular, NotoSansSC-Bold, NotoSerifSC-Bold, NotoSerifSC-Regular; for another face give the path of its .ttf file
}
