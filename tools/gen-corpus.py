#!/usr/bin/env python3
"""Write any number of made-up documents as NDJSON, for tests of scale.

usage: tools/gen-corpus.py --count N [--seed S] [--first I] [--format ndjson]

The words are those of corpus/: its clauses and short phrases, drawn with
Zipf's law, so that a few are everywhere and most are rare. Document i of a
seed is the same whatever --count and --first, on every machine and version
of Python: all choices come from SHAKE-128 of the seed and i. (Editing the
corpus changes the words.) Numbers name one document of the generated set:
issuer, type, number and year never come twice.
"""
import argparse
import glob
import hashlib
import json
import os
import re
import struct
import sys
import unicodedata

DRAWS = 256             # 16-bit random words a document may use
SLOTS = 1 << 16         # of a Zipf table: one for each 16-bit word
SERIALS = 499           # prime: serials of one issuer, type and year
YEARS = range(2006, 2026)
CHUNK = 512             # documents a write

PROVINCES = (
    "tỉnh An Giang", "tỉnh Bắc Ninh", "tỉnh Cà Mau", "tỉnh Cao Bằng",
    "tỉnh Đắk Lắk", "tỉnh Điện Biên", "tỉnh Đồng Nai", "tỉnh Đồng Tháp",
    "tỉnh Gia Lai", "tỉnh Hà Tĩnh", "tỉnh Hải Dương", "tỉnh Hưng Yên",
    "tỉnh Khánh Hòa", "tỉnh Lai Châu", "tỉnh Lạng Sơn", "tỉnh Lào Cai",
    "tỉnh Lâm Đồng", "tỉnh Nghệ An", "tỉnh Ninh Bình", "tỉnh Phú Thọ",
    "tỉnh Quảng Ngãi", "tỉnh Quảng Ninh", "tỉnh Quảng Trị", "tỉnh Sơn La",
    "tỉnh Tây Ninh", "tỉnh Thái Nguyên", "tỉnh Thanh Hóa",
    "tỉnh Tuyên Quang", "tỉnh Vĩnh Long", "thành phố Cần Thơ",
    "thành phố Đà Nẵng", "thành phố Hà Nội", "thành phố Hải Phòng",
    "thành phố Huế",
)
COUNCIL, STATE, PARTY = "Hội đồng nhân dân", "Ủy ban nhân dân", "ủy"
KINDS = (               # slug, label, body, symbol
    ("nghi-quyet", "Nghị quyết", COUNCIL, "{n:02}/{y}/NQ-HĐND"),
    ("nghi-quyet", "Nghị quyết", COUNCIL, "{n:02}/NQ-HĐND"),
    ("quyet-dinh", "Quyết định", STATE, "{n:02}/{y}/QĐ-UBND"),
    ("quyet-dinh", "Quyết định", STATE, "{n:02}/QĐ-UBND"),
    ("chi-thi", "Chỉ thị", STATE, "{n:02}/CT-UBND"),
    ("ke-hoach", "Kế hoạch", STATE, "{n:02}/KH-UBND"),
    ("bao-cao", "Báo cáo", STATE, "{n:02}/BC-UBND"),
    ("chi-thi", "Chỉ thị", PARTY, "{n:02}-CT/TU"),
    ("nghi-quyet", "Nghị quyết", PARTY, "{n:02}-NQ/TU"),
    ("ket-luan", "Kết luận", PARTY, "{n:02}-KL/TU"),
)
ARTICLES = 3            # of ten are articles about a document
BUCKETS = len(PROVINCES) * len(KINDS) * len(YEARS)
EPOCH = BUCKETS * SERIALS     # documents before serials go past SERIALS
OPENERS = ("Về việc", "Về tăng cường", "Về kết quả", "Về đẩy mạnh",
           "Về triển khai", "Quy định về")
UNITS = ("triệu đồng", "tỷ đồng", "hộ", "héc-ta", "lượt người", "công trình",
         "%", "mét", "hồ sơ", "đại biểu", "xã", "ngày làm việc")


