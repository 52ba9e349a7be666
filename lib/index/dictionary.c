#include "index/dictionary.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/map.h"
#include "text/token.h"

/* No fold has more than that: of syllables 29 at most. */
#define FOLD_WORDS 64

#define DICTIONARY_BYTES ((size_t)1 << 31) /* a larger file is not ours */

struct vb_dictionary {
	struct vb_str file;
	struct vb_map map; /* that it is in, or none */
	struct vb_dictionary_head head;
};

static bool is_sound(const struct vb_dictionary_head *head, size_t size)
{
	if (head->magic != VB_DICTIONARY_MAGIC || head->size != size)
		return false;
	for (int i = 0; i < VB_SECTION_COUNT; i++) {
		uint64_t at = head->sections[i].at;

		if (at % 8 || at > size || head->sections[i].size > size - at)
			return false;
	}
	return true;
}

vb_status vb_dictionary_from(vb_dictionary **out, struct vb_str bytes)
{
	vb_dictionary *d;

	if (bytes.len < sizeof(d->head) || (uintptr_t)bytes.ptr % 8)
		return VB_CORRUPT;
	d = calloc(1, sizeof(*d));
	if (!d)
		return VB_NO_MEMORY;
	d->file = bytes;
	memcpy(&d->head, bytes.ptr, sizeof(d->head));
	if (!is_sound(&d->head, bytes.len)) {
		free(d);
		return VB_CORRUPT;
	}
	*out = d;
	return VB_OK;
}

static vb_status path_of(struct vb_buf *out, const char *generation)
{
	return vb_buf_printf(out, "%s/" VB_DICTIONARY_FILE, generation);
}

vb_status vb_dictionary_open(vb_dictionary **out, const char *generation)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	struct vb_map map = { 0 };
	vb_status st = path_of(&path, generation);

	if (!st)
		st = vb_map_open(&map, vb_buf_cstr(&path),
				 sizeof(struct vb_dictionary_head),
				 DICTIONARY_BYTES, false);
	if (!st)
		st = vb_dictionary_from(out, map.bytes);
	if (st)
		vb_map_close(&map);
	else
		(*out)->map = map;
	vb_buf_clear(&path);
	return st;
}

void vb_dictionary_close(vb_dictionary *d)
{
	if (!d)
		return;
	vb_map_close(&d->map);
	free(d);
}

bool vb_dictionary_is_current(const vb_dictionary *d, const char *generation)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	struct stat info;
	bool same = !path_of(&path, generation) &&
		    !stat(vb_buf_cstr(&path), &info) &&
		    info.st_ino == d->map.inode && info.st_dev == d->map.device;

	vb_buf_clear(&path);
	return same;
}

static struct vb_str section(const vb_dictionary *d, enum vb_section s)
{
	return vb_str_of(d->file.ptr + d->head.sections[s].at,
			 d->head.sections[s].size);
}

/* Sections of offsets hold one more than there are items. */
static bool is_offsets(enum vb_section s)
{
	return s == VB_SECTION_FOLD_AT || s == VB_SECTION_WORD_AT ||
	       s == VB_SECTION_PHRASE_AT || s == VB_SECTION_TITLE_AT ||
	       s == VB_SECTION_NUMBER_AT;
}

uint32_t vb_dictionary_count(const vb_dictionary *d, enum vb_section s)
{
	uint64_t n = d->head.sections[s].size / sizeof(uint32_t);

	return n ? (uint32_t)(n - is_offsets(s)) : 0;
}

uint32_t vb_dictionary_number(const vb_dictionary *d, enum vb_section s,
			      uint32_t i)
{
	struct vb_str all = section(d, s);
	uint32_t value = 0;

	if (i < all.len / sizeof(value))
		memcpy(&value, all.ptr + (size_t)i * sizeof(value),
		       sizeof(value));
	return value;
}

