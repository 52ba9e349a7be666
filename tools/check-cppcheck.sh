#!/bin/sh
# cppcheck finds nothing in the programs and the library.
# usage: check-cppcheck.sh [DIR]; CPPCHECK_FLAGS adds options and
# CPPCHECK_DIR keeps what it learnt for the next run.
# Prints FILE:LINE: what is wrong, exits 1.
cd "${1:-.}" || exit 2
if ! command -v cppcheck >/dev/null; then
	echo 'check-cppcheck: cppcheck: not found;' \
		'its package is cppcheck (make deps-lint)' >&2
	exit 2
fi
[ -z "$CPPCHECK_DIR" ] || mkdir -p "$CPPCHECK_DIR" || exit 2
dirs=
for dir in lib indexer searchd cli; do
	[ ! -d "$dir" ] || dirs="$dirs $dir"
done
[ -n "$dirs" ] || { echo 'check-cppcheck: no sources here' >&2; exit 2; }

# shellcheck disable=SC2086 # lists of words
cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability \
	--inline-suppr --library=posix --std=c11 --std=c++17 -Ilib \
	--template='{file}:{line}: {message} [{id}]' \
	${CPPCHECK_DIR:+--cppcheck-build-dir="$CPPCHECK_DIR"} \
	$CPPCHECK_FLAGS $dirs 2>&1
