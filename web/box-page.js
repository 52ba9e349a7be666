/* On the server's own pages: the box is there already. */
for (const form of document.forms)
	if (form.querySelector('[role=combobox]'))
		box(form, new URL('/', location), document.documentElement.lang);
