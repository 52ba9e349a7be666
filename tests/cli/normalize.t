#!/bin/sh
# vanban normalize: the text core on its own.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 25

# gives TO INPUT WANT NAME: printf's escapes in INPUT
gives()
{
	# shellcheck disable=SC2059
	printf "$2" >"$tmp/in"
	run vanban normalize --to="$1" "$tmp/in"
	is "$out" "$3" "$4"
}

gives text 'hoà bình, thuý, uỷ ban\n' 'hòa bình, thúy, ủy ban' 'tones in place'
gives text 'Nghi\314\243 quye\314\202\314\201t\n' 'Nghị quyết' 'composed'
gives text 'qu\303\252\314\201 nh\303\241\n' 'quế nhá' 'half composed'
gives text '\303\220i\341\273\201u 1\n' 'Điều 1' 'the Icelandic letter'
gives text 'a\342\200\213b\302\240c\302\255d\n' 'ab cd' 'invisible signs'
gives fold 'ĐIỀU 1. Ủy ban\n' 'dieu 1. uy ban' 'fold'
gives key 'UỶ BAN Thuỷ sản\n' 'ủy ban thủy sản' 'key'
gives key 'Bác sĩ\n' "$(printf 'bác sỹ\n' | vanban normalize --to=key)" \
	'i and y compare equal'
gives text '' '' 'nothing'
gives text 'không xuống dòng' 'không xuống dòng' 'no last line end'
gives text 'một\r\nhai\r\n' 'một
hai' 'CRLF'
is "$(od -An -c "$tmp/out" | grep -c '\\r')" 0 'leaves no CR'
gives text 'a\n\n\nb\n' 'a


b' 'empty lines stay'
gives text 'x\377y \303\n' "$(printf 'x\357\277\275y \357\277\275')" \
	'what is not UTF-8 is replaced'
is "$status" 0 'which is no failure'

run vanban normalize --to=fold <<'END'
Tờ trình
END
is "$out" 'to trinh' 'standard input'
run vanban normalize --report <<'END'
hoà‌ bình
END
is "$out" 'hòa bình' '--report leaves the result alone'
like "$err" '^invisible characters dropped +1$' 'and counts'
like "$err" '^not UTF-8, replaced +0$' 'everything'

python3 -c 'print("ủy ban " * 1500000)' >"$tmp/long"
run vanban normalize --to=fold "$tmp/long"
is "$status $(wc -c <"$tmp/out")" '0 10500001' 'a line of 15 MB'
ok 'in linear time' timeout 20 vanban normalize --to=key "$tmp/long"

run vanban normalize "$tmp/none"
like "$status $err" "^2 vanban: $tmp/none: .*No such file" 'no such file'
run vanban normalize --to=upper
is "$status" 2 'no such form'
run vanban normalize --from=klingon
is "$status" 2 'no such encoding'
# shellcheck disable=SC2016 # expanded by the inner shell
ok 'twice is the same as once' sh -c 'for to in text fold key; do
	cat corpus/official/*.txt corpus/portal/*.txt | vanban normalize --to=$to >"$1.1" &&
	vanban normalize --to=$to "$1.1" | cmp - "$1.1" || exit 1
done' sh "$tmp/twice"
