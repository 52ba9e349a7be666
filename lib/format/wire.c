#include "format/wire.h"

#include "doc/reference.h"
#include "doc/jsonread.h"
#include "text/charset.h"

#define MAGIC "VBrd"

/* The least bytes that one of a list takes: what a count may promise. */
#define MENTION_BYTES (4 * 4 + 1 + 2 * 4) /* of layout 1 */
#define EXTRA_BYTES (2 * 4)
#define BLOCK_BYTES (1 + 3 * 4)

/* Control characters that no clean text has; with `lines`, \t and \n pass. */
static bool is_clean(struct vb_str s, bool lines)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if ((c < 32 && !(lines && (c == '\t' || c == '\n'))) ||
		    c == 127)
			return false;
	}
	return vb_utf8_valid(s);
}

/* Writing: the first failure sticks. */
struct put {
	struct vb_buf *out;
	size_t start;
	vb_status st;
};

static void put_bytes(struct put *p, struct vb_str s)
{
	if (p->st)
		return;
	if (s.len > VB_WIRE_LIMIT - (p->out->len - p->start))
		p->st = VB_TOO_BIG;
	else
		p->st = vb_buf_append(p->out, s);
}

static void put_int(struct put *p, uint64_t n, size_t bytes)
{
	char raw[8];

	if (bytes < 8 && n >> (8 * bytes))
		p->st = p->st ? p->st : VB_TOO_BIG;
	for (size_t i = 0; i < bytes; i++)
		raw[i] = (char)(n >> (8 * i) & 0xff);
	put_bytes(p, vb_str_of(raw, bytes));
}

static void put_str(struct put *p, struct vb_str s)
{
	put_int(p, s.len, 4);
	put_bytes(p, s);
}

static void put_range(struct put *p, size_t from, size_t to)
{
	put_int(p, from, 4);
	put_int(p, to, 4);
}

static void put_warning(struct put *p, struct vb_str warning)
{
	struct vb_buf clean = VB_BUF_INIT(VB_WIRE_LIMIT);

	if (is_clean(warning, true)) {
		put_str(p, warning);
		return;
	}
	if (!p->st)
		p->st = vb_text_clean(&clean, NULL, warning);
	put_str(p, vb_buf_str(&clean));
	vb_buf_clear(&clean);
}

static void put_fields(struct put *p, const struct vb_record *record)
{
	size_t n = 0;

	for (int i = 0; i < VB_FIELD_COUNT; i++)
		n += record->fields[i].how != VB_HOW_UNKNOWN;
	put_int(p, n, 1);
	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *f = &record->fields[i];
		uint64_t bits;

		if (f->how == VB_HOW_UNKNOWN)
			continue;
		_Static_assert(sizeof(bits) == sizeof(f->confidence),
			       "IEEE 754");
		memcpy(&bits, &f->confidence, sizeof(bits));
		put_int(p, (uint64_t)i, 1);
		put_int(p, f->how, 1);
		put_int(p, bits, 8);
		put_str(p, f->value);
		put_str(p, f->label);
		put_range(p, f->from, f->to);
	}
}

static void put_count(struct put *p, size_t n, size_t most)
{
	if (n > most && !p->st)
		p->st = VB_TOO_BIG;
	put_int(p, n, 4);
}

static void put_extras(struct put *p, const struct vb_extra *extras)
{
	const struct vb_extra *x;
	size_t n = 0;

	for (x = extras; x; x = x->next)
		n++;
	put_count(p, n, VB_WIRE_EXTRAS);
	for (x = extras; x; x = x->next) {
		put_str(p, x->name);
		put_str(p, x->json);
	}
}

static void put_mentions(struct put *p, const struct vb_reference *mentions)
{
	const struct vb_reference *m;
	size_t n = 0;

	for (m = mentions; m; m = m->next)
		n++;
	put_count(p, n, VB_WIRE_MENTIONS);
	for (m = mentions; m; m = m->next) {
		put_str(p, m->number);
		put_str(p, m->key);
		put_str(p, m->type);
		put_str(p, m->date);
		put_int(p, m->date_how, 1);
		put_range(p, m->from, m->to);
		put_str(p, vb_str_from(vb_relation_name(m->kind)));
		put_str(p, m->issuer);
		put_str(p, m->anchor);
	}
}

