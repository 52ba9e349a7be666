#include "index/qbuild.h"

#include <stdlib.h>

#include "index/schema.h"
#include "text/syllable.h"
#include "text/text.h"
#include "text/token.h"

/* Tuned on the development set: docs/decisions/0010. */
const struct vb_xapian_bm25 vb_q_bm25 = {
	.k1 = 0.7, .k3 = 1, .b = 0.6, .min_length = 0.3
};

#define PREFIX_TERMS 100   /* a wildcard grows to */
#define PREFIX_LOOK 200000 /* terms looked at for one wildcard */

void vb_qbuild_init(struct vb_qbuild *b, const vb_xapian_db *db,
		    struct vb_arena *arena, struct vb_error *err)
{
	memset(b, 0, sizeof(*b));
	b->db = db;
	b->arena = arena;
	b->err = err;
	b->scratch.limit = 4096;
	b->status = vb_xapian_db_count(&b->documents, db, err);
}

void vb_qbuild_clear(struct vb_qbuild *b)
{
	for (size_t i = 0; i < b->n_owned; i++)
		vb_xapian_query_free(b->owned[i]);
	free(b->owned);
	vb_buf_clear(&b->scratch);
	b->owned = NULL;
	b->n_owned = b->cap_owned = 0;
}

static void fail(struct vb_qbuild *b, vb_status st)
{
	if (!b->status)
		b->status = st;
}

/* Take ownership of a query just made with status `st`. */
static vb_q own(struct vb_qbuild *b, vb_xapian_query *q, vb_status st)
{
	if (st) {
		fail(b, st);
		return NULL;
	}
	if (b->n_owned == b->cap_owned) {
		size_t cap = b->cap_owned ? b->cap_owned * 2 : 64;
		void *grown = realloc(b->owned, cap * sizeof(*b->owned));

		if (!grown) {
			vb_xapian_query_free(q);
			fail(b,
			     vb_error_set(b->err, VB_NO_MEMORY, "no memory"));
			return NULL;
		}
		b->owned = grown;
		b->cap_owned = cap;
	}
	b->owned[b->n_owned++] = q;
	return q;
}

void vb_qlist_add(struct vb_qbuild *b, struct vb_qlist *list, vb_q q)
{
	if (!q || b->status)
		return;
	if (list->n == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 16;
		vb_q *grown = vb_arena_alloc(b->arena, cap * sizeof(*grown));

		if (!grown) {
			fail(b,
			     vb_error_set(b->err, VB_NO_MEMORY, "no memory"));
			return;
		}
		if (list->n)
			memcpy(grown, list->items, list->n * sizeof(*grown));
		list->items = grown;
		list->cap = cap;
	}
	list->items[list->n++] = q;
}

vb_q vb_q_combine(struct vb_qbuild *b, enum vb_xapian_op op,
		  const struct vb_qlist *list)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !list->n)
		return NULL;
	if (list->n == 1)
		return list->items[0];
	st = vb_xapian_query_combine(&q, op, list->items, list->n, b->err);
	return own(b, q, st);
}

vb_q vb_q_any(struct vb_qbuild *b, const struct vb_qlist *list)
{
	struct vb_xapian_group group = { VB_XAPIAN_ELITE_SET, list->items,
					 list->n, VB_Q_FEW };
	vb_xapian_query *q = NULL;
	vb_status st;

	if (!b->few || b->status || list->n <= VB_Q_FEW)
		return vb_q_sum(b, &(struct vb_qlist){ 0 }, list);
	st = vb_xapian_query_group(&q, &group, b->err);
	return own(b, q, st);
}

vb_q vb_q_two(struct vb_qbuild *b, enum vb_xapian_op op, vb_q x, vb_q y)
{
	vb_q parts[2] = { x, y };
	struct vb_qlist list = { parts, 2, 2 };

	if (!x || !y)
		return x ? x : y;
	return vb_q_combine(b, op, &list);
}

vb_q vb_q_term(struct vb_qbuild *b, const char *prefix, struct vb_str value)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !value.len)
		return NULL;
	vb_buf_truncate(&b->scratch, 0);
	st = vb_schema_term(&b->scratch, prefix, value);
	if (!st)
		st = vb_xapian_query_term(&q, b->db, vb_buf_str(&b->scratch), 1,
					  b->err);
	return own(b, q, st);
}

