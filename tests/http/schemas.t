#!/bin/sh
# Atom, sitemaps and Akoma Ntoso of the whole corpus against their schemas:
# tests/http/schemas/README.md. $VB_SCHEMAS is a folder with OASIS's
# akomantoso30.xsd.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 44

here=$root/tests/http/schemas
sitemap_xsd=$(dirname "$VB_BIN")/clients/node_modules/sitemap/schema/sitemap.xsd
akn_xsd=${VB_SCHEMAS:=$root/../shared/schemas}/akomantoso30.xsd

# valid NAME SCHEMA FILE...: xmllint takes all of them; there is one.
valid()
{
	valid_name=$1
	valid_schema=$2
	shift 2
	case $valid_schema in
	*.xsd) valid_kind=--schema ;;
	*) valid_kind=--relaxng ;;
	esac
	xmllint --nonet --noout $valid_kind "$valid_schema" "$@" 2>"$tmp/lint"
	valid_status=$?
	[ -f "$1" ] && [ $valid_status -eq 0 ]
	valid_status=$?
	tap_result $valid_status "$valid_name" || diag "$(grep -v ' validates$' "$tmp/lint" | head -20)"
}

# refused SCHEMA FILE SED-SCRIPT NAME: what sed makes of it is wrong, and is
# not what it was.
refused()
{
	tr -d '\n' <"$2" | sed -E "$3" >"$tmp/wrong"
	if xmllint --nonet --noout --relaxng "$1" "$tmp/wrong" 2>"$tmp/lint"; then
		fail "$4"
	else
		like "$(cat "$tmp/lint")" 'wrong fails to validate' "$4"
	fi
}

# xpath FILE EXPRESSION, where a: is Atom and every other prefix falls away
xpath()
{
	sed -E 's| xmlns="[^"]*"||' "$1" | xmllint --nonet --xpath "$2" - 2>&1
}

find "$root"/corpus/official "$root"/corpus/portal "$root"/corpus/records -type f ! -name '*.json' \
	-exec vanban-indexer --no-progress {} + >"$tmp/indexed" 2>&1 || diag "$(cat "$tmp/indexed")"
serve --public-url=https://vanban.example
get /api/v1/stats
total=$(printf %s "$out" | jq .documents)
like "$total" '^[0-9]{2,}$' 'the corpus is there'

