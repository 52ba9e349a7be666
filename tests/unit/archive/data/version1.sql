-- An archive in schema version 1, as vanban-indexer of that schema made it of
-- three files (a text, a page, and NDJSON of which the second run saw another
-- line) and sqlite3's .dump wrote it down; the first three lines are not in a
-- dump.
PRAGMA application_id = 1447190894;
PRAGMA user_version = 1;
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta(
  name TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('created','2026-11-22T12:35:48Z');
INSERT INTO meta VALUES('events',4);
INSERT INTO meta VALUES('hash',X'5a73f328c859b25af95686d6724f6c363d979f940e1cf81e316c98b505591ddd');
CREATE TABLE sqlar(
  name TEXT PRIMARY KEY, -- SHA-256 of the bytes, hex
  mode INT,
  mtime INT,
  sz INT,                -- bytes as they came
  data BLOB              -- zlib, or as it came if length = sz
) STRICT;
INSERT INTO sqlar VALUES('0e8f1b686c8849b29535159bc5b0de0b6311932ddcec8c50b4f13f0fc5b8c6dc',33188,1795350948,105,X'1895ab56ca4c51b2524a3abc2053d7504947a924b324271528e0fb70f7cc1285a487bb16e729a467648264522b4a80124e60a1928c87bb572ae4653cdcb5b4440f24995f90990c943d321124a270646222484b717e7c4951625eba9295712d007ea629e9');
INSERT INTO sqlar VALUES('bfb46049bf2b85868e0d1b75a2be6ab6ecf064f862ff78a98aea3ccc98a33d8a',33188,1795350948,279,X'18954d8ebd4a03411485fb798af3029bec0a226ab56c20378503c149d05256d80de8183129ecd405f1a7495269e7164a2c2c04ab19b0997991fb265ead6ccebd7038e73bc4fe6980b860bfd27d680a371a3d1165d8df6902852b98b8d6a4f6d92f77906e76f530a1b8d03da50a094b8ac22ac74168407f65859c37e83ec5758ef180fdad81cef7d42fe4b9c409bb8f291208e013c767f211bbd6d698d6c1954a4990fd0386a34376df468dd95fa39a841671c9ee7526d4d85894ecdf51d4ecef31137dc485ccc3469a14a66b46b05578b944968a195a5b610b3636a7e267dbbb326422a573641d983a7c897d3e3ffacfe8a81f17b27850');
INSERT INTO sqlar VALUES('dad6c1b85f998249f8ca31d1fcc96f67be726034d5dc880246a117a857337155',33188,1795350948,292,X'1895858f310ac2301486aff20ea0c6083a854c0e4e05f104554b5fb14db53e05477112171ddd2c2282dea0191cd28be42646b3b839bec7f77df00ba42c9502a3702a052594467260f5390115a3d507585bbd85383125d4275bdd48300f09e695713edd389dffb31c21e672644a1503ef31ce59a7dde10dc05f6d6c2ecabb817f2c561b5bbd0896569fa0dd65c1b039a88f411fd6e6f2db072acc437d0e7d087d86acde2b6c006194c3cc5500735b95137494b97ed12d14e1877b7e2bf715a87a97b5049bbb757e1743ca52f906287383c6');
INSERT INTO sqlar VALUES('08663e91e13e2f9a4a3aebfbbb52112359b75608604594cd3fe722e383dc14b2',33188,1795350948,118,X'1895ab56ca4c51b2524a3abc2053d7504947a924b324271528e0fb70f7cc1285a487bb16e729a467648264522b4a80124e60a1928c87bb572a642466ea28a43cdcb53a4fc1c840d739443f24540fa432bf203319a8f4c8c487bb9696281c999808d25f9c1f5f52949897ae64655c0b006bb72d13');
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
INSERT INTO documents VALUES(1,'bài-1',4,2,0,1,0,'',0,'',223);
INSERT INTO documents VALUES(2,'32ed197e52d85c4d',2,1,0,0,0,'',0,'5 NQ HĐND',279);
INSERT INTO documents VALUES(3,'879df6c235dd9892',3,1,0,1,0,'',0,'',292);
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
INSERT INTO versions VALUES(1,1,'bài-1','ndjson',0,'',X'0e8f1b686c8849b29535159bc5b0de0b6311932ddcec8c50b4f13f0fc5b8c6dc',NULL,105,0,'2026-11-22T12:35:48Z',1,0,'{"title":["Một bản ghi","given",1],"topic":["đất đai","given",1],"kind":["article","inferred",0.8]}','{"so_trang":3}');
INSERT INTO versions VALUES(2,1,'https://example.org/nq.txt','text',0,'',X'bfb46049bf2b85868e0d1b75a2be6ab6ecf064f862ff78a98aea3ccc98a33d8a',NULL,279,0,'2026-11-22T12:35:48Z',2,0,'{"title":["Nghị quyết Về giá đất","read",0.9,144,175],"number":["05/NQ-HĐND","read",0.95,48,59],"type":["nghi-quyet","read",0.95,0,0,"Nghị quyết"],"issuer":["Hội đồng nhân dân tỉnh Hà Tĩnh","read",0.8,0,41],"place":["Hà Tĩnh","inferred",0.9],"date":["2019-07-10","read",0.9,212,239],"kind":["document","inferred",0.8]}','{}');
INSERT INTO versions VALUES(3,1,'https://example.org/tin.html','html',0,'',X'dad6c1b85f998249f8ca31d1fcc96f67be726034d5dc880246a117a857337155',NULL,292,0,'2026-11-22T12:35:48Z',3,0,'{"title":["Hội nghị về giá đất","read",0.8],"kind":["article","inferred",0.8]}','{}');
INSERT INTO versions VALUES(1,2,'bài-1','ndjson',0,'',X'08663e91e13e2f9a4a3aebfbbb52112359b75608604594cd3fe722e383dc14b2',NULL,118,0,'2026-11-22T12:35:48Z',4,0,'{"title":["Một bản ghi","given",1],"topic":["đất đai","given",1],"kind":["article","inferred",0.8]}','{"so_trang":3}');
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
INSERT INTO mentions VALUES(1,2,0,'20-CT/TU','20 CT TU','chi-thi','',0,23,31);
INSERT INTO mentions VALUES(2,1,0,'20-CT/TU','20 CT TU','chi-thi','2019-07-10',2,203,211);
INSERT INTO mentions VALUES(3,1,0,'05/NQ-HĐND','5 NQ HĐND','nghi-quyet','',0,61,72);
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
INSERT INTO events VALUES(1,'2026-11-22T12:35:48Z','added','bài-1',1,'bài-1',X'6a297e401a2a7fb952575ac9dd8473502b424ba25617ff69dc78442681877bfe',X'993227c70935407d15663c3bbb7b86a7a4bcf9a8fce651a56b59f61c67bd5943');
INSERT INTO events VALUES(2,'2026-11-22T12:35:48Z','added','32ed197e52d85c4d',1,'https://example.org/nq.txt',X'b77ee189947410883e251da0d013497702c269cb709d0e0084b2f72695cce794',X'c32a40a5a5a7876503d96eb1b2e83e29f9ed4ca2fe83cb5f8cdba5f89ea8183f');
INSERT INTO events VALUES(3,'2026-11-22T12:35:48Z','added','879df6c235dd9892',1,'https://example.org/tin.html',X'172e88b823f3cd6aee5d0c0b17e0d1d97cbb83c3f81a194c419eb3dd688a4844',X'b9593ab7fa358f2d7feaddc5a93115a69f8684f83d9ac9b90e72a901c67d3185');
INSERT INTO events VALUES(4,'2026-11-22T12:35:48Z','updated','bài-1',2,'bài-1',X'8b1bebc5924f4eb124cefcfa97cc5a9e1ac3bb022d5178fb6c47b2f71648ccb2',X'5a73f328c859b25af95686d6724f6c363d979f940e1cf81e316c98b505591ddd');
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
