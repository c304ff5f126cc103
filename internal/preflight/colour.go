package preflight

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"banxin/internal/cos"
	"banxin/internal/icc"
)

// The device spaces.
const (
	deviceGray cos.Name = "DeviceGray"
	deviceRGB  cos.Name = "DeviceRGB"
	deviceCMYK cos.Name = "DeviceCMYK"
)

// colourSpace is a colour space as far as rules ask for it.
type colourSpace struct {
	family  cos.Name // DeviceGray, Separation, Indexed, …; empty: none that can be read
	base    cos.Name // what Indexed and Pattern rest on, "" else
	icc     string   // space of an ICCBased profile, "RGB"
	inks    []string // colorants of Separation and DeviceN
	palette string   // of Indexed: the colours of its base; empty: it cannot be read
}

func (s colourSpace) String() string {
	switch {
	case s.base != "":
		return string(s.family) + ":" + string(s.base)
	case s.icc != "":
		return string(s.family) + ":" + s.icc
	}
	return string(s.family)
}

// painted is the family that ink is laid on in.
func (s colourSpace) painted() cos.Name {
	if s.base != "" {
		return s.base
	}
	return s.family
}

// longNames are the short names of inline images (table 93).
var longNames = map[cos.Name]cos.Name{"G": deviceGray, "RGB": deviceRGB, "CMYK": deviceCMYK, "I": "Indexed"}

// deepestSpace bounds colour spaces that rest on others.
const deepestSpace = 8

// space reads a colour space and asks what the standard forbids: under rule, or under
// that of the standard where rule is empty. res are the resources that names are
// looked up in.
func (c *checker) space(o cos.Object, res cos.Dict, where string, rule string, depth int) colourSpace {
	if depth > deepestSpace {
		return colourSpace{}
	}
	switch v := c.file.Resolve(o).(type) {
	case cos.Name:
		return c.namedSpace(v, res, where, rule, depth)
	case cos.Array:
		if len(v) > 0 {
			return c.builtSpace(v, res, where, rule, depth)
		}
	}
	return colourSpace{}
}

// namedSpace reads a device space, Pattern, or one of the resources.
func (c *checker) namedSpace(n cos.Name, res cos.Dict, where, rule string, depth int) colourSpace {
	if l, ok := longNames[n]; ok {
		n = l
	}
	spaces := c.file.Dict(res["ColorSpace"])
	switch n {
	case deviceGray, deviceRGB, deviceCMYK:
		c.device(n, spaces, where, rule)
		return colourSpace{family: n}
	case "Pattern":
		return colourSpace{family: n}
	}
	if o := spaces[n]; o != nil {
		key := spaceKey{reflect.ValueOf(spaces).Pointer(), n}
		s, known := c.spaces[key]
		if !known {
			s = c.space(o, res, where, rule, depth+1)
			c.spaces[key] = s
		}
		return s
	}
	c.fail("PRE-RESOURCES", "%s: ColorSpace /%s", where, n)
	return colourSpace{}
}

// spaceKey is a colour space by its name in one dictionary of resources.
type spaceKey struct {
	spaces uintptr
	name   cos.Name
}

// builtSpace reads a colour space with parameters.
func (c *checker) builtSpace(a cos.Array, res cos.Dict, where, rule string, depth int) colourSpace {
	n := c.file.Name(a[0])
	if l, ok := longNames[n]; ok {
		n = l
	}
	at := func(i int) cos.Object {
		if i < len(a) {
			return a[i]
		}
		return nil
	}
	switch {
	case len(a) == 1, n == deviceGray, n == deviceRGB, n == deviceCMYK:
		return c.namedSpace(n, res, where, rule, depth+1)
	case n == "Indexed", n == "Pattern":
		b := c.space(at(1), res, where, rule, depth+1)
		out := colourSpace{family: n, base: b.painted(), inks: b.inks, icc: b.icc}
		if n == "Indexed" {
			out.palette = c.lookup(at(3))
		}
		return out
	case n == "Separation", n == "DeviceN":
		return c.spotSpace(n, at, res, where, depth)
	case n == "CalGray", n == "CalRGB", n == "Lab", n == "ICCBased":
		if !c.x4 {
			c.fail("COL-X1A", "%s: %s", where, n)
		}
		if n == "ICCBased" {
			return colourSpace{family: n, icc: c.profiledSpace(c.file.Stream(at(1)), where)}
		}
		return colourSpace{family: n}
	}
	if c.x4 {
		c.fail("COL-X4-RGB", "%s: %s", where, n)
	} else {
		c.fail("COL-X1A", "%s: %s", where, n)
	}
	return colourSpace{family: n}
}

// lookup reads the table of an Indexed space.
func (c *checker) lookup(o cos.Object) string {
	switch v := c.file.Resolve(o).(type) {
	case cos.String:
		return string(v)
	case *cos.Stream:
		if data, err := c.decode(v); err == nil {
			return string(data)
		}
	}
	return ""
}

// components is how many numbers a colour of the space has; 0: unknown.
func (s colourSpace) components() int {
	switch s.family {
	case deviceGray, "CalGray", "Indexed", "Separation":
		return 1
	case deviceRGB, "CalRGB", "Lab":
		return 3
	case deviceCMYK:
		return 4
	case "DeviceN":
		return len(s.inks)
	}
	return map[string]int{"GRAY": 1, "RGB": 3, "Lab": 3, "CMYK": 4}[s.icc]
}

