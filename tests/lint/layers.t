#!/bin/sh
# check-layers: includes go down, and equals never meet.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 14

# planted FILE INCLUDE: a tree in which only FILE includes something.
planted()
{
	rm -rf "$tmp/tree"
	mkdir -p "$tmp/tree/$(dirname "$1")"
	printf '/* a file */\n#include <stdio.h>\n#include "%s"\n' "$2" \
		>"$tmp/tree/$1"
	run tools/check-layers.sh "$tmp/tree"
}

# refused FILE INCLUDE WHY
refused()
{
	planted "$1" "$2"
	is "$status $out" "1 $1:3: $3" "$1 may not have $2"
}

allowed()
{
	planted "$1" "$2"
	is "$status $out" '0 ' "$1 may have $2"
}

refused lib/base/a.c text/b.h 'base may not include "text/b.h"'
refused lib/doc/a.c format/b.h 'doc may not include "format/b.h"'
refused lib/query/a.c archive/b.h 'query may not include "archive/b.h"'
refused lib/xapian-c/a.cc text/b.h 'xapian-c may not include "text/b.h"'
refused lib/output/a.c xapian-c/b.h 'output may not include "xapian-c/b.h"'
refused lib/index/a.h output/b.h 'index may not include "output/b.h"'
refused cli/a.c searchd/b.h 'cli may not include "searchd/b.h"'
refused cli/a.c ../lib/base/b.h '"../lib/base/b.h": write paths from lib/'
refused lib/base/a.c nowhere/b.h '"nowhere/b.h": no folder of lib/'
allowed lib/index/a.c xapian-c/b.h
allowed lib/output/a.c archive/b.h
allowed searchd/a.c b.h

planted lib/mystery/a.c b.h
is "$status $out" \
	'1 lib/mystery/a.c:1: a folder that tools/check-layers.sh does not know' \
	'a new folder needs its place'

mkdir "$tmp/empty"
run tools/check-layers.sh "$tmp/empty"
is "$status" 2 'no sources are trouble'
