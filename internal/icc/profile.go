// Package icc reads what prepress must know of an ICC profile (ICC.1:2010 and the
// older ICC.1:2001-04), knows the printing conditions that are registered with the
// ICC, and carries the profiles that the program ships. Start with Parse,
// Registered or Shipped.
//
// It converts no colours, reads no file and knows nothing of PDF.
package icc

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// Profile is what the header and the tags of a profile say. It may be damaged all
// the same: see Damage.
type Profile struct {
	Major, Minor int    // version: 2.4 and 4.3 are common
	Class        string // "prtr" for an output device
	Space        string // of the device: "CMYK", "RGB", "GRAY"
	PCS          string // the space it connects to: "Lab", "XYZ"
	Description  string // empty: none
	Size         uint32 // in bytes, as the header says it
	Tags         []Tag  // in the order of the file
	length       int    // of the data
	count        uint32 // of tags, as the table says it
}

// Tag is an entry of the tag table: where in the profile its data lies.
type Tag struct {
	Name           string
	Offset, Length uint32
}

const (
	headerSize = 128
	mostTags   = 200 // real profiles have about twenty
)

// Parse reads a profile as far as it can. The error says that the data is no ICC
// profile at all.
func Parse(data []byte) (*Profile, error) {
	if len(data) < headerSize+4 {
		return nil, fmt.Errorf("%d bytes are too few for an ICC profile", len(data))
	}
	if string(data[36:40]) != "acsp" {
		return nil, fmt.Errorf("not an ICC profile: its signature is %q, not \"acsp\"", data[36:40])
	}
	p := &Profile{
		Major: int(data[8]), Minor: int(data[9] >> 4),
		Class: word(data[12:]), Space: word(data[16:]), PCS: word(data[20:]),
		Size: binary.BigEndian.Uint32(data), length: len(data),
		count: binary.BigEndian.Uint32(data[headerSize:]),
	}
	table := data[headerSize+4:]
	for i := 0; i < int(min(p.count, mostTags)) && len(table) >= 12*(i+1); i++ {
		entry := table[12*i:]
		p.Tags = append(p.Tags, Tag{string(entry[:4]), binary.BigEndian.Uint32(entry[4:]), binary.BigEndian.Uint32(entry[8:])})
	}
	if t, ok := p.Tag("desc"); ok && t.end() <= uint64(len(data)) {
		p.Description = description(data[t.Offset:t.end()])
	}
	return p, nil
}

// word reads a signature of four characters without the spaces that fill it.
func word(data []byte) string { return strings.TrimRight(string(data[:4]), " \x00") }

func (t Tag) end() uint64 { return uint64(t.Offset) + uint64(t.Length) }

// Tag gives the first tag of the name; false if the profile has none.
func (p *Profile) Tag(name string) (Tag, bool) {
	i := slices.IndexFunc(p.Tags, func(t Tag) bool { return t.Name == name })
	if i < 0 {
		return Tag{}, false
	}
	return p.Tags[i], true
}

// Version gives the version as it is written, such as "2.4".
func (p *Profile) Version() string { return fmt.Sprintf("%d.%d", p.Major, p.Minor) }

// Components is the number of components of the device space: 1, 3 or 4; 0 if the
// space is none of those that printing knows.
func (p *Profile) Components() int {
	switch p.Space {
	case "GRAY":
		return 1
	case "RGB", "Lab":
		return 3
	case "CMYK":
		return 4
	}
	return 0
}

// Damage lists what is wrong with the profile's build: a size that is not that of
// the data, tags that lie outside it. nil: nothing.
func (p *Profile) Damage() []string {
	var out []string
	if uint64(p.Size) != uint64(p.length) {
		out = append(out, fmt.Sprintf("size field %d, data %d bytes", p.Size, p.length))
	}
	if uint64(p.count) != uint64(len(p.Tags)) {
		out = append(out, fmt.Sprintf("table of %d tags", p.count))
	}
	for _, t := range p.Tags {
		if t.end() > uint64(p.length) {
			out = append(out, fmt.Sprintf("tag %q runs past the end", t.Name))
		}
	}
	return out
}

// description reads the text of a tag of type textDescriptionType (version 2:
// ASCII with its length) or multiLocalizedUnicodeType (version 4: UTF-16BE, of
// which the first language is taken).
func description(tag []byte) string {
	switch {
	case len(tag) >= 12 && string(tag[:4]) == "desc":
		n := uint64(binary.BigEndian.Uint32(tag[8:]))
		if 12+n > uint64(len(tag)) {
			return ""
		}
		return strings.TrimRight(strings.ToValidUTF8(string(tag[12:12+n]), "?"), "\x00 ")
	case len(tag) >= 28 && string(tag[:4]) == "mluc":
		n, from := uint64(binary.BigEndian.Uint32(tag[20:])), uint64(binary.BigEndian.Uint32(tag[24:]))
		if from+n > uint64(len(tag)) {
			return ""
		}
		text := tag[from : from+n]
		units := make([]uint16, len(text)/2)
		for i := range units {
			units[i] = binary.BigEndian.Uint16(text[2*i:])
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00 ")
	}
	return ""
}
