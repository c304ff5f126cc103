package cos

import (
	"bytes"
	"slices"
)

// File is an open PDF file. It is not safe for several goroutines: objects are
// read when they are asked for.
type File struct {
	data     []byte
	limits   Limits
	entries  map[int]entry // by object number
	trailer  Dict
	loaded   map[int]Object
	loading  map[int]bool
	packs    map[int]*pack // object streams by number
	decoded  int           // bytes unpacked so far
	warnings []Warning
	rebuilt  bool
	section  int         // at hand, while the cross-reference is read
	stands   map[Ref]int // where objects really stand; nil: nobody had to ask
	searched int         // bytes that were searched for the ends of streams
}

// entry is where an object stands.
type entry struct {
	section int // that says so, from the end of the file
	gen     int
	offset  int // in the file; in an object stream: its index there
	pack    int // number of the object stream; 0: none
}

// Open reads the cross-reference of a file. The error is a *DamageError: the data
// are no PDF, are cut off so that no trailer can be found, are encrypted, or ask for
// more than lim allows.
func Open(data []byte, lim Limits) (*File, error) {
	f := &File{data: data, limits: lim.withDefaults(), entries: map[int]entry{}, loaded: map[int]Object{}, loading: map[int]bool{}, packs: map[int]*pack{}}
	if len(data) > f.limits.Bytes {
		return nil, damage(-1, "文件有 %d MB，超过 %d MB", "the file has %d MB, more than %d MB", len(data)>>20, f.limits.Bytes>>20)
	}
	if at := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); at < 0 {
		return nil, damage(-1, "不是 PDF 文件：开头没有 %%PDF-", "no PDF file: it does not begin with %%PDF-")
	} else if at > 0 {
		f.warn(0, "文件头之前有 %d 字节", "%d bytes stand before the header", at)
	}
	if !bytes.Contains(data[max(0, len(data)-tailSize):], []byte("startxref")) {
		return nil, damage(-1, "文件不完整：只到第 %d 字节就断了，请重新传送", "the file is cut off at byte %d: have it sent again", len(data))
	}
	if err := f.crossReference(); err != nil {
		f.warnings = append(f.warnings, Warning{err.Offset, err.Zh, err.En})
		if err := f.rebuild(); err != nil {
			return nil, err
		}
	}
	if f.trailer["Encrypt"] != nil {
		err := damage(-1, "文件加了密：印刷文件不能加密，去掉密码再交", "the file is encrypted: a print file must not be; take the password off")
		err.Encrypted = true
		return nil, err
	}
	if f.Catalog() == nil && !f.rebuilt {
		f.warn(-1, "交叉引用表找不到文档目录", "the cross-reference leads to no catalogue")
		if err := f.rebuild(); err != nil {
			return nil, err
		}
	}
	if f.Catalog() == nil {
		return nil, damage(-1, "文件损坏：找不到文档目录（Catalog）", "the file is damaged: it has no catalogue")
	}
	return f, nil
}

// tailSize is how much of the end of a file is searched for startxref, in bytes.
const tailSize = 2048

// crossReference follows the chain of tables and streams from the end of the file.
func (f *File) crossReference() *DamageError {
	tail := f.data[max(0, len(f.data)-tailSize):]
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return damage(len(f.data), "没有 startxref：文件可能被截断", "no startxref: the file may be cut off")
	}
	s := &scanner{data: tail, pos: at + len("startxref")}
	s.space()
	n, _ := number(s.word())
	start, ok := n.(Integer)
	if !ok {
		return damage(len(f.data), "startxref 后不是数", "no number follows startxref")
	}
	seen := map[Integer]bool{}
	for next := start; ; {
		f.section++
		t, err := f.linked(next, seen)
		if err != nil {
			return err
		}
		if f.trailer == nil {
			f.trailer = t
		}
		if at, ok := t["XRefStm"].(Integer); ok { // a hybrid file: of the same section
			if _, err := f.linked(at, seen); err != nil {
				return err
			}
		}
		if next, ok = t["Prev"].(Integer); !ok {
			return nil
		}
	}
}

