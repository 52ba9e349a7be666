#!/bin/sh
# Manual pages are well-formed mdoc: mandoc has nothing to say of them.
# usage: check-man.sh [DIR]; prints FILE:LINE: what is wrong, exits 1.
cd "${1:-.}" || exit 2
if ! command -v mandoc >/dev/null; then
	echo 'check-man: mandoc: not found;' \
		'its package is mandoc (make deps-lint)' >&2
	exit 2
fi
set -- man/*.[1-8]
[ -e "$1" ] || { echo 'check-man: no pages in man/' >&2; exit 2; }

# mandoc: FILE:LINE:COLUMN: LEVEL: message. That a page of ours is not
# installed on this machine (lookup of cross references) is no fault.
out=$(mandoc -T lint -W warning "$@" 2>&1) && exit 0
printf '%s\n' "$out" | sed -E 's/^mandoc: ([^:]+:[0-9]+):[0-9]+: /\1: /'
exit 1
