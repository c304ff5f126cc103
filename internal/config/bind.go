package config

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/internal/diag"
)

var (
	lengthType   = reflect.TypeFor[Length]()
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
)

// field is one key of a table, as the tags of the schema describe it.
type field struct {
	name     string // the key
	index    int
	required bool
	oneof    []string // nil: any
	names    string   // kind of name referred to; "": none
	bounds   string
	merge    string // key by which elements are laid over each other; "": replaced whole
}

// binder lays trees over the typed configuration, one file after the other, and
// collects all that does not fit. Only keys present in a file change a value, so
// that what stands before is the default.
type binder struct {
	list      diag.List
	keys      map[string]diag.Pos // dotted key → value; table → its first header
	bad       map[string]bool     // keys whose value is unknown because it was wrong
	meant     map[string]bool     // keys that a misspelt key was likely meant for
	issuePath string              // where keys of the issue belong, for hints
	fields    map[reflect.Type][]field
}

func newBinder() *binder {
	return &binder{keys: map[string]diag.Pos{}, bad: map[string]bool{}, meant: map[string]bool{}, fields: map[reflect.Type][]field{}}
}

func (b *binder) fieldsOf(t reflect.Type) []field {
	if fields, ok := b.fields[t]; ok {
		return fields
	}
	var fields []field
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		name := tag.Get("toml")
		if name == "" || name == "-" {
			continue
		}
		f := field{name: name, index: i, required: tag.Get("required") == "true",
			names: tag.Get("names"), bounds: tag.Get("range"), merge: tag.Get("merge")}
		if values, ok := tag.Lookup("oneof"); ok {
			f.oneof = strings.Split(values, ",")
		}
		fields = append(fields, f)
	}
	b.fields[t] = fields
	return fields
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// table lays a table over structs; a key goes into the first that has it.
func (b *binder) table(n *node, path string, targets ...reflect.Value) {
	for _, name := range n.order {
		child := n.table[name]
		if f, v, ok := b.find(name, targets); ok {
			b.value(child, join(path, name), v.Field(f.index), f)
			continue
		}
		b.unknown(child, path, name, targets)
	}
}

func (b *binder) find(name string, targets []reflect.Value) (field, reflect.Value, bool) {
	for _, v := range targets {
		for _, f := range b.fieldsOf(v.Type()) {
			if f.name == name {
				return f, v, true
			}
		}
	}
	return field{}, reflect.Value{}, false
}

// unknown reports a key that its table does not have. One in the wrong case is
// read all the same; the key another was likely meant for counts as claimed, so
// that it is not reported as missing as well.
func (b *binder) unknown(n *node, path, name string, targets []reflect.Value) {
	full := join(path, name)
	var known []string
	for _, v := range targets {
		for _, f := range b.fieldsOf(v.Type()) {
			if strings.EqualFold(f.name, name) {
				b.list.Add(n.key, diag.Error, "key-case", diag.Say("键 %s 的大小写不对", "the key %s has the wrong case", full),
					diag.Say("改为 %s", "write %s", f.name))
				b.value(n, join(path, f.name), v.Field(f.index), f)
				return
			}
			known = append(known, f.name)
		}
	}
	hints := choice(name, known)
	if near := nearest(name, known); near != "" {
		b.meant[join(path, near)] = true
	}
	if home := b.homes(name); len(home) > 0 && nearest(name, known) == "" {
		hints = append([]diag.Text{diag.Say("这个键属于 %s", "this key belongs to %s", strings.Join(home, ", "))}, hints...)
	}
	b.list.Add(n.key, diag.Error, "unknown-key", diag.Say("没有 %s 这个键", "there is no key %s", full), hints...)
}

// homes gives the tables that have a key of this name.
func (b *binder) homes(name string) []string {
	var found []string
	var search func(t reflect.Type, path string)
	search = func(t reflect.Type, path string) {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || t == lengthType || t == timeType {
			return
		}
		for _, f := range b.fieldsOf(t) {
			if f.name == name && path != "" {
				found = append(found, path)
			}
			inner := join(strings.Trim(path, "[]"), f.name)
			field := t.Field(f.index).Type
			switch {
			case field.Kind() == reflect.Slice:
				inner = "[[" + inner + "]]"
			case field.Kind() == reflect.Map:
				inner = "[" + inner + ".…]"
			default:
				inner = "[" + inner + "]"
			}
			search(field, inner)
		}
	}
	search(reflect.TypeFor[Config](), "")
	if _, _, ok := b.find(name, []reflect.Value{reflect.ValueOf(Issue{})}); ok {
		found = append(found, b.issuePath)
	}
	return found
}

