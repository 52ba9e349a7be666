#!/bin/sh
# A writer without rest and whole-index swaps: no answer is wrong or mixed.
# `tests/fault/swap.py build/bin 1000000` does the long run.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 1

run python3 tests/fault/swap.py "$VB_BIN" "${VB_SWAP_REQUESTS:-20000}"
is "$status" 0 'each answer is of one revision'
diag "$out"
diag "$err"
