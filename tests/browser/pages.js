/*
 * What a visitor does with the pages: search, narrow down, pick a year, walk
 * through the calendar, read a document, follow what it cites; with and
 * without script, in both languages, by keyboard and on a phone.
 */
'use strict';
const site = require('./site.js');
const { ok, is, like, run } = require('./tap.js');

const total = async (page) =>
	Number((await page.locator('.count b').first().textContent())
		.replace(/\D/g, ''));
const query = (page) => new URL(page.url()).searchParams;

async function search(page, base, what) {
	await page.goto(base);
	await page.locator('[name=q]').fill(what);
	await page.locator('search button').first().click();
	await page.waitForURL('**/search?**');
}

/* Follow a link to where it says. */
async function follow(page, link) {
	const href = await link.getAttribute('href');

	await Promise.all([page.waitForURL(new URL(href, page.url()).href),
		link.click()]);
}

async function results(page, base) {
	await search(page, base, '"cùng một câu thử nghiệm"');
	is([await page.locator('.hit').count(), await total(page)], [10, 25],
		'a page of all results');
	like(await page.locator('.hit .snippet').first().innerHTML(),
		/<mark>/, 'words are marked');
	is(await page.title(), '"cùng một câu thử nghiệm" – Văn bản', 'the title');
	const seen = new Set();
	for (;;) {
		for (const href of await page.locator('.hit h2 a')
			.evaluateAll((all) => all.map((a) => a.pathname)))
			seen.add(href);
		const next = page.locator('a[rel=next]');
		if (!await next.count())
			break;
		await follow(page, next);
	}
	is(seen.size, 25, 'the pages of results have each once');
}

async function facets(page, base) {
	await search(page, base, '"nước sạch"');
	const before = await total(page);
	const link = page.locator('.facets nav a', { hasText: 'Quyết định' });
	const count = Number(await link.locator('.number').textContent());

	ok(count && count < before, `a facet counts: ${count} of ${before}`);
	await follow(page, link);
	is([query(page).get('type'), await total(page)], ['quyet-dinh', count],
		'a click gives as many');
	is(await page.locator('.hit .facts').evaluateAll((all) =>
		all.every((e) => e.textContent.includes('Quyết định'))), true,
	'all of that type');
	await site.shot(page, 'flow-facet');
	const chip = page.locator('.chips a').first();
	like(await chip.getAttribute('aria-label'), /Quyết định/, 'a chip');
	await follow(page, chip);
	is([query(page).get('type'), await total(page)], [null, before],
		'takes it back');
	await follow(page, page.locator('.sorts a', { hasText: 'Mới nhất' }));
	const days = await page.locator('.hit .facts time').evaluateAll((all) =>
		all.map((e) => e.dateTime));
	is(days, [...days].sort().reverse(), 'newest first');
}

async function chart(page, base) {
	await search(page, base, 'nước sạch nông thôn');
	const bar = page.locator('.chart a').first();
	const name = (await bar.getAttribute('aria-label')) ||
		await bar.textContent();

	await follow(page, bar);
	const year = query(page).get('from').slice(0, 4);
	is([query(page).get('from'), query(page).get('to'),
		name.includes(year)], [`${year}-01-01`, `${year}-12-31`, true],
	'a bar of the chart is a year');
	is(await page.locator('.hit .facts time').evaluateAll((all, y) =>
		all.length && all.every((e) => e.dateTime.startsWith(y)), year), true,
	'and all results are of it');
	await site.shot(page, 'flow-chart');
}

/* The years and numbers of a chart that are not to be seen whole: past its
 * own edge, or cut by that of what it is scrolled in. */
const cutLabels = (svg) => {
	const view = svg.viewBox.baseVal;
	const seen = svg.parentElement.getBoundingClientRect();
	const slack = .5;
	const past = (from, to, edge) => from < edge - slack && to > edge + slack;

	return [...svg.querySelectorAll('text')].filter((text) => {
		const own = text.getBBox();
		const at = text.getBoundingClientRect();

		return own.x < view.x || own.y < view.y ||
			own.x + own.width > view.x + view.width ||
			own.y + own.height > view.y + view.height ||
			past(at.left, at.right, seen.left) ||
			past(at.left, at.right, seen.right);
	}).map((text) => text.textContent);
};

/* Of few years and of many, which have narrower columns. */
async function labels(page, base) {
	for (const [what, years] of [['"cùng một câu thử nghiệm"', 12],
		['"thử nghiệm"', 15]])
		for (const width of [320, 390, 1280]) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(`${base}search?q=${encodeURIComponent(what)}`);
			const svg = page.locator('svg.chart').first();
			is(await svg.evaluate(cutLabels), [],
				`no label is cut, ${years} years at ${width}`);
			is(await svg.evaluate((e) => Math.round(
				(e.viewBox.baseVal.width - 8) /
				(e.classList.contains('wide') ? 44 : 28))), years,
			'of as many');
			if (width === 320)
				await site.shot(page, `chart-${years}`);
		}
}

