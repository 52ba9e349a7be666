"""The documents of corpus/formats, corpus/encodings and corpus/scans.

Invented like the rest of the corpus: real provinces, communes and types of
documents, made-up numbers, dates, events and persons.
"""

TOPICS = {              # title after "Về", first sentence, what is to be done
    "rung": ("tăng cường phòng cháy, chữa cháy rừng trong mùa khô",
             "Mùa khô năm nay đến sớm, nhiều khu rừng trồng có lớp thực bì "
             "dày và nguy cơ cháy ở cấp rất nguy hiểm.", (
                 "Tổ chức trực gác lửa hai mươi bốn giờ trong ngày tại các "
                 "chòi canh, báo ngay khi thấy khói lạ trong rừng.",
                 "Phát dọn đường băng cản lửa trước khi vào cao điểm nắng "
                 "nóng; không đốt nương ở nơi giáp rừng tự nhiên.",
                 "Kiểm tra máy bơm, bồn chứa, dụng cụ dập lửa và phương án "
                 "huy động lực lượng tại chỗ của từng thôn.",
                 "Xử lý nghiêm người đốt ong, đốt than làm cháy lan; khen "
                 "thưởng người báo tin kịp thời.")),
    "so": ("đẩy mạnh chuyển đổi số trong giải quyết thủ tục hành chính",
           "Việc nộp hồ sơ trực tuyến đã thành nếp ở nhiều nơi nhưng người "
           "cao tuổi và hộ ở xa trung tâm còn gặp khó khăn.", (
               "Bố trí người hướng dẫn tại bộ phận một cửa, giúp người dân "
               "lập tài khoản và nộp hồ sơ lần đầu.",
               "Số hóa kết quả còn hiệu lực, không yêu cầu người dân nộp lại "
               "giấy tờ mà cơ quan nhà nước đang giữ.",
               "Mỗi thôn có một tổ công nghệ cộng đồng gồm đoàn viên, giáo "
               "viên và cán bộ hưu trí tự nguyện.",
               "Công khai số hồ sơ trễ hạn hằng tuần và gửi thư xin lỗi đến "
               "từng người bị trễ hẹn.")),
    "he": ("tổ chức hoạt động hè và phòng, chống đuối nước cho trẻ em",
           "Học sinh nghỉ hè dài ngày trong khi ao hồ, bến sông ở nhiều thôn "
           "chưa có rào chắn và biển báo.", (
               "Mở lớp dạy bơi an toàn tại các bể bơi trường học, ưu tiên trẻ "
               "em gia đình khó khăn được học miễn phí.",
               "Rào chắn hố sâu, ao đình và bến tắm; cắm biển báo ở chỗ nước "
               "xoáy trước ngày nghỉ hè.",
               "Tổ chức sinh hoạt câu lạc bộ tại nhà văn hóa thôn ít nhất hai "
               "buổi mỗi tuần.",
               "Gia đình ký cam kết quản lý con em, không để trẻ nhỏ tự đi "
               "tắm sông khi không có người lớn.")),
    "duong": ("bảo đảm trật tự, an toàn giao thông đường bộ",
              "Tai nạn giao thông giảm về số vụ nhưng số người bị thương nặng "
              "do xe máy ở đường liên xã còn tăng.", (
                  "Lắp gương cầu lồi, sơn gờ giảm tốc ở các ngã ba khuất tầm "
                  "nhìn và trước cổng trường học.",
                  "Giải tỏa mái che, biển quảng cáo lấn hành lang an toàn; "
                  "không để tái lấn chiếm sau khi đã dọn.",
                  "Kiểm soát nồng độ cồn vào buổi tối, không có ngoại lệ đối "
                  "với cán bộ, đảng viên vi phạm.",
                  "Nhà trường phối hợp với phụ huynh để học sinh chưa đủ tuổi "
                  "không đi xe máy đến lớp.")),
    "rac": ("phân loại chất thải rắn sinh hoạt tại nguồn",
            "Bãi chôn lấp hiện có đã gần đầy trong khi phần lớn rác hữu cơ có "
            "thể ủ làm phân bón ngay tại vườn.", (
                "Mỗi hộ chia rác thành ba loại: hữu cơ để ủ, vật liệu để bán "
                "và phần còn lại để thu gom.",
                "Xe thu gom chạy theo lịch riêng cho từng loại, từ chối những "
                "túi rác chưa phân loại.",
                "Hội Phụ nữ hướng dẫn cách ủ phân bằng thùng nhựa cũ và chế "
                "phẩm vi sinh bản địa.",
                "Lập bảng theo dõi khối lượng rác giảm được ở từng khu dân cư "
                "và công bố mỗi quý.")),
    "sach": ("phát triển văn hóa đọc trong cộng đồng",
             "Nhiều tủ sách cơ sở ít người lui tới vì sách cũ, giờ mở cửa "
             "trùng giờ làm việc của người dân.", (
                 "Mở cửa thư viện vào buổi tối và ngày nghỉ cuối tuần; luân "
                 "chuyển sách giữa các trường hằng tháng.",
                 "Vận động mỗi gia đình tặng một cuốn sách còn dùng tốt cho "
                 "tủ sách của khu dân cư.",
                 "Tổ chức ngày hội đọc sách cho thiếu nhi gắn với thi kể "
                 "chuyện và vẽ minh họa.",
                 "Đưa việc khuyến đọc vào tiêu chí bình xét gia đình văn hóa "
                 "từ năm sau.")),
    "dich": ("phòng, chống dịch bệnh ở đàn vật nuôi",
             "Thời tiết chuyển mùa, đàn lợn và gia cầm tái đàn nhanh trong "
             "khi tỷ lệ tiêm phòng ở hộ nhỏ còn thấp.", (
                 "Tiêm phòng đủ mũi cho trâu, bò, lợn và gia cầm trước khi "
                 "vào đợt rét; lập sổ theo dõi từng hộ.",
                 "Phun khử trùng chuồng trại, chợ gia súc và phương tiện chở "
                 "vật nuôi mỗi tuần một lần.",
                 "Người chăn nuôi báo ngay cho thú y khi thấy vật nuôi bỏ ăn, "
                 "ốm chết bất thường, không bán chạy.",
                 "Tiêu hủy đúng quy trình và hỗ trợ hộ bị thiệt hại trong ba "
                 "mươi ngày kể từ khi có biên bản.")),
    "quan": ("nâng cao chất lượng công tác tuyển chọn công dân nhập ngũ",
             "Những năm qua địa phương giao đủ quân số, song việc sơ tuyển ở "
             "vài nơi còn chậm và sót nguồn.", (
                 "Rà soát thanh niên trong độ tuổi từ thôn, không bỏ sót, "
                 "không gọi trùng người đang học tập trung.",
                 "Công khai danh sách tạm hoãn, miễn gọi tại nhà văn hóa để "
                 "nhân dân cùng giám sát.",
                 "Thăm hỏi từng gia đình có con em trúng tuyển, giúp đỡ ngày "
                 "công mùa vụ khi cần.",
                 "Đón quân nhân xuất ngũ trở về và giới thiệu việc làm, lớp "
                 "học nghề phù hợp.")),
    "dan": ("nâng cao hiệu quả tiếp công dân và giải quyết đơn thư",
            "Đơn vượt cấp giảm nhưng còn vụ việc kéo dài do nơi nhận đơn "
            "chuyển lòng vòng, không trả lời dứt điểm.", (
                "Người đứng đầu trực tiếp tiếp dân ít nhất hai ngày trong "
                "tháng và đối thoại tại nơi phát sinh.",
                "Trả lời bằng văn bản trong mười ngày làm việc; nêu rõ cơ "
                "quan giải quyết nếu không thuộc thẩm quyền.",
                "Lập hồ sơ theo dõi từng vụ, không kết thúc khi người dân "
                "chưa nhận được trả lời.",
                "Bảo vệ người tố cáo trung thực và xử lý hành vi gây rối tại "
                "trụ sở.")),
    "nghe": ("bảo tồn và phát triển làng nghề truyền thống",
             "Một số làng đan lát, dệt thổ cẩm chỉ còn người già giữ nghề, "
             "sản phẩm khó bán qua thương lái.", (
                 "Mời nghệ nhân truyền nghề tại trường phổ thông và trả thù "
                 "lao theo buổi dạy.",
                 "Hỗ trợ nhãn hiệu tập thể, bao bì và gian hàng trên sàn "
                 "thương mại điện tử.",
                 "Quy hoạch khu nguyên liệu tre, dâu, chàm gần làng; cấm khai "
                 "thác măng non bừa bãi.",
                 "Thu gom, xử lý nước nhuộm trước khi thải ra kênh mương.")),
    "thuyloi": ("nạo vét kênh mương và quản lý thủy lợi nội đồng",
                "Vụ vừa qua nhiều chân ruộng cuối kênh thiếu nước do bèo rác "
                "và bờ vùng sạt lở.", (
                    "Ra quân nạo vét kênh cấp ba trước ngày đổ ải; mỗi thôn "
                    "nhận một đoạn có mốc rõ ràng.",
                    "Giao tổ thủy nông điều nước theo lịch luân phiên, ruộng "
                    "cao trước, ruộng trũng sau.",
                    "Sửa cống đầu kênh bị hở, lắp thước đo mực nước và ghi sổ "
                    "mỗi sáng.",
                    "Không thả bè rau, không đổ phế thải xuống lòng kênh.")),
    "dulich": ("phát triển du lịch cộng đồng gắn với giữ gìn bản sắc",
               "Khách đến ngày một đông nhưng lưu trú ngắn, dịch vụ trùng "
               "lặp và nhà mới xây làm mất nếp bản.", (
                   "Hướng dẫn các hộ đón khách giữ nhà sàn, bếp lửa và vườn "
                   "rau; không bê tông hóa lối đi trong bản.",
                   "Niêm yết giá, không chèo kéo; lập quỹ chung trích từ tiền "
                   "vé để dọn vệ sinh.",
                   "Tập huấn ngoại ngữ, sơ cứu và nấu ăn cho thanh niên làm "
                   "hướng dẫn viên.",
                   "Phục dựng lễ hội theo lời kể của người già, không sân "
                   "khấu hóa tùy tiện.")),
}

