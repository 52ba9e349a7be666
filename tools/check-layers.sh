#!/bin/sh
# An #include points to the same folder or to a lower one:
#
#	base < text < doc < format, archive, query < index < output
#	     < indexer, searchd, cli
#	base < xapian-c < index
#	format < reader
#
# Equals never meet, and only index stands on xapian-c. Paths are written from
# lib/ ("base/buf.h"); a name without a folder is a header beside the file.
# usage: check-layers.sh [DIR]; prints FILE:LINE: what is wrong, exits 1.
cd "${1:-.}" || exit 2
export LC_ALL=C

files=$(find lib reader indexer searchd cli -type f \
	\( -name '*.c' -o -name '*.h' -o -name '*.cc' -o -name '*.hh' \) \
	2>/dev/null | sort)
[ -n "$files" ] || { echo 'check-layers: no sources here' >&2; exit 2; }

# shellcheck disable=SC2086 # no name of ours has a space
awk '
BEGIN {
	low = "base"
	below["base"] = ""
	below["text"] = low
	below["doc"] = low = low " text"
	low = low " doc"
	below["reader"] = low " format"
	below["format"] = below["archive"] = below["query"] = low
	below["xapian-c"] = "base"
	below["index"] = low " format archive query xapian-c"
	below["output"] = low = low " format archive query index"
	low = low " output"
	below["indexer"] = below["searchd"] = below["cli"] = low
}

function offence(what)
{
	printf "%s:%d: %s\n", FILENAME, FNR, what
	bad = 1
}

function may(from, to)
{
	return from == to || index(" " below[from] " ", " " to " ")
}

FNR == 1 {
	split(FILENAME, part, "/")
	from = part[1] == "lib" ? part[2] : part[1]
	if (part[1] == "lib" && part[3] == "")
		from = ""
	if (!(from in below))
		offence("a folder that tools/check-layers.sh does not know")
}

/^[ \t]*#[ \t]*include[ \t]*"/ && (from in below) {
	name = $0
	sub(/^[^"]*"/, "", name)
	sub(/".*/, "", name)
	if (name ~ /(^|\/)\.\.?\//) {
		offence("\"" name "\": write paths from lib/")
		next
	}
	if (name !~ /\//)
		next
	to = name
	sub(/\/.*/, "", to)
	if (!(to in below))
		offence("\"" name "\": no folder of lib/")
	else if (!may(from, to))
		offence(from " may not include \"" name "\"")
}

END { exit bad }' $files
