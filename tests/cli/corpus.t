#!/bin/sh
# The sample documents, indexed and asked for: what is found, in what order
# and in what shape.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

scans=$(python3 tests/cli/scan.py --count)
plan $((scans + 60))

# field EXPRESSION: of the JSON in $out
field()
{
	printf '%s' "$out" | jq -rc "$1"
}

# --- indexing ---------------------------------------------------------

run vanban-indexer --no-progress --json corpus
is "$status" 0 'the corpus is indexed'
is "$(field '[.added, .updated, .unchanged, .partial, .rejected]')" \
	'[154,0,0,0,0]' '154 documents, all whole'
is "$err" '' 'nothing to complain of'
run vanban-indexer --no-progress --json corpus
is "$(field '[.added, .updated, .unchanged, .rejected]')" '[0,0,154,0]' \
	'the second run finds all of them unchanged'
run vanban verify
is "$status $out" '0 ' 'verify is clean and silent'

# --- what is known of each document -----------------------------------

run python3 tests/corpus-check.py --compare "$VB_BIN/vanban" "$VANBAN_DIR"
is "$status" 0 'the parsers agree with a careful reader often enough'
diag "$out"

# --- numbers ----------------------------------------------------------

for spelling in '01/2026/NQ-HĐND' '01/2026/nq-hđnd' '01 2026 NQ HDND' \
	'nghị quyết số 01/2026/NQ-HĐND' '1/2026/NQ-HĐND'; do
	run vanban resolve --format=json "$spelling"
	is "$status $(field '[.hits[].number] | unique | join(" ")') $(field .total)" \
		'0 01/2026/NQ-HĐND 2' "resolve $spelling finds both"
done
is "$(field '[.hits[].issuer | test("Đồng Nai|Huế|hội đồng"; "i")] | all')" \
	true 'their issuers'
run vanban resolve 20-CT/TU
like "$out" 'Chỉ thị · 20-CT/TU' 'resolve for people'
run vanban resolve 999/2026/NQ-HĐND
is "$status" 1 'a number that nobody bears: exit status 1'
run vanban search --format=json 20-CT/TU
is "$(field '.hits[0].number, .hits[1].number' | tr '\n' ' ')" \
	'20-CT/TU 20-CT/TU ' 'the bearers of a number come first'
is "$(field '[.hits[2:][] | select(.mentions | index("20-CT/TU"))] | length > 0')" \
	true 'then those that cite it'

# --- a scan of every text says the same ---------------------------------

TAP_FIRST=$((tap_count + 1)) python3 tests/cli/scan.py "$VANBAN_DIR" >"$tmp/scan"
cat "$tmp/scan"
tap_count=$((tap_count + $(grep -cE '^(not )?ok ' "$tmp/scan")))
tap_failed=$((tap_failed + $(grep -c '^not ok ' "$tmp/scan")))

# --- relaxing -----------------------------------------------------------

words='nhà vườn cổ Huế'
run vanban search --format=json "$words"
is "$(field '.relaxed')" true 'few hold four words: some of the words'
run vanban search --format=json -n 100 --match=all "$words"
is "$(field '.relaxed')" false '--match=all never relaxes'
all=$(field .total)
run vanban search --format=json -n 100 --match=any "$words"
is "$(field '.relaxed')" false '--match=any is what was asked for'
is "$([ "$(field .total)" -gt "$all" ] && echo more)" more 'and finds more'
run vanban search --format=json 'hội đồng nhân dân'
is "$(field '.relaxed')" false 'many hold all words: no relaxing'

# --- the query as understood --------------------------------------------

run vanban search --format=json 'loại:"chỉ thị" năm:2023 đất'
is "$(field .interpreted)" 'đất type:chi-thi year:2023' 'fields with marks'
is "$(field '[.hits[].type] | unique')" '["chi-thi"]' 'and they filter'
run vanban search 'đất ('
is "$err" 'vanban: query: parentheses without their partner' \
	'what is ignored is said'
run vanban search --format=json 'đất ('
is "$(field .notes)" 'parentheses without their partner' \
	'in JSON too'
run vanban search --format=json 'so:20-CT/TU'
is "$(field '[.hits[].number] | unique')" '["20-CT/TU"]' 'so: finds bearers'
run vanban search --format=json --type=chi-thi --from=2023-01-01 \
	--to=2023-12-31 --sort=oldest ''
is "$(field '[.hits[] | select(.type != "chi-thi" or .date[:4] != "2023")]')" \
	'[]' 'filters without a query'
isnt "$(field .total)" 0 'find something'
run vanban search ''
is "$status" 1 'neither query nor filter finds nothing'
run vanban search --from=yesterday đất
is "$status $err" \
	"2 vanban: search: 'yesterday' is not a date (YYYY-MM-DD)" \
	'a filter that is no date'
run vanban search --kind=book đất
is "$status" 2 'a kind that is none'

# --- shapes -------------------------------------------------------------

run vanban search --format=json -n 3 --facets 'chỉ thị'
is "$(field 'keys_unsorted | join(" ")')" \
	'schema query interpreted understood total exact took_ms offset hits facets resolved did_you_mean relaxed notes' \
	'the keys of an answer'
