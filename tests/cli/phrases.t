#!/bin/sh
# Phrases are exact: these documents and no others, however they are typed.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 34

cat >"$tmp/in.ndjson" <<'END'
{"id":"a","title":"Bảng giá đất","text":"Quy định mới về nhà ở."}
{"id":"b","title":"Bảng giá","text":"Đất ở có giá\nđất vườn thì không."}
{"id":"c","title":"Đất và giá","text":"Giá của đất; đất, giá."}
{"id":"d","title":"Khác","text":"Gia dat o nong thon."}
{"id":"e","title":"Khó","text":"Xử lí vi phạm ở khu hoà bình, uỷ ban giao."}
{"id":"f","title":"Dễ","text":"Xử lý vi phạm ở khu hòa bình, ủy ban giao."}
{"id":"h","title":"Trạm","text":"Một trạm y tế công."}
{"id":"i","title":"Nhà","text":"Nhà i tế tư."}
{"id":"g","title":"Rừng","topic":"giá đất","text":"Không có gì."}
END
run vanban-indexer --no-progress "$tmp/in.ndjson"
is "$status" 0 'indexed'

# finds QUERY IDS: those documents, and the total is exact
finds()
{
	got=$(vanban search --format=json -n 100 "$1" 2>/dev/null |
		jq -r '[([.hits[].id] | sort | join(" ")),
			(.exact and .total == (.hits | length))] | @tsv')
	is "$got" "$2	true" "$1"
}

finds '"giá đất"' 'a b'
finds '"GIÁ ĐẤT"' 'a b'
finds '"gia dat"' 'a b d'
finds '"gia đất"' 'a b'
finds "\"$(printf 'gia\314\201 đâ\314\201t')\"" 'a b'
finds '"đất giá"' c
finds '"giá đất vườn"' b
finds '"bảng giá đất"' a
finds '"giá đất quy định"' ''
finds '"xử lý vi phạm"' 'e f'
finds '"xử lí vi phạm"' 'e f'
finds '"xu ly vi pham"' 'e f'
finds '"xu li"' 'e f'
finds '"khu hòa bình uỷ ban"' 'e f'
finds '"y tế tư"' i
finds '"i tế tư"' i
finds '"Y TE TU"' i
finds '"y tế công"' h
finds '"i te cong"' h
finds 'tieude:"giá đất"' a
finds 'tieude:"gia dat"' a
finds 'đất -"giá đất"' 'c d g'
finds '"giá đất" -tieude:"giá đất"' b
finds '"giá đất" OR "đất giá"' 'a b c'
finds '"giá đất" AND "đất ở"' b

# What the index excludes by a phrase's pairs, and what only the text can.
finds 'đất -"giá đất" -"đất giá"' 'd g'
finds 'đất -("giá đất" OR vườn)' 'c d g'
finds 'giá -"không tồn tại"' 'a b c d g'
finds 'rừng -"giá đất"' g
finds 'giá -("giá đất" "đất vườn")' 'a c d g'
finds '"đất vườn" OR (rừng -"giá đất")' 'b g'
finds 'NOT "giá đất" -"xu ly vi pham" -"y te"' 'c d g'
finds '"bảng giá" -"bảng giá đất"' b
