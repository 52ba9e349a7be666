#!/bin/sh
# /api/v1/documents/ID/akn: Akoma Ntoso 3.0, and back again; the other forms
# of a document. $VB_SCHEMAS is a folder with OASIS's akomantoso30.xsd.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 50

text='HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 05/2023/NQ-HĐND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Tĩnh, ngày 14 tháng 7 năm 2023\nNGHỊ QUYẾT\nVề bảng giá đất\nHỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH\nCăn cứ Luật Đất đai ngày 29 tháng 11 năm 2013;\nCăn cứ Nghị định số 44/2014/NĐ-CP ngày 15 tháng 5 năm 2014 của Chính phủ;\nQUYẾT NGHỊ:\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nNghị quyết này quy định giá đất <tại> tỉnh & huyện.\nĐiều 2. Giá đất\n1. Giá đất ở:\na) Tại phường: 5 triệu đồng;\nb) Tại xã: 2 triệu đồng.\n2. Giá đất nông nghiệp là 1 triệu đồng.\nChương II\nTỔ CHỨC THỰC HIỆN\nĐiều 3. Hiệu lực\nNghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2023 và thay thế Nghị quyết số 10/2019/NQ-HĐND.\nNơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nCHỦ TỊCH\nTrần Văn Mẫu\nPHỤ LỤC I\nBẢNG GIÁ ĐẤT\n1. Đất ở.\n2. Đất nông nghiệp.\n'
index <<-END
{"id": "nq", "text": "$text"}
{"id": "bài 1/?", "kind": "article", "title": "Tin & bài", "text": "Đoạn một.\nĐoạn hai \u0001 hết."}
{"id": "trống", "title": "Không có gì", "text": ""}
END
serve

# akn ID: what is answered into $tmp/akn
akn()
{
	get "/api/v1/documents/$1/akn"
	printf '%s\n' "$out" >"$tmp/akn"
	xmllint --noout "$tmp/akn" 2>"$tmp/lint" || diag "$(cat "$tmp/lint")"
	sed 's| xmlns="[^"]*"||' "$tmp/akn" >"$tmp/plain"
}

x()
{
	xmllint --xpath "$1" "$tmp/plain" 2>/dev/null
}

akn nq
is "$code $(header content-type)" '200 application/akn+xml; charset=utf-8' 'an export'
is "$(xmllint --xpath 'namespace-uri(/*)' "$tmp/akn")" \
	'http://docs.oasis-open.org/legaldocml/ns/akn/3.0' 'in the namespace of 3.0'
is "$(x 'string(/akomaNtoso/act/@name)')" nghi-quyet 'an act'
work=/akn/vn/act/nghi-quyet/hoi-dong-nhan-dan-tinh-ha-tinh/2023-07-14/05-2023-nq-hdnd
is "$(x 'string(//FRBRWork/FRBRuri/@value)')" $work 'its name'
is "$(x 'string(//FRBRWork/FRBRthis/@value)')" "$work/!main" 'its main part'
is "$(x 'string(//FRBRExpression/FRBRuri/@value)')" "$work/vie@2023-07-14" 'its words'
is "$(x 'string(//FRBRWork/FRBRdate/@date)')" 2023-07-14 'its day'
is "$(x 'string(//FRBRnumber/@value)')" 05/2023/NQ-HĐND 'its number'
is "$(x 'string(//TLCOrganization[@eId="issuer"]/@showAs)')" \
	'Hội đồng nhân dân tỉnh Hà Tĩnh' 'its issuer'
is "$(x 'string(//eventRef[@eId="eref_2"]/@date)')" 2023-08-01 'in force from'
is "$(x 'string(//preface//docNumber)')" 05/2023/NQ-HĐND 'the letterhead'
is "$(x 'string(//preface//docDate/@date)')" 2023-07-14 'and its day'
is "$(x 'count(//preamble/citations/citation)')" 2 'what it rests on'
is "$(x 'string((//citation//ref)[2])')" 44/2014/NĐ-CP 'as references'
is "$(x 'string((//citation//ref)[2]/@href)')" \
	/akn/vn/act/nghi-dinh/chinh-phu/2014-05-15/44-2014-nd-cp 'with their names'
is "$(x 'string(//preamble/p)')" 'QUYẾT NGHỊ:' 'the formula'
is "$(x 'count(//body/chapter)')" 2 'chapters'
is "$(x 'concat(//chapter[1]/num,"|",//chapter[1]/heading)')" \
	'Chương I|QUY ĐỊNH CHUNG' 'with number and title'
is "$(x 'concat(//chapter[1]/@eId," ",//chapter[2]/@eId)')" 'chp_I chp_II' 'named as they are numbered'
is "$(x 'count(//chapter[1]/article)')" 2 'Điều in them'
is "$(x 'concat(//article[@eId="art_1"]/num,"|",//article[@eId="art_1"]/heading)')" \
	'Điều 1.|Phạm vi' 'numbers and headings'
