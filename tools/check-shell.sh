#!/bin/sh
# Scripts parse in their shell, and shellcheck has nothing to say of them. A
# script is a file of ours that ends in .sh or .t or begins with #!/bin/sh or
# #!/usr/bin/env bash; of .ci, completion, and the source folders.
# usage: check-shell.sh [DIR]; prints FILE:LINE: what is wrong, exits 1.
cd "${1:-.}" || exit 2
if ! command -v shellcheck >/dev/null; then
	echo 'check-shell: shellcheck: not found;' \
		'its package is shellcheck (make deps-lint)' >&2
	exit 2
fi
bad=0 n=0

# The shell of FILE, or nothing when it is no script.
shell_of()
{
	read -r first <"$1" || :
	case $first in
	'#!'*/bash | '#!'*'env bash') echo bash ;;
	'#!'*/sh | '# shellcheck shell=sh'*) echo sh ;;
	'# shellcheck shell=bash'*) echo bash ;;
	*) case $1 in *.sh | *.t) echo sh ;; esac ;;
	esac
}

for file in $(find .ci bench cli completion corpus data fuzz indexer lib \
		packaging searchd tests tools -type f -size -200k \
		! -path '*/corpus/*' 2>/dev/null | sort); do
	shell=$(shell_of "$file" 2>/dev/null)
	[ -n "$shell" ] || continue
	n=$((n + 1))
	out=$("$shell" -n "$file" 2>&1)
	if [ -n "$out" ]; then
		# dash: FILE: LINE: message; bash: FILE: line LINE: message
		printf '%s\n' "$out" | sed -E 's/^([^:]+): (line )?([0-9]+): /\1:\3: /'
		bad=1
		continue
	fi
	# gcc: FILE:LINE:COLUMN: LEVEL: message [SC0000]
	out=$(shellcheck -s "$shell" -f gcc -S info -x "$file" 2>&1) && continue
	printf '%s\n' "$out" | sed -E 's/^([^:]+:[0-9]+):[0-9]+: [a-z]+: /\1: /'
	bad=1
done
[ "$n" -gt 0 ] || { echo 'check-shell: no scripts here' >&2; exit 2; }
exit "$bad"