async function calendar(page, base) {
	await page.goto(`${base}browse`);
	await follow(page, page.locator('.chart a').last());
	await follow(page, page.locator('.months a').first());
	ok(await page.locator('table.calendar').isVisible(), 'a calendar');
	const day = page.locator('table.calendar a').first();
	const count = Number((await day.locator('small').textContent())
		.match(/\d+/));
	await follow(page, day);
	const days = await page.locator('.hit .facts time').evaluateAll((all) =>
		all.map((e) => e.dateTime));
	is([days.length, new Set(days).size], [count, 1],
		'a day has as many as it says, all of that day');
	await site.shot(page, 'flow-day');
	await page.goto(`${base}browse?by=type`);
	await follow(page, page.locator('.values a').first());
	ok(await page.locator('.hit').count() > 0, 'a type has documents');
}

async function read(page, base) {
	await search(page, base, 'giá nước sạch thử nghiệm');
	await follow(page, page.locator('.hit h2 a').first());
	like(page.url(), /\/documents\/thu-gia-nuoc\?/, 'the first hit');
	const marks = await page.locator('.text mark').allTextContents();
	is([...new Set(marks.join(' ').toLowerCase().split(' '))].sort(),
		['giá', 'nghiệm', 'nước', 'sạch', 'thử'],
		'the words are marked in the text, and nothing else');
	await page.locator('.marks-bar a', { hasText: 'Đến chỗ' }).click();
	is(await page.evaluate(() => document.querySelector(location.hash)
		?.localName), 'mark', 'a link leads to the first of them');
	await site.shot(page, 'flow-marks');
	await page.locator('.contents summary').click();
	await page.locator('.contents a', { hasText: 'Điều 2' }).click();
	is(await page.evaluate(() => document.querySelector(':target')
		?.textContent.slice(0, 6)), 'Điều 2', 'the table of contents leads');
	await follow(page, page.locator('.marks-bar a', { hasText: 'Bỏ' }));
	is(await page.locator('.text mark').count(), 0, 'the marks can go');
	const original = page.locator('.links a[download]');
	const [file] = await Promise.all([page.waitForEvent('download'),
		original.click()]);
	ok(file, 'the original is there', await file.failure());
	await follow(page, page.locator('.cited a.wanted').first());
	like(await page.locator('h1').textContent(), /99\/2031\/NQ-HĐND/,
		'what it cites and nobody holds has a page');
	await follow(page, page.locator('.citing a').first());
	like(page.url(), /thu-gia-nuoc/, 'that leads back');
}

async function languages(page, base) {
	await search(page, base, 'nước sạch');
	await page.locator('a.language').click();
	await page.waitForURL('**lang=en**');
	is([await page.locator('html').getAttribute('lang'),
		query(page).get('q')], ['en', 'nước sạch'], 'the same in English');
	await follow(page, page.locator('.hit h2 a').first());
	is(await page.locator('html').getAttribute('lang'), 'en',
		'which stays');
	await page.locator('a.language').click();
	await page.waitForURL('**lang=vi**');
	is(await page.locator('html').getAttribute('lang'), 'vi', 'and back');
}

async function keyboard(page, base) {
	await page.goto(`${base}search?q=n%C6%B0%E1%BB%9Bc`);
	await page.keyboard.press('Tab');
	is(await page.evaluate(() => document.activeElement.className), 'skip',
		'the first stop skips to the content');
	const top = await page.locator('.skip').boundingBox();
	ok(top.y >= 0, 'and is seen', JSON.stringify(top));
	await page.keyboard.press('Enter');
	like(page.url(), /#main$/, 'and leads there');
	await page.keyboard.press('Tab');
	is(await page.evaluate(() => document.activeElement.name), 'q',
		'the next stop is the box');
	const stops = await page.evaluate(() =>
		[...document.querySelectorAll('[tabindex]')]
			.filter((e) => e.tabIndex > 0).length);
	is(stops, 0, 'the order is that of the page');
}

async function dark(b, base) {
	const page = await site.visit(b, { colorScheme: 'dark' });

	await page.goto(base);
	const [r, g, blue] = await page.evaluate(() =>
		getComputedStyle(document.body).backgroundColor.match(/\d+/g)
			.map(Number));
	ok(r < 64 && g < 64 && blue < 64, 'dark when asked for', [r, g, blue]);
	await page.context().close();
}

async function plain(b, base) {
	for (const part of [results, facets, chart, calendar, read]) {
		const page = await site.visit(b, { javaScriptEnabled: false });
		await part(page, base);
		await page.context().close();
	}
}

run(async () => {
	const base = await site.daemon(site.archive());
	const b = await site.browser();

	for (const part of [results, facets, chart, labels, calendar, read,
		languages, keyboard]) {
		const page = await site.visit(b);
		await part(page, base);
		is(page.complaints, [], `no complaints, ${part.name}`);
		await page.context().close();
	}
	await dark(b, base);
	console.log('# without script');
	await plain(b, base);
});
