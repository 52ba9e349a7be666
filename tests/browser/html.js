/* Every page in both languages before the Nu Html Checker: no error. */
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const addresses = require('./addresses.js');
const site = require('./site.js');
const { ok, is, atEnd, run } = require('./tap.js');

const jar = path.join(process.env.NODE_PATH, 'vnu-jar/build/dist/vnu.jar');

/* The messages of the checker about the pages in `dir`. */
function check(dir) {
	const out = execFileSync('java', ['-Xss1m', '-jar', jar, '--format',
		'json', '--exit-zero-always', '--stdout', dir],
	{ maxBuffer: 1 << 28, encoding: 'utf8' });

	return JSON.parse(out).messages;
}

const told = (m) => `line ${m.lastLine}: ${m.message}\n${m.extract || ''}`;

run(async () => {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vanban-html.'));
	atEnd(() => fs.rmSync(dir, { recursive: true, force: true }));
	const base = await site.daemon(site.archive());

	for (const [name, address] of Object.entries(addresses))
		for (const lang of ['vi', 'en']) {
			const url = new URL(address, base);
			url.searchParams.set('lang', lang);
			const reply = await fetch(url);
			fs.writeFileSync(path.join(dir, `${name}.${lang}.html`),
				await reply.text());
		}
	fs.writeFileSync(path.join(dir, 'zz-wrong.html'), '<p><b></p>');
	const messages = check(dir);
	const of = (name) => messages.filter((m) =>
		path.basename(m.url || '') === name && m.type !== 'info');

	ok(of('zz-wrong.html').length, 'the checker finds what is wrong');
	for (const file of fs.readdirSync(dir).sort())
		if (!file.startsWith('zz-')) {
			const bad = of(file);
			ok(!bad.length, file, ...bad.slice(0, 5).map(told));
		}
	is(messages.filter((m) => !m.url).map(told), [], 'nothing else is wrong');
});
