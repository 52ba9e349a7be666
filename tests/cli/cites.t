#!/bin/sh
# What cites what: cites, cited-by, wanted, resolve of what is only cited, and
# the effect of what is replaced. The documents are made up.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
plan 39

old='{"id": "nq-05", "kind": "document", "title": "Nghị quyết về giá đất", "number": "05/2023/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "date": "2023-07-14", "effective_date": "2023-08-01", "text": "Điều 1. Thông qua bảng giá đất."}'
new='{"id": "nq-09", "kind": "document", "title": "Nghị quyết về giá đất mới", "number": "09/2025/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "date": "2025-07-10", "effective_date": "2025-08-01", "text": "Căn cứ Luật Thanh niên năm 2020;\nTheo Điều 3 của Luật Nhà ở và Quyết định số 12/QĐ-UBND;\nĐiều 2. Nghị quyết này thay thế Nghị quyết số 05/2023/NQ-HĐND ngày 14/7/2023 của Hội đồng nhân dân tỉnh Hà Tĩnh."}'
one='{"id": "qd-12a", "kind": "document", "title": "Quyết định về chợ", "number": "12/QĐ-UBND", "type": "quyet-dinh", "issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh", "date": "2024-01-05", "text": "Điều 1. Quản lý chợ."}'
two='{"id": "qd-12b", "kind": "document", "title": "Quyết định về cây xanh", "number": "12/QĐ-UBND", "type": "quyet-dinh", "issuer": "Ủy ban nhân dân tỉnh Nghệ An", "date": "2022-03-01", "text": "Điều 1. Trồng cây xanh."}'
law='{"id": "luat-tn", "kind": "document", "title": "Luật Thanh niên", "number": "57/2020/QH14", "type": "luat", "issuer": "Quốc hội", "date": "2020-06-16", "text": "Điều 1. Thanh niên."}'
page='{"id": "tin", "kind": "article", "title": "Tin", "date": "2025-09-01", "text": "Ngày 16/6/2020, Quốc hội thông qua Luật số 57/2020/QH14. Sở báo cáo theo Công văn số 77/SXD-QLN ngày 3/3/2025 của Sở Xây dựng."}'

index()
{
	printf '%s\n' "$@" >"$tmp/in.ndjson"
	vanban-indexer --no-progress "$tmp/in.ndjson" 2>/dev/null
}

# answers: what is told of all, to compare two archives by.
answers()
{
	for id in nq-05 nq-09 qd-12a qd-12b luat-tn tin; do
		vanban cites --format=json "$id"
		vanban cited-by --format=json "$id"
	done
	vanban wanted --format=json
}

# --- before and after a document arrives ------------------------------------

index "$new" "$page"
run vanban cites --format=json nq-09
is "$status" 0 'cites: found'
is "$(printf %s "$out" | jq -c '[.references[]|[.kind,.number,.anchor,(.documents|length)]]')" \
	'[["basis","Luật Thanh niên 2020",null,0],["cites","Luật Nhà ở","dieu-3",0],["cites","12/QĐ-UBND",null,0],["replaces","05/2023/NQ-HĐND",null,0]]' \
	'kinds, numbers, provisions; nothing is held yet'
run vanban cited-by 05/2023/NQ-HĐND
is "$status" 0 'cited-by a number that is not held'
like "$out" '09/2025/NQ-HĐND .*\[nq-09\]' 'names who cites it'
run vanban resolve 05/2023/NQ-HĐND
is "$status" 0 'resolve: a mention is an answer'
like "$out" '05/2023/NQ-HĐND' 'and is shown'
run vanban resolve --format=json 05/2023/NQ-HĐND
is "$(printf %s "$out" | jq -c '[.hits,[.resolved[]|.kind]]')" \
	'[[],["mention"]]' 'no hits, but resolved'
run vanban resolve 06/2023/NQ-HĐND
is "$status" 1 'resolve: neither held nor cited'
run vanban wanted --format=json
is "$(printf %s "$out" | jq -c '[.wanted[]|[.number,.cited_by]]|sort')" \
	'[["05/2023/NQ-HĐND",1],["12/QĐ-UBND",1],["57/2020/QH14",1],["77/SXD-QLN",1],["Luật Nhà ở",1],["Luật Thanh niên 2020",1]]' \
	'wanted: all that is cited'
is "$(printf %s "$out" | jq -c '.wanted[]|select(.number=="77/SXD-QLN")|[.issuer,.date]')" \
	'["Sở Xây dựng","2025-03-03"]' 'with what is said of it'

index "$old" "$one" "$two" "$law"
run vanban cites --format=json nq-09
is "$(printf %s "$out" | jq -c '[.references[]|[.number,(.documents|map(.id))]]')" \
	'[["Luật Thanh niên 2020",["luat-tn"]],["Luật Nhà ở",[]],["12/QĐ-UBND",["qd-12a","qd-12b"]],["05/2023/NQ-HĐND",["nq-05"]]]' \
	'what arrived is what was cited; two bear one number'
