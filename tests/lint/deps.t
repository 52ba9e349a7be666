#!/bin/sh
# tools/deps.sh installs what is missing, and only that. The system's
# programs are played by scripts here.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 11
mkdir "$tmp/bin"
sh=$(command -v sh)

# play NAME: a program whose text is on standard input
play()
{
	{ echo "#!$sh"; cat; } >"$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}

play dpkg-query <<'END'
for name; do :; done
case $name in
here) echo installed ;;
both) echo installed; echo installed ;;
half) echo half-configured ;;
removed) echo config-files ;;
none) echo not-installed ;;
*) exit 1 ;;
esac
END
play apt-get <<END
echo "apt-get \$*" >>"$tmp/calls"
case " \$* " in *" update "*) exit \${UPDATE:-0} ;; *) exit \${INSTALL:-0} ;; esac
END
play id <<'END'
echo "${UID_PLAYED:-0}"
END
ln -s "$(command -v env)" "$tmp/bin/env"

# deps PACKAGE...; sets $calls, the apt-get commands without their -o options
deps()
{
	rm -f "$tmp/calls"
	run env PATH="$tmp/bin" "$sh" "$root/tools/deps.sh" "$@"
	calls=$(sed -E 's/ -qq//; s/ -o [^ ]+//g' "$tmp/calls" 2>/dev/null)
}

deps here both
is "$status $calls" '0 ' 'nothing is missing: nothing is done'
deps here half removed none strange
is "$calls" 'apt-get update
apt-get install -y --no-install-recommends half removed none strange' \
	'what is not wholly installed is missing; the lists first'
is "$status" 0 'which is well'
UPDATE=100; export UPDATE
deps strange
unset UPDATE
is "$status $calls" '0 apt-get update
apt-get install -y --no-install-recommends strange' \
	'old lists may be good enough'
INSTALL=100; export INSTALL
deps strange
unset INSTALL
is "$status" 2 'what cannot be installed is trouble'
like "$err" 'cannot install strange' 'which names it'

UID_PLAYED=1000; export UID_PLAYED
deps strange
unset UID_PLAYED
is "$status $calls" '2 ' 'no root, no sudo: trouble'
like "$err" 'as root: apt-get install strange' 'which says what to do'
play sudo <<END
echo "sudo \$1" >>"$tmp/calls"
shift
exec "\$@"
END
UID_PLAYED=1000; export UID_PLAYED
deps strange
unset UID_PLAYED
is "$status $(printf '%s\n' "$calls" | grep -c '^sudo -n$')" '0 2' \
	'sudo, which may not ask when nobody is there'

rm "$tmp/bin/apt-get"
deps strange
is "$status" 0 'another system is not stopped'
like "$err" 'what Debian calls: strange' 'but told'
