#include "archive/schema.h"

/* Version 1; it never changes: see vb_sql_upgrades. */
const char vb_sql_create[] =
	"CREATE TABLE meta(\n"
	"  name TEXT PRIMARY KEY,\n"
	"  value ANY\n"
	") STRICT, WITHOUT ROWID;\n"

	/* As sqlite3's own archives have it. */
	"CREATE TABLE sqlar(\n"
	"  name TEXT PRIMARY KEY, -- SHA-256 of the bytes, hex\n"
	"  mode INT,\n"
	"  mtime INT,\n"
	"  sz INT,                -- bytes as they came\n"
	"  data BLOB              -- zlib, or as it came if length = sz\n"
	") STRICT;\n"

	"CREATE TABLE documents(\n"
	"  document INTEGER PRIMARY KEY,\n"
	"  id TEXT NOT NULL UNIQUE,\n"
	"  sequence INTEGER NOT NULL UNIQUE, -- event of the last change\n"
	"  versions INTEGER NOT NULL,        -- how many; newest's number\n"
	"  state INTEGER NOT NULL,           -- of the newest\n"
	"  article INTEGER NOT NULL,         -- 1: a portal page\n"
	"  withdrawn INTEGER NOT NULL DEFAULT 0, -- event, 0: not withdrawn\n"
	"  reason TEXT NOT NULL DEFAULT '',  -- of the withdrawal\n"
	"  corrected INTEGER NOT NULL DEFAULT 0, -- 1: see corrections\n"
	"  number_key TEXT NOT NULL,         -- of its own number, or ''\n"
	"  bytes INTEGER NOT NULL            -- of all versions as they came\n"
	") STRICT;\n"

	"CREATE TABLE versions(\n"
	"  document INTEGER NOT NULL REFERENCES documents,\n"
	"  version INTEGER NOT NULL,   -- from 1\n"
	"  source TEXT NOT NULL,       -- where it was read\n"
	"  format TEXT NOT NULL,       -- the reader's name\n"
	"  state INTEGER NOT NULL,     -- 0 whole, 1 partial, 2 rejected\n"
	"  reason TEXT NOT NULL,       -- of 1 and 2\n"
	"  original BLOB NOT NULL,     -- SHA-256\n"
	"  body BLOB,                  -- SHA-256 of the file it names\n"
	"  size INTEGER NOT NULL,      -- bytes of the original\n"
	"  body_size INTEGER NOT NULL, -- bytes of the body, or 0\n"
	"  added TEXT NOT NULL,        -- ISO 8601, UTC\n"
	"  event INTEGER NOT NULL,     -- that recorded it\n"
	"  erased INTEGER NOT NULL DEFAULT 0, -- event, 0: not erased\n"
	"  fields TEXT NOT NULL,       -- JSON\n"
	"  extras TEXT NOT NULL,       -- JSON\n"
	"  PRIMARY KEY(document, version)\n"
	") STRICT;\n"

	"CREATE TABLE mentions(\n"
	"  document INTEGER NOT NULL,\n"
	"  version INTEGER NOT NULL,\n"
	"  place INTEGER NOT NULL,  -- from 0, in order of the text\n"
	"  number TEXT NOT NULL,    -- for people\n"
	"  key TEXT NOT NULL,       -- what matching compares\n"
	"  type TEXT NOT NULL,      -- as in fields, or ''\n"
	"  date TEXT NOT NULL,      -- YYYY-MM-DD, or ''\n"
	"  date_how INTEGER NOT NULL,\n"
	"  starts INTEGER NOT NULL, -- bytes of the text\n"
	"  ends INTEGER NOT NULL,\n"
	"  PRIMARY KEY(document, version, place),\n"
	"  FOREIGN KEY(document, version) REFERENCES versions\n"
	") STRICT, WITHOUT ROWID;\n"

	"CREATE TABLE corrections(\n"
	"  document INTEGER NOT NULL REFERENCES documents,\n"
	"  field TEXT NOT NULL,\n"
	"  value TEXT NOT NULL,\n"
	"  label TEXT NOT NULL,\n"
	"  event INTEGER NOT NULL REFERENCES events,\n"
	"  PRIMARY KEY(document, field)\n"
	") STRICT, WITHOUT ROWID;\n"

	"CREATE TABLE events(\n"
	"  number INTEGER PRIMARY KEY, -- from 1, without gaps\n"
	"  time TEXT NOT NULL,         -- ISO 8601, UTC\n"
	"  kind TEXT NOT NULL,\n"
	"  id TEXT NOT NULL,           -- the document, or ''\n"
	"  version INTEGER NOT NULL,   -- of that document, or 0\n"
	"  detail TEXT NOT NULL,\n"
	"  content BLOB NOT NULL,      -- SHA-256 of the version, or empty\n"
	"  hash BLOB NOT NULL          -- covers this row and the one before\n"
	") STRICT;\n"
	"CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN\n"
	"  SELECT RAISE(ABORT, 'events are append-only');\n"
	"END;\n"
	"CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN\n"
	"  SELECT RAISE(ABORT, 'events are append-only');\n"
	"END;\n"

	/* For people with nothing but sqlite3. */
	"CREATE VIEW holdings AS SELECT\n"
	"  d.id, d.versions, v.source, v.format, v.added,\n"
	"  json_extract(v.fields, '$.title[0]') AS title,\n"
	"  json_extract(v.fields, '$.number[0]') AS number,\n"
	"  json_extract(v.fields, '$.date[0]') AS date,\n"
	"  lower(hex(v.original)) AS original\n"
	"FROM documents d JOIN versions v\n"
	"  ON v.document = d.document AND v.version = d.versions\n"
	"WHERE NOT d.withdrawn;\n"

	"INSERT INTO meta VALUES('created',\n"
	"  strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));\n"
	"INSERT INTO meta VALUES('events', 0);\n"
	"INSERT INTO meta VALUES('hash', zeroblob(32));\n";

