/*
 * base/threads: how many threads a job gets.
 */
#ifndef VB_BASE_THREADS_H
#define VB_BASE_THREADS_H

#define VB_THREADS_MAX 64

/*
 * `asked` threads, or one for each processor when it is 0; from 1 to
 * VB_THREADS_MAX.
 */
unsigned vb_thread_count(unsigned asked);

#endif
