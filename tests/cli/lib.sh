# shellcheck shell=sh disable=SC2034
# TAP for tests/cli/*.t, in POSIX sh. A test begins with
#
#	. "$(dirname "$0")/lib.sh"
#	plan 2
#	run vanban normalize --to=fold <<-'END'
#	Nghị quyết
#	END
#	is "$status" 0 'exit status'
#	is "$out" 'nghi quyet' 'folded'
#
# It finds the programs of $VB_BIN (default build/bin, below the repository's
# root) first in PATH. $tmp is a folder of its own, gone at the end, and
# $VANBAN_DIR a data directory in it that does not exist yet. The working
# directory is the repository's root.

# libxapian's own check frees with another size than it asked for.
export ASAN_OPTIONS="${ASAN_OPTIONS:-new_delete_type_mismatch=0}"

root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
cd "$root" || exit 2
VB_BIN=${VB_BIN:-build/bin}
case $VB_BIN in
/*) ;;
*) VB_BIN=$root/$VB_BIN ;;
esac
PATH=$VB_BIN:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
unset XDG_DATA_HOME

tmp=$(mktemp -d "${TMPDIR:-/tmp}/vanban-test.XXXXXX") || exit 2
VANBAN_DIR=$tmp/data
export VANBAN_DIR

tap_planned=
tap_count=0
tap_failed=0
tap_pids=

# Say how many tests follow. Once, before the first of them.
plan()
{
	tap_planned=$1
	echo "1..$1"
}

# None of this file's tests can run here: skip_all 'no yaz-client'
skip_all()
{
	tap_planned=0
	echo "1..0 # SKIP $1"
	exit 0
}

# A TCP port of the loopback that nobody listens on. It is below those that the
# kernel gives to clients: one of those may be somebody's a moment later.
free_port()
{
	python3 -c '
import random, socket
with open("/proc/sys/net/ipv4/ip_local_port_range") as f:
    below = int(f.read().split()[0])
while True:
    port = random.randrange(10000, max(below, 10001))
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            continue
    print(port)
    break'
}

# A comment for the reader of the output, each line of it.
diag()
{
	printf '%s\n' "$*" | sed 's/^/# /'
}

tap_result()
{
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
		return 0
	fi
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_count - $2"
	return 1
}

pass()
{
	tap_result 0 "$1"
}

fail()
{
	tap_result 1 "$1"
}

# ok NAME COMMAND [ARG...]: the command must succeed. Its output is shown
# only if it does not. A negation is `ok NAME not COMMAND`.
ok()
{
	tap_name=$1
	shift
	if "$@" >"$tmp/.ok" 2>&1; then
		tap_result 0 "$tap_name"
	else
		tap_result 1 "$tap_name"
		diag "failed: $*"
		diag "$(cat "$tmp/.ok")"
	fi
}

not()
{
	! "$@"
}

# is GOT WANT NAME: the same bytes.
is()
{
	if [ "$1" = "$2" ]; then
		tap_result 0 "$3"
	else
		tap_result 1 "$3"
		diag "got:  $1"
		diag "want: $2"
	fi
}

# isnt GOT OTHER NAME
isnt()
{
	if [ "$1" != "$2" ]; then
		tap_result 0 "$3"
	else
		tap_result 1 "$3"
		diag "got:  $1"
	fi
}

# like GOT PATTERN NAME: a line matches the extended regular expression.
like()
{
	if printf '%s\n' "$1" | grep -qE -e "$2"; then
		tap_result 0 "$3"
	else
		tap_result 1 "$3"
		diag "got:     $1"
		diag "pattern: $2"
	fi
}

# unlike GOT PATTERN NAME: no line matches.
unlike()
{
	if printf '%s\n' "$1" | grep -qE -e "$2"; then
		tap_result 1 "$3"
		diag "got:         $1"
		diag "but not for: $2"
	else
		tap_result 0 "$3"
	fi
}

# skip N REASON: N tests can't run here; the runner counts them apart.
skip()
{
	tap_left=$1
	while [ "$tap_left" -gt 0 ]; do
		tap_count=$((tap_count + 1))
		tap_left=$((tap_left - 1))
		echo "ok $tap_count # SKIP $2"
	done
}

# In a chroot and in many containers nobody may make namespaces. Readers then
# say so, once: tests/fault/cage.t looks at that, no other test needs to know.
namespaces=yes
bwrap --unshare-all --ro-bind / / true 2>/dev/null || namespaces=no
export namespaces

# run COMMAND [ARG...]: sets $out, $err (without final newlines) and $status.
# The files $tmp/out and $tmp/err have the exact bytes.
run()
{
	"$@" >"$tmp/out" 2>"$tmp/err"
	status=$?
	out=$(cat "$tmp/out")
	err=$(cat "$tmp/err")
	[ $namespaces = yes ] ||
		err=$(sed '/ read without namespaces (/d' "$tmp/err")
}

# start COMMAND [ARG...]: in the background, ended with the test; sets $pid.
# Its output is in $tmp/started.out and $tmp/started.err.
start()
{
	# Here, not only by the job, which may begin after somebody looks at them.
	: >"$tmp/started.out" 2>"$tmp/started.err"
	"$@" >"$tmp/started.out" 2>"$tmp/started.err" &
	pid=$!
	tap_pids="$tap_pids $pid"
}

# wait_for SECONDS COMMAND [ARG...]: until it succeeds; false if it never does.
wait_for()
{
	tap_tries=$(($1 * 10))
	shift
	until "$@" >"$tmp/.wait" 2>&1; do
		tap_tries=$((tap_tries - 1))
		[ "$tap_tries" -gt 0 ] || return 1
		sleep 0.1
	done
}

tap_end()
{
	tap_status=$?
	trap - EXIT
	for tap_pid in $tap_pids; do
		kill "$tap_pid" 2>/dev/null && wait "$tap_pid" 2>/dev/null
	done
	rm -rf "$tmp"
	if [ -z "$tap_planned" ]; then
		diag 'no plan'
		tap_status=2
	elif [ "$tap_planned" -ne "$tap_count" ]; then
		diag "planned $tap_planned tests, ran $tap_count"
		tap_status=2
	elif [ "$tap_failed" -ne 0 ] && [ "$tap_status" -eq 0 ]; then
		tap_status=1
	fi
	exit "$tap_status"
}
trap tap_end EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
