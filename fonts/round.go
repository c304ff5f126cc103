package fonts

// round moves every point to the nearest multiple of grid font units, halves upwards:
// by grid/2 at most. Distances then take fewer values and compress the better.
func (o *outline) round(grid int) {
	if grid <= 1 {
		return
	}
	for i := range o.points {
		p := &o.points[i]
		p.x = grid * floorDiv(2*p.x+grid, 2*grid)
		p.y = grid * floorDiv(2*p.y+grid, 2*grid)
	}
}
