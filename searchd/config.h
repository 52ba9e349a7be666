/*
 * config: the daemon's options, from the command line and a file.
 */
#ifndef VB_SEARCHD_CONFIG_H
#define VB_SEARCHD_CONFIG_H

#include "address.h"
#include "base/arena.h"
#include "base/buf.h"

#define CONFIG_LISTEN 8	  /* addresses at most */
#define CONFIG_ORIGINS 32 /* of other sites, at most */
#define CONFIG_TRUSTED 32 /* networks of proxies, at most */

enum config_log { LOG_OFF, LOG_ERRORS, LOG_ALL };

struct config {
	struct vb_arena arena;
	struct vb_buf dir;		   /* the data directory */
	const char *listen[CONFIG_LISTEN]; /* ADDRESS:PORT or unix:PATH */
	size_t n_listen;
	const char *web;	/* folder of templates of one's own; or NULL */
	const char *visits;	/* file of the visits; "yes": in dir; "no" */
	const char *public_url; /* what addresses begin with; NULL: as asked */
	unsigned threads;	/* that answer */
	unsigned connections;	/* open at once */
	unsigned per_address;	/* of one client; 0: no limit */
	unsigned idle_timeout;	/* seconds */

	/* What SIGHUP reads again. */
	enum config_log log;
	const char *log_file; /* NULL: standard error */
	bool log_queries, log_addresses;
	bool zero_results;    /* note searches that found nothing */
	size_t cache_bytes;   /* of answers kept; 0: none */
	unsigned rate, burst; /* requests of an address; rate 0: no limit */
	struct vb_str origins[CONFIG_ORIGINS]; /* that may read answers */
	size_t n_origins;
	struct network trusted[CONFIG_TRUSTED]; /* proxies */
	size_t n_trusted;
	bool by_forwarded; /* they write Forwarded, not X-Forwarded-For */
};

/*
 * Read the command line and the file that --config names; what the command
 * line says wins. Returns -1 to go on; else the exit status, with the reason
 * on stderr or the help on stdout. Can be called again with the same
 * arguments, to read the file again. `out` is to be cleared in either case.
 */
int config_read(struct config *out, int argc, char **argv);

void config_clear(struct config *c);

/*
 * Keep of `now` what can't change while serving, and say on stderr what
 * `next` would have had otherwise.
 */
void config_stay(struct config *next, const struct config *now);

#endif
