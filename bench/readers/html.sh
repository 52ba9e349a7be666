#!/bin/sh
# Pages: how complete and how fast. html.sh BUILD_DIR [ROUNDS]
# Data: $VB_DATA/formats/html, else ../shared/data/formats/html.
# xmllint --repeat parses a page a hundred times; its time is printed beside
# libxml2's own of the same process, which has no start of a program in it.
set -eu
build=$1
rounds=${2:-5}
pages=${VB_DATA:-../shared/data}/formats/html
here=$(dirname "$0")

if [ ! -d "$pages" ]; then
	echo "html.sh: no pages at $pages (set VB_DATA)" >&2
	exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for page in "$pages"/*.html.gz; do
	gzip -dc "$page" >"$work/$(basename "$page" .gz)"
done
python3 "$here/html_body.py" "$build/bench/bench_html" "$work"/*.html
"$build/bench/bench_html" "$rounds" "$work"/*.html
if command -v xmllint >/dev/null; then
	bytes=$(cat "$work"/*.html | wc -c)
	for page in "$work"/*.html; do
		/usr/bin/time -a -o "$work/times" -f %U \
			xmllint --html --noout --repeat "$page" 2>/dev/null || :
	done
	awk -v bytes="$bytes" '/^[0-9.]+$/ { s += $1 } END {
		printf "xmllint --html --noout --repeat: %.1f MB/s\n",
			100 * bytes / s / 1e6 }' "$work/times"
fi
