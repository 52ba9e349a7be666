/* fuzz_rtf: any bytes as an RTF file. */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_and_check("rtf", data, size);
	return 0;
}
