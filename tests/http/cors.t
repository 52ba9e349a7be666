#!/bin/sh
# Which sites' pages may read the answers: those of the list, and no other.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 30

index <<-'END'
{"id": "a", "title": "Chỉ thị", "text": "Nội dung."}
END
serve --cors-origin=https://tinh.gov.vn --cors-origin=http://127.0.0.1:3000

from()
{
	get "${2:-/api/v1/search?q=a}" -H "Origin: $1"
}

from https://tinh.gov.vn
is "$code $(header access-control-allow-origin)" '200 https://tinh.gov.vn' 'a site of the list'
like "$(header vary)" '(^|, )Origin' 'the answer varies by it'
like "$(header access-control-expose-headers)" 'ETag' 'and may be looked at'
is "$(header access-control-allow-credentials)" '' 'without cookies'
from http://127.0.0.1:3000
is "$(header access-control-allow-origin)" http://127.0.0.1:3000 'another of it, also from the cache'
from https://tinh.gov.vn '/api/v1/search?n=x'
is "$code $(header access-control-allow-origin)" '400 https://tinh.gov.vn' 'a refusal too'
from https://tinh.gov.vn
etag=$(header etag)
get '/api/v1/search?q=a' -H 'Origin: https://tinh.gov.vn' -H "If-None-Match: $etag"
is "$code $(header access-control-allow-origin)" '304 https://tinh.gov.vn' 'and 304'
for origin in null https://evil.vn https://tinh.gov.vn.evil.vn https://eviltinh.gov.vn \
	http://tinh.gov.vn https://tinh.gov.vn:8443 https://tinh.gov.vn/ \
	HTTPS://TINH.GOV.VN 'https://tinh.gov.vn https://evil.vn' '*' 'https://tinh.gov.v'; do
	from "$origin"
	is "$code $(header access-control-allow-origin)" '200 ' "not: $origin"
done
get '/api/v1/search?q=a'
is "$(header access-control-allow-origin)" '' 'nor without an origin'
like "$(header vary)" '(^|, )Origin' 'which varies all the same'
get '/api/v1/search?q=a' -X OPTIONS -H 'Origin: https://tinh.gov.vn' \
	-H 'Access-Control-Request-Method: GET'
is "$code" 405 'reading needs no preflight'
stop "$pid"
serve
from https://tinh.gov.vn
is "$(header access-control-allow-origin)" '' 'without a list nobody'
unlike "$(header vary)" 'Origin' 'and nothing varies'
for origin in '*' null tinh.gov.vn https://tinh.gov.vn/ https://tinh.gov.vn:443 ''; do
	run timeout 5 vanban-searchd --listen="unix:$tmp/none" --cors-origin="$origin"
	is "$status $err" '2 vanban-searchd: cors-origin: not an origin like https://HOST' "no origin: $origin"
done
like "$(vanban-searchd --help)" '--cors-origin' 'and --help says what is'
