#!/bin/sh
# Nothing a user types is an error: 300 odd queries on corpus/.
# tests/fault/queries.py makes them and prints the tests.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

command -v python3 >/dev/null || skip_all 'no python3'

vanban-indexer --no-progress corpus 2>"$tmp/err"
[ $? -lt 2 ] || {
	cat "$tmp/err"
	exit 1
}
python3 tests/fault/queries.py "$VB_BIN"
status=$?

# The plan and the count are the program's.
tap_planned=0
[ "$status" -eq 0 ] || tap_failed=1
exit "$status"
