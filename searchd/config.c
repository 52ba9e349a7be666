#include "config.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/datadir.h"
#include "base/file.h"
#include "field.h"
#include "message.h"

#define CONFIG_BYTES 65536
#define MANY 32 /* values of an option that may be repeated */

static const char help[] =
	"usage: vanban-searchd [-d DIR] [options]\n"
	"\n"
	"  -d, --dir=DIR        data directory; else $VANBAN_DIR, else\n"
	"                       $XDG_DATA_HOME/vanban, else\n"
	"                       ~/.local/share/vanban\n"
	"  --listen=WHERE       ADDRESS:PORT or unix:PATH (127.0.0.1:8080),\n"
	"                       may be repeated\n"
	"  --public-url=URL     what links in feeds and sitemaps begin with\n"
	"                       (http:// and the Host of the request)\n"
	"  --threads=N          that answer, for each address\n"
	"                       (two for each processor)\n"
	"  --connections=N      open at once (4096)\n"
	"  --per-address=N      of one client's address, 0: no limit (100)\n"
	"  --idle-timeout=N     seconds without a byte (15)\n"
	"  --web=DIR            whose files replace pages and styles of the\n"
	"                       same name\n"
	"  --visits=yes         count visits in DIR/visits.db; no, or a FILE\n"
	"  --config=FILE        'name = value' lines, named as these options\n"
	"\n"
	"SIGHUP reads these again, from the file:\n"
	"  --log=WHAT           of requests: off, errors or all (off)\n"
	"  --log-file=FILE      where to (standard error)\n"
	"  --log-queries=no     yes: with what was asked for\n"
	"  --log-addresses=no   yes: with who asked\n"
	"  --zero-results=yes   count queries that find nothing\n"
	"  --cache-bytes=N      of answers kept, 0: none (33554432)\n"
	"  --rate=N             a second of one address, 0: no limit (0)\n"
	"  --burst=N            of them at once (200)\n"
	"  --trusted-proxy=NET  ADDRESS[/BITS] or unix, believed about the\n"
	"                       client; may be repeated\n"
	"  --proxy-header=NAME  x-forwarded-for (default) or forwarded\n"
	"  --cors-origin=URL    a site whose pages may read answers; may be\n"
	"                       repeated\n"
	"\n"
	"  --help, --version\n"
	"\n"
	"exit status: 0 ended when told to, 2 trouble\n";

enum row {
	ROW_DIR,
	ROW_LISTEN,
	ROW_PUBLIC_URL,
	ROW_THREADS,
	ROW_CONNECTIONS,
	ROW_PER_ADDRESS,
	ROW_IDLE_TIMEOUT,
	ROW_WEB,
	ROW_VISITS,
	ROW_LOG,
	ROW_LOG_FILE,
	ROW_LOG_QUERIES,
	ROW_LOG_ADDRESSES,
	ROW_ZERO_RESULTS,
	ROW_CACHE_BYTES,
	ROW_RATE,
	ROW_BURST,
	ROW_TRUSTED_PROXY,
	ROW_PROXY_HEADER,
	ROW_CORS_ORIGIN,
	ROW_CONFIG,
	N_ROWS
};

#define MOST_CACHE ((unsigned long)64 << 30)

static const struct {
	const char *name;
	unsigned long least, most; /* of a number */
	size_t times;		   /* that it may be said; 0: once */
} rows[N_ROWS] = {
	[ROW_DIR] = { "dir", 0, 0, 0 },
	[ROW_LISTEN] = { "listen", 0, 0, CONFIG_LISTEN },
	[ROW_PUBLIC_URL] = { "public-url", 0, 0, 0 },
	[ROW_THREADS] = { "threads", 1, 256, 0 },
	[ROW_CONNECTIONS] = { "connections", 16, 1000000, 0 },
	[ROW_PER_ADDRESS] = { "per-address", 0, 1000000, 0 },
	[ROW_IDLE_TIMEOUT] = { "idle-timeout", 1, 3600, 0 },
	[ROW_WEB] = { "web", 0, 0, 0 },
	[ROW_VISITS] = { "visits", 0, 0, 0 },
	[ROW_LOG] = { "log", 0, 0, 0 },
	[ROW_LOG_FILE] = { "log-file", 0, 0, 0 },
	[ROW_LOG_QUERIES] = { "log-queries", 0, 0, 0 },
	[ROW_LOG_ADDRESSES] = { "log-addresses", 0, 0, 0 },
	[ROW_ZERO_RESULTS] = { "zero-results", 0, 0, 0 },
	[ROW_CACHE_BYTES] = { "cache-bytes", 0, MOST_CACHE, 0 },
	[ROW_RATE] = { "rate", 0, 100000, 0 },
	[ROW_BURST] = { "burst", 1, 100000, 0 },
	[ROW_TRUSTED_PROXY] = { "trusted-proxy", 0, 0, CONFIG_TRUSTED },
	[ROW_PROXY_HEADER] = { "proxy-header", 0, 0, 0 },
	[ROW_CORS_ORIGIN] = { "cors-origin", 0, 0, CONFIG_ORIGINS },
	[ROW_CONFIG] = { "config", 0, 0, 0 },
};

