#!/bin/sh
# Run Check programs and add up their totals: run-unit.sh PROGRAM...
# Prints "N passed, N failed" last; exits 1 if anything failed or nothing ran.
passed=0 failed=0
for program in "$@"; do
	out=$(CK_VERBOSITY=normal "$program" 2>&1)
	status=$?
	# Check's own summary: "100%: Checks: 7, Failures: 0, Errors: 0"
	line=$(printf '%s\n' "$out" | grep -aE '%: Checks: [0-9]+' | tail -n 1)
	# shellcheck disable=SC2046 # split into numbers
	set -- $(printf '%s' "$line" | tr -c '0-9\n' ' ')
	checks=${2:-0} bad=$((${3:-0} + ${4:-0}))
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] || [ "$checks" -eq 0 ]; then
		bad=$((bad + 1))
	fi
	[ "$bad" -eq 0 ] || printf '%s: exit %s\n%s\n' "$program" "$status" "$out"
	passed=$((passed + checks - bad)) failed=$((failed + bad))
done
[ "$passed" -ge 0 ] || passed=0
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
