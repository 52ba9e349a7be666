#!/bin/sh
# Beginning, following the index, ending.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 44

# Before there is anything.
serve
get /api/v1/search?q=a
is "$code $(header content-type)" '503 application/problem+json' 'no index yet'
like "$(header retry-after)" '^[0-9]+$' 'try again'
like "$out" 'nothing is indexed yet' 'and why'
get /
is "$code $(header content-type)" '503 text/html; charset=utf-8' 'a page says so too'
get /readyz
is "$code $(header content-type)" '503 application/problem+json' 'not ready'
like "$out" 'nothing is indexed yet' 'and why, without a page'
like "$(cat "$tmp/started.err")" 'no index yet' 'the terminal says so'
get /healthz
is "$code $out" '200 ok' 'but alive'

found()
{
	get "/api/v1/search?q=$1&n=0" &&
		[ "$(printf %s "$out" | jq .total)" = "$2" ]
}

# It appears, grows, is replaced, without a restart; each thread sees it.
index <<-'END'
{"id": "a", "title": "Chỉ thị một", "text": "Nội dung alpha."}
END
ok 'the index appears' wait_for 2 found alpha 1
get /readyz
is "$code" 200 'ready'
index <<-'END'
{"id": "b", "title": "Chỉ thị hai", "text": "Nội dung alpha."}
END
ok 'a commit is seen within 2 s' wait_for 2 found alpha 2
all=ok
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
	found alpha 2 || all=old
done
is "$all" ok 'by every thread'
get '/api/v1/search?q=alpha'
etag=$(header etag)
index <<-'END'
{"id": "a", "title": "Chỉ thị một", "text": "Nội dung beta."}
END
ok 'a new version is seen' wait_for 2 found alpha 1
get '/api/v1/search?q=alpha' -H "If-None-Match: $etag"
is "$code" 200 'and the validator is another'
get /api/v1/documents/a
is "$(printf %s "$out" | jq -r '"\(.version) \(.text)"')" '2 Nội dung beta.' 'the document too'
get '/api/v1/documents/a?version=1'
is "$(printf %s "$out" | jq -r .text)" 'Nội dung alpha.' 'the old version stays'
vanban-indexer --no-progress --rebuild >"$tmp/.index" 2>&1
ok 'a rebuild is followed' wait_for 2 found beta 1
rm -rf "$VANBAN_DIR"
index <<-'END'
{"id": "c", "title": "Chỉ thị ba", "text": "Nội dung gamma."}
END
ok 'a new data directory is followed' wait_for 2 found gamma 1
get /api/v1/documents/c
is "$code" 200 'its archive too'
get /api/v1/documents/b
is "$code" 404 'and nothing of the old one is left'

# Ending: at once when idle, with an answer in work after it.
ok 'the socket is there' test -S "$sock"
stop "$pid"
is "$status" 0 'SIGTERM ends it well'
ok 'at once' test "$seconds" -le 1
ok 'the socket is gone' test ! -e "$sock"
is "$(cat "$tmp/started.err")" "vanban-searchd: unix:$sock: serving $VANBAN_DIR
vanban-searchd: $VANBAN_DIR: no index yet: it is served when vanban-indexer has made one" 'without a word more'

awk 'BEGIN {
	printf "{\"id\": \"big\", \"title\": \"Dài\", \"text\": \""
	for (i = 0; i < 200000; i++)
		printf "Dòng thứ %d của văn bản dài.\\n", i
	print "\"}"
}' | index
serve
run python3 "$client" "$sock" drain /api/v1/documents/big "$pid"
is "$out" 'whole False' 'an answer in work is finished, one that waits is let go'
wait "$pid"
is "$?" 0 'and then it ends well'
serve
get /documents/big
is "$code" 200 'a long document is a page'
like "$(printf %s "$out" | tail -c 100000)" 'Dòng thứ 199999 ' 'all of it'
kill -INT "$pid"
wait "$pid"
is "$?" 0 'SIGINT likewise'

# Addresses.
python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$sock"
ok 'an old socket is there' test -S "$sock"
serve
get /healthz
is "$code" 200 'and is replaced'
run vanban-searchd --listen="unix:$sock"
is "$status:$err" "2:vanban-searchd: unix:$sock: somebody listens there" 'one in use is not'
get /healthz
is "$code" 200 'and stays in use'
: >"$tmp/file"
run vanban-searchd --listen="unix:$tmp/file"
is "$status" 2 'a file that is no socket stays'
ok 'as it is' test -f "$tmp/file"
for where in 127.0.0.1 127.0.0.1:x unix: 1::2:80 256.0.0.1:80; do
	run timeout 5 vanban-searchd --listen="$where"
	[ "$status" -eq 2 ] || break
done
is "$where $status" '256.0.0.1:80 2' 'addresses that are none'

# Options and their file.
cat >"$tmp/conf" <<-END
# the daemon
listen = unix:$tmp/other
threads=1

per-address = 0
END
start vanban-searchd --config="$tmp/conf"
ok 'options from a file' wait_for 5 curl -fs --unix-socket "$tmp/other" http://x/healthz
echo 'thread = 1' >"$tmp/bad"
run vanban-searchd --config="$tmp/bad"
is "$status:$err" "2:vanban-searchd: $tmp/bad: line 1: 'thread' is not an option" 'a line that is wrong'
run vanban-searchd --threads=0
is "$status" 2 'no threads'
run vanban-searchd stray
is "$status" 2 'a stray argument'
run vanban-searchd --version
like "$status $out" '^0 vanban-searchd [0-9]' 'version'
run vanban-searchd --help
like "$status $out" '^0 usage: vanban-searchd' 'help'
if command -v systemd-socket-activate >/dev/null; then
	start systemd-socket-activate -l "$tmp/activated" "$VB_BIN/vanban-searchd" \
		--dir="$VANBAN_DIR"
	ok 'socket activation' wait_for 5 curl -fs --unix-socket "$tmp/activated" http://x/healthz
else
	skip 1 'no systemd-socket-activate'
fi
