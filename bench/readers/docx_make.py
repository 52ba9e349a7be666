"""Files for docx.sh.

usage: docx_make.py SMALL N COPIES M LAW...

Writes N small DOCX files, of some two hundred words each, to the folder
SMALL, and M copies of each LAW to COPIES, with a paragraph of their own each.
"""
import os
import sys
import zipfile

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
         'content-types"><Default Extension="xml" ContentType='
         '"application/xml"/></Types>')
SENTENCE = ("Hội đồng nhân dân tỉnh khóa {n} thông qua nghị quyết số {k} về "
            "phát triển kinh tế và xã hội của địa phương trong năm sau.")


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def small(path, n):
    body = "".join(paragraph(SENTENCE.format(n=n, k=k)) for k in range(8))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", TYPES)
        out.writestr("word/document.xml",
                     f'<w:document xmlns:w="{SPACE}"><w:body>{body}'
                     "</w:body></w:document>")


def copy(law, path, n):
    """The law with one more paragraph, so that it is another document."""
    with zipfile.ZipFile(law) as source, \
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "word/document.xml":
                more = paragraph(SENTENCE.format(n=n, k=n)).encode()
                data = data.replace(b"<w:body>", b"<w:body>" + more, 1)
            out.writestr(member.filename, data)


def main():
    for n in range(int(sys.argv[2])):
        small(os.path.join(sys.argv[1], f"nho-{n}.docx"), n)
    for n in range(int(sys.argv[4])):
        for i, law in enumerate(sys.argv[5:]):
            copy(law, os.path.join(sys.argv[3], f"luat-{i}-{n}.docx"), n)


if __name__ == "__main__":
    main()
