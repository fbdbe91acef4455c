"""The blank forms and samples of the items: small real files, put on file as the desk puts them, inspected each.

A new application has a form of its own, made of the fields of its item; whoever has a licence already fills in a common
one. Samples are filled in with what is made up. Lists to be filled in are tables (XLSX), results are pages (PDF).
"""

import io
import tomllib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from examples.district.papers import page
from zhengwu.records.items import papers
from zhengwu.records.items.papers import Slot
from zhengwu.records.people.actors import Actor
from zhengwu.statute.catalogue.model import Record
from zhengwu.statute.forms.model import Field, Form, Kind

Row = tuple[str, str]
LINES = 12  # of a list, to be filled in
NO_BLANK, NO_SAMPLE = ("safety_rules",), ("mandate",)
NOTE = "青禾区为虚构的区，本表只用于演示。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
FONT = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体"/>'
WIDTHS = (2800, 6200)  # of the two columns, in twentieths of a point
HIGH = 560  # a line to write in


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "blanks.toml").read_text("utf-8"))


def _pairs(said: Iterable[list[str]]) -> tuple[Row, ...]:
    return tuple((label, sample) for label, sample in said)


def key_of(what: str, material: str) -> str:
    """Under which key a material's paper is on file; empty where the district has none."""
    if what == "blank":
        there = material not in NO_BLANK and (material == "application" or _is_form(material) or _is_list(material))
    else:
        there = material not in NO_SAMPLE and (material == "application" or _is_form(material))
    return f"{what}-{material}" if there else ""


def _is_form(material: str) -> bool:
    return material in _told()["forms"]


def _is_list(material: str) -> bool:
    return material in _told()["sheets"]


def put_all(item_id: int, record: Record, *, by: Actor, at: datetime) -> int:
    """Puts the papers of an item on file that its record names; gives how many."""
    named = [slot for slot in papers.slots(record) if slot.key]
    for slot in named:
        content, name = _file(record, slot)
        papers.put(item_id, slot.key, content, name, by=by, at=at)
    return len(named)


def _file(record: Record, slot: Slot) -> tuple[bytes, str]:
    kind, _, rest = slot.place.partition("-")
    if kind == "result":
        return _result(slot.of)
    material = rest.rpartition("-")[0]
    filled = slot.what == "sample"
    called = f"{slot.of[:40]}（{'样表' if filled else '空白'}）"
    if _is_list(material):
        return _sheet(slot.of, tuple(_told()["sheets"][material])), f"{called}.xlsx"
    if material == "application":
        own = record.action == "new"
        title = slot.of if own else "政务服务事项申请表（变更、延续、注销、补发）"
        return _document(title, _rows(record.form) if own else _again(), filled), f"{called}.docx"
    return _document(slot.of, _pairs(_told()["forms"][material]), filled), f"{called}.docx"


def _rows(form: Form) -> tuple[Row, ...]:
    fields = [field for section in form.sections for field in section.fields]
    return (*((one.label, _said(one)) for one in fields), *_signed())


def _again() -> tuple[Row, ...]:
    return (*_pairs(_told()["again"]["rows"]), *_signed())


def _signed() -> tuple[Row, ...]:
    return _pairs(_told()["signed"]["rows"])


def _said(one: Field) -> str:
    """What stands in the sample."""
    if one.kind is Kind.YES:
        return "是"
    if any("no" in each.values for each in one.when):
        return "（选“否”的填写）"
    if one.options:
        return "、".join(option.text for option in one.options[: one.least or 1])
    return str(_told()["filled"].get(one.means, "示例"))


@cache
def _result(name: str) -> tuple[bytes, str]:
    lines = ("（样本，仅供参考）", "持有人：甲某（示例）", "编号：以实际制发为准", "发证机关：青禾区行政审批局", NOTE)
    content, kind = page(name, lines)
    return content, f"{name[:40]}（样本）.{kind}"


@cache
def _sheet(name: str, heads: tuple[str, ...]) -> bytes:
    """A list to be filled in: its heads, and lines."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, line = book.add_worksheet(name[:31]), book.add_format({"border": 1})
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF4", "text_wrap": True})
        sheet.write_row(0, 0, ("序号", *heads), bold)
        for at in range(1, LINES + 1):
            sheet.write_row(at, 0, (at, *("" for _ in heads)), line)
        sheet.set_column(1, len(heads), 20)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


@cache
def _document(title: str, rows: tuple[Row, ...], filled: bool) -> bytes:
    """A page for a word processor: a title, and a table with what is asked for beside where it is written."""
    table = "".join(_line(label, said if filled else "") for label, said in rows)
    edge = "".join(f'<w:{side} w:val="single" w:sz="6"/>' for side in
                   ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    head = _words(f"{title}（样表）" if filled else title, 32, "center")
    margins = " ".join(f'w:{side}="1440"' for side in ("top", "right", "bottom", "left"))
    body = (
        f"{head}<w:tbl><w:tblPr><w:tblBorders>{edge}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{table}</w:tbl>{_words(NOTE, 18)}'
        f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/></w:sectPr>'
    )
    return _packed(f'{HEAD}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def _line(label: str, said: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_words(one, 24)}</w:tc>'
        for width, one in zip(WIDTHS, (label, said), strict=True)
    )
    return f'<w:tr><w:trPr><w:trHeight w:val="{HIGH}"/></w:trPr>{inner}</w:tr>'


def _words(said: str, size: int, at: str = "left") -> str:
    run = f'<w:r><w:rPr>{FONT}<w:sz w:val="{size}"/></w:rPr><w:t>{escape(said)}</w:t></w:r>' if said else ""
    return f'<w:p><w:pPr><w:spacing w:before="60" w:after="60"/><w:jc w:val="{at}"/></w:pPr>{run}</w:p>'


def _packed(document: str) -> bytes:
    types = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>'
    )
    links = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}" '
        'Target="word/document.xml"/></Relationships>'
    )
    parts: Iterable[Row] = (("[Content_Types].xml", types), ("_rels/.rels", links), ("word/document.xml", document))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, said in parts:
            packed.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), said, zipfile.ZIP_DEFLATED)
    return out.getvalue()
