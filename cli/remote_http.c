#include "remote_http.h"

#include <curl/curl.h>
#include <stdio.h>

#include "doc/jsonread.h"

#define CONNECT_SECONDS 10L
#define STALL_SECONDS 60L /* less than a byte a second for so long */
#define REDIRECTS 3L
#define PROTOCOLS "http,https"
#define PROBLEM_BYTES 65536 /* of an answer that says what is wrong */

bool remote_valid(const char *url)
{
	struct vb_str s = vb_str_from(url);
	size_t start = vb_str_starts_nocase(s, "https://") ? 8 :
		       vb_str_starts_nocase(s, "http://")  ? 7 :
							     0;

	if (!start || s.len == start || s.len > 2000 || s.ptr[start] == '/')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' ||
		    (unsigned char)s.ptr[i] >= 0x7f ||
		    strchr("?#\"<>\\^`{|}", s.ptr[i]))
			return false;
	return true;
}

static bool unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

vb_status remote_encode(struct vb_buf *path, struct vb_str s)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < s.len && !st; i++)
		st = unreserved(s.ptr[i]) ?
			     vb_buf_append_char(path, s.ptr[i]) :
			     vb_buf_printf(path, "%%%02X",
					   (unsigned char)s.ptr[i]);
	return st;
}

vb_status remote_add(struct vb_buf *path, const char *name, struct vb_str value)
{
	bool first = !memchr(vb_buf_cstr(path), '?', path->len);
	vb_status st;

	if (!value.len)
		return VB_OK;
	st = vb_buf_printf(path, "%c%s=", first ? '?' : '&', name);
	return st ? st : remote_encode(path, value);
}

vb_status remote_add_number(struct vb_buf *path, const char *name, size_t n)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%zu", n);
	return remote_add(path, name, vb_str_from(digits));
}

vb_status remote_document_path(struct vb_buf *path, struct vb_str id,
			       const char *end)
{
	/* Those two would be resolved away. */
	bool dots = vb_str_eq(id, VB_STR(".")) || vb_str_eq(id, VB_STR(".."));
	vb_status st = vb_buf_append_cstr(path, "/api/v1/documents/");

	if (!st && !dots)
		st = remote_encode(path, id);
	if (!st)
		st = vb_buf_append_cstr(path, end);
	return st || !dots ? st : remote_add(path, "id", id);
}

static size_t on_bytes(char *bytes, size_t size, size_t n, void *ctx)
{
	/* Anything but the number of bytes ends the transfer. */
	return vb_buf_append(ctx, vb_str_of(bytes, size * n)) ? 0 : size * n;
}

/* The words of a problem+json, or else of the status. */
static vb_status refused(const struct remote *r, long status)
{
	struct vb_str body = vb_buf_str(r->body);
	struct vb_buf words = VB_BUF_INIT(1000);
	struct vb_json_member m;
	size_t at = 0, mended = 0;
	vb_status st = status == 404 || status == 410 ? VB_NOT_FOUND :
		       status == 400 || status == 414 ? VB_BAD_INPUT :
		       status == 429 || status == 503 ? VB_BUSY :
							VB_IO;

	if (body.len < PROBLEM_BYTES && !vb_json_check(&at, body) && body.len &&
	    *vb_str_trim(body).ptr == '{') {
		at = 0;
		while (vb_json_member(&m, &at, body))
			if (vb_str_eq(m.key, VB_STR("\"detail\"")) &&
			    *m.value.ptr == '"' &&
			    vb_json_decode(&words, &mended, m.value))
				vb_buf_truncate(&words, 0);
	}
	vb_buf_truncate(r->body, 0);
	if (words.len)
		vb_error_set(r->err, st, "%s", vb_buf_cstr(&words));
	else
		vb_error_set(r->err, st, "%s: status %ld", r->cli->server,
			     status);
	vb_buf_clear(&words);
	return st;
}

