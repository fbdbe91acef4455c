"""Reads DOCX: paragraphs become lines, tables become grids with their merged cells as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zhengwu.statute.report.readers.archive import Archive, broken
from zhengwu.statute.report.readers.document import Document, Draft, Span

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_GONE = ("del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "fldChar")
MOST_DEPTH = 12  # tables within tables


def read_docx(content: bytes) -> Document:
    """The document in a DOCX file. Raises Unreadable where the file is damaged, encrypted or too large."""
    archive = Archive(content)
    if "word/document.xml" not in archive.names:
        raise broken("不是有效的 DOCX 文件（缺少正文）。", "This is no valid DOCX file: it has no main text.")
    root = archive.xml("word/document.xml")
    body = next((node for node in root if _name(node) == "body"), None)
    draft = Draft()
    if body is not None:
        _flow(body, draft, 0)
    return Document("docx", tuple(draft.blocks))


def _name(node: etree._Element) -> str:
    return str(etree.QName(node).localname) if isinstance(node.tag, str) else ""


def _value(node: etree._Element | None, name: str = "val") -> str | None:
    if node is None:
        return None
    for space in (_TRANSITIONAL, _STRICT):
        if (found := node.get(f"{{{space}}}{name}")) is not None:
            return str(found)
    return None


def _children(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of these names, those inside content controls and tracked insertions included."""
    for child in node:
        name = _name(child)
        if name in names:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"):
            yield from _children(child, *names)


def _flow(node: etree._Element, draft: Draft, depth: int) -> None:
    for child in _children(node, "p", "tbl"):
        if _name(child) == "p":
            draft.line(_text(child))
            for box in child.iter():
                if _name(box) == "txbxContent" and not _inside(box, "Fallback"):
                    _flow(box, draft, depth + 1)
        elif depth < MOST_DEPTH:
            _table(child, draft, depth)


def _inside(node: etree._Element, name: str) -> bool:
    return any(_name(parent) == name for parent in node.iterancestors())


def _table(table: etree._Element, draft: Draft, depth: int) -> None:
    rows = list(_children(table, "tr"))
    cells = [cell for row in rows for cell in _children(row, "tc")]
    nested = any(True for cell in cells for _ in _children(cell, "tbl"))
    if nested or len(cells) < 3:
        for cell in cells:
            _flow(cell, draft, depth + 1)
        return
    draft.grid(_spans([list(_row(row)) for row in rows]))


@dataclass(slots=True)
class _Cell:
    span: Span
    column: int
    continued: bool  # the cell goes on from the row above


def _row(row: etree._Element) -> Iterator[_Cell]:
    column = 0
    properties = next(_children(row, "trPr"), None)
    before = _value(next(_children(properties, "gridBefore"), None)) if properties is not None else None
    if before and before.isdigit() and int(before):
        yield _Cell(Span("", 1, int(before)), 0, False)
        column = int(before)
    for cell in _children(row, "tc"):
        props = next(_children(cell, "tcPr"), None)
        width, merge = 1, None
        if props is not None:
            text = _value(next(_children(props, "gridSpan"), None))
            width = int(text) if text and text.isdigit() else 1
            merge = next(_children(props, "vMerge"), None)
        continued = merge is not None and _value(merge) != "restart"
        yield _Cell(Span(_cell_text(cell), 1, width), column, continued)
        column += width


def _spans(rows: list[list[_Cell]]) -> list[list[Span]]:
    """Rows of spans: a cell that goes on from above is counted into the span of the one it continues."""
    owners: dict[int, Span] = {}
    laid: list[list[Span]] = []
    for row in rows:
        line: list[Span] = []
        current: dict[int, Span] = {}
        for cell in row:
            owner = owners.get(cell.column)
            if cell.continued and owner is not None:
                owner.rowspan += 1
                current[cell.column] = owner
            else:
                line.append(cell.span)
                current[cell.column] = cell.span
        owners = current
        laid.append(line)
    return laid


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(text for paragraph in _children(cell, "p") if (text := _text(paragraph).strip()))


def _text(paragraph: etree._Element) -> str:
    """A paragraph's text as shown: tracked deletions left out; raised foot marks in ⟦⟧."""
    pieces: list[str] = []
    stack = list(reversed(list(paragraph)))
    while stack:
        node = stack.pop()
        name = _name(node)
        if name == "t":
            raised = _raised(node.getparent())
            pieces.append(f"⟦{node.text}⟧" if raised and node.text else node.text or "")
        elif name in ("tab", "ptab"):
            pieces.append(" ")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name not in _GONE and name != "txbxContent":
            stack.extend(reversed(list(node)))
    return "".join(pieces)


def _raised(run: etree._Element | None) -> bool:
    if run is None:
        return False
    for props in run:
        if _name(props) == "rPr":
            return any(_name(item) == "vertAlign" and _value(item) == "superscript" for item in props)
    return False
