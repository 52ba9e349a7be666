/*
 * fuzz_keys: what must hold of lib/text/keys for any bytes: output clean,
 * within the stated bound, words with marks left alone, a guess that was made
 * never made again. The first byte chooses the way of typing.
 */
#include "must.h"
#include "text/keys.h"
#include "text/text.h"
#include "text/token.h"

static void must_be_clean(struct vb_str s)
{
	struct vb_buf clean = VB_BUF_INIT(1 << 24);

	MUST(vb_utf8_valid(s));
	MUST(vb_text_clean(&clean, NULL, s) == VB_OK);
	MUST(vb_str_eq(vb_buf_str(&clean), s));
	vb_buf_clear(&clean);
}

/* Every word of `text` that is not ASCII stands in `later`, in this order. */
static void must_keep_marked(struct vb_str text, struct vb_str later)
{
	struct vb_token token, kept;
	vb_tokenizer t, u;

	vb_tokenizer_init(&t, text);
	vb_tokenizer_init(&u, later);
	while (vb_tokenizer_next(&t, &token)) {
		struct vb_str word = vb_str_sub(text, token.start, token.end);

		if (!(token.flags & VB_TOKEN_MARKED))
			continue;
		do
			MUST(vb_tokenizer_next(&u, &kept));
		while (!vb_str_eq(word,
				  vb_str_sub(later, kept.start, kept.end)));
	}
}

static void check_decode(struct vb_str clean, enum vb_keys keys)
{
	struct vb_buf once = VB_BUF_INIT(1 << 24), twice = once;

	MUST(vb_keys_decode(&once, clean, keys) == VB_OK);
	MUST(once.len <= VB_KEYS_GROWTH * clean.len);
	must_be_clean(vb_buf_str(&once));
	MUST(vb_keys_decode(&twice, vb_buf_str(&once), keys) == VB_OK);
	must_keep_marked(vb_buf_str(&once), vb_buf_str(&twice));
	vb_buf_clear(&once);
	vb_buf_clear(&twice);
}

static void check_guess(struct vb_str clean)
{
	struct vb_buf once = VB_BUF_INIT(1 << 24), twice = once;
	enum vb_keys keys = VB_KEYS_COUNT;
	bool found, again;

	MUST(vb_keys_guess(&once, &found, &keys, clean) == VB_OK);
	MUST(once.len <= VB_KEYS_GROWTH * clean.len);
	must_be_clean(vb_buf_str(&once));
	MUST(found == (keys != VB_KEYS_COUNT));
	MUST(found != vb_str_eq(vb_buf_str(&once), clean));
	MUST(vb_keys_guess(&twice, &again, &keys, vb_buf_str(&once)) == VB_OK);
	MUST(!again);
	MUST(vb_str_eq(vb_buf_str(&once), vb_buf_str(&twice)));
	vb_buf_clear(&once);
	vb_buf_clear(&twice);
}

static void check(struct vb_str in, enum vb_keys keys)
{
	struct vb_buf clean = VB_BUF_INIT(1 << 24), a = clean, b = clean;

	MUST(vb_text_clean(&clean, NULL, in) == VB_OK);
	check_decode(vb_buf_str(&clean), keys);
	check_guess(vb_buf_str(&clean));
	MUST(vb_keys_decode(&a, in, keys) == VB_OK);
	MUST(vb_keys_decode(&b, vb_buf_str(&clean), keys) == VB_OK);
	MUST(vb_str_eq(vb_buf_str(&a), vb_buf_str(&b)));
	vb_buf_clear(&a);
	vb_buf_clear(&b);
	vb_buf_clear(&clean);
}

/* A second reading that is all keys: five bits a byte. */
static void check_dense(const uint8_t *data, size_t size, enum vb_keys keys)
{
	static const char *const alphabets[] = {
		"aeiouydwsfrxjzcghkmnpqtvbl ADWS-",
		"aeiouydcghkmnpqtvbl 0123456789D ",
	};
	struct vb_buf text = VB_BUF_INIT(1 << 24);

	for (size_t i = 0; i < size; i++)
		MUST(vb_buf_append_char(&text, alphabets[keys][data[i] & 31]) ==
		     VB_OK);
	check(vb_buf_str(&text), keys);
	vb_buf_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum vb_keys keys;

	if (!size)
		return 0;
	keys = (enum vb_keys)(data[0] % VB_KEYS_COUNT);
	check(vb_str_of((const char *)data + 1, size - 1), keys);
	check_dense(data + 1, size - 1, keys);
	return 0;
}