static void put_blocks(struct put *p, const struct vb_record *record)
{
	put_count(p, record->n_blocks, VB_WIRE_BLOCKS);
	for (size_t i = 0; i < record->n_blocks && !p->st; i++) {
		const struct vb_block *b = &record->blocks[i];

		put_int(p, b->kind, 1);
		put_int(p, b->level, 4);
		put_range(p, b->from, b->to);
	}
}

/* The counts of a report, in wire order. */
#define REPORT_COUNTS 8
static void report_counts(size_t *at[REPORT_COUNTS], struct vb_text_report *r)
{
	size_t *const all[REPORT_COUNTS] = {
		&r->invalid,	&r->first_bad, &r->composed, &r->reordered,
		&r->lookalikes, &r->invisible, &r->spaces,   &r->controls,
	};

	memcpy(at, all, sizeof(all));
}

static void put_counts(struct put *p, const struct vb_record *record)
{
	struct vb_text_report report = record->report;
	size_t *at[REPORT_COUNTS];

	report_counts(at, &report);
	for (size_t i = 0; i < REPORT_COUNTS; i++)
		put_int(p, *at[i], 8);
	put_int(p, record->encoding.main, 4);
	put_int(p, record->encoding.runs, 8);
	put_int(p, record->encoding.words, 8);
	put_int(p, record->encoding.valid, 8);
}

vb_status vb_wire_write(struct vb_buf *out, const struct vb_record *record)
{
	struct put p = { .out = out, .start = out->len };

	put_bytes(&p, VB_STR(MAGIC));
	put_int(&p, VB_WIRE_VERSION, 4);
	put_str(&p, record->id);
	put_str(&p, record->text);
	put_str(&p, record->file);
	put_warning(&p, record->warning);
	put_int(&p, record->partial, 1);
	put_fields(&p, record);
	put_extras(&p, record->extras);
	put_mentions(&p, record->references);
	put_blocks(&p, record);
	put_counts(&p, record);
	if (p.st)
		vb_buf_truncate(out, p.start);
	return p.st;
}

/* Reading: after the first fault everything reads as nothing. */
struct get {
	struct vb_str in;
	size_t at;
	unsigned version;	  /* of the layout */
	struct vb_record *record; /* as far as it is read */
	vb_status st;
	const char *wrong;
	size_t where;
};

static void fail(struct get *g, const char *wrong)
{
	if (g->st)
		return;
	g->st = VB_CORRUPT;
	g->wrong = wrong;
	g->where = g->at;
}

static struct vb_str get_bytes(struct get *g, size_t n)
{
	struct vb_str s;

	if (!g->st && n > g->in.len - g->at)
		fail(g, "ends early");
	if (g->st)
		return VB_STR_EMPTY;
	s = vb_str_of(g->in.ptr + g->at, n);
	g->at += n;
	return s;
}

static uint64_t get_int(struct get *g, size_t bytes)
{
	struct vb_str raw = get_bytes(g, bytes);
	uint64_t n = 0;

	for (size_t i = raw.len; i > 0; i--)
		n = n << 8 | (unsigned char)raw.ptr[i - 1];
	return n;
}

static size_t get_size(struct get *g)
{
	uint64_t n = get_int(g, 8);

	if (n > SIZE_MAX)
		fail(g, "a count is too large");
	return (size_t)n;
}

/* A number from 0 to `most`. */
static unsigned get_below(struct get *g, size_t bytes, uint64_t most,
			  const char *wrong)
{
	uint64_t n = get_int(g, bytes);

	if (n > most) {
		fail(g, wrong);
		return 0;
	}
	return (unsigned)n;
}

static struct vb_str get_raw(struct get *g)
{
	return get_bytes(g, (size_t)get_int(g, 4));
}