static const char *const logs[] = { "off", "errors", "all", NULL };
static const char *const no_yes[] = { "no", "yes", NULL };
static const char *const headers[] = { "x-forwarded-for", "forwarded", NULL };

/* What was said of an option. */
struct given {
	struct vb_str values[MANY];
	size_t lines[MANY]; /* of the file; 0: the command line */
	size_t n;
	bool final; /* on the command line: the file is not asked */
};

struct reading {
	struct given given[N_ROWS];
	const char *file; /* NULL: none */
	struct config *out;
};

/* "vanban-searchd: FILE: line N: NAME: what is wrong"; false. */
static bool wrong(const struct reading *in, enum row row, size_t i,
		  const char *format, ...)
{
	size_t line = in->given[row].lines[i];
	char text[300], where[60] = "";
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (line)
		snprintf(where, sizeof(where), "line %zu: %s: ", line,
			 rows[row].name);
	message(line ? in->file : rows[row].name, "%s%s", where, text);
	return false;
}

/* Add a value; false when there are too many. */
static bool say(struct given *given, enum row row, struct vb_str value,
		size_t line)
{
	size_t times = rows[row].times ? rows[row].times : 1;
	size_t at = given->n;

	if (times == 1)
		at = 0; /* the last counts, as always on a command line */
	if (at == times)
		return false;
	given->values[at] = value;
	given->lines[at] = line;
	given->n = at + 1;
	return true;
}

/* From getopt: -1 to go on, else the exit status. */
static int read_options(struct reading *in, int argc, char **argv)
{
	struct option options[N_ROWS + 3] = { { NULL, 0, NULL, 0 } };
	int c;

	for (int i = 0; i < N_ROWS; i++)
		options[i] = (struct option){ rows[i].name, required_argument,
					      NULL, 1000 + i };
	options[N_ROWS] = (struct option){ "help", no_argument, NULL, 'h' };
	options[N_ROWS + 1] =
		(struct option){ "version", no_argument, NULL, 'V' };
	optind = 0; /* glibc: begin anew */
	while ((c = getopt_long(argc, argv, "d:h", options, NULL)) != -1) {
		if (c == 'h') {
			fputs(help, stdout);
			return 0;
		}
		if (c == 'V') {
			puts("vanban-searchd " VB_VERSION);
			return 0;
		}
		if (c == 'd')
			c = 1000 + ROW_DIR;
		if (c < 1000)
			return 2; /* getopt has said it */
		c -= 1000;
		in->given[c].final = true;
		if (!say(&in->given[c], (enum row)c, vb_str_from(optarg), 0)) {
			message(rows[c].name, "given too often");
			return 2;
		}
	}
	if (optind < argc) {
		message(argv[optind], "not an option; see --help");
		return 2;
	}
	return -1;
}

static int find_row(struct vb_str name)
{
	for (int i = 0; i < N_ROWS; i++)
		if (i != ROW_CONFIG &&
		    vb_str_eq(name, vb_str_from(rows[i].name)))
			return i;
	return -1;
}

/* One line of the file; false, and said, if it is wrong. */
static bool read_line(struct reading *in, struct vb_str line, size_t n)
{
	struct vb_str name, value;
	size_t eq;
	int row;

	line = vb_str_trim(line);
	if (!line.len || line.ptr[0] == '#')
		return true;
	eq = vb_str_find(line, VB_STR("="), 0);
	name = vb_str_trim(vb_str_sub(line, 0, eq));
	row = find_row(name);
	if (eq == VB_NPOS)
		message(in->file, "line %zu: not 'name = value'", n);
	else if (row < 0)
		message(in->file, "line %zu: '%.*s' is not an option", n,
			VB_STR_ARG(vb_str_sub(name, 0, 60)));
	if (eq == VB_NPOS || row < 0)
		return false;
	if (in->given[row].final)
		return true;
	value = vb_str_trim(vb_str_skip(line, eq + 1));
	if (memchr(value.ptr, '\0', value.len) ||
	    !vb_arena_dup(&value, &in->out->arena, value) ||
	    (!rows[row].times && in->given[row].n) ||
	    !say(&in->given[row], (enum row)row, value, n)) {
		message(in->file, "line %zu: %s: given too often", n,
			rows[row].name);
		return false;
	}
	return true;
}

