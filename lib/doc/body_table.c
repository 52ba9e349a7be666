#include <string.h>

#include "doc/body.h"

/*
 * Organs: those of local government and of the Party at every level; the
 * government, its ministries and the central bodies. Symbols are those in
 * the numbers of their own documents. Sources of what followed what:
 * resolutions 02/2002/QH11, 01/2007/QH12 and 176/2025/QH15 on the structure
 * of the government, whose ministries began work on 1/3/2025; where the day
 * is not the same for all, `until` is a month. What is not here is unknown,
 * not wrong.
 */
#define C VB_LEVEL_CENTRAL
#define ANY VB_LEVEL_UNKNOWN
#define D2025 "2025-02-28"
#define M2007 "2007-08"
#define M2002 "2002-08"

/* clang-format off */
static const struct vb_organ rows[] = {
	/* at every level; the territory says which */
	{ "hdnd", "Hội đồng nhân dân", NULL,
	  "hoi dong nhan dan;hdnd", ANY, NULL, NULL },
	{ "tt-hdnd", "Thường trực Hội đồng nhân dân", NULL,
	  "thuong truc hoi dong nhan dan;thuong truc hdnd;tt hdnd;tthdnd;"
	  "hdnd tt", ANY, NULL, NULL },
	{ "ubnd", "Ủy ban nhân dân", NULL,
	  "uy ban nhan dan;ubnd", ANY, NULL, NULL },
	{ "vp-ubnd", "Văn phòng Ủy ban nhân dân", NULL,
	  "van phong uy ban nhan dan;van phong ubnd;vp ubnd",
	  ANY, NULL, NULL },
	{ "vp-hdnd", "Văn phòng Hội đồng nhân dân", NULL,
	  "van phong hoi dong nhan dan;van phong hdnd;vp hdnd",
	  ANY, NULL, NULL },
	{ "cap-uy", "Ban Chấp hành Đảng bộ", NULL,
	  "ban chap hanh dang bo;bch dang bo;dang bo", ANY, NULL, NULL },
	{ "dang-uy", "Đảng ủy", NULL, "dang uy", ANY, NULL, NULL },
	{ "ban-thuong-vu", "Ban Thường vụ", NULL,
	  "ban thuong vu;btv", ANY, NULL, NULL },
	{ "mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam", NULL,
	  "uy ban mat tran to quoc viet nam;uy ban mat tran to quoc;"
	  "uy ban mttq viet nam;uy ban mttq;mat tran to quoc viet nam;"
	  "mat tran to quoc;ubmttqvn;ubmttq;mttqvn;mttq", ANY, NULL, NULL },
	{ "uy-ban-tw-mttq", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", NULL,
	  "uy ban trung uong mat tran to quoc viet nam;"
	  "uy ban trung uong mttq viet nam;ubtwmttqvn", C, NULL, NULL },
	{ "tand", "Tòa án nhân dân", NULL,
	  "toa an nhan dan;tand", ANY, NULL, NULL },
	{ "vksnd", "Viện kiểm sát nhân dân", NULL,
	  "vien kiem sat nhan dan;vksnd", ANY, NULL, NULL },
	/* the state */
	{ "quoc-hoi", "Quốc hội", NULL, "quoc hoi;qh", C, NULL, NULL },
	{ "ubtvqh", "Ủy ban Thường vụ Quốc hội", "UBTVQH",
	  "uy ban thuong vu quoc hoi;ubtvqh", C, NULL, NULL },
	{ "van-phong-quoc-hoi", "Văn phòng Quốc hội", "VPQH",
	  "van phong quoc hoi;vpqh", C, NULL, NULL },
	{ "chu-tich-nuoc", "Chủ tịch nước", "CTN",
	  "chu tich nuoc;ctn", C, NULL, NULL },
	{ "van-phong-chu-tich-nuoc", "Văn phòng Chủ tịch nước", "VPCTN",
	  "van phong chu tich nuoc;vpctn", C, NULL, NULL },
	{ "chinh-phu", "Chính phủ", "CP", "chinh phu;cp", C, NULL, NULL },
	{ "hoi-dong-bo-truong", "Hội đồng Bộ trưởng", "HĐBT",
	  "hoi dong bo truong;hdbt", C, "1992-09", "chinh-phu" },
	{ "hoi-dong-chinh-phu", "Hội đồng Chính phủ", "HĐCP",
	  "hoi dong chinh phu;hdcp", C, "1981-07", "hoi-dong-bo-truong" },
	{ "thu-tuong", "Thủ tướng Chính phủ", "TTg",
	  "thu tuong chinh phu;thu tuong;ttg", C, NULL, NULL },
	{ "van-phong-chinh-phu", "Văn phòng Chính phủ", "VPCP",
	  "van phong chinh phu;vpcp", C, NULL, NULL },
	{ "thanh-tra-chinh-phu", "Thanh tra Chính phủ", "TTCP",
	  "thanh tra chinh phu;ttcp", C, NULL, NULL },
	{ "nhnn", "Ngân hàng Nhà nước Việt Nam", "NHNN",
	  "ngan hang nha nuoc viet nam;ngan hang nha nuoc;nhnn",
	  C, NULL, NULL },
	{ "tandtc", "Tòa án nhân dân tối cao", "TANDTC",
	  "toa an nhan dan toi cao;tandtc", C, NULL, NULL },
	{ "hdtp", "Hội đồng Thẩm phán Tòa án nhân dân tối cao", "HĐTP",
	  "hoi dong tham phan toa an nhan dan toi cao;hoi dong tham phan;"
	  "hdtp", C, NULL, NULL },
	{ "vksndtc", "Viện kiểm sát nhân dân tối cao", "VKSNDTC",
	  "vien kiem sat nhan dan toi cao;vksndtc;vkstc", C, NULL, NULL },
	{ "kiem-toan-nha-nuoc", "Kiểm toán nhà nước", "KTNN",
	  "kiem toan nha nuoc;ktnn", C, NULL, NULL },
	/* ministries of today */
	{ "bo-cong-an", "Bộ Công an", "BCA", "bo cong an;bca", C, NULL, NULL },
	{ "bo-quoc-phong", "Bộ Quốc phòng", "BQP",
	  "bo quoc phong;bqp", C, NULL, NULL },
	{ "bo-ngoai-giao", "Bộ Ngoại giao", "BNG",
	  "bo ngoai giao;bng", C, NULL, NULL },
	{ "bo-noi-vu", "Bộ Nội vụ", "BNV", "bo noi vu;bnv", C, NULL, NULL },
	{ "bo-tu-phap", "Bộ Tư pháp", "BTP", "bo tu phap;btp", C, NULL, NULL },
	{ "bo-tai-chinh", "Bộ Tài chính", "BTC",
	  "bo tai chinh;btc", C, NULL, NULL },
	{ "bo-cong-thuong", "Bộ Công Thương", "BCT",
	  "bo cong thuong;bct", C, NULL, NULL },
	{ "bo-xay-dung", "Bộ Xây dựng", "BXD",
	  "bo xay dung;bxd", C, NULL, NULL },
	{ "bo-y-te", "Bộ Y tế", "BYT", "bo y te;byt", C, NULL, NULL },
	{ "bo-khcn", "Bộ Khoa học và Công nghệ", "BKHCN",
	  "bo khoa hoc va cong nghe;bo khoa hoc cong nghe;bo khcn;bkhcn",
	  C, NULL, NULL },
	{ "bo-vhttdl", "Bộ Văn hóa, Thể thao và Du lịch", "BVHTTDL",
	  "bo van hoa the thao va du lich;bo van hoa the thao du lich;"
	  "bo vhttdl;bo vhtt dl;bvhttdl", C, NULL, NULL },
	{ "bo-gddt", "Bộ Giáo dục và Đào tạo", "BGDĐT",
	  "bo giao duc va dao tao;bo giao duc dao tao;bo gddt;bo gd dt;"
	  "bo giao duc;bgddt", C, NULL, NULL },
	{ "bo-nnmt", "Bộ Nông nghiệp và Môi trường", "BNNMT",
	  "bo nong nghiep va moi truong;bo nong nghiep moi truong;bo nnmt;"
	  "bo nn mt;bnnmt", C, NULL, NULL },
	{ "bo-dttg", "Bộ Dân tộc và Tôn giáo", "BDTTG",
	  "bo dan toc va ton giao;bo dan toc ton giao;bo dttg;bdttg",
	  C, NULL, NULL },
	/* and those before them */
	{ "bo-khdt", "Bộ Kế hoạch và Đầu tư", "BKHĐT",
	  "bo ke hoach va dau tu;bo ke hoach dau tu;bo khdt;bo kh dt;bkhdt",
	  C, D2025, "bo-tai-chinh" },
	{ "bo-gtvt", "Bộ Giao thông vận tải", "BGTVT",
	  "bo giao thong van tai;bo giao thong;bo gtvt;bgtvt",
	  C, D2025, "bo-xay-dung" },
	{ "bo-tnmt", "Bộ Tài nguyên và Môi trường", "BTNMT",
	  "bo tai nguyen va moi truong;bo tai nguyen moi truong;bo tnmt;"
	  "bo tn mt;btnmt", C, D2025, "bo-nnmt" },
	{ "bo-nnptnt", "Bộ Nông nghiệp và Phát triển nông thôn", "BNNPTNT",
	  "bo nong nghiep va phat trien nong thon;bo nong nghiep ptnt;"
	  "bo nong nghiep va ptnt;bo nong nghiep;bo nn ptnt;bo nnptnt;bnnptnt",
	  C, D2025, "bo-nnmt" },
	{ "bo-ldtbxh", "Bộ Lao động - Thương binh và Xã hội", "BLĐTBXH",
	  "bo lao dong thuong binh va xa hoi;bo lao dong thuong binh xa hoi;"
	  "bo ldtbxh;bo ld tb xh;bo ldtb xh;bo lao dong;bldtbxh",
	  C, D2025, "bo-noi-vu" },
	{ "bo-tttt", "Bộ Thông tin và Truyền thông", "BTTTT",
	  "bo thong tin va truyen thong;bo thong tin truyen thong;bo tttt;"
	  "bo tt tt;btttt", C, D2025, "bo-khcn" },
	{ "uy-ban-dan-toc", "Ủy ban Dân tộc", "UBDT",
	  "uy ban dan toc;ubdt", C, D2025, "bo-dttg" },
	{ "bo-thuong-mai", "Bộ Thương mại", "BTM",
	  "bo thuong mai;btm", C, M2007, "bo-cong-thuong" },
	{ "bo-cong-nghiep", "Bộ Công nghiệp", "BCN",
	  "bo cong nghiep;bcn", C, M2007, "bo-cong-thuong" },
	{ "bo-thuy-san", "Bộ Thủy sản", "BTS",
	  "bo thuy san;bts", C, M2007, "bo-nnptnt" },
	{ "bo-vhtt", "Bộ Văn hóa - Thông tin", "BVHTT",
	  "bo van hoa thong tin;bo van hoa va thong tin;bo vhtt;bvhtt",
	  C, M2007, "bo-vhttdl" },
	{ "uy-ban-tdtt", "Ủy ban Thể dục Thể thao", "UBTDTT",
	  "uy ban the duc the thao;ubtdtt", C, M2007, "bo-vhttdl" },
	{ "bo-bcvt", "Bộ Bưu chính, Viễn thông", "BBCVT",
	  "bo buu chinh vien thong;bo bcvt;bbcvt", C, M2007, "bo-tttt" },
	{ "bo-khcnmt", "Bộ Khoa học, Công nghệ và Môi trường", "BKHCNMT",
	  "bo khoa hoc cong nghe va moi truong;bo khcnmt;bkhcnmt",
	  C, M2002, "bo-khcn" },
	{ "tong-cuc-dia-chinh", "Tổng cục Địa chính", "TCĐC",
	  "tong cuc dia chinh;tcdc", C, M2002, "bo-tnmt" },
	/* their departments that issue much */
	{ "cuc-thue", "Cục Thuế", NULL, "cuc thue", C, NULL, NULL },
	{ "tong-cuc-thue", "Tổng cục Thuế", "TCT",
	  "tong cuc thue;tct", C, D2025, "cuc-thue" },
	{ "cuc-hai-quan", "Cục Hải quan", "CHQ",
	  "cuc hai quan;chq", C, NULL, NULL },
	{ "tong-cuc-hai-quan", "Tổng cục Hải quan", "TCHQ",
	  "tong cuc hai quan;tchq", C, D2025, "cuc-hai-quan" },
	{ "bhxh", "Bảo hiểm xã hội Việt Nam", "BHXH",
	  "bao hiem xa hoi viet nam", C, NULL, NULL },
	{ "tld", "Tổng Liên đoàn Lao động Việt Nam", "TLĐ",
	  "tong lien doan lao dong viet nam;tldldvn;tld", C, NULL, NULL },
	/* the Party */
	{ "bch-tw", "Ban Chấp hành Trung ương", "TW",
	  "ban chap hanh trung uong;ban chap hanh trung uong dang;"
	  "bch trung uong;bch tw;trung uong dang;tw", C, NULL, NULL },
	{ "bo-chinh-tri", "Bộ Chính trị", NULL, "bo chinh tri", C, NULL, NULL },
	{ "ban-bi-thu", "Ban Bí thư", NULL,
	  "ban bi thu;ban bi thu trung uong dang;ban bi thu trung uong",
	  C, NULL, NULL },
	{ "van-phong-tw", "Văn phòng Ban Chấp hành Trung ương", "VPTW",
	  "van phong ban chap hanh trung uong;van phong trung uong dang;"
	  "van phong trung uong;vptw", C, NULL, NULL },
	{ "ban-to-chuc-tw", "Ban Tổ chức Trung ương", "BTCTW",
	  "ban to chuc trung uong;btctw", C, NULL, NULL },
	{ "ban-tgdv-tw", "Ban Tuyên giáo và Dân vận Trung ương", "BTGDVTW",
	  "ban tuyen giao va dan van trung uong;btgdvtw", C, NULL, NULL },
	{ "ban-tuyen-giao-tw", "Ban Tuyên giáo Trung ương", "BTGTW",
	  "ban tuyen giao trung uong;btgtw", C, "2025-02", "ban-tgdv-tw" },
	{ "ban-dan-van-tw", "Ban Dân vận Trung ương", "BDVTW",
	  "ban dan van trung uong;bdvtw", C, "2025-02", "ban-tgdv-tw" },
	{ "ban-noi-chinh-tw", "Ban Nội chính Trung ương", "BNCTW",
	  "ban noi chinh trung uong;bnctw", C, NULL, NULL },
	{ "ubkt-tw", "Ủy ban Kiểm tra Trung ương", "UBKTTW",
	  "uy ban kiem tra trung uong;ubkttw", C, NULL, NULL },
};
/* clang-format on */