run vanban resolve --format=json 05/2023/NQ-HĐND
is "$(printf %s "$out" | jq -c '[[.hits[]|.id],[.resolved[]|.kind]]')" \
	'[["nq-05"],["document"]]' 'the mention is a document'
run vanban cited-by nq-05
is "$status" 0 'cited-by an id'
like "$out" 'replaces .*05/2023/NQ-HĐND' 'with the kind'
run vanban cited-by --format=json 05/2023/NQ-HĐND
is "$(printf %s "$out" | jq -c '[.references[]|[.kind,.documents[0].id]]')" \
	'[["replaces","nq-09"]]' 'the same by number'
run vanban wanted --format=json
is "$(printf %s "$out" | jq -c '[.wanted[]|.number]|sort')" \
	'["77/SXD-QLN","Luật Nhà ở"]' 'wanted: what is held is not'

# --- a law by number and by name --------------------------------------------

for what in luat-tn 57/2020/QH14 'Luật Thanh niên' 'Luật Thanh niên 2020'; do
	run vanban cited-by --format=json "$what"
	is "$(printf %s "$out" | jq -c '[.references[]|[.kind,.documents[0].id]]')" \
		'[["mention","tin"],["basis","nq-09"]]' "cited-by $what"
done
run vanban cited-by 'Luật Thanh niên 2005'
is "$status" 1 'the law of another year is another'

# --- effect -----------------------------------------------------------------

run vanban show --format=json nq-05
is "$(printf %s "$out" | jq -c .effect)" \
	'{"status":"het-hieu-luc","since":"2025-08-01","evidence":[{"id":"nq-09","kind":"replaces","date":"2025-08-01","anchor":null}]}' \
	'replaced: by what, and from when'
run vanban show --format=json nq-09
is "$(printf %s "$out" | jq -r '.effect.status+" "+.effect.since')" \
	'con-hieu-luc 2025-08-01' 'what replaced it is in effect'
run vanban show --format=json tin
is "$(printf %s "$out" | jq -r .effect.status)" unknown 'a page has none'

# --- the order of arrival ---------------------------------------------------

answers >"$tmp/first"
mv "$VANBAN_DIR" "$tmp/kept"
for each in "$law" "$two" "$old" "$one" "$page" "$new"; do
	index "$each"
done
answers >"$tmp/second"
ok 'one by one, in another order: the same answers' \
	cmp "$tmp/first" "$tmp/second"
index "$new" "$page"
answers >"$tmp/second"
ok 'and again: the same' cmp "$tmp/first" "$tmp/second"

# --- withdrawn --------------------------------------------------------------

run vanban withdraw --reason=thử nq-09
is "$status" 0 'withdrawn'
run vanban cited-by nq-05
is "$status" 1 'what it cites is not cited any more'
run vanban show --format=json nq-05
is "$(printf %s "$out" | jq -r '.effect.status')" con-hieu-luc \
	'and in effect again'
run vanban cites nq-09
is "$status" 1 'what it cited is not told'
run vanban cited-by nq-09
is "$status" 1 'nor who cites it'
run vanban wanted --format=json
is "$(printf %s "$out" | jq -c '[.wanted[]|.number]')" '["77/SXD-QLN"]' \
	'nor is wanted what it alone cited'
run vanban verify
is "$status" 0 'the archive is whole'

# --- a law that is held by its provisions -----------------------------------

VANBAN_DIR=$tmp/provisions
index '{"id": "p", "title": "Điều 20.1.LQ.5. Thi hành", "topic": "Đề mục 20.1 Thi hành án dân sự", "text": "Bản án được thi hành.", "note": "(Điều 5 Luật số 26/2008/QH12, có hiệu lực thi hành kể từ ngày 01/07/2009)"}' \
	'{"id": "q", "kind": "article", "title": "Tin", "text": "Theo Luật Thi hành án dân sự và Bộ luật Hàng hải Việt Nam."}' \
	'{"id": "r", "title": "Điều 9.1.BL.1. Phạm vi", "text": "Phạm vi.", "note": "(Điều 1 Bộ luật số 95/2015/QH13 Hàng hải ngày 25/11/2015 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/07/2017)"}'
run vanban wanted
is "$status" 1 'its name is not wanted'
run vanban cited-by --format=json 26/2008/QH12
is "$(printf %s "$out" | jq -c '[.references[]|[.kind,.number,.documents[0].id]]')" \
	'[["part-of","26/2008/QH12","p"],["cites","Luật Thi hành án dân sự","q"]]' 'cited-by its number finds its name'

# --- refusals ---------------------------------------------------------------

run vanban cites nothing
is "$status" 1 'cites of an id that is not held'
run vanban cited-by 'không phải số'
is "$status" 1 'cited-by of what is no number'
run vanban cites
is "$status" 2 'cites of nothing'
run vanban wanted --format=tsv
is "$status" 2 'wanted in a format that it has not'
