#!/bin/sh
# Pictures of text: what --ocr does with scans and with PDFs that have text,
# and pictures that are too small, too big or cut off.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

command -v tesseract >/dev/null || skip_all 'no tesseract'
plan 53
OMP_THREAD_LIMIT=1 # on a busy machine its threads wait for each other
export OMP_THREAD_LIMIT

# extract WHEN FILE: as JSON into $out
extract()
{
	run vanban extract --format=json --ocr="$1" "$2"
}

# field EXPRESSION: of the JSON in $out
field()
{
	printf '%s' "$out" | jq -rc "$1"
}

# share FILE: how many of a hundred words that FILE's document has are in
# the text in $out, in their order
share()
{
	PYTHONPATH=tests/cli PYTHONDONTWRITEBYTECODE=1 python3 - "$1" \
		"$tmp/out" <<-'END'
	import json, sys
	import formats
	with open(sys.argv[1] + ".expected.json", encoding="utf-8") as file:
	    want = formats.words(json.load(file)["records"][0]["text"], True)
	with open(sys.argv[2], encoding="utf-8") as file:
	    got = formats.words(json.load(file)["text"], True)
	print(100 * formats.common(got, want) // len(want))
	END
}

# recognised NAME FILE: nine words of ten are in $out, nothing is wrong
recognised()
{
	is "$status $(field '[.partial, .warnings]')" '0 [false,[]]' \
		"$1: read wholly"
	share=$(share "$2")
	ok "$1: $share of a hundred words are right" test "$share" -ge 90
}

# --- a scan in a PDF --------------------------------------------------------

scan=corpus/scans/xa-bac-me-07-ct-ubnd.pdf
off='1 pages are pictures, and recognising text is off: --ocr=auto reads them'
extract never $scan
is "$status $(field '[.partial, .text, .warnings[0]]')" \
	"0 [true,\"\",\"$off\"]" 'a scan, never: partial, and what to do'
run vanban extract --ocr=never $scan
is "$out$err" "vanban: $scan: $off" 'as text it is a message'
for when in auto always; do
	extract $when $scan
	recognised "a scan, $when" $scan
	is "$(field '[.format, .metadata.number.value, .metadata.date.value]')" \
		'["pdf","07/CT-UBND","2026-01-27"]' "a scan, $when: whose it is"
done
run vanban extract $scan
is "$out" "$(vanban extract --ocr=auto $scan)" 'auto is what is done unasked'

# --- pictures ---------------------------------------------------------------

for picture in dang-uy-lien-minh-05-ct-du.png xa-tan-hung-04-ct-ubnd.tif \
	xa-phong-thinh-06-nq-du.jpg; do
	off='a picture, and recognising text is off: --ocr=auto reads it'
	extract never corpus/scans/$picture
	is "$status $(field '[.partial, .text, .warnings[0]]')" \
		"0 [true,\"\",\"$off\"]" "$picture, never: partial, and why"
	run vanban extract --ocr=never corpus/scans/$picture
	is "$out$err" "vanban: corpus/scans/$picture: $off" \
		"$picture, never: as text it is a message"
	for when in auto always; do
		extract $when corpus/scans/$picture
		recognised "$picture, $when" corpus/scans/$picture
	done
done

# --- a PDF that has text ----------------------------------------------------

text=corpus/formats/tinh-uy-nghe-an-22-ct-tu.pdf
extract never $text
is "$status $(field '[.partial, .warnings]') $(share $text)" \
	'0 [false,[]] 100' 'text, never: all of it'
never=$out
extract auto $text
is "$out" "$never" 'text, auto: the same'
extract always $text
recognised 'text, always' $text

# A picture, under it words that nobody sees, as scanners with recognition
# leave them; here they say something else than the picture.
python3 - $scan "$tmp/layer.pdf" <<'END'
import re, sys
data = open(sys.argv[1], "rb").read()
page = re.search(rb"3 0 obj(.*?)endobj", data, re.S)[1].replace(
    b"/XObject", b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman"
    b">>>>/XObject")
paint = re.search(rb"stream\n(.*?)\nendstream", data, re.S)[1]
lines = b"".join(b"(hai con trau ra dong an co non ben song) Tj T*\n"
                 for _ in range(8))
paint += b"\nBT 3 Tr /F 12 Tf 14 TL 90 600 Td\n" + lines + b"ET"
out, places = data, []
for number, body in ((3, page.strip()), (4, b"<</Length %d>>stream\n%s\n"
                                         b"endstream" % (len(paint), paint))):
    places.append(len(out))
    out += b"%d 0 obj%s\nendobj\n" % (number, body)
prev = int(re.search(rb"startxref\n(\d+)", data)[1])
table = len(out)
out += b"xref\n3 2\n" + b"".join(b"%010d 00000 n \n" % p for p in places)
out += b"trailer<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
    prev, table)
open(sys.argv[2], "wb").write(out)
END
for when in never auto; do
	extract $when "$tmp/layer.pdf"
	is "$(field '.text | [test("trau ra dong"), test("gương cầu lồi")]')" \
		'[true,false]' "words under the picture, $when: those"
done
extract always "$tmp/layer.pdf"
is "$(field '.text | [test("trau ra dong"), test("gương cầu lồi")]')" \
	'[false,true]' 'words under the picture, always: those in it'
recognised 'words under the picture, always' $scan

# --- pictures that are none -------------------------------------------------

python3 - "$tmp" <<'END'
import struct, sys, zlib
def chunk(kind, body):
    return (struct.pack(">I", len(body)) + kind + body
            + struct.pack(">I", zlib.crc32(kind + body)))
def png(side, rows):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(
        ">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
def save(name, data):
    with open(sys.argv[1] + "/" + name, "wb") as out:
        out.write(data)
save("dot.png", png(1, zlib.compress(b"\0\x80")))
save("claim.png", png(60000, zlib.compress(b"\0\x80")))
pack, rows = zlib.compressobj(), b""
for _ in range(600):
    rows += pack.compress((b"\0" + b"\xff" * 7500) * 100)
save("vast.png", png(60000, rows + pack.flush()))
with open("corpus/scans/xa-tan-hung-04-ct-ubnd.tif", "rb") as file:
    data = file.read()
save("cut.tif", data[:len(data) // 2])
with open("corpus/scans/dang-uy-lien-minh-05-ct-du.png", "rb") as file:
    data = file.read()
save("cut.png", data[:len(data) // 2])
END
refused()
{
	run timeout 120 vanban extract "$tmp/$1"
	is "$status $out" '1 ' "$2: refused"
	like "$err" "^vanban: $tmp/$1: $3" "$2: and why"
	is "$(printf '%s\n' "$err" | wc -l)" 1 "$2: in one line"
}
refused dot.png 'one pixel' 'no text was found in the picture$'
refused claim.png 'a side of 60,000 that is not there' 'tesseract: .*image data'
refused vast.png '60,000 by 60,000 white pixels' \
	'tesseract: Image too large: \(60000, 60000\)'
refused cut.tif 'half a TIFF' 'tesseract: .'
refused cut.png 'half a PNG' 'tesseract: .*[Rr]ead [Ee]rror'
mkdir "$tmp/in"
mv "$tmp"/*.png "$tmp"/*.tif "$tmp/in"
printf 'Phong trào bình thường, viết tốt.\n' >"$tmp/in/good.txt"
run vanban-indexer --no-progress --json "$tmp/in"
is "$status $(field '[.added, .partial, .rejected]')" '1 [1,0,5]' \
	'the indexer keeps all of them and reads what can be read'
run vanban verify
is "$status $out" '0 ' 'verify is clean'
