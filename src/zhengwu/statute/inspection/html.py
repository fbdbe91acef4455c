"""HTML as it may stand in a public page: a short list of elements, written anew from what was pasted.

Nothing of the input is copied through: it is read into blocks and runs of marked words, and those are written out with
every sign escaped. There is no style, script, frame, form, drawing or comment to write, so none can survive, however
it was hidden.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from lxml import etree

from zhengwu.statute.inspection.model import Said
from zhengwu.statute.inspection.runs import Run, marked, written

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "ins": "u", "s": "s", "strike": "s",
         "del": "s", "sub": "sub", "sup": "sup"}  # fmt: skip
BREAKING = {"html", "body", "div", "section", "article", "main", "header", "footer", "center", "dl", "dt", "dd", "pre",
            "figure", "figcaption", "address", "nav", "aside", "li", "tr", "td", "th", "thead", "tbody", "tfoot",
            "caption", "form", "fieldset", "p"}  # fmt: skip
UNTOLD = BREAKING | {"span", "font", "o:p", "small", "big", "code", "label", "tt", "mark", "abbr", "cite", "q", "time"}
DROPPED = {"script", "style", "template", "noscript", "iframe", "frame", "frameset", "noframes", "object", "embed",
           "applet", "svg", "math", "head", "title", "meta", "link", "base", "textarea", "select", "option", "button",
           "input", "audio", "video", "source", "track", "canvas", "xmp", "plaintext", "noembed", "portal", "param",
           "map", "area", "xml",
           "marquee", "bgsound", "keygen", "dialog", "colgroup", "col"}  # fmt: skip
QUIET = {"style", "class", "lang", "align", "valign", "id", "name", "target", "rel", "dir", "width", "height", "border",
         "cellspacing", "cellpadding", "face", "size", "color", "bgcolor", "nowrap"}  # fmt: skip
KEPT = {"a": {"href", "title"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"}, "ol": {"start"}}  # fmt: skip
LINK = re.compile(r"https?://[^\s/?#]|mailto:[^@]+@|tel:[\d+-]+$|/(?![/\\])", re.IGNORECASE)
FILE = re.compile(r"[\w.%/-]+")
NUMBER = re.compile(r"[1-9]\d{0,2}")
ALIGN = re.compile(r"text-align\s*:\s*(center|right|end)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
FRAME = re.compile(r"</?(?:html|body)(?:\s[^>]*)?>", re.IGNORECASE)
DEEPEST = 100  # elements inside one another; what lies deeper is left out
KINDS = {
    "element": Said("元素", "element"),
    "attribute": Said("属性", "attribute"),
    "link": Said("链接", "link"),
    "picture": Said("图片", "picture"),
    "comment": Said("注释", "comment"),
    "depth": Said("嵌套过深的内容", "what is nested too deeply"),
}


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out, and how often: `kind` is a key of `KINDS`, `name` what it was called."""

    kind: str
    name: str
    count: int

    @property
    def said(self) -> Said:
        """The same in words."""
        words = KINDS[self.kind]
        named = f" {self.name}" if self.name else ""
        return Said(f"{words.zh}{named}（{self.count} 处）", f"{words.en}{named} ({self.count})")


@dataclass(frozen=True, slots=True)
class Sanitised:
    """The HTML to be published, and what was removed. Formats of fonts and colours go without being named."""

    html: str
    removed: tuple[Removed, ...]


def sanitised(html: str, own: str = "") -> Sanitised:
    """The text as it may be published. Pictures stay only where their address begins with `own`, the version's files.

    Sanitised again, it is the same.
    """
    root = _parsed(html)
    if root is None:
        return Sanitised("", ())
    reader = _Reader(own)
    out = "".join(reader.flow(root, "p", (), 0))
    told = tuple(Removed(kind, name, count) for (kind, name), count in sorted(reader.removed.items()))
    return Sanitised(out, told)


def plain(html: str) -> str:
    """The words of sanitised HTML: a line for each block and row, cells parted by tabs."""
    lines = re.sub(
        r"<br>|</?(?:p|h[2-6]|ul|ol|li|table|thead|tbody|tfoot|tr|caption|blockquote|hr)(?: [^>]*)?>", "\n", html
    )
    cells = re.sub(r"\n*</t[dh]>", "\t", re.sub(r"(<t[dh](?: [^>]*)?>)\n*", r"\1", lines))
    told = re.sub(r'<img [^>]*?alt="([^"]*)"[^>]*>', r"\1", cells)
    said = unescape(re.sub(r"<[^>]*>", "", told))
    return "\n".join(line.strip() for line in said.split("\n") if line.strip())


