#!/bin/sh
# DOCX: how many files a second. docx.sh BUILD_DIR [MORE [ROUNDS]]
# Data: $VB_DATA/formats/docx, else ../shared/data/formats/docx; MORE is a
# folder of other .docx files. Prints for each file, and for all small ones
# made here, vanban's reading in one process beside the floor (unpack, and
# libxml2's SAX parser with nothing to call); then what vanban-indexer does
# with a folder of copies that all differ, workers and index included.
set -eu
build=$1
more=${2:-}
rounds=${3:-10}
laws=${VB_DATA:-../shared/data}/formats/docx
copies=20 # of each law, to be indexed
small=300

if [ ! -d "$laws" ]; then
	echo "docx.sh: no files at $laws (set VB_DATA)" >&2
	exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/small" "$work/laws"
python3 "$(dirname "$0")/docx_make.py" "$work/small" "$small" "$work/laws" \
	"$copies" "$laws"/*.docx
echo "laws:"
"$build/bench/bench_docx" "$rounds" "$laws"/*.docx
if [ -n "$more" ]; then
	echo "others, $more:"
	"$build/bench/bench_docx" "$rounds" "$more"/*.docx
fi
echo "small:"
"$build/bench/bench_docx" "$rounds" "$work"/small/*.docx

# index NAME: a folder from nothing, by the wall clock.
index() {
	n=$(find "$work/$1" -name '*.docx' | wc -l)
	from=$(date +%s.%N)
	"$build/bin/vanban-indexer" -d "$work/index-$1" --no-progress \
		"$work/$1" >"$work/log" 2>&1 || { cat "$work/log"; exit 2; }
	to=$(date +%s.%N)
	echo "$n $from $to" | awk -v name="$1" '{
		printf "vanban-indexer, %s: %d files, %.1f/s\n", name, $1,
			$1 / ($3 - $2) }'
}
index small
index laws
