"""What a PowerPoint presentation hides, and what its slides say."""

import re

from lxml import etree

from zhengwu.statute.inspection import office
from zhengwu.statute.inspection.markup import attribute, local, named, text_of
from zhengwu.statute.inspection.model import Limits, Look, Said, Text
from zhengwu.statute.inspection.personal import masked
from zhengwu.statute.inspection.telling import found, refusal

STARTING = re.compile(r"ppaction://(?:program|macro|ole)", re.IGNORECASE)


def look(content: bytes, limits: Limits) -> Look:
    """The look at a PPTX file."""
    return office.look(content, limits, _inside)


def _inside(_: dict[str, bytes], trees: dict[str, etree._Element], seen: Look) -> None:
    texts = []
    for name, tree in trees.items():
        kind, number = local(tree.tag), (re.search(r"(\d+)\.xml$", name) or ("", "?"))[1]
        if kind == "sld":
            where = _numbered(number)
            if attribute(tree, "show") in ("0", "false"):
                seen.found.append(found("hidden_slide", where, masked(_text(tree))))
            if any(STARTING.search(attribute(node, "action")) for node in named(tree, "hlinkClick", "hlinkHover")):
                seen.refused.append(refusal("launch", where))
        elif kind == "notes":
            where = Said(f"备注第 {number} 页", f"notes {number}")
            said = "".join(text_of(body) for body in _bodies(tree)).strip()
            if said:
                seen.found.append(found("notes", where, masked(said)))
        elif kind == "cmLst":
            comments = list(named(tree, "cm"))
            where = Said("批注", "comments")
            if comments:
                seen.found.append(found("comment", where, masked(text_of(comments[0])), len(comments)))
        else:
            continue
        texts += [
            Text(where, text_of(paragraph)) for paragraph in named(tree, "p", "text", "t") if len(text_of(paragraph))
        ]
    seen.texts = texts


def _bodies(tree: etree._Element) -> list[etree._Element]:
    """What was written as notes: not the slide's number and picture beside it."""
    return [
        shape
        for shape in named(tree, "sp")
        if any(attribute(place, "type") in ("body", "") for place in named(shape, "ph"))
    ]


def _text(tree: etree._Element) -> str:
    return " ".join(text_of(node) for node in named(tree, "t"))


def _numbered(number: str) -> Said:
    return Said(f"第 {number} 张幻灯片", f"slide {number}")