struct vb_str vb_dictionary_text(const vb_dictionary *d, enum vb_section at,
				 uint32_t i)
{
	if (i >= vb_dictionary_count(d, at))
		return VB_STR_EMPTY;
	return vb_str_sub(section(d, at + 1), vb_dictionary_number(d, at, i),
			  vb_dictionary_number(d, at, i + 1));
}

struct vb_str vb_dictionary_titles(const vb_dictionary *d)
{
	return section(d, VB_SECTION_TITLE_TEXT);
}

uint64_t vb_dictionary_documents(const vb_dictionary *d)
{
	return d->head.documents;
}

uint32_t vb_dictionary_title_of(const vb_dictionary *d, uint32_t at)
{
	uint32_t from = 0, to = vb_dictionary_count(d, VB_SECTION_TITLE_AT);

	while (to - from > 1) {
		uint32_t mid = from + (to - from) / 2;

		if (vb_dictionary_number(d, VB_SECTION_TITLE_AT, mid) <= at)
			from = mid;
		else
			to = mid;
	}
	return from;
}

int vb_words_compare(struct vb_str text, struct vb_str prefix)
{
	struct vb_token token;
	vb_tokenizer t;
	bool first = true;

	vb_tokenizer_init(&t, text);
	while (prefix.len) {
		size_t n;
		int c;

		if (!vb_tokenizer_next(&t, &token))
			return -1;
		if (!token.fold.len)
			continue;
		if (!first) {
			if (prefix.ptr[0] != ' ')
				return ' ' - (unsigned char)prefix.ptr[0];
			prefix = vb_str_skip(prefix, 1);
		}
		first = false;
		n = token.fold.len < prefix.len ? token.fold.len : prefix.len;
		c = memcmp(token.fold.ptr, prefix.ptr, n);
		if (c)
			return c;
		prefix = vb_str_skip(prefix, n);
		if (n < token.fold.len)
			return 0;
	}
	return 0;
}

/* How item `i` of some list compares with `prefix`; 0: begins with it. */
typedef int compare_fn(const vb_dictionary *d, uint32_t i,
		       struct vb_str prefix);

static int begins(struct vb_str text, struct vb_str prefix)
{
	size_t n = text.len < prefix.len ? text.len : prefix.len;
	int c = memcmp(text.ptr, prefix.ptr, n);

	return c ? c : text.len < prefix.len ? -1 : 0;
}

static int compare_fold(const vb_dictionary *d, uint32_t i,
			struct vb_str prefix)
{
	return begins(vb_dictionary_text(d, VB_SECTION_FOLD_AT, i), prefix);
}

static int compare_phrase(const vb_dictionary *d, uint32_t i,
			  struct vb_str prefix)
{
	return vb_words_compare(vb_dictionary_text(d, VB_SECTION_PHRASE_AT, i),
				prefix);
}

static int compare_start(const vb_dictionary *d, uint32_t i,
			 struct vb_str prefix)
{
	struct vb_str titles = vb_dictionary_titles(d);
	uint32_t at = vb_dictionary_number(d, VB_SECTION_START, i);
	struct vb_str rest = vb_str_sub(titles, at, (size_t)at + 512);
	const char *end = memchr(rest.ptr, 0, rest.len);

	if (end)
		rest.len = (size_t)(end - rest.ptr);
	return vb_words_compare(rest, prefix);
}

static int compare_number(const vb_dictionary *d, uint32_t i,
			  struct vb_str prefix)
{
	return begins(vb_dictionary_text(d, VB_SECTION_NUMBER_AT, i), prefix);
}

static uint32_t bound(const vb_dictionary *d, compare_fn *compare,
		      struct vb_extent range, struct vb_str prefix, bool upper)
{
	while (range.from < range.to) {
		uint32_t mid = range.from + (range.to - range.from) / 2;
		int c = compare(d, mid, prefix);

		if (c < 0 || (upper && !c))
			range.from = mid + 1;
		else
			range.to = mid;
	}
	return range.from;
}

