#!/bin/sh
# Addresses, systemd, and an end that loses nothing.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 22

index <<-'END'
{"id": "a", "title": "Chỉ thị", "text": "Nội dung."}
END

# Several addresses, one daemon.
start vanban-searchd --listen="unix:$sock" --listen="unix:$tmp/second" --listen=127.0.0.1:0
wait_for 5 grep -q 'http://127' "$tmp/started.err"
port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$tmp/started.err")
get /healthz
is "$code" 200 'one address'
is "$(curl -s --unix-socket "$tmp/second" http://x/healthz)" ok 'a second'
is "$(curl -s "http://127.0.0.1:$port/healthz")" ok 'a third'
is "$(grep -c serving "$tmp/started.err")" 3 'each is said'
stop "$pid"
is "$status" 0 'it ends well'
ok 'and leaves no socket' not test -e "$sock" -o -e "$tmp/second"
run timeout 5 vanban-searchd --listen="unix:$sock" --listen="unix:$tmp/none/x"
is "$status" 2 'an address that is none'
ok 'takes the others with it' not test -e "$sock"
cat >"$tmp/conf" <<-END
listen = unix:$sock
listen = unix:$tmp/second
cors-origin = https://a.vn
cors-origin = https://b.vn
rate = 0
END
start vanban-searchd --config="$tmp/conf"
wait_for 5 curl -fs --unix-socket "$tmp/second" http://x/healthz
get /healthz -H 'Origin: https://b.vn'
is "$code $(header access-control-allow-origin)" '200 https://b.vn' 'lines of a file may repeat'
stop "$pid"

# Mistakes in the file, each by its line.
check_bad()
{
	printf '# first\n%s\n' "$1" >"$tmp/bad"
	run timeout 5 vanban-searchd --config="$tmp/bad"
	is "$status:$err" "2:vanban-searchd: $tmp/bad: line 2: $2" "$3"
}
check_bad 'thread = 1' "'thread' is not an option" 'a name that is none'
check_bad 'threads' "not 'name = value'" 'no value'
check_bad 'threads = many' 'threads: not a whole number from 1 to 256' 'a number that is none'
check_bad 'log = yes' 'log: not off, errors or all' 'a word that is none'
check_bad 'trusted-proxy = 10.0.0.0/33' 'trusted-proxy: not ADDRESS, ADDRESS/BITS or unix' 'a network that is none'
printf '# first\nrate = 1\nrate = 2\n' >"$tmp/bad"
run timeout 5 vanban-searchd --config="$tmp/bad"
is "$err" "vanban-searchd: $tmp/bad: line 3: rate: given too often" 'a name twice'

# systemd: ready, alive, reloading, stopping, as it is told.
cat >"$tmp/notify.py" <<'END'
import os, signal, socket, subprocess, sys, time
tmp, program = sys.argv[1], sys.argv[2:]
n = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
n.bind(tmp + "/notify")
n.settimeout(10)
env = dict(os.environ, NOTIFY_SOCKET=tmp + "/notify", WATCHDOG_USEC="400000")
p = subprocess.Popen(program, env=env, stderr=subprocess.DEVNULL)
def until(word):
    seen = []
    while not seen or word not in seen[-1]:
        seen.append(n.recv(4096).decode())
    return seen
print(until("READY=1")[-1])
start = time.time()
until("WATCHDOG=1"); until("WATCHDOG=1")
print("alive", time.time() - start < 3)
p.send_signal(signal.SIGHUP)
print("RELOADING" in until("RELOADING=1")[-1], "READY=1" in until("READY=1")[-1])
p.terminate()
print(until("STOPPING=1")[-1], p.wait())
END
run python3 "$tmp/notify.py" "$tmp" vanban-searchd --listen="unix:$sock"
is "$out" "$(printf 'READY=1\nalive True\nTrue True\nSTOPPING=1 0')" 'systemd is told what happens'

# Two sockets given.
if command -v systemd-socket-activate >/dev/null; then
	start systemd-socket-activate -l "$tmp/one" -l "$tmp/two" "$VB_BIN/vanban-searchd" \
		--dir="$VANBAN_DIR"
	ok 'a socket of systemd' wait_for 5 curl -fs --unix-socket "$tmp/one" http://x/healthz
	ok 'and another' wait_for 5 curl -fs --unix-socket "$tmp/two" http://x/healthz
	stop "$pid"
else
	skip 2 'no systemd-socket-activate'
fi

# Told to end in the midst of requests: who was let in is answered.
cat >"$tmp/ending.py" <<'END'
import os, signal, socket, sys, threading, time
port, pid, keep = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "keep"
lost, answered, lock, over = [], 0, threading.Lock(), threading.Event()
GET = b"GET /api/v1/search?q=n&x=%d HTTP/1.1\r\nHost: x\r\n\r\n"
def whole(s):
    data = b""
    while b"\r\n\r\n" not in data:
        more = s.recv(65536)
        if not more:
            return data
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        more = s.recv(65536)
        if not more:
            return b""
        body += more
    return head
def ask():
    global answered
    s, first, n = None, True, 0
    while not over.is_set():
        try:
            if not s:
                s, first = socket.create_connection(("127.0.0.1", port), 5), True
        except OSError:
            return  # it listens no more
        if s.getsockname() == s.getpeername():
            return  # nobody does: this is a socket that found itself
        n += 1
        try:
            s.sendall(GET % n)
            head = whole(s)
        except OSError as e:
            head = b"" if not first else repr(e).encode()
        if head.startswith(b"HTTP/1.1 200"):
            with lock:
                answered += 1
            first = False
            if not keep or b"onnection: close" in head:
                s.close()
                s = None
        elif first or head:
            with lock:
                lost.append(head[:60])
            return
        else:  # a kept connection may end between two requests
            s.close()
            s = None
threads = [threading.Thread(target=ask, daemon=True) for _ in range(8)]
for t in threads:
    t.start()
time.sleep(1)
os.kill(pid, signal.SIGTERM)
time.sleep(2)
over.set()
for t in threads:
    t.join(10)
print(len(lost), answered > 20, lost[:3] or "")
END
# ending HOW: sets $out
ending()
{
	start vanban-searchd --listen=127.0.0.1:0
	wait_for 5 grep -q serving "$tmp/started.err"
	port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$tmp/started.err")
	run timeout 60 python3 "$tmp/ending.py" "$port" "$pid" "$1"
}
ending keep
is "$out" '0 True ' 'no request of a kept connection is lost'
wait "$pid"
is "$?" 0 'and it ends well'
ending new
is "$out" '0 True ' 'none of a client that connects for each'
wait "$pid"
is "$?" 0 'and it ends well too'
