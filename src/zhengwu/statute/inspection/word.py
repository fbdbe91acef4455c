"""What a Word file hides, and what it shows."""

import re
from collections.abc import Iterator

from lxml import etree

from zhengwu.statute.inspection import office
from zhengwu.statute.inspection.markup import attribute, named, text_of
from zhengwu.statute.inspection.model import Limits, Look, Said, Text
from zhengwu.statute.inspection.personal import masked, masked_name
from zhengwu.statute.inspection.telling import found, part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(?:charts|diagrams)/.*\.xml")
TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange", "cellIns",
           "cellDel")  # fmt: skip
FALSE = ("0", "false", "off", "none")
TINY = 4  # half points: smaller signs are not meant to be read


def look(content: bytes, limits: Limits) -> Look:
    """The look at a DOCX file."""
    return office.look(content, limits, _inside)


def _inside(members: dict[str, bytes], trees: dict[str, etree._Element], seen: Look) -> None:
    hiding = _hiding(trees.get("word/styles.xml"))
    for name, tree in trees.items():
        if tree.tag == f"{W}comments":
            _comments(tree, seen)
        elif name.startswith("word/glossary/"):
            continue
        elif _shown(name, tree):
            _tracked(name, tree, seen)
            _hidden(name, tree, hiding, seen)
    settings = trees.get("word/settings.xml")
    variables = [] if settings is None else list(named(settings, "docVar"))
    if variables:
        seen.found.append(
            found("custom_data", part("word/settings.xml"), attribute(variables[0], "name"), len(variables))
        )
    seen.texts = list(_texts(trees))


def _shown(name: str, tree: etree._Element) -> bool:
    """Whether a part has words: by what is in it, since a part may have any name."""
    return bool(PARTS.fullmatch(name)) or next(tree.iter(f"{W}p"), None) is not None


def _comments(tree: etree._Element, seen: Look) -> None:
    comments = list(named(tree, "comment"))
    if comments:
        first = comments[0]
        excerpt = f"{masked_name(attribute(first, 'author'))}：{masked(text_of(first))}"
        seen.found.append(found("comment", Said("批注", "comments"), excerpt, len(comments)))


def _tracked(name: str, tree: etree._Element, seen: Look) -> None:
    changes = list(named(tree, *TRACKED))
    if changes:
        said = next((text_of(one) for one in changes if text_of(one).strip()), "")
        excerpt = f"{masked_name(attribute(changes[0], 'author'))}：{masked(said)}"
        seen.found.append(found("tracked", _place(changes[0], name), excerpt, len(changes)))


def _hidden(name: str, tree: etree._Element, styles: frozenset[str], seen: Look) -> None:
    """Runs that are not shown: hidden, too small to read, or white where nothing dark can lie behind them."""
    hidden: list[etree._Element] = []
    white: list[etree._Element] = []
    for run in tree.iter(f"{W}r"):
        rules = run.find(f"{W}rPr")
        if rules is None or not text_of(run).strip():
            continue
        if _vanished(rules, styles):
            hidden.append(run)
        elif _white(run, rules):
            white.append(run)
    for code, runs in (("hidden_text", hidden), ("white_text", white)):
        if runs:
            text = "".join(map(text_of, runs))
            seen.found.append(found(code, _place(runs[0], name), masked(text), len(runs)))


def _vanished(rules: etree._Element, styles: frozenset[str]) -> bool:
    vanish, size, style = rules.find(f"{W}vanish"), rules.find(f"{W}sz"), rules.find(f"{W}rStyle")
    if vanish is not None:
        return attribute(vanish, "val").lower() not in FALSE
    if size is not None and attribute(size, "val").isdecimal() and int(attribute(size, "val")) <= TINY:
        return True
    return style is not None and attribute(style, "val") in styles


def _white(run: etree._Element, rules: etree._Element) -> bool:
    colour = rules.find(f"{W}color")
    if colour is None or attribute(colour, "val").upper() != "FFFFFF":
        return False
    if rules.find(f"{W}shd") is not None or rules.find(f"{W}highlight") is not None:
        return False
    around = [etree.QName(above).localname for above in run.iterancestors()]
    paragraph = next((above for above in run.iterancestors(f"{W}p")), None)
    shaded = paragraph is not None and paragraph.find(f"{W}pPr/{W}shd") is not None
    return not shaded and "tc" not in around and "txbxContent" not in around


def _hiding(styles: etree._Element | None) -> frozenset[str]:
    """The character styles that hide what is written in them."""
    if styles is None:
        return frozenset()
    return frozenset(
        attribute(style, "styleId") for style in styles.iter(f"{W}style") if style.find(f"{W}rPr/{W}vanish") is not None
    )


def _texts(trees: dict[str, etree._Element]) -> Iterator[Text]:
    """Every paragraph, comments and notes too; a row of a table is one stretch: a label and its value meet."""
    for name, tree in trees.items():
        if not _shown(name, tree):
            continue
        for number, paragraph in enumerate(tree.iter(f"{W}p", "{*}v"), 1):
            said = "".join(text_of(node) for node in paragraph.iter(f"{W}t", f"{W}delText", "{*}v"))
            if said.strip():
                yield Text(_numbered(name, number), said)
        for number, row in enumerate(tree.iter(f"{W}tr"), 1):
            said = " ".join("".join(text_of(node) for node in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc"))
            yield Text(Said(f"表格第 {number} 行", f"table row {number}"), said)


def _place(node: etree._Element, name: str) -> Said:
    """The paragraph in which something stands, counted in its part."""
    wanted = next((above for above in node.iterancestors(f"{W}p")), None)
    paragraphs = node.getroottree().getroot().iter(f"{W}p")
    number = next((number for number, one in enumerate(paragraphs, 1) if one is wanted), 0)
    return _numbered(name, number) if number else part(name)


def _numbered(name: str, number: int) -> Said:
    kind = next((said for start, said in WHERE.items() if name.startswith(f"word/{start}")), Said("正文", "paragraph"))
    return Said(f"{kind.zh}第 {number} 段", f"{kind.en} {number}")


WHERE = {
    "header": Said("页眉", "header paragraph"),
    "footer": Said("页脚", "footer paragraph"),
    "footnotes": Said("脚注", "footnote paragraph"),
    "endnotes": Said("尾注", "endnote paragraph"),
    "comments": Said("批注", "comment paragraph"),
    "charts": Said("图表", "chart value"),
    "diagrams": Said("图示", "diagram paragraph"),
}
