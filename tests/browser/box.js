/*
 * The search box: the keyboard as the ARIA Authoring Practices tell it for a
 * combobox with manual selection, mouse, touch, input methods, no script.
 */
'use strict';
const site = require('./site.js');
const { ok, is, like, run } = require('./tap.js');

const input = (page) => page.locator('[role=combobox]');
const options = (page) => page.locator('[role=option]');

/* What a screen reader is told of the box. */
const state = (page) => page.evaluate(() => {
	const i = document.querySelector('[role=combobox]');
	const id = i.getAttribute('aria-activedescendant');
	const chosen = [...document.querySelectorAll('[aria-selected=true]')];
	return {
		open: i.getAttribute('aria-expanded') === 'true' &&
			!document.getElementById(i.getAttribute('aria-controls')).hidden,
		at: id ? [...document.querySelectorAll('[role=option]')]
			.indexOf(document.getElementById(id)) : -1,
		chosen: chosen.map((e) => e.id).join() === (id || ''),
		focus: document.activeElement === i,
	};
});

async function opens(page, text) {
	await input(page).fill('');
	await input(page).pressSequentially(text);
	await options(page).first().waitFor();
}

async function press(page, ...keys) {
	for (const key of keys)
		await page.keyboard.press(key);
}

/* The option that these keys lead to. */
async function at(page, ...keys) {
	await press(page, ...keys);
	return (await state(page)).at;
}

/* Suggestions that no server has: three, whatever is asked for. */
function three(count) {
	return (route) => {
		count.n++;
		count.last = new URL(route.request().url()).searchParams.get('q');
		return route.fulfill({
			json: {
				schema: 1, query: '', took_ms: 0.1, suggestions: [
					{
						text: 'số <b>1</b>', kind: 'phrase', id: null,
						number: null, title: null, url: null,
						marked: [[0, 4]], html: '',
					},
					{
						text: 'hai', kind: 'phrase', id: null,
						number: null, title: null, url: null,
						marked: [], html: '',
					},
					{
						text: '77/2024/QĐ-UBND', kind: 'number',
						id: 'thu-gia-nuoc', number: '77/2024/QĐ-UBND',
						title: 'Quyết định', marked: [], html: '',
						url: '/documents/thu-gia-nuoc',
					},
				],
			},
		});
	};
}

