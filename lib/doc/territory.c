#include "doc/territory.h"

#include "doc/letter.h"

/*
 * Sources: Nghị quyết 202/2025/QH15 (the merger of 2025), 175/2024/QH15 (Huế),
 * 15/2008/QH12 (Hà Tây), 22/2003/QH11 (2004), and the National Assembly's
 * decisions on divisions of 29/12/1978, 30/6/1989, 12/8/1991, 26/12/1991 and
 * 6/11/1996. Bodies worked in the old units until the day given.
 */
#define MERGED "2025-06-30"
#define Y1996 "1996-12-31"
#define Y1991 "1991-12-31"
#define Y1989 "1989-06-30"

/* clang-format off */
static const struct vb_territory rows[] = {
	/* today's 34 */
	{ "An Giang", false, NULL, { NULL } },
	{ "Bắc Ninh", false, NULL, { NULL } },
	{ "Cà Mau", false, NULL, { NULL } },
	{ "Cao Bằng", false, NULL, { NULL } },
	{ "Cần Thơ", true, NULL, { NULL } },
	{ "Đà Nẵng", true, NULL, { NULL } },
	{ "Đắk Lắk", false, NULL, { NULL } },
	{ "Điện Biên", false, NULL, { NULL } },
	{ "Đồng Nai", false, NULL, { NULL } },
	{ "Đồng Tháp", false, NULL, { NULL } },
	{ "Gia Lai", false, NULL, { NULL } },
	{ "Hà Nội", true, NULL, { NULL } },
	{ "Hà Tĩnh", false, NULL, { NULL } },
	{ "Hải Phòng", true, NULL, { NULL } },
	{ "Hồ Chí Minh", true, NULL, { NULL } },
	{ "Huế", true, NULL, { NULL } },
	{ "Hưng Yên", false, NULL, { NULL } },
	{ "Khánh Hòa", false, NULL, { NULL } },
	{ "Lai Châu", false, NULL, { NULL } },
	{ "Lạng Sơn", false, NULL, { NULL } },
	{ "Lào Cai", false, NULL, { NULL } },
	{ "Lâm Đồng", false, NULL, { NULL } },
	{ "Nghệ An", false, NULL, { NULL } },
	{ "Ninh Bình", false, NULL, { NULL } },
	{ "Phú Thọ", false, NULL, { NULL } },
	{ "Quảng Ngãi", false, NULL, { NULL } },
	{ "Quảng Ninh", false, NULL, { NULL } },
	{ "Quảng Trị", false, NULL, { NULL } },
	{ "Sơn La", false, NULL, { NULL } },
	{ "Tây Ninh", false, NULL, { NULL } },
	{ "Thái Nguyên", false, NULL, { NULL } },
	{ "Thanh Hóa", false, NULL, { NULL } },
	{ "Tuyên Quang", false, NULL, { NULL } },
	{ "Vĩnh Long", false, NULL, { NULL } },
	/* until 30/6/2025 */
	{ "Bà Rịa - Vũng Tàu", false, MERGED, { "Hồ Chí Minh" } },
	{ "Bạc Liêu", false, MERGED, { "Cà Mau" } },
	{ "Bắc Giang", false, MERGED, { "Bắc Ninh" } },
	{ "Bắc Kạn", false, MERGED, { "Thái Nguyên" } },
	{ "Bến Tre", false, MERGED, { "Vĩnh Long" } },
	{ "Bình Dương", false, MERGED, { "Hồ Chí Minh" } },
	{ "Bình Định", false, MERGED, { "Gia Lai" } },
	{ "Bình Phước", false, MERGED, { "Đồng Nai" } },
	{ "Bình Thuận", false, MERGED, { "Lâm Đồng" } },
	{ "Đắk Nông", false, MERGED, { "Lâm Đồng" } },
	{ "Hà Giang", false, MERGED, { "Tuyên Quang" } },
	{ "Hà Nam", false, MERGED, { "Ninh Bình" } },
	{ "Hải Dương", false, MERGED, { "Hải Phòng" } },
	{ "Hậu Giang", false, MERGED, { "Cần Thơ" } },
	{ "Hòa Bình", false, MERGED, { "Phú Thọ" } },
	{ "Kiên Giang", false, MERGED, { "An Giang" } },
	{ "Kon Tum", false, MERGED, { "Quảng Ngãi" } },
	{ "Long An", false, MERGED, { "Tây Ninh" } },
	{ "Nam Định", false, MERGED, { "Ninh Bình" } },
	{ "Ninh Thuận", false, MERGED, { "Khánh Hòa" } },
	{ "Phú Yên", false, MERGED, { "Đắk Lắk" } },
	{ "Quảng Bình", false, MERGED, { "Quảng Trị" } },
	{ "Quảng Nam", false, MERGED, { "Đà Nẵng" } },
	{ "Sóc Trăng", false, MERGED, { "Cần Thơ" } },
	{ "Thái Bình", false, MERGED, { "Hưng Yên" } },
	{ "Tiền Giang", false, MERGED, { "Đồng Tháp" } },
	{ "Trà Vinh", false, MERGED, { "Vĩnh Long" } },
	{ "Vĩnh Phúc", false, MERGED, { "Phú Thọ" } },
	{ "Yên Bái", false, MERGED, { "Lào Cai" } },
	/* before */
	{ "Thừa Thiên Huế", false, "2024-12-31", { "Huế" } },
	{ "Hà Tây", false, "2008-07-31", { "Hà Nội" } },
	{ "Bắc Thái", false, Y1996, { "Bắc Kạn", "Thái Nguyên" } },
	{ "Hà Bắc", false, Y1996, { "Bắc Giang", "Bắc Ninh" } },
	{ "Hải Hưng", false, Y1996, { "Hải Dương", "Hưng Yên" } },
	{ "Minh Hải", false, Y1996, { "Cà Mau", "Bạc Liêu" } },
	{ "Nam Hà", false, Y1996, { "Hà Nam", "Nam Định" } },
	{ "Quảng Nam - Đà Nẵng", false, Y1996, { "Quảng Nam", "Đà Nẵng" } },
	{ "Sông Bé", false, Y1996, { "Bình Dương", "Bình Phước" } },
	{ "Vĩnh Phú", false, Y1996, { "Phú Thọ", "Vĩnh Phúc" } },
	{ "Cửu Long", false, Y1991, { "Vĩnh Long", "Trà Vinh" } },
	{ "Gia Lai - Kon Tum", false, Y1991, { "Gia Lai", "Kon Tum" } },
	{ "Hà Nam Ninh", false, Y1991, { "Nam Hà", "Ninh Bình" } },
	{ "Hà Sơn Bình", false, Y1991, { "Hà Tây", "Hòa Bình" } },
	{ "Hà Tuyên", false, Y1991, { "Hà Giang", "Tuyên Quang" } },
	{ "Hoàng Liên Sơn", false, Y1991, { "Lào Cai", "Yên Bái" } },
	{ "Nghệ Tĩnh", false, Y1991, { "Nghệ An", "Hà Tĩnh" } },
	{ "Thuận Hải", false, Y1991, { "Ninh Thuận", "Bình Thuận" } },
	{ "Bình Trị Thiên", false, Y1989,
	  { "Quảng Bình", "Quảng Trị", "Thừa Thiên Huế" } },
	{ "Nghĩa Bình", false, Y1989, { "Quảng Ngãi", "Bình Định" } },
	{ "Phú Khánh", false, Y1989, { "Phú Yên", "Khánh Hòa" } },
	{ "Cao Lạng", false, "1978-12-28", { "Cao Bằng", "Lạng Sơn" } },
};
/* clang-format on */

