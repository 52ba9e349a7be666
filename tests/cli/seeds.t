#!/bin/sh
# The five seed pages: each query finds its page first, and no snippet shows
# a counter or a menu. The pages are real and stay outside the repository.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

seeds=${VB_DATA:-../shared/data}/seeds
[ -d "$seeds" ] || skip_all "no $seeds"

plan 28

run vanban-indexer --no-progress --json "$seeds"
is "$status" 0 'the seeds are indexed'
is "$(printf '%s' "$out" | jq -c '[.added, .partial, .rejected]')" '[5,0,0]' \
	'all five, and whole'

# query TAB the file that must come first
while IFS='	' read -r query file; do
	run vanban search --format=json "$query"
	first=$(printf '%s' "$out" | jq -r '.hits[0].source')
	is "${first##*/}" "$file" "first for $query"
done <<'END'
chỉ thị 20-CT/TU	004_c54a8c3c9cd680a8.txt
chi thi so 20 ct tu	004_c54a8c3c9cd680a8.txt
"5 rõ"	004_c54a8c3c9cd680a8.txt
đề án 01/ĐA-HĐND-TT	000_2a270e7422a478f9.txt
de an 01	000_2a270e7422a478f9.txt
kế hoạch 07/KH-TTHĐND	003_78ba6d9c07d610cf.txt
phong trào thi đua HĐND huyện 2024	001_d53810aed89ebcd8.txt
tập huấn đại biểu dân cử 2021	002_f3c59d940a2c8084.txt
END

# What the pages have around the article, and no article says.
cat >"$tmp/noise" <<'END'
Lượt truy cập
số người truy cập
Đang online
View count
Tìm kiếm
Xem tiếp
Quay lại
LIÊN KẾT WEBSITE
Thời tiết
Chia sẻ bài viết
Số lượt xem
Trang chủ
Sơ đồ trang
Bản quyền thuộc về
END

# The queries ask for the noise's words too. One article says of itself that
# it goes on in the next issue.
while read -r query; do
	run vanban search --format=json -n 100 --match=any "$query"
	unlike "$(printf '%s' "$out" | jq -r '.hits[].snippet' |
		sed 's/<[^>]*>//g; s/(Xem tiếp kỳ sau)//' | grep -iF -f "$tmp/noise")" . \
		"no counter or menu for $query"
done <<'END'
chất lượng hoạt động đại biểu
thống kê lượt truy cập
số người truy cập đang online
liên kết website
tìm kiếm xem tiếp quay lại
thời tiết hôm nay
chia sẻ bài viết
hội đồng nhân dân
giám sát chuyên đề
kỳ họp thứ nhất
tập huấn kỹ năng
phong trào thi đua
chỉ thị của ban thường vụ
2021
trang chủ giới thiệu tin tức
END

run vanban search --format=json -n 100 --sort=newest ''
is "$(printf '%s' "$out" | jq '[.hits[] | select(.kind == "article")] | length')" \
	5 'all five are articles'
unlike "$(printf '%s' "$out" | jq -r '.hits[].title' |
	grep -iF -f "$tmp/noise")" . 'no title is a menu'
run vanban verify
is "$status" 0 'verify is clean'
