#!/bin/sh
# What the pages point to is there: a relative link in a .md file names a file
# or folder of the tree, and its #part a heading of that page.
# usage: check-links.sh [DIR]; prints FILE:LINE: what is wrong, exits 1.
cd "${1:-.}" || exit 2
export LC_ALL=C

files=$(find . -name '*.md' ! -path './build*' ! -path './.*' | sort |
	sed 's|^\./||')
[ -n "$files" ] || { echo 'check-links: no pages here' >&2; exit 2; }

# Headings as their anchors: lower case, hyphens for spaces, no other marks.
anchors()
{
	sed -nE 's/^#+ +//p' "$1" | tr 'A-Z ' 'a-z-' |
		sed -E 's/[^a-z0-9_-]//g'
}

# FILE:LINE LINK, of text that is not code
# shellcheck disable=SC2086 # no page of ours has a space
awk '
FNR == 1 { fence = 0 }
/^ *```/ { fence = !fence; next }
fence || /^    / { next }
{
	gsub(/`[^`]*`/, "")
	while (match($0, /\]\([^) ]+\)/)) {
		print FILENAME ":" FNR, substr($0, RSTART + 2, RLENGTH - 3)
		$0 = substr($0, RSTART + RLENGTH)
	}
}' $files | {
	bad=0
	while read -r where link; do
		case $link in
		*://* | mailto:*) continue ;;
		esac
		page=${where%:*} file=${link%%#*} part=
		case $link in *'#'*) part=${link#*#} ;; esac
		if [ -n "$file" ]; then
			case $page in
			*/*) file=${page%/*}/$file ;;
			esac
		else
			file=$page
		fi
		if [ ! -e "$file" ]; then
			echo "$where: $link is not there"
			bad=1
		elif [ -n "$part" ] && ! anchors "$file" | grep -qx -e "$part"; then
			echo "$where: $link: no such heading"
			bad=1
		fi
	done
	exit "$bad"
}
