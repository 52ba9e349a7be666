#!/bin/sh
# SIGKILL at random moments of indexing. Twelve of them here, with another
# seed each day; `tests/fault/kill.py build/bin 300` does the long run.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

plan 1

seed=${VB_SEED:-$(date +%Y%m%d)}
run python3 tests/fault/kill.py "$VB_BIN" 12 "$seed"
is "$status" 0 "12 kills, seed $seed: nothing acknowledged is lost"
diag "$out"
diag "$err"
