-- An archive in schema version 2, as vanban-indexer of that schema made it of
-- two lines of NDJSON and sqlite3's .dump wrote it down; the first three
-- lines are not in a dump.
PRAGMA application_id = 1447190894;
PRAGMA user_version = 2;
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta(
  name TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('created','2026-11-22T15:14:01Z');
INSERT INTO meta VALUES('events',2);
INSERT INTO meta VALUES('hash',X'a17760a29af54bd7d2a10b1898b18f85afd97f18e6186bdab32c333e393d632d');
CREATE TABLE sqlar(
  name TEXT PRIMARY KEY, -- SHA-256 of the bytes, hex
  mode INT,
  mtime INT,
  sz INT,                -- bytes as they came
  data BLOB              -- zlib, or as it came if length = sz
) STRICT;
INSERT INTO sqlar VALUES('ab12c56b1bb7e5998f084dfcec05fb7a8ff87a4cf0476dce5f6f3f5b833b305e',33188,1795360441,202,X'1895ab56ca4c51b252ca294d2cd13554d2512ac92cc949050af8943edcb5b644212423312f43212ff3f0aa3ca0645e696e526a1150d6d45cdfc8c0c8403fd0c3d004a4a9b200a107c8cfcecc03199a929f5c9a9b9a071249492c01a90069d23530d3353403e94aad28018a1d9990f9707763a982a11eb26d0a39871728241fde9297ae907278519e421850517b89825f62ae42c9c3ddab158e4c7cb87bb982a1994249e9c3dd5333f5946a01122a49c0');
INSERT INTO sqlar VALUES('925230d120013f4c8764d9401d65fa8346ee37de280e1d93ab9043dd21a3e1be',33188,1795360441,183,X'1895ab56ca4c51b2524a4accd43554d2512ac92cc94905f27d1fee9e59a290f470d7e23c85f48c4ca04c76661e4861625149663250898e524a620948a5918191a1ae21109981b4a7569400c5428a321fee6ece53c8ce48cc5470ce78b8bb53a10448762b143fdc3d51c1c840d739443f2454212ffdf0824a0543533d434385b2c30b147c4a1fee5a5b0251646aae0f34d9403fd0c3d004a6d04cdf0c2ca8a7540b00c6b43f6e');
CREATE TABLE documents(
  document INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sequence INTEGER NOT NULL UNIQUE, -- event of the last change
  versions INTEGER NOT NULL,        -- how many; newest's number
  state INTEGER NOT NULL,           -- of the newest
  article INTEGER NOT NULL,         -- 1: a portal page
  withdrawn INTEGER NOT NULL DEFAULT 0, -- event, 0: not withdrawn
  reason TEXT NOT NULL DEFAULT '',  -- of the withdrawal
  corrected INTEGER NOT NULL DEFAULT 0, -- 1: see corrections
  number_key TEXT NOT NULL,         -- of its own number, or ''
  bytes INTEGER NOT NULL            -- of all versions as they came
) STRICT;
INSERT INTO documents VALUES(1,'luat-1',1,1,0,0,0,'',0,'57 2020 QH14',202);
INSERT INTO documents VALUES(2,'bai-1',2,1,0,1,0,'',0,'',183);
CREATE TABLE versions(
  document INTEGER NOT NULL REFERENCES documents,
  version INTEGER NOT NULL,   -- from 1
  source TEXT NOT NULL,       -- where it was read
  format TEXT NOT NULL,       -- the reader's name
  state INTEGER NOT NULL,     -- 0 whole, 1 partial, 2 rejected
  reason TEXT NOT NULL,       -- of 1 and 2
  original BLOB NOT NULL,     -- SHA-256
  body BLOB,                  -- SHA-256 of the file it names
  size INTEGER NOT NULL,      -- bytes of the original
  body_size INTEGER NOT NULL, -- bytes of the body, or 0
  added TEXT NOT NULL,        -- ISO 8601, UTC
  event INTEGER NOT NULL,     -- that recorded it
  erased INTEGER NOT NULL DEFAULT 0, -- event, 0: not erased
  fields TEXT NOT NULL,       -- JSON
  extras TEXT NOT NULL,       -- JSON
  PRIMARY KEY(document, version)
) STRICT;
INSERT INTO versions VALUES(1,1,'luat-1','ndjson',0,'',X'ab12c56b1bb7e5998f084dfcec05fb7a8ff87a4cf0476dce5f6f3f5b833b305e',NULL,202,0,'2026-11-22T15:14:01Z',1,0,'{"title":["Luật Thanh niên","given",1],"number":["57/2020/QH14","given",1],"type":["luat","given",1,0,0,"Luật"],"date":["2020-06-16","given",1],"kind":["document","given",1]}','{}');
INSERT INTO versions VALUES(2,1,'bai-1','ndjson',0,'',X'925230d120013f4c8764d9401d65fa8346ee37de280e1d93ab9043dd21a3e1be',NULL,183,0,'2026-11-22T15:14:01Z',2,0,'{"title":["Một bản ghi","given",1],"date":["2021-11-16","given",1],"kind":["article","given",1]}','{}');
CREATE TABLE mentions(
  document INTEGER NOT NULL,
  version INTEGER NOT NULL,
  place INTEGER NOT NULL,  -- from 0, in order of the text
  number TEXT NOT NULL,    -- for people
  key TEXT NOT NULL,       -- what matching compares
  type TEXT NOT NULL,      -- as in fields, or ''
  date TEXT NOT NULL,      -- YYYY-MM-DD, or ''
  date_how INTEGER NOT NULL,
  starts INTEGER NOT NULL, -- bytes of the text
  ends INTEGER NOT NULL,
  PRIMARY KEY(document, version, place),
  FOREIGN KEY(document, version) REFERENCES versions
) STRICT, WITHOUT ROWID;
INSERT INTO mentions VALUES(2,1,0,'20-CT/TU','20 CT TU','chi-thi','2021-11-15',1,30,38);
INSERT INTO mentions VALUES(2,1,1,'57/2020/QH14','57 2020 QH14','luat','2020-06-16',2,67,79);
CREATE TABLE corrections(
  document INTEGER NOT NULL REFERENCES documents,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  label TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES events,
  PRIMARY KEY(document, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE events(
  number INTEGER PRIMARY KEY, -- from 1, without gaps
  time TEXT NOT NULL,         -- ISO 8601, UTC
  kind TEXT NOT NULL,
  id TEXT NOT NULL,           -- the document, or ''
  version INTEGER NOT NULL,   -- of that document, or 0
  detail TEXT NOT NULL,
  content BLOB NOT NULL,      -- SHA-256 of the version, or empty
  hash BLOB NOT NULL          -- covers this row and the one before
) STRICT;
INSERT INTO events VALUES(1,'2026-11-22T15:14:01Z','added','luat-1',1,'luat-1',X'bf57bdeb5494a329440bdd5cdab27efdab42d67cdcdbb7244de02399555406d0',X'39e1520752ae9f0c497d5344075448c518965e9b17f21280ec18badbacb3b20d');
INSERT INTO events VALUES(2,'2026-11-22T15:14:01Z','added','bai-1',1,'bai-1',X'dc80c02f1fd0ec46be7d9b5d131daea96a55b2bbb68c433c67854d5a9e448cc2',X'a17760a29af54bd7d2a10b1898b18f85afd97f18e6186bdab32c333e393d632d');
CREATE TABLE readings(
  document INTEGER NOT NULL,
  version INTEGER NOT NULL,
  reader INTEGER NOT NULL, -- version of the readers
  digest BLOB NOT NULL,    -- SHA-256 of the bytes
  size INTEGER NOT NULL,   -- bytes
  data BLOB NOT NULL,      -- zlib, or as is if length = size
  PRIMARY KEY(document, version),
  FOREIGN KEY(document, version) REFERENCES versions
) STRICT;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE VIEW holdings AS SELECT
  d.id, d.versions, v.source, v.format, v.added,
  json_extract(v.fields, '$.title[0]') AS title,
  json_extract(v.fields, '$.number[0]') AS number,
  json_extract(v.fields, '$.date[0]') AS date,
  lower(hex(v.original)) AS original
FROM documents d JOIN versions v
  ON v.document = d.document AND v.version = d.versions
WHERE NOT d.withdrawn;
COMMIT;