is "$(field '.hits[0] | keys_unsorted | join(" ")')" \
	'id rank score kind title number type issuer place issuer_level place_now mentions date date_inferred source snippet anchor section url also why' \
	'the keys of a hit'
is "$(field '[.hits[].rank] | join(" ")')" '1 2 3' 'ranks'
is "$(field '.hits[0].why, .schema' | tr '\n' ' ')" '{} 1 ' \
	'no why unless asked for'
is "$(field '.facets.type[0] | keys_unsorted | join(" ")')" \
	'value label count' 'the keys of a facet'
run vanban search --format=json --explain -n 1 'chỉ thị'
parts='heading whole-heading name length order near part line law title date expired document'
is "$(field '.hits[0].why | keys_unsorted | join(" ")')" \
	"step bm25 most $parts" \
	'--explain says why'
run vanban search --explain -n 1 'chỉ thị'
like "$out" '^   step all, bm25 [0-9.]+$' 'for people too'
run vanban search --format=json -n 1 --offset=2 'chỉ thị'
is "$(field '[.offset, .hits[0].rank]')" '[2,3]' 'ranks go on with the offset'
run vanban search --format=ndjson -n 3 'chỉ thị'
is "$(printf '%s' "$out" | jq -c '[.rank, (.id | type)]' | tr '\n' ' ')" \
	'[1,"string"] [2,"string"] [3,"string"] ' 'ndjson: one hit a line'
run vanban search --format=tsv -n 3 'chỉ thị'
is "$(awk -F '\t' 'NF == 9' "$tmp/out" | wc -l)" 3 'tsv: nine columns'
is "$(cut -f 1 "$tmp/out" | tr '\n' ' ')" '1 2 3 ' 'tsv: rank first'
run vanban search --format=trec -n 1000 'chi thi 20 tu'
is "$(awk '$2 == "Q0" && $6 == "vanban" && $4 == NR && NF == 6 &&
	(NR == 1 || $5 < last) { last = $5; n++ } END { print n == NR }' \
	"$tmp/out")" 1 'trec: six columns, scores fall with the rank'
printf 'a\tnghị quyết\n\nb\tchỉ thị\nc\txyzzyx\n' >"$tmp/batch"
run vanban search --batch="$tmp/batch" --format=trec -n 2
is "$status $(cut -d ' ' -f 1,4 "$tmp/out" | tr '\n' ' ')" \
	'0 a 1 a 2 b 1 b 2 ' 'a batch'
printf 'a\tnghị quyết\nno tab\nb\tchỉ thị\n' >"$tmp/batch"
run vanban search --batch=- --format=trec -n 1 <"$tmp/batch"
is "$status $(cut -d ' ' -f 1 "$tmp/out" | tr '\n' ' ') $err" \
	'2 a b  vanban: -: line 2: no tab between id and query' \
	'a line of a batch that is none is named, and the rest goes on'

# --- exit status and streams ----------------------------------------------

run vanban search xyzzyxq
is "$status $out$err" '1 nothing found' 'nothing found: status 1'
LC_ALL=vi_VN.UTF-8 run vanban search --lang=vi xyzzyxq
is "$status $out" '1 không tìm thấy' 'in Vietnamese'
run vanban search đất
is "$status $err" '0 ' 'found: status 0, nothing on standard error'
run vanban -d "$tmp/none" search đất
is "$status $out" '2 ' 'no index: status 2, nothing on standard output'
is "$err" "vanban: $tmp/none: no index in $tmp/none" 'and a message'
run vanban show nobody
is "$status $out" '1 ' 'an id that is not held: status 1'
run vanban frobnicate
is "$status $err" \
	"2 vanban: 'frobnicate' is not a command; see 'vanban --help'" \
	'no such command'
ok 'a full standard output is trouble' not sh -c \
	'vanban search --format=json đất >/dev/full 2>/dev/null'

# --- stats, log -----------------------------------------------------------

run vanban stats --format=json
is "$(field '[.schema, .documents, .versions, .partial, .rejected]')" \
	'[1,154,154,0,0]' 'stats count the documents'
is "$(field '[has("articles", "mentions", "bytes", "index_bytes", "index_revision")] | all')" \
	true 'and have the promised keys'
is "$(field '.index_documents == 154 and .index_sequence == .sequence and
	.articles == 25 and .bytes > 0 and .index_bytes > 0')" true \
	'the index is where the archive is'
run vanban log -n 1000
is "$(awk -F '\t' 'NF == 5 && $3 == "added"' "$tmp/out" | wc -l)" 154 \
	'the log has an event for each'
run vanban log --format=json -n 2
is "$(printf '%s' "$out" | jq -r .event | tr '\n' ' ')" 'added added ' \
	'the log as JSON, one event a line'

# --- show -----------------------------------------------------------------

file=corpus/official/hai-duong-21-2022-nq-hdnd.txt.gz
id=$(vanban search --format=ndjson so:21/2022/NQ-HĐND | jq -r .id)
run vanban show --original "$id"
ok 'the original of a .gz is the .gz' cmp "$tmp/out" "$file"
run vanban show --original="$tmp/file" "$id"
ok 'into a file' cmp "$tmp/file" "$file"
