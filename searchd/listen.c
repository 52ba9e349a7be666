#include "listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/str.h"

#define BACKLOG 1024

/* "http://127.0.0.1:8080/", as the kernel has it. */
static void name_address(struct listener *l)
{
	struct sockaddr_storage address;
	socklen_t len = sizeof(address);
	char host[200], port[16];

	if (getsockname(l->fd, (struct sockaddr *)&address, &len) ||
	    getnameinfo((struct sockaddr *)&address, len, host, sizeof(host),
			port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV))
		return;
	if (address.ss_family == AF_INET6)
		snprintf(l->name, sizeof(l->name), "http://[%s]:%s/", host,
			 port);
	else if (address.ss_family == AF_INET)
		snprintf(l->name, sizeof(l->name), "http://%s:%s/", host, port);
}

/* Bind and listen; the socket is closed if that fails. */
static vb_status bind_socket(struct listener *out, int family,
			     const struct sockaddr *address, socklen_t len,
			     struct vb_error *err)
{
	int on = 1;
	int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	vb_status st;

	if (fd < 0)
		return vb_error_errno(err, "socket");
	if (family != AF_UNIX)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (!bind(fd, address, len) && !listen(fd, BACKLOG)) {
		out->fd = fd;
		return VB_OK;
	}
	st = errno == EADDRINUSE ?
		     vb_error_set(err, VB_BUSY, "the address is in use") :
		     vb_error_errno(err, "cannot listen");
	close(fd);
	return st;
}

/* Split "[::1]:8080" or "127.0.0.1:8080". */
static bool split(char *host, size_t size, const char **port, const char *where)
{
	const char *colon = strrchr(where, ':');
	struct vb_str name;

	if (!colon || !colon[1])
		return false;
	name = vb_str_of(where, (size_t)(colon - where));
	if (vb_str_starts(name, VB_STR("[")) && vb_str_ends(name, VB_STR("]")))
		name = vb_str_sub(name, 1, name.len - 1);
	else if (memchr(name.ptr, ':', name.len))
		return false;
	*port = colon + 1;
	return (size_t)snprintf(host, size, "%.*s", VB_STR_ARG(name)) < size;
}

static vb_status open_tcp(struct listener *out, const char *where,
			  struct vb_error *err)
{
	struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV,
				  .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	const char *port = NULL;
	char host[256];
	vb_status st = VB_IO;
	int code;

	if (!split(host, sizeof(host), &port, where))
		return vb_error_set(err, VB_BAD_INPUT,
				    "not ADDRESS:PORT or unix:PATH");
	code = getaddrinfo(*host ? host : NULL, port, &hints, &found);
	if (code)
		return vb_error_set(err, VB_BAD_INPUT, "%s",
				    gai_strerror(code));
	for (struct addrinfo *i = found; i && st; i = i->ai_next)
		st = bind_socket(out, i->ai_family, i->ai_addr, i->ai_addrlen,
				 err);
	freeaddrinfo(found);
	if (!st)
		name_address(out);
	return st;
}

/* Remove a socket file that nobody listens on; VB_BUSY if somebody does. */
static vb_status clear_path(const struct sockaddr_un *address,
			    struct vb_error *err)
{
	struct stat info;
	vb_status st = VB_OK;
	int fd;

	if (lstat(address->sun_path, &info))
		return errno == ENOENT ? VB_OK :
					 vb_error_errno(err, "cannot look");
	if (!S_ISSOCK(info.st_mode))
		return vb_error_set(err, VB_BAD_INPUT,
				    "is there and is no socket");
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return vb_error_errno(err, "socket");
	if (!connect(fd, (const struct sockaddr *)address, sizeof(*address)) ||
	    errno != ECONNREFUSED)
		st = vb_error_set(err, VB_BUSY, "somebody listens there");
	else if (unlink(address->sun_path) && errno != ENOENT)
		st = vb_error_errno(err, "cannot remove the old socket");
	close(fd);
	return st;
}

static vb_status open_unix(struct listener *out, const char *path,
			   struct vb_error *err)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t len = strlen(path);
	vb_status st;

	if (!len || len >= sizeof(address.sun_path))
		return vb_error_set(err, VB_BAD_INPUT,
				    "a path of 1 to %zu bytes is needed",
				    sizeof(address.sun_path) - 1);
	memcpy(address.sun_path, path, len + 1);
	st = clear_path(&address, err);
	if (!st)
		st = bind_socket(out, AF_UNIX,
				 (const struct sockaddr *)&address,
				 sizeof(address), err);
	if (st)
		return st;
	memcpy(out->path, path, len + 1);
	if (stat(path, &out->file))
		out->path[0] = '\0';
	return VB_OK;
}

vb_status listen_open(struct listener *out, const char *where,
		      struct vb_error *err)
{
	memset(out, 0, sizeof(*out));
	out->fd = -1;
	snprintf(out->name, sizeof(out->name), "%s", where);
	if (!strncmp(where, "unix:", 5))
		return open_unix(out, where + 5, err);
	return open_tcp(out, where, err);
}

vb_status listen_take(struct listener *out, int fd, struct vb_error *err)
{
	int flags = fcntl(fd, F_GETFL);

	memset(out, 0, sizeof(*out));
	out->fd = fd;
	snprintf(out->name, sizeof(out->name), "socket %d of systemd", fd);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK))
		return vb_error_errno(err, "socket %d", fd);
	name_address(out);
	return VB_OK;
}

void listen_remove(struct listener *l)
{
	struct stat now;

	if (l->path[0] && !stat(l->path, &now) &&
	    now.st_ino == l->file.st_ino && now.st_dev == l->file.st_dev)
		unlink(l->path);
	l->path[0] = '\0';
}
