/*
 * address: who asks, also behind proxies that are trusted.
 *
 * An IPv4 address is held as IPv6 says it, ::ffff:192.0.2.1, so that one
 * comparison serves both.
 */
#ifndef VB_SEARCHD_ADDRESS_H
#define VB_SEARCHD_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define ADDRESS_TEXT 46 /* bytes of an address as text, with its NUL */
#define ADDRESS_HOPS 32 /* proxies of one request that are looked at */

struct sockaddr;

struct address {
	enum { ADDRESS_NONE, ADDRESS_UNIX, ADDRESS_IP } kind;
	unsigned char bytes[16]; /* of an ADDRESS_IP */
};

struct network {
	struct address first; /* ADDRESS_UNIX: every unix socket */
	unsigned bits;	      /* of 128 */
};

struct networks {
	const struct network *list;
	size_t n;
};

/* Of a socket's other end; NULL gives ADDRESS_NONE. */
void address_of(struct address *out, const struct sockaddr *from);

/*
 * "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]:80". False, and
 * `out` is ADDRESS_NONE, for all else ("unknown", "_hidden").
 */
bool address_parse(struct address *out, struct vb_str text);

/* "192.0.2.1", "2001:db8::1", "unix" or "none". */
void address_print(char out[ADDRESS_TEXT], const struct address *a);

/* "10.0.0.0/8", "2001:db8::/32", an address alone, or "unix". */
bool network_parse(struct network *out, struct vb_str text);

/* Is `a` in one of them? */
bool networks_have(const struct networks *nets, const struct address *a);

/*
 * The client of a request that came from `peer`. If `peer` is trusted, the
 * header that it adds to is read from its right end: each trusted proxy says
 * who asked it, and the first that is not trusted is the client. What can't
 * be read ends the walk at the proxy that wrote it. The walk takes at most
 * ADDRESS_HOPS steps.
 *
 * address_by_list reads an X-Forwarded-For, address_by_forwarded a Forwarded
 * header (RFC 7239). `header` may be empty.
 */
void address_by_list(struct address *out, const struct address *peer,
		     struct vb_str header, const struct networks *trusted);
void address_by_forwarded(struct address *out, const struct address *peer,
			  struct vb_str header, const struct networks *trusted);

#endif
