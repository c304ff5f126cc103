package press

import (
	"fmt"
	"image/color"
	"strings"
	"unicode/utf8"

	"github.com/boombuler/barcode/qr"

	"banxin/internal/config"
	"banxin/internal/diag"
	"banxin/internal/issue"
	"banxin/internal/manuscript"
)

// modules encodes an address as a QR code of error correction level M (a
// seventh of the code may be spoilt) and gives its modules by row, true for dark,
// without the quiet zone. The error says that the address is too long for the
// largest code (2331 bytes at level M, ISO/IEC 18004 table 7).
func modules(address string) (code [][]bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			code, err = nil, fmt.Errorf("encode QR code of %q: %v", address, r)
		}
	}()
	image, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("encode QR code of %q: %w", address, err)
	}
	side := image.Bounds().Dx()
	code = make([][]bool, side)
	for y := range code {
		code[y] = make([]bool, side)
		for x := range code[y] {
			code[y][x] = image.At(x, y) == color.Black
		}
	}
	return code, nil
}

// codes finds the address of each QR note of an issue, encodes it for the page
// and hands it to the EPUB in the note's block.
type codes struct {
	cfg     *config.Config
	used    []bool
	modules [][][]bool // by entry of cfg.Code, nil for a placeholder
	diags   diag.List
}

// newCodes encodes the configured addresses; those that cannot be encoded are
// errors at their key.
func newCodes(cfg *config.Config) *codes {
	n := len(cfg.QR.Code)
	c := &codes{cfg: cfg, used: make([]bool, n), modules: make([][][]bool, n)}
	for i, entry := range cfg.QR.Code {
		if entry.Address == "" {
			continue
		}
		m, err := modules(entry.Address)
		switch {
		case (cfg.Output.EPUB || cfg.Output.Reading) && !issue.PlainAddress(entry.Address):
			c.diags.Add(cfg.At(fmt.Sprintf("qr.code[%d].address", i)), diag.Error, "qr-address",
				diag.Say("%q 不是能点开的地址", "%q is no address that a link can carry", entry.Address),
				issue.AddressHint)
		case err != nil:
			c.diags.Add(cfg.At(fmt.Sprintf("qr.code[%d].address", i)), diag.Error, "qr-address",
				diag.Say("地址太长，做不成二维码（%d 个字符）", "the address is too long for a QR code (%d characters)", utf8.RuneCountInString(entry.Address)),
				diag.Say("改用短一些的地址", "use a shorter address"))
		}
		c.modules[i] = m
	}
	return c
}

// find gives the index of the entry whose note is the text or its beginning, the
// longest when several are; -1: none.
func (c *codes) find(note string) int {
	found, length := -1, 0
	key := plainKey(note)
	for i, entry := range c.cfg.QR.Code {
		begin := plainKey(entry.Note)
		if len(begin) > length && strings.HasPrefix(key, begin) {
			found, length = i, len(begin)
		}
	}
	return found
}

// code sets the address of a QR note and gives its modules; nil: a placeholder,
// which is reported here when no entry of the configuration is meant for the note.
func (c *codes) code(block *issue.Block) [][]bool {
	i := c.find(issue.Plain(block.Inlines))
	if i >= 0 {
		c.used[i] = true
		if block.Address = c.cfg.QR.Code[i].Address; block.Address != "" {
			return c.modules[i]
		}
	}
	hint := diag.Say("在 issue.toml 的 [[qr.code]] 里写 note 与 address", "give note and address in a [[qr.code]] of issue.toml")
	switch {
	case i >= 0: // reported at its key by config
	case !c.cfg.QR.AllowPlaceholder:
		c.diags.Add(c.cfg.At("qr.allow_placeholder"), diag.Error, "qr-no-address",
			diag.Say("%s 的二维码还没有地址，而 qr.allow_placeholder 是 false", "the QR code of %s has no address yet, and qr.allow_placeholder is false", block.Pos), hint,
			diag.Say("要印占位框，就写 qr.allow_placeholder = true", "to print a placeholder, set qr.allow_placeholder = true"))
	default:
		c.diags.Add(block.Pos, diag.Finding, "placeholder-not-fact",
			diag.Say("二维码没有地址：印的是占位框，不是事实", "the QR code has no address: a placeholder, not fact, is printed"), hint)
	}
	return nil
}

// unused reports entries that no note of the manuscripts asks for.
func (c *codes) unused() {
	for i, used := range c.used {
		if !used {
			c.diags.Add(c.cfg.At(fmt.Sprintf("qr.code[%d].note", i)), diag.Finding, "qr-code-unused",
				diag.Say("来稿里没有以“%s”开头的二维码说明", "no QR note of the manuscripts begins with %q", c.cfg.QR.Code[i].Note),
				diag.Say("照抄来稿里那一句的开头", "copy the beginning of that sentence from the manuscript"))
		}
	}
}

// plainKey brings a text that stands in a configuration and the same text of a
// manuscript to one form: normalised, without any space.
func plainKey(text string) string {
	normal, _ := manuscript.Normalise(text, manuscript.Heading)
	return strings.Join(strings.Fields(normal), "")
}
