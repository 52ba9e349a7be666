# shellcheck shell=sh disable=SC2034
# For tests/http/*.t: TAP as in tests/cli, and a daemon on a unix socket in
# $tmp, so that nothing outside can be in the way.
#
#	. "$(dirname "$0")/lib.sh"
#	plan 2
#	index <<-'END'
#	{"id": "a", "title": "Chỉ thị", "text": "…"}
#	END
#	serve
#	get /healthz
#	is "$code" 200 'healthy'

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

sock=$tmp/http
client=$root/tests/http/client.py

# NDJSON on standard input -> $VANBAN_DIR
index()
{
	vanban-indexer --no-progress - >"$tmp/.index" 2>&1 || diag "$(cat "$tmp/.index")"
}

# shellcheck disable=SC2120 # options are options
# Start the daemon with these options; $pid is its own.
serve()
{
	start vanban-searchd --listen="unix:$sock" "$@"
	wait_for 5 curl -fs --unix-socket "$sock" http://x/healthz ||
		diag "$(cat "$tmp/started.err")"
}

# get PATH [CURL OPTION...]: sets $code, $head and $out.
get()
{
	get_path=$1
	shift
	code=$(curl -sg --path-as-is --unix-socket "$sock" -D "$tmp/head" -o "$tmp/body" \
		-w '%{http_code}' "$@" "http://x$get_path")
	head=$(tr -d '\r' <"$tmp/head")
	out=$(cat "$tmp/body" 2>/dev/null)
	[ -z "$VB_ANSWERS" ] || keep_answer
	rm -f "$tmp/body"
}

# For openapi.t: what was asked and answered, into the folder $VB_ANSWERS.
keep_answer()
{
	kept=$((${kept:-0} + 1))
	printf '%s\n%s\n%s\n\n' "$get_path" "$code" "$head" >"$VB_ANSWERS/$kept"
	cat "$tmp/body" >>"$VB_ANSWERS/$kept" 2>/dev/null
}

# The value of a header of the last get.
header()
{
	printf '%s\n' "$head" | sed -n "s/^$1: //Ip"
}

# End a daemon and wait for it: sets $status and $seconds (whole ones).
stop()
{
	stop_from=$(date +%s)
	kill -TERM "$1"
	wait "$1"
	status=$?
	seconds=$(($(date +%s) - stop_from))
}
