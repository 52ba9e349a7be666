/* Documents beside those of corpus/: hostile ones, and one that is partial. */
'use strict';

const BAD = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'';
const rows = [
	{
		id: 'thu-gia-nuoc', number: '77/2024/QĐ-UBND', type: 'quyet-dinh',
		title: 'Quyết định Ban hành giá nước sạch thử nghiệm',
		issuer: 'Ủy ban nhân dân tỉnh Hà Tĩnh', place: 'Hà Tĩnh',
		date: '2024-05-17', signer: 'Nguyễn Văn Mẫu',
		url: 'https://tin.example/gia-nuoc?a=1&b=2',
		text: 'QUYẾT ĐỊNH\nCăn cứ Nghị quyết số 99/2031/NQ-HĐND.\n' +
			'Chương I\nQUY ĐỊNH CHUNG\n' +
			'Điều 1. Phạm vi điều chỉnh\nQuyết định này ban hành giá nước.\n' +
			'Điều 2. Đối tượng áp dụng\nCác hộ dùng nước sạch thử nghiệm.\n' +
			'Điều 3. Hiệu lực\nTừ ngày ký.',
	},
	{
		id: 'xấu/ 1?#&%2e', title: `${BAD} bom tấn`, number: BAD,
		type: BAD, issuer: BAD, place: BAD, signer: BAD, topic: BAD,
		author: BAD, origin: BAD, term: BAD, session: BAD, status: BAD,
		url: 'javascript:alert(1)', text: `${BAD}\nbom tấn\nĐiều 1. ${BAD}`,
		[`lạ${BAD}`]: { [BAD]: BAD },
	},
	{ id: 'rut', title: 'Văn bản sẽ rút', text: 'Sẽ rút.' },
	{ id: 'trong', title: 'Nghị quyết không có nội dung', text: '' },
];

/* Enough of one kind for a second page of results. */
for (let i = 1; i <= 25; i++)
	rows.push({
		id: `nhieu-${i}`, title: `Chỉ thị thử nghiệm thứ ${i}`,
		number: `${i}-CT/TN`, type: 'chi-thi', place: 'Hà Tĩnh',
		date: `20${String(i % 12 + 10)}-0${i % 9 + 1}-15`,
		text: 'Cùng một câu thử nghiệm nhiều lần.',
	});

/* The same document as it was and as it is: two versions. */
const changing = (n) => JSON.stringify({
	id: 'doi', title: 'Quyết định đã sửa', number: `${n}/QĐ-UBND`,
	date: '2020-02-02', place: 'Hà Tĩnh',
	text: `Điều 1. Dòng không đổi.\nĐiều 2. Dòng thứ ${n}.\nĐiều 3. Cuối.`,
}) + '\n';

module.exports = {
	BAD,
	versions: [changing(1), changing(2)],
	withdrawn: 'rut',
	hostile: rows[1].id,
	ndjson: rows.map((row) => JSON.stringify(row)).join('\n') + '\n',
};