static int read_file(struct reading *in, const char *path)
{
	struct vb_buf file = VB_BUF_INIT(CONFIG_BYTES);
	struct vb_error err = VB_ERROR_INIT;
	struct vb_str line, rest;
	int code = -1;

	if (vb_file_read(&file, path, VB_FILE_FOLLOW, &err)) {
		message(path, "%s", err.message);
		vb_buf_clear(&file);
		return 2;
	}
	in->file = path;
	rest = vb_buf_str(&file);
	for (size_t n = 1; code < 0 && vb_str_next_line(&line, &rest); n++)
		if (!read_line(in, line, n))
			code = 2;
	vb_buf_clear(&file);
	return code;
}

static bool take_number(unsigned long *out, const struct reading *in,
			enum row row)
{
	const struct given *given = &in->given[row];
	unsigned long n;

	if (!given->n)
		return true;
	if (!vb_str_to_ulong(&n, given->values[0], rows[row].most) ||
	    n < rows[row].least)
		return wrong(in, row, 0, "not a whole number from %lu to %lu",
			     rows[row].least, rows[row].most);
	*out = n;
	return true;
}

/* A number that was given replaces `*out`; false if it can't be. */
static bool take_unsigned(unsigned *out, const struct reading *in, enum row row)
{
	unsigned long n = *out;
	bool ok = take_number(&n, in, row);

	*out = (unsigned)n;
	return ok;
}

/* The place of the value in `names`; -1 and said if it is none of them. */
static int choose(const struct reading *in, enum row row,
		  const char *const *names, int otherwise)
{
	const struct given *given = &in->given[row];

	if (!given->n)
		return otherwise;
	for (int i = 0; names[i]; i++)
		if (vb_str_eq(given->values[0], vb_str_from(names[i])))
			return i;
	wrong(in, row, 0, names[2] ? "not %s, %s or %s" : "not %s or %s",
	      names[0], names[1], names[2]);
	return -1;
}

/* An address without the final slash, fit for headers and XML. */
static bool take_url(struct config *c, const struct reading *in)
{
	const struct given *given = &in->given[ROW_PUBLIC_URL];
	struct vb_str url = given->n ? given->values[0] : VB_STR_EMPTY;
	bool good = vb_str_starts(url, VB_STR("https://")) ||
		    vb_str_starts(url, VB_STR("http://"));

	if (!url.len)
		return true;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ' ||
		    (unsigned char)url.ptr[i] >= 0x7f ||
		    strchr("<>\"'\\?#", url.ptr[i]))
			good = false;
	while (url.len && url.ptr[url.len - 1] == '/')
		url.len--;
	if (!good || url.len < sizeof("http://") ||
	    !vb_arena_dup(&url, &c->arena, url))
		return wrong(in, ROW_PUBLIC_URL, 0,
			     "not an address like https://HOST");
	c->public_url = url.ptr;
	return true;
}

static bool take_trusted(struct config *c, const struct reading *in)
{
	const struct given *given = &in->given[ROW_TRUSTED_PROXY];

	for (size_t i = 0; i < given->n; i++)
		if (!network_parse(&c->trusted[c->n_trusted++],
				   given->values[i]))
			return wrong(in, ROW_TRUSTED_PROXY, i,
				     "not ADDRESS, ADDRESS/BITS or unix");
	return true;
}

static bool take_origins(struct config *c, const struct reading *in)
{
	const struct given *given = &in->given[ROW_CORS_ORIGIN];

	for (size_t i = 0; i < given->n; i++) {
		if (!field_is_origin(given->values[i]))
			return wrong(in, ROW_CORS_ORIGIN, i,
				     "not an origin like https://HOST");
		c->origins[c->n_origins++] = given->values[i];
	}
	return true;
}

static unsigned default_threads(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (processors < 2)
		return 4;
	return processors > 32 ? 64 : (unsigned)processors * 2;
}

static void take_listen(struct config *c, const struct given *given)
{
	c->listen[0] = "127.0.0.1:8080";
	c->n_listen = given->n ? given->n : 1;
	for (size_t i = 0; i < given->n; i++)
		c->listen[i] = given->values[i].ptr;
}