// linked reads the section that a number in the file points to, once.
func (f *File) linked(offset Integer, seen map[Integer]bool) (Dict, *DamageError) {
	switch {
	case seen[offset]:
		return nil, damage(int(offset), "交叉引用表绕成了圈", "the cross-reference tables go round in a circle")
	case offset < 0 || int64(offset) >= int64(len(f.data)):
		return nil, damage(len(f.data), "交叉引用表应在第 %d 字节，在文件之外", "the cross-reference should stand at byte %d, outside the file", offset)
	}
	seen[offset] = true
	return f.readSection(int(offset))
}

// readSection reads the table or the stream at the offset and gives its trailer.
func (f *File) readSection(offset int) (Dict, *DamageError) {
	s := &scanner{data: f.data, pos: offset, depth: f.limits.Depth}
	s.space()
	if s.take("xref") {
		return f.table(s)
	}
	return f.referenceStream(s.pos)
}

// table reads a cross-reference table (7.5.4) and the trailer behind it.
func (f *File) table(s *scanner) (Dict, *DamageError) {
	for {
		s.space()
		if s.take("trailer") {
			break
		}
		first, ok := number(s.word())
		s.space()
		count, ok2 := number(s.word())
		from, whole := first.(Integer)
		n, whole2 := count.(Integer)
		if !ok || !ok2 || !whole || !whole2 || from < 0 || n < 0 {
			return nil, damage(s.pos, "交叉引用表的小节不成样", "a section of the cross-reference table is no such thing")
		}
		for i := range int(n) {
			if err := f.row(s, int(from)+i); err != nil {
				return nil, err
			}
		}
	}
	v, err := s.value(true)
	t, ok := v.(Dict)
	if err != nil || !ok {
		return nil, damage(s.pos, "没有 trailer 字典", "no trailer dictionary")
	}
	return t, nil
}

// row reads one line of a table. Newer tables are read first and count.
func (f *File) row(s *scanner, num int) *DamageError {
	s.space()
	offset, _ := number(s.word())
	s.space()
	gen, _ := number(s.word())
	s.space()
	kind := s.word()
	at, ok := offset.(Integer)
	g, ok2 := gen.(Integer)
	if !ok || !ok2 || len(kind) != 1 || kind[0] != 'n' && kind[0] != 'f' {
		return damage(s.pos, "交叉引用表里第 %d 个对象那行不成样", "the line of object %d in the cross-reference table is no such thing", num)
	}
	if kind[0] == 'f' || at == 0 {
		return f.keep(num, entry{offset: -1})
	}
	return f.keep(num, entry{gen: int(g), offset: int(at)})
}

// keep notes where an object stands, unless a newer section has said so. The stream of
// a hybrid file gives places to what its table calls free (7.5.8.4).
func (f *File) keep(num int, e entry) *DamageError {
	e.section = f.section
	if known, ok := f.entries[num]; ok && (known.offset >= 0 || known.section != f.section) {
		return nil
	}
	if len(f.entries) >= f.limits.Objects {
		return damage(-1, "对象超过 %d 个", "more than %d objects", f.limits.Objects)
	}
	f.entries[num] = e
	return nil
}

// referenceStream reads a cross-reference stream (7.5.8).
func (f *File) referenceStream(offset int) (Dict, *DamageError) {
	o, _, err := f.objectAt(offset, nil)
	st, ok := o.(*Stream)
	if err != nil || !ok || st.Dict["Type"] != Name("XRef") {
		return nil, damage(offset, "这里没有交叉引用表", "no cross-reference stands here")
	}
	data, derr := f.Decode(st)
	if derr != nil {
		return nil, damage(offset, "交叉引用流解不开：%v", "the cross-reference stream cannot be unpacked: %v", derr)
	}
	var w [3]int
	widths, _ := st.Dict["W"].(Array)
	for i := range w {
		if i < len(widths) {
			v, _ := widths[i].(Integer)
			w[i] = int(v)
		}
	}
	row := w[0] + w[1] + w[2]
	if len(widths) != 3 || slices.Min(w[:]) < 0 || slices.Max(w[:]) > 8 || row == 0 {
		return nil, damage(offset, "交叉引用流的 W 不成样", "the W of the cross-reference stream is no such thing")
	}
	size, _ := st.Dict["Size"].(Integer)
	index, ok := st.Dict["Index"].(Array)
	if !ok {
		index = Array{Integer(0), size}
	}
	for i := 0; i+1 < len(index); i += 2 {
		first, _ := index[i].(Integer)
		count, _ := index[i+1].(Integer)
		for k := 0; k < int(count) && len(data) >= row; k++ {
			if err := f.compressed(int(first)+k, data[:row], w); err != nil {
				return nil, err
			}
			data = data[row:]
		}
	}
	return st.Dict, nil
}

