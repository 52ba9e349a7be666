#!/bin/sh
# Lighthouse on the start page and on results: run.sh BUILD_DIR. Prints a table
# of scores, phone and desktop, and keeps the reports in BUILD_DIR/lighthouse.
# Exits 1 when performance is below 95 or accessibility below 100.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:?usage: run.sh BUILD_DIR}" && pwd)
work=$build/lighthouse
data=$(mktemp -d)
CHROME_PATH=${CHROMIUM:-/usr/bin/chromium}
export CHROME_PATH
pid=
trap 'if [ -n "$pid" ]; then kill "$pid"; fi; rm -rf "$data"' EXIT

mkdir -p "$work"
if [ ! -d "$work/node_modules/lighthouse" ] ||
	! cmp -s "$here/package-lock.json" "$work/package-lock.json"; then
	cp "$here/package.json" "$here/package-lock.json" "$work"
	(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund \
		--no-update-notifier --loglevel=error) >&2
fi

cd "$here/../.."
"$build/bin/vanban-indexer" -d "$data/archive" --no-progress corpus
"$build/bin/vanban-searchd" -d "$data/archive" --listen=127.0.0.1:0 \
	2>"$data/said" &
pid=$!
base=
while [ -z "$base" ]; do
	kill -0 "$pid"
	sleep 0.1
	base=$(grep -oE 'http://127\.0\.0\.1:[0-9]+/' "$data/said" || :)
done

flags='--headless=new'
[ "$(id -u)" -ne 0 ] || flags="$flags --no-sandbox"

# score NAME PATH PRESET: one row of the table; false when it is too low.
score()
{
	report=$work/$1-$3.json
	set -- "$@" "--chrome-flags=$flags" --quiet --output=json \
		"--output-path=$report" \
		--only-categories=performance,accessibility,best-practices,seo
	[ "$3" = phone ] || set -- "$@" --preset=desktop
	name=$1 preset=$3 url=$base$2
	shift 3
	node "$work/node_modules/lighthouse/cli/index.js" "$url" "$@" >&2
	jq -r --arg name "$name" --arg preset "$preset" '
		def score: .score * 100 | round;
		def ms: .numericValue | round;
		.categories as $c | .audits as $a |
		[$name, $preset, ($c.performance | score),
		 ($c.accessibility | score), ($c["best-practices"] | score),
		 ($c.seo | score), ($a["first-contentful-paint"] | ms),
		 ($a["largest-contentful-paint"] | ms),
		 ($a["total-byte-weight"] | ms)] | @tsv' "$report"
	jq -e '.categories.performance.score >= 0.95 and
		.categories.accessibility.score == 1' "$report" >/dev/null
}

printf 'page\tas\tperf\ta11y\tbest\tseo\tFCP ms\tLCP ms\tbytes\n'
bad=0
for preset in phone desktop; do
	score home '' "$preset" || bad=1
	score results 'search?q=nuoc+sach+nong+thon' "$preset" || bad=1
	score document documents/bai-003 "$preset" || bad=1
done
exit "$bad"
