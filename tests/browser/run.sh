#!/bin/sh
# Run a test of this folder: run.sh NAME.js. What node needs was put below the
# build folder by `make deps-browser`; TAP on standard output.
here=$(cd "$(dirname "$0")" && pwd) || exit 2
root=$(cd "$here/../.." && pwd) || exit 2
cd "$root" || exit 2
VB_BIN=${VB_BIN:-build/bin}
case $VB_BIN in
/*) ;;
*) VB_BIN=$root/$VB_BIN ;;
esac
VB_OUT=${VB_BIN%/*}
NODE_PATH=${NODE_PATH:-$VB_OUT/browser/node_modules}
export VB_BIN VB_OUT NODE_PATH
# libxapian's own check frees with another size than it asked for.
export ASAN_OPTIONS="${ASAN_OPTIONS:-new_delete_type_mismatch=0}"
if [ ! -d "$NODE_PATH/playwright-core" ]; then
	echo '1..0 # SKIP no node modules: make deps-browser'
	exit 0
fi
exec node "$here/$1"
