#!/bin/sh
# vanban normalize --from: every old encoding, told and found out.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 54

want='Hội đồng nhân dân tỉnh ban hành quyết định.'

# from ENCODING BYTES [WANT]: printf's escapes in BYTES, told and found out.
from()
{
	# shellcheck disable=SC2059
	printf "$2\\n" >"$tmp/in"
	run vanban normalize --from="$1" "$tmp/in"
	is "$status $out" "0 ${3-$want}" "--from=$1"
	run vanban normalize "$tmp/in"
	is "$status $out" "0 ${3-$want}" "$1, found out"
}

# The bytes are those of vietnamese-text.md's tables, by hand.
from tcvn3 'H\351i \256\345ng nh\251n d\251n t\330nh ban h\265nh quy\325t \256\336nh.'
from vni 'Ho\344i \361o\340ng nha\342n da\342n t\346nh ban ha\370nh quye\341t \361\362nh.'
from viscii 'H\265i \360\260ng nh\342n d\342n t\357nh ban h\340nh quy\252t \360\270nh.'
from vps 'H\266i \307\322ng nh\342n d\342n t\314nh ban h\340nh quy\211t \307\316nh.'
from cp1258 'H\364\362i \360\364\314ng nh\342n d\342n ti\322nh ban h\340nh quy\352\354t \360i\362nh.'
from tcvn5712 'H\351i \256\345ng nh\251n d\251n t\330nh ban h\265nh quy\325t \256\336nh.'
from bkhcm2 'H\366\345i \340\366\354ng nh\352n d\352n t\363nh ban ha\342nh quy\357\353t \340\365nh.'
from viqr "Ho^.i ddo^\`ng nha^n da^n ti?nh ban ha\`nh quye^'t ddi.nh."
from ncr 'H&#7897;i &#273;&#7891;ng nh&#226;n d&#226;n t&#x1EC9;nh ban h&#xe0;nh quy&#7871;t &#273;&#7883;nh.'
from utf-8 "$want"

# UTF-16 in each byte order, with a mark and without.
for order in le be; do
	printf '%s\n' "$want" | iconv -f UTF-8 -t "UTF-16$order" >"$tmp/in"
	run vanban normalize "$tmp/in"
	is "$status $out" "0 $want" "UTF-16$order without a mark"
	{
		printf '\357\273\277'
		printf '%s\n' "$want"
	} | iconv -f UTF-8 -t "UTF-16$order" >"$tmp/in"
	run vanban normalize "$tmp/in"
	is "$status $out" "0 $want" "UTF-16$order with one"
	run vanban normalize --from=utf-16 "$tmp/in"
	is "$status $out" "0 $want" "and --from=utf-16"
done

# Names as others write them.
printf 'Ho\344i \361o\340ng nha\342n da\342n\n' >"$tmp/in"
for name in VNI-Windows x-viet-vni 'Vni Win'; do
	run vanban normalize --from="$name" "$tmp/in"
	is "$status $out" '0 Hội đồng nhân dân' "--from='$name'"
done

# Typed without an input method.
run vanban normalize --from=telex <<'END'
Hooij ddoongf nhaan daan tinhr quyeets nghij
END
is "$status $out" '0 Hội đồng nhân dân tỉnh quyết nghị' '--from=telex'
run vanban normalize --from=vni-keys <<'END'
Ho6i5 d9o6ng2 nha6n da6n ti3nh quye6t1 nghi5
END
is "$status $out" '0 Hội đồng nhân dân tỉnh quyết nghị' '--from=vni-keys'

