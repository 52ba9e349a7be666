#!/bin/sh
# What the log has of a request, what it has not, and searches in vain.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 35

index <<-'END'
{"id": "a", "title": "Chỉ thị", "text": "Nội dung."}
END
log=$tmp/log
serve --log=all --log-file="$log" --trusted-proxy=unix

# line FILTER: of the last line.
line()
{
	tail -n 1 "$log" | jq -r "$1"
}

get '/api/v1/search?q=b%C3%AD+m%E1%BA%ADt'
is "$(line '"\(.method) \(.route) \(.status) \(.outcome)"')" 'GET /api/v1/search 200 done' 'a request'
is "$(line .bytes)" "$(header content-length)" 'its bytes'
like "$(line .time)" '^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:]{8}\.[0-9]{3}Z$' 'its time'
ok 'how long it took' test "$(line '.answer_ms >= 0 and .ms >= .answer_ms')" = true
unlike "$(cat "$log")" 'bí|mật|%C3|q=' 'not what was asked'
is "$(line 'has("client")')" false 'nor who'
is "$(line .id)" "$(header x-request-id)" 'its id is a header too'
like "$(header x-request-id)" '^[0-9a-f]{8}-[0-9a-f]{8}$' 'made here'
old=$(header x-request-id)
get /healthz -H 'X-Request-Id: portal-7.x'
is "$(header x-request-id)" portal-7.x 'or there, by a proxy that is trusted'
get /healthz -H 'X-Request-Id: a"b'
like "$(header x-request-id)" '^[0-9a-f]{8}-[0-9a-f]{8}$' 'if it is sane'
isnt "$(header x-request-id)" "$old" 'each has its own'
get /none
is "$(line '"\(.route) \(.status)"')" 'other 404' 'a path that is none has no name'
get /documents/a
is "$(line .route)" /documents/ 'nor has a document'
get / -X POST
is "$(line '"\(.method) \(.status)"')" 'OTHER 405' 'a method that is none'
get / -I
is "$(line '"\(.method) \(.bytes)"')" 'HEAD 0' 'HEAD sends no body'
is "$(jq -s 'length > 5' "$log")" true 'each line is JSON'

# Rotated, and configured anew, without losing a request.
cat >"$tmp/conf" <<-END
listen = unix:$sock
log = all
log-file = $log
log-queries = no
END
stop "$pid"
start vanban-searchd --config="$tmp/conf"
wait_for 5 curl -fs --unix-socket "$sock" http://x/healthz
served()
{
	[ "$(curl -s --unix-socket "$sock" -H 'Origin: https://b.vn' -o /dev/null \
		-D - http://x/healthz | grep -c b.vn)" = "$1" ]
}
mv "$log" "$log.1"
cat >>"$tmp/conf" <<-END
log-addresses = yes
cors-origin = https://b.vn
END
sed -i 's/log-queries = no/log-queries = yes/' "$tmp/conf"
kill -HUP "$pid"
ok 'SIGHUP reads the file again' wait_for 5 served 1
get '/search?q=%22x'
is "$(line '"\(.client) \(.target)"')" 'unix /search?q=%22x' 'now with queries and clients, in a new log'
lines=$(wc -l <"$log.1")
get /healthz
is "$(wc -l <"$log.1")" "$lines" 'the old one is left alone'
echo 'cors-origni = https://b.vn' >>"$tmp/conf"
line_no=$(wc -l <"$tmp/conf")
: >"$tmp/started.err"
kill -HUP "$pid"
ok 'what is wrong is said' wait_for 5 grep -q \
	"^vanban-searchd: $tmp/conf: line $line_no: 'cors-origni' is not an option\$" "$tmp/started.err"
ok 'and changes nothing' served 1
sed -i '$d' "$tmp/conf"
echo 'threads = 9' >>"$tmp/conf"
kill -HUP "$pid"
ok 'what needs a start is said' wait_for 5 grep -q 'threads: changes at the next start' "$tmp/started.err"
echo "log-file = $tmp/none/log" >"$tmp/conf"
: >"$tmp/started.err"
kill -HUP "$pid"
ok 'a log that cannot be opened is said' wait_for 5 grep -q 'log-file:' "$tmp/started.err"
get /healthz
is "$code" 200 'and it serves'
stop "$pid"
is "$status" 0 'ends well'
start vanban-searchd --listen="unix:$sock" --log=errors
wait_for 5 curl -fs --unix-socket "$sock" http://x/healthz
get /none
rm -rf "$VANBAN_DIR/index"
get '/api/v1/search?q=a'
stop "$pid"
is "$(grep -c '"status":' "$tmp/started.err") $(grep '"status":' "$tmp/started.err" | jq .status)" \
	'1 503' 'errors alone, on standard error'

# Searches in vain.
vanban-indexer --no-progress --rebuild >"$tmp/.index" 2>&1
rm -f "$VANBAN_DIR/zero-results.tsv"
serve
for q in 'khong%20co' 'Kh%C3%B4ng%20%20c%C3%B3%20g%C3%AC' 'kh%C3%B4ng+c%C3%B3+g%C3%AC' \
	'x%20012345678' 'x%20a@b.vn' '0912.345.678'; do
	get "/api/v1/search?q=$q%20qqxzz&match=all"
done
get '/search?q=n%E1%BB%99i'
is "$(vanban log --zero-results)" '' 'nothing is written yet'
stop "$pid"
day=$(date -u +%F)
run vanban log --zero-results
is "$status" 0 'there are some'
is "$out" "$(printf '2\t1\t%s\tkhông có gì qqxzz\n2\t1\t%s\tx qqxzz\n1\t1\t%s\tkhong co qqxzz\n1\t1\t%s\tqqxzz' \
	"$day" "$day" "$day" "$day")" 'without what may be of a person'
serve
get '/api/v1/search?q=x%20qqxzz&match=all'
get '/api/v1/search?q=x%20qqxzz&match=all'
stop "$pid"
is "$(vanban log --zero-results -n 1)" "$(printf '4\t1\t%s\tx qqxzz' "$day")" \
	'added up, and what the cache gave is counted'
is "$(vanban log --zero-results -n 1 --format=json | jq -r '"\(.count) \(.days) \(.query)"')" \
	'4 1 x qqxzz' 'as JSON'
ok 'no time but the day is kept' not grep -q ':' "$VANBAN_DIR/zero-results.tsv"
is "$(vanban log | grep -c added)" 1 'the log of events is another'
serve --zero-results=no
get '/api/v1/search?q=y%20qqxzz&match=all'
stop "$pid"
is "$(vanban log --zero-results | grep -c y)" 0 'it can be turned off'
run vanban log --zero-results a
is "$status" 2 'and is of no document'
