#include "format/ask.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "format/cage.h"

/* Wait until `fd` is ready. */
static vb_status ready(int fd, short events, int64_t deadline)
{
	struct pollfd p = { .fd = fd, .events = events };
	int rc;

	do {
		int64_t left = deadline < 0 ? -1 : deadline - vb_cage_clock();

		if (deadline >= 0 && left <= 0)
			return VB_TIMEOUT;
		rc = poll(&p, 1, left > 1000000 ? 1000000 : (int)left);
	} while (!rc || (rc < 0 && errno == EINTR));
	return rc < 0 ? VB_IO : VB_OK;
}

/* The meaning of a socket call that moved nothing. */
static vb_status stopped(int fd, ssize_t n, short events, int64_t deadline)
{
	if (!n || errno == EPIPE || errno == ECONNRESET)
		return VB_NOT_FOUND;
	if (errno == EINTR)
		return VB_OK;
	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return ready(fd, events, deadline);
	return VB_IO;
}

vb_status vb_ask_send(int fd, const void *bytes, size_t n, int64_t deadline)
{
	const char *at = bytes;
	vb_status st = VB_OK;

	while (n && !st) {
		ssize_t k = send(fd, at, n, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (k <= 0) {
			st = stopped(fd, k, POLLOUT, deadline);
			continue;
		}
		at += k;
		n -= (size_t)k;
	}
	return st;
}

vb_status vb_ask_receive(int fd, void *bytes, size_t n, int64_t deadline)
{
	char *at = bytes;
	vb_status st = VB_OK;

	while (n && !st) {
		ssize_t k = recv(fd, at, n, MSG_DONTWAIT);

		if (k <= 0) {
			st = stopped(fd, k, POLLIN, deadline);
			continue;
		}
		at += k;
		n -= (size_t)k;
	}
	return st;
}

static void strings_of(struct vb_str *strings, const struct vb_input *in)
{
	strings[VB_ASK_BYTES] = in->bytes;
	strings[VB_ASK_FILE] = in->name;
	strings[VB_ASK_URL] = in->url;
	strings[VB_ASK_FORMAT] = vb_str_from(in->format);
	strings[VB_ASK_ENCODING] = vb_str_from(in->encoding);
}

static size_t limit_of(enum vb_ask_what what, size_t i)
{
	if (i != VB_ASK_BYTES)
		return VB_ASK_NAME;
	return what == VB_ASK_MEMBERS ? VB_ASK_ZIP : VB_FORMAT_TEXT_LIMIT;
}

static vb_status ask(int fd, enum vb_ask_what what, const struct vb_input *in,
		     int64_t deadline, struct vb_error *err)
{
	struct vb_ask_head head = { .mark = VB_ASK_MARK,
				    .what = what,
				    .ocr = (uint32_t)in->ocr };
	struct vb_str strings[VB_ASK_STRINGS];
	vb_status st;

	strings_of(strings, in);
	for (size_t i = 0; i < VB_ASK_STRINGS; i++)
		head.len[i] = strings[i].len;
	st = vb_ask_send(fd, &head, sizeof(head), deadline);
	for (size_t i = 0; i < VB_ASK_STRINGS && !st; i++)
		st = vb_ask_send(fd, strings[i].ptr, strings[i].len, deadline);
	return st ? vb_error_set(err, st, "the reader: %s",
				 vb_status_text(st)) :
		    VB_OK;
}

/* Receive a record; its strings will lie in its arena. */
static vb_status take_record(struct vb_record *record, int fd, uint64_t size,
			     int64_t deadline, struct vb_error *err)
{
	char *bytes = vb_arena_alloc(record->arena, (size_t)size + 1);
	vb_status st;

	if (!bytes)
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	st = vb_ask_receive(fd, bytes, (size_t)size, deadline);
	if (st)
		return vb_error_set(err, st, "the reader: %s",
				    vb_status_text(st));
	return vb_wire_read(record, vb_str_of(bytes, (size_t)size), err);
}

/* `record` is NULL where an answer has none. */
static vb_status answer(struct vb_record *record, struct vb_asked *asked,
			int fd, int64_t deadline, struct vb_error *err)
{
	struct vb_answer_head head;
	char message[sizeof(err->message)] = "";
	vb_status st = vb_ask_receive(fd, &head, sizeof(head), deadline);

	if (st)
		return vb_error_set(err, st, "the reader: %s",
				    vb_status_text(st));
	if (head.mark != VB_ASK_MARK)
		return vb_error_set(err, VB_MISMATCH,
				    "the reader is of another version");
	if (head.status > VB_INTERNAL || head.message >= sizeof(message) ||
	    head.wire > VB_WIRE_LIMIT ||
	    (record ? !head.status == !head.wire : head.wire))
		return vb_error_set(err, VB_CORRUPT,
				    "the reader answered nonsense");
	st = vb_ask_receive(fd, message, head.message, deadline);
	if (!st && head.wire)
		st = take_record(record, fd, head.wire, deadline, err);
	if (st)
		return st;
	asked->answered = true;
	asked->retire = head.retire != 0;
	if (!head.status)
		return VB_OK;
	st = vb_error_set(err, (vb_status)head.status, "%s", message);
	if (err)
		err->offset = (size_t)head.offset;
	return st;
}

vb_status vb_ask(struct vb_record *record, struct vb_asked *asked, int fd,
		 const struct vb_input *in, int64_t deadline,
		 struct vb_error *err)
{
	struct vb_str strings[VB_ASK_STRINGS];
	vb_status st;

	*asked = (struct vb_asked){ false, false };
	strings_of(strings, in);
	for (size_t i = 0; i < VB_ASK_STRINGS; i++) {
		if (strings[i].len <= limit_of(VB_ASK_READ, i))
			continue;
		asked->answered = true;
		return vb_error_set(err, VB_TOO_BIG, "larger than %zu bytes",
				    limit_of(VB_ASK_READ, i));
	}
	st = ask(fd, VB_ASK_READ, in, deadline, err);
	return st ? st : answer(record, asked, fd, deadline, err);
}

/* Is that a head that an honest worker sends? */
static bool is_member(const struct vb_member_head *head)
{
	return head->mark == VB_ASK_MARK && head->fault < VB_MEMBER_FAULTS &&
	       head->path <= VB_MEMBER_PATH && head->bytes <= VB_MEMBER_BYTES &&
	       (!head->fault || !head->bytes);
}

/* Receive the member that `head` announces; `bytes` is reused. */
static vb_status take_member(struct vb_ask_members *to, struct vb_buf *bytes,
			     int fd, const struct vb_member_head *head,
			     int64_t deadline)
{
	size_t n = head->path + (size_t)head->bytes;
	struct vb_member member = { .fault =
					    (enum vb_member_fault)head->fault };
	vb_status st;

	vb_buf_truncate(bytes, 0);
	st = vb_buf_reserve(bytes, n);
	if (!st)
		st = vb_ask_receive(fd, bytes->ptr, n, deadline);
	if (st)
		return st;
	bytes->len = n;
	bytes->ptr[n] = '\0';
	member.path = vb_str_sub(vb_buf_str(bytes), 0, head->path);
	member.bytes = vb_str_skip(vb_buf_str(bytes), head->path);
	/* the outer file has no path of its own */
	if (!vb_member_is_clean(member.path) &&
	    (member.path.len || member.fault != VB_MEMBER_TOO_MANY))
		return VB_CORRUPT;
	to->ended = to->fn(to->ctx, &member);
	return to->ended ? VB_CANCELLED : VB_OK;
}

static vb_status take_members(struct vb_ask_members *to, int fd,
			      int64_t patience)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_MEMBER_BYTES + VB_MEMBER_PATH + 1);
	vb_status st;

	/* more than there can be is nonsense too */
	for (size_t n = 0;; n++) {
		struct vb_member_head head;
		int64_t deadline = vb_cage_clock() + patience;

		st = vb_ask_receive(fd, &head, sizeof(head), deadline);
		if (!st && (!is_member(&head) || n > 2 * VB_MEMBERS_MAX))
			st = VB_CORRUPT;
		if (st || !head.more)
			break;
		st = take_member(to, &bytes, fd, &head, deadline);
		if (st)
			break;
	}
	vb_buf_clear(&bytes);
	return st;
}

