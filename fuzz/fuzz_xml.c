/* fuzz_xml: any bytes as XML. */
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_and_check("xml", data, size);
	return 0;
}
