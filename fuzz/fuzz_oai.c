/* Any bytes as a resumption token or date: what is taken writes the same. */
#include "must.h"

#include <string.h>

#include "output/oai.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_buf out = VB_BUF_INIT(VB_OAI_TOKEN * 2);
	struct vb_str in = vb_str_of((const char *)data, size);
	struct vb_oai_token token, again;
	bool day = false;

	if (vb_oai_token_read(&token, in)) {
		MUST(token.after > 0 && token.given > 0);
		MUST(!vb_oai_token_write(&out, &token));
		MUST(vb_oai_token_read(&again, vb_buf_str(&out)));
		MUST(again.after == token.after && again.given == token.given);
		MUST(vb_str_eq(again.set, token.set));
		MUST(vb_str_eq(again.from, token.from));
		MUST(vb_str_eq(again.until, token.until));
	}
	if (vb_oai_date(&day, in))
		MUST(size == (day ? 10u : 20u));
	vb_buf_clear(&out);
	return 0;
}