static bool term_exists(struct vb_qbuild *b, struct vb_str term)
{
	bool exists = false;
	vb_status st = b->status;

	if (!st)
		st = vb_xapian_db_term_exists(&exists, b->db, term, b->err);
	if (st)
		fail(b, st);
	return exists;
}

/*
 * "li" of "ly" in `twin`, or `fold` as it is: a pair is of letters as they
 * stand in the text, where one word has either (vb_text_key).
 */
static struct vb_str twin_of(char twin[VB_TWIN_BYTES], struct vb_str fold)
{
	if (fold.len > 3 || !vb_syllable_twin(twin, fold))
		return fold;
	return vb_str_of(twin, fold.len);
}

/* The pair in each spelling that the index has; as typed if in none. */
vb_q vb_q_pair(struct vb_qbuild *b, struct vb_str fold, struct vb_str next)
{
	char twins[2][VB_TWIN_BYTES], pair[2 * VB_PAIR_BYTES + 4];
	struct vb_str first[2] = { fold, twin_of(twins[0], fold) };
	struct vb_str second[2] = { next, twin_of(twins[1], next) };
	size_t n_first = vb_str_eq(fold, first[1]) ? 1 : 2;
	size_t n_second = vb_str_eq(next, second[1]) ? 1 : 2;
	bool one = n_first * n_second == 1;
	struct vb_qlist list = { 0 };

	if (b->status || !fold.len || !next.len)
		return NULL;
	for (size_t i = n_first * n_second; i--;) {
		struct vb_str term = vb_str_of(
			pair, vb_schema_pair(pair, first[i / n_second],
					     second[i % n_second]));
		vb_xapian_query *q = NULL;
		vb_status st;

		if (!one && (i || list.n) && !term_exists(b, term))
			continue;
		st = vb_xapian_query_term(&q, b->db, term, 1, b->err);
		vb_qlist_add(b, &list, own(b, q, st));
	}
	return vb_q_combine(b, VB_XAPIAN_SYNONYM, &list);
}

static uint32_t holders_of(struct vb_qbuild *b, const char *prefix,
			   struct vb_str value)
{
	uint32_t holders = 0;
	vb_status st = b->status;

	if (st || !value.len)
		return 0;
	vb_buf_truncate(&b->scratch, 0);
	st = vb_schema_term(&b->scratch, prefix, value);
	if (!st)
		st = vb_xapian_db_termfreq(&holders, b->db,
					   vb_buf_str(&b->scratch), b->err);
	if (st)
		fail(b, st);
	return holders;
}

uint32_t vb_q_holders(struct vb_qbuild *b, struct vb_str key)
{
	return holders_of(b, "", key);
}

vb_q vb_q_no_memory(struct vb_qbuild *b)
{
	fail(b, vb_error_set(b->err, VB_NO_MEMORY, "no memory"));
	return NULL;
}

vb_q vb_q_no_time(struct vb_qbuild *b)
{
	if (!b->status)
		fail(b, vb_error_set(b->err, VB_TIMEOUT,
				     "the search took too long"));
	return NULL;
}

vb_q vb_q_all(struct vb_qbuild *b)
{
	vb_xapian_query *q = NULL;
	vb_status st = b->status ? b->status : vb_xapian_query_all(&q, b->err);

	return own(b, q, st);
}

vb_q vb_q_nothing(struct vb_qbuild *b)
{
	vb_xapian_query *q = NULL;
	vb_status st =
		b->status ? b->status : vb_xapian_query_nothing(&q, b->err);

	return own(b, q, st);
}

vb_q vb_q_ids(struct vb_qbuild *b, const uint32_t *ids, size_t n)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !n)
		return NULL;
	st = vb_xapian_query_ids(&q, ids, n, b->err);
	return own(b, q, st);
}

vb_q vb_q_scale(struct vb_qbuild *b, vb_q part, double factor)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !part)
		return NULL;
	st = vb_xapian_query_scale(&q, part, factor, b->err);
	return own(b, q, st);
}

vb_q vb_q_sum(struct vb_qbuild *b, const struct vb_qlist *required,
	      const struct vb_qlist *optional)
{
	struct vb_xapian_sum sum = { b->db,	      vb_q_bm25,
				     required->items, required->n,
				     optional->items, optional->n };
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !(required->n + optional->n))
		return NULL;
	st = vb_xapian_query_sum(&q, &sum, b->err);
	return own(b, q, st);
}

vb_q vb_q_maybe(struct vb_qbuild *b, vb_q all, vb_q more)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (!all || !more || b->status)
		return all;
	st = vb_xapian_query_maybe(&q, all, more, b->err);
	return own(b, q, st);
}

