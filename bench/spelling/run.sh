#!/bin/sh
# run.sh BUILD DIR: all of bench/spelling, see README.md.
set -eu
here=$(dirname "$0")
build=$1 dir=$2
[ -d "$dir" ] || sh "$here/make.sh" "$build" "$dir"
make -s O="$build" "$build/bench/bench_spell"
python3 "$here/offers.py" "$build" "$dir" correct
python3 "$here/offers.py" "$build" "$dir" typos
python3 "$here/prefixes.py" "$build" "$dir"
