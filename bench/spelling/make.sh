#!/bin/sh
# make.sh BUILD DIR: laws, news and official documents in one archive.
set -eu
build=$1 dir=$2
data=${VB_DATA:-../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zcat "$data/laws/articles-62k.jsonl.gz" >"$work/laws.ndjson"
zcat "$data/news/news-30k.jsonl.gz" |
	jq -c '. + {kind: "article"}' >"$work/news.ndjson"
zcat "$data/official/dev.jsonl.gz" |
	jq -c '{id: ("official/" + (.file | rtrimstr(".md"))), title, number, type, issuer, signer, text}' \
		>"$work/official.ndjson"
"$build/bin/vanban-indexer" -d "$dir" --no-progress "$work"/*.ndjson
