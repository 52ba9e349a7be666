/* /oai: OAI-PMH 2.0, for those who harvest the archive. */
#include "output/oai.h"

#include <stdlib.h>
#include <time.h>

#include "answers.h"
#include "origin.h"
#include "protocol.h"

#define TYPE_XML "text/xml; charset=UTF-8"
#define PREFIX "oai_dc"
#define SETS_MAX 5000	 /* sets that are listed */
#define SETS_SLOTS 16384 /* of the table: a power of two */
/*
 * What is stored is stamped at once and visible when the indexer commits, a
 * second later. Harvesters go on from the last answer's responseDate: it must
 * not be later than a stamp that is still to come.
 */
#define SETTLE_SECONDS 10

/* One request. */
struct oai {
	struct request *r;
	struct vb_error *err;
	vb_archive *ar;
	struct vb_oai_request request;
	struct vb_str site; /* the address of the server */
	struct vb_str ns;   /* of identifiers: "oai:HOST:" */
	struct vb_xmlout x; /* what stands after <request> */
	const char *code;   /* of the protocol's error; NULL: none */
	const char *words;
};

/* Records that the request is answered with this error. */
static vb_status refuse(struct oai *o, const char *code, const char *words)
{
	o->code = code;
	o->words = words;
	return VB_OK;
}

static vb_status bad_argument(struct oai *o, const char *words)
{
	o->request.n = 0;
	return refuse(o, "badArgument", words);
}

static struct vb_str get(const struct oai *o, const char *name)
{
	return url_get(&o->r->url, name);
}

/* Where the server's address names a host, identifiers are its own. */
static struct vb_str namespace_of(struct request *r)
{
	struct vb_str url = vb_str_from(r->public_url);
	size_t start = vb_str_find(url, VB_STR("://"), 0), end;

	if (start == VB_NPOS)
		return VB_STR("oai:vanban:");
	url = vb_str_skip(url, start + 3);
	for (end = 0; end < url.len && !strchr(":/", url.ptr[end]);)
		end++;
	return protocol_text(&r->arena, "oai:%.*s:", (int)end, url.ptr);
}

static struct vb_str identifier_of(struct oai *o, struct vb_str id)
{
	struct vb_buf encoded = VB_BUF_INIT(65536);
	struct vb_str out = VB_STR_EMPTY;

	if (!url_encode(&encoded, id))
		out = protocol_text(&o->r->arena, "%.*s%s", VB_STR_ARG(o->ns),
				    vb_buf_cstr(&encoded));
	vb_buf_clear(&encoded);
	return out;
}

/* The item that `identifier` names; false when there is none, or `*st`. */
static bool find_item(struct vb_listed *out, vb_status *st, struct oai *o,
		      struct vb_str identifier)
{
	struct vb_str id;

	*st = VB_OK;
	if (!vb_str_starts(identifier, o->ns) ||
	    url_decode(&id, &o->r->arena, vb_str_skip(identifier, o->ns.len),
		       false, "identifier", NULL))
		return false;
	*st = vb_archive_listed(out, o->ar, id, &o->r->arena, o->err);
	if (*st == VB_NOT_FOUND) {
		*st = VB_OK;
		return false;
	}
	return !*st;
}

static vb_status no_item(struct oai *o)
{
	return refuse(o, "idDoesNotExist", "no such item");
}

static vb_status identify(struct oai *o)
{
	char earliest[VB_TIME_TEXT];
	vb_status st = vb_archive_earliest(earliest, o->ar, o->err);
	struct vb_str host = vb_str_sub(o->ns, 4, o->ns.len - 1);
	bool named = vb_str_find(host, VB_STR("."), 0) != VB_NPOS;

	vb_xmlout_open(&o->x, "Identify");
	vb_xmlout_raw(&o->x, "<repositoryName>vanban ");
	vb_xmlout_text(&o->x, o->site);
	vb_xmlout_close(&o->x, "repositoryName");
	vb_xmlout_element(&o->x, "baseURL", o->request.base);
	vb_xmlout_element(&o->x, "protocolVersion", VB_STR("2.0"));
	vb_xmlout_raw(&o->x, "<adminEmail>postmaster@");
	vb_xmlout_text(&o->x, named ? host : VB_STR("localhost.localdomain"));
	vb_xmlout_close(&o->x, "adminEmail");
	vb_xmlout_element(&o->x, "earliestDatestamp",
			  vb_str_from(*earliest ? earliest : o->request.now));
	vb_xmlout_element(&o->x, "deletedRecord", VB_STR("persistent"));
	vb_xmlout_element(&o->x, "granularity", VB_STR("YYYY-MM-DDThh:mm:ssZ"));
	vb_xmlout_close(&o->x, "Identify");
	return st;
}

