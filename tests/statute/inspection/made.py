"""Honest files of every kind, made here: what offices publish."""

import csv
import io
import struct
import wave
import zipfile
import zlib
from functools import cache

import docx
import pikepdf
import xlsxwriter
from PIL import Image

from zhengwu.statute.paper.typeset import fonts_for, typeset

LINES = (
    "关于养老机构备案事项的通知",
    "各区行政审批局：现将备案事项通知如下，请遵照执行。",
    "咨询电话：0511-80821234，地址：文昌区政务路1号政务服务中心。",
    "文号：文审批〔2025〕12号　统一社会信用代码：11320100012345678P",
)
PAGE = b"""#set page(paper: "a4")
#let told = json(bytes(sys.inputs.told))
#set text(font: told.fonts, size: 12pt)
#for line in told.lines { par(line) }
"""
PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml."
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def pdf(lines: tuple[str, ...] = LINES) -> bytes:
    """A PDF as our own renderers write it."""
    return typeset(PAGE, "told", {"lines": lines, "fonts": list(fonts_for().body)})


@cache
def bare_pdf() -> bytes:
    """A PDF of one empty page."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


def word(lines=LINES, shape=None) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "事项"
    table.cell(1, 0).text = "备案"
    if shape:
        shape(document)
    return _saved(document)


def sheet(shape=None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("许可结果")
        page.write_row(0, 0, ["决定文书号", "项目", "金额（万元）", "日期"])
        page.write_row(1, 0, ["文审批许〔2025〕3号", "食品经营许可", 12.5, "2025-03-02"])
        page.write_formula(2, 2, "=SUM(C2:C2)", None, 12.5)
        if shape:
            shape(book, page)
    return out.getvalue()


def slides(words: str = "政策解读", *, show: str = "", notes: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A presentation of one slide, by hand: no library of ours writes these."""
    types = f"""<Types xmlns="{PACKAGE}content-types"><Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
 ContentType="application/xml"/><Override PartName="/ppt/presentation.xml"
 ContentType="{PRESENTATION}presentation.main+xml"/></Types>"""
    drawn = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    shown = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {drawn}'
    said = (
        "<p:sp><p:nvSpPr><p:nvPr><p:ph{}/></p:nvPr></p:nvSpPr>"
        "<p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {shown}/>",
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": f"<p:sld {shown}{show}><p:cSld>{said.format('', words)}</p:cSld></p:sld>",
    }
    if notes:
        parts["ppt/slides/_rels/slide1.xml.rels"] = relations(("notesSlide", "../notesSlides/notesSlide1.xml"))
        body = said.format(' type="body"', notes)
        parts["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes {shown}><p:cSld>{body}</p:cSld></p:notes>"
    return zipped({name: part.encode() for name, part in parts.items()} | (more or {}))


def open_text(content: str = "<text:p>通知</text:p>", more: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text."""
    return _open("text", f"<office:text>{content}</office:text>", more)


def open_sheet(rows: str = "<table:table-row/>", more: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument spreadsheet."""
    inner = f'<office:spreadsheet><table:table table:name="表1">{rows}</table:table></office:spreadsheet>'
    return _open("spreadsheet", inner, more)


def ofd(
    page: str = "<ofd:TextObject><ofd:TextCode>通知</ofd:TextCode></ofd:TextObject>", more=None, author=""
) -> bytes:
    """An OFD document of one page."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    told = f"<ofd:Author>{author}</ofd:Author>" if author else ""
    head = f"<ofd:OFD {space}><ofd:DocInfo>{told}<ofd:Creator>WPS</ofd:Creator></ofd:DocInfo></ofd:OFD>"
    parts = {
        "OFD.xml": head.encode(),
        "Doc_0/Document.xml": f"<ofd:Document {space}/>".encode(),
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}>{page}</ofd:Page>".encode(),
    }
    return zipped(parts | (more or {}))


def picture(kind: str = "PNG", size=(120, 80), **save) -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, kind, **save)
    return out.getvalue()


def photograph() -> bytes:
    """A JPEG that tells where, by whom and with what it was taken, and that it was held on its side."""
    notes = Image.Exif()
    notes[0x010F], notes[0x013B], notes[0x0112] = "A camera", "Lin Xiaohe", 6
    notes.get_ifd(0x8825)[2] = (31.0, 12.0, 30.0)
    notes.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=notes)


def drawing(inner: str = '<rect width="9" height="9" fill="#123"/><text>图例</text>') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>'.encode()


def table(rows=(("序号", "名称", "金额"), ("1", "备案", "-3.5"), ("2", "许可", "+7"))) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def film(more: bytes = b"") -> bytes:
    """The boxes of an MP4, without anything to see."""
    boxes = ((b"ftyp", b"isom\0\0\2\0isom"), (b"moov", b"\0" * 100 + more), (b"mdat", b"\0" * 50))
    return b"".join(struct.pack(">I4s", len(body) + 8, kind) + body for kind, body in boxes)


def sound() -> bytes:
    """Three silent frames of an MP3 at 128 kbit/s and 44.1 kHz."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * 3


def wave_sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as record:
        record.setnchannels(1)
        record.setsampwidth(2)
        record.setframerate(8000)
        record.writeframes(b"\0\0" * 100)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """The head of an old Office file, and a directory that names these streams."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in streams)
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + names


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG, with its sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def relations(*links: tuple[str, str], mode: str = "") -> str:
    """A part of relations: (kind, target)."""
    told = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(links)
    )
    return f'<Relationships xmlns="{PACKAGE}relationships">{told}</Relationships>'


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return out.getvalue()


def edited(content: bytes, **parts: tuple[str, str]) -> bytes:
    """A package in which a string of a part is replaced; `__` stands for `/` in names."""
    members = unzipped(content)
    for name, (before, after) in parts.items():
        key = next(key for key in members if key.rpartition("/")[2].partition(".")[0] == name)
        assert before.encode() in members[key], (key, before)
        members[key] = members[key].replace(before.encode(), after.encode(), 1)
    return zipped(members)


def with_parts(content: bytes, more: dict[str, bytes]) -> bytes:
    """A package with further members."""
    return zipped(unzipped(content) | more)


def pdf_with(change, content: bytes | None = None, **save) -> bytes:
    """A PDF after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content or bare_pdf())) as document:
        change(document)
        document.save(out, **save)
    return out.getvalue()


def _open(kind: str, body: str, more: dict[str, bytes] | None) -> bytes:
    names = ("office", "text", "table", "script", "style", "meta", "draw")
    spaces = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    links = ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = f"<office:document-content{spaces}{links}><office:body>{body}</office:body></office:document-content>"
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": content.encode()}
    return zipped(parts | (more or {}))


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
