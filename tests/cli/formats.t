#!/bin/sh
# A document in every format and every encoding, word for word:
# tests/cli/formats.py compares and prints the tests.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

[ -x "$VB_BIN/vanban-reader" ] || skip_all 'no vanban-reader'
OMP_THREAD_LIMIT=1
export OMP_THREAD_LIMIT
python3 tests/cli/formats.py "$VB_BIN" "$tmp"
status=$?

# The plan and the count are the program's.
tap_planned=0
[ "$status" -eq 0 ] || tap_failed=1
exit "$status"