def corpus_lines(root):
    """Lines of running text out of the official documents, in order."""
    texts = []
    for path in sorted(glob.glob(os.path.join(root, "official", "*.txt"))):
        with open(path, "rb") as file:
            data = file.read()
        if not data.startswith(b"\xff\xfe"):
            texts.append(data.decode())
    for path in sorted(glob.glob(os.path.join(root, "records", "*.ndjson"))):
        with open(path, encoding="utf-8") as file:
            texts += [json.loads(line).get("text", "") for line in file]
    for text in texts:
        for line in unicodedata.normalize("NFC", text).split("\n"):
            if len(line) > 60 and "   " not in line:
                yield re.sub(r"^(?:\d+\.|[a-zđ]\)|-|Điều \d+\.)\s*", "", line)


def zipf_table(counts, flat):
    """SLOTS items: that of rank r has a share in proportion to 1/(r+flat)."""
    ranked = sorted(counts, key=lambda item: (
        -counts[item], hashlib.sha256(item.encode()).digest()))
    total = sum(1 / (r + flat) for r in range(1, len(ranked) + 1))
    table, reached = [], 0.0
    for rank, item in enumerate(ranked, 1):
        reached += SLOTS / ((rank + flat) * total)
        table += [item] * (round(reached) - len(table))
    return table[:SLOTS] + [ranked[-1]] * (SLOTS - len(table))


def tables(root):
    """Zipf tables of clauses and phrases, and all syllables."""
    clauses, phrases, syllables = {}, {}, set()
    for line in corpus_lines(root):
        for clause in re.split(r"[,;.:“”\"()\[\]]+\s*", line):
            words = clause.split()
            if not 5 <= len(words) <= 16 or re.search(r"\d", clause):
                continue
            clauses[clause] = clauses.get(clause, 0) + 1
            for size in (2, 3, 4):
                for at in range(len(words) - size + 1):
                    phrase = " ".join(words[at:at + size]).lower()
                    phrases[phrase] = phrases.get(phrase, 0) + 1
            syllables |= {w.lower() for w in words if w.isalpha()}
    if not clauses:
        raise OSError(f"{root}: no corpus there")
    return zipf_table(clauses, 4), zipf_table(phrases, 30), sorted(syllables)


def upper(text):
    """With a capital; the rest stays (capitalize() would change names)."""
    return text[0].upper() + text[1:]


class Identity:
    """What names document i: all by arithmetic, so that others can cite."""
    __slots__ = ("place", "slug", "label", "issuer", "number", "date",
                 "day", "prov")

    def __init__(self, i):
        epoch, i_epoch = divmod(i, EPOCH)
        serial, bucket = divmod(i_epoch * 7919 % EPOCH, BUCKETS)
        bucket, at = divmod(bucket, len(KINDS))
        year, at_prov = divmod(bucket, len(PROVINCES))
        self.slug, self.label, body, symbol = KINDS[at]
        self.prov = PROVINCES[at_prov]
        level = "thành phố" if self.prov.startswith("thành") else "tỉnh"
        self.place = self.prov[len(level) + 1:]
        year = YEARS[year]
        serial = 1 + epoch * SERIALS + (
            serial * 211 + bucket * 17 + at * 53) % SERIALS
        self.number = symbol.format(n=serial, y=year)
        if body == PARTY:
            self.issuer = f"{level.split()[0].capitalize()} ủy {self.place}"
        else:
            self.issuer = f"{body} {self.prov}"
        month, day = 1 + i * 5 % 12, 1 + i * 11 % 28
        self.date = f"{year}-{month:02}-{day:02}"
        self.day = "ngày %02d tháng %s năm %d" % (
            day, month if month > 2 else f"0{month}", year)

    def cited(self):
        return f"{self.label} số {self.number} {self.day} của {self.issuer}"


