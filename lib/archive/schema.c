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
};

#define VERSION_COLUMNS                                                        \
	"v.document, v.version, v.source, v.format, v.state, v.reason,"        \
	" v.original, v.body, v.size, v.body_size, v.added, v.event,"          \
	" v.erased, v.fields, v.extras"
#define HELD_COLUMNS                                                           \
	VERSION_COLUMNS ", d.id, d.sequence, d.versions, d.withdrawn,"         \
			" d.reason, d.corrected"
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
		" article, number_key, bytes)"
		" VALUES(?1, ?2, 1, ?3, ?4, ?5, ?6)",
	[VB_SQL_DOCUMENT_UPDATE] =
		"UPDATE documents SET sequence = ?2, versions = ?3,"
		" state = ?4, article = ?5, number_key = ?6, bytes = ?7"
		" WHERE document = ?1",
	[VB_SQL_DOCUMENT_CORRECT] =
		"UPDATE documents SET sequence = ?2, corrected = 1,"
		" article = ?3, number_key = ?4 WHERE document = ?1",
	[VB_SQL_DOCUMENT_WITHDRAW] =
		"UPDATE documents SET sequence = ?2, withdrawn = ?2,"
		" reason = ?3 WHERE document = ?1",
	[VB_SQL_DOCUMENT_ERASE] =
		"UPDATE documents SET corrected = 0, number_key = ''"
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
		"INSERT INTO mentions VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		" ?8, ?9, ?10)",
	[VB_SQL_MENTIONS] = "SELECT number, key, type, date, date_how,"
			    " starts, ends FROM mentions"
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
		" WHERE e.content <> x'' AND v.event IS NULL",

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

	[VB_SQL_INTEGRITY] = "PRAGMA integrity_check(1000)",
	[VB_SQL_FOREIGN_KEYS] = "PRAGMA foreign_key_check",
};
