#include "remote_read.h"

#include <stdint.h>
#include <stdlib.h>

#include "doc/jsonread.h"

static bool is_object(struct vb_str s)
{
	return s.len && *s.ptr == '{';
}

static bool is_array(struct vb_str s)
{
	return s.len && *s.ptr == '[';
}

/* `quoted` is "key" with its quotes; ours hold nothing to escape. */
static bool is_key(struct vb_str quoted, const char *key)
{
	size_t n = strlen(key);

	return quoted.len == n + 2 && !memcmp(quoted.ptr + 1, key, n);
}

struct vb_str remote_member(struct vb_str object, const char *key)
{
	struct vb_json_member m;
	size_t at = 0;

	while (is_object(object) && vb_json_member(&m, &at, object))
		if (is_key(m.key, key))
			return m.value;
	return VB_STR_EMPTY;
}

struct vb_str remote_string(struct remote_reader *rd, struct vb_str quoted)
{
	struct vb_buf text = VB_BUF_INIT(quoted.len * 2 + 16);
	struct vb_str out = VB_STR_EMPTY;
	size_t mended = 0;

	if (!quoted.len || *quoted.ptr != '"')
		return out;
	if (vb_json_decode(&text, &mended, quoted) ||
	    !vb_arena_dup(&out, rd->arena, vb_buf_str(&text)))
		rd->status = VB_NO_MEMORY;
	vb_buf_clear(&text);
	return out;
}

/* A number fits into this, with its final NUL. */
#define DIGITS 64

static const char *number(char out[DIGITS], struct vb_str value)
{
	size_t n = value.len < DIGITS - 1 ? value.len : 0;

	memcpy(out, value.ptr, n);
	out[n] = '\0';
	return out;
}

static void fill_one(char *to, struct remote_reader *rd, enum remote_kind kind,
		     struct vb_str value)
{
	char digits[DIGITS];
	struct vb_str text = VB_STR_EMPTY;
	bool is_text = kind == REMOTE_STRING || kind == REMOTE_CSTRING;
	const char *as_number = number(digits, is_text ? VB_STR_EMPTY : value);

	if (is_text)
		text = remote_string(rd, value);
	switch (kind) {
	case REMOTE_STRING:
		*(struct vb_str *)(void *)to = text;
		break;
	case REMOTE_CSTRING:
		*(const char **)(void *)to = text.ptr;
		break;
	case REMOTE_RAW:
		*(struct vb_str *)(void *)to = value;
		break;
	case REMOTE_BOOL:
		*(bool *)to = *as_number == 't';
		break;
	case REMOTE_INT:
		*(int *)(void *)to = (int)strtol(as_number, NULL, 10);
		break;
	case REMOTE_LONG:
		*(int64_t *)(void *)to = strtoll(as_number, NULL, 10);
		break;
	case REMOTE_UNSIGNED:
		*(unsigned *)(void *)to =
			(unsigned)strtoul(as_number, NULL, 10);
		break;
	case REMOTE_REAL:
		*(double *)(void *)to = strtod(as_number, NULL);
		break;
	case REMOTE_MS:
		*(int64_t *)(void *)to =
			(int64_t)(strtod(as_number, NULL) * 1000 + 0.5);
		break;
	}
}

void remote_fill(void *out, struct remote_reader *rd,
		 const struct remote_slot *slots, struct vb_str object)
{
	struct vb_json_member m;
	size_t at = 0;

	while (is_object(object) && vb_json_member(&m, &at, object))
		for (const struct remote_slot *s = slots; s->key; s++)
			if (is_key(m.key, s->key))
				fill_one((char *)out + s->offset, rd, s->kind,
					 m.value);
}

void *remote_items(size_t *n, struct remote_reader *rd, struct vb_str array,
		   const struct remote_shape *shape)
{
	struct vb_str element;
	size_t at = 0, count = 0;
	char *items;

	while (is_array(array) && vb_json_element(&element, &at, array))
		count++;
	items = vb_arena_calloc(rd->arena, count + 1, shape->size);
	*n = items ? count : 0;
	if (!items)
		rd->status = VB_NO_MEMORY;
	at = 0;
	for (size_t i = 0; i < *n && vb_json_element(&element, &at, array);
	     i++) {
		if (shape->slots)
			remote_fill(items + i * shape->size, rd, shape->slots,
				    element);
		if (shape->fn)
			shape->fn(items + i * shape->size, rd, element);
	}
	return items;
}

void *remote_list(size_t *n, struct remote_reader *rd, struct vb_str array,
		  const struct remote_shape *shape, size_t next)
{
	char *items = remote_items(n, rd, array, shape);

	for (size_t i = 1; i < *n; i++) {
		char *item = items + i * shape->size;

		*(void **)(void *)(item - shape->size + next) = item;
	}
	return *n ? items : NULL;
}
