/*
 * What a file says of itself: title, author, when it was made.
 */
#include "format/office.h"

static bool ends_in_extension(struct vb_str title)
{
	static const char *const endings[] = {
		".doc",	 ".docx", ".dot",  ".xls", ".xlsx", ".ppt",
		".pptx", ".rtf",  ".odt",  ".ods", ".odp",  ".pdf",
		".txt",	 ".htm",  ".html", ".wpd",
	};
	char low[6];
	size_t n = 0;

	for (size_t i = title.len < 5 ? 0 : title.len - 5; i < title.len; i++) {
		char c = title.ptr[i];

		low[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (vb_str_ends(vb_str_of(low, n), vb_str_from(endings[i])))
			return true;
	return false;
}

/* A title that a person wrote, not a program or the name of a file. */
static bool is_title(struct vb_str title)
{
	static const char *const empty[] = {
		"Microsoft Word",  "Microsoft PowerPoint",
		"Microsoft Excel", "PowerPoint Presentation",
		"Slide 1",	   "Document",
		"Untitled",	   "Title",
		"Normal",	   "Bản trình bày PowerPoint",
	};

	/* one word may be anything: "CT20", "van_ban_so_5" */
	if (ends_in_extension(title) || !memchr(title.ptr, ' ', title.len) ||
	    memchr(title.ptr, '\\', title.len))
		return false;
	for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++)
		if (vb_str_starts(title, vb_str_from(empty[i])))
			return false;
	return true;
}

/* Two words or more, and nothing that only names of accounts have. */
static bool is_person(struct vb_str name)
{
	static const char *const programs[] = {
		"Microsoft", "Windows", "Apache", "Administrator", "Smart",
		"User",	     "Home",	"Admin",  "Office",
	};

	if (!memchr(name.ptr, ' ', name.len))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (strchr("0123456789_@\\/", name.ptr[i]))
			return false;
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
		if (vb_str_starts(name, vb_str_from(programs[i])))
			return false;
	return true;
}

/* "2019-09-24T03:41:00Z" says 2019-09-24; years before PCs are no dates. */
static vb_status set_created(struct vb_record *record, struct vb_str created)
{
	struct vb_str day = vb_str_sub(created, 0, 10);

	if (day.len < 10 || vb_str_cmp(day, VB_STR("1985")) < 0)
		return VB_OK;
	return vb_reader_set_date(record, day, VB_HOW_INFERRED, 0.3);
}

/*
 * The head of an official document says its own title, and what stands there
 * already would keep it out; so there the file's title is not set at all.
 */
vb_status vb_office_meta_set(struct vb_record *record,
			     const struct vb_office_meta *meta)
{
	struct vb_str title = vb_str_trim(meta->title);
	struct vb_str creator = vb_str_trim(meta->creator);
	vb_status st = VB_OK;

	if (title.len && is_title(title) &&
	    !vb_record_is_official(record->text))
		st = vb_reader_set(record, VB_FIELD_TITLE, title, VB_HOW_READ,
				   0.5);
	if (!st && creator.len && is_person(creator))
		st = vb_reader_set(record, VB_FIELD_AUTHOR, creator,
				   VB_HOW_READ, 0.4);
	return st ? st : set_created(record, vb_str_trim(meta->created));
}

enum { CORE_TITLE = 1, CORE_CREATOR, CORE_CREATED, CORE_TAGS };
static const char *const core_tags[CORE_TAGS] = {
	[CORE_TITLE] = "dc:title",
	[CORE_CREATOR] = "dc:creator",
	[CORE_CREATED] = "dcterms:created",
};

struct core {
	struct vb_buf values[CORE_TAGS];
	unsigned now;
};

static void core_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	(void)x;
	((struct core *)ctx)->now = tag;
}

static void core_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	(void)x;
	(void)tag;
	((struct core *)ctx)->now = 0;
}

static void core_text(void *ctx, struct vb_str text)
{
	struct core *core = ctx;

	/* a value too long for its buffer is no value */
	if (core->now && vb_buf_append(&core->values[core->now], text))
		vb_buf_truncate(&core->values[core->now], 0);
}

vb_status vb_office_core(struct vb_office *o)
{
	static const struct vb_xml_reader reader = {
		.tags = core_tags,
		.n_tags = CORE_TAGS,
		.start = core_start,
		.end = core_end,
		.text = core_text,
	};
	struct core core = { .now = 0 };
	struct vb_office_meta meta;
	struct vb_rels rels;
	vb_status st;

	for (unsigned i = 0; i < CORE_TAGS; i++)
		core.values[i].limit = 2048;
	st = vb_office_rels(&rels, o, "");
	if (!st)
		st = vb_office_read(o,
				    vb_rels_of_type(&rels, "core-properties",
						    "docProps/core.xml"),
				    &reader, &core);
	meta = (struct vb_office_meta){
		.title = vb_buf_str(&core.values[CORE_TITLE]),
		.creator = vb_buf_str(&core.values[CORE_CREATOR]),
		.created = vb_buf_str(&core.values[CORE_CREATED]),
	};
	if (st == VB_NOT_FOUND)
		st = VB_OK;
	if (!st)
		st = vb_office_meta_set(o->record, &meta);
	for (unsigned i = 0; i < CORE_TAGS; i++)
		vb_buf_clear(&core.values[i]);
	return st;
}