#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

const struct vb_organ *vb_organ_row(size_t i)
{
	return i < N_ROWS ? &rows[i] : NULL;
}

const struct vb_organ *vb_organ_by_symbol(struct vb_str symbol)
{
	/* the procuracy has written its symbol in two ways */
	if (vb_str_eq(symbol, VB_STR("VKSTC")))
		symbol = VB_STR("VKSNDTC");
	for (size_t i = 0; i < N_ROWS; i++)
		if (rows[i].symbol &&
		    vb_str_eq(symbol, vb_str_from(rows[i].symbol)))
			return &rows[i];
	return NULL;
}

size_t vb_organ_former(const struct vb_organ *out[VB_ORGAN_FORMER],
		       const struct vb_organ *now)
{
	size_t n = 0, next = 0;

	/* Those of `now`, then theirs: each has one successor, so none comes
	 * twice. */
	while (now) {
		for (size_t i = 0; i < N_ROWS && n < VB_ORGAN_FORMER; i++)
			if (rows[i].into && !strcmp(rows[i].into, now->key))
				out[n++] = &rows[i];
		now = next < n ? out[next++] : NULL;
	}
	return n;
}

struct vb_str vb_organ_form(const struct vb_organ *organ, size_t i)
{
	const char *form = organ->forms;

	while (i-- && form) {
		form = strchr(form, ';');
		form = form ? form + 1 : NULL;
	}
	return form ? vb_str_of(form, strcspn(form, ";")) : VB_STR_EMPTY;
}