const char *const vb_sql_upgrades[] = {
	[1] = "CREATE TABLE readings(\n"
	      "  document INTEGER NOT NULL,\n"
	      "  version INTEGER NOT NULL,\n"
	      "  reader INTEGER NOT NULL, -- version of the readers\n"
	      "  digest BLOB NOT NULL,    -- SHA-256 of the bytes\n"
	      "  size INTEGER NOT NULL,   -- bytes\n"
	      "  data BLOB NOT NULL,      -- zlib, or as is if length = size\n"
	      "  PRIMARY KEY(document, version),\n"
	      "  FOREIGN KEY(document, version) REFERENCES versions\n"
	      ") STRICT;\n",
	/* The names of what is held are filled in by open.c. */
	[2] = "ALTER TABLE mentions ADD COLUMN kind TEXT NOT NULL"
	      " DEFAULT 'mention';\n"
	      "ALTER TABLE mentions ADD COLUMN issuer TEXT NOT NULL"
	      " DEFAULT '';\n"
	      "ALTER TABLE mentions ADD COLUMN anchor TEXT NOT NULL"
	      " DEFAULT '';\n"
	      "CREATE INDEX mentions_key ON mentions(key);\n"
	      "ALTER TABLE documents ADD COLUMN name_key TEXT NOT NULL"
	      " DEFAULT '';\n"
	      "CREATE INDEX documents_number ON documents(number_key)"
	      " WHERE number_key <> '';\n"
	      "CREATE INDEX documents_name ON documents(name_key)"
	      " WHERE name_key <> '';\n",
};

#define VERSION_COLUMNS                                                        \
	"v.document, v.version, v.source, v.format, v.state, v.reason,"        \
	" v.original, v.body, v.size, v.body_size, v.added, v.event,"          \
	" v.erased, v.fields, v.extras"
#define HELD_COLUMNS                                                           \
	VERSION_COLUMNS ", d.id, d.sequence, d.versions, d.withdrawn,"         \
			" d.reason, d.corrected"
#define MENTION_COLUMNS                                                        \
	"m.number, m.key, m.type, m.date, m.date_how, m.starts, m.ends,"       \
	" m.kind, m.issuer, m.anchor"
/* A field of a version, a person's word first; as vb_archive_get has it. */
#define FIELD(name)                                                            \
	"CASE WHEN d.corrected AND EXISTS (SELECT 1 FROM corrections c"        \
	" WHERE c.document = d.document AND c.field = '" name "') THEN"        \
	" (SELECT value FROM corrections c WHERE c.document = d.document"      \
	" AND c.field = '" name "')"                                           \
	" ELSE coalesce(json_extract(v.fields, '$." name "[0]'), '') END"
