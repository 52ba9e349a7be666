/*
 * axe-core on every page, light and dark; and none of them is wider than a
 * phone. Keeps a screenshot of each.
 */
'use strict';
const axe = require('axe-core');
const addresses = require('./addresses.js');
const site = require('./site.js');
const { ok, is, run } = require('./tap.js');

async function violations(page) {
	await page.evaluate(axe.source);
	return page.evaluate(async () => (await axe.run(document)).violations
		.map((v) => `${v.id}: ${v.help}\n` +
			v.nodes.slice(0, 3).map((n) => n.html).join('\n')));
}

async function look(page, name) {
	const bad = await violations(page);

	ok(!bad.length, name, ...bad);
}

/* One colour scheme and size: all pages. */
async function round(b, base, suffix, options) {
	const page = await site.visit(b, options);

	for (const [name, address] of Object.entries(addresses)) {
		await page.goto(new URL(address, base).href);
		await look(page, `${name}, ${suffix}`);
		await site.shot(page, `${name}-${suffix}`, true);
	}
	is(page.complaints.filter((c) => !/status of (400|404|410)/.test(c)), [],
		`no complaints, ${suffix}`);
	await page.context().close();
}

async function phone(b, base, width) {
	const page = await site.visit(b, {
		viewport: { width, height: 700 }, isMobile: true, hasTouch: true,
		deviceScaleFactor: 2,
	});
	const wide = [];

	for (const [name, address] of Object.entries(addresses)) {
		await page.goto(new URL(address, base).href);
		const all = await page.evaluate(() =>
			document.documentElement.scrollWidth);
		if (all > width)
			wide.push(`${name}: ${all}`);
		if (width < 360)
			await site.shot(page, `${name}-phone`);
	}
	is(wide, [], `no page is wider than ${width} px`);
	await page.context().close();
}

async function english(b, base) {
	const page = await site.visit(b, { locale: 'en-GB' });

	for (const name of ['home', 'results', 'document', 'browse', 'statistics']) {
		await page.goto(new URL(addresses[name], base).href);
		is(await page.locator('html').getAttribute('lang'), 'en',
			`${name} in English`);
		await look(page, `${name}, English`);
		await site.shot(page, `${name}-english`);
	}
	await page.context().close();
}

/* With its list open the box is another thing to read. */
async function open(b, base, colorScheme) {
	const page = await site.visit(b, { colorScheme });

	await page.goto(base);
	await page.locator('[role=combobox]').pressSequentially('nuoc sach');
	await page.locator('[role=option]').first().waitFor();
	await page.keyboard.press('ArrowDown');
	await look(page, `suggestions, ${colorScheme}`);
	await site.shot(page, `suggestions-${colorScheme}`);
	await page.context().close();
}

run(async () => {
	const base = await site.daemon(site.archive());
	const b = await site.browser();

	await round(b, base, 'light', { colorScheme: 'light' });
	await round(b, base, 'dark', { colorScheme: 'dark' });
	await english(b, base);
	await phone(b, base, 320);
	await phone(b, base, 390);
	await open(b, base, 'light');
	await open(b, base, 'dark');
});
