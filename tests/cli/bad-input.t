#!/bin/sh
# Input that is damaged, hostile or no document at all: one clear line each,
# the batch goes on, and everything is written down.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 67

# index WHAT…: into the data directory, with a good file in the same batch.
index()
{
	run vanban-indexer --no-progress --json "$@" "$tmp/good.txt"
}

count()
{
	printf '%s' "$out" | jq ".$1"
}

# judged VERDICT NAME PATTERN: the last run has exactly one line on standard
# error, which names NAME and matches PATTERN; one document has the verdict;
# the good file was taken in, and the log tells of it.
judged()
{
	is "$(printf '%s\n' "$err" | wc -l)" 1 "$2: one line"
	like "$err" "^vanban-indexer: .*$2.*: .*$3" "$2: names it, and why"
	case $1 in
	partial) want=0 ;;
	*) want=1 ;;
	esac
	is "$status $(count "$1")" "$want 1" "$2: $1"
	like "$(vanban log -n 5)" "	($1|refused)	.*$3" "$2: in the log"
}

printf 'Phong trào bình thường, viết tốt.\n' >"$tmp/good.txt"
mkdir "$tmp/in"
cd "$tmp/in" || exit 2

# --- files ----------------------------------------------------------------

: >empty.txt
index empty.txt
is "$(count added)" 1 'the good file is taken in'
judged rejected empty.txt 'empty'

head -c 100000 /dev/urandom >noise.bin
index noise.bin
judged rejected noise.bin 'binary'

python3 -c 'import sys; sys.stdout.write("chữ " * 10000000)' >word.txt
index word.txt
is "$status $(count added)" '0 1' '50 MB of one word are a document'
is "$err" "vanban-indexer: $tmp/in/word.txt: only its first 4000000 words can be found" \
	'of which the index says how much it takes'
run vanban search --format=json 'chữ'
is "$(printf '%s' "$out" | jq -r '.hits[0].source | split("/")[-1]')" word.txt \
	'and are found'
id=$(printf '%s' "$out" | jq -r '.hits[0].id')
ok 'and come back' sh -c "vanban show --original $id | cmp - word.txt"
rm word.txt

{ head -c 20000000 /dev/zero | tr '\0' a; echo ' đuôi'; } >long.txt
index long.txt
is "$status $(count added)" '0 1' '20 MB without a space are a document'
rm long.txt

printf 'Xin ch\303o ủy ban \377\376 xã\n' >latin.txt
index latin.txt
judged partial latin.txt 'UTF-8'
run vanban search --format=json 'ủy ban xã'
is "$(printf '%s' "$out" | jq .total)" 1 'what could be read is found'

printf 'một\000hai\000ba ngân sách xã\n' >nul.txt
index nul.txt
judged "$([ "$(count rejected)" = 1 ] && echo rejected || echo partial)" \
	nul.txt 'control|binary'

python3 -c 'print("<div>" * 1000 + "sâu thẳm" + "</div>" * 1000)' >deep.html
index deep.html
is "$(count rejected)" 0 '1,000-deep HTML is read'
run vanban search 'sâu thẳm'
is "$status" 0 'and found'
python3 -c 'print("<b>" * 200000 + "đáy vực")' >deeper.html
index deeper.html
is "$(($(count added) + $(count partial) + $(count rejected) > 0))" 1 \
	'200,000-deep HTML does not crash it'

cat >laughs.html <<'END'
<!DOCTYPE html [
<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
]>
<html><body><p>Tiếng cười &g; hả hê</p></body></html>
END
{ echo '<?xml version="1.0"?>'; cat laughs.html; } >laughs.xml
cat >"$tmp/peak.py" <<'END'
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], timeout=60, capture_output=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # KiB
print(done.returncode < 2, peak < 500000)
END
run python3 "$tmp/peak.py" vanban-indexer --no-progress laughs.html laughs.xml
is "$out" 'True True' 'billion laughs end soon, in little memory'
run vanban search --format=json 'Tiếng cười'
is "$(printf '%s' "$out" | jq '[.hits[] | select(.source | endswith("laughs.html"))] | length')" \
	1 'the page is found by its text'
ok 'and has not grown' sh -c "[ $(vanban search --format=ndjson 'Tiếng cười' |
	jq -r .id | head -n 1 | xargs vanban show | wc -c) -lt 20000 ]"

# --- things that are no files ----------------------------------------------

mkfifo pipe
index pipe
judged rejected pipe 'not a regular file'
mkfifo pipe.ndjson
index pipe.ndjson
judged rejected pipe.ndjson 'not a regular file'
rm pipe pipe.ndjson

index nowhere.txt
judged rejected nowhere.txt 'no such file'

ln -s "$tmp/good.txt" link.txt
index "$tmp/in/link.txt"
is "$status $(count unchanged)" '0 2' 'a link that is given is followed'
mkdir links && ln -s "$tmp/good.txt" links/link.txt && ln -s .. links/up
index links
is "$(printf '%s' "$err" | grep -c 'symbolic link, not followed')" 2 \
	'a link in a folder is not'
