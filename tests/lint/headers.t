#!/bin/sh
# check-headers: each header compiles alone.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 5

# planted FILE: its text from standard input, in a tree of its own.
planted()
{
	rm -rf "$tmp/tree"
	mkdir -p "$tmp/tree/$(dirname "$1")"
	cat >"$tmp/tree/$1"
	run env CPPFLAGS=-Ilib tools/check-headers.sh "$tmp/tree"
	says=$(printf '%s\n' "$out" | grep 'alone')
}

planted lib/base/a.h <<-'END'
	#ifndef A_H
	#define A_H
	#include <stddef.h>
	size_t a(void);
	#endif
END
is "$status $out" '0 ' 'a good header'

planted lib/base/a.h <<-'END'
	#ifndef A_H
	#define A_H
	size_t a(void);
	#endif
END
is "$status $says" '1 lib/base/a.h:1: does not compile alone as c' \
	'size_t without its header'

planted lib/base/a.h <<-'END'
	struct a { int b; };
END
is "$status $says" '1 lib/base/a.h:1: does not compile alone as c' \
	'no guard'

planted lib/xapian-c/a.h <<-'END'
	#ifndef A_H
	#define A_H
	int a(int class);
	#endif
END
is "$status $says" '1 lib/xapian-c/a.h:1: does not compile alone as c++' \
	'a word of C++ in the C API'

planted lib/xapian-c/a.hh <<-'END'
	#ifndef A_HH
	#define A_HH
	std::string a();
	#endif
END
is "$status $says" '1 lib/xapian-c/a.hh:1: does not compile alone as c++' \
	'a C++ header without <string>'
