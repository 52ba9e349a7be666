#!/bin/sh
# The main job, once: run.sh BUILD_DIR. Indexes corpus/ into BUILD_DIR/run,
# shows a few searches with their answers, and serves the pages on
# 127.0.0.1:$PORT (8080) until Ctrl-C.
set -eu
build=$1
bin=$build/bin data=$build/run port=${PORT:-8080}

printf '$ vanban-indexer -d %s corpus\n' "$data"
# 1: some files were refused, which it has said; the others are there.
"$bin/vanban-indexer" -d "$data" corpus || [ $? -eq 1 ]
for query in 'chỉ thị 20-CT/TU' 'phi do dac dat dai' '"nước sạch nông thôn"'; do
	printf '\n$ vanban -d %s search -n 2 '\''%s'\''\n' "$data" "$query"
	"$bin/vanban" -d "$data" search -n 2 "$query"
done
printf '\n$ vanban -d %s resolve 01/2026/NQ-HĐND\n' "$data"
"$bin/vanban" -d "$data" resolve '01/2026/NQ-HĐND'
printf '\nServing http://127.0.0.1:%s - Ctrl-C ends it.\n' "$port"
exec "$bin/vanban-searchd" -d "$data" --listen="127.0.0.1:$port"
