package preflight

import (
	"slices"

	"banxin/internal/cos"
)

// blendModes are the standard ones (ISO 32000-1, tables 136 and 137), and the name
// that PDF 1.4 knew beside Normal.
var blendModes = []cos.Name{"Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
	"HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"}

// stateKeys are entries by which a dictionary among the resources is known as a
// graphics state where it has no type.
var stateKeys = []cos.Name{"TR", "TR2", "HT", "HTP", "SMask", "BM", "ca", "CA"}

// isGraphicsState tells whether a dictionary is a graphics state parameter
// dictionary (8.4.5); Type is optional there.
func isGraphicsState(n node, d cos.Dict, kind cos.Name) bool {
	if kind == "ExtGState" {
		return true
	}
	return n.above == "ExtGState" && slices.ContainsFunc(stateKeys, func(k cos.Name) bool { return d[k] != nil })
}

// checkGraphicsState asks PRE-TRANSFER, PRE-HALFTONE, COL-INTENT and TRANS-* of a
// graphics state, whether it is used or not.
func (c *checker) checkGraphicsState(where string, d cos.Dict) {
	if d["TR"] != nil {
		c.fail("PRE-TRANSFER", "TR: %s", where)
	}
	if d["TR2"] != nil && c.file.Name(d["TR2"]) != "Default" {
		c.fail("PRE-TRANSFER", "TR2: %s", where)
	}
	if d["HTP"] != nil {
		c.fail("PRE-HALFTONE", "HTP: %s", where)
	}
	if d["HT"] != nil && c.file.Name(d["HT"]) != "Default" {
		c.fail("PRE-HALFTONE", "HT: %s", where)
	}
	c.checkRenderingIntent(d["RI"])
	modes := c.blendModes(d["BM"])
	if c.x4 {
		if d["BM"] != nil {
			c.saw("TRANS-X4")
		}
		for _, m := range modes {
			if !slices.Contains(blendModes, m) {
				c.fail("TRANS-X4", "BM /%s: %s", m, where)
			}
		}
		return
	}
	if d["SMask"] != nil && c.file.Name(d["SMask"]) != "None" {
		c.fail("TRANS-X1A", "SMask: %s", where)
	}
	for _, m := range modes {
		if m != "Normal" && m != "Compatible" {
			c.fail("TRANS-X1A", "BM /%s: %s", m, where)
		}
	}
	for _, k := range []cos.Name{"ca", "CA"} {
		if v, ok := c.file.Number(d[k]); ok && v != 1 {
			c.fail("TRANS-X1A", "%s %g: %s", k, v, where)
		}
	}
}

// blendModes reads a blend mode, or the list of which the first known one counts.
func (c *checker) blendModes(o cos.Object) []cos.Name {
	switch v := c.file.Resolve(o).(type) {
	case cos.Name:
		return []cos.Name{v}
	case cos.Array:
		var out []cos.Name
		for _, e := range v {
			out = append(out, c.file.Name(e))
		}
		return out
	}
	return nil
}

// checkGroup asks TRANS-* of a transparency group.
func (c *checker) checkGroup(n node, d cos.Dict) {
	if !c.x4 {
		c.fail("TRANS-X1A", "Group: %s", n.tail())
		return
	}
	if d["CS"] != nil {
		c.saw("TRANS-X4")
		c.space(d["CS"], nil, "Group "+n.tail(), "TRANS-X4", 0)
	}
}