static struct vb_extent range_of(const vb_dictionary *d, compare_fn *compare,
				 enum vb_section s, struct vb_str prefix)
{
	struct vb_extent all = { 0, vb_dictionary_count(d, s) };

	all.from = bound(d, compare, all, prefix, false);
	all.to = bound(d, compare, all, prefix, true);
	return all;
}

struct vb_extent vb_dictionary_folds(const vb_dictionary *d,
				     struct vb_str prefix)
{
	return range_of(d, compare_fold, VB_SECTION_FOLD_AT, prefix);
}

struct vb_extent vb_dictionary_phrases(const vb_dictionary *d,
				       struct vb_str prefix)
{
	return range_of(d, compare_phrase, VB_SECTION_PHRASE_AT, prefix);
}

struct vb_extent vb_dictionary_starts(const vb_dictionary *d,
				      struct vb_str prefix)
{
	return range_of(d, compare_start, VB_SECTION_START, prefix);
}

struct vb_extent vb_dictionary_numbers(const vb_dictionary *d,
				       struct vb_str prefix)
{
	return range_of(d, compare_number, VB_SECTION_NUMBER_AT, prefix);
}

bool vb_dictionary_fold(uint32_t *index, struct vb_extent *words,
			const vb_dictionary *d, struct vb_str fold)
{
	struct vb_extent all = { 0,
				 vb_dictionary_count(d, VB_SECTION_FOLD_AT) };
	uint32_t n = vb_dictionary_count(d, VB_SECTION_WORD_AT);
	uint32_t i = bound(d, compare_fold, all, fold, false);

	if (!fold.len ||
	    !vb_str_eq(vb_dictionary_text(d, VB_SECTION_FOLD_AT, i), fold))
		return false;
	if (index)
		*index = i;
	words->from = vb_dictionary_number(d, VB_SECTION_FOLD_WORD, i);
	words->to = vb_dictionary_number(d, VB_SECTION_FOLD_WORD, i + 1);
	if (words->to > n)
		words->to = n;
	if (words->from >= words->to)
		return false;
	if (words->to - words->from > FOLD_WORDS)
		words->to = words->from + FOLD_WORDS;
	return true;
}

uint32_t vb_dictionary_word(const vb_dictionary *d, struct vb_str fold,
			    struct vb_str key)
{
	struct vb_extent words;

	if (!vb_dictionary_fold(NULL, &words, d, fold))
		return VB_NO_WORD;
	for (uint32_t i = words.from; i < words.to; i++)
		if (vb_str_eq(vb_dictionary_text(d, VB_SECTION_WORD_AT, i),
			      key))
			return i;
	return VB_NO_WORD;
}

uint64_t vb_dictionary_docs(const vb_dictionary *d, struct vb_extent words)
{
	uint64_t docs = 0;

	for (uint32_t i = words.from; i < words.to; i++)
		docs += vb_dictionary_number(d, VB_SECTION_WORD_DOCS, i);
	return docs;
}

uint32_t vb_dictionary_pair(const vb_dictionary *d, uint32_t a, uint32_t b)
{
	uint32_t n = vb_dictionary_count(d, VB_SECTION_PAIR_NEXT);
	uint32_t from, to;

	if (a == VB_NO_WORD || b == VB_NO_WORD)
		return 0;
	from = vb_dictionary_number(d, VB_SECTION_PAIR_AT, a);
	to = vb_dictionary_number(d, VB_SECTION_PAIR_AT, a + 1);
	if (to > n)
		to = n;
	while (from < to) {
		uint32_t mid = from + (to - from) / 2;
		uint32_t next =
			vb_dictionary_number(d, VB_SECTION_PAIR_NEXT, mid);

		if (next == b)
			return vb_dictionary_number(d, VB_SECTION_PAIR_COUNT,
						    mid);
		if (next < b)
			from = mid + 1;
		else
			to = mid;
	}
	return 0;
}