async function keyboard(page, base) {
	const asked = { n: 0 };

	await page.route('**/api/v1/suggest?**', three(asked));
	await page.goto(base);
	/* As fast as can be: a slow machine's keys may come far apart. */
	await input(page).evaluate((i) => {
		i.focus();
		for (const letter of 'nuoc sach') {
			i.value += letter;
			i.dispatchEvent(new InputEvent('input', { bubbles: true }));
		}
	});
	await options(page).first().waitFor();
	is(asked, { n: 1, last: 'nuoc sach' }, 'typing on waits: one request');
	is(await state(page), { open: true, at: -1, chosen: true, focus: true },
		'open, nothing chosen, the focus stays');
	is(await page.locator('[role=status]').first().textContent(), '3 gợi ý',
		'how many is told');
	is(await options(page).first().innerHTML(),
		'<mark>số</mark> &lt;b&gt;1&lt;/b&gt;', 'text is text, marked in bytes');
	is(await at(page, 'ArrowDown'), 0, 'down: the first');
	is(await at(page, 'ArrowDown', 'ArrowDown'), 2, 'down: the last');
	is(await at(page, 'ArrowDown'), -1, 'past it the input');
	is(await at(page, 'ArrowUp'), 2, 'up: the last');
	is(await state(page), { open: true, at: 2, chosen: true, focus: true },
		'one option is selected');
	is(await at(page, 'Home'), -1, 'Home: back in the text');
	is(await page.evaluate(() => document.activeElement.selectionStart), 0,
		'at its begin');
	await press(page, 'ArrowDown');
	is(await at(page, 'End'), -1, 'End as well');
	is(await page.evaluate(() => document.activeElement.selectionStart), 9,
		'at its end');
	await press(page, 'ArrowDown', 'Escape');
	is(await state(page), { open: false, at: -1, chosen: true, focus: true },
		'Escape closes');
	is(await input(page).inputValue(), 'nuoc sach', 'and keeps the text');
	await press(page, 'Escape');
	is(await input(page).inputValue(), '', 'a second one clears it');
	await opens(page, 'abc');
	await press(page, 'ArrowDown', 'Tab');
	is(await page.evaluate(() => [document.activeElement.type,
		document.querySelector('[role=listbox]').hidden,
		document.querySelector('[role=combobox]').value]),
	['submit', true, 'abc'], 'Tab leaves, closes and takes nothing');
	await input(page).focus();
	await press(page, 'Alt+ArrowDown');
	await options(page).first().waitFor();
	is(await state(page), { open: true, at: -1, chosen: true, focus: true },
		'Alt and down opens');
	await press(page, 'Alt+ArrowUp');
	is((await state(page)).open, false, 'Alt and up closes');
	await press(page, 'ArrowUp');
	await options(page).first().waitFor();
	is((await state(page)).at, 2, 'up opens at the last');
	await site.shot(page, 'box-keyboard');
	await press(page, 'Enter');
	await page.waitForURL('**/documents/thu-gia-nuoc');
	ok(true, 'Enter on a number: its document');
	await page.goto(base);
	await opens(page, 'so');
	await press(page, 'ArrowDown', 'Enter');
	await page.waitForURL('**/search?q=**');
	is(new URL(page.url()).searchParams.get('q'), 'số <b>1</b>',
		'Enter on a phrase: a search for it');
	await opens(page, 'giá nước');
	await press(page, 'Enter');
	await page.waitForURL('**/search?q=gi%C3%A1+n**');
	ok(true, 'Enter on none: a search for what was typed');
}

async function pointer(page, base) {
	await page.route('**/api/v1/suggest?**', three({ n: 0 }));
	await page.goto(`${base}?lang=en`);
	await opens(page, 'hai');
	is(await page.locator('[role=status]').first().textContent(),
		'3 suggestions', 'in English');
	await options(page).nth(2).click();
	await page.waitForURL('**/documents/thu-gia-nuoc?lang=en');
	ok(true, 'a click leads to the document, in the same language');
	await page.goto(base);
	await opens(page, 'hai');
	await page.locator('h1').click();
	is((await state(page)).open, false, 'a click elsewhere closes');
}

async function touch(b, base) {
	const page = await site.visit(b, {
		viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true,
	});

	await page.route('**/api/v1/suggest?**', three({ n: 0 }));
	await page.goto(base);
	await input(page).tap();
	await opens(page, 'hai');
	const box = await options(page).nth(1).boundingBox();
	ok(box.height >= 44, 'an option is a finger high', box.height);
	await site.shot(page, 'box-phone');
	await options(page).nth(1).tap();
	await page.waitForURL('**/search?q=hai**');
	ok(true, 'a tap searches');
	is(page.complaints, [], 'no complaints');
	await page.context().close();
}

