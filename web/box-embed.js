/*
 * On another's page: the box stands where the script's tag is, in a shadow
 * tree, so that neither page's style reaches the other. Nothing here needs
 * 'unsafe-inline' or a trusted type of the host's policy.
 */
const LABELS = {
	vi: {
		hint: 'Số hiệu, tên văn bản hoặc nội dung, có dấu hay không dấu',
		short: 'Số hiệu hoặc từ cần tìm',
		search: 'Tìm kiếm',
	},
	en: {
		hint: 'A number, a title or words of the text, with or without marks',
		short: 'A number or words',
		search: 'Search',
	},
};

function style(root, base) {
	if (!root.adoptedStyleSheets)
		return root.append(element('link', {
			rel: 'stylesheet', href: base + 'static/box.css',
		}));
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(STYLE);
	root.adoptedStyleSheets = [sheet];
}

function embed(script) {
	const set = script.dataset;
	const base = new URL('.', script.src).href;
	const lang = set.lang || document.documentElement.lang;
	const language = /^en\b/i.test(lang) ? 'en' : 'vi';
	const labels = LABELS[language];
	const host = element('div', { lang: language });
	const root = host.attachShadow({ mode: 'open' });
	const form = element('form', { action: base + 'search' },
		element('div', { class: 'box' },
			element('label', { for: 'q', class: 'unseen' }, labels.hint),
			element('div', { class: 'field' },
				element('input', {
					id: 'q', name: 'q', type: 'text',
					role: 'combobox',
					'aria-expanded': 'false',
					'aria-controls': 'suggestions',
					'aria-autocomplete': 'list',
					placeholder: set.placeholder || labels.short,
					maxlength: 800, autocomplete: 'off',
					autocapitalize: 'off', spellcheck: 'false',
					enterkeyhint: 'search',
				}),
				element('ul', {
					id: 'suggestions', class: 'suggestions',
					role: 'listbox', hidden: '',
				})),
			element('button', { type: 'submit' }, labels.search),
			element('p', { class: 'unseen', role: 'status' })));

	for (const [name, value] of [['lang', language], ['place', set.place],
		['type', set.type], ['issuer', set.issuer]])
		if (value)
			form.append(element('input', { type: 'hidden', name, value }));
	if (set.target)
		form.target = set.target;
	style(root, base);
	root.append(element('search', {}, form));
	script.after(host);
	box(form, base, language);
}

embed(document.currentScript);
