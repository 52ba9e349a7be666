"""Rows of texts.py into documents: blocks, and what a reader must find.

A block is (kind, ...):
    ("beside", left, right)     two lists of lines, as letterheads stand
    ("p", KIND, runs)           KIND: type, title, body or article
    ("table", rows)             of cells
A run is (what, text): "text", "note" (a footnote at that place), "ins" and
"del" (tracked changes).
"""
import datetime

from texts import BODIES, MARKS, ROWS, TOPICS, TYPES

STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
NOTE = ("Tính đến ngày cuối quý trước, theo báo cáo của các thôn gửi về văn "
        "phòng.")
TABLE = [
    ["Việc", "Nơi làm", "Xong trước"],
    ["Thống kê, lập danh sách", "Các thôn", "Tuần thứ nhất"],
    ["Tập huấn cho người làm", "Văn phòng", "Tuần thứ hai"],
    ["Kiểm tra thực địa", "Ban chuyên trách", "Tuần thứ năm"],
]


def plain(text):
    return ("text", text)


def old_spelling(part):
    if isinstance(part, str):
        return part.replace("Ủy", "Uỷ").replace("ủy", "uỷ")
    return type(part)(map(old_spelling, part))


def upper(text):
    return text.upper()


class Paper:
    """One row: its names, and its blocks."""

    def __init__(self, line, mark):
        head, rest = line.split(None, 5)[:5], line.split(None, 5)[5]
        self.path, topic, self.body, self.code, serial = head
        place, rest = rest.split("|")
        province, date, self.signer = self.cut(rest)
        self.place, self.province, self.mark = place, province, mark
        self.date = datetime.date.fromisoformat(date)
        self.topic, self.intro, self.tasks = TOPICS[topic]
        name, above, symbol, self.on_behalf, self.office = BODIES[self.body]
        self.legacy_fonts = (
            self.path.startswith("formats/ubnd-") and self.path.endswith(
                (".doc", ".rtf", ".docx", ".odt", ".html", ".pdf")))
        self.tcvn3 = ".tcvn3." in self.path or (
            self.legacy_fonts and not self.path.endswith(".pdf"))
        self.issuer = name.format(place)
        self.above = above and above.format(place, province)
        self.party = self.body in ("tu", "du")
        if self.party:
            self.number = f"{int(serial):02}-{self.code}/{symbol}"
        else:
            self.number = f"{int(serial):02}/{self.code}-{symbol}"
        self.type, self.heading = TYPES[self.code]
        self.title = "Về " + self.topic
        self.short = self.path.startswith("scans/")
        self.changes = self.path.endswith((".doc", ".rtf", ".docx", ".odt"))
        # where a note's number is printed, not marked up
        self.mark_of_note = (
            " 1" if self.path.endswith((".pdf", ".html")) else "")

    @staticmethod
    def cut(text):
        words = text.split()
        at = next(i for i, w in enumerate(words) if w[0].isdigit())
        return " ".join(words[:at]), words[at], " ".join(words[at + 1:])

    def place_and_date(self):
        d = self.date
        day = f"{d.day:02}"
        month = f"{d.month:02}" if d.month < 3 else str(d.month)
        return f"{self.place}, ngày {day} tháng {month} năm {d.year}"

    def letterhead(self):
        left = [upper(self.above)] if self.above else []
        # two lines, as the body's and the territory's names stand
        for sep in (" tỉnh ", " xã "):
            if not self.party and sep in self.issuer:
                kind, place = self.issuer.split(sep, 1)
                left += [upper(kind), upper(sep.strip() + " " + place)]
        if self.party:
            left += [upper(self.issuer), "*"]
        left.append(("Số " if self.party else "Số: ") + self.number)
        right = [PARTY] if self.party else list(STATE)
        right.append(self.place_and_date())
        return ("beside", left, right)

    def signature(self):
        left = ["Nơi nhận:", "- Như trên;", "- Lưu văn thư."]
        right = [line for line in (self.on_behalf, self.office, self.signer)
                 if line]
        return ("beside", left, right)

    def follow(self):
        return f"Đầu mối theo dõi là tổ công tác {self.mark}."

    def points(self):
        """The numbered points; the first has the changes and the note."""
        for i, task in enumerate(self.tasks):
            runs = [plain(f"{i + 1}. {task}")]
            if self.changes and i == 0:
                runs += [("del", " Nội dung này bỏ đi."),
                         ("ins", " Nội dung này mới thêm.")]
            if self.noted() and i == 1:
                runs.append(("note", NOTE))
            yield ("p", "body", runs)

    def noted(self):
        return (self.path.startswith("formats/") and self.body == "hdx")

    def directive(self):
        who = {"tu": "Ban Thường vụ Tỉnh ủy", "du": "Ban Thường vụ Đảng ủy",
               }.get(self.body, self.issuer)
        yield ("p", "body", [plain(f"{self.intro} {who} yêu cầu:")])
        yield from self.points()
        yield ("p", "body", [plain(self.follow())])
        yield ("p", "body", [plain(
            "Chỉ thị này phổ biến đến chi bộ." if self.party else
            "Chỉ thị này có hiệu lực kể từ ngày ký./.")])

    def resolution(self):
        if self.party:
            yield ("p", "body", [plain(self.intro)])
            yield ("p", "article", [plain("I. Nhiệm vụ và giải pháp")])
            yield from self.points()
            yield ("p", "article", [plain("II. Tổ chức thực hiện")])
            yield ("p", "body", [plain(self.follow())])
            return
        yield ("p", "body", [plain(upper(self.issuer))])
        yield ("p", "body", [plain(
            "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;")])
        yield ("p", "body", [plain(
            "Xét tờ trình của Ủy ban nhân dân xã; ý kiến thảo luận của đại "
            "biểu tại kỳ họp.")])
        yield ("p", "body", [plain("QUYẾT NGHỊ:")])
        yield ("p", "article", [plain("Điều 1. Sự cần thiết")])
        yield ("p", "body", [plain(self.intro)])
        yield ("p", "article", [plain("Điều 2. Nhiệm vụ")])
        yield from self.points()
        yield ("p", "article", [plain("Điều 3. Phân công thực hiện")])
        yield ("table", self.table())
        yield ("p", "article", [plain("Điều 4. Hiệu lực thi hành")])
        yield ("p", "body", [plain(self.follow())])
        yield ("p", "body", [plain(
            "Nghị quyết này có hiệu lực kể từ ngày thông qua./.")])

    def table(self):
        """In the PDF so long that it goes on on a second page."""
        more = []
        if self.path.endswith(".pdf"):
            more = [[title[0].upper() + title[1:], "Văn phòng",
                     f"Tuần thứ {6 + at}"]
                    for at, (title, _, _) in enumerate(TOPICS.values())]
        return TABLE + more

    def spelled(self):
        yield self.letterhead()
        yield ("p", "type", [plain(self.heading)])
        yield ("p", "title", [plain(self.title)])
        yield from (self.directive() if self.code == "CT"
                    else self.resolution())
        yield self.signature()

    def blocks(self):
        """TCVN3 has no Ủ, so that those who used it wrote Uỷ."""
        if not self.tcvn3:
            yield from self.spelled()
            return
        for kind, *rest in self.spelled():
            yield (kind, *map(old_spelling, rest))

    def lines(self):
        """The text as a reader reads it, without notes."""
        for block in self.blocks():
            if block[0] == "beside":
                yield from block[1] + block[2]
            elif block[0] == "table":
                yield from ("\t".join(row) for row in block[1])
            else:
                yield "".join(
                    self.mark_of_note if what == "note" else text
                    for what, text in block[2] if what != "del")

    def expected(self):
        as_written = old_spelling if self.tcvn3 else str
        record = {
            "id": None, "kind": "document",
            "title_contains": as_written(self.title),
            "number": self.number, "type": self.type, "issuer": self.issuer,
            "place": self.province, "date": self.date.isoformat(),
            "date_inferred": False, "signer": self.signer, "mentions": [],
            "must_contain": (["là tổ công tác"] if self.short
                             else [as_written(self.tasks[-1]),
                                   self.follow()]),
            "text": "\n".join(self.lines()),
        }
        if self.noted():
            record["notes"] = [(self.mark_of_note + " " + NOTE).strip()]
        absent = ["Nội dung này bỏ đi"] if self.changes else []
        absent += [FOOT, HEAD] if self.has_running_head() else []
        if absent:
            record["absent"] = absent
        return record

    def has_running_head(self):
        """On one page alone nobody can tell a head from the text."""
        return (self.path.startswith("formats/") and
                (self.changes or self.path.endswith(".pdf") and self.noted()))


HEAD = "Bản sao của kho mẫu"       # in the running head
FOOT = "Trang"                     # before the page's number, in the foot


def papers():
    rows = [line for line in ROWS.strip().split("\n")]
    return [Paper(line, MARKS[i]) for i, line in enumerate(rows)]
