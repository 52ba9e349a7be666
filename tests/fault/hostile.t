#!/bin/sh
# Hundreds of hostile files in one run, each with the outcome it must have:
# tests/fault/hostile.py has the table and prints the tests.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

[ -x "$VB_BIN/vanban-reader" ] || skip_all 'no vanban-reader'
command -v python3 >/dev/null || skip_all 'no python3'

# What the cage must hide may be read by anyone.
chmod 755 "$tmp"
python3 tests/fault/hostile.py "$VB_BIN" "$tmp"
status=$?

# The plan and the count are the program's.
tap_planned=0
[ "$status" -eq 0 ] || tap_failed=1
exit "$status"