def escaped(text: str) -> str:
    """Plain words as HTML: a paragraph for each line."""
    return sanitised("".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines())).html


def _parsed(html: str) -> etree._Element | None:
    clean = FRAME.sub("", CONTROL.sub("", html))
    if not clean.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=False)
    try:
        return etree.fromstring(f"<html><body>{clean}</body></html>".encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


@dataclass(slots=True)
class _Reader:
    """Reads a tree into written blocks, and notes what it leaves out."""

    own: str
    removed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def flow(self, node: etree._Element, wrap: str, marks: tuple[str, ...], deep: int) -> Iterator[str]:
        """The blocks inside an element. Words become blocks of `wrap`; with none they stand by themselves."""
        runs: list[Run] = []
        align = _align(node) if wrap else ""
        for kind, content in self._content(node, marks, deep):
            if kind == "run":
                runs.append(content)
                continue
            blocks = [one for one in content if one]
            if not blocks and not wrap:
                runs.append(Run((), "", "<br>"))  # words without a paragraph of their own are parted all the same
                continue
            yield written(runs, wrap, align)
            runs = []
            yield from blocks
        yield written(runs, wrap, align)

    def _content(self, node: etree._Element, marks: tuple[str, ...], deep: int) -> Iterator[tuple[str, Any]]:
        """Runs of words ("run") and written blocks ("block") inside an element, in order."""
        yield "run", Run(marks, node.text or "")
        for child in node:
            yield from self._child(child, marks, deep + 1)
            yield "run", Run(marks, child.tail or "")

    def _child(self, child: etree._Element, marks: tuple[str, ...], deep: int) -> Iterator[tuple[str, Any]]:
        name = child.tag.lower() if isinstance(child.tag, str) else ""
        if not name:
            self.removed["comment", ""] += 1
            return
        if deep > DEEPEST:
            self.removed["depth", ""] += 1
            return
        if name in DROPPED:
            self.removed["element", name] += 1
            return
        self._attributes(name, child)
        if name in ("br", "img"):
            yield from self._void(name, child, marks)
        elif name == "hr":
            yield "block", ["<hr>"]
        elif name in HEADINGS:
            yield "block", self.flow(child, HEADINGS[name], marks, deep)
        elif name in ("ul", "ol"):
            yield "block", [self._list(name, child, deep)]
        elif name == "table":
            yield "block", self._table(child, deep)
        elif name == "blockquote":
            inner = "".join(self.flow(child, "p", (), deep))
            yield "block", [f"<blockquote>{inner}</blockquote>"] if inner else []
        elif name in BREAKING:
            yield "block", self.flow(child, "p", marks, deep)
        else:
            if name not in UNTOLD and name not in MARKS and name != "a":
                self.removed["element", name[:40]] += 1
            yield from self._content(child, marked(marks, self._mark(name, child)), deep)

    def _void(self, name: str, child: etree._Element, marks: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        if name == "br":
            yield "run", Run(marks, "", "<br>")
            return
        source = UNSEEN.sub("", child.get("src", "")).strip()
        if not self.own or not source.startswith(self.own) or not FILE.fullmatch(source) or ".." in source:
            self.removed["picture", ""] += 1
            return
        alt = " ".join(CONTROL.sub("", child.get("alt", "")).split())
        yield "run", Run(marks, "", f'<img src="{escape(source)}" alt="{escape(alt)}">')

    def _mark(self, name: str, child: etree._Element) -> str:
        """How a mark is written when it begins; empty where there is none."""
        if name != "a":
            return MARKS.get(name, "")
        target = UNSEEN.sub("", child.get("href", "")).strip().replace(" ", "%20")
        if not target or target.startswith("#"):
            return ""
        if not LINK.match(target):
            self.removed["link", target.partition(":")[0][:20] if ":" in target else ""] += 1
            return ""
        title = " ".join(CONTROL.sub("", child.get("title", "")).split())
        told = f' title="{escape(title)}"' if title else ""
        return f'a href="{escape(target)}"{told}' + (' rel="noopener"' if target.lower().startswith("http") else "")

    def _list(self, name: str, node: etree._Element, deep: int) -> str:
        items: list[str] = []
        for child in node:
            if isinstance(child.tag, str) and child.tag.lower() == "li":
                self._attributes("li", child)
                items.append("".join(self.flow(child, "", (), deep + 1)))
                items += self._loose(child.tail, deep)
            else:
                holder = etree.Element("li")
                tail, child.tail = child.tail, None
                holder.append(child)
                items.append("".join(self.flow(holder, "", (), deep + 1)))
                items += self._loose(tail, deep)
        first = self._loose(node.text, deep)
        start = node.get("start", "")
        begin = f' start="{start}"' if name == "ol" and NUMBER.fullmatch(start) else ""
        inner = "".join(f"<li>{item}</li>" for item in [*first, *items] if item)
        return f"<{name}{begin}>{inner}</{name}>" if inner else ""

    def _loose(self, text: str | None, deep: int) -> list[str]:
        """Words that stand where none may, as an item."""
        said = written([Run((), text or "")], "", "")
        return [said] if said else []

    def _table(self, node: etree._Element, deep: int) -> list[str]:
        """What stands in a table outside its cells comes before it."""
        caption: etree._Element | None = None
        groups: list[tuple[str, list[str]]] = []
        before: list[str] = []
        for part, row in self._rows(node, "tbody", before, deep):
            if part == "caption":
                caption = row if caption is None else caption
                continue
            cells = "".join(self._cells(row, before, deep + 1))
            if cells:
                if not groups or groups[-1][0] != part:
                    groups.append((part, []))
                groups[-1][1].append(f"<tr>{cells}</tr>")
        inner = "".join(f"<{part}>{''.join(rows)}</{part}>" for part, rows in groups)
        title = "" if caption is None else "".join(self.flow(caption, "" if inner else "p", (), deep + 1))
        head = f"<caption>{title}</caption>" if title else ""
        return [*before, f"<table>{head}{inner}</table>" if inner else title]

    def _rows(
        self, node: etree._Element, part: str, before: list[str], deep: int
    ) -> Iterator[tuple[str, etree._Element]]:
        before.append(written([Run((), node.text or "")], "p", ""))
        for child in node:
            name = child.tag.lower() if isinstance(child.tag, str) else ""
            if name in ("thead", "tbody", "tfoot"):
                yield from self._rows(child, name, before, deep)
            elif name == "tr":
                yield part, child
            elif name == "caption":
                yield "caption", child
            else:
                before += [one for kind, found in self._child(child, (), deep + 1) for one in _blocks(kind, found)]
            before.append(written([Run((), child.tail or "")], "p", ""))

    def _cells(self, row: etree._Element, before: list[str], deep: int) -> Iterator[str]:
        before.append(written([Run((), row.text or "")], "p", ""))
        for cell in row:
            name = cell.tag.lower() if isinstance(cell.tag, str) else ""
            if name in ("td", "th"):
                self._attributes(name, cell)
                yield f"<{name}{_spans(name, cell)}>{''.join(self.flow(cell, '', (), deep))}</{name}>"
            else:
                before += [one for kind, found in self._child(cell, (), deep) for one in _blocks(kind, found)]
            before.append(written([Run((), cell.tail or "")], "p", ""))

    def _attributes(self, name: str, node: etree._Element) -> None:
        """Notes attributes that are left out, but for formats."""
        for key in node.attrib:
            called = str(key).lower()
            if called not in QUIET and called not in KEPT.get(name, ()) and not called.startswith("data-"):
                self.removed["attribute", called[:40]] += 1


def _blocks(kind: str, content: Any) -> list[str]:
    """What `_content` gave, as written blocks."""
    return [written([content], "p", "")] if kind == "run" else list(content)


def _align(node: etree._Element) -> str:
    """Centred and right-aligned lines keep their place: titles and signatures of documents stand there."""
    told = ALIGN.search(node.get("style", ""))
    said = (told[1] if told else node.get("align", "")).lower()
    classes = node.get("class", "").split()
    if said == "center" or "text-center" in classes:
        return ' class="text-center"'
    return ' class="text-end"' if said in ("right", "end") or "text-end" in classes else ""


def _spans(name: str, cell: etree._Element) -> str:
    told = [(key, cell.get(key, "")) for key in ("colspan", "rowspan")]
    kept = "".join(f' {key}="{value}"' for key, value in told if NUMBER.fullmatch(value) and value != "1")
    scope = cell.get("scope", "")
    return kept + (f' scope="{scope}"' if name == "th" and scope in ("row", "col", "rowgroup", "colgroup") else "")
