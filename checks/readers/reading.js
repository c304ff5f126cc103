// reading.js reads one book from the first page to the last. It runs in the page, with the
// calls of the reading system in reader (foliate.html, epubjs.html). read.mjs has put
// capture there, which gives a point of the screen as a picture, and keep, which keeps the
// whole of it or does nothing.

const patience = 60_000 // milliseconds for one step, on a machine that is busy with others
const mostTurns = 3000

// soon fails when a step takes longer than a reading system ever does.
function soon(what, promise) {
	let timer
	const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`${what}: no answer`)), patience) })
	return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

// readBook reads and gives what it found; problems are what is wrong. The contents are
// followed if they are to be.
async function readBook({ address, scheme, size, contents }) {
	const out = { problems: [], turns: 0, documents: 0, entries: 0, images: 0, faces: 0 }
	try {
		const book = await soon('opening', reader.open(address, size))
		const look = examiner(scheme, out.problems)
		await soon('the first page', look.examine())
		while (!reader.atEnd()) {
			if (out.turns++ === mostTurns) throw new Error(`no end after ${mostTurns} pages`)
			await soon(`page ${out.turns}`, reader.turn())
			await soon(`page ${out.turns}`, look.examine())
		}
		Object.assign(out, { documents: look.seen.size, entries: book.toc.length, images: look.images, faces: look.faces.size })
		if (look.seen.size !== book.documents) out.problems.push(`${look.seen.size} documents were shown, of ${book.documents}`)
		for (const [name, used] of look.faces) if (!used) out.problems.push(`face ${name} is used nowhere`)
		if (contents) await follow(book.toc, out.problems)
	} catch (e) {
		out.problems.push(String(e))
	}
	out.problems = [...new Set(out.problems)]
	return out
}

// follow goes to every entry of the contents.
async function follow(toc, problems) {
	if (!toc.length) problems.push('no contents')
	for (const { label, href } of toc) {
		const meant = await soon(`contents, ${label}`, reader.go(href)), shown = reader.shown().map(s => s.index)
		if (!label || meant === undefined || !shown.includes(meant)) problems.push(`contents: “${label}” leads to document ${shown}, not to ${href}`)
	}
}

// examiner examines each document when it is shown for the first time.
function examiner(scheme, problems) {
	const known = new WeakSet(), grounds = new Map()
	const seen = new Set(), faces = new Map() // numbers of documents; name → is it used?
	const look = { seen, faces, images: 0 }
	look.examine = async () => {
		for (const { doc, index } of await unknown(known)) {
			const wrong = what => problems.push(`${doc.title}: ${what}`)
			for (const face of doc.fonts) {
				const name = `${face.family} ${face.weight}`.replaceAll('"', '')
				if (face.status === 'error') wrong(`face ${name} is not loaded`)
				faces.set(name, faces.get(name) || face.status === 'loaded')
			}
			const ground = await groundOf(doc, grounds)
			if (luminance(ground) > 0.18 !== (scheme === 'light')) wrong(`the ground is ${ground} in the ${scheme} scheme`)
			for (const found of [missing(doc), overflowing(doc), illegible(doc, ground)]) found.forEach(wrong)
			if (!seen.has(index)) look.images += doc.images.length
			seen.add(index)
			await keep(index)
		}
	}
	return look
}

// unknown gives the documents that are shown and not known, when their faces and
// pictures have come.
async function unknown(known) {
	for (;;) {
		const shown = reader.shown().filter(({ doc }) => doc?.defaultView && !known.has(doc))
		await Promise.all(shown.flatMap(({ doc }) => [doc.fonts.ready, ...[...doc.images].map(loaded)]))
		if (shown.some(({ doc }) => !doc.defaultView)) continue // it was laid out anew meanwhile, in another frame
		shown.forEach(({ doc }) => known.add(doc))
		return shown
	}
}

const loaded = image => image.complete || new Promise(done => {
	image.addEventListener('load', done)
	image.addEventListener('error', done)
})

// groundOf gives the colour of the screen under a document, at its corner. Documents that are
// alike in all that it depends on have one.
async function groundOf(doc, grounds) {
	const { getComputedStyle } = doc.defaultView, root = getComputedStyle(doc.documentElement)
	const key = [root.backgroundColor, root.colorScheme, getComputedStyle(doc.body).backgroundColor].join(' ')
	if (!grounds.has(key)) {
		const frame = doc.defaultView.frameElement.getBoundingClientRect()
		grounds.set(key, await pixel(await capture(Math.max(0, frame.left) + 2, Math.max(0, frame.top) + 2)))
	}
	return grounds.get(key)
}