/* Spellings that occur besides; tone placement is the text core's work. */
static const struct {
	const char *spelling, *name;
} spellings[] = {
	{ "Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu" },
	{ "Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu" },
	{ "Bà Rịa Vũng Tàu", "Bà Rịa - Vũng Tàu" },
	{ "Bắc Cạn", "Bắc Kạn" },
	{ "Đăk Lăk", "Đắk Lắk" },
	{ "Đắc Lắc", "Đắk Lắk" },
	{ "Đắc Lắk", "Đắk Lắk" },
	{ "Đăk Nông", "Đắk Nông" },
	{ "Đắc Nông", "Đắk Nông" },
	{ "Hoà Bình", "Hòa Bình" },
	{ "Khánh Hoà", "Khánh Hòa" },
	{ "Thanh Hoá", "Thanh Hóa" },
	{ "Kontum", "Kon Tum" },
	{ "Thừa Thiên - Huế", "Thừa Thiên Huế" },
	{ "Thừa Thiên – Huế", "Thừa Thiên Huế" },
	{ "Thừa Thiên-Huế", "Thừa Thiên Huế" },
	{ "Quảng Nam-Đà Nẵng", "Quảng Nam - Đà Nẵng" },
	{ "Quảng Nam – Đà Nẵng", "Quảng Nam - Đà Nẵng" },
	{ "Gia Lai-Kon Tum", "Gia Lai - Kon Tum" },
};

/* What people type and no document is headed by; folded. */
static const struct {
	const char *fold, *name;
} nicknames[] = {
	{ "hcm", "Hồ Chí Minh" },
	{ "tphcm", "Hồ Chí Minh" },
	{ "tp hcm", "Hồ Chí Minh" },
	{ "sai gon", "Hồ Chí Minh" },
	{ "hn", "Hà Nội" },
	{ "brvt", "Bà Rịa - Vũng Tàu" },
	{ "vung tau", "Bà Rịa - Vũng Tàu" },
};

