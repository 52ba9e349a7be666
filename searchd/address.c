#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define V4_BITS 96 /* of ::ffff:0:0/96 */

static void take_v4(struct address *out, const void *bytes)
{
	memset(out->bytes, 0, 10);
	memset(out->bytes + 10, 0xff, 2);
	memcpy(out->bytes + 12, bytes, 4);
	out->kind = ADDRESS_IP;
}

static void take_v6(struct address *out, const void *bytes)
{
	memcpy(out->bytes, bytes, 16);
	out->kind = ADDRESS_IP;
}

void address_of(struct address *out, const struct sockaddr *from)
{
	memset(out, 0, sizeof(*out));
	if (!from)
		return;
	if (from->sa_family == AF_INET)
		take_v4(out, &((const struct sockaddr_in *)from)->sin_addr);
	else if (from->sa_family == AF_INET6)
		take_v6(out, &((const struct sockaddr_in6 *)from)->sin6_addr);
	else if (from->sa_family == AF_UNIX)
		out->kind = ADDRESS_UNIX;
}

/* An address without a port. */
static bool parse_bare(struct address *out, struct vb_str text)
{
	unsigned char bytes[16];
	char copy[ADDRESS_TEXT];

	if (text.len >= sizeof(copy) || memchr(text.ptr, '\0', text.len))
		return false;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	if (inet_pton(AF_INET, copy, bytes) == 1)
		take_v4(out, bytes);
	else if (inet_pton(AF_INET6, copy, bytes) == 1)
		take_v6(out, bytes);
	else
		return false;
	return true;
}

static bool is_port(struct vb_str text)
{
	unsigned long port;

	return vb_str_to_ulong(&port, text, 65535);
}

bool address_parse(struct address *out, struct vb_str text)
{
	struct vb_str host = vb_str_trim(text), rest;
	size_t end;

	memset(out, 0, sizeof(*out));
	if (vb_str_starts(host, VB_STR("["))) {
		end = vb_str_find(host, VB_STR("]"), 0);
		if (end == VB_NPOS)
			return false;
		rest = vb_str_skip(host, end + 1);
		host = vb_str_sub(host, 1, end);
		if (!memchr(host.ptr, ':', host.len))
			return false;
	} else {
		end = vb_str_find(host, VB_STR(":"), 0);
		/* A second colon: IPv6, which has no port without brackets. */
		if (end != VB_NPOS &&
		    vb_str_find(host, VB_STR(":"), end + 1) != VB_NPOS)
			end = VB_NPOS;
		rest = end == VB_NPOS ? VB_STR_EMPTY : vb_str_skip(host, end);
		host = vb_str_sub(host, 0, end);
	}
	if (rest.len && (rest.ptr[0] != ':' || !is_port(vb_str_skip(rest, 1))))
		return false;
	return parse_bare(out, host);
}

void address_print(char out[ADDRESS_TEXT], const struct address *a)
{
	static const unsigned char v4[12] = { [10] = 0xff, [11] = 0xff };
	const char *word = a->kind == ADDRESS_UNIX ? "unix" : "none";

	if (a->kind != ADDRESS_IP)
		memcpy(out, word, 5);
	else if (!memcmp(a->bytes, v4, sizeof(v4)))
		inet_ntop(AF_INET, a->bytes + 12, out, ADDRESS_TEXT);
	else
		inet_ntop(AF_INET6, a->bytes, out, ADDRESS_TEXT);
}

bool network_parse(struct network *out, struct vb_str text)
{
	size_t slash = vb_str_find(text, VB_STR("/"), 0);
	struct vb_str host = vb_str_sub(text, 0, slash);
	bool v4 = !memchr(host.ptr, ':', host.len);
	unsigned long bits = v4 ? 32 : 128;

	memset(out, 0, sizeof(*out));
	if (vb_str_eq(text, VB_STR("unix"))) {
		out->first.kind = ADDRESS_UNIX;
		return true;
	}
	if (!parse_bare(&out->first, host) ||
	    (slash != VB_NPOS &&
	     !vb_str_to_ulong(&bits, vb_str_skip(text, slash + 1), bits)))
		return false;
	out->bits = (unsigned)bits + (v4 ? V4_BITS : 0);
	return true;
}

static bool has(const struct network *net, const struct address *a)
{
	size_t whole = net->bits / 8;
	unsigned mask = 0xff00u >> net->bits % 8 & 0xff;

	if (a->kind != net->first.kind)
		return false;
	if (a->kind != ADDRESS_IP)
		return true;
	return !memcmp(net->first.bytes, a->bytes, whole) &&
	       (!mask || !((net->first.bytes[whole] ^ a->bytes[whole]) & mask));
}

bool networks_have(const struct networks *nets, const struct address *a)
{
	if (a->kind == ADDRESS_NONE)
		return false;
	for (size_t i = 0; i < nets->n; i++)
		if (has(&nets->list[i], a))
			return true;
	return false;
}

/*
 * One step of the walk: `*at`, which is trusted, was asked by `text`. False
 * when the walk is over.
 */
static bool step(struct address *at, struct vb_str text,
		 const struct networks *trusted)
{
	struct address next;

	if (!address_parse(&next, text))
		return false;
	*at = next;
	return networks_have(trusted, at);
}

void address_by_list(struct address *out, const struct address *peer,
		     struct vb_str header, const struct networks *trusted)
{
	*out = *peer;
	if (!networks_have(trusted, peer))
		return;
	for (int i = 0; i < ADDRESS_HOPS && header.len; i++) {
		size_t from = header.len;

		while (from && header.ptr[from - 1] != ',')
			from--;
		if (!step(out, vb_str_skip(header, from), trusted))
			return;
		header.len = from ? from - 1 : 0;
	}
}

/* The end of a token or quoted string, of `stop` or of the text. */
static size_t skip_value(struct vb_str s, size_t i, const char *stop)
{
	bool quoted = false;

	for (; i < s.len; i++) {
		if (quoted && s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '"')
			quoted = !quoted;
		else if (!quoted && s.ptr[i] && strchr(stop, s.ptr[i]))
			return i;
	}
	return quoted ? VB_NPOS : s.len;
}

/* The value of for= in one element; empty if there is none. */
static struct vb_str value_of_for(struct vb_str element)
{
	size_t end = 0;

	for (size_t i = 0; i < element.len; i = end + 1) {
		struct vb_str pair;

		end = skip_value(element, i, ";");
		pair = vb_str_trim(vb_str_sub(element, i, end));
		if (!vb_str_starts_nocase(pair, "for="))
			continue;
		pair = vb_str_skip(pair, 4);
		if (pair.len >= 2 && pair.ptr[0] == '"' &&
		    pair.ptr[pair.len - 1] == '"')
			pair = vb_str_sub(pair, 1, pair.len - 1);
		return pair;
	}
	return VB_STR_EMPTY;
}

void address_by_forwarded(struct address *out, const struct address *peer,
			  struct vb_str header, const struct networks *trusted)
{
	struct vb_str last[ADDRESS_HOPS]; /* a ring of elements */
	size_t n = 0, end = 0;

	*out = *peer;
	if (!networks_have(trusted, peer))
		return;
	for (size_t i = 0; i < header.len; i = end + 1) {
		end = skip_value(header, i, ",");
		if (end == VB_NPOS) /* a quote that does not end */
			return;
		last[n++ % ADDRESS_HOPS] = vb_str_sub(header, i, end);
	}
	for (size_t i = 0; i < ADDRESS_HOPS && i < n; i++)
		if (!step(out, value_of_for(last[(n - 1 - i) % ADDRESS_HOPS]),
			  trusted))
			return;
}