/* An input method: letters come as a composition, Enter ends it. */
async function compose(page, base) {
	const asked = { n: 0 };
	const client = await page.context().newCDPSession(page);

	await page.route('**/api/v1/suggest?**', three(asked));
	await page.goto(base);
	await input(page).focus();
	for (const text of ['n', 'ng', 'ngh', 'nghi', 'nghị'])
		await client.send('Input.imeSetComposition', {
			text, selectionStart: text.length, selectionEnd: text.length,
		});
	is(await input(page).inputValue(), 'nghị', 'a composition shows');
	await page.waitForTimeout(400);
	is([asked.n, (await state(page)).open], [0, false],
		'nothing is asked while it lasts');
	/* What a browser sends for keys that the input method takes. */
	for (const key of ['Enter', 'ArrowDown', 'Escape'])
		await input(page).dispatchEvent('keydown', {
			key, keyCode: 229, isComposing: true, bubbles: true,
		});
	await page.waitForTimeout(200);
	is([page.url(), asked.n, await input(page).inputValue()],
		[base, 0, 'nghị'], 'its Enter, arrows and Escape are its own');
	await client.send('Input.insertText', { text: 'nghị ' });
	await options(page).first().waitFor();
	is(asked, { n: 1, last: 'nghị' }, 'its end asks, once');
	await client.send('Input.imeSetComposition', {
		text: 'q', selectionStart: 1, selectionEnd: 1,
	});
	is((await state(page)).at, -1, 'the next one chooses nothing');
}

/* A slow answer to what is no longer there must not come. */
async function late(page, base) {
	const held = [];
	let aborted = 0;

	page.on('requestfailed', (r) => {
		aborted += r.failure().errorText.includes('ABORTED') ? 1 : 0;
	});
	await page.route('**/api/v1/suggest?**', (route) => held.push(route));
	await page.goto(base);
	const asks = async (n) => {
		while (held.length < n)
			await page.waitForTimeout(20);
	};
	await input(page).fill('mot');
	await asks(1);
	await input(page).fill('mot hai');
	await asks(2);
	is([held.length, aborted], [2, 1], 'a new request ends the former');
	await held[0].fulfill({ json: { suggestions: [{ text: 'old' }] } })
		.catch(() => {});
	await three({ n: 0 })(held[1]);
	await options(page).first().waitFor();
	is(await options(page).count(), 3, 'only the last answer is shown');
	await input(page).fill('mot hai ba');
	await asks(3);
	await press(page, 'Escape');
	await three({ n: 0 })(held[2]).catch(() => {});
	await page.waitForTimeout(200);
	is((await state(page)).open, false, 'what was closed stays closed');
	await page.unroute('**/api/v1/suggest?**');
	await page.route('**/api/v1/suggest?**', (route) =>
		route.fulfill({ status: 503, body: 'busy' }));
	await input(page).fill('bon');
	await page.waitForTimeout(300);
	is((await state(page)).open, false, 'a failing server: no suggestions');
	await press(page, 'Enter');
	await page.waitForURL('**/search?q=bon**');
	ok(true, 'and the search works');
}

/* The server's own suggestions, from the first letter to the document. */
async function real(page, base) {
	await page.goto(base);
	await opens(page, '77/2024');
	like(await options(page).first().textContent(), /^77\/2024\/QĐ-UBND/,
		'a number');
	await site.shot(page, 'box-number');
	await press(page, 'ArrowDown', 'Enter');
	await page.waitForURL('**/documents/thu-gia-nuoc');
	like(await page.locator('h1').textContent(), /giá nước sạch thử nghiệm/,
		'and its document');
	await page.goto(base);
	await opens(page, 'nuoc sach nong');
	like((await options(page).allTextContents()).join('\n'), /nước sạch nông/i,
		'words without marks');
	await site.shot(page, 'box-words');
	is(page.complaints, [], 'no complaints');
}

async function plain(b, base) {
	const page = await site.visit(b, { javaScriptEnabled: false });

	await page.goto(base);
	is(await page.locator('[role=listbox]').isVisible(), false,
		'no script: no list');
	await page.locator('[name=q]').fill('nước sạch');
	await page.locator('[name=q]').press('Enter');
	await page.waitForURL('**/search?q=n**');
	ok(await page.locator('.hit').count() > 0, 'and the form searches');
	await page.context().close();
}

run(async () => {
	const base = await site.daemon(site.archive());
	const b = await site.browser();

	for (const part of [keyboard, pointer, compose, late, real]) {
		const page = await site.visit(b);
		await part(page, base);
		await page.context().close();
	}
	await touch(b, base);
	await plain(b, base);
});
