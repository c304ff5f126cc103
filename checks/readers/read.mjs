#!/usr/bin/env node
// Reads EPUBs as a person does: opens each in foliate-js and in epub.js, in headless
// Chromium, pages through to the end; on a phone and on an e-reader, in a light and in a
// dark scheme, with letters at 100 % and at 160 %. Under the first of these circumstances
// it follows every entry of the contents, too.
//
//	node read.mjs MODULES BOOK.epub… [--pictures FOLDER]
//
// MODULES is the folder node_modules made of package-lock.json. The browser is $CHROMIUM,
// or chromium. With --pictures the first page of every document is kept as a picture.
//
// What is wrong is printed, a line each; then what was read. Wrong is: a document or an
// entry of the contents that is not reached, an error of the reading system, a request
// that fails or leaves the machine, a face or a picture that is not loaded, a face that is
// used nowhere, text or pictures over the edge of the page, text of less contrast than
// 4.5 : 1, a light ground in the dark scheme and a dark one in the light.
// Exit code: 0 nothing is wrong, 1 something is, 2 it could not be read at all.
import { createRequire } from 'node:module'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const engines = ['foliate', 'epubjs']
const screens = [{ width: 390, height: 844 }, { width: 1072, height: 1448 }]
const schemes = ['light', 'dark']
const sizes = [160, 100] // the longer ones first
const atOnce = 4 // readings that go on at the same time: they wait, too

const args = process.argv.slice(2)
const at = args.indexOf('--pictures')
const [, pictures] = at < 0 ? [] : args.splice(at, 2)
const [modules, ...books] = args
if (!books.length || at >= 0 && !pictures) {
	console.error('usage: read.mjs MODULES BOOK.epub… [--pictures FOLDER]')
	process.exit(2)
}

// serve gives the reading systems and the books to the browser, on this machine alone.
async function serve() {
	const types = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8', '.epub': 'application/epub+zip' }
	const find = name => {
		const [, folder, ...rest] = name.split('/')
		if (folder === 'modules') return path.join(modules, path.normalize('/' + rest.join('/')))
		if (folder === 'book') return books[Number(rest[0])]
		return path.join(here, path.basename(name))
	}
	const server = http.createServer((request, response) => {
		const file = find(decodeURIComponent(new URL(request.url, 'http://localhost').pathname))
		if (!file || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end()
		response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream')
		fs.createReadStream(file).pipe(response)
	})
	await new Promise(done => server.listen(0, '127.0.0.1', done))
	return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}

// launch starts the browser. It finds no faces but Noto Serif SC of this repository, so that
// it sets alike wherever it runs, and no host but this one.
async function launch(temporary) {
	const { chromium } = createRequire(path.resolve(modules, 'x.js'))('playwright-core')
	const config = path.join(temporary, 'fonts.conf')
	for (const name of ['NotoSerifSC-Regular.ttf', 'NotoSerifSC-Bold.ttf']) fs.symlinkSync(path.resolve(here, '../../fonts', name), path.join(temporary, name))
	fs.writeFileSync(config, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${temporary}</dir><cachedir>${temporary}/cache</cachedir></fontconfig>\n`)
	const named = process.env.CHROMIUM ?? 'chromium'
	const executablePath = named.includes('/') ? named : process.env.PATH.split(':').map(d => path.join(d, named)).find(f => fs.existsSync(f))
	return chromium.launch({
		executablePath, env: { ...process.env, FONTCONFIG_FILE: config },
		args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
	})
}

// plan gives the readings of a book: each reading system under each set of circumstances.
function plan(book) {
	return sizes.flatMap(size => engines.flatMap(engine => screens.flatMap(screen => schemes.map(scheme => ({
		book, engine, screen, scheme, size, contents: scheme === 'light' && size === 100,
		name: `${path.basename(books[book], '.epub')} ${engine} ${screen.width}×${screen.height} ${scheme} ${size} %`,
	})))))
}

// worker gives a function that does readings one after the other, in a page of its own.
async function worker(browser, origin) {
	const page = await browser.newPage({ serviceWorkers: 'block' })
	let reading, heard
	page.on('console', m => { if (m.type() === 'error') heard.push(`console: ${m.text()}`) })
	page.on('pageerror', e => heard.push(`script: ${e}`))
	page.on('requestfailed', r => heard.push(`request for ${r.url().slice(0, 100)} failed: ${r.failure()?.errorText}`))
	await page.exposeFunction('capture', async (x, y) => (await page.screenshot({ clip: { x, y, width: 1, height: 1 } })).toString('base64'))
	await page.exposeFunction('keep', async index => {
		const name = `${reading.name} ${String(index).padStart(2, '0')}.png`.replaceAll(/[ %]+/g, '-')
		if (pictures) await page.screenshot({ path: path.join(pictures, name) })
	})
	return async next => {
		reading = next
		heard = []
		await page.setViewportSize(reading.screen)
		await page.emulateMedia({ colorScheme: reading.scheme })
		await page.goto(`${origin}/${reading.engine}.html`)
		reading.found = await page.evaluate(r => readBook(r), { ...reading, address: `/book/${reading.book}` })
		reading.found.problems.unshift(...heard)
	}
}

// report prints what was found and tells whether anything is wrong.
function report(readings) {
	for (const { name, found } of readings) for (const problem of found.problems) console.log(`${name}: ${problem}`)
	books.forEach((book, i) => {
		const of = readings.filter(r => r.book === i).map(r => r.found), sum = value => of.reduce((s, f) => s + value(f), 0)
		const { documents, entries, images, faces } = of[0]
		console.log(`${path.basename(book)}: ${of.length} readings of ${documents} documents, ${entries} entries of the contents, ${images} pictures and ${faces} faces; ${sum(f => f.turns)} pages turned, ${sum(f => f.problems.length)} problems`)
	})
	return readings.some(r => r.found.problems.length)
}

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'readers-'))
try {
	if (pictures) fs.mkdirSync(pictures, { recursive: true })
	const server = await serve(), browser = await launch(temporary)
	const readings = books.flatMap((_, book) => plan(book)), waiting = [...readings]
	await Promise.all(Array.from({ length: atOnce }, async () => {
		const read = await worker(browser, server.origin)
		while (waiting.length) await read(waiting.shift())
	}))
	await browser.close()
	server.close()
	process.exitCode = report(readings) ? 1 : 0
} catch (e) {
	console.error(e)
	process.exitCode = 2
} finally {
	fs.rmSync(temporary, { recursive: true, force: true })
}
