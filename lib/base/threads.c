#include "base/threads.h"

#include <unistd.h>

unsigned vb_thread_count(unsigned asked)
{
	long n = asked ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		return 1;
	return n > VB_THREADS_MAX ? VB_THREADS_MAX : (unsigned)n;
}