is "$status $(count rejected)" '1 2' 'and that is said'
rm -r links link.txt

# Root reads everything: then the test runs as nobody.
chmod 755 "$tmp" "$tmp/in"
printf 'kín\n' >secret.txt
chmod 0 secret.txt
mkdir locked && chmod 0 locked
if [ "$(id -u)" -ne 0 ]; then
	index secret.txt locked
elif nobody=$(id -u nobody) && setpriv --reuid "$nobody" --clear-groups \
	test -x "$VB_BIN/vanban-indexer" 2>/dev/null; then
	mkdir "$tmp/theirs" && chmod 777 "$tmp/theirs"
	run setpriv --reuid "$nobody" --clear-groups vanban-indexer \
		-d "$tmp/theirs/data" --no-progress --json secret.txt locked \
		"$tmp/good.txt"
else
	status=skip
fi
if [ "$status" = skip ]; then
	skip 3 'root, and no other user can run the programs'
else
	is "$status $(count rejected) $(count added)" '1 2 1' \
		'a file and a folder without permission'
	like "$err" 'secret.txt: .*[Pp]ermission denied' 'the file is named'
	like "$err" 'locked: .*permission denied' 'so is the folder'
fi
chmod 700 locked secret.txt
rm -r locked secret.txt

# --- names -------------------------------------------------------------------

name=$(printf 'hai\ndòng\033[31m.txt')
printf 'Văn bản hai dòng tên lạ.\n' >"$name"
index "$name"
is "$status $(count added)" '0 1' 'a name with a newline and an escape'
run vanban search --format=json 'văn bản hai dòng tên lạ'
like "$(printf '%s' "$out" | jq -r '.hits[0].source')" \
	'/hai%0Adòng%1B\[31m\.txt$' 'its source is one printable line'
: >"$name"
index "$name"
is "$(printf '%s\n' "$err" | wc -l)" 1 'a complaint about it is one line'
unlike "$(LC_ALL=C tr -d '\n -~\200-\377' <"$tmp/err" | od -c)" '033' \
	'without the escape'
rm "$name"

name=$(printf 't\352n.txt')
printf 'Văn bản có tên kiểu cũ.\n' >"$name"
index "$name"
is "$status $(count added)" '0 1' 'a name that is not UTF-8'
run vanban search --format=json 'tên kiểu cũ'
like "$(printf '%s' "$out" | jq -r '.hits[0].source')" '/t%EAn\.txt$' \
	'its source is'
rm "$name"

# --- NDJSON --------------------------------------------------------------------

cat >mixed.ndjson <<'END'
{"id":"n1","title":"Dòng tốt thứ nhất","text":"Nội dung một."}
{"id":"n2","title":"Dòng gãy","text":"Nội dung
[1,2,3]
{"id":7,"title":"Mã là số","text":"Nội dung bốn."}
{"id":"n5","title":["không","phải","chuỗi"],"text":"Nội dung năm."}
{"id":"n6"}

{"id":"n7","title":"Dòng tốt thứ bảy","text":"Nội dung bảy.","date":"hôm nay"}
{"id":"n8\u0007","title":"Mã có chuông","text":"Nội dung tám."}
{"id":"n9","title":"Dòng tốt cuối cùng","text":"Nội dung chín."}
END
index mixed.ndjson
is "$status" 1 'NDJSON with bad lines: exit status 1'
for line in 2 3 6 9; do
	is "$(printf '%s\n' "$err" | grep -c "mixed.ndjson: line $line: .")" 1 \
		"line $line: one message"
done
for id in n1 n9; do
	run vanban search --format=trec "$(vanban show --format=json $id |
		jq -r .metadata.title.value)"
	like "$out" "Q0 $id 1 " "$id is found"
done
run vanban log -n 20
like "$out" 'rejected	.*	' 'rejections are in the log'

cat >escape.ndjson <<'END'
{"id":"esc","title":"\u001b[31mĐỏ\u001b]0;tiêu đề\u0007 \u009b2J chói","text":"Chữ \u001b[2J xóa màn hình \u009b5m nháy.","issuer":"Ủy ban \u001b[7m"}
END
index escape.ndjson
run vanban search --color=never chói
unlike "$(od -An -c "$tmp/out")" '033|302 233' \
	'escapes of a title never reach the terminal'
run vanban show esc
unlike "$(od -An -c "$tmp/out")" '033|302 233' 'nor do those of a text'
run vanban search --format=tsv chói
unlike "$(od -An -c "$tmp/out")" '033|302 233' 'nor in tsv'

# --- all of it at once -----------------------------------------------------------

run vanban-indexer --no-progress --json .
is "$status" 0 'again, the whole folder: what was judged is unchanged'
run vanban verify
is "$status $out" '0 ' 'verify is clean'
run vanban search --format=json 'bình thường viết tốt'
is "$(printf '%s' "$out" | jq '.hits[0].source | endswith("/good.txt")')" \
	true 'the good file is found'
