#include "doc/symbol.h"

#include <stdio.h>

#include "base/buf.h"
#include "doc/letter.h"

/*
 * Bodies in symbols, as they are written (documents of the state 2000-2025
 * and of the Party). Only for telling a type from a body and for reading
 * unmarked typing: a body that is not here is still read where separators
 * show that it is one.
 */
static const char *const bodies[] = {
	"HĐND",	      "UBND",
	"TTHĐND",     "UBTVQH",
	"QH",	      "CP",
	"TTg",	      "TU",
	"HU",	      "QU",
	"ĐU",	      "ThU",
	"TxU",	      "TW",
	"TƯ",	      "ĐUK",
	"VPTW",	      "VPTU",
	"BTCTW",      "BTCTU",
	"BTGTW",      "BTGTU",
	"BDVTU",      "BDVTW",
	"UBKTTU",     "UBKTTW",
	"BNCTU",      "BNCTW",
	"BTVTU",      "MTTQ",
	"UBMTTQ",     "MTTW",
	"UBTWMTTQVN", "ĐCTUBTWMTTQVN",
	"VP",	      "VPCP",
	"VPQH",	      "VPCTN",
	"CTN",	      "HĐBT",
	"HĐNN",	      "HĐTP",
	"UB",	      "BTV",
	"BCH",	      "ĐĐBQH",
	"BTC",	      "BNV",
	"BTP",	      "BCA",
	"BQP",	      "BGDĐT",
	"BYT",	      "BCT",
	"BXD",	      "BGTVT",
	"BTNMT",      "BNN",
	"BNNPTNT",    "BNNMT",
	"BKHCN",      "BKHĐT",
	"BNG",	      "BTTTT",
	"BVHTTDL",    "BLĐTBXH",
	"BLĐTB&XH",   "BDTTG",
	"BCN",	      "BTM",
	"BTS",	      "BVHTT",
	"BBCVT",      "BKHCNMT",
	"BKH",	      "BNNL",
	"BTCCBCP",    "NHNN",
	"TANDTC",     "TATC",
	"VKSTC",      "VKSNDTC",
	"TTCP",	      "KTNN",
	"UBDT",	      "UBTDTT",
	"BTĐKT",      "TCT",
	"TCHQ",	      "TCTK",
	"TCĐC",	      "TLĐ",
	"BHXH",	      "BHXHVN",
	"CCBVN",      "HCCBVN",
};

#define N_BODIES (sizeof(bodies) / sizeof(bodies[0]))

/* Small; the letter eth, which some keyboards gave, is meant for đ. */
static uint32_t small(uint32_t c)
{
	c = vb_letter_lower(c);
	return c == 0xF0 ? 0x111 : c;
}

/* Đ and Ư are the letters with marks in codes and bodies. */
static uint32_t plain(uint32_t c)
{
	c = small(c);
	if (c == 0x111)
		return 'd';
	return c == 0x1B0 ? 'u' : c;
}

/* Behind the & that may stand there: BGD&ĐT is BGDĐT. */
static struct vb_str skip_and(struct vb_str s)
{
	return s.len && s.ptr[0] == '&' ? vb_str_skip(s, 1) : s;
}

static bool same(struct vb_str a, struct vb_str b, bool folded)
{
	while (a.len && b.len) {
		uint32_t x, y;

		a = skip_and(a);
		b = skip_and(b);
		if (!a.len || !b.len)
			break;
		a = vb_str_skip(a, vb_utf8_decode(&x, a));
		b = vb_str_skip(b, vb_utf8_decode(&y, b));
		if (folded ? plain(x) != plain(y) : small(x) != small(y))
			return false;
	}
	return !a.len && !b.len;
}

