#!/bin/sh
# Handing over: NDJSON, BagIt bags (RFC 8493), and an archive made of one.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 61

sql()
{
	sqlite3 "$VANBAN_DIR/archive.db" "$1"
}

run vanban export --ndjson
is "$status $out" '2 ' 'no archive: 2'
mkdir "$tmp/in"
cp -r corpus/official corpus/portal-html corpus/records "$tmp/in/"
vanban-indexer "$tmp/in" 2>"$tmp/err"
file=$(sql "SELECT source FROM versions WHERE source LIKE '%.txt'
	AND json_extract(fields, '\$.number[0]') <> ''
	ORDER BY source LIMIT 1")
printf '\nthêm một dòng\n' >>"$file"
printf 'một tệp' >"$tmp/in/$(printf 'tên\377lạ').txt"
vanban-indexer "$tmp/in" 2>"$tmp/err"
# shellcheck disable=SC2046
set -- $(sql 'SELECT id FROM documents ORDER BY sequence LIMIT 4')
vanban edit --no-index "$1" 'title=Tên đã sửa "thử"' signer=
vanban withdraw --no-index --reason='nhầm' "$2"
vanban withdraw --no-index --erase --reason='luật' "$3"
vanban-indexer
corrected=$1 hidden=$2 erased=$3 plain=$4

# --- NDJSON ------------------------------------------------------------------
run vanban export --ndjson
is "$status" 0 'ndjson'
is "$(jq -r .id "$tmp/out" | sort)" \
	"$(sql 'SELECT id FROM documents' | sort)" 'every document, once'
jq -c "select(.id == \"$plain\")" "$tmp/out" >"$tmp/one"
vanban show --format=json "$plain" >"$tmp/shown"
for key in text metadata extra sha256 source format versions added; do
	is "$(jq -c ".$key" "$tmp/one")" "$(jq -c ".$key" "$tmp/shown")" \
		"$key as show has it"
done
is "$(jq -c '[.references[].number]' "$tmp/out" 2>/dev/null | head -n 500 |
	grep -c null)" 0 'references have numbers'
is "$(jq -rs '[.[].references | select(. != null) | .[].kind] | unique |
	length > 1' "$tmp/out")" true 'and kinds'
is "$(jq -c "select(.id == \"$corrected\") | .corrections" "$tmp/out")" \
	'{"title":"Tên đã sửa \"thử\"","signer":null}' 'corrections'
is "$(jq -c "select(.id == \"$hidden\") | [.withdrawn, .reason, .text,
	.metadata, .references]" "$tmp/out")" '[true,"nhầm",null,null,null]' \
	'of a withdrawn one what its tombstone says'