static vb_status list_formats(struct oai *o)
{
	struct vb_str identifier = get(o, "identifier");
	struct vb_listed item;
	vb_status st = VB_OK;

	if (identifier.len && !find_item(&item, &st, o, identifier))
		return st ? st : no_item(o);
	vb_xmlout_raw(&o->x,
		      "<ListMetadataFormats><metadataFormat>"
		      "<metadataPrefix>" PREFIX "</metadataPrefix>"
		      "<schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
		      "</schema><metadataNamespace>http://www.openarchives.org/"
		      "OAI/2.0/oai_dc/</metadataNamespace></metadataFormat>"
		      "</ListMetadataFormats>\n");
	return VB_OK;
}

/* Sets seen, by a hash of their names. */
struct sets {
	struct oai *o;
	struct vb_str *slots;
	size_t n;
	bool no_memory;
};

/* Is it new? Then it is kept. */
static bool add_set(struct sets *s, struct vb_str spec)
{
	uint32_t hash = 2166136261U;

	for (size_t i = 0; i < spec.len; i++)
		hash = (hash ^ (unsigned char)spec.ptr[i]) * 16777619U;
	while (s->slots[hash % SETS_SLOTS].len) {
		if (vb_str_eq(s->slots[hash % SETS_SLOTS], spec))
			return false;
		hash++;
	}
	if (!vb_arena_dup(&s->slots[hash % SETS_SLOTS], &s->o->r->arena, spec))
		s->no_memory = true;
	s->n++;
	return !s->no_memory;
}

static bool see_sets(void *ctx, const struct vb_listed *item)
{
	struct sets *s = ctx;
	struct vb_xmlout *x = &s->o->x;
	char spec[VB_OAI_SET];

	for (int i = 0; i < VB_OAI_SETS; i++) {
		enum vb_oai_set property = (enum vb_oai_set)i;

		vb_oai_set(spec, property, item);
		if (!*spec || !add_set(s, vb_str_from(spec)))
			continue;
		vb_xmlout_open(x, "set");
		vb_xmlout_element(x, "setSpec", vb_str_from(spec));
		vb_xmlout_element(x, "setName",
				  vb_oai_set_value(property, item));
		vb_xmlout_close(x, "set");
	}
	return s->n < SETS_MAX && !s->no_memory;
}

static vb_status list_sets(struct oai *o)
{
	struct vb_listing all = { 0, VB_STR_EMPTY, VB_STR_EMPTY };
	struct sets s = { .o = o };
	vb_status st;

	if (get(o, "resumptionToken").len)
		return refuse(o, "badResumptionToken", "no list of sets");
	s.slots = vb_arena_calloc(&o->r->arena, SETS_SLOTS, sizeof(*s.slots));
	if (!s.slots)
		return vb_error_set(o->err, VB_NO_MEMORY, "no memory");
	vb_xmlout_open(&o->x, "ListSets");
	st = vb_archive_list(o->ar, &all, see_sets, &s, o->err);
	if (!st && s.no_memory)
		st = vb_error_set(o->err, VB_NO_MEMORY, "no memory");
	if (!st && !s.n)
		return refuse(o, "noSetHierarchy", "the archive is empty");
	vb_xmlout_close(&o->x, "ListSets");
	return st;
}

/* A list under way. */
struct list {
	struct oai *o;
	struct vb_oai_token at;
	struct vb_arena scratch; /* of one record */
	size_t n;
	bool more;
	vb_status status;
};

static vb_status put_item(struct list *l, const struct vb_listed *item)
{
	struct oai *o = l->o;
	struct vb_str identifier = identifier_of(o, item->id);
	struct vb_held held;
	vb_status st = VB_OK;

	if (!identifier.len)
		return vb_error_set(o->err, VB_NO_MEMORY, "no memory");
	if (!l->at.records) {
		vb_oai_header(&o->x, item, identifier);
		return VB_OK;
	}
	vb_arena_reset(&l->scratch);
	if (!item->withdrawn)
		st = vb_archive_get(&held, o->ar, item->id, 0, &l->scratch,
				    o->err);
	if (!st)
		vb_oai_record(&o->x, item, identifier, &held,
			      origin_document(o->r, item->id));
	return st == VB_NOT_FOUND ? VB_CORRUPT : st;
}

static bool take_item(void *ctx, const struct vb_listed *item)
{
	struct list *l = ctx;

	if (l->at.set.len && !vb_oai_in_set(l->at.set, item))
		return true;
	l->more = l->n == VB_OAI_PAGE;
	if (l->more)
		return false;
	l->status = put_item(l, item);
	l->at.after = item->sequence;
	l->n++;
	return !l->status && !l->o->x.status;
}

