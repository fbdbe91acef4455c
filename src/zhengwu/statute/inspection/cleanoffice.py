"""A copy of an Excel or PowerPoint file without properties, comments, notes and the notes of photographs.

Hidden sheets, rows and slides stay: formulas may need them, and whether they go out is for a person to decide.
"""

import re

from lxml import etree

from zhengwu.statute.inspection.containers import unpack
from zhengwu.statute.inspection.markup import attribute, is_xml, local, parse
from zhengwu.statute.inspection.model import NOWHERE, Limits
from zhengwu.statute.redaction.files.package import pack
from zhengwu.statute.redaction.files.pictures import bare

DROPPED = re.compile(
    r"docProps/|customXml/|xl/comments|xl/threadedComments/|xl/persons/|xl/printerSettings/|xl/drawings/vmlDrawing|xl/drawings/commentsDrawing|"
    r"xl/revisions/|ppt/comments/|ppt/commentAuthors|ppt/authors|ppt/notesSlides/|ppt/printerSettings/|ppt/changesInfos/|ppt/revisionInfo"
)
HOLDERS = {"legacyDrawing", "legacyDrawingHF", "pageSetup"}  # elements that name a part that may be gone


def clean_office(content: bytes) -> bytes:
    """The cleaned copy, with undated members. Refused where the file is damaged."""
    members = unpack(content, Limits())
    keep = {name: part for name, part in members.items() if not DROPPED.match(name.replace("_rels/", ""))}
    lost: dict[str, set[str]] = {}
    out: dict[str, bytes] = {}
    for name, part in keep.items():
        if name.endswith(".rels"):
            folder, _, owner = name.partition("_rels/")
            out[name], lost[folder + owner.removesuffix(".rels")] = _links(parse(part), folder, set(keep))
    for name, part in keep.items():
        if name == "[Content_Types].xml":
            out[name] = _types(parse(part), set(keep))
        elif name not in out:
            out[name] = _without(part, lost[name]) if is_xml(name) and lost.get(name) else bare(part)
    order = ["[Content_Types].xml", *(name for name in keep if name != "[Content_Types].xml")]
    return pack({name: out[name] for name in order})


def _links(root: etree._Element, folder: str, keep: set[str]) -> tuple[bytes, set[str]]:
    """The relations whose targets are still there, and the ids of those that are gone."""
    gone = set()
    for link in list(root):
        inside = attribute(link, "TargetMode") != "External"
        if inside and _resolved(folder, attribute(link, "Target")) not in keep:
            gone.add(attribute(link, "Id"))
            root.remove(link)
    return _written(root), gone


def _types(root: etree._Element, keep: set[str]) -> bytes:
    for entry in list(root):
        name = attribute(entry, "PartName").lstrip("/")
        if local(entry.tag) == "Override" and name not in keep:
            root.remove(entry)
    return _written(root)


def _without(content: bytes, gone: set[str]) -> bytes:
    """A part without the elements, or their attributes, that name a part that is gone."""
    root = parse(content, NOWHERE)
    for node in list(root.iter()):
        for key in [key for key, value in node.attrib.items() if value in gone and "relationships" in str(key)]:
            del node.attrib[key]
            parent = node.getparent()
            if local(node.tag) in HOLDERS - {"pageSetup"} and parent is not None:
                parent.remove(node)
    return _written(root)


def _resolved(folder: str, target: str) -> str:
    parts = [] if target.startswith("/") else [part for part in folder.split("/") if part]
    for part in target.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
