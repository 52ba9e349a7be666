#!/bin/sh
# So many requests of one address, and who it is behind a proxy.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 21

index <<-'END'
{"id": "a", "title": "Chỉ thị", "text": "Nội dung."}
END
serve --rate=1 --burst=5 --trusted-proxy=unix --trusted-proxy=10.0.0.0/8 \
	--log=all --log-addresses=yes --log-file="$tmp/log"

# codes N [CURL OPTION...]: the status of N requests at once.
codes()
{
	n=$1
	shift
	seq "$n" | sed 's|.*|url = "http://x/healthz"\noutput = /dev/null|' >"$tmp/urls"
	curl -s --unix-socket "$sock" -K "$tmp/urls" -w '%{http_code}\n' "$@" |
		sort | uniq -c | awk '{ printf "%s%s:%s", sep, $2, $1; sep = " " }'
}
client()
{
	tail -n 1 "$tmp/log" | jq -r .client
}

is "$(codes 9 -H 'X-Forwarded-For: 192.0.2.1')" '200:5 429:4' 'as many as the burst'
is "$(codes 5 -H 'X-Forwarded-For: 192.0.2.2')" '200:5' 'another address has its own'
is "$(codes 1 -H 'X-Forwarded-For: 198.51.100.7, 192.0.2.1')" '429:1' 'what the client wrote is not believed'
is "$(codes 1 -H 'X-Forwarded-For: 192.0.2.1, 10.1.2.3')" '429:1' 'through another proxy of ours'
is "$(codes 6 -H 'X-Forwarded-For: 2001:db8::1')" '200:5 429:1' 'an IPv6 address'
is "$(codes 1 -H 'X-Forwarded-For: 2001:db8::2')" '429:1' 'and its network'
get '/api/v1/search?q=a' -H 'X-Forwarded-For: 192.0.2.1'
is "$code $(header content-type)" '429 application/problem+json' 'a problem'
like "$(header retry-after)" '^[1-5]$' 'when to come again'
is "$(printf %s "$out" | jq -r '"\(.status) \(.title)"')" '429 Too Many Requests' 'in words'
is "$(header cache-control)" no-store 'not kept by anybody'
get /search -H 'X-Forwarded-For: 192.0.2.1'
is "$code $(header content-type)" '429 text/html; charset=utf-8' 'a page for people'
sleep 2
is "$(codes 1 -H 'X-Forwarded-For: 192.0.2.1')" '200:1' 'after a while it goes on'
is "$(client)" 192.0.2.1 'the log has who asked'
is "$(codes 20)" '200:20' 'without an address nobody is counted'
is "$(client)" unix 'the log says so'
like "$(curl -s --unix-socket "$sock" http://x/metrics)" '^vanban_rate_limited_total [1-9]' 'refusals are counted'

# The other header, and a proxy that is not trusted.
stop "$pid"
serve --rate=1 --burst=5 --trusted-proxy=unix --proxy-header=forwarded
is "$(codes 9 -H 'Forwarded: for="[2001:db8::7]:4711";proto=https')" '200:5 429:4' 'Forwarded'
is "$(codes 9 -H 'X-Forwarded-For: 192.0.2.1')" '200:9' 'then the other one is not read'
stop "$pid"
start vanban-searchd --listen=127.0.0.1:0 --rate=1 --burst=5
wait_for 5 grep -q serving "$tmp/started.err"
port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$tmp/started.err")
for i in 1 2 3 4 5 6 7 8; do
	curl -s -o /dev/null -w '%{http_code} ' -H "X-Forwarded-For: 192.0.2.$i" \
		"http://127.0.0.1:$port/healthz"
done >"$tmp/codes"
is "$(cat "$tmp/codes")" '200 200 200 200 200 429 429 429 ' 'who is not trusted is itself'
is "$(curl -s -o /dev/null -w '%{http_code}' --interface 127.0.0.2 "http://127.0.0.1:$port/healthz")" \
	200 'and nobody else'
stop "$pid"
is "$status" 0 'ends well'
