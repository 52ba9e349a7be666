#!/bin/sh
# check-banned: functions that must not be called.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 9
mkdir -p "$tmp/lib/base" "$tmp/cli"

# says FILE CODE: what is said of CODE as FILE's third line
says()
{
	rm -f "$tmp"/lib/base/* "$tmp"/cli/*
	printf '/* strcpy(a, b)\n * atoi(c) */\n%s\n' "$2" >"$tmp/$1"
	run tools/check-banned.sh "$tmp"
}

all=
for name in strcpy strcat sprintf strncpy strtok atoi gets tolower toupper \
		isalpha isdigit isspace; do
	says cli/a.c "	x = $name (y);"
	[ "$status" -eq 1 ] || all="$all $name"
	case $out in "cli/a.c:3: $name "*) ;; *) all="$all $name:$out" ;; esac
done
is "$all" '' 'each of them is found, with its line'

says cli/a.c '	a = b->gets(c) + d.atoi(e) + my_strcpy(f) + isalphabet(g);'
is "$status $out" '0 ' 'members and longer names are others'
says cli/a.c '	a("strcpy(b, c)"); // strcat(d, e)'
is "$status $out" '0 ' 'literals and comments are no calls'
says cli/a.c '	printf("%d", 1), exit(1);'
is "$status $out" '0 ' 'a program prints and exits'
says lib/base/a.c '	printf("%d", 1), exit(1);'
is "$out" 'lib/base/a.c:3: printf prints
lib/base/a.c:3: exit ends the process' 'a library does neither'
says lib/base/a.c '	fprintf(stderr, "no");'
is "$status $out" '1 lib/base/a.c:3: a library does not print' 'nor to stderr'
says lib/base/a.c '	snprintf(a, sizeof(a), "yes");'
is "$status $out" '0 ' 'it may write into a buffer'
says lib/base/a.c '	setlocale(LC_ALL, "");'
is "$status $out" '1 lib/base/a.c:3: setlocale changes the process' \
	'the locale is the program'"'"'s'

says lib/base/a.c '	c = '"'\"'"'; strcpy(a, b); d = "\""; strcat(e, f);'
is "$(printf '%s\n' "$out" | wc -l)" 2 'quotes within quotes'
