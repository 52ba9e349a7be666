#!/bin/sh
# What a client may not do, and what one that behaves still can.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 25

index <<-'END'
{"id": "a", "title": "Chỉ thị", "text": "Nội dung."}
END
serve --idle-timeout=4

bytes()
{
	head -c "$1" /dev/zero | tr '\0' a
}

get "/search?q=$(bytes 3000)"
is "$code" 200 'a long line'
get "/search?q=a&x=$(bytes 9000)"
is "$code" 414 'a request line over 8 KB'
get "/search?q=a&x=$(bytes 60000)"
is "$code" 414 'and far over it'
get /healthz -H "X-Long: $(bytes 12000)"
is "$code" 200 'a long header'
get /healthz -H "X-Long: $(bytes 17000)"
is "$code" 431 'a header over 16 KB'
get /healthz -H "X-Long: $(bytes 60000)"
is "$code" 431 'and far over it'
{
	for i in $(seq 300); do
		printf 'header = "X-%d: a"\n' "$i"
	done
} >"$tmp/many"
get /healthz -K "$tmp/many"
is "$code" 200 'many header fields'

# Bodies: refused, and what follows is never taken for a request.
raw()
{
	python3 "$client" "$sock" send "$1"
}
is "$(raw 'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nGET ')" \
	'400 end' 'a GET with a body'
is "$(raw 'GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')" \
	'400 end' 'a chunked GET'
is "$(raw 'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 37\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')" \
	'400 end' 'two lengths'
is "$(raw 'POST /search HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')" \
	'405 end' 'a POST'
is "$(raw 'GET /healthz HTTP/1.1\r\n\r\n')" '400 end' 'no Host'
is "$(raw 'GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n')" '400 end' 'two Hosts'
is "$(raw 'GET /healthz x HTTP/1.1\r\nHost: x\r\n\r\n')" '400 end' 'a space in the target'
is "$(raw 'GET /healthz HTTP/3.0\r\nHost: x\r\n\r\n')" '505 end' 'a version that is none'
is "$(raw 'GET /healthz HTTP/1.0\r\n\r\n')" '200 end' 'HTTP/1.0'
is "$(raw 'GET http://other/healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')" \
	'200 end' 'an absolute target'
like "$(raw '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n')" 'end$' 'TLS by mistake'
is "$(python3 "$client" "$sock" keep-alive)" 'ok 2' 'connections are kept, requests may queue'

# Slow ones, all at once: each is ended, though never silent for long.
python3 "$client" "$sock" slow-header >"$tmp/slow1" &
one=$!
python3 "$client" "$sock" slow-second >"$tmp/slow2" &
two=$!
wait "$one"
ok 'a header may take 10 s' test "$(cat "$tmp/slow1")" -ge 9
ok 'and not much more' test "$(cat "$tmp/slow1")" -le 12
wait "$two"
ok 'nor may a second one, after the idle time' test "$(cat "$tmp/slow2")" -le 17
get /healthz
is "$code" 200 'others are served'

# Connections of one address.
start vanban-searchd --listen=127.0.0.1:0 --per-address=3
wait_for 5 grep -q serving "$tmp/started.err"
port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$tmp/started.err")
run python3 - "$port" <<-'END'
import socket, sys
def ask(source):
    s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 30, (source, 0))
    try:  # a refused one may be closed before or after it has asked
        s.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        return s, s.recv(100)[9:12].decode()
    except ConnectionError:
        return s, ""
held = [ask("127.0.0.1") for i in range(5)]
print(",".join(code for s, code in held), ask("127.0.0.2")[1])
END
is "$out" '200,200,200,, 200' 'at most three of one address, others unharmed'
stop "$pid"
is "$status" 0 'ends well'
