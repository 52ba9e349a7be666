"""Papers as flat ODF: what LibreOffice turns into everything else."""
from xml.sax.saxutils import escape, quoteattr

import letters
from paper import FOOT, HEAD

SPACES = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"'
    for p, u in (("office", "office"), ("style", "style"), ("text", "text"),
                 ("table", "table"), ("draw", "drawing"),
                 ("fo", "xsl-fo-compatible"), ("meta", "meta"),
                 ("svg", "svg-compatible"),
                 ("presentation", "presentation"))) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:'
    'office:xmlns:loext:1.0"')
UNICODE = "DejaVu Serif"  # has every letter, so that no PDF mixes fonts
FONTS = {               # style -> font, encoding of its letters
    "U": (UNICODE, None), "T": (".VnTime", "tcvn3"),
    "H": (".VnTimeH", "tcvn3"), "V": ("VNI-Times", "vni"),
}


def as_font(text, style):
    """The letters that someone typed in that font."""
    charset = FONTS[style][1]
    if not charset:
        return text
    if style == "H":
        text = text.lower()
    return letters.encode(text, charset).decode("cp1252")


def run(text, style):
    return (f'<text:span text:style-name="{style}">'
            f"{escape(as_font(text, style))}</text:span>")


class Writer:
    def __init__(self, paper):
        self.paper, self.changes = paper, []
        self.seen = 0

    def style(self, capitals=False):
        """Of the next paragraph: old documents mix their fonts."""
        if not self.paper.legacy_fonts:
            return "U"
        self.seen += 1
        if self.paper.path.endswith(".pdf"):    # other fonts hide U+00AD
            return "V"
        if capitals:
            return "H"
        return "TTVU"[self.seen % 4]

    def tracked(self, what, text, style):
        at = f"ct{len(self.changes) + 1}"
        info = ("<office:change-info><dc:creator>Mẫu</dc:creator>"
                "<dc:date>2024-01-02T03:04:05</dc:date>"
                "</office:change-info>")
        if what == "ins":
            self.changes.append(
                f'<text:changed-region xml:id="{at}" text:id="{at}">'
                f"<text:insertion>{info}</text:insertion>"
                "</text:changed-region>")
            return (f'<text:change-start text:change-id="{at}"/>'
                    f'{run(text, style)}<text:change-end '
                    f'text:change-id="{at}"/>')
        self.changes.append(
            f'<text:changed-region xml:id="{at}" text:id="{at}">'
            f'<text:deletion>{info}<text:p>{run(text, style)}</text:p>'
            "</text:deletion></text:changed-region>")
        return f'<text:change text:change-id="{at}"/>'

    def note(self, text, style):
        return ('<text:note text:id="ftn1" text:note-class="footnote">'
                "<text:note-citation>1</text:note-citation><text:note-body>"
                f"<text:p>{run(text, style)}</text:p>"
                "</text:note-body></text:note>")

    def runs(self, runs, style):
        out = ""
        for what, text in runs:
            if what == "text":
                out += run(text, style)
            elif what == "note":
                out += self.note(text, style)
            else:
                out += self.tracked(what, text, style)
        return out

    def lines(self, lines, style):
        return "".join(
            f'<text:p text:style-name="{style}">'
            + run(line, self.style(line == line.upper()
                                   and not any(map(str.isdigit, line))))
            + "</text:p>" for line in lines)

    def block(self, block):
        if block[0] == "beside":
            cells = "".join(
                '<table:table-cell table:style-name="Bare">'
                f"{self.lines(side, 'Mid')}</table:table-cell>"
                for side in block[1:])
            return ('<table:table><table:table-column '
                    'table:style-name="Left"/><table:table-column '
                    'table:style-name="Right"/><table:table-row>'
                    f"{cells}</table:table-row></table:table>")
        if block[0] == "table":
            rows = "".join("<table:table-row>" + "".join(
                '<table:table-cell table:style-name="Lined">'
                f"{self.lines([cell], 'Text')}</table:table-cell>"
                for cell in row) + "</table:table-row>" for row in block[1])
            return ('<table:table><table:table-column '
                    f'table:number-columns-repeated="{len(block[1][0])}"/>'
                    f"{rows}</table:table>")
        _, kind, runs = block
        style = self.style(kind == "type")
        content = self.runs(runs, style)
        if kind == "article":
            return f'<text:h text:outline-level="2">{content}</text:h>'
        name = "Mid" if kind in ("type", "title") else "Text"
        return f'<text:p text:style-name="{name}">{content}</text:p>'

    def text(self):
        body = "".join(map(self.block, self.paper.blocks()))
        changes = ""
        if self.changes:
            changes = ("<text:tracked-changes>" + "".join(self.changes)
                       + "</text:tracked-changes>")
        return document(self.paper, "text", changes + body)