static struct vb_str get_str(struct get *g)
{
	struct vb_str s = get_raw(g);

	if (!is_clean(s, true)) {
		fail(g, "a string is not clean UTF-8");
		return VB_STR_EMPTY;
	}
	return s;
}

/* How many come: no more than `most`, and than the bytes left have room for. */
static size_t get_count(struct get *g, size_t most, size_t least)
{
	size_t n = (size_t)get_int(g, 4);

	if (n > most || n > (g->in.len - g->at) / least) {
		fail(g, "a list is too long");
		return 0;
	}
	return n;
}

/* Does a character of the text begin at `at`, or the text end? */
static bool is_between(struct vb_str text, size_t at)
{
	return at == text.len ||
	       (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) != 0x80);
}

static void get_range(struct get *g, size_t *from, size_t *to)
{
	struct vb_str text = g->record->text;

	*from = (size_t)get_int(g, 4);
	*to = (size_t)get_int(g, 4);
	if (!g->st &&
	    (*from > *to || !is_between(text, *from) || !is_between(text, *to)))
		fail(g, "a range is not of the text");
}

static void get_field(struct get *g)
{
	unsigned id = get_below(g, 1, VB_FIELD_COUNT - 1, "no such field");
	struct vb_field *f = &g->record->fields[id];
	uint64_t bits;

	if (f->how != VB_HOW_UNKNOWN)
		fail(g, "a field comes twice");
	f->how = get_below(g, 1, VB_HOW_GIVEN, "no such way to know");
	bits = get_int(g, 8);
	memcpy(&f->confidence, &bits, sizeof(bits));
	f->value = get_str(g);
	f->label = get_str(g);
	get_range(g, &f->from, &f->to);
	if (!(f->confidence >= 0 && f->confidence <= 1)) /* NaN neither */
		fail(g, "a confidence is not from 0 to 1");
	if (!f->value.len || f->how == VB_HOW_UNKNOWN)
		fail(g, "a field without a value");
}

static void get_fields(struct get *g)
{
	unsigned n = get_below(g, 1, VB_FIELD_COUNT, "too many fields");

	for (unsigned i = 0; i < n && !g->st; i++)
		get_field(g);
}

static void get_extras(struct get *g)
{
	size_t n = get_count(g, VB_WIRE_EXTRAS, EXTRA_BYTES), offset;
	struct vb_extra **tail = &g->record->extras;

	for (size_t i = 0; i < n && !g->st; i++) {
		struct vb_extra *x =
			vb_arena_calloc(g->record->arena, 1, sizeof(*x));

		if (!x) {
			g->st = VB_NO_MEMORY;
			return;
		}
		x->name = get_str(g);
		x->json = get_str(g);
		if (!g->st && vb_json_check(&offset, x->json))
			fail(g, "an extra is not JSON");
		*tail = x;
		tail = &x->next;
	}
}

/* What layout 2 says besides of a mention. */
static void get_relation(struct get *g, struct vb_reference *m)
{
	m->kind = VB_RELATION_MENTION;
	m->issuer = m->anchor = VB_STR_EMPTY;
	if (g->version < 2)
		return;
	m->kind = vb_relation_by_name(get_str(g));
	if (m->kind == VB_RELATION_COUNT) {
		fail(g, "no such relation");
		m->kind = VB_RELATION_MENTION;
	}
	m->issuer = get_str(g);
	m->anchor = get_str(g);
}

static void get_mentions(struct get *g)
{
	size_t n = get_count(g, VB_WIRE_MENTIONS, MENTION_BYTES);
	struct vb_reference **tail = &g->record->references;

	for (size_t i = 0; i < n && !g->st; i++) {
		struct vb_reference *m =
			vb_arena_calloc(g->record->arena, 1, sizeof(*m));

		if (!m) {
			g->st = VB_NO_MEMORY;
			return;
		}
		m->number = get_str(g);
		m->key = get_str(g);
		m->type = get_str(g);
		m->date = get_str(g);
		m->date_how =
			get_below(g, 1, VB_HOW_GIVEN, "no such way to know");
		get_range(g, &m->from, &m->to);
		get_relation(g, m);
		if (!m->number.len || !m->key.len)
			fail(g, "a mention without a number");
		*tail = m;
		tail = &m->next;
	}
	if (!g->st &&
	    vb_references_mark(g->record->references, g->record->arena))
		g->st = VB_NO_MEMORY;
}