vb_q vb_q_either(struct vb_qbuild *b, vb_q all, vb_q more)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (!all || !more || b->status)
		return all ? all : more;
	st = vb_xapian_query_either(&q, all, more, b->err);
	return own(b, q, st);
}

vb_q vb_q_best(struct vb_qbuild *b, vb_q q, struct vb_xapian_wanted wanted)
{
	vb_xapian_query *best = NULL;
	vb_status st;

	if (!q || b->status)
		return NULL;
	st = vb_xapian_query_best(&best, q, wanted, b->err);
	return st || best ? own(b, best, st) : NULL;
}

vb_q vb_q_constant(struct vb_qbuild *b, vb_q part, double weight)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !part)
		return NULL;
	st = vb_xapian_query_constant(&q, part, weight, b->err);
	return own(b, q, st);
}

vb_q vb_q_deadline(struct vb_qbuild *b, vb_q part, int64_t deadline_us)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !part)
		return NULL;
	st = vb_xapian_query_deadline(&q, part, deadline_us, b->err);
	return own(b, q, st);
}

vb_q vb_q_limit(struct vb_qbuild *b, vb_q part, const struct vb_limit *limit,
		bool *ended)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status || !part)
		return NULL;
	st = vb_xapian_query_limit(&q, part, limit, ended, b->err);
	return own(b, q, st);
}

vb_q vb_q_range(struct vb_qbuild *b, uint32_t slot, struct vb_str from,
		struct vb_str to)
{
	vb_xapian_query *q = NULL;
	vb_status st;

	if (b->status)
		return NULL;
	st = vb_xapian_query_range(&q, slot, from, to, b->err);
	return own(b, q, st);
}

struct spelling_ctx {
	struct vb_qbuild *b;
	struct vb_qlist list;
	const char *prefix;
	struct vb_str typed;
	bool typed_seen;
	struct vb_str fold;
	bool fold_seen;
	uint32_t holders; /* of each of its spellings, added up */
};

/* Add the term if the index has it; terms that it lacks only cost time.
 * Returns how many documents hold it. */
static uint32_t add_existing(struct spelling_ctx *c, const char *prefix,
			     struct vb_str value)
{
	struct vb_qbuild *b = c->b;
	uint32_t holders = holders_of(b, prefix, value);

	if (holders)
		vb_qlist_add(b, &c->list, vb_q_term(b, prefix, value));
	return holders;
}

static bool add_spelling(void *ctx, struct vb_str key)
{
	struct spelling_ctx *c = ctx;

	c->holders += add_existing(c, c->prefix, key);
	c->typed_seen |= vb_str_eq(key, c->typed);
	c->fold_seen |= vb_str_eq(key, c->fold);
	return !c->b->status;
}

/* The word in each spelling that the index has, the builder's own. */
static struct vb_written_word write_out(struct vb_qbuild *b, const char *prefix,
					struct vb_str fold, struct vb_str key)
{
	struct spelling_ctx c = {
		.b = b, .prefix = prefix, .typed = key, .fold = fold
	};
	vb_q q;

	vb_syllable_spellings(fold, add_spelling, &c);
	if (!c.typed_seen)
		add_existing(&c, prefix, key);
	/* "dat" of đất: no syllable without its mark, written all the same */
	if (!c.fold_seen && !vb_str_eq(fold, key))
		add_existing(&c, prefix, fold);
	if (!*prefix)
		add_existing(&c, VB_PREFIX_FOLD, fold);
	q = vb_q_combine(b, VB_XAPIAN_SYNONYM, &c.list);
	if (!q)
		q = vb_q_term(b, prefix, key);
	return (struct vb_written_word){ .query = q ? b->owned[b->n_owned - 1] :
						      NULL,
					 .terms = c.list.n,
					 .holders = c.holders };
}

/* As write_out, from what is kept where it is; the query is borrowed. */
static struct vb_written_word written(struct vb_qbuild *b, const char *prefix,
				      struct vb_str fold, struct vb_str key)
{
	struct vb_buf name = VB_BUF_INIT(4096);
	const struct vb_written_word *kept = NULL;
	struct vb_written_word word = { 0 };
	vb_status st = b->status;

