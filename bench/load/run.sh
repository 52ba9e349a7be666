#!/bin/sh
# The daemon under load: run.sh BUILD_DIR DIR QUERIES [SECONDS]
#
# DIR is a data directory (it is copied, because a writer works on it),
# QUERIES has "qid TAB query" lines. Everything runs on this machine, so the
# clients take a part of it too: only ratios to the yardstick of the same run
# mean something. Limits of one address are lifted for wrk, which has one;
# visitors come from 127.0.0.0/8. Needs wrk, curl, jq.
# PARTS: which of "repeated distinct visitors crowd swap steady"; all but the last
# without it. MINUTES: of steady (20).
set -eu
build=$1
queries=$3
seconds=${4:-10}
parts=${PARTS:-repeated distinct visitors crowd swap}
here=$(dirname "$0")
port=${PORT:-18080}
bin=$build/bin
tools=$build/bench/load
threads=$(($(nproc) * 2))
work=$(mktemp -d)
pids=

finish()
{
	rm -f "$work/writing"
	for p in $pids; do
		kill "$p" 2>/dev/null || true
	done
	wait
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 2' INT TERM HUP
# shellcheck disable=SC3045 # dash and bash know it
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)"

echo "copying $2"
cp -a "$2" "$work/data"
rm -f "$work/data/lock"
url=http://127.0.0.1:$port

wants()
{
	case " $parts " in *" $1 "*) return 0 ;; esac
	return 1
}

daemon()
{
	"$bin/vanban-searchd" -d "$work/data" --listen="127.0.0.1:$port" \
		--threads="$threads" --connections=20000 --per-address=0 \
		--log=errors "$@" 2>>"$work/daemon.err" &
	daemon=$!
	pids="$pids $daemon"
	until curl -fs -o /dev/null "$url/readyz"; do sleep 0.2; done
}

end()
{
	kill "$1"
	wait "$1" 2>/dev/null || true
}

# A document and a commit each second, as long as the file "writing" is there.
write_always()
{
	i=0
	while [ -e "$work/writing" ]; do
		i=$((i + 1))
		printf '{"id":"load-%d","title":"Văn bản %d","text":"Nội dung tải số %d."}\n' \
			$((i % 100)) "$i" "$i" |
			"$bin/vanban-indexer" -d "$work/data" --no-progress - >/dev/null 2>&1 || true
		sleep 1
	done
}

# wrk_rate URL LUA-ARGUMENTS: sets $rate, $errors, $p99
wrk_rate()
{
	target=$1
	shift
	wrk -t 2 -c 32 -d "$seconds" -s "$here/ask.lua" "$target" -- "$@" >"$work/wrk"
	read -r _ rate errors _ p99 <<-END
	$(grep '^RESULT' "$work/wrk")
	END
}

memory()
{
	curl -s "$url/metrics" | sed -n 's/^process_resident_memory_bytes //p'
	# Mapped files are the page cache's; what is left is the daemon's own.
	awk '/^RssAnon/ { print $2 * 1024 }' "/proc/$daemon/status"
}

row()
{
	printf '%-44s %12s %12s  %s\n' "$@"
}

ratio()
{
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'
}

row what measured wanted note
if wants repeated; then
	daemon
	wrk_rate "$url" "$queries" same
	mine=$rate note="errors $errors, p99 $p99 ms"
	first=$(sed -n '1s/[^\t]*\t//p' "$queries")
	size=$(curl -sG "$url/api/v1/search" --data-urlencode "q=$first" | wc -c)
	end "$daemon"
	"$tools/hello" "$port" "$threads" "$size" &
	hello=$!
	pids="$pids $hello"
	sleep 0.5
	wrk_rate "$url" "$queries" same
	end "$hello"
	row 'repeated queries / hello' "$(ratio "$mine" "$rate")" '>= 0.35' \
		"$mine / $rate a second, $note"
fi
if wants distinct; then
	inside=$("$tools/inprocess" "$work/data" "$queries" "$(nproc)" "$seconds")
	daemon --cache-bytes=0
	wrk_rate "$url" "$queries"
	end "$daemon"
	row 'distinct queries / in-process' "$(ratio "$rate" "$inside")" '>= 0.8' \
		"$rate / $inside a second, errors $errors, p99 $p99 ms"
fi
# crowd NAME SECONDS VISITORS PERIOD IDLE SLOW WANTED: a row, while a writer commits
crowd()
{
	daemon
	: >"$work/writing"
	write_always &
	writer=$!
	"$tools/visitors" "$port" "$queries" "$2" "$3" "$4" "$5" "$6" >"$work/visitors"
	used=$(memory | tr '\n' ' ')
	rm -f "$work/writing"
	wait "$writer" || true
	end "$daemon"
	row "$1" "$(jq -r .p99 "$work/visitors") ms" "$7" "$(jq -c . "$work/visitors")"
	row '  memory, MB (resident, own)' \
		"$(echo "$used" | awk '{ printf "%d %d", $1 / 1e6, $2 / 1e6 }')" '<= 250 own' ''
}
if wants visitors; then
	crowd '3,500 visitors, a commit a second: p99' $((seconds * 3)) 3500 10 0 0 '<= 100 ms'
fi
if wants crowd; then
	crowd '10,000 idle and 1,000 slow ones: p99' $((seconds * 3)) 200 2 10000 1000 '< 150 ms'
fi
if wants steady; then
	crowd 'visitors, steadily: p99' $((${MINUTES:-20} * 60)) 3500 10 0 0 '<= 100 ms'
fi
if wants swap; then
	python3 "$here/../../tests/fault/swap.py" "$bin" "${REQUESTS:-1000000}" |
		while read -r line; do row 'wrong or mixed answers' "${line%% *}" 0 "$line"; done
fi
[ ! -s "$work/daemon.err" ] || { echo 'the daemon said:'; sort "$work/daemon.err" |
	grep -v ': serving ' | uniq -c | head; }