# issuer's kind -> its name, the body above it, the symbol after the type, who
# signs
BODIES = {
    "tu": ("Tỉnh ủy {0}", None, "TU", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
    "du": ("Đảng ủy xã {0}", "Đảng bộ tỉnh {1}", "ĐU",
           "T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    "hdt": ("Hội đồng nhân dân tỉnh {0}", None, "HĐND", None, "CHỦ TỊCH"),
    "hdx": ("Hội đồng nhân dân xã {0}", None, "HĐND", None, "CHỦ TỊCH"),
    "ubt": ("Ủy ban nhân dân tỉnh {0}", None, "UBND",
            "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "ubx": ("Ủy ban nhân dân xã {0}", None, "UBND",
            "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
}
TYPES = {"CT": ("chi-thi", "CHỈ THỊ"), "NQ": ("nghi-quyet", "NGHỊ QUYẾT")}

# file, topic, issuer's kind, type, serial, place, its province, date, signer.
# What follows the name's last dot is the format; of text the part before it
# is the encoding.
ROWS = """
formats/tinh-uy-son-la-31-ct-tu.doc       rung   tu  CT 31 Sơn La|Sơn La 2023-02-06 Quàng Văn Mẫu
formats/tinh-uy-ca-mau-18-ct-tu.rtf       dan    tu  CT 18 Cà Mau|Cà Mau 2022-05-19 Huỳnh Thị Thử
formats/tinh-uy-lang-son-27-ct-tu.docx    quan   tu  CT 27 Lạng Sơn|Lạng Sơn 2023-09-14 Nông Văn Ví
formats/tinh-uy-phu-tho-40-ct-tu.odt      sach   tu  CT 40 Phú Thọ|Phú Thọ 2024-04-21 Đinh Thị Dụ
formats/tinh-uy-nghe-an-22-ct-tu.pdf      rac    tu  CT 22 Nghệ An|Nghệ An 2022-11-03 Phan Văn Mẫu
formats/tinh-uy-lai-chau-16-ct-tu.html    dulich tu  CT 16 Lai Châu|Lai Châu 2021-12-08 Lò Thị Thử
formats/xa-dong-loc-04-nq-hdnd.doc        thuyloi hdx NQ 4 Đồng Lộc|Hà Tĩnh 2025-07-28 Trần Văn Thử
formats/xa-muong-hum-09-nq-hdnd.rtf       nghe   hdx NQ 9 Mường Hum|Lào Cai 2025-12-11 Vàng Thị Ví
formats/xa-tam-nong-03-nq-hdnd.docx       he     hdx NQ 3 Tam Nông|Đồng Tháp 2025-07-25 Lê Thị Mẫu
formats/xa-ba-che-12-nq-hdnd.odt          so     hdx NQ 12 Ba Chẽ|Quảng Ninh 2025-12-19 Chíu Văn Dụ
formats/xa-ngoc-hoi-05-nq-hdnd.pdf        rac    hdx NQ 5 Ngọc Hồi|Quảng Ngãi 2025-08-15 A Văn Thử
formats/xa-hoa-tien-08-nq-hdnd.html       duong  hdx NQ 8 Hòa Tiến|Đà Nẵng 2025-12-04 Ngô Văn Ví
formats/ubnd-thai-binh-11-ct-ubnd.doc     dich   ubt CT 11 Thái Bình|Thái Bình 2004-03-15 Vũ Văn Mẫu
formats/ubnd-ben-tre-06-ct-ubnd.rtf       thuyloi ubt CT 6 Bến Tre|Bến Tre 2003-02-20 Đoàn Văn Thử
formats/ubnd-kon-tum-14-ct-ubnd.docx      rung   ubt CT 14 Kon Tum|Kon Tum 2006-12-01 Y Thị Ví
formats/ubnd-bac-kan-09-ct-ubnd.odt       nghe   ubt CT 9 Bắc Kạn|Bắc Kạn 2005-08-10 Triệu Văn Dụ
formats/ubnd-ha-nam-17-ct-ubnd.pdf        duong  ubt CT 17 Hà Nam|Hà Nam 2007-10-30 Lại Văn Mẫu
formats/ubnd-soc-trang-05-ct-ubnd.html    so     ubt CT 5 Sóc Trăng|Sóc Trăng 2008-06-24 Thạch Thị Thử
formats/ubnd-hoa-binh-13-ct-ubnd.xlsx     rac    ubt CT 13 Hòa Bình|Hòa Bình 2020-09-09 Bùi Văn Ví
formats/ubnd-tra-vinh-10-ct-ubnd.xls      he     ubt CT 10 Trà Vinh|Trà Vinh 2012-05-16 Kim Văn Mẫu
formats/ubnd-yen-bai-08-ct-ubnd.ods       dich   ubt CT 8 Yên Bái|Yên Bái 2019-03-29 Hoàng Thị Dụ
formats/tinh-uy-gia-lai-25-ct-tu.pptx     dulich tu  CT 25 Gia Lai|Gia Lai 2023-06-27 Rơ Văn Thử
formats/tinh-uy-nam-dinh-21-ct-tu.ppt     duong  tu  CT 21 Nam Định|Nam Định 2013-01-17 Trịnh Văn Ví
formats/tinh-uy-tien-giang-19-ct-tu.odp   sach   tu  CT 19 Tiền Giang|Tiền Giang 2022-08-05 Cao Thị Mẫu
formats/tinh-uy-bac-lieu-23-ct-tu.xml     dan    tu  CT 23 Bạc Liêu|Bạc Liêu 2022-10-11 Dương Văn Dụ
formats/xa-ia-pa-06-ct-ubnd.txt.gz        quan   ubx CT 6 Ia Pa|Gia Lai 2025-10-06 Siu Văn Mẫu
encodings/ubnd-hai-duong-07-ct.tcvn3.txt  rung   ubt CT 7 Hải Dương|Hải Dương 2001-11-12 Đào Văn Mẫu
encodings/tinh-uy-ha-giang-12-ct.tcvn3.html dulich tu CT 12 Hà Giang|Hà Giang 2002-04-09 Vi Văn Thử
encodings/ubnd-vinh-long-15-ct.vni.txt    thuyloi ubt CT 15 Vĩnh Long|Vĩnh Long 2000-06-21 Lý Văn Ví
encodings/tinh-uy-long-an-09-ct.vni.html  rac    tu  CT 9 Long An|Long An 2003-07-15 Võ Thị Dụ
encodings/ubnd-ninh-thuan-04-ct.viscii.txt dich  ubt CT 4 Ninh Thuận|Ninh Thuận 1999-03-10 Chế Văn Mẫu
encodings/tinh-uy-binh-dinh-06-ct.viscii.html sach tu CT 6 Bình Định|Bình Định 2001-09-18 Mai Văn Thử
encodings/ubnd-khanh-hoa-12-ct.vps.txt    he     ubt CT 12 Khánh Hòa|Khánh Hòa 1998-05-25 Phùng Văn Ví
encodings/tinh-uy-phu-yen-08-ct.vps.html  quan   tu  CT 8 Phú Yên|Phú Yên 2000-10-02 Tô Văn Dụ
encodings/ubnd-tay-ninh-16-ct.cp1258.txt  so     ubt CT 16 Tây Ninh|Tây Ninh 2002-12-17 Kiều Văn Mẫu
encodings/tinh-uy-dong-thap-11-ct.cp1258.html nghe tu CT 11 Đồng Tháp|Đồng Tháp 2004-02-26 Hồ Thị Thử
encodings/ubnd-cao-bang-05-ct.tcvn5712.txt duong ubt CT 5 Cao Bằng|Cao Bằng 1997-08-13 Bế Văn Ví
encodings/tinh-uy-dien-bien-07-ct.tcvn5712.html dan tu CT 7 Điện Biên|Điện Biên 2005-05-06 Cầm Văn Dụ
encodings/ubnd-binh-phuoc-18-ct.bkhcm2.txt nghe  ubt CT 18 Bình Phước|Bình Phước 2000-09-28 Điểu Văn Mẫu
encodings/tinh-uy-dak-lak-10-ct.bkhcm2.html rung tu CT 10 Đắk Lắk|Đắk Lắk 2003-01-23 Niê Văn Thử
encodings/xa-an-nhon-02-ct.viqr.txt       dich   du  CT 2 An Nhơn|Gia Lai 2025-09-16 Châu Văn Ví
encodings/ubnd-quang-tri-20-ct.viqr.html  dulich ubt CT 20 Quảng Trị|Quảng Trị 1999-12-07 Hà Văn Dụ
encodings/xa-phu-rieng-03-nq.ncr.txt      sach   du  NQ 3 Phú Riềng|Đồng Nai 2025-11-05 Giáp Thị Mẫu
encodings/ubnd-thai-nguyen-21-ct.ncr.html duong  ubt CT 21 Thái Nguyên|Thái Nguyên 2009-04-14 Ma Văn Thử
encodings/xa-muong-khoa-04-ct.utf16le-bom.txt quan du CT 4 Mường Khoa|Lai Châu 2025-10-21 Tao Văn Ví
encodings/xa-cho-don-11-nq.utf16le-bom.html so  hdx NQ 11 Chợ Đồn|Thái Nguyên 2025-12-12 Lường Văn Dụ
encodings/xa-tra-bong-05-ct.utf16be-bom.txt he  ubx CT 5 Trà Bồng|Quảng Ngãi 2026-05-18 Hồ Văn Mẫu
encodings/xa-vinh-chau-07-nq.utf16be-bom.html rac hdx NQ 7 Vĩnh Châu|Tây Ninh 2025-12-23 Sơn Thị Thử
encodings/xa-nam-dan-08-ct.utf16le.txt    thuyloi du CT 8 Nam Đàn|Nghệ An 2026-01-14 Bạch Văn Ví
encodings/xa-ban-ho-09-ct.utf16le.html     dulich ubx CT 9 Bản Hồ|Lào Cai 2026-02-25 Giàng Thị Dụ
encodings/xa-dak-to-06-ct.utf16be.txt     rung   ubx CT 6 Đăk Tô|Quảng Ngãi 2026-03-03 Xa Văn Mẫu
encodings/xa-ke-sat-10-nq.utf16be.html    nghe   hdx NQ 10 Kẻ Sặt|Hải Phòng 2025-12-29 Phạm Thị Thử
encodings/xa-quy-dat-02-nq.utf8-nfd.txt   dan    du  NQ 2 Quy Đạt|Quảng Trị 2025-10-10 Cao Văn Ví
encodings/xa-hop-tien-03-ct.utf8-nfd.html sach   ubx CT 3 Hợp Tiến|Hưng Yên 2026-04-22 Tống Văn Dụ
scans/xa-bac-me-07-ct-ubnd.pdf            duong  ubx CT 7 Bắc Mê|Tuyên Quang 2026-01-27 Hoàng Văn Mẫu
scans/dang-uy-lien-minh-05-ct-du.png      quan   du  CT 5 Liên Minh|Phú Thọ 2026-02-10 Khổng Văn Thử
scans/xa-tan-hung-04-ct-ubnd.tif          he     ubx CT 4 Tân Hưng|Tây Ninh 2026-05-11 Mạc Thị Ví
scans/xa-phong-thinh-06-nq-du.jpg         dan    du  NQ 6 Phong Thịnh|Nghệ An 2026-03-19 Cù Văn Dụ
"""

MARKS = [f"{a} {b}" for a in ("Sao", "Hoa", "Sông", "Núi", "Gió", "Nắng",
                              "Mây", "Trăng")
         for b in ("Khuê", "Ban", "Thương", "Ngàn", "Lành", "Sớm", "Biếc",
                   "Rằm")]
