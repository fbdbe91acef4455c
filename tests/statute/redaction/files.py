"""Builds originals and redacted copies for the tests: every trick by which a passage outlives its removal."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

import docx
import pikepdf
from PIL import Image

from zhengwu.statute.paper.typeset import fonts_for, typeset

SECRET = "申请人林晓禾，电话13800001234"
LINES = (
    "关于养老机构备案情况的记录",
    f"二〇二五年六月三日，{SECRET}，到局办理备案。",
    "经核对，材料齐全，当场出具备案回执。",
)
GONE = "二〇二五年六月三日，■■■■，到局办理备案。"
KEPT = (LINES[0], GONE, LINES[2])
PAGE = b"""#set page(paper: "a4")
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title)
#set text(font: told.fonts, size: 12pt, cjk-latin-spacing: none)
#for line in told.lines { par(line) }
#if told.covered != "" {
  place(top + left, dy: 60pt, text(told.covered))
  place(top + left, dy: 55pt, rect(width: 100%, height: 25pt, fill: black))
}
"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def pdf(lines: tuple[str, ...] = LINES, covered: str = "") -> bytes:
    told = {"title": "记录", "lines": lines, "covered": covered, "fonts": list(fonts_for().body)}
    return typeset(PAGE, "told", told)


def word(lines: tuple[str, ...] = LINES, shape: Callable[[docx.document.Document], None] | None = None) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if shape:
        shape(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_xml(xml: str) -> bytes:
    """The redacted Word file with this XML in its last paragraph; `w:` is bound."""
    return edited(
        word(KEPT), "word/document.xml", lambda text: text.replace("</w:p><w:sectPr", f"{xml}</w:p><w:sectPr")
    )


def edited(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    members = unzipped(content)
    before = members[name].decode()
    members[name] = change(before).encode()
    assert members[name].decode() != before, "the trick did not take"
    return zipped(members)


def added(content: bytes, name: str, part: bytes, kind: str = "customXml", source: str = "word/") -> bytes:
    """The Word file with a further part and a relation to it."""
    members = unzipped(content)
    members[name] = part
    relation = (
        f'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    )
    rels = "word/_rels/document.xml.rels"
    members[rels] = re.sub(
        b"</Relationships>", f'{relation} Target="/{name}"/></Relationships>'.encode(), members[rels]
    )
    types = members["[Content_Types].xml"].replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
    )
    members["[Content_Types].xml"] = types
    return zipped(members)


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return out.getvalue()


def pdf_with(change: Callable[[pikepdf.Pdf], None], content: bytes | None = None, **save: object) -> bytes:
    """The redacted PDF after a change by pikepdf."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content or pdf(KEPT))) as document:
        change(document)
        document.save(out, **save)  # type: ignore[arg-type]
    return out.getvalue()


def picture(width: int = 400, height: int = 500) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


def scanned(pages: int = 2) -> bytes:
    """A PDF of pictures without text."""
    out = io.BytesIO()
    sheets = [Image.new("RGB", (400, 560), (250, 250, 250 - number)) for number in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def photograph() -> bytes:
    """A JPEG that tells of its camera."""
    out, notes = io.BytesIO(), Image.Exif()
    notes[0x010F] = "a camera of 林晓禾"
    Image.new("RGB", (300, 400), "white").save(out, "JPEG", exif=notes, comment="a camera")
    return out.getvalue()
