"""What an Excel workbook hides, and what its sheets say."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import python_calamine
from lxml import etree

from zhengwu.statute.inspection import office
from zhengwu.statute.inspection.markup import attribute, local, named, text_of
from zhengwu.statute.inspection.model import Limits, Look, Said, Text
from zhengwu.statute.inspection.personal import masked
from zhengwu.statute.inspection.telling import found, part, refusal, refused

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
BUILT_IN = re.compile(r"_xlnm\.(?:_FilterDatabase|Print_Area|Print_Titles|Sheet_Title)")
TRUE = ("1", "true", "on")


def look(content: bytes, limits: Limits) -> Look:
    """The look at an XLSX file."""
    seen = office.look(content, limits, _inside)
    if not seen.refused:
        seen.texts = [*seen.texts, *_texts(content)]
    return seen


def _inside(members: dict[str, bytes], trees: dict[str, etree._Element], seen: Look) -> None:
    book = trees.get("xl/workbook.xml")
    if book is None:
        raise refused("damaged", part("xl/workbook.xml"))
    names = _sheet_names(book, trees.get("xl/_rels/workbook.xml.rels"))
    _hidden_sheets(book, seen)
    _defined(book, seen)
    _parts(trees, seen)
    invisible = _invisible(trees.get("xl/styles.xml"))
    for name, member in members.items():
        if SHEET.fullmatch(name) or name in names:
            _sheet(names.get(name, name), name, member, invisible, seen)
        elif name == "xl/sharedStrings.xml" and b"<!" in member[:2048] and b"<!DOCTYPE" in member[:2048]:
            raise refused("entities", part(name))


def _sheet_names(book: etree._Element, links: etree._Element | None) -> dict[str, str]:
    """The sheet's name by its member."""
    targets = (
        {}
        if links is None
        else {attribute(one, "Id"): attribute(one, "Target") for one in named(links, "Relationship")}
    )
    return {
        "xl/" + targets.get(attribute(sheet, "id"), "").lstrip("/").removeprefix("xl/"): attribute(sheet, "name")
        for sheet in named(book, "sheet")
    }


def _hidden_sheets(book: etree._Element, seen: Look) -> None:
    for sheet in named(book, "sheet"):
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            seen.found.append(found("hidden_sheet", _named(attribute(sheet, "name"))))


def _defined(book: etree._Element, seen: Look) -> None:
    """Names that nobody sees, and names by which macros of the old kind start."""
    for name in named(book, "definedName"):
        called = attribute(name, "name")
        if re.match(r"(?:_xlnm\.)?Auto_(?:Open|Close|Activate)", called, re.IGNORECASE):
            seen.refused.append(refusal("macro", Said(f"名称 {called}", f"the name {called}")))
        elif attribute(name, "hidden") in TRUE and not BUILT_IN.fullmatch(called):
            seen.found.append(found("hidden_name", Said(f"名称 {called}", f"the name {called}"), masked(text_of(name))))


def _parts(trees: dict[str, etree._Element], seen: Look) -> None:
    """Comments, links to other workbooks, connections and the data behind pivot tables, by what a part is."""
    for name, tree in trees.items():
        kind = local(tree.tag)
        if kind in ("comments", "ThreadedComments"):
            comments = list(named(tree, "comment", "threadedComment"))
            if comments:
                place = Said(f"单元格 {attribute(comments[0], 'ref')}", f"cell {attribute(comments[0], 'ref')}")
                seen.found.append(found("comment", place, masked(text_of(comments[0])), len(comments)))
                seen.texts = [*seen.texts, *(Text(place, text_of(one)) for one in comments)]
        elif kind == "externalLink":
            if next(named(tree, "ddeLink", "oleLink"), None) is not None:
                seen.refused.append(refusal("dde", part(name)))
            else:
                seen.found.append(found("external_link", part(name)))
        elif kind in ("connections", "taskpanes", "queryTable"):
            seen.refused.append(refusal("external", part(name), target=name))
        elif kind == "macrosheet":
            seen.refused.append(refusal("macro", part(name)))
        elif kind == "pivotCacheRecords":
            seen.found.append(found("pivot_data", part(name)))


@dataclass(slots=True)
class _Met:
    """What is not seen in a sheet: numbers of rows, spans of columns, references of cells."""

    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


def _sheet(title: str, name: str, member: bytes, invisible: frozenset[str], seen: Look) -> None:
    """One sheet, read as a stream: it may be much larger than all the rest."""
    if b"<!DOCTYPE" in member[:2048] or b"<!ENTITY" in member[:2048]:
        raise refused("entities", part(name))
    met = _Met()
    try:
        for _, node in etree.iterparse(io.BytesIO(member), resolve_entities=False, no_network=True, tag="{*}*"):
            _node(node, invisible, met)
            if etree.QName(node).localname == "row":
                node.clear()
    except etree.XMLSyntaxError as error:
        raise refused("damaged", part(name)) from error
    where = _named(title)
    for code, places in (("hidden_rows", met.rows), ("hidden_columns", met.columns), ("hidden_cells", met.cells)):
        if places:
            seen.found.append(found(code, where, "、".join(places[:8]), len(places)))
    if met.commands:
        seen.refused.append(refusal("dde", where))


def _node(node: etree._Element, invisible: frozenset[str], met: _Met) -> None:
    kind = etree.QName(node).localname
    if kind == "row" and (node.get("hidden") in TRUE or node.get("ht") == "0"):
        met.rows.append(node.get("r", "?"))
    elif kind == "col" and (node.get("hidden") in TRUE or node.get("width") == "0"):
        met.columns.append(f"{node.get('min')}–{node.get('max')}")
    elif kind == "c" and invisible and node.get("s") in invisible and len(node):
        met.cells.append(node.get("r", "?"))
    elif kind == "f" and re.search(r"\|[^!]*!|\bCALL\(|\bREGISTER", node.text or ""):
        met.commands.append(node.text or "")


def _invisible(styles: etree._Element | None) -> frozenset[str]:
    """The numbers of cell formats that show nothing, whatever the cell holds (`;;;`)."""
    if styles is None:
        return frozenset()
    empty = {
        attribute(one, "numFmtId")
        for one in named(styles, "numFmt")
        if attribute(one, "formatCode").replace('"', "").strip() in (";;;", ";;")
    }
    formats = next(named(styles, "cellXfs"), None)
    if formats is None or not empty:
        return frozenset()
    return frozenset(str(number) for number, one in enumerate(formats) if attribute(one, "numFmtId") in empty)


def _texts(content: bytes) -> Iterator[Text]:
    """The rows of every sheet, hidden ones too."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
                said = "\t".join(_said(value) for value in row if value != "")
                if said:
                    yield Text(Said(f"工作表“{name}”第 {number} 行", f"sheet “{name}”, row {number}"), said)
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise refused("damaged") from error


def _said(value: object) -> str:
    """A value as it is read; identity numbers and telephones are often kept as numbers."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e19 else repr(value)
    return str(value)


def _named(title: str) -> Said:
    return Said(f"工作表“{title}”", f"sheet “{title}”")
