"""Reads HTML: tables of data become grids, all other text becomes lines. The page's code is never run.

The parsed page is marked instead of walked: a sign that no text contains is written where a line, a table, a row or a
cell begins or ends, then the text of the whole page is taken at once and split at the signs. That costs little for each
element and needs no recursion, however deep the page is nested.

A table that holds another table of data is layout: its cells are read as text.
"""

import re
from collections.abc import Iterator

from lxml import etree

from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.limits import MOST_TEXT, check_rows, too_large

MOST_SOURCE = 5_000_000  # characters, embedded pictures not counted
MOST_TAGS = 300_000
MOST_TABLES = 3_000
LONGEST_TAG = 3_000  # characters of one tag outside quotes; the parser's time grows with the square of its attributes
_SCANNED_FROM = 200_000  # a page shorter than this can do no harm with long tags

# Signs: noncharacters, which no text may hold. Those that a page holds all the same are replaced before.
_BREAK, _OPEN, _CLOSE, _GROUP, _ROW, _ROW_END, _CELL, _CELL_END = map(chr, range(0xFDD0, 0xFDD8))
_ANY_BREAK = re.compile("[\ufdd0-\ufdd7]")
_SIGN = re.compile("[\ufdd0-\ufdef]")

_SKIPPED = (
    "script style template noscript noframes head select option button input textarea svg canvas iframe object audio "
    "video datalist rt rp hidden-text"
).split()
_BLOCKS = (
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article header footer main nav aside form caption center "
    "blockquote pre hr body address figure figcaption fieldset details summary"
).split()
_GROUPS = ("thead", "tbody", "tfoot")
_RAISED = ("sup", "sub", "s", "del", "strike")  # never part of the figure beside them
_INLINE = ("span", "font", "a", "b", "i", "u", "em", "strong")
_MARKED = (*_BLOCKS, *_GROUPS, *_RAISED, "br", "table", "tr", "td", "th")
_BLOCK_SET, _GROUP_SET, _RAISED_SET = frozenset(_BLOCKS), frozenset(_GROUPS), frozenset(_RAISED)

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*collapse", re.IGNORECASE)
_INVISIBLE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_SET_APART = re.compile(r"vertical-align\s*:\s*su(?:per|b)|line-through", re.IGNORECASE)
_STYLES = (  # in the page as a whole, in lower case: a word to look for, and what must be round it
    (b"display", re.compile(rb"display\s*:\s*none")),
    (b"visibility", re.compile(rb"visibility\s*:\s*(?:hidden|collapse)")),
    (b" hidden", re.compile(rb" hidden[\s=>/]")),
    (b"vertical-align", re.compile(rb"vertical-align\s*:\s*su(?:per|b)")),
    (b"line-through", re.compile(rb"line-through")),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_CONTROLS = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
_WHITE = re.compile(r"[ \t\r\n\f]+")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_PICTURE = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%\s]*+")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)"
    r"|<[a-z/](?:[^=>]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)")


def read_html(text: str) -> Document:
    """The document in an HTML page given as text. Raises Unreadable where it holds no text, or far too much."""
    text = _checked(text)
    page = text.encode("utf-8", "replace").translate(_NO_CONTROLS)
    lowered = page.lower()
    if b"\xef\xb7" in page:
        page = _SIGN.sub("\ufffd", text).encode("utf-8", "replace").translate(_NO_CONTROLS)
    if b"</br" in lowered:
        page = re.sub(rb"</br\b", b"<br", page, flags=re.IGNORECASE)
    root = _parse(page)
    title = root.find(".//title")
    name = " ".join((title.text or "").split()) if title is not None else ""
    framed = next(root.iter("frame", "iframe"), None) is not None
    if any(word in lowered and style.search(lowered) for word, style in _STYLES):
        _apply_styles(root)
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    spans = _mark(root)
    flat = etree.tostring(root, encoding="unicode", method="text")
    draft = Draft()
    if len(flat) > MOST_TEXT:
        raise too_large("网页", "The page")
    _split(flat, spans, draft)
    if not draft.blocks:
        raise _framed() if framed else _empty()
    return Document("html", tuple(draft.blocks), name)


