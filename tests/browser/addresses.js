/* Every kind of page, by the name of its screenshot. */
'use strict';
const { hostile } = require('./documents.js');

const e = encodeURIComponent;
const cited = '99/2031/NQ-HĐND'; /* by thu-gia-nuoc, and not held */

module.exports = {
	home: '',
	results: `search?q=${e('nước sạch nông thôn')}`,
	'results-plain': 'search?q=nuoc+sach+nong+thon',
	'results-filtered': `search?q=${e('thử nghiệm')}&type=chi-thi&place=` +
		`${e('Hà Tĩnh')}&from=2010-01-01&to=2030-12-31&sort=newest`,
	'results-second': `search?q=${e('thử nghiệm')}&offset=10`,
	'results-past': `search?q=${e('thử nghiệm')}&offset=500`,
	'results-none': 'search?q=khongcotugicanhonxyz',
	'results-number': `search?q=${e('chỉ thị 20-CT/TU năm 2022')}`,
	'results-typo': `search?q=${e('nghị quyêt nuoc sạhc')}`,
	'results-hostile': `search?q=${e('bom tấn "><script>')}`,
	'results-nothing-asked': 'search',
	document: 'documents/thu-gia-nuoc',
	'document-marked': `documents/thu-gia-nuoc?q=${e('giá nước')}#dieu-2`,
	'document-empty': 'documents/trong',
	'document-hostile': `documents/${e(hostile)}`,
	article: 'documents/bai-003',
	versions: 'documents/doi?version=1',
	changes: 'documents/doi?compare=1',
	'mention-none': 'mentions',
	mention: `mentions?number=${e(cited)}`,
	browse: 'browse',
	'browse-year': 'browse?by=date&within=2022',
	'browse-month': 'browse?by=date&within=2022-06',
	'browse-day': 'browse?by=date&within=2022-06-07',
	'browse-type': 'browse?by=type',
	'browse-one-type': 'browse?by=type&within=chi-thi',
	'browse-issuer': 'browse?by=issuer',
	'browse-place': 'browse?by=place',
	'browse-topic': 'browse?by=topic',
	newest: 'newest',
	statistics: 'statistics',
	missing: 'documents/khong-co',
	withdrawn: 'documents/rut',
	'wrong-value': 'search?q=x&n=%3Cscript%3E',
};