// spotSpace reads Separation and DeviceN and asks COL-ALT.
func (c *checker) spotSpace(n cos.Name, at func(int) cos.Object, res cos.Dict, where string, depth int) colourSpace {
	c.saw("COL-ALT")
	alternate := c.space(at(2), res, where, "COL-ALT", depth+1)
	out := colourSpace{family: n}
	names := []cos.Object{at(1)}
	if a := c.file.Array(at(1)); n == "DeviceN" {
		names = a
	}
	for _, o := range names {
		out.inks = append(out.inks, string(c.file.Name(o)))
	}
	if n == "DeviceN" || out.inks[0] == "All" || out.inks[0] == "None" {
		return out
	}
	room := mostDefined
	var written strings.Builder
	c.definition(at(3), &written, &room)
	definition := string(alternate.family) + " " + written.String()
	if old, ok := c.spots[out.inks[0]]; ok && old != definition {
		c.breach("COL-ALT", "专色 %s 有两种定义", "spot colour %s has two definitions", out.inks[0])
	} else {
		c.spots[out.inks[0]] = definition
	}
	return out
}

// mostDefined bounds the values of a function that are compared.
const mostDefined = 10_000

// definition writes a function out, so that two can be compared; room is for how many
// values yet.
func (c *checker) definition(o cos.Object, out *strings.Builder, room *int) {
	if *room--; *room < 0 {
		return
	}
	switch v := c.file.Resolve(o).(type) {
	case *cos.Stream:
		data, known := c.functions[v.Ref]
		if !known {
			raw, err := c.decode(v)
			if err != nil {
				raw = []byte(err.Error())
			}
			data = string(raw)
			c.functions[v.Ref] = data
		}
		out.WriteString(data)
	case cos.Dict:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out.WriteString(string(k) + " ")
			c.definition(v[k], out, room)
		}
	case cos.Array:
		for _, e := range v {
			if *room < 0 {
				return
			}
			c.definition(e, out, room)
		}
	default:
		if n, ok := c.file.Number(v); ok {
			fmt.Fprint(out, n, " ")
		} else {
			fmt.Fprint(out, v, " ")
		}
	}
}

// profiledSpace asks COL-X4-ICC of an ICCBased space, once a profile, and gives the
// space of the profile.
func (c *checker) profiledSpace(s *cos.Stream, where string) string {
	c.saw("COL-X4-ICC")
	if s == nil {
		c.iccFault("%s：没有特性文件", "%s: no profile", where)
		return ""
	}
	if known, ok := c.profiles[s.Ref]; ok {
		return known
	}
	data, err := c.decode(s)
	p := (*icc.Profile)(nil)
	if err == nil {
		p, err = icc.Parse(data)
	}
	if err != nil {
		c.profiles[s.Ref] = ""
		c.iccFault("%s：特性文件不能读：%v", "%s: unreadable profile: %v", where, err)
		return ""
	}
	c.profiles[s.Ref] = p.Space
	n, _ := c.file.Int(s.Dict["N"])
	if c.x4 && n != p.Components() {
		c.breach("COL-X4-ICC", "%s：/N %d 与 %s 不符", "%s: /N %d for %s", where, n, p.Space)
	}
	if c.x4 && n == 4 && string(data) == string(c.profile) {
		c.breach("COL-X4-ICC", "%s：CMYK 的特性文件就是输出意图的", "%s: the profile of CMYK is that of the intent", where)
	}
	return p.Space
}

// iccFault notes a profile that cannot be read.
func (c *checker) iccFault(zh, en string, args ...any) {
	if c.x4 {
		c.breach("COL-X4-ICC", zh, en, args...)
	} else {
		c.breach("COL-X1A", zh, en, args...)
	}
}

// defaults are the resources that stand in for device spaces (8.6.5.6).
var defaults = map[cos.Name]cos.Name{deviceGray: "DefaultGray", deviceRGB: "DefaultRGB", deviceCMYK: "DefaultCMYK"}

// device asks COL-X1A and COL-X4-* of a device space.
func (c *checker) device(n cos.Name, spaces cos.Dict, where, rule string) {
	replaced := spaces[defaults[n]] != nil
	or := func(standard string) string {
		if rule != "" {
			return rule
		}
		return standard
	}
	if !c.x4 {
		c.saw("COL-X1A")
		if n == deviceRGB {
			c.fail(or("COL-X1A"), "%s: %s", where, n)
		}
		if replaced {
			c.fail("COL-X1A", "%s: %s", where, defaults[n])
		}
		return
	}
	c.saw("COL-X4-RGB", "COL-X4-CMYK")
	space := c.intent.Space
	switch {
	case replaced:
	case n == deviceRGB && space != "RGB":
		c.fail(or("COL-X4-RGB"), "%s: %s", where, n)
	case n == deviceCMYK && space != "CMYK", n == deviceGray && space != "CMYK" && space != "Gray":
		c.breach(or("COL-X4-CMYK"), "%s：%s，输出意图为 %q", "%s: %s, the intent is %q", where, n, space)
	}
}