/* clang-format off */
#define BRIEF_COLUMNS							\
	"d.id, " FIELD("title") ", " FIELD("number") ", "		\
	FIELD("type") ", " FIELD("issuer") ", " FIELD("date") ", "	\
	FIELD("effective_date") ", d.article"
/* clang-format on */
#define NEWEST                                                                 \
	" FROM documents d JOIN versions v ON v.document = d.document"         \
	" AND v.version = d.versions"
#define CITING                                                                 \
	"SELECT " BRIEF_COLUMNS ", " MENTION_COLUMNS " FROM mentions m"        \
	" JOIN documents d ON d.document = m.document"                         \
	" AND d.versions = m.version JOIN versions v"                          \
	" ON v.document = m.document AND v.version = m.version"                \
	" WHERE d.withdrawn = 0 AND "
/* clang-format off */
#define LISTED								\
	"SELECT d.sequence, e.time, d.id, d.withdrawn, d.article,"	\
	" coalesce(v.erased, 0), " FIELD("type") ", " FIELD("issuer")	\
	", " FIELD("place") " FROM documents d"				\
	" JOIN events e ON e.number = d.sequence"			\
	" LEFT JOIN versions v ON v.document = d.document"		\
	" AND v.version = d.versions"
/* clang-format on */
#define EVENT_COLUMNS "number, time, kind, id, version, detail, content, hash"