	if (st || !fold.len)
		return word;
	st = vb_buf_printf(&name, "%s\n%.*s\n%.*s", prefix, VB_STR_ARG(fold),
			   VB_STR_ARG(key));
	if (!st)
		kept = vb_written_find(b->written, vb_buf_str(&name));
	if (!kept) {
		word = write_out(b, prefix, fold, key);
		word.name = vb_buf_str(&name);
		/* it is the builder's last */
		if (!st && word.query && vb_written_take(b->written, &word))
			b->n_owned--;
	}
	vb_buf_clear(&name);
	return kept ? *kept : word;
}

vb_q vb_q_any_marks(struct vb_qbuild *b, const char *prefix, struct vb_str fold,
		    struct vb_str key)
{
	return written(b, prefix, fold, key).query;
}

uint32_t vb_q_frequency(struct vb_qbuild *b, const struct vb_node *node,
			bool any_marks)
{
	return any_marks ? written(b, "", node->fold, node->key).holders :
			   vb_q_holders(b, node->key);
}

struct prefix_ctx {
	struct vb_qbuild *b;
	struct vb_qlist list;
	const struct vb_node *node;
	struct vb_buf fold;
	size_t looked;
};

static bool add_prefixed_term(void *ctx, struct vb_str term, uint32_t freq)
{
	struct prefix_ctx *c = ctx;
	const struct vb_node *n = c->node;
	bool fits;

	(void)freq;
	if (++c->looked > PREFIX_LOOK || c->list.n >= PREFIX_TERMS)
		return false;
	if (n->marked) {
		fits = vb_str_starts(term, n->key);
	} else {
		vb_buf_truncate(&c->fold, 0);
		if (vb_text_fold(&c->fold, term))
			return true;
		fits = vb_str_starts(vb_buf_str(&c->fold), n->fold);
	}
	if (fits)
		vb_qlist_add(c->b, &c->list, vb_q_term(c->b, "", term));
	return !c->b->status;
}

/* All letters that fold to this one; a consonant but d has only itself. */
static const char *const *variants_of(char c)
{
	static const char *const rows[][19] = {
		{ "a", "à", "á", "ả", "ã", "ạ", "ă", "ằ", "ắ", "ẳ", "ẵ", "ặ",
		  "â", "ầ", "ấ", "ẩ", "ẫ", "ậ", NULL },
		{ "e", "è", "é", "ẻ", "ẽ", "ẹ", "ê", "ề", "ế", "ể", "ễ", "ệ",
		  NULL },
		{ "i", "ì", "í", "ỉ", "ĩ", "ị", NULL },
		{ "o", "ò", "ó", "ỏ", "õ", "ọ", "ô", "ồ", "ố", "ổ", "ỗ", "ộ",
		  "ơ", "ờ", "ớ", "ở", "ỡ", "ợ", NULL },
		{ "u", "ù", "ú", "ủ", "ũ", "ụ", "ư", "ừ", "ứ", "ử", "ữ", "ự",
		  NULL },
		{ "y", "ỳ", "ý", "ỷ", "ỹ", "ỵ", NULL },
		{ "d", "đ", NULL },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i][0][0] == c)
			return rows[i];
	return NULL;
}

/* The part of `fold` that every spelling begins with. */
static struct vb_str fixed_start(struct vb_str fold)
{
	size_t n = 0;

	while (n < fold.len && !variants_of(fold.ptr[n]))
		n++;
	return vb_str_sub(fold, 0, n);
}

static vb_status look_for_prefix(struct prefix_ctx *c)
{
	const struct vb_node *n = c->node;
	struct vb_str start = n->marked ? n->key : fixed_start(n->fold);
	const char *const *v;
	vb_status st = VB_OK;

	if (start.len)
		return vb_xapian_db_terms(c->b->db, start, add_prefixed_term, c,
					  c->b->err);
	v = n->fold.len ? variants_of(n->fold.ptr[0]) : NULL;
	for (; v && *v && !st; v++)
		st = vb_xapian_db_terms(c->b->db, vb_str_from(*v),
					add_prefixed_term, c, c->b->err);
	return st;
}

vb_q vb_q_prefix(struct vb_qbuild *b, const struct vb_node *node)
{
	struct prefix_ctx c = { .b = b,
				.node = node,
				.fold = VB_BUF_INIT(4096) };
	vb_status st;

	if (b->status)
		return NULL;
	st = look_for_prefix(&c);
	vb_buf_clear(&c.fold);
	if (st)
		fail(b, st);
	b->expansions += c.list.n;
	if (!c.list.n)
		return vb_q_nothing(b);
	return vb_q_combine(b, VB_XAPIAN_SYNONYM, &c.list);
}
