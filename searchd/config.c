#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "base/datadir.h"
#include "base/file.h"
#include "message.h"

#define CONFIG_BYTES 65536

static const char help[] =
	"usage: vanban-searchd [-d DIR] [options]\n"
	"\n"
	"  -d, --dir=DIR        data directory; else $VANBAN_DIR, else\n"
	"                       $XDG_DATA_HOME/vanban, else\n"
	"                       ~/.local/share/vanban\n"
	"  --listen=WHERE       ADDRESS:PORT or unix:PATH (127.0.0.1:8080)\n"
	"  --threads=N          that answer (two for each processor)\n"
	"  --connections=N      open at once (4096)\n"
	"  --per-address=N      of one client's address, 0: no limit (100)\n"
	"  --idle-timeout=N     seconds without a byte (15)\n"
	"  --config=FILE        'name = value' lines, named as these options\n"
	"  --help, --version\n"
	"\n"
	"exit status: 0 ended when told to, 2 trouble\n";

enum row {
	ROW_DIR,
	ROW_LISTEN,
	ROW_THREADS,
	ROW_CONNECTIONS,
	ROW_PER_ADDRESS,
	ROW_IDLE_TIMEOUT,
	ROW_CONFIG,
	N_ROWS
};

static const struct {
	const char *name;
	unsigned long least, most; /* both 0: a text */
} rows[N_ROWS] = {
	[ROW_DIR] = { "dir", 0, 0 },
	[ROW_LISTEN] = { "listen", 0, 0 },
	[ROW_THREADS] = { "threads", 1, 256 },
	[ROW_CONNECTIONS] = { "connections", 16, 1000000 },
	[ROW_PER_ADDRESS] = { "per-address", 0, 1000000 },
	[ROW_IDLE_TIMEOUT] = { "idle-timeout", 1, 3600 },
	[ROW_CONFIG] = { "config", 0, 0 },
};

struct given {
	struct vb_str value;
	bool is;
};

/* From getopt: -1 to go on, else the exit status. */
static int read_options(struct given *given, int argc, char **argv)
{
	struct option options[N_ROWS + 3] = { { NULL, 0, NULL, 0 } };
	int c;

	for (int i = 0; i < N_ROWS; i++)
		options[i] = (struct option){ rows[i].name, required_argument,
					      NULL, 1000 + i };
	options[N_ROWS] = (struct option){ "help", no_argument, NULL, 'h' };
	options[N_ROWS + 1] =
		(struct option){ "version", no_argument, NULL, 'V' };
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
		given[c - 1000].value = vb_str_from(optarg);
		given[c - 1000].is = true;
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

/* One line of the file; false if it is wrong. */
static bool read_line(struct given *given, struct vb_arena *arena,
		      struct vb_str line)
{
	size_t eq;
	int row;

	line = vb_str_trim(line);
	if (!line.len || line.ptr[0] == '#')
		return true;
	eq = vb_str_find(line, VB_STR("="), 0);
	row = find_row(vb_str_trim(vb_str_sub(line, 0, eq)));
	if (eq == VB_NPOS || row < 0)
		return false;
	if (given[row].is)
		return true;
	given[row].is = true;
	return vb_arena_dup(&given[row].value, arena,
			    vb_str_trim(vb_str_skip(line, eq + 1)));
}

static int read_file(struct given *given, struct vb_arena *arena,
		     const char *path)
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
	rest = vb_buf_str(&file);
	for (size_t n = 1; code < 0 && vb_str_next_line(&line, &rest); n++) {
		if (read_line(given, arena, line))
			continue;
		message(path, "line %zu: not 'name = value' of an option", n);
		code = 2;
	}
	vb_buf_clear(&file);
	return code;
}

/* A number that was given replaces `*out`; false if it can't be. */
static bool take_number(unsigned *out, const struct given *given, enum row row)
{
	unsigned long n;

	if (!given[row].is)
		return true;
	if (!vb_str_to_ulong(&n, given[row].value, rows[row].most) ||
	    n < rows[row].least) {
		message(rows[row].name, "not a whole number from %lu to %lu",
			rows[row].least, rows[row].most);
		return false;
	}
	*out = (unsigned)n;
	return true;
}

static unsigned default_threads(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (processors < 2)
		return 4;
	return processors > 32 ? 64 : (unsigned)processors * 2;
}

static bool take_all(struct config *c, const struct given *given)
{
	struct vb_error err = VB_ERROR_INIT;

	c->listen = given[ROW_LISTEN].is ? given[ROW_LISTEN].value.ptr :
					   "127.0.0.1:8080";
	c->threads = default_threads();
	c->connections = 4096;
	c->per_address = 100;
	c->idle_timeout = 15;
	if (!take_number(&c->threads, given, ROW_THREADS) ||
	    !take_number(&c->connections, given, ROW_CONNECTIONS) ||
	    !take_number(&c->per_address, given, ROW_PER_ADDRESS) ||
	    !take_number(&c->idle_timeout, given, ROW_IDLE_TIMEOUT))
		return false;
	if (vb_data_dir(&c->dir,
			given[ROW_DIR].is ? given[ROW_DIR].value.ptr : NULL,
			&err)) {
		message("dir", "%s", err.message);
		return false;
	}
	return true;
}

int config_read(struct config *out, int argc, char **argv)
{
	struct given given[N_ROWS] = { { VB_STR_EMPTY, false } };
	int code;

	memset(out, 0, sizeof(*out));
	out->dir.limit = 4096;
	code = read_options(given, argc, argv);
	if (code < 0 && given[ROW_CONFIG].is)
		code = read_file(given, &out->arena,
				 given[ROW_CONFIG].value.ptr);
	if (code < 0 && !take_all(out, given))
		code = 2;
	return code;
}

void config_clear(struct config *c)
{
	vb_buf_clear(&c->dir);
	vb_arena_clear(&c->arena);
}