static void get_blocks(struct get *g)
{
	size_t n = get_count(g, VB_WIRE_BLOCKS, BLOCK_BYTES), last = 0;
	struct vb_block *blocks;

	if (!n)
		return;
	blocks = vb_arena_calloc(g->record->arena, n, sizeof(*blocks));
	if (!blocks) {
		g->st = VB_NO_MEMORY;
		return;
	}
	for (size_t i = 0; i < n && !g->st; i++) {
		struct vb_block *b = &blocks[i];

		b->kind = get_below(g, 1, VB_BLOCK_PAGE, "no such block");
		b->level = (unsigned)get_int(g, 4);
		get_range(g, &b->from, &b->to);
		if (b->kind == VB_BLOCK_HEADING &&
		    (b->level < 1 || b->level > 6))
			fail(g, "no such level of headings");
		if (b->from < last)
			fail(g, "a block is not in order");
		last = b->from;
	}
	g->record->blocks = blocks;
	g->record->n_blocks = n;
}

static void get_counts(struct get *g)
{
	struct vb_encoding *e = &g->record->encoding;
	size_t *at[REPORT_COUNTS];

	report_counts(at, &g->record->report);
	for (size_t i = 0; i < REPORT_COUNTS; i++)
		*at[i] = get_size(g);
	e->main = get_below(g, 4, VB_DECODING_COUNT - 1, "no such decoding");
	e->runs = get_size(g);
	e->words = get_size(g);
	e->valid = get_size(g);
}

static void get_head(struct get *g)
{
	struct vb_record *r = g->record;

	r->id = get_raw(g);
	if (!is_clean(r->id, false))
		fail(g, "the id is not clean UTF-8");
	r->text = get_str(g);
	r->file = get_raw(g);
	if (memchr(r->file.ptr, 0, r->file.len))
		fail(g, "the file's name holds a NUL");
	r->warning = get_str(g);
	r->partial = get_below(g, 1, 1, "neither whole nor partial");
}

/* VB_OK when `bytes` begin as this layout does. */
static vb_status check_version(struct get *g, struct vb_error *err)
{
	uint64_t version;

	if (g->in.len > VB_WIRE_LIMIT)
		fail(g, "too large");
	if (!vb_str_eq(get_bytes(g, strlen(MAGIC)), VB_STR(MAGIC)))
		fail(g, "does not begin as a reading");
	version = get_int(g, 4);
	if (!g->st && !version)
		fail(g, "no such layout");
	if (!g->st && version > VB_WIRE_VERSION)
		return vb_error_set(err, VB_MISMATCH,
				    "reading in layout %lu, this program knows "
				    "%d: use a newer program",
				    (unsigned long)version, VB_WIRE_VERSION);
	g->version = (unsigned)version;
	return VB_OK;
}

vb_status vb_wire_read(struct vb_record *out, struct vb_str bytes,
		       struct vb_error *err)
{
	struct vb_record record;
	struct get g = { .in = bytes, .record = &record };
	vb_status st;

	vb_record_init(&record, out->arena);
	st = check_version(&g, err);
	if (st)
		return st;
	get_head(&g);
	get_fields(&g);
	get_extras(&g);
	get_mentions(&g);
	get_blocks(&g);
	get_counts(&g);
	if (!g.st && g.at != g.in.len)
		fail(&g, "something follows it");
	if (g.st == VB_NO_MEMORY)
		return vb_error_set(err, g.st, "%s", vb_status_text(g.st));
	if (g.st) {
		vb_error_set(err, g.st, "damaged reading: %s at byte %zu",
			     g.wrong, g.where);
		if (err)
			err->offset = g.where;
		return g.st;
	}
	*out = record;
	return VB_OK;
}
