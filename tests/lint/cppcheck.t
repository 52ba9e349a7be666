#!/bin/sh
# check-cppcheck and check-tidy: bugs that compile.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 6
mkdir -p "$tmp/tree/lib/base"

cat >"$tmp/tree/lib/base/a.c" <<'END'
int first(const int *list);
int first(const int *list)
{
	return list ? list[0] : 0;
}
END
run tools/check-cppcheck.sh "$tmp/tree"
is "$status $out" '0 ' 'cppcheck: nothing to say'
run env CPPFLAGS=-Ilib tools/check-tidy.sh "$tmp/tree"
is "$status $out" '0 ' 'clang-tidy: nothing to say'

cat >"$tmp/tree/lib/base/a.c" <<'END'
#include <stdlib.h>
int last(void);
int last(void)
{
	int a[2] = { 1, 2 };

	return a[2];
}
END
run tools/check-cppcheck.sh "$tmp/tree"
is "$status" 1 'cppcheck: past the end'
like "$out" '^lib/base/a.c:7: .*\[arrayIndexOutOfBounds\]$' 'in its place'

cat >"$tmp/tree/lib/base/a.c" <<'END'
#include <string.h>
int same(const char *a, const char *b);
int same(const char *a, const char *b)
{
	char c[8];

	memset(c, sizeof(c), 0);
	return a == b || a == b || c[0];
}
END
run env CPPFLAGS=-Ilib tools/check-tidy.sh "$tmp/tree"
is "$status" 1 'clang-tidy: arguments the wrong way round'
like "$out" '^lib/base/a.c:7: .*\[bugprone-suspicious-memset-usage\]$' \
	'in its place'
