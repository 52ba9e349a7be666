#!/bin/sh
# A program that only reads holds no code that writes the index or the
# archive: neither ours nor Xapian's. Then no fault in it can change either.
# With --index first, only the index counts.
# usage: check-readonly.sh [--index] PROGRAM...; prints FILE:1: what is wrong, exits 1.
command -v nm >/dev/null || {
	echo 'check-readonly: nm: not found; its package is binutils' >&2
	exit 2
}
archive='^vb_archive_(put|begin|commit|correct|withdraw|copy_.*_in)$'
if [ "$1" = --index ]; then
	archive='^$'
	shift
fi
[ $# -gt 0 ] || { echo 'usage: check-readonly.sh [--index] PROGRAM...' >&2; exit 2; }
bad=0

for program in "$@"; do
	# Defined and needed symbols; of a stripped program only the latter.
	symbols=$({ nm -C "$program"; nm -DC "$program"; } 2>/dev/null)
	if [ -z "$symbols" ]; then
		echo "check-readonly: $program: no symbols to read" >&2
		exit 2
	fi
	found=$(printf '%s\n' "$symbols" | sed -E 's/^[0-9a-f]* *[A-Za-z] //' |
		grep -E \
	-e '^(typeinfo for |vtable for )?Xapian::WritableDatabase' \
	-e '^Xapian::Database::compact' -e '^Xapian::Compactor' \
	-e '^vb_xapian_(writer|build|compact|segment)' \
	-e '^vb_index_update$' -e '^vb_builder_' \
	-e "$archive" |
		sort -u)
	[ -n "$found" ] || continue
	bad=1
	printf '%s\n' "$found" | sed "s|^|$program:1: can write: |"
done
exit "$bad"