vb_status vb_ask_members(struct vb_ask_members *to, struct vb_asked *asked,
			 int fd, struct vb_str zip, int64_t patience,
			 struct vb_error *err)
{
	struct vb_input in = { .bytes = zip };
	vb_status st;

	*asked = (struct vb_asked){ false, false };
	if (zip.len > VB_ASK_ZIP) {
		asked->answered = true;
		return vb_error_set(err, VB_TOO_BIG, "larger than %zu bytes",
				    VB_ASK_ZIP);
	}
	st = ask(fd, VB_ASK_MEMBERS, &in, vb_cage_clock() + patience, err);
	if (st)
		return st;
	st = take_members(to, fd, patience);
	if (st)
		return vb_error_set(err, st, "%s",
				    st == VB_CORRUPT ?
					    "the reader answered nonsense" :
					    vb_status_text(st));
	return answer(NULL, asked, fd, vb_cage_clock() + patience, err);
}

static vb_status take_question(struct vb_input *in, enum vb_ask_what *what,
			       int fd, struct vb_arena *arena)
{
	struct vb_str strings[VB_ASK_STRINGS];
	struct vb_ask_head head;
	vb_status st = vb_ask_receive(fd, &head, sizeof(head), -1);

	if (st)
		return st;
	if (head.mark != VB_ASK_MARK || head.ocr > VB_OCR_NEVER ||
	    head.what >= VB_ASK_WHATS)
		return VB_CORRUPT;
	*what = (enum vb_ask_what)head.what;
	for (size_t i = 0; i < VB_ASK_STRINGS && !st; i++) {
		size_t n = (size_t)head.len[i];
		char *bytes;

		if (n > limit_of(*what, i))
			return VB_CORRUPT;
		bytes = vb_arena_alloc(arena, n + 1);
		if (!bytes)
			return VB_NO_MEMORY;
		bytes[n] = '\0';
		strings[i] = vb_str_of(bytes, n);
		st = vb_ask_receive(fd, bytes, n, -1);
	}
	if (st)
		return st;
	*in = (struct vb_input){ .bytes = strings[VB_ASK_BYTES],
				 .name = strings[VB_ASK_FILE],
				 .url = strings[VB_ASK_URL],
				 .ocr = (enum vb_ocr)head.ocr };
	if (strings[VB_ASK_FORMAT].len)
		in->format = strings[VB_ASK_FORMAT].ptr;
	if (strings[VB_ASK_ENCODING].len)
		in->encoding = strings[VB_ASK_ENCODING].ptr;
	return VB_OK;
}

