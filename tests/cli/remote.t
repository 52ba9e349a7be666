#!/bin/sh
# vanban --server=URL: the same bytes as with the data directory.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
plan 87

vanban-indexer --no-progress corpus >/dev/null 2>&1
cat >"$tmp/more.ndjson" <<'END'
{"id": "nq-05", "title": "Nghị quyết về \"giá\" <đất> & rừng", "number": "05/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2023-07-14", "topic": "Đất đai", "text": "Căn cứ Luật số 13/2022/QH15.\nĐiều 1. Thông qua bảng giá <đất> & rừng.\n… Điều 2. Giá đất từng năm.", "ghi chú": {"a": [1, "hai\u0007"]}}
{"id": "nq-06", "title": "Nghị quyết sửa đổi", "number": "06/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "date": "2024-07-14", "text": "Điều 1. Sửa đổi Nghị quyết số 05/NQ-HĐND ngày 14/7/2023 của Hội đồng nhân dân tỉnh Hà Tĩnh về giá đất."}
{"id": "bài/1 @2?#&", "kind": "article", "title": "Giá đất sau một năm", "date": "2024-01-02", "text": "Bảng giá đất theo Nghị quyết số 05/NQ-HĐND."}
{"id": "copy", "kind": "article", "title": "Giá đất sau một năm", "date": "2024-01-03", "text": "Bảng giá đất theo Nghị quyết số 05/NQ-HĐND."}
{"id": "..", "title": "Id của hai dấu chấm", "text": "Trượt giá."}
{"id": "gone", "title": "Rút", "text": "Đã rút giá."}
END
vanban-indexer --no-progress "$tmp/more.ndjson" >/dev/null 2>&1
vanban withdraw gone --reason=thử >/dev/null 2>&1

port=$(free_port)
start vanban-searchd --listen="127.0.0.1:$port"
url=http://127.0.0.1:$port
no_proxy=127.0.0.1
export no_proxy
wait_for 5 curl -fs "$url/healthz"

# How long it took is not the same twice.
untimed()
{
	sed -E 's/\([0-9.]+ ms\)/(ms)/; s/"took_ms":[0-9.]+/"took_ms":0/' "$1"
}

# same COMMAND ARGUMENT...: status and both outputs
same()
{
	run vanban "$@"
	here="$status $(untimed "$tmp/out") $err"
	run vanban --server="$url" "$@"
	is "$status $(untimed "$tmp/out") $err" "$here" "$*"
}

for format in text json ndjson tsv trec; do
	same search --format=$format giá đất
done
same search --color=always giá đất
same search --lang=vi rừng
same search --lang=en --facets giá
same search --explain giá đất
same search --explain --format=json giá đất
same search -n 2 --offset=1 giá
same search --sort=newest --type=nghi-quyet --from=2023-01-01 --to=2023-12-31
same search --duplicates=fold giá đất sau một năm
same search --match=any giá không-có-từ-này
same search khôngcótừnày
same search 'giá "đất'
same search 'nghị quyết 05/NQ-HĐND'
same search --place='Hà Tĩnh' --issuer='HĐND tỉnh Hà Tĩnh' --kind=document --topic='Đất đai' giá
printf 'q1\tgiá đất\nq2\trừng\n\nbad\n' >"$tmp/batch"
same search --batch="$tmp/batch" --format=trec -n 50
same search --batch="$tmp/batch" --format=tsv
for format in text json ndjson tsv; do
	same resolve --format=$format 05/NQ-HĐND
done
same resolve 13/2022/QH15
same resolve 999/XX-YY
printf 'q1\t05/NQ-HĐND\n' >"$tmp/numbers"
same resolve --batch="$tmp/numbers" --format=trec
for id in nq-05 nq-06 'bài/1 @2?#&' ..; do
	same show "$id"
	same show --format=json "$id"
done
same show --version=1 nq-05
same show --original nq-05
vanban --server="$url" show --original="$tmp/original" nq-05
ok 'the original into a file' sh -c "vanban show --original nq-05 | cmp - '$tmp/original'"
for format in text json; do
	same related --format=$format 'bài/1 @2?#&'
	same cites --format=$format nq-06
	same cited-by --format=$format nq-05
	same cited-by --format=$format Luật 13/2022/QH15
	same wanted --format=$format
	same wanted --format=$format -n 2
	same browse --format=$format
	same browse --format=$format --by=type
	same browse --format=$format 2023
done
same browse --by=issuer --offset=1 -n 1
for format in text json ndjson; do
	same suggest --format=$format nghị
done
same suggest --lang=vi 05
run vanban stats --format=json
want=$(printf %s "$out" | jq -cS 'del(.bytes,.index_revision)')
run vanban --server="$url" stats --format=json
is "$(printf %s "$out" | jq -cS 'del(.bytes,.index_revision)')" "$want" 'stats'
run vanban --server="$url" stats --lang=vi
like "$out" '^phiên bản +[0-9]+$' 'stats as text'

# What can't be.
for id in none gone; do
	run vanban --server="$url" show $id
	is "$status" 1 "show $id: nothing"
done
run vanban --server="$url" cites none
is "$status" 1 'cites none: nothing'
run vanban --server="$url" search --from=gestern giá
is "$status" 2 'a value that the server refuses'
like "$err" '^vanban: search: .*from' 'and why'
for command in 'edit nq-05 title=x' 'withdraw nq-05 --reason=x' verify log 'export --ndjson'; do
	# shellcheck disable=SC2086 # words
	run vanban --server="$url" $command
	is "$status ${err%%:*}:$(printf %s "$err" | grep -c -e '--server')" '2 vanban:1' "no $command over HTTP"
done
for bad in ftp://x file:///etc/passwd 'http://' 'http:///x' 'http://a b' x; do
	run vanban --server="$bad" stats
	is "$status" 2 "not an address: $bad"
done
run vanban -d "$tmp" --server="$url" stats
is "$status" 2 'not with -d'
dead=$(free_port)
run vanban --server="http://127.0.0.1:$dead" search x
is "$status $err" "2 vanban: search: http://127.0.0.1:$dead: connection refused" 'nobody there'

# Servers of another kind.
cat >"$tmp/odd.py" <<'END'
import http.server
import sys

class Odd(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        where = self.path.split('?')[0]
        if where.startswith('/loop'):
            self.send_response(302)
            self.send_header('Location', '/loop')
        elif where.startswith('/file'):
            self.send_response(302)
            self.send_header('Location', 'file:///etc/hostname')
        else:
            self.send_response(500 if where.startswith('/500') else 200)
            self.send_header('Content-Type', 'application/json' if where.startswith(('/json', '/deep')) else 'text/html')
        self.end_headers()
        if where.startswith('/json'):
            self.wfile.write(b'{"hits": 5, "total": {}, "facets": [1], "resolved": "x", "took_ms": []}')
        elif where.startswith('/deep'):
            self.wfile.write(b'{"hits":' + b'[' * 100000)
        else:
            self.wfile.write(b'<html>')

    def log_message(self, *words):
        pass

server = http.server.HTTPServer(('127.0.0.1', 0), Odd)
print(server.server_port, flush=True)
server.serve_forever()
END
start python3 "$tmp/odd.py"
wait_for 5 test -s "$tmp/started.out"
odd=http://127.0.0.1:$(cat "$tmp/started.out")
for page in loop file html 500 deep; do
	run vanban --server="$odd/$page" search x
	is "$status $(printf %s "$err" | wc -l)" '2 0' "an odd server: $page"
done
run vanban --server="$odd/json" search x
is "$status" 1 'JSON of another kind: nothing found'
