#!/bin/sh
# An answer that was made in haste says so, and no cache keeps it.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 17

index <<-'END'
{"id": "a", "title": "Chỉ thị một", "text": "Nội dung alpha."}
{"id": "b", "title": "Chỉ thị hai", "text": "Nội dung alpha, alpha."}
END

# A processor that is slow beyond measure: each look at a thread's time finds
# a minute more of it. So every try but the last runs out of time, always.
cat >"$tmp/slow.c" <<'END'
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *t)
{
	static __thread time_t looks;

	if (clock != CLOCK_THREAD_CPUTIME_ID)
		return (int)syscall(SYS_clock_gettime, clock, t);
	t->tv_sec = 60 * ++looks;
	t->tv_nsec = 0;
	return 0;
}
END
"${CC:-cc}" -shared -fPIC -o "$tmp/slow.so" "$tmp/slow.c"
is $? 0 'a slow clock is made'

cached()
{
	tail -n 1 "$tmp/log" | jq -r .cache
}

serve --log=all --log-file="$tmp/log"
quick=$pid
get '/api/v1/search?q=alpha&facets=1'
is "$(header cache-control)" 'no-cache' 'in time: it may be kept and asked about'
like "$(header etag)" '^(W/)?"' 'with a validator'
is "$(printf '%s' "$out" | jq -c '[.total, .exact, .notes]')" '[2,true,null]' \
	'all is counted, and there is nothing to say'
get '/api/v1/search?q=alpha&facets=1'
is "$(cached)" hit 'and is given again'
stop "$quick"

rm -f "$tmp/log"
LD_PRELOAD=$tmp/slow.so
export LD_PRELOAD
case $ASAN_OPTIONS in
*verify_asan_link_order*) ;;
*) export ASAN_OPTIONS="verify_asan_link_order=0:$ASAN_OPTIONS" ;;
esac
serve --log=all --log-file="$tmp/log"
slow=$pid
unset LD_PRELOAD
get '/api/v1/search?q=alpha&facets=1'
is "$code" 200 'in haste: an answer'
is "$(header cache-control)" 'no-store' 'that nobody keeps'
is "$(header etag)" '' 'without a validator'
is "$(printf '%s' "$out" | jq -r '[.hits[].id] | sort | join(" ")')" 'a b' \
	'of what was found'
is "$(printf '%s' "$out" | jq -r .exact)" false 'which says it is not exact'
like "$(printf '%s' "$out" | jq -r .notes)" '^too many matches' 'and why'
get '/api/v1/search?q=alpha&facets=1'
isnt "$(cached)" hit 'the next is made anew'
get '/search?q=alpha' -H 'Accept-Language: vi'
is "$code $(header cache-control)" '200 no-store' 'a page likewise'
like "$out" 'quá nhiều kết quả' 'says it in its language'
get '/search?q=alpha' -H 'Accept-Language: vi'
isnt "$(cached)" hit 'and is made anew'
get '/api/v1/documents/a'
like "$(header etag)" '^(W/)?"' 'what takes no search may be kept'
stop "$slow"
is "$status" 0 'the daemon ends as ever'