const char *const vb_sql_statements[VB_SQL_COUNT] = {
	[VB_SQL_BEGIN] = "BEGIN IMMEDIATE",
	[VB_SQL_COMMIT] = "COMMIT",
	[VB_SQL_ROLLBACK] = "ROLLBACK",
	[VB_SQL_SAVE] = "SAVEPOINT vb_put",
	[VB_SQL_RELEASE] = "RELEASE vb_put",
	[VB_SQL_UNDO] = "ROLLBACK TO vb_put",
	[VB_SQL_SNAPSHOT] = "BEGIN",

	[VB_SQL_HEAD] = "SELECT number, hash FROM events"
			" ORDER BY number DESC LIMIT 1",
	[VB_SQL_SET_HEAD] = "UPDATE meta SET value ="
			    " CASE name WHEN 'events' THEN ?1 ELSE ?2 END"
			    " WHERE name IN ('events', 'hash')",
	[VB_SQL_GET_HEAD] = "SELECT (SELECT value FROM meta"
			    " WHERE name = 'events'), (SELECT value FROM meta"
			    " WHERE name = 'hash')",

	/* The newest version of an id. */
	[VB_SQL_LOOK_UP] =
		"SELECT d.document, d.versions, d.state, d.bytes,"
		" d.withdrawn, d.corrected, d.number_key, d.article,"
		" v.original, v.body, v.format"
		" FROM documents d LEFT JOIN versions v"
		" ON v.document = d.document AND v.version = d.versions"
		" WHERE d.id = ?1",

	[VB_SQL_BLOB_HAS] = "SELECT sz FROM sqlar WHERE name = ?1",
	[VB_SQL_BLOB_PUT] = "INSERT OR IGNORE INTO sqlar"
			    " VALUES(?1, 33188, ?2, ?3, ?4)",
	[VB_SQL_BLOB_GET] = "SELECT sz, data FROM sqlar WHERE name = ?1",
	[VB_SQL_BLOB_NEXT] = "SELECT name, sz, data FROM sqlar",
	[VB_SQL_BLOB_DROP] = "DELETE FROM sqlar WHERE name = ?1",
	[VB_SQL_BLOB_USED] = "SELECT 1 FROM versions WHERE erased = 0"
			     " AND (original = ?1 OR body = ?1) LIMIT 1",
	[VB_SQL_BLOB_ORPHANS] =
		"SELECT name FROM sqlar WHERE name NOT IN"
		" (SELECT lower(hex(original)) FROM versions UNION ALL"
		"  SELECT lower(hex(body)) FROM versions"
		"  WHERE body IS NOT NULL)",

	[VB_SQL_BLOBS_OF] = "SELECT min(digest) FROM (SELECT original AS digest"
			    " FROM versions WHERE document = ?1 UNION ALL"
			    " SELECT body FROM versions WHERE document = ?1)"
			    " WHERE digest > ?2 HAVING min(digest) IS NOT NULL",

	[VB_SQL_DOCUMENT_ADD] =
		"INSERT INTO documents(id, sequence, versions, state,"
		" article, number_key, bytes, name_key)"
		" VALUES(?1, ?2, 1, ?3, ?4, ?5, ?6, ?7)",
	[VB_SQL_DOCUMENT_UPDATE] =
		"UPDATE documents SET sequence = ?2, versions = ?3,"
		" state = ?4, article = ?5, number_key = ?6, bytes = ?7,"
		" name_key = ?8"
		" WHERE document = ?1",
	[VB_SQL_DOCUMENT_CORRECT] =
		"UPDATE documents SET sequence = ?2, corrected = 1,"
		" article = ?3, number_key = ?4, name_key = ?5"
		" WHERE document = ?1",
	[VB_SQL_DOCUMENT_WITHDRAW] =
		"UPDATE documents SET sequence = ?2, withdrawn = ?2,"
		" reason = ?3 WHERE document = ?1",
	[VB_SQL_DOCUMENT_ERASE] =
		"UPDATE documents SET corrected = 0, number_key = '',"
		" name_key = ''"
		" WHERE document = ?1",
	[VB_SQL_DOCUMENT_NEXT] =
		"SELECT d.id, d.versions, d.sequence, d.withdrawn,"
		" (SELECT count(*) FROM versions v"
		"  WHERE v.document = d.document),"
		" (SELECT max(version) FROM versions v"
		"  WHERE v.document = d.document),"
		" e.id, w.kind, w.id, v.state, d.state"
		" FROM documents d"
		" LEFT JOIN events e ON e.number = d.sequence"
		" LEFT JOIN events w ON w.number = d.withdrawn"
		" LEFT JOIN versions v ON v.document = d.document"
		"  AND v.version = d.versions",

	[VB_SQL_VERSION_ADD] =
		"INSERT INTO versions(document, version, source, format,"
		" state, reason, original, body, size, body_size, added,"
		" event, fields, extras) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		" ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
	[VB_SQL_VERSION_NEXT] =
		"SELECT " VERSION_COLUMNS ", d.id,"
		" (SELECT sz FROM sqlar WHERE name = lower(hex(v.original))),"
		" (SELECT sz FROM sqlar WHERE name = lower(hex(v.body))),"
		" (SELECT kind FROM events WHERE number = v.erased),"
		" e.id, e.version, e.content"
		" FROM versions v LEFT JOIN documents d"
		" ON d.document = v.document"
		" LEFT JOIN events e ON e.number = v.event",
	[VB_SQL_VERSION_ERASE] =
		"UPDATE versions SET erased = ?2, fields = '{}',"
		" extras = '{}', reason = '' WHERE document = ?1"
		" AND erased = 0",

	[VB_SQL_MENTION_ADD] =
		"INSERT INTO mentions(document, version, place, number, key,"
		" type, date, date_how, starts, ends, kind, issuer, anchor)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
		" ?13)",
	[VB_SQL_MENTIONS] = "SELECT " MENTION_COLUMNS " FROM mentions m"
			    " WHERE document = ?1 AND version = ?2"
			    " ORDER BY place",
	[VB_SQL_MENTIONS_OLD] = "SELECT number, key, type, date, date_how,"
				" starts, ends, 'mention', '', '' FROM mentions"
				" WHERE document = ?1 AND version = ?2"
				" ORDER BY place",
	[VB_SQL_MENTIONS_ERASE] = "DELETE FROM mentions WHERE document = ?1",

	[VB_SQL_SCHEMA] = "PRAGMA user_version",
	[VB_SQL_READING_ADD] =
		"INSERT INTO readings VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
	[VB_SQL_READING_FIND] = "SELECT reader FROM readings"
				" WHERE document = ?1 AND version = ?2",
	[VB_SQL_READING_GET] =
		"SELECT r.size, r.data, r.digest FROM documents d"
		" JOIN readings r ON r.document = d.document"
		" AND r.version = ?2 WHERE d.id = ?1",
	[VB_SQL_READING_NEXT] =
		"SELECT d.id, r.version, r.size, r.data, r.digest, v.erased"
		" FROM readings r LEFT JOIN documents d"
		" ON d.document = r.document LEFT JOIN versions v"
		" ON v.document = r.document AND v.version = r.version",
	[VB_SQL_READINGS_ERASE] = "DELETE FROM readings WHERE document = ?1",
	[VB_SQL_READING_AGE] =
		"SELECT r.reader FROM documents d JOIN readings r"
		" ON r.document = d.document AND r.version = d.versions"
		" WHERE d.id = ?1",
	[VB_SQL_READING_DROP] = "DELETE FROM readings"
				" WHERE document = ?1 AND version = ?2",
	[VB_SQL_REFERENCES_DROP] = "DELETE FROM mentions"
				   " WHERE document = ?1 AND version = ?2",
	[VB_SQL_VERSION_REREAD] =
		"UPDATE versions SET reason = ?3, event = ?4, fields = ?5,"
		" extras = ?6 WHERE document = ?1 AND version = ?2",

	[VB_SQL_CORRECT] = "INSERT OR REPLACE INTO corrections"
			   " VALUES(?1, ?2, ?3, ?4, ?5)",
	[VB_SQL_CORRECTIONS] = "SELECT field, value, label FROM corrections"
			       " WHERE document = ?1",
	[VB_SQL_CORRECTIONS_ERASE] =
		"DELETE FROM corrections WHERE document = ?1",
	[VB_SQL_CORRECTION_FAULTS] =
		"SELECT d.id, c.field FROM corrections c"
		" JOIN documents d ON d.document = c.document"
		" LEFT JOIN events e ON e.number = c.event"
		" WHERE e.number IS NULL OR e.kind <> 'corrected'"
		" OR e.id <> d.id OR e.detail <> c.field || '=' || c.value",

	[VB_SQL_EVENT_ADD] =
		"INSERT INTO events VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[VB_SQL_EVENT_NEXT] = "SELECT " EVENT_COLUMNS " FROM events"
			      " WHERE number > ?1 AND (?2 = '' OR id = ?2)"
			      " ORDER BY number LIMIT ?3",
	[VB_SQL_EVENT_START] =
		"SELECT min(number) FROM (SELECT number FROM events"
		" WHERE ?1 = '' OR id = ?1 ORDER BY number DESC LIMIT ?2)",
	/* Recorded, and gone. */
	[VB_SQL_EVENT_LOST] =
		"SELECT e.id, e.version FROM events e LEFT JOIN versions v"
		" ON v.event = e.number"
		/* what was read again is recorded by its newest event */
		" LEFT JOIN (SELECT id, version, max(number) AS newest"
		"  FROM events WHERE kind = 'reread' GROUP BY id, version) r"
		" ON r.id = e.id AND r.version = e.version"
		" WHERE e.content <> x'' AND v.event IS NULL"
		" AND coalesce(r.newest, 0) <= e.number",

	[VB_SQL_GET] = "SELECT " HELD_COLUMNS " FROM documents d"
		       " LEFT JOIN versions v ON v.document = d.document AND"
		       " v.version = CASE ?2 WHEN 0 THEN d.versions ELSE ?2"
		       " END WHERE d.id = ?1",
	[VB_SQL_CHANGE_NEXT] =
		"SELECT " HELD_COLUMNS " FROM documents d"
		" LEFT JOIN versions v ON v.document = d.document"
		" AND v.version = d.versions"
		" WHERE d.sequence > ?1 AND d.sequence <= ?2"
		" ORDER BY d.sequence LIMIT 1",
	[VB_SQL_SEQUENCE] = "SELECT max(sequence) FROM documents",
	[VB_SQL_PENDING] = "SELECT count(*) FROM documents WHERE sequence > ?1",
	[VB_SQL_ID_NEXT] = "SELECT id, sequence, state FROM documents"
			   " WHERE id > ?1 AND withdrawn = 0"
			   " ORDER BY id LIMIT 1",

	[VB_SQL_STATS] =
		"SELECT count(*) FILTER (WHERE NOT withdrawn),"
		" count(*) FILTER (WHERE NOT withdrawn AND article),"
		" count(*) FILTER (WHERE NOT withdrawn AND state = 1),"
		" count(*) FILTER (WHERE NOT withdrawn AND state = 2),"
		" sum(versions), sum(bytes), max(sequence) FROM documents",
	[VB_SQL_STATS_MENTIONS] =
		"SELECT count(DISTINCT m.key) FROM documents d"
		" JOIN mentions m ON m.document = d.document"
		" AND m.version = d.versions"
		" WHERE NOT d.withdrawn AND m.key <> '' AND m.key NOT IN"
		" (SELECT number_key FROM documents WHERE NOT withdrawn)",

	[VB_SQL_NAMES_NEXT] = "SELECT document, id FROM documents"
			      " WHERE article = 0 AND withdrawn = 0"
			      " AND document > ?1 ORDER BY document LIMIT 1",
	[VB_SQL_NAME_SET] =
		"UPDATE documents SET name_key = ?2 WHERE document = ?1",

	/* Held documents that bear a key: whole, or that begin with it. */
	[VB_SQL_BEARERS_KEY] = "SELECT " BRIEF_COLUMNS NEWEST
			       " WHERE d.number_key = ?1 AND ?1 <> ''"
			       " AND d.withdrawn = 0 ORDER BY d.id LIMIT ?2",
	[VB_SQL_BEARERS_RANGE] =
		"SELECT " BRIEF_COLUMNS ", d.number_key" NEWEST
		" WHERE d.number_key > ?1 AND d.number_key < ?2"
		" AND d.number_key <> '' AND d.withdrawn = 0"
		" ORDER BY d.id LIMIT ?3",
	[VB_SQL_BEARERS_NAME] = "SELECT " BRIEF_COLUMNS NEWEST
				" WHERE d.name_key = ?1 AND ?1 <> ''"
				" AND d.withdrawn = 0 ORDER BY d.id LIMIT ?2",
	[VB_SQL_BEARERS_NAMES] = "SELECT " BRIEF_COLUMNS ", d.name_key" NEWEST
				 " WHERE d.name_key > ?1 AND d.name_key < ?2"
				 " AND d.name_key <> '' AND d.withdrawn = 0"
				 " ORDER BY d.id LIMIT ?3",
	[VB_SQL_CITING] = CITING "m.key = ?1 ORDER BY d.id, m.place",
	[VB_SQL_CITING_RANGE] = CITING "m.key > ?1 AND m.key < ?2"
				       " ORDER BY d.id, m.place",
	/* The ids that NDJSON gave a document; kept as they came. */
	[VB_SQL_RELATED] =
		"SELECT " BRIEF_COLUMNS NEWEST
		" WHERE d.withdrawn = 0 AND instr(v.extras, ?2) > 0"
		" AND EXISTS (SELECT 1 FROM json_each(v.extras, '$.related')"
		"  WHERE value = ?1) ORDER BY d.id",
	[VB_SQL_DOCUMENT_KEYS] =
		"SELECT " BRIEF_COLUMNS ", d.number_key, d.name_key" NEWEST
		" WHERE d.id = ?1 AND d.withdrawn = 0",
	/* Number and name of one law, by either of them. */
	[VB_SQL_KEYS_OF] =
		"SELECT DISTINCT number_key, name_key FROM documents"
		" WHERE withdrawn = 0 AND article = 0 AND number_key <> ''"
		" AND name_key <> '' AND CASE WHEN ?1 <> ''"
		" THEN number_key = ?1 ELSE name_key = ?2"
		" OR (name_key > ?3 AND name_key < ?4) END LIMIT 2",
	[VB_SQL_WANTED] =
		"SELECT m.key, count(DISTINCT m.document) AS n FROM mentions m"
		" JOIN documents d ON d.document = m.document"
		" AND d.versions = m.version"
		" WHERE d.withdrawn = 0 AND m.kind <> 'part-of' AND m.key <> ''"
		" AND m.key NOT IN (SELECT number_key FROM documents"
		"  WHERE withdrawn = 0 AND number_key <> '')"
		" AND m.key NOT IN (SELECT p.key FROM mentions p"
		"  JOIN documents h ON h.document = p.document"
		"  AND h.versions = p.version"
		"  WHERE p.kind = 'part-of' AND h.withdrawn = 0)"
		" GROUP BY m.key ORDER BY n DESC, m.key",
	[VB_SQL_MOST_CITED] =
		"SELECT m.key, count(DISTINCT m.document) AS n FROM mentions m"
		" JOIN documents d ON d.document = m.document"
		" AND d.versions = m.version"
		" WHERE d.withdrawn = 0 AND m.kind <> 'part-of'"
		" AND m.key IN (SELECT number_key FROM documents"
		"  WHERE withdrawn = 0 AND article = 0 AND number_key <> '')"
		" GROUP BY m.key ORDER BY n DESC, m.key",
	[VB_SQL_WANTED_TEXT] =
		"SELECT value, n, sum(n) OVER () FROM (SELECT CASE ?2"
		"  WHEN 0 THEN number WHEN 1 THEN type WHEN 2 THEN issuer"
		"  ELSE CASE WHEN kind = 'amended-by' AND date_how < 2"
		"  THEN '' ELSE date END END AS value, count(*) AS n"
		"  FROM mentions WHERE key = ?1 GROUP BY 1) WHERE value <> ''"
		" ORDER BY n DESC, value LIMIT 1",

	[VB_SQL_COPY_NEXT] = "SELECT document, versions FROM documents"
			     " WHERE document > ?1 ORDER BY document LIMIT 1",
	[VB_SQL_COPY_VERSION] = "SELECT " HELD_COLUMNS " FROM documents d"
				" JOIN versions v ON v.document = d.document"
				" WHERE d.document = ?1 AND v.version = ?2",
	[VB_SQL_COPY_READING] = "SELECT reader, digest FROM readings"
				" WHERE document = ?1 AND version = ?2",
	[VB_SQL_COPY_CORRECTIONS] =
		"SELECT field, value, label, event FROM corrections"
		" WHERE document = ?1 ORDER BY field",
	[VB_SQL_COPY_DOCUMENT] =
		"INSERT INTO documents(id, sequence, versions, state, article,"
		" withdrawn, reason, corrected, number_key, name_key, bytes)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0)",
	/* How many versions there are, and the oldest so far. */
	[VB_SQL_COPY_BEGUN] =
		"SELECT d.document, d.versions, (SELECT min(version)"
		" FROM versions v WHERE v.document = d.document)"
		" FROM documents d WHERE d.id = ?1",
	[VB_SQL_COPY_ADD] =
		"UPDATE documents SET bytes = bytes + ?2 WHERE document = ?1",
	[VB_SQL_COPY_ERASED] = "UPDATE versions SET erased = ?3"
			       " WHERE document = ?1 AND version = ?2",
	[VB_SQL_ERASED_AFTER] = "SELECT 1 FROM events WHERE number > ?1"
				" AND kind = 'erased' LIMIT 1",

	[VB_SQL_LIST] = LISTED " WHERE d.sequence > ?1 AND e.time >= ?2"
			       " AND (?3 = '' OR e.time <= ?3)"
			       " ORDER BY d.sequence",
	[VB_SQL_LIST_ONE] = LISTED " WHERE d.id = ?1",
	[VB_SQL_EARLIEST] = "SELECT min(time) FROM events",

	/* State 2: nothing of it could be read. */
	[VB_SQL_SITEMAP_PARTS] =
		"SELECT p.part, p.documents, e.time FROM"
		" (SELECT (document - 1) / ?1 AS part, count(*) AS documents,"
		"  max(sequence) AS sequence FROM documents"
		"  WHERE withdrawn = 0 AND state <> 2 GROUP BY 1) p"
		" JOIN events e ON e.number = p.sequence ORDER BY p.part",
	[VB_SQL_SITEMAP] = "SELECT d.id, e.time FROM documents d"
			   " JOIN events e ON e.number = d.sequence"
			   " WHERE d.document > ?1 AND d.document <= ?2"
			   " AND d.withdrawn = 0 AND d.state <> 2"
			   " ORDER BY d.document",

	[VB_SQL_INTEGRITY] = "PRAGMA integrity_check(1000)",
	[VB_SQL_FOREIGN_KEYS] = "PRAGMA foreign_key_check",
};
