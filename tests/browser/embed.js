/*
 * /embed.js on a page of somebody else: an old portal with a style that spoils
 * everything it reaches, and a strict policy.
 */
'use strict';
const site = require('./site.js');
const { ok, is, like, run } = require('./tap.js');

const PORTAL_STYLE = `
* { box-sizing: content-box; font-family: serif !important; line-height: 3 }
input, button { width: 20px !important; height: 9px; color: #eee; border: 9px solid }
ul, li { display: inline; float: right; list-style: square; color: #ddd }
form, label { display: none } .box, .field { position: fixed; top: 0 }
mark { background: #000 } body { background: #fff; color: #222 }
`;

/* `tags` stand where the portal's own search box would. */
const portalPage = (tags) => `<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>Hội đồng nhân dân thành phố</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/portal.css"></head>
<body>
<header><h1>Hội đồng nhân dân thành phố</h1></header>
<main>
<table role="presentation"><tr><td><h2>Tìm văn bản</h2>
<div id="here">${tags}</div></td></tr>
<tr><td><h2>Nhịp cầu dân cử</h2>
<p>Tình hình triển khai thực hiện đề án nâng cao chất lượng hoạt động.</p>
</td></tr></table>
</main>
<footer><p>Lượt truy cập: đang online 109, hôm nay 308, tất cả 1798368</p></footer>
</body></html>`;

const strict = (server) => ["default-src 'none'", `script-src ${server}embed.js`,
	`style-src ${server} 'self'`, `connect-src ${server}`,
	`form-action ${server}`, "base-uri 'none'",
	"require-trusted-types-for 'script'"].join('; ');

const pages = {}; /* path -> { headers, body } */

function put(path, server, tags) {
	pages[path] = {
		headers: { 'content-security-policy': strict(server) },
		body: portalPage(tags),
	};
}

const tag = (server, more = '') =>
	`<script src="${server}embed.js" ${more} async></script>` +
	`<noscript><a href="${server}">Tra cứu văn bản</a></noscript>`;

const input = (page) => page.locator('[role=combobox]');
const options = (page) => page.locator('[role=option]');

async function looks(page) {
	const at = await input(page).boundingBox();
	const styles = await input(page).evaluate((i) => ({
		family: getComputedStyle(i).fontFamily.split(',')[0],
		line: getComputedStyle(i.getRootNode().host.parentNode).fontFamily,
		label: i.getRootNode().querySelector('label').offsetHeight,
	}));

	ok(at.width > 150 && at.height >= 44, 'its size is its own',
		JSON.stringify(at));
	is(styles, { family: 'system-ui', line: 'serif', label: 1 },
		'so are its letters, and the portal keeps its own');
	is(await page.evaluate(() => [document.styleSheets.length,
		document.adoptedStyleSheets.length,
		document.querySelectorAll('input, style').length]), [1, 0, 0],
	'nothing of it is outside');
}

async function suggests(page, portal, server) {
	await page.goto(`${portal}vi`);
	await looks(page);
	is(await input(page).getAttribute('placeholder'),
		'Số hiệu hoặc từ cần tìm', 'Vietnamese');
	await input(page).pressSequentially('77/2024');
	await options(page).first().waitFor();
	await page.keyboard.press('ArrowDown');
	is(await input(page).evaluate((i) => i.getRootNode().getElementById(
		i.getAttribute('aria-activedescendant')).textContent.slice(0, 15)),
	'77/2024/QĐ-UBND', 'suggestions by the keyboard');
	await site.shot(page, 'embed');
	is(page.complaints, [], 'and the policy has no complaint');
	await page.keyboard.press('Enter');
	await page.waitForURL(`${server}documents/thu-gia-nuoc?lang=vi`);
	ok(true, 'Enter opens the document at the server');
}

async function searches(page, portal, server) {
	await page.goto(`${portal}en`);
	is(await input(page).getAttribute('placeholder'), 'Resolutions',
		'a placeholder of its own');
	is(await page.locator('button').textContent(), 'Search', 'English');
	await input(page).fill('nước sạch & "giá"');
	const popup = page.waitForEvent('popup');
	await page.locator('button').click();
	const results = await popup;
	await results.waitForLoadState();
	const url = new URL(results.url());
	is([url.origin + '/', url.pathname, [...url.searchParams]], [server,
		'/search', [['q', 'nước sạch & "giá"'], ['lang', 'en'],
			['place', 'Hà Tĩnh']]],
	'results at the server, in the target, of the place');
	is(page.complaints, [], 'without complaints');
}

async function noScript(b, portal, server) {
	const page = await site.visit(b, { javaScriptEnabled: false });

	await page.goto(`${portal}vi`);
	await page.locator('#here a').click();
	is(page.url(), server, 'no script: a link to the server');
	await page.context().close();
}

async function phone(b, portal) {
	const page = await site.visit(b, {
		viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true,
	});

	await page.goto(`${portal}vi`);
	await input(page).pressSequentially('nuoc sach');
	await options(page).first().waitFor();
	is(await page.evaluate(() => document.documentElement.scrollWidth), 320,
		'nothing sticks out of a phone');
	await site.shot(page, 'embed-phone');
	await page.context().close();
}

async function two(page, portal) {
	await page.goto(`${portal}two`);
	await input(page).nth(1).fill('nuoc sach');
	await options(page).first().waitFor();
	is(await page.locator('[role=listbox]:visible').count(), 1,
		'two boxes on a page do not meet');
	is(await page.evaluate(() => [...document.querySelectorAll('#here > *')]
		.map((e) => e.localName).filter((n) => n !== 'noscript')),
	['script', 'div', 'script', 'div'], 'each stands at its tag');
}

/* A server that does not know the portal: the box is then only a form. */
async function unknown(page, portal, server) {
	await page.goto(`${portal}other`);
	await input(page).fill('nuoc sach');
	await page.waitForTimeout(500);
	is(await options(page).count(), 0, 'an origin not listed: no suggestions');
	await page.keyboard.press('Enter');
	await page.waitForURL(`${server}search?q=nuoc+sach&lang=vi`);
	ok(true, 'and the search works');
}

async function headers(server) {
	const reply = await fetch(`${server}embed.js`);
	const header = (name) => reply.headers.get(name);

	is([reply.status, header('content-type'), header('cache-control')],
		[200, 'text/javascript; charset=utf-8', 'public, max-age=3600'],
		'the script');
	like(header('etag'), /^(W\/)?"[0-9a-f]+"$/, 'has a validator');
	const again = await fetch(`${server}embed.js`, {
		headers: { 'if-none-match': header('etag') },
	});
	is(again.status, 304, 'and is not sent twice');
}

run(async () => {
	const dir = site.archive();
	const portal = await site.portal((path) => path === '/portal.css' ?
		{ headers: { 'content-type': 'text/css' }, body: PORTAL_STYLE } :
		pages[path] || { headers: {}, body: '' });
	const server = await site.daemon(dir,
		`--cors-origin=${new URL(portal).origin}`);
	const other = await site.daemon(dir);
	const b = await site.browser();

	put('/vi', server, tag(server, 'data-lang="vi"'));
	put('/en', server, tag(server, 'data-lang="en" data-target="_blank" ' +
		'data-placeholder="Resolutions" data-place="Hà Tĩnh"'));
	put('/two', server, tag(server) + tag(server));
	put('/other', other, tag(other));
	await headers(server);
	for (const part of [suggests, searches, two]) {
		const page = await site.visit(b);
		await part(page, portal, server);
		await page.context().close();
	}
	await unknown(await site.visit(b), portal, other);
	await noScript(b, portal, server);
	await phone(b, portal);
});
