#include "index/typed.h"

#include "text/text.h"
#include "text/token.h"

static bool join(struct vb_typed *t)
{
	size_t at = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct vb_str fold = t->words[i].fold;

		if (at + fold.len + 2 > sizeof(t->joined))
			return false;
		if (i)
			t->joined[at++] = ' ';
		t->at[i] = at;
		memcpy(t->joined + at, fold.ptr, fold.len);
		at += fold.len;
	}
	if (!t->open)
		t->joined[at++] = ' ';
	t->joined_len = at;
	return true;
}

bool vb_typed_read(struct vb_typed *out, struct vb_str text,
		   struct vb_arena *arena)
{
	struct vb_token token;
	vb_tokenizer t;

	out->text = text;
	out->n = 0;
	out->open = out->marked = false;
	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		struct vb_typed_word *word = &out->words[out->n];

		if (!token.fold.len)
			continue;
		if (out->n++ == VB_TYPED_WORDS)
			return false;
		if (!vb_arena_dup(&word->fold, arena, token.fold) ||
		    !vb_arena_dup(&word->key, arena, token.key))
			return false;
		word->from = (uint32_t)token.start;
		word->to = (uint32_t)token.end;
		word->marked = token.flags & VB_TOKEN_MARKED;
		out->marked |= word->marked;
		out->open = token.end == text.len;
	}
	return out->n && join(out);
}

bool vb_typed_with(struct vb_typed *out, const struct vb_typed *typed, size_t i,
		   struct vb_str fold)
{
	*out = *typed;
	out->words[i].fold = out->words[i].key = fold;
	out->words[i].marked = false;
	return join(out);
}

/* How many bytes of `word`, a token of a text, its first `n` letters are. */
static size_t letters_len(struct vb_str word, size_t n)
{
	size_t at = 0;

	while (n-- && at < word.len) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(word, at));
	}
	return at;
}

/* Word `i` of what was typed against a token: 0 no; else the bytes of the
 * token, from its start, that were typed. */
static size_t fits(const struct vb_typed *t, size_t i,
		   const struct vb_token *token, struct vb_str text)
{
	const struct vb_typed_word *word = &t->words[i];
	bool open = t->open && i + 1 == t->n;
	bool whole = token->fold.len == word->fold.len;
	struct vb_str there = vb_str_sub(text, token->start, token->end);

	if (open ? !vb_str_starts(token->fold, word->fold) :
		   !vb_str_eq(token->fold, word->fold))
		return 0;
	if (word->marked && !vb_spelling_fits(word->key, token->key, open))
		return 0;
	return whole ? there.len : letters_len(there, word->fold.len);
}

bool vb_typed_begins(size_t *len, const struct vb_typed *t, size_t first,
		     struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer tokens;

	vb_tokenizer_init(&tokens, text);
	for (size_t i = first; i < t->n; i++) {
		size_t n;

		do
			if (!vb_tokenizer_next(&tokens, &token))
				return false;
		while (!token.fold.len);
		n = fits(t, i, &token, text);
		if (!n)
			return false;
		*len = token.start + n;
	}
	return true;
}

bool vb_typed_within(struct vb_range *marks, size_t *n_marks,
		     const struct vb_typed *t, struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer tokens;
	size_t i = 0;

	*n_marks = 0;
	vb_tokenizer_init(&tokens, text);
	while (i < t->n && vb_tokenizer_next(&tokens, &token)) {
		size_t n = token.fold.len ? fits(t, i, &token, text) : 0;

		if (!n)
			continue;
		if (*n_marks < VB_SUGGEST_MARKS)
			marks[(*n_marks)++] = (struct vb_range){
				(uint32_t)token.start,
				(uint32_t)(token.start + n)
			};
		i++;
	}
	return i == t->n;
}