#define N_ROWS (sizeof(rows) / sizeof(rows[0]))
#define N_SPELLINGS (sizeof(spellings) / sizeof(spellings[0]))
#define N_NICKNAMES (sizeof(nicknames) / sizeof(nicknames[0]))

const struct vb_territory *vb_territory_row(size_t i)
{
	return i < N_ROWS ? &rows[i] : NULL;
}

static const struct vb_territory *by_name(const char *name)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	return NULL;
}

/* The bytes of `text` that spell `name` in any case, white space free. */
static size_t spelled(struct vb_str text, struct vb_str name)
{
	size_t at = 0, x_len;

	while (name.len) {
		uint32_t x = vb_letter_at(text, at, &x_len), y;

		name = vb_str_skip(name, vb_utf8_decode(&y, name));
		if (x == '\n')
			x = ' ';
		if (!x_len || vb_letter_lower(x) != vb_letter_lower(y))
			return 0;
		at += x_len;
	}
	return vb_letter_is(vb_letter_at(text, at, &x_len)) ? 0 : at;
}

const struct vb_territory *vb_territory_at(struct vb_str text, size_t *len)
{
	const struct vb_territory *best = NULL;
	size_t most = 0, n;

	for (size_t i = 0; i < N_ROWS; i++) {
		n = spelled(text, vb_str_from(rows[i].name));
		if (n > most) {
			most = n;
			best = &rows[i];
		}
	}
	for (size_t i = 0; i < N_SPELLINGS; i++) {
		n = spelled(text, vb_str_from(spellings[i].spelling));
		if (n > most) {
			most = n;
			best = by_name(spellings[i].name);
		}
	}
	if (len)
		*len = most;
	return best;
}

/* Without "tỉnh", "thành phố", "TP." before it; of a folded name. */
static struct vb_str without_kind(struct vb_str fold)
{
	static const char *const kinds[] = { "tinh ", "thanh pho ", "tp. ",
					     "tp.", "tp " };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (vb_str_starts(fold, vb_str_from(kinds[i])))
			return vb_str_skip(fold, strlen(kinds[i]));
	return fold;
}

static bool same_fold(struct vb_str fold, const char *name)
{
	struct vb_buf buf = VB_BUF_INIT(256);
	bool same = !vb_text_fold(&buf, vb_str_from(name)) &&
		    vb_str_eq(vb_buf_str(&buf), fold);

	vb_buf_clear(&buf);
	return same;
}

static const struct vb_territory *by_fold(struct vb_str fold)
{
	for (size_t i = 0; i < N_NICKNAMES; i++)
		if (vb_str_eq(fold, vb_str_from(nicknames[i].fold)))
			return by_name(nicknames[i].name);
	fold = without_kind(fold);
	for (size_t i = 0; i < N_NICKNAMES; i++)
		if (vb_str_eq(fold, vb_str_from(nicknames[i].fold)))
			return by_name(nicknames[i].name);
	for (size_t i = 0; i < N_ROWS; i++)
		if (same_fold(fold, rows[i].name))
			return &rows[i];
	for (size_t i = 0; i < N_SPELLINGS; i++)
		if (same_fold(fold, spellings[i].spelling))
			return by_name(spellings[i].name);
	return NULL;
}

const struct vb_territory *vb_territory_find(struct vb_str text)
{
	struct vb_buf fold = VB_BUF_INIT(256);
	const struct vb_territory *found = NULL;

	if (text.len <= 80 && !vb_text_fold(&fold, text))
		found = by_fold(vb_str_trim(vb_buf_str(&fold)));
	vb_buf_clear(&fold);
	return found;
}

static bool became(const struct vb_territory *then, const char *name)
{
	for (int i = 0; i < VB_TERRITORY_INTO && then->into[i]; i++)
		if (!strcmp(then->into[i], name))
			return true;
	return false;
}

static bool among(const struct vb_territory *const *list, size_t n,
		  const struct vb_territory *t)
{
	while (n--)
		if (list[n] == t)
			return true;
	return false;
}

size_t vb_territory_former(const struct vb_territory *out[VB_TERRITORY_FORMER],
			   const struct vb_territory *now)
{
	size_t n = 0, next = 0;

	/* Those of `now`, then theirs: out[] is its own queue. */
	while (now) {
		for (size_t i = 0; i < N_ROWS && n < VB_TERRITORY_FORMER; i++)
			if (became(&rows[i], now->name) &&
			    !among(out, n, &rows[i]))
				out[n++] = &rows[i];
		now = next < n ? out[next++] : NULL;
	}
	return n;
}

const struct vb_territory *vb_territory_now(const struct vb_territory *then)
{
	while (then && then->until)
		then = then->into[1] ? NULL : by_name(then->into[0]);
	return then;
}