/* What went wrong below HTTP. */
static vb_status broken(const struct remote *r, CURLcode code,
			const char *words)
{
	vb_status st = code == CURLE_OPERATION_TIMEDOUT ? VB_TIMEOUT :
		       code == CURLE_OUT_OF_MEMORY	? VB_NO_MEMORY :
		       code == CURLE_WRITE_ERROR	? VB_TOO_BIG :
							  VB_IO;
	const char *what = *words ? words : curl_easy_strerror(code);

	if (code == CURLE_COULDNT_CONNECT)
		what = "connection refused";
	if (code == CURLE_WRITE_ERROR)
		what = "the answer is too big";
	return vb_error_set(r->err, st, "%s: %s", r->cli->server, what);
}

static vb_status check_json(const struct remote *r, const char *type)
{
	struct vb_str body = vb_str_trim(vb_buf_str(r->body));
	size_t at = 0;

	if (!type || strncmp(type, "application/json", 16) || !body.len ||
	    *body.ptr != '{' || vb_json_check(&at, body))
		return vb_error_set(r->err, VB_CORRUPT,
				    "%s: not an answer of vanban-searchd",
				    r->cli->server);
	return VB_OK;
}

static vb_status perform(const struct remote *r, CURL *curl, bool json)
{
	char words[CURL_ERROR_SIZE] = "";
	const char *type = NULL;
	long status = 0;
	CURLcode code;

	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
	code = curl_easy_perform(curl);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
	if (code)
		return broken(r, code, words);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	if (status != 200)
		return refused(r, status);
	return json ? check_json(r, type) : VB_OK;
}

static vb_status no_memory(const struct remote *r)
{
	return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
}

/* Everything that the transfer may and may not do. */
static bool set_options(CURL *curl, struct vb_buf *body, const char *url)
{
	return !curl_easy_setopt(curl, CURLOPT_URL, url) &&
	       !curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, PROTOCOLS) &&
	       !curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR,
				 PROTOCOLS) &&
	       !curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L) &&
	       !curl_easy_setopt(curl, CURLOPT_MAXREDIRS, REDIRECTS) &&
	       !curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
				 CONNECT_SECONDS) &&
	       !curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L) &&
	       !curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, STALL_SECONDS) &&
	       !curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L) &&
	       !curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) &&
	       !curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "") &&
	       !curl_easy_setopt(curl, CURLOPT_USERAGENT,
				 "vanban/" VB_VERSION) &&
	       !curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes) &&
	       !curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
}

vb_status remote_get(const struct remote *r, struct vb_str path, bool json)
{
	struct vb_buf url = VB_BUF_INIT(1 << 20);
	struct vb_str base = vb_str_from(r->cli->server);
	CURL *curl = NULL;
	vb_status st;

	while (base.len && base.ptr[base.len - 1] == '/')
		base.len--;
	r->body->limit = json ? VB_CLI_OUTPUT : VB_BLOB_LIMIT;
	st = vb_buf_append(&url, base);
	if (!st)
		st = vb_buf_append(&url, path);
	if (!st && !curl_global_init(CURL_GLOBAL_DEFAULT))
		curl = curl_easy_init();
	if (!curl || !set_options(curl, r->body, vb_buf_cstr(&url)))
		st = no_memory(r);
	else
		st = perform(r, curl, json);
	curl_easy_cleanup(curl);
	curl_global_cleanup();
	vb_buf_clear(&url);
	return st;
}

vb_status remote_done(const struct remote *r, vb_status st)
{
	return st ? vb_error_set(r->err, st, "%s", vb_status_text(st)) : VB_OK;
}

vb_status remote_object(struct vb_str *object, const struct remote *r,
			struct vb_buf *path, vb_status st)
{
	st = st ? remote_done(r, st) : remote_get(r, vb_buf_str(path), true);
	vb_buf_clear(path);
	*object = st ? VB_STR_EMPTY : vb_str_trim(vb_buf_str(r->body));
	return st;
}
