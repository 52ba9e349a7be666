#!/bin/sh
# check-shell: scripts that do not parse, or that shellcheck doubts.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 6
mkdir "$tmp/tools"

said()
{
	cat >"$tmp/tools/a.sh"
	run tools/check-shell.sh "$tmp"
}

said <<'END'
#!/bin/sh
echo "$1"
END
is "$status $out" '0 ' 'a good script'

said <<'END'
#!/bin/sh
if true; then
	echo yes
END
is "$status" 1 'an if without its fi'
like "$out" '^tools/a.sh:[0-9]+: ' 'in its place'

said <<'END'
#!/bin/sh
rm -rf $1/x
END
is "$status" 1 'an argument without quotes'
like "$out" '^tools/a.sh:2: .*\[SC2086\]$' 'in its place'

said <<'END'
#!/usr/bin/env bash
list=(a b)
echo "${list[@]}"
END
is "$status $out" '0 ' 'bash where it is asked for'
