#include "protocol.h"

#include <stdarg.h>
#include <stdio.h>

#define TEXT_BYTES 65536 /* of what is printed into the arena */

struct vb_str protocol_text(struct vb_arena *arena, const char *format, ...)
{
	va_list args, again;
	char *text = NULL;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n >= 0 && n < TEXT_BYTES)
		text = vb_arena_alloc(arena, (size_t)n + 1);
	if (text)
		vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	va_end(args);
	return text ? vb_str_of(text, (size_t)n) : VB_STR_EMPTY;
}

bool protocol_refuse(struct request *r, const char *detail)
{
	static const struct {
		const char *path;
		vb_status (*refuse)(struct request *r, const char *detail);
	} protocols[] = {
		{ "/oai", oai_refuse },
		{ "/sru", sru_refuse },
	};

	for (size_t i = 0; i < sizeof(protocols) / sizeof(protocols[0]); i++)
		if (vb_str_eq(r->url.path, vb_str_from(protocols[i].path))) {
			vb_buf_truncate(&r->reply.body, 0);
			return !protocols[i].refuse(r, detail);
		}
	return false;
}
