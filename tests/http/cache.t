#!/bin/sh
# Answers that are given again: the same bytes, and never those of before.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 27

index <<-'END'
{"id": "a", "title": "Chỉ thị một", "text": "Nội dung alpha."}
END
serve --log=all --log-file="$tmp/log"

# What the cache had for the last request of the log.
cached()
{
	tail -n 1 "$tmp/log" | jq -r .cache
}

metric()
{
	curl -s --unix-socket "$sock" http://x/metrics | sed -n "s/^$1 //p"
}

get '/api/v1/search?q=alpha'
first=$out
length=$(header content-length)
etag=$(header etag)
is "$(cached)" miss 'the first is made'
get '/api/v1/search?q=alpha'
is "$(cached)" hit 'the second is given again'
is "$out" "$first" 'byte for byte'
is "$(header etag)" "$etag" 'with its validator'
is "$(header content-type)" application/json 'and its type'
like "$(header last-modified)" '^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} [0-9:]{8} GMT$' 'and its time'
get '/api/v1/search?q=alpha' -H "If-None-Match: $etag"
is "$code $(cached) $out" '304 hit ' 'a client that has it gets nothing'
is "$(header etag)" "$etag" 'but the validator'
get '/api/v1/search?q=alpha' -I
is "$code $(cached) $(header content-length)" "200 hit $length" 'HEAD has its length'
get '/api/v1/search?q=beta'
is "$(cached)" miss 'another query is another answer'
get '/search?q=alpha' -H 'Accept-Language: vi'
vi=$out
get '/search?q=alpha' -H 'Accept-Language: en'
is "$(cached)" miss 'and so is another language'
isnt "$out" "$vi" 'which says other words'
get '/search?q=alpha' -H 'Accept-Language: en-US,en;q=0.9'
is "$(cached)" hit 'however it is asked for'
get '/search?q=alpha&lang=en'
is "$(cached)" miss 'in words of the address too'
get /healthz
is "$(cached)" null 'what does not follow from the index is made each time'
get '/api/v1/search?n=x'
is "$code" 400 'a failure'
get '/api/v1/search?n=x'
is "$(cached)" miss 'is not kept'

# A commit, a rebuild, another data directory of the same revision.
index <<-'END'
{"id": "b", "title": "Chỉ thị hai", "text": "Nội dung alpha."}
END
total()
{
	get '/api/v1/search?q=alpha' && [ "$(printf %s "$out" | jq .total)" = "$1" ]
}
ok 'a commit is seen' wait_for 2 total 2
isnt "$(header etag)" "$etag" 'with another validator'
rm -rf "$VANBAN_DIR"
index <<-'END'
{"id": "c", "title": "Chỉ thị ba", "text": "Nội dung gamma."}
END
ok 'another archive is seen' wait_for 2 total 0

# Since when.
sleep 2
get '/api/v1/search?q=gamma'
since=$(header last-modified)
get '/api/v1/search?q=gamma' -H "If-Modified-Since: $since"
is "$code" 304 'not modified since'
get '/api/v1/search?q=gamma' -H 'If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT'
is "$code" 200 'modified since'
get '/api/v1/search?q=gamma' -H "If-Modified-Since: $since" -H 'If-None-Match: "x"'
is "$code" 200 'a tag counts more than a time'

# Bounded, and off.
get '/metrics'
printf '%s\n' "$out" | grep -q '^vanban_cache_hits_total [1-9]'
is "$?" 0 'hits are counted'
stop "$pid"
serve --cache-bytes=100000
for i in $(seq 60); do
	curl -s --unix-socket "$sock" "http://x/search?q=gamma+$i" >"$tmp/page"
done
ok 'it stays within its bytes' test "$(metric vanban_cache_bytes)" -le 100000
ok 'by letting go' test "$(metric vanban_cache_evictions_total)" -ge 20
stop "$pid"
serve --cache-bytes=0 --log=all --log-file="$tmp/log"
get '/api/v1/search?q=gamma'
get '/api/v1/search?q=gamma'
is "$(cached)" null 'or there is none'