# A file in which every line is another story, and one half a line.
{
	printf 'Thủ tướng đã ký quyết định.\n'
	printf 'H\351i \256\345ng nh\251n d\251n t\330nh ban h\265nh.\n'
	printf 'Crème brûlée; Müller; 5 × 3\n'
	printf 'Ho\344i \361o\340ng nha\342n da\342n t\346nh ban ha\370nh.\n'
	printf 'Thủ tướng đã ký: Céng hßa x· héi chñ nghÜa\n'
	printf 'Hội đồng nhân dân tỉnh\n' | iconv -f CP1252 -t UTF-8
	printf 'H&#7897;i &#273;&#7891;ng nh&#226;n d&#226;n\n'
	printf 'It'"'"'s the end; e.g. this.\n'
} >"$tmp/mixed"
run vanban normalize --report "$tmp/mixed"
is "$status $out" '0 Thủ tướng đã ký quyết định.
Hội đồng nhân dân tỉnh ban hành.
Crème brûlée; Müller; 5 × 3
Hội đồng nhân dân tỉnh ban hành.
Thủ tướng đã ký: Cộng hòa xã hội chủ nghĩa
Hội đồng nhân dân tỉnh
Hội đồng nhân dân
It'"'"'s the end; e.g. this.' 'a file of many encodings'
like "$err" '^line 2, bytes 0-32: tcvn3 \(6 of 6 marked' \
	'--report names line, bytes and decoding'
like "$err" '^line 4, bytes 0-37: vni \(' 'of each line'
like "$err" '^line 5, bytes 2[0-5]-[0-9]+: tcvn3 read as windows-1252 \(' \
	'of half a line'
like "$err" '^line 6, bytes 0-[0-9]+: utf-8 read as windows-1252 \(' \
	'and what was broken later'
like "$err" '^line 7, bytes 0-[0-9]+: ncr \(' 'and references'
unlike "$err" '^line [138],' 'but not of good lines'
like "$err" '^tcvn3 +1 places, 6 of 6 marked words' 'and sums up'
run vanban normalize "$tmp/mixed"
is "$err" '' 'without --report nothing is said'

gzip <"$tmp/mixed" >"$tmp/mixed.gz"
vanban normalize "$tmp/mixed" >"$tmp/plain"
vanban normalize "$tmp/mixed.gz" >"$tmp/zipped"
ok 'compressed input reads alike' cmp "$tmp/plain" "$tmp/zipped"
vanban normalize <"$tmp/mixed" >"$tmp/piped"
ok 'and so does standard input' cmp "$tmp/plain" "$tmp/piped"
vanban normalize "$tmp/plain" >"$tmp/again"
ok 'what came out stays' cmp "$tmp/plain" "$tmp/again"

# The small letters of .VnTimeH.
printf 'C\351NG H\337A X\267 H\351I CH\361 NGH\334A VI\326T NAM\n' >"$tmp/in"
run vanban normalize "$tmp/in"
is "$out" 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' 'capitals of TCVN3'

for name in klingon '' ../../x UTF-7 'UTF-8//TRANSLIT' big5; do
	run vanban normalize --from="$name" "$tmp/in"
	is "$status $out" '2 ' "--from='$name' is refused"
done
like "$err" '^vanban: .*--from .big5.' 'and named'
run vanban normalize --from
is "$status" 2 '--from without a name'

# More than a block of 256 KB: the document's encoding is kept.
awk 'BEGIN { for (i = 0; i < 20000; i++)
	print i % 2 ? "H\351i \256\345ng nh\251n d\251n t\330nh" : "S\350" }' \
	>"$tmp/long"
run vanban normalize "$tmp/long"
is "$(sort "$tmp/out" | uniq -c | sed 's/^ *//')" '10000 Hội đồng nhân dân tỉnh
10000 Số' 'short lines of a long file follow it'

# Real text, as bench/encodings/README.md says; its targets must be reached.
data=${VB_DATA:-../shared/data}
if [ ! -d "$data/news" ] || [ ! -d "$data/laws" ]; then
	skip 1 "no data in $data"
elif ! command -v recode >/dev/null || ! command -v iconv >/dev/null; then
	skip 1 'no iconv or no recode'
else
	kinds=tcvn3,tcvn3-caps,vni,viscii,vps,cp1258,tcvn5712,bkhcm2
	kinds=$kinds,ncr-decimal,utf-8-nfd,tcvn3@cp1252,vni@cp1252
	kinds=$kinds,utf-8@cp1252,mix-tcvn3@cp1252
	ok 'sentences of documents, laws and news' python3 \
		bench/encodings/run.py "$VB_BIN/vanban" --half=held \
		--lines 300 --only "$kinds"
fi
