#include "index/likeness.h"

#include <stdio.h>

#include "doc/number.h"
#include "index/schema.h"
#include "text/token.h"

#define KEY_BYTES 8192

/* FNV-1a, 64 bits. */
static uint64_t hash_of(struct vb_str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return h;
}

void vb_hash_text(char out[VB_HASH_TEXT], uint64_t hash)
{
	static const char digits[] = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
				     "abcdefghijklmnopqrstuvwxyz";

	for (int i = VB_HASH_TEXT - 2; i >= 0; i--, hash >>= 6)
		out[i] = digits[hash & 63];
	out[VB_HASH_TEXT - 1] = '\0';
}

void vb_likeness_band(char out[VB_BAND_TEXT], uint64_t likeness, unsigned i)
{
	unsigned from = i * 64 / VB_LIKENESS_BANDS;
	unsigned bits = (i + 1) * 64 / VB_LIKENESS_BANDS - from;
	unsigned value = (unsigned)(likeness >> from) & ((1u << bits) - 1);

	out[0] = (char)('0' + i);
	out[1] = (char)('0' + (value >> 5));
	out[2] = (char)('0' + (value & 31));
	out[3] = '\0';
}

static void put_64(char *out, uint64_t n)
{
	for (int i = 7; i >= 0; i--, n >>= 8)
		out[i] = (char)(n & 0xff);
}

static uint64_t get_64(const char *in)
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | (unsigned char)in[i];
	return n;
}

void vb_print_write(char out[VB_PRINT_BYTES],
		    const struct vb_fingerprint *print)
{
	put_64(out, print->likeness);
	put_64(out + 8, print->words);
}

bool vb_print_read(struct vb_fingerprint *out, struct vb_str value)
{
	*out = (struct vb_fingerprint){ 0 };
	if (value.len != VB_PRINT_BYTES)
		return false;
	out->likeness = get_64(value.ptr);
	out->words = get_64(value.ptr + 8);
	return true;
}

/* Bodies that every province has, such as "HĐND tỉnh" or "Thành ủy": without
 * the place they name nobody. */
static bool is_anybody(struct vb_str issuer)
{
	static const char words[] = " uy ban nhan dan hoi dong ubnd hdnd tinh "
				    "thanh pho tp quan huyen thi xa phuong "
				    "tran tu dang bo thuong truc vu ";
	char padded[VB_TOKEN_BYTES * 3 + 16];
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, issuer);
	while (vb_tokenizer_next(&t, &token)) {
		snprintf(padded, sizeof(padded), " %.*s ",
			 VB_STR_ARG(token.fold));
		if (!strstr(words, padded))
			return false;
	}
	return true;
}

/* Number, issuer and date, when all are known well; else nothing. */
static vb_status put_document(struct vb_buf *key, const struct vb_record *r)
{
	const struct vb_field *f = r->fields;
	struct vb_str issuer = f[VB_FIELD_ISSUER].value;
	struct vb_str place = f[VB_FIELD_PLACE].value;
	struct vb_str date = f[VB_FIELD_DATE].value;
	struct vb_number n;
	size_t at;
	vb_status st;

	if (!issuer.len || date.len != 10 ||
	    f[VB_FIELD_DATE].how == VB_HOW_INFERRED ||
	    !vb_number_find(&n, f[VB_FIELD_NUMBER].value, 0))
		return VB_OK;
	st = vb_buf_printf(key, "%s\n%.*s\n", n.key, VB_STR_ARG(date));
	at = key->len;
	if (!st)
		st = vb_text_fold(key, vb_str_sub(issuer, 0, 1024));
	if (st || !is_anybody(vb_str_skip(vb_buf_str(key), at)))
		return st;
	if (!place.len)
		vb_buf_truncate(key, 0);
	else
		st = vb_buf_append_char(key, '\n');
	if (!st && place.len)
		st = vb_text_fold(key, vb_str_sub(place, 0, 1024));
	return st;
}

static vb_status add_document(struct vb_likeness *out,
			      const struct vb_record *record)
{
	struct vb_buf key = VB_BUF_INIT(KEY_BYTES);
	vb_status st = put_document(&key, record);

	if (!st && key.len)
		vb_hash_text(out->document, hash_of(vb_buf_str(&key)));
	vb_buf_clear(&key);
	/* Text that can't be folded says nothing. */
	return st == VB_NO_MEMORY ? st : VB_OK;
}

#define GOES_ON 1
#define CONTINUES 2

static vb_status add_series(struct vb_likeness *out,
			    const struct vb_record *record)
{
	char text[VB_HASH_TEXT + 24], hash[VB_HASH_TEXT];
	struct vb_series s;
	vb_status st = vb_series_read(&s, record->arena, record->fields,
				      record->extras);

	if (st || !s.key.len)
		return st == VB_NO_MEMORY ? st : VB_OK;
	vb_hash_text(hash, hash_of(s.key));
	snprintf(text, sizeof(text), "%s%d%u", hash,
		 (s.goes_on ? GOES_ON : 0) | (s.continues ? CONTINUES : 0),
		 s.part);
	return vb_arena_dup(&out->series, record->arena, vb_str_from(text)) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

bool vb_series_value_read(struct vb_series *out, struct vb_str value)
{
	size_t at = VB_HASH_TEXT - 1;
	unsigned long part;
	int marks;

	*out = (struct vb_series){ .key = VB_STR_EMPTY };
	if (value.len < at + 2 ||
	    !vb_str_to_ulong(&part, vb_str_skip(value, at + 1), 99))
		return false;
	marks = value.ptr[at] - '0';
	out->key = vb_str_sub(value, 0, at);
	out->part = (unsigned)part;
	out->goes_on = marks & GOES_ON;
	out->continues = marks & CONTINUES;
	return true;
}

vb_status vb_likeness_make(struct vb_likeness *out,
			   const struct vb_fingerprint *print,
			   const struct vb_record *record)
{
	bool provision = record->fields[VB_FIELD_PART_OF].value.len;
	vb_status st = VB_OK;

	*out = (struct vb_likeness){ .print = *print };
	out->series = VB_STR_EMPTY;
	out->comparable = print->n_words >= VB_FINGERPRINT_WORDS;
	if (out->comparable)
		vb_hash_text(out->words, print->words);
	if (!provision)
		st = add_document(out, record);
	if (!provision && out->document[0])
		snprintf(out->group, sizeof(out->group), "N%s", out->document);
	else if (!provision && out->words[0])
		snprintf(out->group, sizeof(out->group), "W%s", out->words);
	return st ? st : add_series(out, record);
}
