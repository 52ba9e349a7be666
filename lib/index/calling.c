#include "index/calling.h"

#include "doc/gist.h"
#include "index/brief.h"
#include "index/expand.h"
#include "text/token.h"

struct vb_str vb_calling_gist(const struct vb_record *record)
{
	const struct vb_field *f = record->fields;

	if (!vb_str_eq(f[VB_FIELD_TYPE].value, VB_STR("cong-van")) ||
	    f[VB_FIELD_TITLE].how == VB_HOW_INFERRED ||
	    !vb_brief_is_whole(record))
		return VB_STR_EMPTY;
	return vb_gist_of(record->text);
}

static bool long_words(vb_calling_fn *fn, void *ctx, struct vb_str phrase)
{
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, phrase);
	while (vb_tokenizer_next(&t, &token))
		if (!fn(ctx, token.fold, false))
			return false;
	return true;
}

bool vb_calling_words(vb_calling_fn *fn, void *ctx, struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		struct vb_str phrase =
			vb_long_form(vb_str_sub(text, token.start, token.end));

		if (phrase.len ? !long_words(fn, ctx, phrase) :
				 !fn(ctx, token.fold, true))
			return false;
	}
	return true;
}
