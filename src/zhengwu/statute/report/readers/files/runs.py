"""What a paragraph of a Word document shows: runs, fields, tracked changes, raised marks, symbols."""

from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.archive import Archive

_GONE = frozenset(
    "del moveFrom instrText delText Fallback rPr pPr pict drawing object txbxContent rt sectPr footnoteRef".split()
)
_SHOWN = frozenset(("t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "fldChar"))
_PLAIN_SYMBOLS = {code: chr(code) for code in (0x20, 0x2B, *range(0x2D, 0x3A))}  # space, +, -, ., /, digits
_UNKNOWN_SYMBOL = "□"


@lru_cache(maxsize=2048)
def _after_brace(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(node: etree._Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = node.tag
    return _after_brace(tag) if isinstance(tag, str) else ""


def _attribute(node: etree._Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    for key, text in node.items():
        if _after_brace(str(key)) == name:
            return str(text)
    return ""


@dataclass(slots=True)
class Words:
    """Turns paragraphs into text; knows the document's styles where they matter."""

    archive: Archive
    folder: str
    _raising: frozenset[str] | None = field(default=None)

    def text(self, paragraph: etree._Element) -> str:
        """A paragraph's text as shown: tracked deletions left out; raised or struck text in ⟦⟧."""
        pieces: list[str] = []
        fields: list[bool] = []  # open fields: whether the result has begun
        stack = list(reversed(paragraph))
        while stack:
            node = stack.pop()
            name = local(node)
            if name == "AlternateContent":
                stack.extend(list(node)[:1])
            elif name == "fldChar":
                _turn(fields, _attribute(node, "fldCharType"))
            elif name in _SHOWN:
                if all(fields):
                    pieces.append(self._shown(node, name))
            elif name not in _GONE:
                stack.extend(reversed(node))
        return "".join(pieces)

    def _shown(self, node: etree._Element, name: str) -> str:
        if name == "t":
            text = "".join(map(str, node.itertext())).replace("\u00ad", "")
            return self._dressed(node.getparent(), text) if text else ""
        if name == "sym":
            return _symbol(node)
        return {"br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, " ")

    def _dressed(self, run: etree._Element | None, text: str) -> str:
        """The run's text, hidden or set apart as its properties say."""
        if run is None or not len(run) or local(run[0]) != "rPr":
            return text
        apart = False
        for item in run[0]:
            name = local(item)
            if name in ("vanish", "specVanish", "strike", "dstrike"):
                on = _attribute(item, "val") not in ("0", "false", "off", "none")
                if on and "anish" in name:
                    return ""
                apart = apart or on
            elif name == "vertAlign":
                apart = apart or _attribute(item, "val") in ("superscript", "subscript")
            elif name == "rStyle":
                apart = apart or _attribute(item, "val") in self._raised_styles()
        return f"⟦{text}⟧" if apart else text

    def _raised_styles(self) -> frozenset[str]:
        """Styles that raise text, such as that of foot marks."""
        if self._raising is None:
            try:
                styles = self.archive.xml(f"{self.folder}/styles.xml".lstrip("/"))
            except Unreadable:
                self._raising = frozenset()
            else:
                self._raising = frozenset(
                    _attribute(style, "styleId")
                    for style in styles.iter("{*}style")
                    for align in style.iter("{*}vertAlign")
                    if _attribute(align, "val") in ("superscript", "subscript")
                )
        return self._raising


def _turn(fields: list[bool], kind: str) -> None:
    """Follows a field from its instruction, which is not shown, to its result, which is."""
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _symbol(node: etree._Element) -> str:
    """A character from a symbol font: digits and signs of the font Symbol are what they look like, no others are."""
    try:
        code = int(_attribute(node, "char"), 16)
    except ValueError:
        return _UNKNOWN_SYMBOL
    if _attribute(node, "font") == "Symbol":
        return _PLAIN_SYMBOLS.get(code & 0xFF, _UNKNOWN_SYMBOL)
    return chr(code) if 0x20 < code < 0xD800 else _UNKNOWN_SYMBOL