def _checked(text: str) -> str:
    """The page without embedded pictures. Raises Unreadable where the parser would take too long over it."""
    if len(text) > _SCANNED_FROM:
        text = _PICTURE.sub("", text)
        if len(text) > MOST_SOURCE:
            raise too_large("网页", "The page")
        for tag in _TAG.finditer(text):
            long = len(tag.group()) > LONGEST_TAG and not tag.group(1) and not tag.group().startswith("<!--")
            if long and len(_QUOTED.sub("", tag.group())) > LONGEST_TAG:
                raise too_large("网页标签", "A tag of the page")
    if text.count("<") > MOST_TAGS:
        raise too_large("网页", "The page")
    return text + "\ufffd" if text[-1:].isdecimal() else text  # a page cut off within a figure does not state it


def _parse(page: bytes) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True)
    try:
        root = etree.fromstring(page, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _empty() from error
    if root is None:
        raise _empty()
    if page.count(b"<") > 2_000 and any("xcessive depth" in entry.message for entry in parser.error_log):
        raise Unreadable(
            "too_deep",
            "网页标签嵌套过深，后面的内容无法读取，请用浏览器打开后另存。",
            "The page is nested too deeply to be read to its end: open it in a browser and save it anew.",
        )
    return root


def _empty() -> Unreadable:
    return Unreadable(
        "empty",
        "网页中没有可读的文字（正文可能由脚本载入）。请在浏览器中打开后另存，再读取。",
        "The page holds no readable text (a script may load it). Open it in a browser, save it, and read that file.",
    )


def _framed() -> Unreadable:
    return Unreadable(
        "frames",
        "网页由框架组成，正文在另一个文件中，请读取框架内的网页。",
        "The page consists of frames: its text lies in another file. Read the page inside the frame.",
    )


def _apply_styles(root: etree._Element) -> None:
    """Does what the page's own style attributes say: hidden text goes, raised or struck text is set apart."""
    for node in root.iter():
        style = node.get("style")
        if (style and _HIDDEN.search(style)) or node.get("hidden") is not None:
            node.tag = "hidden-text"
        elif not style:
            continue
        elif _INVISIBLE.search(style):
            node[:] = []
            node.text = None
        elif node.tag in _INLINE and _SET_APART.search(style):
            node.tag = "sup"


def _mark(root: etree._Element) -> list[tuple[str | None, str | None]]:
    """Writes the signs into the tree; returns each cell's (rowspan, colspan) as written, in order."""
    grids = _grids(root)
    for pre in root.iter("pre"):
        _keep_lines(pre)
    spans: list[tuple[str | None, str | None]] = []
    for node in root.iter(*_MARKED):
        tag = node.tag
        if tag == "td" or tag == "th":
            spans.append((node.get("rowspan"), node.get("colspan")))
            _put(node, _CELL, _CELL_END)
        elif tag in _BLOCK_SET:
            _put(node, _BREAK, _BREAK)
        elif tag == "br":
            _put(node, "", _BREAK)
        elif tag == "tr":
            _put(node, _ROW, _ROW_END)
        elif tag in _RAISED_SET:
            if node.text or len(node):
                _put(node, "⟦", "⟧")
        elif tag in _GROUP_SET:
            _put(node, _GROUP, _GROUP)
        elif node in grids:
            _put(node, _OPEN, _CLOSE)
        else:
            _put(node, _BREAK, _BREAK)
    return spans


def _put(node: etree._Element, before: str, after: str) -> None:
    text, tail = node.text, node.tail
    try:
        if before:
            node.text = before + text if text else before
        node.tail = after + tail if tail else after
    except ValueError:  # control characters, written as numbers in the page
        node.text = before + _CONTROL.sub("\ufffd", text or "")
        node.tail = after + _CONTROL.sub("\ufffd", tail or "")


def _keep_lines(pre: etree._Element) -> None:
    """Line ends count in preformatted text."""
    for node in pre.iter():
        if node.text and "\n" in node.text:
            node.text = _CONTROL.sub("\ufffd", node.text).replace("\n", _BREAK)
        if node is not pre and node.tail and "\n" in node.tail:
            node.tail = _CONTROL.sub("\ufffd", node.tail).replace("\n", _BREAK)


def _grids(root: etree._Element) -> set[etree._Element]:
    """The tables of data: those with three cells of their own at least, and no table of data inside."""
    tables = list(root.iter("table"))
    if len(tables) > MOST_TABLES:
        raise too_large("网页", "The page")
    grids: set[etree._Element] = set()
    sizes: dict[etree._Element, int] = {}  # tables that are no data and hold none -> cells and tables inside
    for table in reversed(tables):
        own, size, skip = 0, -1, 0
        inner: list[etree._Element] = []
        for node in table.iter("table", "td", "th"):
            size += 1
            if skip:
                skip -= 1
            elif node.tag != "table":
                own += 1
            elif size:
                if node not in sizes:
                    own = -1
                    break
                skip = sizes[node]
                inner.append(node)
        if own >= 3:
            grids.add(table)
            _in_order(table)
            _flatten(inner)
        elif own >= 0:
            sizes[table] = size
    return grids


def _flatten(tables: list[etree._Element]) -> None:
    """Tables of a cell or two inside a cell are only frames around its text."""
    for table in tables:
        for node in table.iter("table", "tr", "td", "th", *_GROUPS):
            node.tag = "div"


def _in_order(table: etree._Element) -> None:
    """A head stands above and a foot below, wherever the page has them."""
    head, foot = table.find("thead"), table.find("tfoot")
    if head is not None and head.getprevious() is not None:
        table.insert(0, head)
    if foot is not None and foot.getnext() is not None:
        table.append(foot)


def _split(flat: str, spans: list[tuple[str | None, str | None]], draft: Draft) -> None:
    """Lines and grids from the page's text with its signs."""
    if flat.count(_CELL) != len(spans):
        raise Unreadable("broken", "网页已损坏，无法读取。", "The page is damaged and cannot be read.")
    flat = _WHITE.sub(" ", flat)
    if any(sign in flat for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"):
        flat = _ZERO_WIDTH.sub("", flat)
    sizes = iter(spans)
    first, *rest = flat.split(_OPEN)
    _lines(first, sizes, draft)
    for piece in rest:
        table, _, after = piece.partition(_CLOSE)
        stray, rows = _rows(table, sizes)
        _lines(stray, sizes, draft)
        draft.grid(check_rows(rows))
        _lines(after, sizes, draft)


def _lines(text: str, sizes: Iterator[tuple[str | None, str | None]], draft: Draft) -> None:
    for _ in range(text.count(_CELL)):
        next(sizes)
    for line in _ANY_BREAK.split(text):
        line = line.strip()
        if line:
            draft.line(line)


def _rows(table: str, sizes: Iterator[tuple[str | None, str | None]]) -> tuple[str, list[list[Span]]]:
    """What stands in the table outside its cells, and its rows. No cell spans beyond its group of rows."""
    stray: list[str] = []
    rows: list[list[Span]] = []
    for group in table.split(_GROUP):
        begun = len(rows)
        for number, piece in enumerate(group.split(_ROW)):
            row, _, loose = piece.partition(_ROW_END)
            if number or _CELL in row:
                rows.append(_cells(row, sizes, stray))
            else:
                stray.append(row)
            if _CELL in loose:  # cells without a row of their own
                rows.append(_cells(loose, sizes, stray))
            else:
                stray.append(loose)
        for number in range(begun, len(rows)):
            for span in rows[number]:
                if span.rowspan != 1:
                    left = len(rows) - number
                    span.rowspan = min(span.rowspan, left) if span.rowspan else left
    return _BREAK.join(stray), rows


def _cells(row: str, sizes: Iterator[tuple[str | None, str | None]], stray: list[str]) -> list[Span]:
    first, *pieces = row.split(_CELL)
    stray.append(first)
    cells: list[Span] = []
    for piece in pieces:
        text, _, after = piece.partition(_CELL_END)
        if after:
            stray.append(after)
        down, across = next(sizes)
        text = text.strip() if _BREAK not in text else _paragraphs(text)
        if down is None and across is None:
            cells.append(Span(text))
        else:
            cells.append(Span(text, _count(down, 0), max(_count(across, 1), 1)))
    return cells


def _paragraphs(text: str) -> str:
    return "\n".join(line for line in (piece.strip() for piece in text.split(_BREAK)) if line)


def _count(text: str | None, least: int) -> int:
    """A span as browsers read it: the leading digits; 1 where there are none; 0 means "to the end" for rows."""
    digits = re.match(r"\s*\+?([0-9]{1,5})", text or "")
    return max(int(digits.group(1)), least) if digits else 1
