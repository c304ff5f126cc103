package cos

import (
	"bytes"
	"cmp"
	"slices"
)

// Refs gives every object in use, sorted by number.
func (f *File) Refs() []Ref {
	out := make([]Ref, 0, len(f.entries))
	for num, e := range f.entries {
		if e.offset >= 0 {
			out = append(out, Ref{num, e.gen})
		}
	}
	slices.SortFunc(out, func(a, b Ref) int { return cmp.Compare(a.Num, b.Num) })
	return out
}

// Packs tells how many object streams hold objects of the file.
func (f *File) Packs() int {
	streams := map[int]bool{}
	for _, e := range f.entries {
		if e.pack != 0 {
			streams[e.pack] = true
		}
	}
	return len(streams)
}

// Resolve follows references; one in a circle, or to an object that is not there,
// is nil.
func (f *File) Resolve(o Object) Object {
	for range 32 {
		r, ok := o.(Ref)
		if !ok {
			return o
		}
		o = f.Object(r)
	}
	return nil
}

// Object gives an indirect object, nil if there is none or it cannot be read.
func (f *File) Object(r Ref) Object {
	e, ok := f.entries[r.Num]
	if !ok || e.offset < 0 || e.pack == 0 && e.gen != r.Gen {
		return nil
	}
	if o, ok := f.loaded[r.Num]; ok {
		return o
	}
	if f.loading[r.Num] || len(f.loading) >= mostNested { // its own /Length, say
		return nil
	}
	f.loading[r.Num] = true
	defer delete(f.loading, r.Num)
	o := f.load(r, e)
	f.loaded[r.Num] = o
	return o
}

// mostNested is how many objects may be read within each other: a stream and its length
// are two.
const mostNested = 32

func (f *File) load(r Ref, e entry) Object {
	if e.pack != 0 {
		return f.unpacked(e.pack, e.offset, r.Num)
	}
	o, num, err := f.objectAt(e.offset, &r)
	if err == nil && num == r.Num {
		return o
	}
	if at, ok := f.search(r); ok {
		f.warn(e.offset, "第 %d 号对象在第 %d 字节，不在这里", "object %d stands at byte %d, not here", r.Num, at)
		if o, _, err = f.objectAt(at, &r); err == nil {
			return o
		}
	}
	f.warn(e.offset, "第 %d 号对象不能读", "object %d cannot be read", r.Num)
	return nil
}

// search looks for an object whose place in the cross-reference is wrong.
func (f *File) search(r Ref) (int, bool) {
	if f.rebuilt {
		return 0, false
	}
	if f.stands == nil {
		f.stands = map[Ref]int{}
		head := []byte("obj")
		for from := 0; len(f.stands) < f.limits.Objects; {
			i := bytes.Index(f.data[from:], head)
			if i < 0 {
				break
			}
			from += i + len(head)
			if num, gen, start, ok := objectHead(f.data, from-len(head)); ok {
				f.stands[Ref{num, gen}] = start
			}
		}
	}
	at, ok := f.stands[r]
	return at, ok
}

// objectAt reads "N G obj … endobj" at the offset. want may be nil: any.
func (f *File) objectAt(offset int, want *Ref) (Object, int, error) {
	if offset < 0 || offset >= len(f.data) {
		return nil, 0, damage(offset, "对象在文件之外", "the object lies outside the file")
	}
	s := &scanner{data: f.data, pos: offset, depth: f.limits.Depth}
	s.space()
	n, _ := number(s.word())
	s.space()
	g, _ := number(s.word())
	s.space()
	num, ok := n.(Integer)
	gen, ok2 := g.(Integer)
	if !ok || !ok2 || !s.take("obj") || want != nil && (int(num) != want.Num || int(gen) != want.Gen) {
		return nil, 0, damage(offset, "这里没有要找的对象", "the object wanted does not stand here")
	}
	v, err := s.value(true)
	if err != nil {
		return nil, 0, err
	}
	if k, is := v.(keyword); is {
		if k == "endobj" { // an empty object is null
			return nil, int(num), nil
		}
		return nil, 0, damage(s.pos, "对象里有 %q", "%q stands in an object", string(k))
	}
	s.space()
	d, isDict := v.(Dict)
	if isDict && s.take("stream") {
		return &Stream{Dict: d, Raw: f.streamData(s, d), Ref: Ref{int(num), int(gen)}}, int(num), nil
	}
	if !s.take("endobj") {
		f.warn(s.pos, "第 %d 号对象没有以 endobj 结束", "object %d does not end with endobj", num)
	}
	return v, int(num), nil
}

