/*
 * The search box: a combobox with a list of suggestions, as the ARIA Authoring
 * Practices tell it ("list autocomplete with manual selection"). Without this
 * the form still searches. web.mk puts box-page.js or box-embed.js after it.
 */
const WORDS = {
	vi: { list: 'Gợi ý', count: (n) => n + ' gợi ý' },
	en: {
		list: 'Suggestions',
		count: (n) => n + (n === 1 ? ' suggestion' : ' suggestions'),
	},
};
const WAIT_MS = 120; /* after the last key */
const SHOWN = 8;

function element(name, attributes, ...inside) {
	const e = document.createElement(name);
	for (const [key, value] of Object.entries(attributes))
		e.setAttribute(key, value);
	e.append(...inside);
	return e;
}

/* `text` with its parts [from, to], in bytes of UTF-8, marked. */
function marked(text, parts) {
	const bytes = new TextEncoder().encode(text);
	const cut = (from, to) => new TextDecoder().decode(bytes.slice(from, to));
	const out = [];
	let at = 0;

	for (const [from, to] of parts) {
		out.push(cut(at, from), element('mark', {}, cut(from, to)));
		at = to;
	}
	return [...out, cut(at)];
}

/* A suggestion, and of a document what else names it. */
function option(s, id) {
	const more = s.kind === 'number' ? s.title : s.number;

	return element('li', {
		role: 'option', id, 'aria-selected': 'false', lang: 'vi',
	}, ...marked(s.text, s.marked || []),
	...(s.id && more && more !== s.text ?
		[' ', element('small', {}, more)] : []));
}

/* Bring `form` to life; `base` is the server's address, ending in "/". */
function box(form, base, lang) {
	const input = form.querySelector('[role=combobox]');
	const list = form.querySelector('[role=listbox]');
	const status = form.querySelector('[role=status]');
	const words = WORDS[lang];
	let found = [], active = -1, timer = 0, asking = null, composing = false;

	function mark(i) {
		list.children[active]?.setAttribute('aria-selected', 'false');
		active = i;
		const now = list.children[i];
		if (!now)
			return input.removeAttribute('aria-activedescendant');
		now.setAttribute('aria-selected', 'true');
		now.scrollIntoView({ block: 'nearest' });
		input.setAttribute('aria-activedescendant', now.id);
	}

	/* Whatever is awaited is of no use any more. */
	function forget() {
		clearTimeout(timer);
		asking?.abort();
		asking = null;
	}

	function close() {
		forget();
		mark(-1);
		list.hidden = true;
		input.setAttribute('aria-expanded', 'false');
		status.textContent = '';
	}

	function show(suggestions) {
		mark(-1);
		found = suggestions;
		list.replaceChildren(
			...found.map((s, i) => option(s, list.id + '-' + i)));
		list.hidden = !found.length;
		input.setAttribute('aria-expanded', String(!list.hidden));
		status.textContent = found.length ? words.count(found.length) : '';
	}

	/* Ask for suggestions, then stand at option `from` (-1: the last). */
	async function ask(from) {
		forget();
		const q = input.value.trim();
		if (!q)
			return close();
		const mine = asking = new AbortController();
		const url = new URL('api/v1/suggest', base);
		url.search = new URLSearchParams({ q, n: SHOWN });
		try {
			const reply = await fetch(url, {
				signal: mine.signal, credentials: 'omit',
			});
			const { suggestions } = reply.ok ? await reply.json() :
				{ suggestions: [] };
			if (mine.signal.aborted)
				return;
			asking = null;
			show(suggestions);
			if (from !== undefined && found.length)
				mark(from < 0 ? found.length - 1 : from);
		} catch { /* aborted, offline, or another origin: no suggestions */
			if (asking === mine)
				close();
		}
	}

	function choose({ text, url }) {
		close();
		if (!url) {
			input.value = text;
			return form.requestSubmit();
		}
		const to = new URL('.' + url, base);
		if (form.elements.lang)
			to.searchParams.set('lang', form.elements.lang.value);
		element('a', {
			href: to, target: form.target || '_self', rel: 'noopener',
		}).click();
	}

	function arrow(e, step) {
		e.preventDefault();
		if (e.altKey)
			return step > 0 ? ask() : close();
		if (list.hidden)
			return ask(step > 0 ? 0 : -1);
		/* Past either end is the input itself, -1. */
		const n = found.length + 1;
		mark((active + 1 + step + n) % n - 1);
	}

	const keys = {
		ArrowDown: (e) => arrow(e, 1),
		ArrowUp: (e) => arrow(e, -1),
		Enter(e) {
			if (active < 0)
				return close();
			e.preventDefault();
			choose(found[active]);
		},
		Escape(e) {
			if (list.hidden)
				input.value = '';
			else
				e.preventDefault();
			close();
		},
		Tab: close,
		/* These move in the text: the focus is there again. */
		Home: () => mark(-1),
		End: () => mark(-1),
		ArrowLeft: () => mark(-1),
		ArrowRight: () => mark(-1),
	};

	function typed() {
		forget();
		mark(-1);
		timer = setTimeout(ask, WAIT_MS);
	}

	list.setAttribute('aria-label', words.list);
	/* An input method's keys are its own, and half a word is no query. */
	input.addEventListener('compositionstart', () => {
		composing = true;
		forget();
	});
	input.addEventListener('compositionend', () => {
		composing = false;
		typed();
	});
	input.addEventListener('input', (e) => {
		if (!composing && !e.isComposing)
			typed();
	});
	input.addEventListener('keydown', (e) => {
		if (composing || e.isComposing || e.keyCode === 229 ||
		    e.ctrlKey || e.metaKey)
			return;
		if (Object.hasOwn(keys, e.key))
			keys[e.key](e);
	});
	input.addEventListener('blur', close);
	form.addEventListener('submit', close);
	list.addEventListener('mousedown', (e) => e.preventDefault());
	list.addEventListener('click', (e) => {
		const li = e.target.closest('[role=option]');
		if (li)
			choose(found[[...list.children].indexOf(li)]);
	});
}