/* from= and until=: of one form, and in order. NULL, or what is wrong. */
static const char *read_bounds(struct oai *o, struct vb_oai_token *at)
{
	bool day[2] = { false, false };

	at->from = get(o, "from");
	at->until = get(o, "until");
	if (at->from.len && !vb_oai_date(&day[0], at->from))
		return "from is no date of this repository's granularity";
	if (at->until.len && !vb_oai_date(&day[1], at->until))
		return "until is no date of this repository's granularity";
	if (!at->from.len || !at->until.len)
		return NULL;
	if (day[0] != day[1])
		return "from and until differ in granularity";
	if (vb_str_cmp(at->from, at->until) > 0)
		return "from is later than until";
	return NULL;
}

/* The first request of a list; false when it is refused. */
static bool begin_list(struct oai *o, struct vb_oai_token *at)
{
	const char *wrong = read_bounds(o, at);

	at->prefix = get(o, "metadataPrefix");
	at->set = get(o, "set");
	if (!at->prefix.len)
		wrong = "metadataPrefix is missing";
	else if (at->set.len && !vb_oai_set_valid(at->set))
		wrong = "set is not a setSpec";
	if (wrong)
		bad_argument(o, wrong);
	else if (!vb_str_eq(at->prefix, VB_STR(PREFIX)))
		refuse(o, "cannotDisseminateFormat", "only " PREFIX);
	return !o->code;
}

/* The following ones. */
static bool resume_list(struct oai *o, struct vb_oai_token *at, bool records,
			vb_status *st)
{
	int64_t newest = 0;

	*st = vb_archive_sequence(&newest, o->ar, o->err);
	if (!*st && (!vb_oai_token_read(at, get(o, "resumptionToken")) ||
		     at->records != records || at->after > newest ||
		     !vb_str_eq(at->prefix, VB_STR(PREFIX))))
		refuse(o, "badResumptionToken", "not a token of this list");
	return !*st && !o->code;
}

static vb_status put_token(struct list *l, unsigned long before)
{
	struct vb_buf token = VB_BUF_INIT(VB_OAI_TOKEN);
	vb_status st = VB_OK;

	if (!l->more && !before)
		return VB_OK; /* the list is whole */
	l->at.given = before + l->n;
	if (l->more)
		st = vb_oai_token_write(&token, &l->at);
	if (!st)
		vb_oai_resumption(&l->o->x, vb_buf_str(&token), before);
	vb_buf_clear(&token);
	return st;
}

static vb_status list(struct oai *o, bool records)
{
	const char *verb = records ? "ListRecords" : "ListIdentifiers";
	struct list l = { .o = o, .at = { .records = records } };
	bool day = false, resumed = get(o, "resumptionToken").len > 0;
	struct vb_listing what = { 0, VB_STR_EMPTY, VB_STR_EMPTY };
	unsigned long before;
	vb_status st = VB_OK;

	if (!(resumed ? resume_list(o, &l.at, records, &st) :
			begin_list(o, &l.at)))
		return st;
	before = l.at.given;
	what.after = l.at.after;
	what.from = l.at.from;
	what.until = l.at.until;
	if (what.until.len && vb_oai_date(&day, what.until) && day)
		what.until = protocol_text(&o->r->arena, "%.*sT23:59:59Z",
					   VB_STR_ARG(what.until));
	vb_xmlout_open(&o->x, verb);
	st = vb_archive_list(o->ar, &what, take_item, &l, o->err);
	if (!st)
		st = l.status;
	if (!st && !l.n)
		refuse(o, "noRecordsMatch", "nothing matches");
	else if (!st)
		st = put_token(&l, before);
	vb_xmlout_close(&o->x, verb);
	vb_arena_clear(&l.scratch);
	return st;
}

static vb_status list_identifiers(struct oai *o)
{
	return list(o, false);
}

static vb_status list_records(struct oai *o)
{
	return list(o, true);
}

static vb_status get_record(struct oai *o)
{
	struct vb_str identifier = get(o, "identifier");
	struct list l = { .o = o, .at = { .records = true } };
	struct vb_listed item;
	vb_status st;

	if (!identifier.len || !get(o, "metadataPrefix").len)
		return bad_argument(o, "identifier or metadataPrefix missing");
	if (!find_item(&item, &st, o, identifier))
		return st ? st : no_item(o);
	if (!vb_str_eq(get(o, "metadataPrefix"), VB_STR(PREFIX)))
		return refuse(o, "cannotDisseminateFormat", "only " PREFIX);
	vb_xmlout_open(&o->x, "GetRecord");
	st = put_item(&l, &item);
	vb_xmlout_close(&o->x, "GetRecord");
	vb_arena_clear(&l.scratch);
	return st;
}

