#!/bin/sh
# What Prometheus reads: sound by its own tool, and nothing of any client.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 22

index <<-'END'
{"id": "a", "title": "Chỉ thị một", "text": "Nội dung alpha."}
{"id": "b", "title": "Chỉ thị hai", "text": "Nội dung alpha."}
END
serve --idle-timeout=3 --threads=1

metric()
{
	curl -s --unix-socket "$sock" http://x/metrics |
		awk -v name="$1" 'index($0, name " ") == 1 { print $NF }'
}

get '/api/v1/search?q=alpha'
get '/api/v1/search?q=alpha'
get '/search?q=b%C3%AD+m%E1%BA%ADt+evilquery'
get '/api/v1/search?n=x'
get '/evil{path="x"}'
get /documents/none
get /metrics
is "$code $(header content-type)" '200 text/plain; version=0.0.4; charset=utf-8' 'text format 0.0.4'
is "$(header cache-control)" no-store 'of now'
printf '%s\n' "$out" >"$tmp/metrics"
if command -v promtool >/dev/null; then
	is "$(promtool check metrics <"$tmp/metrics" 2>&1)" '' 'promtool has nothing to say'
else
	skip 1 'no promtool'
fi
is "$(metric 'vanban_http_requests_total{route="/api/v1/search",status="2xx"}')" 2 'requests by route'
is "$(metric 'vanban_http_requests_total{route="/api/v1/search",status="4xx"}')" 1 'and status'
is "$(metric 'vanban_http_requests_total{route="other",status="4xx"}')" 1 'a path that is none has no name'
is "$(metric 'vanban_http_requests_total{route="/documents/",status="4xx"}')" 1 'nor has a document'
is "$(metric 'vanban_http_request_duration_seconds_count{route="/api/v1/search"}')" 3 'times by route'
is "$(metric 'vanban_http_request_duration_seconds_bucket{route="/api/v1/search",le="+Inf"}')" 3 'all of them'
is "$(metric vanban_cache_hits_total)" 1 'one of the cache'
is "$(metric vanban_searches_without_result_total)" 1 'one in vain'
is "$(metric vanban_index_documents)" 2 'documents'
is "$(metric vanban_index_up)" 1 'there is an index'
is "$(metric vanban_connections)" 1 'this connection is open'
like "$(metric process_resident_memory_bytes)" '^[0-9]{7,}$' 'memory'
unlike "$(cat "$tmp/metrics")" 'evil|alpha|none"' 'nothing that a client wrote'
old=$(metric vanban_index_revision)
index <<-'END'
{"id": "c", "title": "Chỉ thị ba", "text": "Nội dung alpha."}
END
newer()
{
	[ "$(metric vanban_index_revision)" -gt "$old" ]
}
ok 'the revision grows with a commit' wait_for 3 newer
is "$(metric vanban_index_documents)" 3 'and the documents'
ok 'the thread moved on' test "$(metric vanban_index_reopens_total)" -ge 1
python3 "$client" "$sock" slow-header >"$tmp/slow"
is "$(metric 'vanban_connections_ended_total{reason="header"}')" 1 'a slow header was ended'
rm -rf "$VANBAN_DIR"
get /metrics
like "$out" '^vanban_index_up 0$' 'without an index'
unlike "$out" '^vanban_index_documents' 'nothing is said of it'