// value lays one value over v.
func (b *binder) value(n *node, path string, v reflect.Value, f field) {
	if _, known := b.keys[path]; !known || n.table == nil {
		b.keys[path] = n.at
	}
	switch {
	case v.Type() == lengthType:
		b.length(n, path, v, f)
		return
	case v.Type() == timeType:
		b.time(n, path, v)
		return
	case v.Type() == durationType:
		b.duration(n, path, v, f)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if n.table == nil {
			b.wrongType(n, path, wantTable)
			return
		}
		b.table(n, path, v)
	case reflect.Map:
		b.mapping(n, path, v, f)
	case reflect.Slice:
		b.slice(n, path, v, f)
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		if b.scalar(n, path, p.Elem(), f) {
			v.Set(p)
		}
	default:
		b.scalar(n, path, v, f)
	}
}

// mapping lays a table of free names over a map: each entry over the one of its
// name.
func (b *binder) mapping(n *node, path string, v reflect.Value, f field) {
	if n.table == nil {
		b.wrongType(n, path, wantTable)
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	for _, name := range n.order {
		entry := reflect.New(v.Type().Elem()).Elem()
		if old := v.MapIndex(reflect.ValueOf(name)); old.IsValid() {
			entry.Set(old)
		}
		b.value(n.table[name], join(path, name), entry, field{})
		v.SetMapIndex(reflect.ValueOf(name), entry)
	}
}

// slice lays an array over v: element by name where the schema says merge, else
// in its place.
func (b *binder) slice(n *node, path string, v reflect.Value, f field) {
	isArray := n.items != nil || n.value != nil && reflect.TypeOf(n.value).Kind() == reflect.Slice
	if !isArray {
		want := wantArray
		switch v.Type().Elem().Kind() {
		case reflect.Struct:
			want = wantTables
		case reflect.Int:
			want = wantInts
		}
		b.wrongType(n, path, want)
		return
	}
	if f.merge == "" {
		if _, known := b.keys[at(path, 0)]; known {
			b.forget(path)
		}
		fresh := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
		for i, item := range n.items {
			fresh.Index(i).Set(initial(v.Type().Elem()))
			b.value(item, at(path, i), fresh.Index(i), field{names: f.names})
		}
		v.Set(fresh)
		return
	}
	// A copy: the elements may be shared with the configuration before.
	merged := reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()+len(n.items)), v)
	before := merged.Len()
	seen := map[string]diag.Pos{}
	for _, item := range n.items {
		name, pos := item.text(f.merge)
		if first, twice := seen[name]; twice && name != "" {
			b.list.Add(pos, diag.Error, "duplicate-name",
				diag.Say("%s 里 %q 写了两次，前一次在 %s", "%s has %q twice, first at %s", path, name, first),
				diag.Say("改名，或删去一处", "rename or remove one of them"))
		} else {
			seen[name] = pos
		}
		i := slices.IndexFunc(b.names(merged, before, f.merge), func(s string) bool { return s == name && name != "" })
		if i < 0 {
			i = merged.Len()
			merged = reflect.Append(merged, initial(v.Type().Elem()))
		}
		b.value(item, at(path, i), merged.Index(i), field{})
	}
	v.Set(merged)
}

// names gives the merge key of the first count elements.
func (b *binder) names(v reflect.Value, count int, key string) []string {
	names := make([]string, count)
	for i := range names {
		f, s, _ := b.find(key, []reflect.Value{v.Index(i)})
		names[i] = s.Field(f.index).String()
	}
	return names
}

// text gives the string under a key of a table, and its place.
func (n *node) text(key string) (string, diag.Pos) {
	if c := n.table[key]; c != nil {
		if s, ok := c.value.(string); ok {
			return s, c.at
		}
	}
	return "", n.at
}

// forget drops what is known of the elements of an array that is replaced.
func (b *binder) forget(path string) {
	inside := func(key string) bool { return strings.HasPrefix(key, path+"[") }
	maps.DeleteFunc(b.keys, func(k string, _ diag.Pos) bool { return inside(k) })
	maps.DeleteFunc(b.bad, func(k string, _ bool) bool { return inside(k) })
	maps.DeleteFunc(b.meant, func(k string, _ bool) bool { return inside(k) })
}