static bool is_ascii(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

const char *vb_symbol_body(struct vb_str word)
{
	bool folded = is_ascii(word);
	size_t n = word.len;

	/* QH15, UBTVQH15: the assembly's term is part of the symbol. */
	while (n && vb_letter_is_digit(word.ptr[n - 1]))
		n--;
	word.len = n;
	for (size_t i = 0; i < N_BODIES; i++)
		if (same(word, vb_str_from(bodies[i]), folded))
			return bodies[i];
	return NULL;
}

const struct vb_type *vb_symbol_code(struct vb_str part)
{
	const struct vb_type *type;

	for (size_t i = 0; (type = vb_type_row(i)); i++)
		if (type->code[0] && same(part, vb_str_from(type->code), false))
			return type;
	return NULL;
}

const struct vb_type *vb_symbol_code_folded(struct vb_str word)
{
	const struct vb_type *type, *found = NULL;

	for (size_t i = 0; (type = vb_type_row(i)); i++) {
		if (!type->code[0] ||
		    !same(word, vb_str_from(type->code), true))
			continue;
		if (found)
			return NULL;
		found = type;
	}
	return found;
}

bool vb_symbol_stands_alone(struct vb_str part)
{
	static const char *const alone[] = { "CP",  "TTg",   "HĐBT", "SL",
					     "LCT", "CTN",   "TTLB", "TTLN",
					     "QH",  "UBTVQH" };
	bool folded = is_ascii(part);
	size_t n = part.len;

	while (n && vb_letter_is_digit(part.ptr[n - 1]))
		n--;
	for (size_t i = 0; i < sizeof(alone) / sizeof(alone[0]); i++)
		if (same(vb_str_sub(part, 0, n), vb_str_from(alone[i]), folded))
			return n < part.len || strcmp(alone[i], "QH");
	return false;
}

bool vb_symbol_same_folded(struct vb_str a, struct vb_str b)
{
	return same(a, b, true);
}

bool vb_symbol_is_party(struct vb_str part)
{
	static const char *const ends[] = { "TU", "TW", "TƯ", "HU",
					    "QU", "ĐU", "ĐUK" };

	if (part.len > 8)
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (vb_str_ends(part, vb_str_from(ends[i])))
			return true;
	return vb_str_eq(part, VB_STR("ThU")) || vb_str_eq(part, VB_STR("TxU"));
}

/* A fixed buffer that remembers that it ran over. */
struct fixed {
	char *ptr;
	size_t len;
	bool full;
};

static void put(struct fixed *f, const char *bytes, size_t n)
{
	if (f->full || f->len + n >= VB_NUMBER_BYTES) {
		f->full = true;
		return;
	}
	memcpy(f->ptr + f->len, bytes, n);
	f->len += n;
	f->ptr[f->len] = '\0';
}

/* "1.250" is written with the dot of thousands, "66.14" has two parts. */
static bool is_thousands(struct vb_str serial)
{
	return serial.len >= 5 && serial.ptr[serial.len - 4] == '.' &&
	       vb_letter_is_digit(serial.ptr[serial.len - 1]);
}

static void put_serial(struct vb_number *out, struct fixed *key,
		       struct vb_str serial)
{
	bool join = is_thousands(serial), whole = true;
	size_t i = 0;

	while (i + 1 < serial.len && serial.ptr[i] == '0' &&
	       vb_letter_is_digit(serial.ptr[i + 1]))
		i++;
	out->serial = 0;
	for (; i < serial.len; i++) {
		char c = serial.ptr[i];

		if (c == '.' && join)
			continue;
		whole = whole && vb_letter_is_digit(c);
		if (whole)
			out->serial = out->serial * 10 + (unsigned)(c - '0');
		if (c >= 'a' && c <= 'z')
			c -= 32;
		put(key, &c, 1);
	}
}

/* Append `c`, with the eth as the Đ that is meant. */
static void put_letter(struct fixed *f, uint32_t c)
{
	char bytes[4];

	if (c == 0xD0)
		c = 0x110;
	else if (c == 0xF0)
		c = 0x111;
	put(f, bytes, vb_utf8_encode(bytes, c));
}

/* A part as it is shown: as it was written. */
static void put_shown(struct fixed *text, struct vb_str part)
{
	while (part.len) {
		uint32_t c;

		part = vb_str_skip(part, vb_utf8_decode(&c, part));
		put_letter(text, c);
	}
}

/* A part in capitals, without &; Trung ương is TW however it is written. */
static void put_part(struct fixed *key, struct vb_str part)
{
	uint32_t last = 0;

	while (part.len) {
		uint32_t c;

		part = vb_str_skip(part, vb_utf8_decode(&c, part));
		c = vb_letter_upper(c);
		if (c == 0x1AF && last == 'T')
			c = 'W';
		if (c != '&')
			put_letter(key, c);
		last = c;
	}
}

/*
 * The standing committee of a people's council is written HĐND-TT, TT-HĐND
 * and TTHĐND: are parts `i` and the next such a pair, behind the type?
 */
static bool is_standing(const struct vb_shape *shape, size_t i)
{
	struct vb_str a, b;

	if (!i || i + 1 >= shape->n_parts)
		return false;
	a = shape->parts[i];
	b = shape->parts[i + 1];
	return (same(a, VB_STR("HĐND"), false) &&
		same(b, VB_STR("TT"), false)) ||
	       (same(a, VB_STR("TT"), false) && same(b, VB_STR("HĐND"), false));
}

/* Ministries and departments: B or S and more capitals, BVHTT, SGDĐT. */
static bool is_ministry(struct vb_str part)
{
	return part.len > 2 && (part.ptr[0] == 'B' || part.ptr[0] == 'S');
}

/*
 * CT-CS is Cục Thuế and TC/TCT the Ministry of Finance, not chỉ thị and
 * thông cáo: these two codes count as types only before a body that is known,
 * and TC not before those of the Ministry. SL is a copy only before one too.
 */
static bool is_doubtful(const struct vb_shape *shape)
{
	struct vb_str code = shape->n_parts ? shape->parts[0] : VB_STR_EMPTY;
	bool directive = same(code, VB_STR("CT"), false);
	struct vb_str body;

	/* 47/SL and 102-SL/L-004 are sắc lệnh, no copies */
	if (same(code, VB_STR("SL"), false))
		return shape->n_parts < 2 || !vb_symbol_body(shape->parts[1]);
	if (!directive && !same(code, VB_STR("TC"), false))
		return false;
	if (shape->n_parts < 2)
		return true;
	body = shape->parts[1];
	if (vb_symbol_is_party(body) ||
	    vb_str_find(body, VB_STR("UBND"), 0) != VB_NPOS ||
	    vb_str_find(body, VB_STR("HĐND"), 0) != VB_NPOS)
		return false;
	if (!directive)
		return vb_str_starts(body, VB_STR("TC")) ||
		       !vb_symbol_body(body);
	return !vb_symbol_body(body) && !is_ministry(body);
}

static void put_type(struct vb_number *out, const struct vb_shape *shape)
{
	char text[VB_NUMBER_BYTES] = "";
	struct fixed f = { text, 0, false };
	struct vb_str code = shape->n_parts ? shape->parts[0] : VB_STR_EMPTY;
	bool said = shape->type.len && vb_str_eq(code, shape->type);

	out->type[0] = '\0';
	if (!vb_symbol_code(code) || (!said && is_doubtful(shape)))
		return;
	put_part(&f, code);
	if (f.len < sizeof(out->type))
		memcpy(out->type, text, f.len + 1);
}

static void put_fold(struct vb_number *out)
{
	struct vb_buf fold = VB_BUF_INIT(4 * VB_NUMBER_BYTES);
	struct vb_str key = vb_str_from(out->key);
	size_t n = 0;
	uint32_t c = 0;

	while (key.len) {
		size_t len = vb_utf8_decode(&c, key);

		c = plain(c);
		if (c >= 0x80)
			break;
		key = vb_str_skip(key, len);
		out->fold[n++] = (char)c;
	}
	out->fold[n] = '\0';
	if (!key.len)
		return;
	/* Letters with other marks are rare: the general way. */
	if (!vb_text_fold(&fold, vb_str_from(out->key)))
		snprintf(out->fold, sizeof(out->fold), "%s",
			 vb_buf_cstr(&fold));
	vb_buf_clear(&fold);
}

bool vb_shape_spell(struct vb_number *out, const struct vb_shape *shape)
{
	struct fixed text = { out->text, 0, false };
	struct fixed key = { out->key, 0, false };
	char sep = shape->dash ? '-' : '/';
	char year[16];
	int n;

	out->text[0] = out->key[0] = out->fold[0] = out->body[0] = '\0';
	out->said = NULL;
	out->said_year = 0;
	put(&text, shape->serial.ptr, shape->serial.len);
	put_serial(out, &key, shape->serial);
	out->year = (unsigned)shape->year;
	if (shape->year) {
		n = snprintf(year, sizeof(year), "/%d", shape->year);
		put(&text, year, (size_t)n);
		year[0] = ' ';
		put(&key, year, (size_t)n);
	}
	for (size_t i = 0; i < shape->n_parts; i++) {
		put(&text, i ? &shape->seps[i] : &sep, 1);
		put_shown(&text, shape->parts[i]);
		if (i && is_standing(shape, i - 1))
			continue;
		put(&key, " ", 1);
		if (is_standing(shape, i))
			put(&key, "TTHĐND", strlen("TTHĐND"));
		else
			put_part(&key, shape->parts[i]);
	}
	if (text.full || key.full || !out->serial)
		return false;
	put_type(out, shape);
	put_fold(out);
	return true;
}
