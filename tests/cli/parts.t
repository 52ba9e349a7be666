#!/bin/sh
# Several records from one file: the members of a ZIP file, the documents of
# an issue of a gazette; and what happens to them in the next run.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || skip_all 'no python3'
[ -x "$VB_BIN/vanban-reader" ] || skip_all 'no vanban-reader'
plan 95

in=$tmp/in
mkdir "$in"

index()
{
	run vanban-indexer --no-progress --json "$@"
}

# counts: added updated unchanged partial rejected
counts()
{
	printf '%s' "$out" |
		jq -r '"\(.added) \(.updated) \(.unchanged) \(.partial) \(.rejected)"'
}

sql()
{
	sqlite3 "$VANBAN_DIR/archive.db" "$1"
}

# id SOURCE: of what was read there
id()
{
	printf %s "$1" | sha256sum | cut -c 1-16
}

known()
{
	vanban show --format=json "$1" | jq -r "$2"
}

# zip FILE: members as lines of Python, `add(name, bytes)`, on standard input
zip()
{
	cat >"$tmp/zip.py"
	python3 - "$1" "$tmp/zip.py" <<'END'
import io, struct, sys, zipfile

def new():
    out = io.BytesIO()
    return out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

out, pack = new()

def put(pack, name, data, mode=0o644):
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = (0o100000 | mode if mode < 0o10000 else mode) << 16
    pack.writestr(info, data)

def add(name, data, mode=0o644):
    put(pack, name, data, mode)

def nested(members):
    inner, p = new()
    for name, data in members:
        put(p, name, data)
    p.close()
    return inner.getvalue()

import warnings
warnings.simplefilter("ignore")
after = []
exec(open(sys.argv[2], encoding="utf-8").read())
pack.close()
data = out.getvalue()
for change in after:
    data = change(data)
open(sys.argv[1], "wb").write(data)
END
}

# --- a folder in a file --------------------------------------------------------

zip "$in/a.zip" <<'END'
add("một.txt", "Giá đất ở nông thôn năm nay.\n")
add("thư mục/hai.html", "<html><body><p>Nước sạch nông thôn.</p></body></html>")
add("trong.zip", nested([("ba.txt", "Rừng phòng hộ đầu nguồn.\n"),
                         ("sâu/bốn.txt", "Cầu treo dân sinh.\n")]))
add("năm.jsonl", '{"id":"rec-1","title":"Bản ghi","text":"Một bản ghi."}\n'
                 '{"title":"Bản ghi hai","text":"Không mã."}\n')
add(".hidden.txt", "ẩn")
add("__MACOSX/._một.txt", "rác")
import gzip
add("sáu.txt.gz", gzip.compress("Đã nén thêm một lần.\n".encode(), 9))
END
index "$in/a.zip"
is "$status $(counts)" '0 7 0 0 0 0' 'each member is a document'
is "$err" '' 'and nothing is said'
is "$(sql 'SELECT source FROM versions ORDER BY document')" \
	"$in/a.zip/một.txt
$in/a.zip/thư mục/hai.html
$in/a.zip/trong.zip/ba.txt
$in/a.zip/trong.zip/sâu/bốn.txt
rec-1
$in/a.zip/năm.jsonl#$(printf '%s' '{"title":"Bản ghi hai","text":"Không mã."}' |
	sha256sum | cut -c 1-16)
$in/a.zip/sáu.txt.gz" 'their sources, in the order of the file'
is "$(known "$(id "$in/a.zip/một.txt")" .text)" 'Giá đất ở nông thôn năm nay.' \
	'the id is that of the source'
vanban show --original "$(id "$in/a.zip/thư mục/hai.html")" >"$tmp/got"
printf '<html><body><p>Nước sạch nông thôn.</p></body></html>' >"$tmp/want"
ok 'the original is the member, byte for byte' cmp "$tmp/got" "$tmp/want"
is "$(known "$(id "$in/a.zip/thư mục/hai.html")" .format)" html \
	'the format is found by sight'
