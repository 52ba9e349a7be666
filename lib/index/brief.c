#include "index/brief.h"

#include <math.h>

#include "index/calling.h"
#include "text/text.h"
#include "text/token.h"

#define TITLE_LOOK 40	    /* words of a title before its "về việc" */
#define BYTES_OF_A_WORD 6.0 /* of Vietnamese text, with its space */

uint16_t vb_brief_word(struct vb_str fold)
{
	uint32_t h = 2166136261u; /* FNV-1a, folded to 16 bits */

	for (size_t i = 0; i < fold.len; i++)
		h = (h ^ (unsigned char)fold.ptr[i]) * 16777619u;
	return (uint16_t)(h ^ h >> 16);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_code(const struct vb_token *t)
{
	return is_digit(t->fold.ptr[0]);
}

static size_t read_words(uint16_t *out, size_t most, struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t n = 0;

	vb_tokenizer_init(&t, text);
	while (n < most && vb_tokenizer_next(&t, &token))
		out[n++] = vb_brief_word(token.fold);
	return n;
}

static bool take_called(void *ctx, struct vb_str fold, bool typed)
{
	struct vb_brief *out = ctx;

	(void)typed;
	if (out->n_heading == VB_BRIEF_HEADING)
		return false;
	out->heading[out->n_heading++] = vb_brief_word(fold);
	return true;
}

/*
 * Past the number of a Điều: "5.", "5a." or the codified law's "36.3.LQ.1.".
 * Returns the end of the number, or 0 if none stands at `at`.
 */
static size_t number_end(struct vb_str s, size_t at)
{
	size_t i = at;

	while (i < s.len && s.ptr[i] == ' ')
		i++;
	if (i == s.len || !is_digit(s.ptr[i]))
		return 0;
	while (i < s.len && s.ptr[i] != ' ' && s.ptr[i] != '\n')
		i++;
	return i;
}

/*
 * Is the Điều that ends at `end` what the title is of, and not one that it
 * speaks of ("sửa đổi Điều 5 của Nghị quyết")?
 */
static bool is_its_own(struct vb_str title, const struct vb_token *dieu,
		       size_t end)
{
	char last = title.ptr[end - 1];

	return !dieu->start || last == '.' || last == ':';
}

/*
 * The "Điều" that a provision is: `name` is what stands before it, `heading`
 * what stands after.
 */
static bool split_article(struct vb_str *name, struct vb_str *heading,
			  struct vb_str title)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t end;

	vb_tokenizer_init(&t, title);
	for (size_t n = 0; n < TITLE_LOOK && vb_tokenizer_next(&t, &token);
	     n++) {
		if (!vb_str_eq(token.key, VB_STR("điều")))
			continue;
		end = number_end(title, token.end);
		if (!end || !is_its_own(title, &token, end))
			continue;
		*name = vb_str_sub(title, 0, token.start);
		*heading = vb_str_skip(title, end);
		return true;
	}
	return false;
}

/* What follows "về", "về việc" or "V/v" in the title of a document. */
static struct vb_str subject(struct vb_str title)
{
	struct vb_token token, before = { 0 };
	size_t n = 0, from = 0;
	vb_tokenizer t;

	vb_tokenizer_init(&t, title);
	while (n++ < TITLE_LOOK && !from && vb_tokenizer_next(&t, &token)) {
		bool short_form = before.end && before.end + 1 == token.start &&
				  title.ptr[before.end] == '/' &&
				  token.end - token.start == 1 &&
				  before.end - before.start == 1 &&
				  (title.ptr[token.start] | 32) == 'v' &&
				  (title.ptr[before.start] | 32) == 'v';

		if (vb_str_eq(token.key, VB_STR("về")) || short_form)
			from = token.end;
		before = token;
	}
	if (from && vb_tokenizer_next(&t, &token) &&
	    vb_str_eq(token.key, VB_STR("việc")))
		from = token.end;
	return vb_str_skip(title, from);
}

/* "Đề mục 36.3 Thanh niên" is about "Thanh niên". */
static struct vb_str topic_name(struct vb_str topic)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t from = 0;

	vb_tokenizer_init(&t, topic);
	for (size_t n = 0; n < 6 && vb_tokenizer_next(&t, &token); n++)
		if (is_code(&token))
			from = token.end;
	return vb_str_skip(topic, from);
}

#define YEAR_ZERO 1899 /* byte 1 is the year less this */

