#!/bin/sh
# clang-tidy's quick checks for bugs find nothing in the programs and the
# library. Its path analysis is left out: it takes ten times as long.
# usage: check-tidy.sh [DIR]; CPPFLAGS as make has them, JOBS (2).
# Prints FILE:LINE: what is wrong, exits 1.
cd "${1:-.}" || exit 2
if ! command -v clang-tidy >/dev/null; then
	echo 'check-tidy: clang-tidy: not found;' \
		'its package is clang-tidy (make deps-lint)' >&2
	exit 2
fi
: "${CPPFLAGS=-Ilib -D_GNU_SOURCE $(pkg-config --cflags libxml-2.0)}"

checks='-*,bugprone-*
misc-redundant-expression
readability-inconsistent-declaration-parameter-name
readability-misleading-indentation
readability-redundant-declaration
cert-err34-c'
# Matters of taste, or true of half of all good code:
# (out, subject, inputs) repeat types everywhere
checks="$checks
-bugprone-easily-swappable-parameters"
# the compiler's -Wconversion is asked where it pays
checks="$checks
-bugprone-narrowing-conversions
-bugprone-implicit-widening-of-multiplication-result"
# strcmp() as a truth value is the idiom here
checks="$checks
-bugprone-suspicious-string-compare"
# _GNU_SOURCE
checks="$checks
-bugprone-reserved-identifier"
# two cases of a switch may do the same
checks="$checks
-bugprone-branch-clone"
# arrays of pointers are meant
checks="$checks
-bugprone-sizeof-expression"
# memchr() over a literal is meant without its NUL
checks="$checks
-bugprone-not-null-terminated-result"
checks=$(printf '%s' "$checks" | tr '\n' ',')

# tidy LANGUAGE STANDARD FILE...: a few files a process, as the headers of
# C++ are what takes the time.
tidy()
{
	language=$1 standard=$2
	shift 2
	# shellcheck disable=SC2016 # the inner shell expands
	printf '%s\n' "$@" |
		xargs -n 6 -P "${JOBS:-2}" sh -c '
			checks=$1 language=$2 standard=$3 flags=$4
			shift 4
			clang-tidy --quiet --checks="$checks" "$@" -- \
				-x "$language" -std="$standard" $flags \
				2>/dev/null
		' tidy "$checks" "$language" "$standard" \
			"$CPPFLAGS -DVB_VERSION=\"\""
}

c=$(find lib reader indexer searchd cli -name '*.c' 2>/dev/null | sort)
cxx=$(find lib -name '*.cc' 2>/dev/null | sort)
[ -n "$c$cxx" ] || { echo 'check-tidy: no sources here' >&2; exit 2; }

# shellcheck disable=SC2086 # lists of files
out=$([ -z "$c" ] || tidy c gnu11 $c; [ -z "$cxx" ] || tidy c++ c++17 $cxx)
# FILE:LINE:COLUMN: warning: message [check]
found=$(printf '%s\n' "$out" | grep -E '^[^ ]+:[0-9]+:[0-9]+: (warning|error): ' |
	sed -E "s|^$PWD/||; s/^([^:]+:[0-9]+):[0-9]+: [a-z]+: /\1: /" | sort -u)
[ -n "$found" ] || exit 0
printf '%s\n' "$found"
exit 1