# Atom: every page of a feed of everything.
path='/feed.atom?n=50'
pages=0
while [ -n "$path" ] && [ $pages -lt 100 ]; do
	pages=$((pages + 1))
	get "$path"
	printf '%s\n' "$out" >"$tmp/atom-$pages.xml"
	path=$(xpath "$tmp/atom-$pages.xml" 'string(/feed/link[@rel="next"]/@href)')
	path=${path#https://vanban.example}
done
is "$pages" $(((total + 49) / 50)) 'a feed has all pages'
valid 'all are valid' "$here/atom.rng" "$tmp"/atom-*.xml
for file in "$tmp"/atom-*.xml; do
	xpath "$file" '//entry/id/text()'
done >"$tmp/ids"
is "$(sort -u "$tmp/ids" | grep -c '^tag:')" "$total" 'and each document once'
for file in "$tmp"/atom-*.xml; do
	xpath "$file" 'count(/feed[not(author)]/entry[not(author)]) +
		count(//entry[not(link[@rel="alternate" or not(@rel)]) and not(content)]) +
		count(//link[@rel="alternate"][@type = preceding-sibling::link[@rel="alternate"]/@type
			and not(@hreflang)]) +
		count(//entry[id = preceding::entry/id]) + count(/feed[not(link[@rel="self"])])'
done >"$tmp/wrong"
is "$(sort -u "$tmp/wrong")" 0 'authors, alternates and ids are as 4.1.1 and 4.1.2 say'
for query in 'q=nghi+quyet' 'q=nghi+quyet&lang=en' 'q=khongcogihet' 'q=%3Cb%3E%22%26&n=1' 'kind=article&sort=oldest'; do
	get "/feed.atom?$query"
	printf '%s\n' "$out" >"$tmp/one.xml"
	valid "feed of $query" "$here/atom.rng" "$tmp/one.xml"
done
atom=$tmp/atom-1.xml
refused "$here/atom.rng" "$atom" 's|<id>[^<]*</id>||' 'a feed needs an id'
refused "$here/atom.rng" "$atom" 's|(<entry>)<id>[^<]*</id>|\1|' 'an entry, too'
refused "$here/atom.rng" "$atom" 's|<id>[^<]*</id>|<id>feed</id>|' 'which is a whole IRI'
refused "$here/atom.rng" "$atom" 's|(<entry>.*)<title>|\1<title>x</title><title>|' 'one title'
refused "$here/atom.rng" "$atom" 's|(<entry>.*<updated>[^<]*)Z<|\1<|' 'a time needs a zone'
refused "$here/atom.rng" "$atom" 's|<updated>([^<]*)T|<updated>\1 |' 'and a T'
refused "$here/atom.rng" "$atom" 's|<published>[^<]*<|<published>2023-02-30T00:00:00Z<|' 'a day of the calendar'
refused "$here/atom.rng" "$atom" 's| href="[^"]*"||' 'a link leads somewhere'
refused "$here/atom.rng" "$atom" 's| term="[^"]*"||' 'a category has a term'
refused "$here/atom.rng" "$atom" 's|<name>[^<]*</name>||' 'an author has a name'
refused "$here/atom.rng" "$atom" 's|<entry>|<entry><body/>|' 'no elements but those of Atom'
refused "$here/atom.rng" "$atom" 's|type="html"|type="htm"|' 'no types of text but its'

# Sitemaps: the index, and every part of it.
get /sitemap.xml
printf '%s\n' "$out" >"$tmp/sitemap.xml"
valid 'a sitemap index' "$here/sitemap.rng" "$tmp/sitemap.xml"
xpath "$tmp/sitemap.xml" '//loc/text()' >"$tmp/parts"
while read -r part; do
	get "${part#https://vanban.example}"
	printf '%s\n' "$out" >"$tmp/part-${part##*-}"
done <"$tmp/parts"
valid 'its parts' "$here/sitemap.rng" "$tmp"/part-*.xml
if [ -f "$sitemap_xsd" ]; then
	valid 'as sitemaps.org has them' "$sitemap_xsd" "$tmp"/part-*.xml
else
	skip 1 'no sitemap.xsd of npm (make deps-clients)'
fi
cat "$tmp"/part-*.xml | grep -c '<loc>' >"$tmp/listed"
is "$(cat "$tmp/listed")" "$total" 'with every document'
part=$(find "$tmp" -name 'part-*.xml' | head -n 1)
refused "$here/sitemap.rng" "$part" 's|<loc>[^<]*</loc>||' 'an entry needs a place'
refused "$here/sitemap.rng" "$part" 's|<loc>https:|<loc>|' 'with its scheme'
refused "$here/sitemap.rng" "$part" 's|(<lastmod>[^<]*)Z<|\1<|' 'and a time with its zone'
refused "$here/sitemap.rng" "$part" 's|<url>.*</url>||' 'none is empty'

# Akoma Ntoso: every document.
mkdir "$tmp/akn"
n=0
xpath "$part" '//loc/text()' | sed 's|.*/documents/||' >"$tmp/names"
while read -r name; do
	n=$((n + 1))
	get "/api/v1/documents/$name/akn"
	[ "$code" = 200 ] && printf '%s\n' "$out" >"$tmp/akn/$n.xml"
done <"$tmp/names"
is "$(find "$tmp/akn" -name '*.xml' | wc -l)" "$total" 'every document is exported'
valid 'each is valid' "$here/akn.rng" "$tmp"/akn/*.xml
for file in "$tmp"/akn/*.xml; do
	xpath "$file" '//*/@eId' | sort | uniq -d
done >"$tmp/twice"
is "$(cat "$tmp/twice")" '' 'no eId is there twice'
if [ -f "$akn_xsd" ]; then
	valid "each is valid by OASIS's schema" "$akn_xsd" "$tmp"/akn/*.xml
else
	skip 1 "no akomantoso30.xsd in $VB_SCHEMAS"
fi
akn=$(grep -l '<content' "$tmp"/akn/*.xml | xargs grep -l 'eId="art_' | head -n 1)
refused "$here/akn.rng" "$akn" 's|<FRBRcountry[^>]*>||' 'a work has a country'
refused "$here/akn.rng" "$akn" 's|(<FRBRuri[^>]*>)(<FRBR[a-z]* [^>]*>)|\2\1|' 'in the order of the standard'
refused "$here/akn.rng" "$akn" 's|(<FRBRdate date=")[0-9]*|\1x|' 'dates are dates'
refused "$here/akn.rng" "$akn" 's|language="vie"|language="vi"|' 'languages have three letters'
refused "$here/akn.rng" "$akn" 's|eId="art_|eId="art 1_|' 'an eId has no space'
refused "$here/akn.rng" "$akn" 's|<content [^>]*>|&<paragraph/>|' 'content holds no sections'
refused "$here/akn.rng" "$akn" 's|<p>|text<p>|' 'text stands in lines'

# Of nothing there is a feed, but no sitemap: the protocol wants an entry.
stop "$pid"
VANBAN_DIR=$tmp/nothing vanban-indexer --no-progress - </dev/null >"$tmp/indexed" 2>&1
serve -d "$tmp/nothing"
get /feed.atom
printf '%s\n' "$out" >"$tmp/one.xml"
valid 'an empty archive has a feed' "$here/atom.rng" "$tmp/one.xml"
get /sitemap.xml
is "$code" 404 'but no sitemap'
get /sitemap-1.xml
is "$code" 404 'and no part of one'