static vb_status give_answer(int fd, vb_status st, struct vb_str wire,
			     const struct vb_error *err, bool retire)
{
	struct vb_answer_head head = {
		.mark = VB_ASK_MARK,
		.status = (uint32_t)st,
		.retire = retire,
		.message = st ? (uint32_t)strlen(err->message) : 0,
		.offset = st ? err->offset : 0,
		.wire = st ? 0 : wire.len,
	};

	st = vb_ask_send(fd, &head, sizeof(head), -1);
	if (!st)
		st = vb_ask_send(fd, err->message, head.message, -1);
	if (!st)
		st = vb_ask_send(fd, wire.ptr, (size_t)head.wire, -1);
	return st;
}

/* Where members go, and what became of the last one. */
struct giving {
	int fd;
	vb_status lost; /* the client */
};

static vb_status give_member(void *ctx, const struct vb_member *m)
{
	struct giving *to = ctx;
	struct vb_member_head head = { .mark = VB_ASK_MARK,
				       .more = 1,
				       .fault = (uint32_t)m->fault,
				       .path = (uint32_t)m->path.len,
				       .bytes = m->bytes.len };

	to->lost = vb_ask_send(to->fd, &head, sizeof(head), -1);
	if (!to->lost)
		to->lost = vb_ask_send(to->fd, m->path.ptr, m->path.len, -1);
	if (!to->lost)
		to->lost = vb_ask_send(to->fd, m->bytes.ptr, m->bytes.len, -1);
	return to->lost;
}

static vb_status serve_members(int fd, struct vb_str zip, bool (*tired)(void))
{
	static const struct vb_member_head last = { .mark = VB_ASK_MARK };
	struct giving to = { .fd = fd };
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = vb_members_each(give_member, &to, zip, &err), sent;

	if (to.lost)
		return to.lost;
	if (st && !err.message[0])
		vb_error_set(&err, st, "%s", vb_status_text(st));
	sent = vb_ask_send(fd, &last, sizeof(last), -1);
	return sent ? sent : give_answer(fd, st, VB_STR_EMPTY, &err, tired());
}

static vb_status serve_record(int fd, const struct vb_input *in,
			      struct vb_arena *arena, bool (*tired)(void))
{
	struct vb_buf wire = VB_BUF_INIT(VB_WIRE_LIMIT);
	struct vb_error err = VB_ERROR_INIT;
	struct vb_record record;
	vb_status st;

	vb_record_init(&record, arena);
	st = vb_format_extract(&record, in, &err);
	if (!st) {
		st = vb_wire_write(&wire, &record);
		if (st)
			vb_error_set(&err, st, "the record: %s",
				     vb_status_text(st));
	}
	st = give_answer(fd, st, vb_buf_str(&wire), &err,
			 st == VB_TIMEOUT || tired());
	vb_buf_clear(&wire);
	return st;
}

vb_status vb_ask_serve(int fd, struct vb_arena *arena, bool (*tired)(void))
{
	enum vb_ask_what what;
	struct vb_input in;
	vb_status st = take_question(&in, &what, fd, arena);

	if (st)
		return st;
	return what == VB_ASK_MEMBERS ? serve_members(fd, in.bytes, tired) :
					serve_record(fd, &in, arena, tired);
}