static const struct verb {
	const char *name;
	vb_status (*answer)(struct oai *o);
	const char *arguments; /* a space after each */
} verbs[] = {
	{ "Identify", identify, "" },
	{ "ListMetadataFormats", list_formats, "identifier " },
	{ "ListSets", list_sets, "resumptionToken " },
	{ "ListIdentifiers", list_identifiers,
	  "from until metadataPrefix set resumptionToken " },
	{ "ListRecords", list_records,
	  "from until metadataPrefix set resumptionToken " },
	{ "GetRecord", get_record, "identifier metadataPrefix " },
};

/* Is `name` one of a verb's arguments? */
static bool takes(const struct verb *verb, const char *name)
{
	const char *at = verb->arguments;
	size_t n = strlen(name);

	while (*at) {
		size_t length = strcspn(at, " ");

		if (n == length && !memcmp(at, name, n))
			return true;
		at += length + 1;
	}
	return false;
}

/* Take the arguments, to be repeated. NULL, or what is wrong with them. */
static const char *take_arguments(struct oai *o, const struct verb *verb)
{
	const char *wrong = NULL;
	size_t n = 0;

	for (struct url_param *p = o->r->url.params; p; p = p->next) {
		bool is_verb = !strcmp(p->name, "verb");

		if (!is_verb && !takes(verb, p->name))
			return "an argument that the verb does not take";
		if (!p->value.len)
			wrong = "an argument is empty";
		o->request.items[n].name = p->name;
		o->request.items[n++].value = p->value;
	}
	if (n > 2 && get(o, "resumptionToken").len)
		wrong = "resumptionToken stands alone";
	if (!wrong)
		o->request.n = n;
	return wrong;
}

static vb_status run_verb(struct oai *o)
{
	struct vb_str name = get(o, "verb");
	const struct verb *verb = NULL;
	const char *wrong;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (vb_str_eq(name, vb_str_from(verbs[i].name)))
			verb = &verbs[i];
	if (!verb)
		return refuse(o, "badVerb",
			      name.len ? "no such verb" : "no verb");
	wrong = take_arguments(o, verb);
	return wrong ? bad_argument(o, wrong) : verb->answer(o);
}

/* The whole document around what the verb wrote, or the error. */
static vb_status finish(struct oai *o)
{
	struct vb_xmlout x = VB_XMLOUT_INIT(&o->r->reply.body);

	http_ok(o->r, TYPE_XML, HTTP_CACHE_ASK);
	vb_oai_begin(&x, &o->request);
	if (o->code)
		vb_oai_error(&x, o->code, vb_str_from(o->words));
	else if (!x.status)
		x.status = vb_buf_append(x.out, vb_buf_str(o->x.out));
	vb_oai_end(&x);
	return x.status;
}

/* `now` is the caller's and has VB_TIME_TEXT bytes. */
static void begin(struct oai *o, char *now, struct request *r)
{
	time_t settled = time(NULL) - SETTLE_SECONDS;
	struct tm tm;

	now[0] = '\0';
	if (gmtime_r(&settled, &tm))
		strftime(now, VB_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm);
	o->r = r;
	o->ns = namespace_of(r);
	o->site = origin_of(r);
	o->request.now = now;
	o->request.base =
		protocol_text(&r->arena, "%.*s/oai", VB_STR_ARG(o->site));
}

vb_status oai_refuse(struct request *r, const char *detail)
{
	struct oai o = { .words = detail };
	char now[VB_TIME_TEXT];
	bool verb = !strncmp(detail, "verb:", 5);

	begin(&o, now, r);
	o.code = verb ? "badVerb" : "badArgument";
	return finish(&o);
}

vb_status answer_oai(struct request *r, struct vb_error *err)
{
	struct vb_buf content = VB_BUF_INIT(HTTP_REPLY_BYTES);
	struct oai o = { .err = err, .x = VB_XMLOUT_INIT(&content) };
	char now[VB_TIME_TEXT];
	vb_status st;

	begin(&o, now, r);
	st = handles_archive(&o.ar, r->handles, err);
	if (!st)
		st = run_verb(&o);
	if (!st)
		st = o.x.status;
	if (!st)
		st = finish(&o);
	/* The answer's own size is no fault of the request. */
	if (st == VB_TOO_BIG || st == VB_BAD_INPUT)
		st = vb_error_set(err, VB_INTERNAL, "answer: %s",
				  vb_status_text(st));
	vb_buf_clear(&content);
	return st;
}