static bool take_log(struct config *c, const struct reading *in)
{
	const struct given *file = &in->given[ROW_LOG_FILE];
	int log = choose(in, ROW_LOG, logs, LOG_OFF);
	int queries = choose(in, ROW_LOG_QUERIES, no_yes, false);
	int addresses = choose(in, ROW_LOG_ADDRESSES, no_yes, false);
	int zero = choose(in, ROW_ZERO_RESULTS, no_yes, true);

	c->log = (enum config_log)log;
	c->log_queries = queries == 1;
	c->log_addresses = addresses == 1;
	c->zero_results = zero == 1;
	c->log_file =
		file->n && file->values[0].len ? file->values[0].ptr : NULL;
	return log >= 0 && queries >= 0 && addresses >= 0 && zero >= 0;
}

static bool take_numbers(struct config *c, const struct reading *in)
{
	unsigned long cache = (unsigned long)32 << 20;

	c->threads = default_threads();
	c->connections = 4096;
	c->per_address = 100;
	c->idle_timeout = 15;
	c->burst = 200;
	if (!take_unsigned(&c->threads, in, ROW_THREADS) ||
	    !take_unsigned(&c->connections, in, ROW_CONNECTIONS) ||
	    !take_unsigned(&c->per_address, in, ROW_PER_ADDRESS) ||
	    !take_unsigned(&c->idle_timeout, in, ROW_IDLE_TIMEOUT) ||
	    !take_unsigned(&c->rate, in, ROW_RATE) ||
	    !take_unsigned(&c->burst, in, ROW_BURST) ||
	    !take_number(&cache, in, ROW_CACHE_BYTES))
		return false;
	c->cache_bytes = cache;
	return true;
}

/* The text that was given, or `otherwise`. */
static const char *take_text(const struct given *given, const char *otherwise)
{
	return given->n && given->values[0].len ? given->values[0].ptr :
						  otherwise;
}

static bool take_all(struct config *c, const struct reading *in)
{
	const struct given *dir = &in->given[ROW_DIR];
	struct vb_error err = VB_ERROR_INIT;
	int header = choose(in, ROW_PROXY_HEADER, headers, 0);

	c->by_forwarded = header == 1;
	take_listen(c, &in->given[ROW_LISTEN]);
	c->web = take_text(&in->given[ROW_WEB], NULL);
	c->visits = take_text(&in->given[ROW_VISITS], "yes");
	if (header < 0 || !take_numbers(c, in) || !take_log(c, in) ||
	    !take_url(c, in) || !take_trusted(c, in) || !take_origins(c, in))
		return false;
	if (vb_data_dir(&c->dir, dir->n ? dir->values[0].ptr : NULL, &err)) {
		message("dir", "%s", err.message);
		return false;
	}
	return true;
}

int config_read(struct config *out, int argc, char **argv)
{
	struct reading in = { .out = out };
	const struct given *file = &in.given[ROW_CONFIG];
	int code;

	memset(out, 0, sizeof(*out));
	out->dir.limit = 4096;
	code = read_options(&in, argc, argv);
	if (code < 0 && file->n)
		code = read_file(&in, file->values[0].ptr);
	if (code < 0 && !take_all(out, &in))
		code = 2;
	return code;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static void stay(unsigned *next, unsigned now, enum row row)
{
	if (*next != now)
		message(rows[row].name, "changes at the next start");
	*next = now;
}

void config_stay(struct config *next, const struct config *now)
{
	bool same = next->n_listen == now->n_listen;

	stay(&next->threads, now->threads, ROW_THREADS);
	stay(&next->connections, now->connections, ROW_CONNECTIONS);
	stay(&next->per_address, now->per_address, ROW_PER_ADDRESS);
	stay(&next->idle_timeout, now->idle_timeout, ROW_IDLE_TIMEOUT);
	for (size_t i = 0; same && i < now->n_listen; i++)
		same = same_text(next->listen[i], now->listen[i]);
	if (!same)
		message("listen", "changes at the next start");
	if (!same_text(vb_buf_cstr(&next->dir), vb_buf_cstr(&now->dir)))
		message("dir", "changes at the next start");
	if (!same_text(next->web, now->web))
		message("web", "changes at the next start");
	if (!same_text(next->visits, now->visits))
		message("visits", "changes at the next start");
}

void config_clear(struct config *c)
{
	vb_buf_clear(&c->dir);
	vb_arena_clear(&c->arena);
}