like "$(known "$(id "$in/a.zip/sáu.txt.gz")" .text)" 'nén thêm' \
	'a member in gzip'
run vanban search --format=ndjson 'cầu treo'
is "$(printf '%s' "$out" | jq -r .source)" "$in/a.zip/trong.zip/sâu/bốn.txt" \
	'one in a zip file inside is found'
index "$in/a.zip"
is "$status $(counts)" '0 0 0 7 0 0' 'the second time all are unchanged'
index "$in"
is "$(counts)" '0 0 7 0 0' 'in a folder it is the same'
vanban-indexer -d "$tmp/one" --no-progress --json --jobs=1 "$in" >"$tmp/out"
is "$(jq .added "$tmp/out")" 7 'one thread is enough'

zip "$in/a.zip" <<'END'
add("một.txt", "Giá đất ở đô thị năm sau.\n")
add("thư mục/hai.html", "<html><body><p>Nước sạch nông thôn.</p></body></html>")
END
index "$in/a.zip"
is "$status $(counts)" '0 0 1 1 0 0' 'a changed member is a new version'
is "$(known "$(id "$in/a.zip/một.txt")" '"\(.version)/\(.versions)"')" 2/2 \
	'of the same document'
run vanban search 'cầu treo'
is "$status" 0 'a member that is gone stays in the archive'

index --base-url=https://example.org/van-ban "$in"
is "$(counts)" '2 0 0 0 0' 'with a base URL'
is "$(sql "SELECT count(*) FROM versions WHERE source =
	'https://example.org/van-ban/a.zip/thư mục/hai.html'")" 1 \
	'the source is that and the path'

# --- names that want out ----------------------------------------------------------

rm -r "$in" "$VANBAN_DIR"
mkdir "$in"
zip "$in/n.zip" <<'END'
T = "Một dòng chữ: %s.\n"
add("../../etc/passwd", T % "lên trên")
add("/root/x.txt", T % "từ gốc")
add("C:\\Windows\\y.txt", T % "ổ đĩa")
add("a/./b//c.txt", T % "chấm")
add("m\x1b[31mb\n.txt", T % "màu")
add("caf_.txt", T % "cà phê")
add("Ngh_ quy_t.txt", T % "nghị quyết")
after.append(lambda d: d.replace(b"caf_.txt", b"caf\x82.txt"))
after.append(lambda d: d.replace(b"Ngh_ quy_t.txt", b"Ngh\xde quy\xd5t.txt"))
END
index "$in/n.zip"
is "$status $(counts)" '0 7 0 0 0 0' 'odd names are read'
is "$(sql 'SELECT source FROM versions ORDER BY document' |
	sed "s|^$in/n.zip/||")" 'etc/passwd