is "$(x 'string(//article[@eId="art_1"]/content/p)')" \
	'Nghị quyết này quy định giá đất <tại> tỉnh & huyện.' 'text'
is "$(x 'string(//paragraph[@eId="art_2__para_1"]/intro/p)')" 'Giá đất ở:' 'khoản'
is "$(x 'concat(//point[@eId="art_2__para_1__point_b"]/num,"|",//point[@eId="art_2__para_1__point_b"]/content/p)')" \
	'b)|Tại xã: 2 triệu đồng.' 'điểm'
is "$(x 'string(//article[@eId="art_3"]//ref)')" 10/2019/NQ-HĐND 'references in the text'
is "$(x 'string(//conclusions/p[1])')" 'Nơi nhận:' 'the end'
is "$(x 'string(//conclusions/p[last()])')" 'Trần Văn Mẫu' 'and the signature'
is "$(x 'string(//attachment[@eId="att_1"]/heading)')" 'PHỤ LỤC I' 'the annex'
is "$(x 'string(//attachment//FRBRWork/FRBRthis/@value)')" "$work/!att_1" 'its name'
is "$(x 'string(//attachment//paragraph[@eId="att_1__para_2"]/content/p)')" 'Đất nông nghiệp.' 'its text'
is "$(x 'count(//*[@eId])')" "$(xmllint --xpath '//*/@eId' "$tmp/plain" | sort -u | grep -c .)" \
	'each eId once'
is "$out" "$(vanban show --format=akn nq)" 'as the command line says'
cp "$tmp/akn" "$tmp/nq.xml"

akn 'b%C3%A0i%201%2F%3F'
is "$(x 'string(/akomaNtoso/doc/@name)')" doc 'an article is a doc'
is "$(x 'string(//FRBRWork/FRBRuri/@value)' | sed 's/[0-9-]\{10\}/DAY/')" \
	/akn/vn/doc/DAY/id-b%C3%A0i%201%2F%3F 'named by its id'
is "$(x 'string(//FRBRWork/FRBRdate/@name)')" added 'its day is the archive'"'"'s'
is "$(x 'string(//mainBody/p[1])')" 'Đoạn một.' 'its text'
unlike "$(tr -d '\n\t' <"$tmp/akn")" '[[:cntrl:]]' 'nothing that XML can'"'"'t hold'
cp "$tmp/akn" "$tmp/bai.xml"
akn 'tr%E1%BB%91ng'
is "$(x 'count(//mainBody/*)')" 1 'one without text'
cp "$tmp/akn" "$tmp/trong.xml"

# Back again: what is read in the export is what was exported.
vanban extract --format=json "$tmp/nq.xml" >"$tmp/back"
vanban show --format=json nq >"$tmp/json"
is "$(jq -r .text "$tmp/back" | grep -v '^$')" "$(jq -r .text "$tmp/json" | grep -v '^$')" \
	'the same text'
is "$(jq -c '[.structure[]|[.kind,.anchor,.label,.title]]' "$tmp/back")" \
	"$(jq -c '[.structure[]|[.kind,.anchor,.label,.title]]' "$tmp/json")" 'the same structure'
is "$(jq -c '.metadata|[.number,.type,.issuer,.date,.signer,.effective_date,.kind]|map(.value)' "$tmp/back")" \
	"$(jq -c '.metadata|[.number,.type,.issuer,.date,.signer,.effective_date,.kind]|map(.value)' "$tmp/json")" \
	'the same facts'
is "$(vanban extract --format=json "$tmp/bai.xml" | jq -c '.metadata.date')" null \
	"the archive's day is not the document's"

# Against OASIS's schema.
if [ -f "${VB_SCHEMAS:=$root/../shared/schemas}/akomantoso30.xsd" ]; then
	is "$(xmllint --noout --schema "$VB_SCHEMAS/akomantoso30.xsd" "$tmp"/*.xml 2>&1 |
		grep -vc validates)" 0 'valid'
else
	skip 1 "no akomantoso30.xsd in $VB_SCHEMAS"
fi

# The other forms.
get /api/v1/documents/nq/text
is "$code $(header content-type)" '200 text/plain; charset=utf-8' 'its text'
is "$out" "$(jq -r .text "$tmp/json")" 'as the JSON has it'
get /api/v1/documents/nq/original
is "$code $(header content-type)" '200 application/octet-stream' 'its original'
is "$out" "$(vanban show --original nq)" 'byte for byte'
get /api/v1/documents/nq/versions
is "$(printf %s "$out" | jq -c '[.schema,.id,.total,(.versions|map(.version))]')" '[1,"nq",1,[1]]' \
	'its versions'
get /api/v1/documents/nothing/akn
is "$code" 404 'of none'
get '/api/v1/documents/nq/akn?version=2'
is "$code" 404 'of a version that is none'
