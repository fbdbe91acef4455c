"""Reads HTML: the page is walked once, tables of data become grids, all other text becomes lines.

A table that holds another table is layout: its cells are walked as text. The page's code is never run.
"""

import re
from collections.abc import Iterator

from lxml import etree

from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable

_SKIPPED = frozenset("script style template noscript head select option button input textarea svg canvas iframe".split())
_BLOCKS = frozenset(
    "p div br tr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article header footer main nav aside form table tbody "
    "thead tfoot caption center blockquote pre hr td th body address figure".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")
MOST_NODES = 2_000_000


def read_html(text: str) -> Document:
    """The document in an HTML page given as text. Raises Unreadable where it holds no text at all."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, recover=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), _utf8(parser))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _empty() from error
    if root is None:
        raise _empty()
    draft = Draft()
    _Walk(draft).run(root)
    title = root.find(".//title")
    return Document("html", tuple(draft.blocks), (title.text or "").strip() if title is not None else "")


def _utf8(parser: etree.HTMLParser) -> etree.HTMLParser:
    return etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=parser is not None
    )


def _empty() -> Unreadable:
    return Unreadable("empty", "网页中没有可读的文字。", "The page holds no readable text.")


class _Walk:
    """One pass over the tree, without recursion: deep nesting must not matter."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.pieces: list[str] = []

    def run(self, root: etree._Element) -> None:
        """Walks the whole tree."""
        layout = _layout_tables(root)
        skip: etree._Element | None = None
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if skip is not None:
                if event == "end" and node is skip:
                    skip = None
                    self._text(node.tail)
                continue
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "end":
                if tag in _BLOCKS:
                    self._break()
                self._text(node.tail)
            elif tag in _SKIPPED or _HIDDEN.search(node.get("style") or "") or node.get("hidden") is not None:
                skip = node
            elif tag == "table" and node not in layout:
                self._break()
                self.draft.grid(list(_rows(node)))
                skip = node
            else:
                if tag in _BLOCKS:
                    self._break()
                self._text(node.text)
        self._break()

    def _text(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)

    def _break(self) -> None:
        if self.pieces:
            self.draft.line(_WHITE.sub(" ", "".join(self.pieces)).strip())
            self.pieces.clear()


def _layout_tables(root: etree._Element) -> set[etree._Element]:
    """Tables that hold a table, or hold running text in a single cell."""
    layout = set()
    for table in root.iter("table"):
        parent = table.getparent()
        while parent is not None:
            if parent.tag == "table":
                if parent in layout:
                    break
                layout.add(parent)
            parent = parent.getparent()
        if len(table.findall(".//td")) + len(table.findall(".//th")) < 3:
            layout.add(table)
    return layout


def _rows(table: etree._Element) -> Iterator[list[Span]]:
    for row in table.iter("tr"):
        if _HIDDEN.search(row.get("style") or ""):
            continue
        yield [
            Span(_cell_text(cell), _count(cell.get("rowspan")), _count(cell.get("colspan")))
            for cell in row
            if cell.tag in ("td", "th") and not _HIDDEN.search(cell.get("style") or "")
        ]


def _count(text: str | None) -> int:
    digits = re.match(r"\s*(\d{1,4})", text or "")
    return max(int(digits.group(1)), 1) if digits else 1


def _cell_text(cell: etree._Element) -> str:
    """A cell's text, a line a paragraph; raised foot marks come in ⟦⟧ so that they cannot join a figure."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS and node is not cell:
                pieces.append("\n")
            if tag == "sup":
                pieces.append("⟦")
            if tag not in ("script", "style") and node.text:
                pieces.append(_WHITE.sub(" ", node.text))
        else:
            if tag == "sup":
                pieces.append("⟧")
            if tag in _BLOCKS and node is not cell:
                pieces.append("\n")
            if node is not cell and node.tail:
                pieces.append(_WHITE.sub(" ", node.tail))
    if len(pieces) == 1:
        return pieces[0].strip()
    return "\n".join(line for line in (piece.strip() for piece in "".join(pieces).split("\n")) if line)