def text_styles():
    fonts = "".join(
        f'<style:style style:name="{key}" style:family="text">'
        f'<style:text-properties style:font-name="{name}" '
        f'fo:language="vi" fo:country="VN"/></style:style>'
        for key, (name, _) in FONTS.items())
    paragraphs = "".join(
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}" '
        'fo:margin-bottom="0.15cm"/>'
        f'<style:text-properties style:font-name="{UNICODE}" '
        'fo:font-size="11pt"/></style:style>'
        for name, align in (("Text", "justify"), ("Mid", "center")))
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell">'
        f'<style:table-cell-properties fo:border="{border}" '
        'fo:padding="0.1cm"/></style:style>'
        for name, border in (("Bare", "none"),
                             ("Lined", "0.5pt solid #000000")))
    cells += "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/>'
        "</style:style>" for name, width in (("Left", 7), ("Right", 9.5)))
    page = ('<style:page-layout style:name="A4">'
            '<style:page-layout-properties fo:page-width="21cm" '
            'fo:page-height="29.7cm" fo:margin-top="2cm" '
            'fo:margin-bottom="2cm" fo:margin-left="2.5cm" '
            'fo:margin-right="2cm"/><style:header-style/>'
            "<style:footer-style/></style:page-layout>")
    return fonts + paragraphs + cells + page


def sized(paper, styles):
    """Small print is hard to recognise."""
    return styles.replace('"11pt"', '"14pt"') if paper.short else styles


def running():
    return ('<style:master-page style:name="Standard" '
            'style:page-layout-name="A4">'
            f"<style:header><text:p>{HEAD}</text:p></style:header>"
            f"<style:footer><text:p>{FOOT} "
            '<text:page-number text:select-page="current">1'
            "</text:page-number></text:p></style:footer>"
            "</style:master-page>")


def document(paper, kind, body):
    title = paper.expected()["title_contains"]      # as it is spelled in it
    running_head = running() if paper.has_running_head() else ""
    masters = {"text": running_head,
               "presentation": '<style:master-page style:name="Standard" '
                               'style:page-layout-name="A4"/>'}
    faces = "".join(
        f'<style:font-face style:name="{name}" svg:font-family='
        + quoteattr(f"'{name}'") + "/>" for name, _ in FONTS.values())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} '
        'office:version="1.3" office:mimetype='
        '"application/vnd.oasis.opendocument.' + kind + '">'
        f"<office:meta><dc:title>{escape(title)}</dc:title>"
        "<meta:initial-creator>Mẫu</meta:initial-creator></office:meta>"
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:automatic-styles>{sized(paper, text_styles())}"
        "</office:automatic-styles><office:master-styles>"
        f"{masters.get(kind, '')}</office:master-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document>\n")


def cell(text):
    style = ' table:style-name="Bare"'
    return (f'<table:table-cell{style} office:value-type="string"><text:p>'
            f"{escape(text)}</text:p></table:table-cell>")


def sheet(paper):
    """Every line a row; tables keep their cells."""
    rows = "".join(
        "<table:table-row>" + "".join(map(cell, line.split("\t")))
        + "</table:table-row>" for line in paper.lines())
    return document(paper, "spreadsheet",
                    '<table:table table:name="Chỉ thị"><table:table-column '
                    'table:number-columns-repeated="3"/>'
                    f"{rows}</table:table>")


def slides(paper):
    """A letterhead, then a few lines a slide."""
    lines = list(paper.lines())
    at = lines.index(paper.title) + 1
    parts = [lines[:at]] + [lines[i:i + 3] for i in range(at, len(lines), 3)]
    pages = ""
    for number, part in enumerate(parts):
        text = "".join(f"<text:p>{escape(line)}</text:p>" for line in part)
        pages += (
            f'<draw:page draw:name="Trang {number + 1}" '
            'draw:master-page-name="Standard"><draw:frame '
            'svg:x="2cm" svg:y="2cm" svg:width="24cm" svg:height="14cm">'
            f"<draw:text-box>{text}</draw:text-box></draw:frame>"
            "</draw:page>")
    return document(paper, "presentation", pages)


def flat(paper):
    """The source, and what its name must end in."""
    ending = paper.path.rsplit(".", 1)[1]
    if ending in ("xlsx", "xls", "ods"):
        return sheet(paper), "fods"
    if ending in ("pptx", "ppt", "odp"):
        return slides(paper), "fodp"
    return Writer(paper).text(), "fodt"
