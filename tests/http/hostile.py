"""What somebody who means harm would store or ask for, and what no answer may
hold then: an element, an attribute, an address or a header made of it."""
import json
import re
import xml.etree.ElementTree as ET

import html5lib

MARK = "vbxss"

# Each brings the mark along wherever it succeeds.
PAYLOADS = [
    '<vbxss vbxss=1>x</vbxss>',
    '"><img src=x vbxss=1 onerror=alert(1)>',
    "'><svg vbxss=1 onload=alert(1)>",
    "</title></textarea></script></style><script vbxss=1>alert(1)</script>",
    '" vbxss=1 onfocus=alert(1) autofocus x="',
    "' vbxss=1 onmouseover=alert(1) x='",
    "` vbxss=1 onclick=alert(1) ",
    "javascript:alert('vbxss')",
    "java\tscript:alert('vbxss', 2)",
    "data:text/html,<script vbxss=1>alert(1)</script>",
    "//vbxss.example/",
    "\\/\\vbxss.example/",
    "https://vbxss.example/\" vbxss=1 onclick=\"alert(1)",
    "{{q}}{{&text}}{{>head.html}}{{:lang}}{{#hits}}<vbxss>",
    "&lt;script vbxss=1&gt;&#60;img vbxss=1&#62;",
    "<!-- --!> <vbxss> -->",
    "]]><vbxss/><![CDATA[<vbxss>",
    "<?vbxss ?><!DOCTYPE vbxss>",
    "<mark vbxss=1 onclick=alert(1)>bom</mark>",
    "<a href=javascript:alert(1) vbxss=1>",
    "</p></li></td></table></main><vbxss>",
    "\u2028</script>\u2029<vbxss>\u202e\ufeff",
    "\uff1cvbxss\uff1e \u02bavbxss=1 onx=1",
    "+ADw-vbxss+AD4-",
    "%3Cvbxss%3E%22%20vbxss%3D1",
    "x\r\nX-Vbxss: 1\r\nSet-Cookie: vbxss=1",
    "x\nLocation: //vbxss.example/\n\n<vbxss>",
    "style=width:expression(vbxss) x:url(javascript:vbxss)",
]

# Attributes whose value is an address that a browser may go to.
ADDRESSES = (
    "href src action formaction data poster srcset background cite ping "
    "longdesc manifest xlink:href".split()
)
# Elements that no page of ours has.
NEVER = set(
    "iframe object embed applet base frame frameset style template slot "
    "marquee audio video math portal".split()
)
HEADERS = set(
    "date server connection content-length content-type content-encoding "
    "content-disposition content-language content-location keep-alive "
    "cache-control etag last-modified vary link allow age "
    "content-security-policy x-content-type-options referrer-policy "
    "retry-after location x-request-id deprecation accept-ranges "
    "cross-origin-resource-policy cross-origin-opener-policy "
    "permissions-policy x-total-count access-control-allow-origin "
    "access-control-expose-headers".split()
)


def of_address(name, value):
    """What is wrong with an attribute that holds an address."""
    # A browser drops these before it looks for the scheme.
    address = re.sub(r"[\x00-\x20\x7f]", "", value or "").lower()
    if address.startswith("data:image/svg+xml,%3csvg") and name == "href":
        return MARK in address  # the icon
    if re.match(r"(javascript|vbscript|data|file|blob):", address):
        return True
    return re.match(r"[\\/]{2}", address) is not None


def of_script(element):
    """Ours come from a file of ours; data is JSON and nothing else."""
    if element.get("src") is not None:
        return not re.fullmatch(r"/static/[a-z-]+[0-9a-f]*\.js", element.get("src"))
    if element.get("type") != "application/ld+json":
        return True
    try:
        json.loads(element.text)
    except ValueError:
        return True
    return False


def of_html(text):
    """Offences of a page, as words."""
    bad = []
    tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    for e in tree.iter():
        if not isinstance(e.tag, str):
            if MARK in (e.text or ""):
                bad.append("comment %r" % e.text)
            continue
        tag = e.tag.split("}")[-1].lower()
        if MARK in tag or tag in NEVER or (tag == "script" and of_script(e)):
            bad.append("<%s>" % tag)
        if tag == "meta" and (e.get("http-equiv") or "").lower() == "refresh":
            bad.append("refresh")
        for name, value in e.attrib.items():
            name = str(name).split("}")[-1].lower()
            if MARK in name or re.match(r"on|style$|srcdoc$|autofocus$", name):
                bad.append("%s %s=" % (tag, name))
            if name in ADDRESSES and of_address(name, value):
                bad.append("%s %s=%s" % (tag, name, value))
    return bad


def of_xml(text):
    """Offences of an XML answer, which has to be well-formed."""
    bad = []
    try:
        tree = ET.fromstring(text)
    except ET.ParseError as e:
        return ["not XML: %s" % e]
    for e in tree.iter():
        if not isinstance(e.tag, str):
            continue
        if MARK in e.tag or any(MARK in name for name in e.attrib):
            bad.append("<%s>" % e.tag)
        for name, value in e.attrib.items():
            if name in ADDRESSES and of_address(name, value):
                bad.append("%s=%s" % (name, value))
        if e.text and e.get("type") in ("html", "xhtml"):
            bad += of_html(e.text)
    return bad


def of_json(text):
    """Offences of a JSON answer: of the strings that are HTML."""
    bad = []
    try:
        tree = json.loads(text)
    except ValueError as e:
        return ["not JSON: %s" % e]
    todo = [(None, tree)]
    while todo:
        name, value = todo.pop()
        if isinstance(value, dict):
            todo += value.items()
        elif isinstance(value, list):
            todo += [(name, item) for item in value]
        elif name in ("snippet", "html") and value:
            bad += of_html(value)
    return bad


def of_headers(headers):
    """Offences of the header: pairs of name and value, as they came."""
    bad = []
    for name, value in headers:
        if name.lower() not in HEADERS:
            bad.append("header %s" % name)
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]|<vbxss|vbxss=1", value):
            bad.append("header %s: %s" % (name, value))
    names = [name.lower() for name, _ in headers]
    for name in ("content-type", "content-length", "x-content-type-options"):
        if names.count(name) != 1:
            bad.append("header %s: %d of them" % (name, names.count(name)))
    return bad


def of_answer(status, headers, body):
    """All offences of an answer."""
    if status == 304:
        return []
    bad = of_headers(headers)
    kind = {n.lower(): v for n, v in headers}.get("content-type", "")
    if status >= 500 and status != 503:
        bad.append("status %d" % status)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return bad + ["not UTF-8"] if kind.startswith("text/html") else bad
    if kind.startswith("text/html"):
        if "charset=utf-8" not in kind:
            bad.append("no charset")
        return bad + of_html(text)
    if re.search(r"[/+]json", kind):
        return bad + of_json(text)
    if re.search(r"[/+]xml", kind):
        return bad + of_xml(text)
    return bad