static unsigned year_of(struct vb_str date)
{
	unsigned long year;

	if (!vb_str_to_ulong(&year, vb_str_sub(date, 0, 4), YEAR_ZERO + 255) ||
	    year <= YEAR_ZERO)
		return 0;
	return (unsigned)year;
}

/* "Hết hiệu lực toàn bộ" and the like; a part that expired is not meant. */
static bool is_expired(struct vb_str status)
{
	struct vb_buf fold = VB_BUF_INIT(1024);
	bool expired;

	if (!status.len || vb_text_fold(&fold, vb_str_sub(status, 0, 200)))
		return false;
	expired = vb_str_starts(vb_buf_str(&fold), VB_STR("het hieu luc")) &&
		  vb_str_find(vb_buf_str(&fold), VB_STR("mot phan"), 0) ==
			  VB_NPOS;
	vb_buf_clear(&fold);
	return expired;
}

bool vb_brief_is_whole(const struct vb_record *record)
{
	const struct vb_field *f = record->fields;
	struct vb_str name, heading;

	return f[VB_FIELD_TITLE].value.len && !f[VB_FIELD_PART_OF].value.len &&
	       vb_str_eq(f[VB_FIELD_KIND].value, VB_STR("document")) &&
	       !split_article(&name, &heading, f[VB_FIELD_TITLE].value);
}

void vb_brief_of(struct vb_brief *out, const struct vb_record *record)
{
	struct vb_str title = record->fields[VB_FIELD_TITLE].value;
	struct vb_str topic = record->fields[VB_FIELD_TOPIC].value;
	struct vb_str name = VB_STR_EMPTY, heading = title;

	memset(out, 0, sizeof(*out));
	if (!split_article(&name, &heading, title))
		heading = subject(title);
	if (!name.len)
		name = topic_name(topic);
	if (vb_brief_is_whole(record)) {
		out->flags |= VB_BRIEF_WHOLE;
		if (vb_calling_words(take_called, out, heading))
			vb_calling_words(take_called, out,
					 vb_calling_gist(record));
	} else {
		out->n_heading =
			read_words(out->heading, VB_BRIEF_PART, heading);
	}
	out->n_name = read_words(out->name, VB_BRIEF_NAME, name);
	out->words = (double)record->text.len / BYTES_OF_A_WORD;
	out->year = year_of(record->fields[VB_FIELD_DATE].value);
	if (vb_str_eq(record->fields[VB_FIELD_KIND].value, VB_STR("article")))
		out->flags |= VB_BRIEF_ARTICLE;
	if (is_expired(record->fields[VB_FIELD_STATUS].value))
		out->flags |= VB_BRIEF_EXPIRED;
}

static size_t write_words(char *out, const uint16_t *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = (char)(words[i] & 0xff);
		out[2 * i + 1] = (char)(words[i] >> 8);
	}
	return 2 * n;
}

size_t vb_brief_write(char out[VB_BRIEF_BYTES], const struct vb_brief *h)
{
	double length = 8 * log2(1 + h->words * BYTES_OF_A_WORD);
	size_t n = 5;

	out[0] = (char)(unsigned char)(length > 255 ? 255 : length + 0.5);
	out[1] = (char)(unsigned char)(h->year ? h->year - YEAR_ZERO : 0);
	out[2] = (char)h->flags;
	out[3] = (char)h->n_heading;
	out[4] = (char)h->n_name;
	n += write_words(out + n, h->heading, h->n_heading);
	return n + write_words(out + n, h->name, h->n_name);
}

static void parse_words(uint16_t *out, const char *bytes, size_t n)
{
	const unsigned char *b = (const unsigned char *)bytes;

	for (size_t i = 0; i < n; i++)
		out[i] = (uint16_t)(b[2 * i] | b[2 * i + 1] << 8);
}

bool vb_brief_read(struct vb_brief *out, struct vb_str value)
{
	const unsigned char *b = (const unsigned char *)value.ptr;

	memset(out, 0, sizeof(*out));
	if (value.len < 5 || b[3] > VB_BRIEF_HEADING || b[4] > VB_BRIEF_NAME ||
	    value.len != 5 + 2 * ((size_t)b[3] + b[4]))
		return false;
	out->words = (exp2(b[0] / 8.0) - 1) / BYTES_OF_A_WORD;
	out->year = b[1] ? b[1] + YEAR_ZERO : 0;
	out->flags = b[2];
	out->n_heading = b[3];
	out->n_name = b[4];
	parse_words(out->heading, value.ptr + 5, b[3]);
	parse_words(out->name, value.ptr + 5 + 2 * out->n_heading, b[4]);
	return true;
}
