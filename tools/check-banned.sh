#!/bin/sh
# Functions that must not be called: everywhere those that overflow, cut
# silently, keep hidden state or see an error as 0, and those that ask the
# locale what a letter is, which is wrong for UTF-8. In lib/ also what prints
# or ends the process: a library tells its caller.
# usage: check-banned.sh [DIR]; prints FILE:LINE: what is wrong, exits 1.
here=$(cd "$(dirname "$0")" && pwd) || exit 2
cd "${1:-.}" || exit 2
export LC_ALL=C

files=$(find lib reader indexer searchd cli tests fuzz bench tools -type f \
	\( -name '*.c' -o -name '*.h' -o -name '*.cc' -o -name '*.hh' \) \
	2>/dev/null | sort)
[ -n "$files" ] || { echo 'check-banned: no sources here' >&2; exit 2; }

# shellcheck disable=SC2086
awk "$(cat "$here/c-code.awk")"'
function ban(list, why,    names, i)
{
	split(list, names, " ")
	for (i in names)
		reason[names[i]] = why
}

BEGIN {
	ban("strcpy stpcpy strcat sprintf vsprintf gets", "has no bound")
	ban("strncpy strncat", "cuts silently")
	ban("strtok", "keeps hidden state")
	ban("atoi atol atoll atof", "takes an error for 0")
	ban("tolower toupper isalpha isalnum isdigit isspace isupper " \
	    "islower ispunct isprint iscntrl isxdigit isgraph isblank " \
	    "towlower towupper iswalpha iswalnum iswspace iswupper " \
	    "iswlower strcoll",
	    "asks the locale about text")
	ban("setlocale", "changes the process")
	for (name in reason)
		everywhere[name] = 1
	ban("printf vprintf puts putchar perror psignal", "prints")
	ban("exit _exit _Exit quick_exit abort", "ends the process")
}

function offence(what)
{
	printf "%s:%d: %s\n", FILENAME, FNR, what
	bad = 1
}

# Each name followed by ( in what is left of a line.
function calls(text, in_lib,    name, before)
{
	while (match(text, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
		name = substr(text, RSTART, RLENGTH)
		sub(/[ \t]*\($/, "", name)
		before = substr(text, 1, RSTART - 1)
		text = substr(text, RSTART + RLENGTH)
		if (before ~ /(\.|->)[ \t]*$/)	# a member of that name
			continue
		# between fork and exec there is nobody to tell
		if (name == "_exit" && FILENAME == "lib/format/cage.c")
			continue
		if (name in everywhere || in_lib && name in reason)
			offence(name " " reason[name])
	}
}

FNR == 1 { code_in_comment = 0 }

{
	line = code($0)
	in_lib = FILENAME ~ /^lib\//
	calls(line, in_lib)
	if (in_lib && line ~ /(^|[^A-Za-z_0-9])(stdout|stderr|cout|cerr)($|[^A-Za-z_0-9])/)
		offence("a library does not print")
}

END { exit bad }' $files
