#!/bin/sh
# Run TAP tests written in sh and add up: run-tap.sh FILE...
# Shows what failed; prints "N passed, N failed" last, and "N skipped" on a line
# before it if there are any: they count as neither. A file also fails, by
# one, without a plan, with another number of tests than planned, when its
# numbers are not 1, 2, 3…, when it bails out, when it exits otherwise than 0
# with no test failed, or after $VB_TEST_TIMEOUT seconds (300). Exits 1 if
# anything failed or nothing ran. With V=1 everything is shown.
passed=0 failed=0 skipped=0

# The output of one file: its passed, failed and skipped, then why it is bad.
# There are no expected failures: "not ok" fails, whatever it says.
count()
{
	awk '
	/^1\.\.[0-9]+/ {
		plans++
		planned = substr($1, 4) + 0
		all_skipped = toupper($0) ~ /^1\.\.0[ \t]*#[ \t]*SKIP/
	}
	/^(not )?ok([ \t]|$)/ {
		n++
		number = $1 == "not" ? $3 : $2
		if (number ~ /^[0-9]+$/ && number + 0 != n)
			order = 1
		if ($1 == "ok" && toupper($0) ~ /#[ \t]*SKIP/)
			skip++
		else if ($1 == "ok")
			pass++
		else
			fail++
	}
	/^Bail out!/ { why = "bailed out" }
	END {
		if (why == "" && plans != 1)
			why = plans ? "more than one plan" : "no plan"
		if (why == "" && planned != n)
			why = "planned " planned " tests, ran " n + 0
		if (why == "" && order)
			why = "tests out of order"
		if (why == "" && !planned && !all_skipped)
			why = "no tests"
		print pass + 0, fail + 0, skip + all_skipped, why
	}'
}

for file in "$@"; do
	out=$(timeout -k 5 "${VB_TEST_TIMEOUT:-300}" sh "$file" 2>&1 </dev/null)
	status=$?
	read -r ok bad skip why <<-END
	$(printf '%s\n' "$out" | count)
	END
	if [ "$status" -eq 124 ]; then
		why='took too long'
	elif [ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && [ -z "$why" ]; then
		why="exit status $status"
	fi
	if [ -n "$why" ]; then
		bad=$((bad + 1))
		printf '%s: %s\n' "$file" "$why"
	fi
	if [ -n "$V" ] || [ "$bad" -ne 0 ] && [ -n "$why" ]; then
		printf '%s\n' "$out" | sed "s|^|$file: |"
	elif [ "$bad" -ne 0 ]; then
		printf '%s\n' "$out" | grep -A 20 -E '^(not ok|#)' |
			grep -vE '^ok' | sed "s|^|$file: |"
	fi
	passed=$((passed + ok)) failed=$((failed + bad))
	skipped=$((skipped + skip))
done
[ "$skipped" -eq 0 ] || printf '%s skipped\n' "$skipped"
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
