#!/bin/sh
# Compression where it pays, and headers that every answer has.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 24

awk 'BEGIN {
	printf "{\"id\": \"big\", \"title\": \"Dài\", \"text\": \""
	for (i = 0; i < 30000; i++)
		printf "Dòng thứ %d của văn bản dài.\\n", i
	print "\"}"
}' | index
serve

# plain PATH: sets $plain, the body as it is; zipped PATH: sets $unzipped.
plain()
{
	plain=$(curl -sg --unix-socket "$sock" "http://x$1" | sha256sum)
}
zipped()
{
	zip_path=$1
	shift
	curl -sg --unix-socket "$sock" -H 'Accept-Encoding: gzip' -D "$tmp/head" "$@" \
		"http://x$zip_path" >"$tmp/zip"
	head=$(tr -d '\r' <"$tmp/head")
	unzipped=$(gzip -dc <"$tmp/zip" 2>/dev/null | sha256sum)
}

for path in '/search?q=dòng' /static/vanban.css /api/v1/documents/big /documents/big; do
	plain "$path"
	zipped "$path"
	is "$(header content-encoding)" gzip "$path: compressed"
	# once more: of the cache, where it is kept; took_ms differs else
	zipped "$path"
	is "$unzipped" "$plain" 'to the same bytes'
	like "$(header vary)" 'Accept-Encoding' 'and says so'
	[ "$path" = '/documents/big' ] || continue
	like "$(header etag)" '^W/"' 'a weak tag serves both'
done
full=$(curl -sg --unix-socket "$sock" http://x/documents/big | wc -c)
ok 'to a tenth' test "$(wc -c <"$tmp/zip")" -lt $((full / 10))
etag=$(header etag)
get /documents/big -H "If-None-Match: $etag"
is "$code" 304 'the tag of one is good for the other'
curl -sgI --unix-socket "$sock" -H 'Accept-Encoding: gzip' http://x/documents/big |
	tr -d '\r' >"$tmp/head2"
like "$(cat "$tmp/head2")" "^Content-Length: $(wc -c <"$tmp/zip")\$" 'HEAD has the length of GET'
like "$(cat "$tmp/head2")" '^Content-Encoding: gzip$' 'and its encoding'

get /healthz -H 'Accept-Encoding: gzip'
is "$(header content-encoding)" '' 'a short answer stays as it is'
get /documents/big -H 'Accept-Encoding: gzip;q=0, *'
is "$(header content-encoding)" '' 'not where it is refused'
get /documents/big -H 'Accept-Encoding: br'
is "$(header content-encoding)" '' 'nor where something else is wanted'

# On everything, whatever it is.
missing=
for path in / '/search?q=a' /documents/big /documents/none /none /api/v1/none \
	'/api/v1/search?n=x' /static/vanban.css /healthz /metrics; do
	get "$path"
	for name in content-security-policy x-content-type-options referrer-policy \
		cache-control vary x-request-id; do
		[ -n "$(header "$name")" ] || missing="$missing $path:$name"
	done
done
is "$missing" '' 'security and caching headers are on every answer'
get / -X POST
isnt "$(header content-security-policy)" '' 'on a refusal too'
is "$(header allow)" 'GET, HEAD' 'which says what is allowed'

# No parameter makes a header.
bad=
for path in '/search?q=a%0d%0aX-Evil:1' '/search?q=%0aX-Evil:1&lang=en' '/documents/%0d%0aX-Evil:1' \
	'/search?q=a&type=%0d%0aX-Evil:1' '/search?q=a&lang=%0d%0aX-Evil:1' \
	'/%0d%0aX-Evil:1' '/api/v1/resolve?number=%0d%0aX-Evil:1'; do
	get "$path"
	[ -z "$(header x-evil)" ] || bad="$bad $path"
done
is "$bad" '' 'a line end in a value makes no header'
