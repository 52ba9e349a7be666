#!/bin/sh
# Queries that are empty, endless or mad: an answer or a clear refusal, soon.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 62

run vanban-indexer --no-progress corpus
is "$status" 0 'the corpus is indexed'

# What must hold on a quiet machine is 10 ms: VB_LIMIT_MS=10 asserts that. By
# default the bound only tells an answer from a hang, whatever else runs.
LIMIT_MS=${VB_LIMIT_MS:-300}

# best COMMAND…: the least of five that the search says it took; what
# else runs on the machine only makes it longer. Zero if it never says.
best_took()
{
	for _ in 1 2 3 4 5; do
		"$@" 2>/dev/null | jq -r .took_ms
	done | sort -n | head -n 1
}

# mad NAME STATUS QUERY [PATTERN]: exit status, what standard error says, time
mad()
{
	run vanban search --format=json -n 10 -- "$3"
	like "$status" "^($2)$" "$1: exit status $2"
	if [ "$status" -eq 2 ]; then
		like "$err" "^vanban: search: ${4:-.}" "$1: a clear refusal"
		is "$out" '' "$1: and no answer"
		return
	fi
	like "$err" "${4:-^(vanban: query: .*)?\$}" "$1: says what it ignored"
	took=$(best_took vanban search --format=json -n 10 -- "$3")
	ok "$1: in ${took:-?} ms" awk "BEGIN { exit !(\"$took\" + 0 < $LIMIT_MS) }"
}

# repeat N TEXT: N times, without a line end
repeat()
{
	python3 -c 'import sys; sys.stdout.write(sys.argv[2] * int(sys.argv[1]))' \
		"$1" "$2"
}

mad empty 1 ''
mad blanks 1 '    '
mad '10 KB of words' 2 "$(repeat 2000 'đất ')" 'query.*4096 bytes'
mad '10 KB of one word' 2 "$(repeat 10240 a)" 'query.*4096 bytes'
mad '1,000 parentheses' '0|1' "$(repeat 1000 '(')đất$(repeat 1000 ')')" \
	'parenthes'
mad '1,000 that open' '0|1' "$(repeat 1000 '(')đất" 'parenthes'
mad '1,000 that close' '0|1' "đất$(repeat 1000 ')')" 'parenthes'
mad 'a lone star' 1 '*' 'nothing|\*'
mad 'a lone quote' 1 '"' 'quotation mark'
mad 'an open quote' 0 '"hội đồng nhân dân' 'quotation mark'
mad 'control characters' 0 "$(printf 'h\001\033[31m\tđất\177 \302\233')"
mad 'broken UTF-8' '0|1' "$(printf 'đ\377\376ất \303')"
mad 'a one-letter prefix' 0 'a*' 'fewer than 3 letters'
mad 'prefixes' 0 'ngh* chi* tru* hoi*' 'first 2'
mad '200 words' 0 "$(repeat 200 'đất ')" 'first 128'
mad 'only a negation' 0 '-xyzzyx'
mad 'only negations' 0 '-đất -nước NOT rừng'
mad 'nothing but operators' 1 'AND OR NOT' 'nothing to act on'
mad 'deep nesting' '0|1' \
	"$(repeat 60 '(đất OR (nước AND ')rừng$(repeat 120 ')')" 'deep'
mad 'many fields' '0|1' "$(repeat 100 'loai:chi-thi ')" 'filters'

# A refusal has no took_ms: the best of five whole runs, start and all, is
# not much more than that of a search that finds nothing.
cat >"$tmp/time.py" <<'END'
import subprocess, sys, time
def best(query):
    runs = []
    for _ in range(5):
        begin = time.monotonic()
        subprocess.run(["vanban", "search", "--", query], capture_output=True)
        runs.append(time.monotonic() - begin)
    return min(runs)
print(int((best(sys.argv[1]) - best("xyzzyx")) * 1000))
END
extra=$(python3 "$tmp/time.py" "$(repeat 10240 'a ')")
ok "a refusal costs $extra ms more than a search" [ "$extra" -lt "$LIMIT_MS" ]
