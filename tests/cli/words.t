#!/bin/sh
# What a person at a terminal reads: Vietnamese where the locale is, messages
# that name what is wrong and where to read on, and help however it is asked
# for.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
plan 32

vanban-indexer --no-progress - >"$tmp/indexed" 2>&1 <<'END'
{"id":"a","kind":"document","number":"05/CT-UBND","type":"Chỉ thị","title":"Chỉ thị về phòng cháy rừng","issuer":"Ủy ban nhân dân tỉnh Hà Tĩnh","date":"2024-04-12","text":"Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017; thực hiện Chỉ thị số 07/CT-UBND ngày 20/4/2021 của Ủy ban nhân dân tỉnh Hà Tĩnh về phòng cháy rừng."}
{"id":"b","kind":"article","title":"Trực gác lửa rừng","text":"Trời nắng nóng."}
{"id":"c","kind":"article","title":"Chợ quê","text":"Rau sạch bày cạnh sách cũ và sach mới; kì họp, kí tên."}
END
in_vietnamese='env -u LC_ALL LANG=vi_VN.UTF-8'

# --- Vietnamese -------------------------------------------------------

# shellcheck disable=SC2086 # a command and its arguments
run $in_vietnamese vanban show a
has()
{
	ok "show: $1" grep -qx "$2" "$tmp/out"
}
has 'the number' 'số hiệu            05/CT-UBND  (được cho)'
has 'the issuer' \
	'cơ quan ban hành   Ủy ban nhân dân tỉnh Hà Tĩnh  (được cho)'
has 'the kind' 'dạng               văn bản  (được cho)'
has 'the version' 'phiên bản          1/1, .*Z'
has 'its effect' 'hiệu lực           chưa rõ'
ok 'show: no English name is left' not grep -qE \
	'^(id|source|version|title|number|type|issuer|date|kind|effect|cites) ' \
	"$tmp/out"
# shellcheck disable=SC2086 # likewise
run $in_vietnamese vanban cites a
ok 'cites: the law it is based on' grep -q '^căn cứ               Luật Lâm' \
	"$tmp/out"
# shellcheck disable=SC2086 # likewise
run $in_vietnamese vanban search -n 0 --facets rừng
is "$(printf '%s\n' "$out" | grep -A 2 '^dạng:')" 'dạng:
       1  bài viết
       1  văn bản' 'facets: kinds'
run vanban show --lang=vi b
like "$out" 'mã  *b' '--lang=vi does it too'
run env LC_ALL=C LANG=vi_VN.UTF-8 vanban show a
like "$out" 'number          05/CT-UBND  \(given\)' 'LC_ALL comes first'
run vanban wanted
ok 'wanted: a law is not called one twice' grep -qx \
	'     1  Luật Lâm nghiệp 2017 · 2017-11-15' "$tmp/out"
ok 'wanted: a type as it is written' grep -q \
	'^     1  07/CT-UBND · Chỉ thị · ' "$tmp/out"

# --- marked words -----------------------------------------------------

# snippet QUERY WANT: what of the text of c is marked
snippet()
{
	run vanban search --format=json "$1"
	is "$(printf %s "$out" |
		python3 -c 'import json, sys
print(json.load(sys.stdin)["hits"][0]["snippet"])')" "$2" "marked: $1"
}
snippet 'sạch' 'Rau <mark>sạch</mark> bày cạnh sách cũ và sach mới; kì họp, kí tên.'
snippet 'sách' 'Rau sạch bày cạnh <mark>sách</mark> cũ và sach mới; kì họp, kí tên.'
snippet 'sach' \
	'Rau <mark>sạch</mark> bày cạnh <mark>sách</mark> cũ và <mark>sach</mark> mới; kì họp, kí tên.'
snippet 'kỳ' 'Rau sạch bày cạnh sách cũ và sach mới; <mark>kì</mark> họp, kí tên.'
snippet 'bẩy' 'Rau sạch <mark>bày</mark> cạnh sách cũ và sach mới; kì họp, kí tên.'

# --- messages ---------------------------------------------------------

# wrong MESSAGE ARGUMENT...: exit 2, and what is said
wrong()
{
	want=$1
	shift
	run vanban "$@"
	is "$status $err" "2 $want" "vanban $*"
}
see="vanban: see 'vanban search --help'"
wrong "vanban: search: unrecognized option '--colour'
$see" search --colour x
wrong "vanban: search: option requires an argument -- 'n'
$see" search -n
wrong "vanban: search: -n: 'x' is not a value of it
$see" search -n x rừng
wrong "vanban: search: --sort: 'date' is not a value of it
$see" search --sort=date rừng
wrong "vanban: search: --lang: 'fr' is not a value of it
$see" search --lang=fr rừng
wrong "vanban: browse: --by: 'year' is not date, type, issuer, place or topic
vanban: see 'vanban browse --help'" browse --by=year
wrong "vanban: show: --version: '0' is not a number from 1
vanban: see 'vanban show --help'" show --version=0 a
run vanban show none
is "$status $err" '1 vanban: show: none: not held' 'an id is named once'

# --- help -------------------------------------------------------------

vanban --help >"$tmp/help"
vanban search --help >"$tmp/search"
run vanban help
is "$status $err" '0 ' 'vanban help'
ok 'is vanban --help' cmp -s "$tmp/help" "$tmp/out"
run vanban help search
ok 'vanban help search' cmp -s "$tmp/search" "$tmp/out"
run vanban search -h
ok 'vanban search -h' cmp -s "$tmp/search" "$tmp/out"
run vanban help nothing
is "$status $err" \
	"2 vanban: 'nothing' is not a command; see 'vanban --help'" \
	'help for what is no command'
run vanban search --help rừng
ok 'vanban search --help' cmp -s "$tmp/search" "$tmp/out"
is "$(vanban search --help | awk 'length > 80' | wc -l)" 0 \
	'help fits a terminal'
