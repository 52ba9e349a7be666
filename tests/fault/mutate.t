#!/bin/sh
# Two hundred damaged files, each accounted for: tests/fault/mutate.py says
# what must hold. Ten thousand of them are `mutate.py BIN 10000 SEED`.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

[ -x "$VB_BIN/vanban-reader" ] || skip_all 'no vanban-reader'
plan 2

run python3 tests/fault/mutate.py "$VB_BIN" 200 1
is "$status" 0 'nothing is lost, dies or hangs'
like "$out" '^1 passed, 0 failed$' 'in one batch'
diag "$out"
