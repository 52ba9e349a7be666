/*
 * fuzz_ole: any bytes as a compound file, and as streams of a sound one, so
 * that what is inside is reached: the first byte says of which program, two
 * bytes where the first stream ends.
 */
#include "../tests/unit/format/compound.h"
#include "reading.h"

static const struct cf_stream kinds[][2] = {
	{ { "WordDocument", { "", 0 } }, { "1Table", { "", 0 } } },
	{ { "WordDocument", { "", 0 } }, { "0Table", { "", 0 } } },
	{ { "Workbook", { "", 0 } }, { "Book", { "", 0 } } },
	{ { "PowerPoint Document", { "", 0 } }, { "Current User", { "", 0 } } },
	{ { "WordDocument", { "", 0 } }, { "Data", { "", 0 } } },
	{ { "Workbook", { "", 0 } }, { "\005SummaryInformation", { "", 0 } } },
};

static void streams(const uint8_t *data, size_t size)
{
	const struct cf_stream *kind = kinds[data[0] % 6];
	struct cf_stream both[2] = { kind[0], kind[1] };
	struct vb_buf file = VB_BUF_INIT((size_t)1 << 26);
	struct vb_str rest = { (const char *)data + 3, size - 3 };
	size_t cut = data[1] | (size_t)data[2] << 8;

	both[0].bytes = vb_str_sub(rest, 0, cut);
	both[1].bytes = vb_str_skip(rest, cut);
	cf_write(&file, both, 2, true);
	read_and_check("doc", (const uint8_t *)file.ptr, file.len);
	vb_buf_clear(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 8 && data[0] == 0xD0)
		read_and_check("doc", data, size);
	else if (size > 3)
		streams(data, size);
	return 0;
}