// streamData gives the bytes between stream and endstream, by /Length where that is
// right.
func (f *File) streamData(s *scanner, d Dict) []byte {
	if !s.take("\r\n") && !s.take("\n") {
		s.take("\r")
	}
	start := s.pos
	if n, ok := f.Resolve(d["Length"]).(Integer); ok && n >= 0 && int64(n) <= int64(len(f.data)-start) {
		end := start + int(n)
		after := &scanner{data: f.data, pos: end}
		after.space()
		if after.take("endstream") {
			return f.data[start:end:end]
		}
	}
	f.warn(start, "数据流的 /Length 不对", "the /Length of a stream is wrong")
	if f.searched > 16*len(f.data)+1<<24 { // one that says so again and again
		return nil
	}
	end := bytes.Index(f.data[start:], []byte("endstream"))
	if end < 0 {
		f.searched += len(f.data) - start
		return f.data[start:]
	}
	f.searched += end
	data := f.data[start : start+end : start+end]
	data = bytes.TrimSuffix(data, []byte("\n"))
	return bytes.TrimSuffix(data, []byte("\r"))
}

// pack is an unpacked object stream (7.5.7).
type pack struct {
	data    []byte
	numbers []int
	offsets []int
}

// unpacked gives an object of an object stream.
func (f *File) unpacked(stream, index, num int) Object {
	p, ok := f.packs[stream]
	if !ok {
		p = f.openPack(stream)
		f.packs[stream] = p
	}
	if p == nil {
		return nil
	}
	if index >= len(p.numbers) || p.numbers[index] != num {
		if index = slices.Index(p.numbers, num); index < 0 {
			f.warn(-1, "第 %d 号对象不在第 %d 号对象流里", "object %d is not in object stream %d", num, stream)
			return nil
		}
	}
	s := &scanner{data: p.data, pos: p.offsets[index], depth: f.limits.Depth}
	v, err := s.value(true)
	if _, is := v.(keyword); err != nil || is {
		f.warn(-1, "第 %d 号对象在第 %d 号对象流里，不能读", "object %d in object stream %d cannot be read", num, stream)
		return nil
	}
	return v
}

// openPack unpacks an object stream; nil: there is none.
func (f *File) openPack(num int) *pack {
	e, ok := f.entries[num]
	if !ok || e.pack != 0 {
		return nil
	}
	st, ok := f.Object(Ref{num, e.gen}).(*Stream)
	if !ok || st.Dict["Type"] != Name("ObjStm") {
		return nil
	}
	data, err := f.Decode(st)
	n, _ := f.Int(st.Dict["N"])
	first, _ := f.Int(st.Dict["First"])
	if err != nil || first < 0 || first > len(data) || n < 0 {
		f.warn(-1, "第 %d 号对象流不能读", "object stream %d cannot be read", num)
		return nil
	}
	p := &pack{data: data}
	s := &scanner{data: data[:first]}
	for range n {
		s.space()
		a, _ := number(s.word())
		s.space()
		b, _ := number(s.word())
		id, ok := a.(Integer)
		at, ok2 := b.(Integer)
		if !ok || !ok2 || at < 0 || int64(at) > int64(len(data)-first) {
			break
		}
		p.numbers = append(p.numbers, int(id))
		p.offsets = append(p.offsets, first+int(at))
	}
	return p
}
