#!/bin/sh
# /openapi.json is the truth: linters take it, every answer of the API's tests
# agrees with it, and so does what passes through a proxy that checks both.
# The judges are npm's: make deps-openapi. VB_OPENAPI is their folder.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 12

here=$root/tests/openapi
judges=${VB_OPENAPI:-${VB_BIN%/*}/openapi}/node_modules/.bin
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

# The documents of api.t.
sed -n "/^index <<-'END'/,/^END/p" "$root/tests/http/api.t" | sed '1d;$d' >"$tmp/documents"
index <"$tmp/documents"
port=$(free_port)
serve
mkdir "$tmp/own" "$tmp/api"
VB_ANSWERS=$tmp/own
get /openapi.json
is "$code $(header content-type)" '200 application/json' 'the description'
printf %s "$out" >"$tmp/openapi.json"
is "$(printf %s "$out" | jq -r '.openapi,.info.version')" \
	"3.1.0
$(vanban --version | sed 's/.* //')" 'of this version'
is "$(printf %s "$out" | jq -r '.servers[0].url')" http://x 'and this server'
unlike "$out" '@[A-Z]+@' 'with nothing left to fill in'

# Each example is what its schema says; each path is answered.
for path in /api/v1/browse '/api/v1/browse?by=type&n=1' '/api/v1/suggest?q=nghi' \
	'/opensearch-suggest?q=nghi' /feed.atom /opensearch.xml /sitemap.xml /sitemap-1.xml \
	/robots.txt /api/v1/documents/nq-05/akn /api/v1/documents/nq-05/text \
	/api/v1/documents/nq-05/original /api/v1/documents/nq-05/versions \
	/api/v1/documents/nq-05/related '/api/v1/wanted?n=5' '/api/v1/citing?what=05/NQ-H%C4%90ND' \
	/api/v1/citing '/api/v1/search?q=gia+dat&explain=1&facets=1' \
	'/api/v1/search?q=so:05+%22' '/api/v1/browse?by=x' '/api/v1/suggest?n=99' \
	/api/v1/documents/nothing/akn /sitemap-7.xml '/feed.atom?n=x'; do
	get "$path"
done
VB_ANSWERS=
VB_ANSWERS=$tmp/api sh "$root/tests/http/api.t" >"$tmp/api.tap" 2>&1
is "$(grep -c '^not ok' "$tmp/api.tap")" 0 "the API's tests"
run /usr/bin/python3 "$here/check.py" "$tmp/openapi.json" "$tmp/own" "$tmp/api"
is "$status" 0 'every answer agrees with the description'
[ "$status" = 0 ] || diag "$out"
run /usr/bin/python3 "$here/examples.py" "$tmp/openapi.json"
is "$out" '' 'every example too'

# A path of answer.c that the description lacks is told.
sed -n 's/^\t{ "\(\/api\/v1\/[a-z-]*\)\/*".*/\1/p' "$root/searchd/answer.c" | sort >"$tmp/routes"
jq -r '.paths|keys[]' "$tmp/openapi.json" | sed -n 's/^\(\/api\/v1\/[a-z-]*\).*/\1/p' | sort -u >"$tmp/described"
is "$(comm -3 "$tmp/routes" "$tmp/described")" '' 'it has the paths that there are'

if [ ! -x "$judges/redocly" ]; then
	skip 4 'no judges: make deps-openapi'
	exit
fi
run "$judges/redocly" lint --format=json "$tmp/openapi.json"
is "$(printf %s "$out" | jq -c '.totals|[.errors,.warnings]')" '[0,0]' 'redocly'
run "$judges/spectral" lint --ruleset "$here/spectral.yaml" --fail-severity=hint \
	"$tmp/openapi.json"
is "$status" 0 'spectral'
[ "$status" = 0 ] || diag "$out"

# Through the proxy: what api.t asked with a plain GET.
stop "$pid"
start vanban-searchd --listen="127.0.0.1:$port" --per-address=0
wait_for 5 curl -fs "http://127.0.0.1:$port/healthz"
proxy=$(free_port)
"$judges/prism" proxy "$tmp/openapi.json" "http://127.0.0.1:$port" --errors \
	-h 127.0.0.1 -p "$proxy" >"$tmp/prism" 2>&1 &
prism=$!
wait_for 60 curl -s -o "$tmp/null" "http://127.0.0.1:$proxy/healthz"
passed=0 wrong=0
for kept in "$tmp"/own/* "$tmp"/api/*; do
	{
		read -r path
		read -r code
	} <"$kept"
	case $code in
	200 | 404 | 410) ;;
	*) continue ;; # what is no request, the proxy refuses itself
	esac
	case $path in
	/api/v1/nothing | *%f0*) continue ;; # no path of ours
	*%C3%A0i/*) continue ;;		     # nor can a template say a plain slash
	esac
	got=$(curl -sg --path-as-is -o "$tmp/proxied" -w '%{http_code}' \
		"http://127.0.0.1:$proxy$path")
	if [ "$got" != "$code" ]; then
		diag "$path: $got, not $code: $(head -c 600 "$tmp/proxied")"
		wrong=$((wrong + 1))
	fi
	passed=$((passed + 1))
done
kill "$prism"
wait "$prism" 2>"$tmp/null"
is "$wrong $((passed > 50))" '0 1' 'the proxy finds no mismatch'
diag "$passed requests went through it"
unlike "$(cat "$tmp/prism")" '[Vv]iolation' 'nor says one'