class Maker:
    def __init__(self, root, seed):
        self.clauses, self.phrases, self.syllables = tables(root)
        self.seed = seed

    def draws(self, i):
        key = b"vanban %d %d" % (self.seed, i)
        data = hashlib.shake_128(key).digest(2 * DRAWS)
        return struct.unpack("<%dH" % DRAWS, data)

    def paragraph(self, w):
        """A sentence or two out of 10 draws."""
        phrases, clauses = self.phrases, self.clauses
        syllables = self.syllables
        place = (syllables[w[8] % len(syllables)].capitalize() + " "
                 + syllables[w[9] % len(syllables)].capitalize())
        return (f"{upper(clauses[w[0]])}, {phrases[w[1]]} "
                f"{phrases[w[2]]} {clauses[w[3]]}; {phrases[w[4]]} "
                f"{phrases[w[5]]} {w[6] % 997} {UNITS[w[7] % len(UNITS)]}"
                f" tại {place}.")

    def cite(self, me, i, word):
        """An earlier document of the set, or None when it is later."""
        if i < 2:
            return None
        other = Identity(1 + (word * SLOTS + i * 31) % (i - 1))
        return other if other.date < me.date else None

    def text(self, me, i, w):
        """Header, bases, provisions, signature."""
        party = "/TU" in me.number
        lines = [me.issuer.upper(), f"Số: {me.number}",
                 "ĐẢNG CỘNG SẢN VIỆT NAM" if party else
                 "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                 f"{me.place}, {me.day}", me.label.upper(), self.title(me, w)]
        lines += [f"Căn cứ {self.clauses[w[5]]};"]
        other = self.cite(me, i, w[6])
        if other:
            lines.append(f"Căn cứ {other.cited()};")
        at = 8
        for n in range(1, 4 + w[7] % 2):
            lines.append(f"Điều {n}. {upper(self.clauses[w[at]])}")
            lines += [f"{k}. {self.paragraph(w[at + 10 * k:at + 10 * k + 10])}"
                      for k in (1, 2, 3)]
            at += 41
        other = self.cite(me, i, w[at])
        if other and other.label == me.label:
            lines.append(f"{me.label} này thay thế {other.cited()}.")
        lines += ["Nơi nhận: - Như trên; - Lưu: VT.", "Nguyễn Văn Mẫu"]
        return "\n".join(lines)

    def title(self, me, w):
        return (f"{OPENERS[w[0] % len(OPENERS)]} {self.phrases[w[1]]} "
                f"{self.phrases[w[2]]} {self.phrases[w[3]]} "
                f"trên địa bàn {me.prov}")

    def article(self, me, i, w):
        """A portal page about document i - 1 or an earlier one."""
        about = self.cite(me, i, w[5]) or Identity(max(i - 1, 1))
        lead = (f"{about.label} số {about.number} của {about.issuer} "
                f"{self.phrases[w[6]]} {self.clauses[w[7]]}.")
        body = [self.paragraph(w[at:at + 10])
                for at in range(8, 8 + 10 * (9 + w[4] % 4), 10)]
        return "\n".join([lead, *body])

    def document(self, i):
        me, w = Identity(i), self.draws(i)
        record = {"id": f"gen-{i:07}"}
        if (i + i // 10) % 10 < ARTICLES:
            title = f"{me.place}: {self.clauses[w[0]]} {self.phrases[w[1]]}"
            record |= {"kind": "article", "title": title, "place": me.place,
                       "date": me.date, "text": self.article(me, i, w)}
        else:
            record |= {"kind": "document",
                       "title": f"{me.label} {self.title(me, w)}",
                       "number": me.number, "type": me.slug,
                       "issuer": me.issuer, "place": me.place,
                       "date": me.date, "text": self.text(me, i, w)}
        return record


def main():
    parser = argparse.ArgumentParser(
        description="write made-up documents as NDJSON")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=1, metavar="I",
                        help="number of the first document")
    parser.add_argument("--format", choices=["ndjson"], default="ndjson")
    args = parser.parse_args()
    if args.count < 0 or args.first < 1:
        parser.error("--count can't be negative, --first begins at 1")
    here = os.path.dirname(os.path.abspath(__file__))
    maker = Maker(os.path.join(here, "..", "corpus"), args.seed)
    encode = json.JSONEncoder(ensure_ascii=False).encode
    out = sys.stdout.buffer
    last = args.first + args.count
    for start in range(args.first, last, CHUNK):
        lines = [encode(maker.document(i))
                 for i in range(start, min(start + CHUNK, last))]
        out.write(("\n".join(lines) + "\n").encode())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except OSError as error:
        print(f"gen-corpus: {error}", file=sys.stderr)
        sys.exit(2)
