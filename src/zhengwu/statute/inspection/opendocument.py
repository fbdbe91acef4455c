"""What OpenDocument texts and spreadsheets, and OFD documents, hide and say."""

import re
from collections.abc import Iterator

from lxml import etree

from zhengwu.statute.inspection import office
from zhengwu.statute.inspection.markup import attribute, named, text_of
from zhengwu.statute.inspection.model import Limits, Look, Said, Text
from zhengwu.statute.inspection.personal import masked, masked_name
from zhengwu.statute.inspection.telling import found, part, refusal

ELSEWHERE = re.compile(r"\s*(?:https?:|ftp:|file:|\\\\|//)", re.IGNORECASE)
FOLLOWED = {"a", "title-link", "hyperlink-behaviour"}  # links that a reader follows by hand
OFD_NAMES = {"Author": "author", "Creator": "properties", "CreatorVersion": "properties"}


def look(content: bytes, limits: Limits) -> Look:
    """The look at an ODT or ODS file."""
    return office.look(content, limits, _inside)


def look_ofd(content: bytes, limits: Limits) -> Look:
    """The look at an OFD file."""
    return office.look(content, limits, _ofd)


def _inside(members: dict[str, bytes], trees: dict[str, etree._Element], seen: Look) -> None:
    for name in members:
        if name.startswith(("Basic/", "Scripts/")) and not name.endswith(("script-lc.xml", "script-lb.xml")):
            seen.refused.append(refusal("macro", part(name)))
        elif re.match(r"Object \d+$|ObjectReplacements/.*\.(?:bin|ole)$", name):
            seen.refused.append(refusal("ole", part(name)))
        elif name.startswith("Versions/"):
            seen.found.append(found("earlier_revision", part(name)))
    texts: list[Text] = []
    for name, tree in trees.items():
        if name.endswith(("content.xml", "styles.xml")):
            _scripts(name, tree, seen)
            _hidden(name, tree, seen)
            texts += _texts(tree)
    seen.texts = texts


def _scripts(name: str, tree: etree._Element, seen: Look) -> None:
    for node in named(tree, "event-listener", "script"):
        seen.refused.append(refusal("script", part(name)))
        if etree.QName(node).localname == "event-listener":
            break
    if next(named(tree, "dde-source", "dde-connection-decl", "dde-link"), None) is not None:
        seen.refused.append(refusal("dde", part(name)))
    for node in tree.iter():
        target = attribute(node, "href")
        kind = etree.QName(node).localname
        if target and kind not in FOLLOWED and ELSEWHERE.match(target):
            seen.refused.append(refusal("external", part(name), target=target[:80]))
        elif kind == "a" and re.match(r"\s*(?:javascript|vnd\.sun\.star\.script|macro):", target, re.IGNORECASE):
            seen.refused.append(refusal("script", part(name)))


def _hidden(name: str, tree: etree._Element, seen: Look) -> None:
    """Notes, changes, hidden text, hidden tables, rows and columns."""
    unseen_styles = {
        attribute(style, "name")
        for style in named(tree, "style")
        if any(attribute(rule, "display") in ("none", "false") for rule in style)
    }
    groups = (
        ("comment", list(named(tree, "annotation"))),
        ("tracked", list(named(tree, "changed-region"))),
        ("hidden_text", list(named(tree, "hidden-text", "hidden-paragraph"))),
        ("hidden_sheet", [one for one in named(tree, "table") if attribute(one, "style-name") in unseen_styles]),
        (
            "hidden_rows",
            [one for one in named(tree, "table-row") if attribute(one, "visibility") in ("collapse", "filter")],
        ),
        ("hidden_columns", [one for one in named(tree, "table-column") if attribute(one, "visibility") == "collapse"]),
        ("hidden_text", [one for one in named(tree, "span", "p") if attribute(one, "style-name") in unseen_styles]),
    )
    for code, nodes in groups:
        if nodes:
            seen.found.append(found(code, part(name), _excerpt(nodes[0]), len(nodes)))


def _excerpt(node: etree._Element) -> str:
    """What a part says, masked; a note and a change are told with the first sign of who made them."""
    who = "".join(masked_name(text_of(one)) for one in list(named(node, "creator"))[:1])
    said = "".join(text_of(one) for one in named(node, "p", "h")) or text_of(node)
    return f"{who}：{masked(said)}" if who else masked(said or attribute(node, "name"))


def _texts(tree: etree._Element) -> Iterator[Text]:
    for number, paragraph in enumerate(named(tree, "p", "h"), 1):
        yield Text(Said(f"第 {number} 段", f"paragraph {number}"), text_of(paragraph))


def _ofd(members: dict[str, bytes], trees: dict[str, etree._Element], seen: Look) -> None:
    """OFD: attachments and actions are refused, notes and hidden layers are told."""
    texts: list[Text] = []
    for name, tree in trees.items():
        for node in tree.iter():
            kind = etree.QName(node).localname
            said = (node.text or "").strip()
            if kind == "Attachment":
                seen.refused.append(refusal("attachment", part(name)))
            elif kind in ("Sound", "Movie"):
                seen.refused.append(refusal("multimedia", part(name)))
            elif kind == "Annot" and attribute(node, "Type") not in ("Link", "Watermark", "Stamp", ""):
                seen.found.append(found("comment", part(name), masked(text_of(node))))
            elif kind in ("Layer", "PageBlock", "Annot") and attribute(node, "Visible") == "false":
                seen.found.append(found("hidden_layer", part(name)))
            elif kind in OFD_NAMES and said:
                generic = office.NOBODY.fullmatch(said) or OFD_NAMES[kind] == "properties"
                where = Said("文档属性", "document properties")
                seen.found.append(
                    found("properties", where, said) if generic else found("author", where, masked_name(said))
                )
            elif kind == "CustomData" and said:
                seen.found.append(found("custom_data", part(name), attribute(node, "Name")))
        if etree.QName(tree).localname == "Page":
            number = len(texts) + 1
            where = Said(f"第 {number} 页", f"page {number}")
            texts.append(Text(where, "".join(text_of(node) for node in named(tree, "TextCode"))))
    seen.texts = texts
    _unseen_pages(trees, seen)


def _unseen_pages(trees: dict[str, etree._Element], seen: Look) -> None:
    """Pages that show pictures or outlines only: nothing can be read there."""
    empty = [
        name
        for name, tree in trees.items()
        if etree.QName(tree).localname == "Page" and next(named(tree, "TextCode"), None) is None
    ]
    if empty:
        seen.found.append(found("unseen", part(empty[0]), count=len(empty)))
