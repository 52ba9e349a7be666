#!/bin/sh
# Every test: run-all.sh UNIT_PROGRAM...
# Each part prints its own totals; the last line adds them up.
: "${VB_BIN:?the folder of the programs}"
export VB_BIN
total_passed=0 total_failed=0

# part NAME COMMAND...: run it, show its output, add its totals.
part() {
	name=$1
	shift
	printf '== %s\n' "$name"
	log=$(mktemp) || exit 2
	"$@" >"$log" 2>&1
	status=$?
	cat "$log"
	line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
	rm -f "$log"
	passed=${line%% passed*}
	failed=${line#*, }
	failed=${failed%% *}
	# A part that says nothing, or fails without saying what, is a failure.
	if [ -z "$line" ]; then
		passed=0 failed=1
	elif [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
		failed=1
	fi
	total_passed=$((total_passed + passed))
	total_failed=$((total_failed + failed))
}

# taps NAME FOLDER: the TAP files of a folder.
taps() {
	set -- "$1" tests/"$2"/*.t
	[ -e "$2" ] || return 0
	name=$1
	shift
	part "$name" sh tests/run-tap.sh "$@"
}

part 'unit tests' sh tests/run-unit.sh "$@"
part 'corpus' python3 tests/corpus-check.py --validate
taps 'programs' cli
taps 'http' http
taps 'browser' browser
taps 'faults' fault
taps 'lint checks' lint
printf '%s passed, %s failed\n' "$total_passed" "$total_failed"
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
