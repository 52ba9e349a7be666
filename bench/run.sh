#!/bin/sh
# Speed and relevance on real data: run.sh BUILD_DIR [WORKDIR]
# Data: $VB_DATA, else ../shared/data. PEERS=1 also runs the peers' benchmark
# (../shared/peers/run.sh) in the same run; ratios hold only within one run.
set -eu
build=$1
work=${2:-$(mktemp -d)}
shared=${VB_SHARED:-../shared}
data=${VB_DATA:-$shared/data}
bin=$build/bin

if [ ! -d "$data" ]; then
	echo "bench: no data at $data (set VB_DATA)" >&2
	exit 2
fi
mkdir -p "$work"

# index NAME FILE: from nothing; documents a second, memory, sizes.
index() {
	rm -rf "${work:?}/$1"
	/usr/bin/time -f 'peak_kb=%M user=%U sys=%S wall=%e' -o "$work/time" \
		"$bin/vanban-indexer" -d "$work/$1" --json --no-progress \
		"$2" >"$work/summary" || [ $? -eq 1 ]
	printf '%s: %s %s\n' "$1" "$(cat "$work/summary")" \
		"$(cat "$work/time")"
	"$bin/vanban" -d "$work/$1" stats --format=json
}

# relevance NAME QRELS: a TREC run and its scores.
relevance() {
	"$bin/vanban" -d "$work/$1" search --format=trec -n 100 \
		--batch="$data/eval/dev.queries.tsv" >"$work/$1.run"
	python3 "$shared/tools/evaluate.py" "$data/eval/$2" "$work/$1.run"
}

zcat "$data/news/news-30k.jsonl.gz" | head -n 20000 >"$work/news.jsonl"
if [ -n "${PEERS:-}" ]; then
	sh "$shared/peers/run.sh" "$work/news.jsonl" \
		"$data/eval/news.queries.tsv" "$work/peers"
fi
index news "$work/news.jsonl"
"$build/bench/bench_search" "$work/news" "$data/eval/news.queries.tsv"
for pool in 2k 62k; do
	zcat "$data/laws/articles-$pool.jsonl.gz" >"$work/laws-$pool.jsonl"
	index "laws-$pool" "$work/laws-$pool.jsonl"
	relevance "laws-$pool" "dev.articles-$pool.qrels.tsv"
done