root/x.txt
Windows/y.txt
a/b/c.txt
m_[31mb_.txt
café.txt
Nghị quyết.txt' 'under clean ones'
is "$(find "$tmp" -name passwd -o -name 'x.txt')" '' 'and nothing was unpacked'

# --- what can't be read ---------------------------------------------------------------

zip "$in/bad.zip" <<'END'
T = "Một dòng chữ: %s.\n"
add("trước.txt", T % "trước")
add("khóa.txt", T % "khóa")
add("bom.txt", b"\0" * (40 << 20))
add("liên kết.txt", "/etc/passwd", 0o120777)
add("rỗng.txt", "")
add("hỏng.txt", "0123456789" * 50)
add("sâu.zip", nested([("a.zip", nested([("b.zip", nested([("c.txt", "x")]))]))]))
add("lạ.bin", b"MZ\0\0\1\2\3\0" * 30)
add("vỡ.zip", b"PK\x03\x04" + b"x" * 60)
add("sau.txt", T % "sau")

def flag(data):
    """Say of the second member that it is encrypted."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        name = "khóa.txt".encode()
        i = data.index(name)
        while data.rfind(mark, 0, i) != i - (30 if mark[2] == 3 else 46):
            i = data.index(name, i + 1)
        i = data.rfind(mark, 0, i)
        bits = struct.unpack_from("<H", data, i + at)[0] | 1
        data = data[:i + at] + struct.pack("<H", bits) + data[i + at + 2:]
    return data

def damage(data):
    name = "hỏng.txt".encode()
    i = data.index(name) + len(name) + 4
    return data[:i] + b"\xff\xff" + data[i + 2:]

after.append(flag)
after.append(damage)
END
rm -rf "$VANBAN_DIR"
index "$in/bad.zip"
is "$status $(counts)" '1 2 0 0 0 8' 'bad members cost themselves alone'
for row in 'khóa.txt|is encrypted' 'bom.txt|unpacks to too much' \
	'liên kết.txt|a symbolic link, not followed' 'rỗng.txt|empty file' \
	'hỏng.txt|is damaged' 'sâu.zip/a.zip/b.zip|is a zip file too deep' \
	'lạ.bin|no reader for' 'vỡ.zip|damaged zip file'; do
	name=${row%%|*}
	is "$(printf '%s\n' "$err" |
		grep -cF "vanban-indexer: $in/bad.zip/$name: ${row#*|}")" 1 \
		"$name: one line names it"
	ok "$name: and an event" sh -c \
		'vanban log | grep -qE "refused|rejected"; vanban log --format=json |
		grep -qF "'"${row#*|}"'"'
done
is "$(sql "SELECT count(*) FROM events WHERE kind = 'refused'")" 5 \
	'events of what left no bytes'
vanban show --original "$(id "$in/bad.zip/vỡ.zip")" | head -c 4 >"$tmp/got"
printf 'PK\003\004' >"$tmp/want"
ok 'what could be unpacked is kept, read or not' cmp "$tmp/got" "$tmp/want"
run vanban verify
is "$status" 0 'the archive is whole'

# Duplicate names: the later one counts, and the next run changes nothing.
zip "$in/dup.zip" <<'END'
add("a.txt", "Bản thứ nhất của văn bản.\n")
add("b.txt", "Văn bản khác.\n")
add("a.txt", "Bản thứ hai của văn bản.\n")
END
for n in 1 2 3; do
	index "$in/dup.zip"
	is "$(known "$(id "$in/dup.zip/a.txt")" '"\(.version) \(.text)"')" \
		'2 Bản thứ hai của văn bản.' "a name twice, run $n: the later wins"
	like "$err" "^vanban-indexer: $in/dup.zip/a.txt: the same member before" \
		'and it is said'
done
is "$(counts)" '0 0 3 0 0' 'all unchanged in the end'

# A package of Office with the wrong name, and a file that is none.
zip "$in/office.zip" <<'END'
add("[Content_Types].xml", "<Types/>")
add("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats'
    '.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Chữ trong Word'
    '</w:t></w:r></w:p></w:body></w:document>')
END
printf 'PK\003\004 hỏng' >"$in/broken.zip"
index "$in/office.zip" "$in/broken.zip"
is "$status $(counts)" '1 1 0 0 0 1' 'a DOCX is a document, whatever its name'
is "$(known "$(id "$in/office.zip")" .format)" docx 'read as one'
like "$err" "^vanban-indexer: $in/broken.zip: damaged zip file" \
	'a broken file is rejected'
vanban show --original "$(id "$in/broken.zip")" >"$tmp/got"
ok 'and kept' cmp "$tmp/got" "$in/broken.zip"

# --- an issue of a gazette ---------------------------------------------------------------

rm -r "$in" "$VANBAN_DIR"
mkdir "$in"
state='CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc'

# decision NUMBER TITLE
decision()
{
	printf '%s\n' 'ỦY BAN NHÂN DÂN' 'TỈNH HẢI DƯƠNG' "$state" "Số: $1" \
		'Hải Dương, ngày 2 tháng 3 năm 2021' 'QUYẾT ĐỊNH' "$2" \
		'Căn cứ Luật Tổ chức chính quyền địa phương;' \
		'Điều 1. Giao chỉ tiêu cho các huyện.' 'Nơi nhận:' \
		'- Như Điều 1.' 'TM. ỦY BAN NHÂN DÂN' 'CHỦ TỊCH'
}

regulation()
{
	printf '%s\n' "$state" 'QUY CHẾ' 'Làm việc' \
		'(Ban hành kèm theo Quyết định số 11/QĐ-UBND)' \
		'Điều 1. Phạm vi.'
}

directive()
{
	printf '%s\n' 'TỈNH ỦY HẢI DƯƠNG' '*' 'Số 20-CT/TU' \
		'ĐẢNG CỘNG SẢN VIỆT NAM' \
		'Hải Dương, ngày 15 tháng 11 năm 2021' 'CHỈ THỊ' \
		'về công tác bầu cử' 'Ban Thường vụ yêu cầu các cấp.' \
		'T/M BAN THƯỜNG VỤ'
}

{
	printf 'CÔNG BÁO\nSố 5 + 6\nMỤC LỤC\n'
	decision 11/QĐ-UBND 'Về việc giao chỉ tiêu trồng rừng'
	regulation
	directive
	decision 12/QĐ-UBND 'Về việc phê duyệt giá đất'
} >"$in/issue.txt"
first=$(id "$in/issue.txt")
second=$(id "$in/issue.txt#2")
third=$(id "$in/issue.txt#3")
index "$in"
is "$status $(counts)" '0 3 0 0 0 0' 'three documents in a file'
for row in "$first 11/QĐ-UBND null" "$second 20-CT/TU $first" \
	"$third 12/QĐ-UBND $first"; do
	# shellcheck disable=SC2086
	set -- $row
	is "$(known "$1" '"\(.metadata.number.value) \(.metadata.part_of.value)"')" \
		"$2 $3" "$2: number and part_of"
done
is "$(known "$second" .metadata.part_of.how)" inferred 'which was concluded'
is "$(known "$second" .source)" "$in/issue.txt#2" 'the source of a later one'
like "$(known "$first" .text)" '^CÔNG BÁO' 'the cover belongs to the first'
like "$(known "$first" .text)" 'QUY CHẾ' 'what is issued with it, too'
unlike "$(known "$first" .text)" 'CHỈ THỊ' 'and no more'
is "$(sql 'SELECT count(*) FROM sqlar')" 1 'the bytes are kept once'
for each in "$first" "$second" "$third"; do
	vanban show --original "$each" >"$tmp/got"
	ok 'the original of each is the file' cmp "$tmp/got" "$in/issue.txt"
done
is "$(sql 'SELECT count(*) FROM readings')" 3 'each has its reading'
run vanban search --format=ndjson 'so:12/QĐ-UBND'
is "$(printf '%s\n' "$out" | jq -r .id | head -n 1)" "$third" 'found by number'
index "$in"
is "$status $(counts)" '0 0 0 3 0 0' 'the second time all are unchanged'
vanban-indexer --rebuild --no-progress
run vanban search --format=ndjson 'công tác bầu cử'
is "$(printf '%s\n' "$out" | jq -r .id | head -n 1)" "$second" \
	'the index is rebuilt from what was read'
run vanban verify
is "$status" 0 'and all is well'

run vanban extract --format=json "$in/issue.txt"
is "$(printf '%s' "$out" | jq -c '[.parts[].number]')" \
	'["11/QĐ-UBND","20-CT/TU","12/QĐ-UBND"]' 'extract names the parts'
is "$(printf '%s' "$out" | jq -r .metadata.number.value)" 11/QĐ-UBND \
	'and shows the first'
from=$(printf '%s' "$out" | jq '.parts[1].from')
vanban extract "$in/issue.txt" >"$tmp/text"
is "$(tail -c +$((from + 1)) "$tmp/text" | head -n 1)" 'TỈNH ỦY HẢI DƯƠNG' \
	'from counts bytes of the whole text, which is printed as text'
run vanban extract --format=json tests/cli/parts.t
is "$(printf '%s' "$out" | jq -c .parts)" '[]' 'one document has no parts'

# --- readings: damaged, and of older readers -----------------------------------------------

sql "UPDATE readings SET digest = zeroblob(32) WHERE document =
	(SELECT document FROM documents WHERE id = '$second')"
run vanban show "$second"
like "$out" 'Ban Thường vụ yêu cầu' 'a damaged reading: the original is read'
unlike "$out" 'QUY CHẾ' 'and its part of it shown'
like "$err" 'its reading is damaged' 'with a warning'
run vanban-indexer --rebuild --no-progress
like "$err" "$in/issue.txt#2: its reading is damaged" 'so does a rebuild'
run vanban search 'công tác bầu cử'
is "$status" 0 'which finds it still'

sql 'UPDATE readings SET reader = 0'
cp "$in/issue.txt" "$tmp/kept.txt"
index "$in"
is "$status $(counts) $(printf '%s' "$out" | jq .reread)" '0 0 0 3 0 0 3' \
	'of older readers: read again'
is "$(sql "SELECT min(reader) > 0 FROM readings")" 1 'and kept as such'
is "$(known "$second" '"\(.version)/\(.versions)"')" 1/1 'the version stays'
run vanban verify
is "$status" 0 'the archive is whole, the damaged reading replaced'
index "$in"
is "$(printf '%s' "$out" | jq .reread)" 0 'once'
sql 'UPDATE readings SET reader = 0'
rm "$in/issue.txt"
index "$in"
is "$status $(sql 'SELECT max(reader) FROM readings')" '0 0' \
	'without the file the old reading stays'
run vanban show "$third"
like "$out" 'phê duyệt giá đất' 'and is shown'

# A newer version with fewer parts.
decision 11/QĐ-UBND 'Về việc giao chỉ tiêu trồng rừng' >"$in/issue.txt"
index "$in"
is "$(counts)" '0 1 0 0 0' 'one document is left'
is "$(sql "SELECT id FROM events WHERE kind = 'left' ORDER BY number")" \
	"$second
$third" 'events tell what the file does not hold any more'
run vanban search 'công tác bầu cử'
is "$status" 0 'it stays in the archive'
cp "$tmp/kept.txt" "$in/issue.txt"
index "$in"
is "$(counts)" '0 1 2 0 0' 'the file as it was: the first is new again'

# --- ids that come again ----------------------------------------------------------------------

rm -r "$in" "$VANBAN_DIR"
mkdir "$in"
cat >"$in/twice.ndjson" <<'END'
{"id":"t","title":"Sớm","text":"Dòng sớm hơn."}
{"id":"u","title":"Khác","text":"Dòng khác."}
{"id":"t","title":"Muộn","text":"Dòng muộn hơn."}
END
index "$in/twice.ndjson"
is "$(counts)" '2 1 0 0 0' 'an id twice: two versions'
like "$err" "twice.ndjson: line 3: the same id as line 1 of $in/twice.ndjson" \
	'a warning names both lines'
index "$in/twice.ndjson"
is "$status $(counts) $(known t .versions)" '0 0 0 3 0 0 2' \
	'the second time nothing changes'
head -n 1 "$in/twice.ndjson" >"$in/once.ndjson"
index "$in/once.ndjson"
is "$(counts) $(known t .metadata.title.value)" '0 1 0 0 0 Sớm' \
	'alone, the earlier one comes back'

printf '{"id":"self","title":"x","file":"self.ndjson"}\n' >"$in/self.ndjson"
index "$in/self.ndjson"
is "$status $(counts)" '1 0 0 0 0 1' 'an NDJSON file that names itself'
like "$err" 'self.ndjson: line 1: file .self.ndjson.: is the NDJSON file itself' \
	'is refused'

printf 'Đích của liên kết.\n' >"$tmp/target.txt"
ln -s "$tmp/target.txt" "$in/link.txt"
index "$in"
is "$(sql "SELECT detail FROM events WHERE kind = 'refused'")" \
	"$in/link.txt: a symbolic link, not followed" \
	'a link is refused under its own name'
