/* TAP for the tests of this folder, which are one async function each. */
'use strict';

let count = 0, failed = 0;

function result(good, name, ...notes) {
	count++;
	if (!good)
		failed++;
	console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}`);
	if (!good)
		for (const note of notes)
			console.log(String(note).replace(/^/gm, '# '));
	return good;
}

const ok = (good, name, ...notes) => result(Boolean(good), name, ...notes);

function is(got, want, name) {
	const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
	return result(a === b, name, `got:  ${a}`, `want: ${b}`);
}

function like(got, pattern, name) {
	return result(pattern.test(got), name, `got:     ${got}`,
		`pattern: ${pattern}`);
}

/* What must be undone at the end, last first. */
const ends = [];
const atEnd = (f) => ends.push(f);

async function run(main) {
	try {
		await main();
	} catch (e) {
		result(false, 'the test itself', e.stack);
	}
	for (const f of ends.reverse())
		await Promise.resolve(f()).catch(() => {});
	console.log(`1..${count}`);
	process.exitCode = failed ? 1 : 0;
}

module.exports = { ok, is, like, atEnd, run };