jq -r keys_unsorted[] "$tmp/one" | grep -vx schema | sort >"$tmp/written"
awk '/^## Export/ { on = 1; next } /^## / { on = 0 }
	on && /^\| `/ { split($0, c, "|"); while (match(c[2], /`[a-z0-9_]+`/)) {
		print substr(c[2], RSTART + 1, RLENGTH - 2)
		c[2] = substr(c[2], RSTART + RLENGTH) } }' docs/schema.md |
	sort >"$tmp/told"
ok 'docs/schema.md names the keys' diff "$tmp/written" "$tmp/told"
for options in '' '--ndjson --bagit=x' '--bagit=' '--ndjson more'; do
	# shellcheck disable=SC2086
	run vanban export $options
	is "$status" 2 "refused: export $options"
done

# --- a bag -------------------------------------------------------------------
bag=$tmp/bag
run vanban export --bagit="$bag" --organization='Văn phòng'
is "$status $out" '0 ' 'a bag'
ok 'nothing is left beside it' test ! -e "$bag.vanban-part"
cd "$bag" || exit 2
# What RFC 8493 demands, by hand.
is "$(cat bagit.txt)" 'BagIt-Version: 1.0
Tag-File-Character-Encoding: UTF-8' '2.1.1: bagit.txt'
is "$(find . -mindepth 1 -maxdepth 1 | sort | tr '\n' ' ')" \
	'./bag-info.txt ./bagit.txt ./data ./manifest-sha256.txt ./tagmanifest-sha256.txt ' \
	'2.1: the elements'
ok '2.1.3: sha256sum accepts the manifest' \
	sha256sum -c --quiet --strict manifest-sha256.txt
ok '2.2.1: and the tag manifest' \
	sha256sum -c --quiet --strict tagmanifest-sha256.txt
is "$(grep -vcE '^[0-9a-f]{64}  data/[^%]+$' manifest-sha256.txt)" 0 \
	'2.1.3: digest, spaces, a path below data'
sed 's/^[^ ]*  //' manifest-sha256.txt | sort >"$tmp/listed"
find data -type f | sort >"$tmp/files"
ok '3: every file of the payload is listed, once' \
	cmp "$tmp/listed" "$tmp/files"
is "$(sed 's/^[^ ]*  //' tagmanifest-sha256.txt | sort | tr '\n' ' ')" \
	'bag-info.txt bagit.txt manifest-sha256.txt ' \
	'2.2.1: every tag file but itself'
is "$(sed -n 's/^Payload-Oxum: //p' bag-info.txt)" \
	"$(find data -type f -exec cat {} + | wc -c | tr -d ' ').$(wc -l \
		<"$tmp/files" | tr -d ' ')" '2.2.2: Payload-Oxum'
like "$(cat bag-info.txt)" '^Bagging-Date: [0-9]{4}-[0-9]{2}-[0-9]{2}$' \
	'2.2.2: Bagging-Date'
like "$(cat bag-info.txt)" '^Source-Organization: Văn phòng$' \
	'2.2.2: Source-Organization'
is "$(find data -type l)" '' 'no links'
is "$(find data/originals -type f | sed 's|.*/||' | sort)" \
	"$(sql 'SELECT name FROM sqlar ORDER BY name')" 'each original, once'
is "$(find data/readings -type f | sed 's|.*/||' | sort)" \
	"$(sql 'SELECT DISTINCT lower(hex(digest)) FROM readings ORDER BY 1')" \
	'each reading'
is "$(jq -c '[.id, .version]' data/records.ndjson | sort)" \
	"$(sql "SELECT json_array(id, version) FROM versions JOIN documents
		USING (document)" | sort)" 'a record for each version'
is "$(jq -r .hash data/events.ndjson)" \
	"$(sql 'SELECT lower(hex(hash)) FROM events ORDER BY number')" \
	'the chain of events'
cd "$root" || exit 2
run vanban export --bagit="$bag"
is "$status" 2 'there is one: 2'
like "$err" "^vanban: export: $bag: the folder is not empty" 'and why'
: >"$tmp/file"
run vanban export --bagit="$tmp/file"
is "$status" 2 'a file is there: 2'

# --- and back ----------------------------------------------------------------
run vanban -d "$tmp/new" import --bagit="$bag"
is "$status $out" '0 ' 'import'
vanban-indexer -d "$tmp/new"
run vanban -d "$tmp/new" verify
is "$status $out" '0 ' 'verify is clean'
run vanban -d "$tmp/new" export --bagit="$tmp/again"
ok 'its bag has the same payload' \
	cmp "$bag/manifest-sha256.txt" "$tmp/again/manifest-sha256.txt"
for query in 'nghị quyết' 'hội đồng nhân dân' 'tieude:"Tên đã sửa"' \
	'dat dai' 'type:chi-thi'; do
	is "$(vanban -d "$tmp/new" search --format=trec -n 50 "$query" |
		cut -d ' ' -f 3 | sort)" "$(vanban search --format=trec -n 50 \
		"$query" | cut -d ' ' -f 3 | sort)" "found alike: $query"
done
vanban -d "$tmp/new" show --format=json "$corrected" >"$tmp/new.json"
vanban show --format=json "$corrected" >"$tmp/old.json"
ok 'a document is the same, byte for byte' cmp "$tmp/old.json" "$tmp/new.json"
run vanban -d "$tmp/new" show "$erased"
is "$status $err" "1 vanban: show: $erased: withdrawn: luật" 'a tombstone'
run vanban-indexer -d "$tmp/new" --json "$tmp/in"
is "$(jq '.added + .updated' "$tmp/out")" 0 'nothing is new to it'
run vanban -d "$tmp/new" import --bagit="$bag"
is "$status" 2 'into one that is not empty: 2'
cp -r "$bag" "$tmp/bad"
harmed=$(sed -n '3s/^[^ ]*  //p' "$bag/manifest-sha256.txt")
printf x >>"$tmp/bad/$harmed"
run vanban -d "$tmp/new2" import --bagit="$tmp/bad"
is "$status $err" \
	"2 vanban: import: $tmp/bad: $harmed: the bytes fail their digest" \
	'a harmed file is named'
is "$(ls "$tmp/new2")" lock 'and there is no archive'

# --- killed, and no room -----------------------------------------------------
half=0 parts=0 i=0
while [ "$i" -lt 20 ]; do
	i=$((i + 1))
	vanban export --bagit="$tmp/killed" 2>"$tmp/err" &
	pid=$!
	sleep "0.0$((i * 5 % 97 + 10))"
	kill -KILL "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	[ ! -e "$tmp/killed.vanban-part" ] || parts=1
	if [ -e "$tmp/killed" ]; then
		(cd "$tmp/killed" && sha256sum -c --quiet --strict \
			manifest-sha256.txt tagmanifest-sha256.txt) >"$tmp/sums" 2>&1 ||
			half=1
		rm -rf "$tmp/killed"
	fi
done
is "$parts" 1 'some were killed in the middle'
is "$half" 0 'killed: no half bag under its name'
run vanban export --bagit="$tmp/killed"
is "$status" 0 'the next run removes what is left'
ok 'all of it' test ! -e "$tmp/killed.vanban-part"
mkdir "$tmp/small"
if [ "$(id -u)" -eq 0 ] &&
	mount -t tmpfs -o size=200k tmpfs "$tmp/small" 2>/dev/null; then
	run vanban export --bagit="$tmp/small/bag"
	left=$(ls -A "$tmp/small")
	run2=$status err2=$err
	run vanban -d "$tmp/small/d" import --bagit="$bag"
	left2=$(ls -A "$tmp/small/d")
	umount "$tmp/small"
	is "$run2 $left" '2 ' 'no room for a bag: 2, and nothing is left'
	like "$err2" 'No space left' 'and why'
	is "$status $left2" '2 lock' 'no room for an archive: 2, and none'
else
	skip 3 'mounting a tmpfs takes root'
fi