// compressed reads one row of a cross-reference stream (table 18).
func (f *File) compressed(num int, row []byte, w [3]int) *DamageError {
	field := func(at, width, missing int) int {
		if width == 0 {
			return missing
		}
		v := 0
		for _, b := range row[at : at+width] {
			v = v<<8 | int(b)
		}
		return v
	}
	second, third := field(w[0], w[1], 0), field(w[0]+w[1], w[2], 0)
	switch field(0, w[0], 1) {
	case 1:
		return f.keep(num, entry{gen: third, offset: second})
	case 2:
		return f.keep(num, entry{offset: third, pack: second})
	}
	return f.keep(num, entry{offset: -1})
}

// rebuild looks for objects and trailers through the whole file, as readers do when
// the cross-reference is wrong. The last object of a number counts.
func (f *File) rebuild() error {
	f.rebuilt = true
	f.entries, f.trailer = map[int]entry{}, nil
	f.loaded, f.packs = map[int]Object{}, map[int]*pack{}
	s := &scanner{data: f.data, depth: f.limits.Depth}
	for at := 0; ; {
		i := bytes.Index(f.data[at:], []byte("obj"))
		if i < 0 {
			break
		}
		at += i + 3
		num, gen, start, ok := objectHead(f.data, at-3)
		if !ok {
			continue
		}
		if len(f.entries) >= f.limits.Objects {
			return damage(-1, "对象超过 %d 个", "more than %d objects", f.limits.Objects)
		}
		f.entries[num] = entry{gen: gen, offset: start}
	}
	const mostTrailers = 100 // real files have one for each time that they were saved
	end := len(f.data)
	for range mostTrailers {
		if end = bytes.LastIndex(f.data[:end], []byte("trailer")); end < 0 {
			break
		}
		s.pos, s.depth = end+len("trailer"), f.limits.Depth
		v, _ := s.value(true)
		if t, ok := v.(Dict); ok && t["Root"] != nil {
			f.trailer = t
			break
		}
	}
	if f.trailer == nil {
		f.trailer = f.searchCatalog()
	}
	if f.trailer == nil {
		return damage(-1, "文件损坏或被截断：找不到 trailer", "the file is damaged or cut off: it has no trailer")
	}
	return nil
}

// searchCatalog makes a trailer of the catalogue itself, or of a cross-reference
// stream's dictionary.
func (f *File) searchCatalog() Dict {
	for _, r := range f.Refs() {
		d := f.Dict(r)
		if d["Type"] == Name("XRef") && d["Root"] != nil {
			return d
		}
		if d["Type"] == Name("Catalog") {
			return Dict{"Root": r}
		}
	}
	return nil
}

// objectHead reads "N G " backwards from the word obj at the offset.
func objectHead(data []byte, at int) (num, gen, start int, ok bool) {
	pos := at
	back := func() (int, bool) {
		for pos > 0 && classes[data[pos-1]] == white {
			pos--
		}
		end := pos
		for pos > 0 && end-pos < 10 && data[pos-1] >= '0' && data[pos-1] <= '9' {
			pos--
		}
		n, found := number(data[pos:end])
		v, whole := n.(Integer)
		return int(v), found && whole
	}
	if gen, ok = back(); !ok || pos == at {
		return 0, 0, 0, false
	}
	if num, ok = back(); !ok || pos > 0 && classes[data[pos-1]] == regular {
		return 0, 0, 0, false
	}
	return num, gen, pos, true
}
