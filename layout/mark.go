package layout

import (
	"banxin/layout/display"
)

// mark says what of a story the items after it are.
func (s *story) mark(role string, part display.Part) *display.Mark {
	return &display.Mark{Role: role, Story: s.spec.ID, Part: part}
}

// ornament marks what is no part of anything that is read.
func ornament() *display.Mark { return &display.Mark{Role: "furniture"} }

// leading marks furniture that leads to what stands of a story on page page, an
// index.
func leading(kind display.PartKind, s *story, page int) *display.Mark {
	return &display.Mark{Role: "furniture", Part: display.Part{Kind: kind}, To: display.Target{Story: s.spec.ID, Page: page + 1}}
}

// withoutRepeats leaves out marks that say what the one before them has said: the
// lines of a column are each marked by themselves.
func withoutRepeats(items []display.Item) []display.Item {
	out := items[:0]
	var last display.Mark
	for i, item := range items {
		if m, ok := item.(*display.Mark); ok {
			if i > 0 && *m == last {
				continue
			}
			last = *m
		}
		out = append(out, item)
	}
	return out
}
