#!/bin/sh
# Every header compiles alone, and twice: it includes what it needs and is
# guarded. A .h compiles as C, those of lib/xapian-c as C++ too; a .hh as C++.
# usage: check-headers.sh [DIR]; CC, CXX and CPPFLAGS as make has them.
# Prints what the compiler says, and FILE:1: of each header; exits 1.
cd "${1:-.}" || exit 2
export LC_ALL=C
: "${CC:=cc}" "${CXX:=c++}"
: "${CPPFLAGS=-Ilib -D_GNU_SOURCE $(pkg-config --cflags libxml-2.0)}"
bad=0 n=0

# compile HEADER LANGUAGE COMPILER...
compile()
{
	header=$1 language=$2
	shift 2
	# shellcheck disable=SC2086 # CPPFLAGS is a list
	printf '#include "%s"\n#include "%s"\n' "$header" "$header" |
		"$@" -I. $CPPFLAGS -Wall -Wextra -Werror -fsyntax-only \
			-x "$language" - && return
	echo "$header:1: does not compile alone as $language"
	bad=1
}

for file in $(find lib reader indexer searchd cli tests fuzz bench -type f \
		\( -name '*.h' -o -name '*.hh' \) 2>/dev/null | sort); do
	n=$((n + 1))
	case $file in
	*.hh) compile "$file" c++ "$CXX" -std=c++17 ;;
	*) compile "$file" c "$CC" -std=gnu11 ;;
	esac
	case $file in
	lib/xapian-c/*.h) compile "$file" c++ "$CXX" -std=c++17 ;;
	esac
done
[ "$n" -gt 0 ] || { echo 'check-headers: no headers here' >&2; exit 2; }
exit "$bad"
