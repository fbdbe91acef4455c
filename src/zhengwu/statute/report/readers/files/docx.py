"""Reads DOCX: paragraphs become lines, tables become grids with their merged cells as they are."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.archive import Archive, broken
from zhengwu.statute.report.readers.files.limits import WIDEST_SPAN, check_rows
from zhengwu.statute.report.readers.files.runs import Words, local

_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
MOST_DEPTH = 12  # tables within tables, text boxes within text boxes
_MAIN = "/officeDocument"


def read_docx(content: bytes) -> Document:
    """The document in a DOCX file. Raises Unreadable where the file is damaged, encrypted, too large or empty."""
    archive = Archive(content)
    main = _main_part(archive)
    if main not in archive.names:
        raise broken("不是有效的 DOCX 文件（缺少正文）。", "This is no valid DOCX file: it has no main text.")
    root = archive.xml(main)
    body = next((node for node in root if local(node) == "body"), None)
    draft = Draft()
    if body is not None:
        _Flow(draft, Words(archive, posixpath.dirname(main))).run(body, 0)
    if not draft.blocks:
        raise Unreadable(
            "empty",
            "文档中没有可读的文字（可能只有图片）。",
            "The document holds no readable text (pictures only, perhaps).",
        )
    return Document("docx", tuple(draft.blocks))


def _main_part(archive: Archive) -> str:
    """The member that holds the text: the package's own list says so, and it is nearly always word/document.xml."""
    if "_rels/.rels" in archive.names:
        for relation in archive.xml("_rels/.rels"):
            if str(relation.get("Type", "")).endswith(_MAIN):
                return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def value(node: etree._Element | None, name: str = "val") -> str | None:
    """A Word attribute, in whichever of the two namespaces it stands."""
    if node is None:
        return None
    for space in _SPACES:
        if (found := node.get(space + name)) is not None:
            return str(found)
    return None


def children(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of these names, those inside content controls and tracked insertions included."""
    for child in node:
        name = local(child)
        if name in names:
            yield child
        elif name in _WRAPPERS:
            yield from children(child, *names)


def first(node: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    return None if node is None else next((child for child in node if local(child) == name), None)


def switched_on(node: etree._Element | None) -> bool:
    """Whether a yes-or-no property is there and not switched off."""
    return node is not None and value(node) not in ("0", "false", "off", "none")


@dataclass(slots=True)
class _Flow:
    """Walks through a body, a cell or a text box."""

    draft: Draft
    words: Words

    def run(self, node: etree._Element, depth: int) -> None:
        """Takes the paragraphs and tables in `node`, in order."""
        for child in children(node, "p", "tbl"):
            if local(child) == "p":
                self.draft.line(self.words.text(child))
                self.boxes(child, depth)
            elif depth < MOST_DEPTH:
                self.table(child, depth)

    def boxes(self, node: etree._Element, depth: int) -> None:
        """Takes the text boxes anchored in `node`, each once."""
        if depth < MOST_DEPTH:
            for box in _boxes(node):
                self.run(box, depth + 1)

    def table(self, table: etree._Element, depth: int) -> None:
        """Takes a table: a grid, or its cells one after the other where it only lays out the page."""
        rows = [list(children(row, "tc")) for row in children(table, "tr") if not _deleted(row)]
        if _lays_out(rows):
            for cell in (cell for row in rows for cell in row):
                self.run(cell, depth + 1)
            return
        laid = [list(_row(row, self.words)) for row in children(table, "tr") if not _deleted(row)]
        self.draft.grid(check_rows(_spans(laid)))
        self.boxes(table, depth)


def _boxes(node: etree._Element) -> Iterator[etree._Element]:
    """Text boxes below `node`, not those within other boxes; of alternatives for old and new programs the first."""
    if next(node.iter("{*}txbxContent"), None) is None:
        return
    stack = list(reversed(node))
    while stack:
        child = stack.pop()
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            stack.extend(choice for choice in list(child)[:1])
        elif name not in ("Fallback", "del", "moveFrom"):
            stack.extend(reversed(child))


def _deleted(row: etree._Element) -> bool:
    properties = first(row, "trPr")
    return first(properties, "del") is not None or switched_on(first(properties, "hidden"))


def _lays_out(rows: list[list[etree._Element]]) -> bool:
    """Whether a table only lays out the page: it holds a table of data, or hardly any cells."""
    cells = [cell for row in rows for cell in row]
    if len(cells) < 3:
        return True
    return any(sum(1 for _ in inner.iter("{*}tc")) >= 3 for cell in cells for inner in children(cell, "tbl"))


@dataclass(slots=True)
class _Cell:
    span: Span
    column: int
    continued: bool  # the cell goes on from the row above


def _row(row: etree._Element, words: Words) -> Iterator[_Cell]:
    column = _number(value(first(first(row, "trPr"), "gridBefore")), 0)
    if column:
        yield _Cell(Span("", 1, column), 0, False)
    last: _Cell | None = None
    for cell in children(row, "tc"):
        props = first(cell, "tcPr")
        if first(props, "cellDel") is not None:
            continue
        width = max(_number(value(first(props, "gridSpan")), 1), 1)
        sideways, down = first(props, "hMerge"), first(props, "vMerge")
        if sideways is not None and value(sideways) != "restart" and last is not None:
            last.span.colspan += width
        else:
            continued = down is not None and value(down) != "restart"
            last = _Cell(Span("" if continued else _cell_text(cell, words), 1, width), column, continued)
            yield last
        column += width


def _number(text: str | None, default: int) -> int:
    return min(int(text), WIDEST_SPAN) if text and text.isascii() and text.isdecimal() and len(text) < 10 else default


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


def _cell_text(cell: etree._Element, words: Words) -> str:
    """A cell's text, a line a paragraph; a frame of a cell or two inside it counts as its text."""
    lines: list[str] = []
    for child in children(cell, "p", "tbl"):
        paragraphs = [child] if local(child) == "p" else list(child.iter("{*}p"))
        lines += [text for paragraph in paragraphs if (text := words.text(paragraph).strip())]
    return "\n".join(lines)
