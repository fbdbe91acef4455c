"""Files made to do harm are refused in plain words, and cost little."""

import struct
import zlib
from collections.abc import Callable

import pytest

from tests.statute.report.readers.building import deflated, docx, pdf, read, run, word_table, zipped
from zhengwu.statute.report.readers.errors import Unreadable

LAUGHS = '<!DOCTYPE x [<!ENTITY a "1111111111"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


def lying(content: bytes, name: bytes, size: int) -> bytes:
    """The archive with another unpacked size written for that member, in both places."""
    at, made = content.find(b"PK\x03\x04"), bytearray(content)
    while at >= 0:
        if content[at + 30 : at + 30 + len(name)] == name:
            struct.pack_into("<I", made, at + 22, size)
        at = content.find(b"PK\x03\x04", at + 4)
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(name))
    struct.pack_into("<I", made, at + 24, size)
    return bytes(made)


def overlapping(copies: int) -> bytes:
    """An archive whose directory names the same packed bytes many times."""
    content = docx(f"<w:p>{run('1')}</w:p>")
    start, end = content.find(b"PK\x01\x02"), content.find(b"PK\x05\x06")
    entry = content[start:end]
    tail = bytearray(content[end:])
    struct.pack_into("<HHI", tail, 8, copies, copies, len(entry) * copies)
    return content[:start] + entry * copies + bytes(tail)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a zip bomb": ("too_large", lambda: zipped([("word/document.xml", bytes(130_000_000))])),
    "a zip of six thousand members": ("too_large", lambda: zipped((f"word/{n}", b"") for n in range(6_000))),
    "a member that says it is small": ("broken", lambda: lying(docx("<w:p/>" * 90_000), b"word/document.xml", 99)),
    "members that overlap": ("broken", lambda: overlapping(50)),
    "an encrypted member": (
        "encrypted",
        lambda: docx("").replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
    ),
    "entities within entities": ("broken", lambda: docx(f"<w:p>{run('&c;')}</w:p>", before=LAUGHS)),
    "an entity from the disk": ("broken", lambda: docx(f"<w:p>{run('&c;')}</w:p>", before=OUTSIDE)),
    "a million Word elements": ("too_large", lambda: docx("<w:p/>" * 1_000_000)),
    "Word tables five thousand deep": ("broken", lambda: docx("<w:tbl><w:tr><w:tc>" * 5_000)),
    "a Word row of thousands of cells": ("too_large", lambda: docx(word_table([["<w:tc><w:p/></w:tc>"] * 600] * 40))),
    "an encrypted office file": (
        "encrypted",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    ),
    "a damaged old workbook": (
        "broken",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 99,
    ),
    "HTML a hundred thousand deep": ("too_deep", lambda: b"<div>" * 100_000 + b"1"),
    "HTML tables a thousand deep": ("too_deep", lambda: b"<table><tr><td>" * 1_000 + b"1"),
    "a row of a million cells": ("too_large", lambda: b"<table><tr>" + b"<td>1" * 1_000_000),
    "a row of twenty thousand cells": ("too_large", lambda: b"<table><tr>" + b"<td>1" * 20_001 + b"</table>"),
    "columns without end": ("too_large", lambda: b"<table><tr>" + b"<td colspan=9999>1" * 300 + b"</table>"),
    "an element of thousands of attributes": (
        "too_large",
        lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(60_000)),
    ),
    "attributes behind quotes": ("too_large", lambda: b"<p " + b"".join(b"a%d='>' " % n for n in range(60_000))),
    "thirty megabytes of page": ("too_large", lambda: b"<p>x</p>" * 3_700_000),
    "a saved page of parts without end": (
        "too_large",
        lambda: (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; type=text/html; boundary=b\n\n" + b"--b\n" * 9_000
        ),
    ),
    "a PDF bomb": ("too_large", lambda: pdf(deflated(100_000_000), packed=b"/Filter/FlateDecode")),
    "a PDF bomb within a bomb": (
        "too_large",
        lambda: pdf(zlib.compress(deflated(400_000_000)), packed=b"/Filter[/FlateDecode/FlateDecode]"),
    ),
    "a PDF drawing": ("too_large", lambda: pdf(b"".join(b"%d 0 m 0 %d l S\n" % (n, n) for n in range(61_000)))),
    "a PDF packed the slow way": ("too_large", lambda: pdf(bytes(range(256)) * 9_000, packed=b"/Filter/LZWDecode")),
    "JSON without end": ("too_large", lambda: b'{"a":' + b"[" * 25_000_000),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_refuses(what: str):
    code, build = HOSTILE[what]
    with pytest.raises(Unreadable) as refusal:
        read(build())
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith("。")
    assert refusal.value.gloss.endswith((".", ")"))


def test_wide_and_tall_spans_are_cut_to_the_table():
    page = "<table><tr>" + "<td rowspan=65000>1" * 400 + "<tr><td colspan=65000>2" * 5_000 + "</table>"
    document = read(page)
    assert max(cell.colspan for cell in document.blocks[0].cells) <= 100


def test_a_hundred_pages_that_draw_megabytes_are_cut_off():
    with pytest.raises(Unreadable) as refusal:
        read(pdf(b"%" + b" " * 1_000_000, pages=120))
    assert refusal.value.code == "too_large"
