// document.js tells what is wrong with one document as a reading system shows it. It runs
// in the page, beside the reading system, and knows nothing of which one that is.

// missing finds pictures that are not there.
function missing(doc) {
	return [...doc.images].filter(i => !i.naturalWidth).map(i => `picture “${i.alt}” is not shown`)
}

// columns gives the place of the columns into which a document is divided, a page each: the
// left edge of the first, their width, the step from one to the next, and their height.
function columns(doc) {
	for (const box of [doc.documentElement, doc.body]) {
		const style = doc.defaultView.getComputedStyle(box), px = name => parseFloat(style[name]) || 0
		const wanted = px('columnWidth'), gap = px('columnGap')
		if (!wanted) continue
		const width = box.clientWidth - px('paddingLeft') - px('paddingRight')
		const step = (width + gap) / Math.max(1, Math.floor((width + gap) / (wanted + gap)))
		return {
			left: box.getBoundingClientRect().left + box.clientLeft + px('paddingLeft'), width: step - gap, step,
			height: box.clientHeight - px('paddingTop') - px('paddingBottom'),
		}
	}
	throw new Error('the document is not divided into pages')
}

// overflowing finds text and pictures that reach over the edge of their page.
function overflowing(doc) {
	const page = columns(doc), slack = 1.5, found = new Set()
	const look = (rectangles, what) => {
		for (const r of rectangles) {
			if (r.width === 0 || r.height === 0) continue
			const from = r.left - page.left, column = Math.floor((from + slack) / page.step)
			const over = from + r.width - column * page.step - page.width
			if (over > slack) found.add(`${what} reaches ${over.toFixed(1)} px over the edge of the page`)
		}
	}
	const range = doc.createRange()
	for (const text of texts(doc)) {
		for (const word of text.data.matchAll(/\S+/g)) { // blanks may hang over the edge
			range.setStart(text, word.index)
			range.setEnd(text, word.index + word[0].length)
			look(range.getClientRects(), `“${word[0].slice(0, 20)}”`)
		}
	}
	for (const e of doc.body.querySelectorAll('img, svg, hr, table, figure')) look(e.getClientRects(), `<${e.localName}>`)
	for (const e of doc.body.querySelectorAll('img, svg')) {
		const over = e.getBoundingClientRect().height - page.height
		if (over > slack) found.add(`<${e.localName}> is ${over.toFixed(1)} px higher than the page`)
	}
	return [...found]
}

// texts gives the text that is not only blanks.
function* texts(doc) {
	const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT)
	while (walker.nextNode()) if (walker.currentNode.data.trim()) yield walker.currentNode
}

// illegible finds text of less contrast than 4.5 : 1 (WCAG 2.2, 1.4.3). ground is the colour
// of the screen under the document.
function illegible(doc, ground) {
	const found = new Set(), range = doc.createRange(), { getComputedStyle } = doc.defaultView
	for (const text of texts(doc)) {
		range.selectNodeContents(text)
		if (!range.getClientRects().length) continue // hidden
		const layers = []
		for (let e = text.parentElement; e; e = e.parentElement) layers.unshift(rgba(getComputedStyle(e).backgroundColor))
		const under = layers.reduce(over, ground)
		const ratio = contrast(over(under, rgba(getComputedStyle(text.parentElement).color)), under)
		if (ratio < 4.5) found.add(`“${text.data.trim().slice(0, 20)}” has a contrast of ${ratio.toFixed(1)} : 1`)
	}
	return [...found]
}

// over lays a colour on an opaque one.
const over = (under, [r, g, b, a]) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a))

// luminance is the relative luminance of WCAG 2.2.
function luminance(colour) {
	const [r, g, b] = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
	return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one, other) {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
	return (light + 0.05) / (dark + 0.05)
}

// rgba gives any colour of CSS as red, green, blue from 0 to 255 and alpha from 0 to 1.
const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
const colours = new Map()
function rgba(colour) {
	if (!colours.has(colour)) {
		canvas.clearRect(0, 0, 1, 1)
		canvas.fillStyle = colour
		canvas.fillRect(0, 0, 1, 1)
		const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
		colours.set(colour, [r, g, b, a / 255])
	}
	return colours.get(colour)
}

// pixel gives the colour of a picture of one pixel.
async function pixel(png) {
	const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
	canvas.clearRect(0, 0, 1, 1)
	canvas.drawImage(picture, 0, 0)
	return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)]
}
