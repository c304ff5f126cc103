package epub

import "banxin/internal/issue"

// names writes a list of names, one item each: readers of any width set them side
// by side.
func names(m *markup, list []issue.Inline) {
	m.raw(`<ul class="names">`, "\n")
	for _, name := range list {
		m.line("li", "", name.Text)
	}
	m.raw("</ul>\n")
}

// alignClasses are the classes of cells, by column; words stand at the left, as
// cells do without a class.
var alignClasses = map[issue.Align]string{issue.Centre: "centre", issue.Right: "number"}

// table writes a table with its head and its body.
func table(m *markup, b *issue.Block) {
	rows := b.Rows()
	head := min(b.Table.Header, len(rows))
	m.raw("<table>\n")
	if head > 0 {
		m.raw("<thead>\n")
		for _, row := range rows[:head] {
			m.raw("<tr>")
			for _, cell := range row {
				m.raw(`<th scope="col">`)
				m.text(cell.Text)
				m.raw("</th>")
			}
			m.raw("</tr>\n")
		}
		m.raw("</thead>\n")
	}
	if head < len(rows) {
		m.raw("<tbody>\n")
		for _, row := range rows[head:] {
			m.raw("<tr>")
			for c, cell := range row {
				m.raw("<td")
				if class := alignClasses[b.Table.Align[c]]; class != "" {
					m.attr("class", class)
				}
				m.raw(">")
				m.text(cell.Text)
				m.raw("</td>")
			}
			m.raw("</tr>\n")
		}
		m.raw("</tbody>\n")
	}
	m.raw("</table>\n")
}
