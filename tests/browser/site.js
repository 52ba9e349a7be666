/*
 * A server of ours with the documents of corpus/ and of documents.js, a server
 * of somebody else's, and the browser that visits them.
 */
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { chromium } = require('playwright-core');
const documents = require('./documents.js');
const { atEnd } = require('./tap.js');

const bin = (name) => path.join(process.env.VB_BIN, name);
const shots = path.join(process.env.VB_OUT, 'screenshots');
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

/* All that is held; the folder goes at the end. */
function archive() {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vanban-browser.'));
	const vanban = (name, input, ...args) => {
		const done = spawnSync(bin(name), ['-d', dir, ...args],
			{ input, encoding: 'utf8' });
		if (done.status !== 0 && done.status !== 1)
			throw new Error(`${name}: ${done.stderr}`);
	};

	atEnd(() => fs.rmSync(dir, { recursive: true, force: true }));
	vanban('vanban-indexer', '', '--no-progress', 'corpus');
	for (const input of [documents.ndjson, ...documents.versions])
		vanban('vanban-indexer', input, '--no-progress', '-');
	vanban('vanban', '', 'withdraw', documents.withdrawn, '--reason=thử');
	return dir;
}

/* Start the daemon; resolves to its address, "http://127.0.0.1:PORT/". */
function daemon(dir, ...options) {
	const child = spawn(bin('vanban-searchd'),
		['-d', dir, '--listen=127.0.0.1:0', ...options],
		{ stdio: ['ignore', 'ignore', 'pipe'] });
	const ended = new Promise((done) =>
		child.on('exit', done).on('error', done));
	let said = '';

	atEnd(() => {
		child.kill('SIGTERM');
		return ended;
	});
	return new Promise((done, fail) => {
		child.on('error', fail);
		child.on('exit', () => fail(new Error(`searchd: ${said}`)));
		child.stderr.on('data', (more) => {
			said += more;
			const at = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
			if (at)
				done(at[0]);
		});
	});
}

/*
 * A page of another origin: `answer(path)` gives its { headers, body }.
 * "localhost" is another host than 127.0.0.1, and its port another one too.
 */
function portal(answer) {
	const server = http.createServer((request, reply) => {
		const { headers, body } = answer(request.url);
		reply.writeHead(200, {
			'content-type': 'text/html; charset=utf-8', ...headers,
		});
		reply.end(body);
	});

	atEnd(() => new Promise((done) => {
		server.closeAllConnections();
		server.close(done);
	}));
	return new Promise((done) => server.listen(0, '127.0.0.1', () =>
		done(`http://localhost:${server.address().port}/`)));
}

async function browser() {
	const b = await chromium.launch({
		executablePath: CHROMIUM,
		args: process.getuid() === 0 ? ['--no-sandbox'] : [],
	});

	atEnd(() => b.close());
	return b;
}

/*
 * A visitor's page in a window of its own. Nothing but loopback answers, and
 * whatever the page complains of is added to page.complaints.
 */
async function visit(b, options = {}) {
	const context = await b.newContext({
		locale: 'vi-VN', viewport: { width: 1200, height: 900 }, ...options,
	});
	const page = await context.newPage();

	page.complaints = [];
	page.setDefaultTimeout(15000);
	page.on('console', (m) => {
		if (['error', 'warning'].includes(m.type()))
			page.complaints.push(m.text());
	});
	page.on('pageerror', (e) => page.complaints.push(String(e)));
	return page;
}

/* Keep what is seen, for people to look at. */
async function shot(page, name, whole = false) {
	fs.mkdirSync(shots, { recursive: true });
	await page.screenshot({
		path: path.join(shots, `${name}.png`), fullPage: whole,
	});
}

module.exports = { archive, daemon, portal, browser, visit, shot };
