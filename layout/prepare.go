package layout

import (
	"banxin/fonts"
	"banxin/internal/parallel"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// shaper finds glyphs in a fallback chain of faces and remembers them: a text uses
// few characters often.
type shaper struct {
	chain fonts.Chain
	known map[rune]*inline.Shape
}

// Shape implements inline.Shaper.
func (s *shaper) Shape(r rune) *inline.Shape {
	if shape, ok := s.known[r]; ok {
		return shape
	}
	face, gid, ok := s.chain.Lookup(r)
	if !ok {
		return nil
	}
	shape := &inline.Shape{Face: face.Name(), GID: gid, Advance: face.Advance(gid)}
	if needsInk(r) {
		if box, ok := face.Ink(gid); ok {
			shape.InkMin, shape.InkMax = box.XMin, box.XMax
		}
	}
	s.known[r] = shape
	return shape
}

// needsInk: only quotes and dashes are placed by their ink.
func needsInk(r rune) bool { return r >= 0x2010 && r <= 0x2E3A }

// shapers are the shapers by face role, for the use of one goroutine.
type shapers struct {
	faces  map[string]fonts.Chain
	byFace map[string]*shaper
}

func newShapers(faces map[string]fonts.Chain) *shapers {
	return &shapers{faces, make(map[string]*shaper, len(faces))}
}

func (s *shapers) of(face string) *shaper {
	found, ok := s.byFace[face]
	if !ok {
		found = &shaper{s.faces[face], make(map[rune]*inline.Shape)}
		s.byFace[face] = found
	}
	return found
}

// span makes an inline span of text in a style; size 0 is the style's.
func (s *shapers) span(text string, style Style, size unit.Pt) inline.Span {
	if size == 0 {
		size = style.Size
	}
	return inline.Span{Text: text, Size: size, Shaper: s.of(style.Face), Tracking: style.Tracking}
}

// task is a paragraph to be prepared.
type task struct {
	story *story
	para  *para
	frame *Frame // where it will most likely stand; nil: unknown
}

// prepareAll measures the paragraphs of all stories, breaks them for the column in
// which they will most likely stand and sets their lines, as many at once as there
// are processors: no paragraph depends on another, nor on which is done first.
func (c *composer) prepareAll() {
	frames := c.likelyFrames()
	c.stories = make([]*story, len(c.in.Stories))
	var tasks []task
	for i := range c.in.Stories {
		spec := &c.in.Stories[i]
		s := &story{spec: spec, page: -1, paras: make([]para, len(spec.Paras))}
		for k := range spec.Paras {
			s.paras[k].spec = &spec.Paras[k]
			tasks = append(tasks, task{s, &s.paras[k], frames[i]})
		}
		c.stories[i] = s
	}
	parallel.Do(len(tasks), func() func(int) {
		local := newShapers(c.in.Faces)
		return func(i int) { c.work(tasks[i], local) }
	})
	for _, s := range c.stories {
		for i := range s.paras {
			if s.paras[i].cells != nil {
				c.reportMissingCells(&s.paras[i], s.spec.ID, i)
				continue
			}
			c.reportMissing(s.paras[i].text, s.spec.ID, i, func(m inline.Missing) string {
				if m.Ruby {
					return c.in.Styles[rubyStyle].Face
				}
				return c.spanStyle(&s.paras[i].spec.Spans[m.Span]).Face
			})
		}
	}
}

// work does what can be done of a paragraph before it has a place.
func (c *composer) work(t task, local *shapers) {
	p := t.para
	c.prepare(p, local)
	switch kind := p.spec.Kind; {
	case kind == QRBox || kind == Pull:
		p.head = p.text.Heading(c.lexicon(t.story))
	case kind.isText() && t.frame != nil:
		lines := c.broken(p, 0, t.frame)
		set := make([]inline.SetLine, len(lines))
		for n := range lines {
			set[n] = p.text.Set(lines[n], true)
		}
		p.known[0].set = set
	}
}

// likelyFrames gives for each story the frame it was placed in, else the one that
// takes what has no place. A wrong guess costs time only.
func (c *composer) likelyFrames() []*Frame {
	out := make([]*Frame, len(c.in.Stories))
	if c.in.Added != nil {
		for k := range c.in.Added.Frames {
			if f := &c.in.Added.Frames[k]; f.Takes == TakesRest {
				for i := range out {
					out[i] = f
				}
				break
			}
		}
	}
	for i := range c.in.Sheets {
		frames := c.in.Sheets[i].Template.Frames
		for _, p := range c.in.Sheets[i].Place {
			for k := range frames {
				if frames[k].Name == p.Frame && !p.Continues {
					out[p.Story] = &frames[k]
				}
			}
		}
	}
	return out
}

// prepare measures a paragraph once, for any measure.
func (c *composer) prepare(p *para, local *shapers) {
	if p.spec.Kind == Names || p.spec.Kind == TableRows {
		c.prepareCells(p, local)
		return
	}
	spans := make([]inline.Span, len(p.spec.Spans))
	for k := range p.spec.Spans {
		spans[k] = c.inlineSpan(&p.spec.Spans[k], local)
	}
	setting := c.in.Setting
	if len(spans) > 0 {
		p.lead = c.in.Styles[p.spec.Spans[0].Style]
		setting = c.setting(p.lead)
	}
	setting.Grid = c.in.Setting.Grid && p.spec.Kind.isText()
	p.text = inline.Prepare(spans, setting, inline.Options{Names: c.names})
}
