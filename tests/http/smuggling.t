#!/bin/sh
# Requests that two readers may count differently, to the daemon and to an
# nginx before it that keeps its connections: smuggle.py has the cases.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
smuggle=$root/tests/http/smuggle.py
cases=$(python3 -c 'import re, sys
print(len(re.findall(r"^    \(\"", open(sys.argv[1]).read(), re.M)))' "$smuggle")
plan $((cases * 2))

index <<-'END'
{"id": "a", "title": "Chỉ thị", "text": "Nội dung."}
END
serve

# judge: lines of smuggle.py as tests
judge()
{
	while read -r line; do
		case $line in
		'ok '*) pass "$1: ${line#ok }" ;;
		*) fail "$1: ${line#not ok }" ;;
		esac
	done <"$tmp/cases"
}

python3 "$smuggle" "$sock" >"$tmp/cases"
judge direct

nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || {
	skip "$cases" 'no nginx'
	exit
}
mkdir "$tmp/nginx"
user=
[ "$(id -u)" -ne 0 ] || user='user root;' # $tmp is ours alone
cat >"$tmp/nginx.conf" <<END
$user
daemon off;
worker_processes 1;
pid $tmp/nginx/pid;
error_log stderr error;
events { worker_connections 64; }
http {
	access_log off;
	client_body_temp_path $tmp/nginx;
	proxy_temp_path $tmp/nginx;
	fastcgi_temp_path $tmp/nginx;
	uwsgi_temp_path $tmp/nginx;
	scgi_temp_path $tmp/nginx;
	upstream vanban {
		server unix:$sock;
		keepalive 4;
	}
	server {
		listen unix:$tmp/proxy;
		location / {
			proxy_pass http://vanban;
			proxy_http_version 1.1;
			proxy_set_header Connection "";
			proxy_set_header Host \$host;
			proxy_set_header X-Forwarded-For \$remote_addr;
		}
	}
}
END
start "$nginx" -c "$tmp/nginx.conf" -p "$tmp/nginx"
wait_for 5 curl -fs --unix-socket "$tmp/proxy" http://x/healthz
python3 "$smuggle" "$sock" "$tmp/proxy" >"$tmp/cases"
judge 'behind nginx'
