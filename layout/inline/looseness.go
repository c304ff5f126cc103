package inline

import "banxin/layout/unit"

// TotalFitIn breaks the whole paragraph into the number of lines given at the
// least cost (what Knuth and Plass call looseness), for a page that comes out
// better with a line more or less, and gives that cost. false: no such division
// costs less than most, which may not be over the cost of a loose line.
func (p *Paragraph) TotalFitIn(count int, indent, measure unit.Pt, most int64) ([]Line, int64, bool) {
	f := fitter{p: p, measure: measure, first: p.skipSpaces(0), indent: p.gridIndent(indent), skip: true, most: min(most, costLoose)}
	n := len(p.cells)
	if f.first >= n || count < 1 || !f.mayTake(count) {
		return nil, 0, false
	}
	layers := make([][]node, count+1) // [k]: the cheapest ways to end line k
	layers[0] = f.layer()
	layers[0][0] = node{0, f.first}
	for k := range count {
		layers[k+1] = f.layer()
		for i, at := range layers[k] {
			if at.from >= 0 {
				f.extend(f.first+i, at.cost, layers[k+1])
			}
		}
	}
	end := layers[count][n-f.first]
	if end.from < 0 {
		return nil, 0, false
	}
	lines := make([]Line, count)
	for k, e := count, n; k > 0; k-- {
		s := layers[k][e-f.first].from
		lines[k-1] = Line{Start: p.skipSpaces(s), End: e}
		e = s
	}
	f.finish(lines)
	return lines, end.cost, true
}

// mayTake tells, without looking for it, whether the text may be set in so many
// lines at less than the cost that is allowed: squeezed all over it must not be
// wider than they are, and what all lines but the last are wider than the text may
// not stretch it too far. Stretching evenly costs least.
func (f *fitter) mayTake(count int) bool {
	p, n := f.p, len(f.p.cells)
	ends := lineEnds.Of(p.largest) * unit.Pt(count)
	width := p.advance[n] - p.advance[f.first]
	if width-(p.squeeze[n]-p.squeeze[f.first])-ends > f.measure*unit.Pt(count)-f.indent {
		return false
	}
	wide := f.measure*unit.Pt(count-1) - f.indent - width - (p.elastic[n] - p.elastic[f.first]) - ends
	boundaries := unit.Pt(p.rest[n] - p.rest[f.first])
	if wide <= 0 {
		return true
	}
	if boundaries == 0 {
		return false
	}
	milli := int64((wide / boundaries).InEm(p.largest))
	return costPerMilliEmSquared*milli*milli < f.most
}

// layer is a row of places none of which is reached.
func (f *fitter) layer() []node {
	nodes := make([]node, len(f.p.cells)-f.first+1)
	for i := range nodes {
		nodes[i].from = -1
	}
	return nodes
}
