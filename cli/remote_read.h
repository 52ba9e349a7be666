/*
 * remote_read: members of a JSON object -> fields of a struct, by a table.
 * The JSON has been checked (remote_get); what is missing or of another kind
 * leaves its field zero, so that an older or newer server can be read.
 */
#ifndef VB_CLI_REMOTE_READ_H
#define VB_CLI_REMOTE_READ_H

#include "base/arena.h"
#include "base/buf.h"

/* What a member becomes. */
enum remote_kind {
	REMOTE_STRING,	 /* struct vb_str */
	REMOTE_CSTRING,	 /* const char *, for names that are constants */
	REMOTE_BOOL,	 /* bool */
	REMOTE_INT,	 /* int */
	REMOTE_LONG,	 /* int64_t, uint64_t and size_t */
	REMOTE_UNSIGNED, /* unsigned and uint32_t */
	REMOTE_REAL,	 /* double */
	REMOTE_MS,	 /* milliseconds -> int64_t microseconds */
	REMOTE_RAW,	 /* struct vb_str: the value as it is written */
};

struct remote_slot {
	const char *key;
	enum remote_kind kind;
	size_t offset;
};

/* Rows of such a table: a field of the member's name; one under another. */
#define REMOTE_SLOT(kind, type, field)                                         \
	{                                                                      \
#field, kind, offsetof(type, field)                            \
	}
#define REMOTE_SLOT_AS(kind, type, field, key)                                 \
	{                                                                      \
		key, kind, offsetof(type, field)                               \
	}
#define REMOTE_END                                                             \
	{                                                                      \
		NULL, REMOTE_RAW, 0                                            \
	}

struct remote_reader {
	struct vb_arena *arena;
	vb_status status; /* VB_NO_MEMORY sticks */
};

/* Fill the struct at `out` from `object`, by `slots`, whose end is a key of
 * NULL. */
void remote_fill(void *out, struct remote_reader *rd,
		 const struct remote_slot *slots, struct vb_str object);

/* The value of a member; empty when there is none or `object` is no object. */
struct vb_str remote_member(struct vb_str object, const char *key);

/* What the string `quoted` says; anything else gives "". */
struct vb_str remote_string(struct remote_reader *rd, struct vb_str quoted);

/* Reads one element into its zeroed item. */
typedef void remote_item_fn(void *item, struct remote_reader *rd,
			    struct vb_str element);

/* What an element becomes: by `slots`, unless NULL, then by `fn`, likewise. */
struct remote_shape {
	size_t size;
	const struct remote_slot *slots;
	remote_item_fn *fn;
};

/*
 * The elements of `array` as items in the arena, and how many. Of what is no
 * array there are none.
 */
void *remote_items(size_t *n, struct remote_reader *rd, struct vb_str array,
		   const struct remote_shape *shape);

/* The same as a list: each item's pointer at `next` is to the one behind it.
 * NULL when there is none. */
void *remote_list(size_t *n, struct remote_reader *rd, struct vb_str array,
		  const struct remote_shape *shape, size_t next);

#endif
