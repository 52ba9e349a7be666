#!/bin/sh
# Every library has one home: only there may its headers be included, so that
# replacing it touches one place. A header that is neither ours, the system's
# nor in the table needs a row: which home should it have? Tests, fuzz targets,
# benchmarks and generators are free: they ask other libraries for the truth.
# usage: check-homes.sh [DIR]; prints FILE:LINE: what is wrong, exits 1.
cd "${1:-.}" || exit 2
export LC_ALL=C

files=$(find lib reader indexer searchd cli -type f \
	\( -name '*.c' -o -name '*.h' -o -name '*.cc' -o -name '*.hh' \) \
	2>/dev/null | sort)
[ -n "$files" ] || { echo 'check-homes: no sources here' >&2; exit 2; }

# shellcheck disable=SC2086
awk '
# Header, where it may be, in words; "one": one file there, whichever it is.
function row(header, home, words, one)
{
	n++
	headers[n] = header
	homes[n] = home
	words_of[n] = words
	single[n] = one == "one"
}

BEGIN {
	row("^xapian(/.*)?\\.h$", "^lib/xapian-c/.*\\.(cc|hh)$",
	    "the C++ of lib/xapian-c")
	row("^libxml/", "^lib/(format|output)/", "lib/format and lib/output")
	row("^jansson\\.h$", "^$", "tests and fuzz, where it is the oracle")
	row("^iconv\\.h$", "^lib/text/charset\\.c$", "lib/text/charset.c")
	row("^zlib\\.h$", "^lib/base/(deflate|lines)\\.c$",
	    "lib/base/deflate.c and lines.c")
	row("^libdeflate\\.h$", "^lib/base/packed\\.c$", "lib/base/packed.c")
	row("^nettle/", "^lib/base/", "one file of lib/base", "one")
	# The visitors of the pages are counted in a database of their own: the
	# archive is written by the indexer alone.
	row("^sqlite3\\.h$", "^(lib/archive/|searchd/visits\\.c$)",
	    "lib/archive, and searchd/visits.c")
	row("^microhttpd\\.h$", "^searchd/", "one file of searchd", "one")
	row("^yaz/", "^lib/query/cql\\.c$", "lib/query/cql.c")
	row("^curl/", "^cli/remote_http\\.c$", "cli/remote_http.c")
	row("^systemd/", "^searchd/", "searchd")
	row("^zip\\.h$", "^lib/format/", "lib/format")
	row("^utf8proc\\.h$", "^$", "tests, where it is the oracle")
	row("^check\\.h$", "^$", "tests")

	# C, POSIX and Linux; and C++, whose headers have no ending
	split("assert ctype dirent dlfcn errno fcntl float fnmatch ftw " \
	      "getopt glob grp inttypes libgen limits locale malloc math " \
	      "netdb poll pthread pwd sched semaphore setjmp signal " \
	      "stdalign stdarg stdatomic stdbool stddef stdint stdio " \
	      "stdlib stdnoreturn string strings syslog termios threads " \
	      "time uchar unistd wchar wctype", names, " ")
	for (i in names)
		system_header[names[i] ".h"] = 1
}

function offence(what)
{
	printf "%s:%d: %s\n", FILENAME, FNR, what
	bad = 1
}

function check(header,    i)
{
	for (i = 1; i <= n; i++) {
		if (header !~ headers[i])
			continue
		if (FILENAME !~ homes[i])
			offence("<" header "> belongs into " words_of[i])
		else if (single[i] && i in seen && seen[i] != FILENAME)
			offence("<" header "> belongs into " words_of[i] \
				", which is " seen[i])
		else
			seen[i] = FILENAME
		return
	}
	if (header ~ /^(sys|linux|net|netinet|arpa|asm)\//)
		return
	if (header in system_header || header !~ /[.\/]/)
		return
	offence("<" header "> has no home: give it a row in " \
		"tools/check-homes.sh")
}

/^[ \t]*#[ \t]*include[ \t]*</ {
	name = $0
	sub(/^[^<]*</, "", name)
	sub(/>.*/, "", name)
	check(name)
}

# The same by the other spelling: "zlib.h"
/^[ \t]*#[ \t]*include[ \t]*"/ {
	name = $0
	sub(/^[^"]*"/, "", name)
	sub(/".*/, "", name)
	for (i = 1; i <= n; i++)
		if (name ~ headers[i])
			check(name)
}

END { exit bad }' $files
