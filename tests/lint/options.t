#!/bin/sh
# Every option that a program takes is in its --help, its manual page and its
# completion, and none of these tells of one that is not there.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
programs='vanban vanban-indexer vanban-searchd'
plan 18

# helps PROGRAM: all that its --help says, of each command too
helps()
{
	"$1" --help
	[ "$1" = vanban ] || return 0
	for command in $commands; do
		vanban "$command" --help
	done
}

# Long options of standard input, sorted: --type= and [--type=X] are --type.
options()
{
	grep -oE -e '--[a-z][a-z-]*[a-z]' | sort -u
}

# of_page PROGRAM: in mdoc "Fl -type" and "Fl -a | -b"; in man bold
# "\-\-type". Examples may name options of others.
of_page()
{
	{
		grep -oE '(Fl|\|) -[a-z][a-z-]*' "man/$1.1" |
			sed -E 's/^(Fl|\|) /-/'
		sed -nE '/"vanban /d; /^\.B[IR]? /s/\\-/-/gp' "man/$1.1"
	} | options
}

# of_source PROGRAM: what its getopt tables name
of_source()
{
	case $1 in
	vanban) cat cli/*.[ch] ;;
	vanban-indexer) cat indexer/*.[ch] ;;
	vanban-searchd) cat searchd/*.[ch] ;;
	esac | tr '\n\t' '  ' |
		grep -oE '"[a-z][a-z-]+", *(no|required|optional)_argument' |
		sed -E 's/^"([^"]*)".*/--\1/' | sort -u
}

# of_completion PROGRAM: what Tab offers after --, with each command
of_completion()
{
	# shellcheck disable=SC2086 # a list
	bash -c '
		. completion/vanban.bash
		shift
		for command in "" "$@"; do
			COMP_WORDS=("$0" $command --)
			COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
			_vanban
			printf "%s\n" "${COMPREPLY[@]}"
		done
	' "$1" - $2 | options
}

# lacks FILE FILE: lines of the first that the second has not
lacks()
{
	comm -23 "$1" "$2" | tr '\n' ' '
}

commands=$(vanban --help | sed -nE 's/^  ([a-z][a-z-]+) .*/\1/p' | tr '\n' ' ')
like "$commands" 'search .*log' 'vanban --help names the commands'

for program in $programs; do
	helps "$program" | options >"$tmp/help"
	[ -s "$tmp/help" ] || diag "$program --help says nothing"
	of_source "$program" >"$tmp/source"
	of_page "$program" >"$tmp/page"
	if [ "$program" = vanban ]; then
		of_completion "$program" "$commands" >"$tmp/completion"
	else
		of_completion "$program" '' >"$tmp/completion"
	fi
	is "$(lacks "$tmp/source" "$tmp/help")" '' \
		"$program: --help has every option of the source"
	is "$(lacks "$tmp/help" "$tmp/page")" '' \
		"$program: the page has every option of --help"
	is "$(lacks "$tmp/page" "$tmp/help")" '' \
		"$program: the page has no other"
	is "$(lacks "$tmp/help" "$tmp/completion"; lacks "$tmp/completion" \
		"$tmp/help")" '' "$program: completion has the same"
done

# The daemon's file of options: the example names each of them, is read, and
# the table that explains it has the same.
vanban-searchd --help | options | sed 's/^--//' |
	grep -vx -e config -e help -e version >"$tmp/help"
sed -nE 's/^#?([a-z][a-z-]*) = .*/\1/p' packaging/searchd.conf | sort -u \
	>"$tmp/example"
is "$(comm -3 "$tmp/help" "$tmp/example" | tr -d '\t')" '' \
	'searchd.conf has every option, and no other'
# shellcheck disable=SC2016 # backquotes of the table
sed -nE 's/^\| (reloadable: )?(`.*`) \|.*\|.*\|$/\2/p' docs/operating.md |
	grep -oE '`[a-z][a-z-]*`' | tr -d '`' | sort -u >"$tmp/table"
is "$(lacks "$tmp/help" "$tmp/table")" '' 'operating.md explains each'
sed -E -e 's/^#([a-z][a-z-]* = )/\1/' -e '/^(dir|listen|web|log-file) = /d' \
	packaging/searchd.conf >"$tmp/conf"
start vanban-searchd --config="$tmp/conf" --listen="unix:$tmp/http"
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ -S "$tmp/http" ] && break
	sleep 0.2
done
ok 'and it is read, with every line in force' test -S "$tmp/http"

# Commands: help, page and completion name the same.
page=$(sed -nE 's/^\.Ss ([a-z-]+).*/\1/p' man/vanban.1 | tr '\n' ' ')
is "$page" "$commands" 'the page tells of each command, in the same order'
offered=$(bash -c '. completion/vanban.bash
	COMP_WORDS=(vanban "") COMP_CWORD=1; _vanban; echo "${COMPREPLY[*]} "')
is "$offered" "$commands" 'and completion offers each'
