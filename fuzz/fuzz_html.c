/*
 * fuzz_html: any bytes as a page, and as text, which shares the reading of
 * lines.
 */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_and_check("html", data, size);
	read_and_check("text", data, size);
	return 0;
}
