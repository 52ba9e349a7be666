#!/bin/sh
# One script out of several, on standard output: script.sh FILE... Nothing of
# it is seen by other scripts. A style becomes the text STYLE.
set -e
printf "'use strict';\n(() => {\n"
for file in "$@"; do
	case $file in
	*.css)
		# It would have to be escaped.
		if grep -q '[`\\$]' "$file"; then
			echo "script.sh: $file: holds one of \` \\ \$" >&2
			exit 1
		fi
		echo 'const STYLE = `'
		cat "$file"
		echo '`;'
		;;
	*) cat "$file" ;;
	esac
done
echo '})();'
