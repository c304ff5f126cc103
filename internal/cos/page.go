package cos

// Page is a leaf of the page tree.
type Page struct {
	Ref  Ref
	Dict Dict // with what it inherits: Resources, MediaBox, CropBox, Rotate
}

// inheritable are the entries that a page takes from the nodes above it (table 30).
var inheritable = []Name{"Resources", "MediaBox", "CropBox", "Rotate"}

// mostPages bounds the page tree.
const mostPages = 1 << 20

// Pages gives the pages in their order. The error is a *DamageError: the tree goes
// round in a circle, or is none.
func (f *File) Pages() ([]Page, error) {
	w := &treeWalk{file: f, path: map[Ref]bool{}, met: map[Ref]bool{}}
	if err := w.node(f.Catalog()["Pages"], Dict{}, 0); err != nil {
		return nil, err
	}
	if len(w.pages) == 0 {
		return nil, damage(-1, "文件没有页", "the file has no pages")
	}
	return w.pages, nil
}

type treeWalk struct {
	file  *File
	path  map[Ref]bool // nodes above
	met   map[Ref]bool // pages
	seen  int
	pages []Page
}

func (w *treeWalk) node(o Object, above Dict, depth int) error {
	r, _ := o.(Ref)
	d := w.file.Dict(o)
	switch {
	case d == nil:
		return damage(-1, "页树里第 %d 号对象不是字典", "object %d of the page tree is no dictionary", r.Num)
	case w.path[r] || depth > w.file.limits.Depth:
		return damage(-1, "页树绕成了圈", "the page tree goes round in a circle")
	}
	if w.seen++; w.seen > mostPages {
		return damage(-1, "页数超过 %d", "more than %d pages", mostPages)
	}
	inherited := Dict{}
	for _, key := range inheritable {
		if v, ok := d[key]; ok {
			inherited[key] = v
		} else if v, ok := above[key]; ok {
			inherited[key] = v
		}
	}
	kids, isNode := w.file.Resolve(d["Kids"]).(Array)
	if !isNode {
		if w.met[r] && r != (Ref{}) {
			return damage(-1, "页树里第 %d 号页出现了两次", "page object %d stands twice in the page tree", r.Num)
		}
		w.met[r] = true
		whole := make(Dict, len(d)+len(inherited))
		for k, v := range d {
			whole[k] = v
		}
		for k, v := range inherited {
			whole[k] = v
		}
		w.pages = append(w.pages, Page{r, whole})
		return nil
	}
	if r != (Ref{}) {
		w.path[r] = true
		defer delete(w.path, r)
	}
	for _, kid := range kids {
		if err := w.node(kid, inherited, depth+1); err != nil {
			return err
		}
	}
	return nil
}
