#!/bin/sh
# check-homes: each library is included at its home only.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 15

plant()
{
	mkdir -p "$tmp/tree/$(dirname "$1")"
	printf '#include <%s>\n' "$2" >"$tmp/tree/$1"
}

# refused FILE HEADER HOME
refused()
{
	rm -rf "$tmp/tree"
	plant "$1" "$2"
	run tools/check-homes.sh "$tmp/tree"
	is "$status $out" "1 $1:1: <$2> belongs into $3" "$2 is not for $1"
}

refused lib/index/a.c xapian.h 'the C++ of lib/xapian-c'
refused lib/xapian-c/a.h xapian.h 'the C++ of lib/xapian-c'
refused lib/archive/a.c libxml/tree.h 'lib/format and lib/output'
refused lib/format/a.c jansson.h 'tests and fuzz, where it is the oracle'
refused lib/text/a.c iconv.h lib/text/charset.c
refused lib/format/a.c zlib.h 'lib/base/deflate.c and lines.c'
refused lib/index/a.c sqlite3.h 'lib/archive, and searchd/visits.c'
refused cli/a.c microhttpd.h 'one file of searchd'
refused lib/archive/a.c nettle/sha2.h 'one file of lib/base'
refused searchd/cql.c yaz/cql.h lib/query/cql.c
refused lib/base/a.c curl/curl.h cli/remote_http.c
refused lib/text/a.c utf8proc.h 'tests, where it is the oracle'

rm -rf "$tmp/tree"
plant lib/base/a.c nettle/sha2.h
plant lib/base/b.c nettle/sha2.h
run tools/check-homes.sh "$tmp/tree"
is "$status $out" \
	'1 lib/base/b.c:1: <nettle/sha2.h> belongs into one file of lib/base, which is lib/base/a.c' \
	'one file is one file'

rm -rf "$tmp/tree"
plant lib/base/a.c pcre2.h
run tools/check-homes.sh "$tmp/tree"
is "$status $out" \
	'1 lib/base/a.c:1: <pcre2.h> has no home: give it a row in tools/check-homes.sh' \
	'a library that nobody has decided on'

rm -rf "$tmp/tree"
plant lib/xapian-c/a.cc xapian.h
plant lib/format/a.c libxml/tree.h
plant lib/output/a.c libxml/tree.h
plant lib/base/deflate.c zlib.h
plant lib/base/b.c nettle/sha2.h
plant lib/archive/a.c sqlite3.h
plant searchd/visits.c sqlite3.h
plant searchd/a.c microhttpd.h
plant tests/unit/a.c utf8proc.h
plant tests/unit/b.c zlib.h
plant lib/text/a.c sys/stat.h
plant lib/xapian-c/b.cc memory
run tools/check-homes.sh "$tmp/tree"
is "$status $out" '0 ' 'all at home'
