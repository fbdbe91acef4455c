"""A copy of a Word file without what readers do not see: properties, comments, changes, embedded objects."""

from lxml import etree

from zhengwu.statute.redaction.files.docx import MC, W
from zhengwu.statute.redaction.files.package import is_xml, pack, parse, unpack
from zhengwu.statute.redaction.files.pictures import bare

DROPPED = (
    "docProps/",
    "word/comments",
    "word/people",
    "customXml/",
    "word/embeddings/",
    "word/webSettings",
    "word/printerSettings",
    "word/glossary/",
    "word/recipientData",
    "word/activeX",
    "word/ctrlProps",
)
GONE = tuple(
    f"{W}{name}"
    for name in (
        "del moveFrom commentRangeStart commentRangeEnd commentReference annotationRef rPrChange pPrChange "
        "sectPrChange tblPrChange trPrChange tcPrChange tblPrExChange tblGridChange numberingChange "
        "cellIns cellDel cellMerge object proofErr bookmarkStart bookmarkEnd "
        "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd rsids "
        "docVars trackRevisions attachedTemplate mailMerge permStart permEnd control"
    ).split()
)
UNWRAPPED = (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag")
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


def clean_docx(content: bytes) -> bytes:
    """The cleaned copy, with undated members. Unreadable where the file is damaged."""
    members = unpack(content)
    keep = {name: part for name, part in members.items() if not name.startswith(DROPPED)}
    cleaned = {}
    for name, part in keep.items():
        if name.endswith(".rels"):
            folder = name.split("_rels/")[0]
            cleaned[name] = _links(parse(part), folder, set(keep))
        elif name == "[Content_Types].xml":
            cleaned[name] = _types(parse(part), set(keep))
        else:
            cleaned[name] = _part(part) if is_xml(name) else bare(part)
    return pack(_reached(cleaned))


def _part(content: bytes) -> bytes:
    root = parse(content)
    for node in list(root.iter(*GONE, f"{MC}Fallback")):
        _remove(node)
    for node in list(root.iter(*UNWRAPPED)):
        _unwrap(node)
    for node in root.iter():
        for key in [key for key in node.attrib if _session(str(key))]:
            del node.attrib[key]
    return _written(root)


def _session(key: str) -> bool:
    """Whether an attribute only tells of editing sessions and people."""
    name = key.rpartition("}")[2]
    return name.startswith("rsid") or name in ("paraId", "textId", "author", "initials")


def _links(root: etree._Element, folder: str, keep: set[str]) -> bytes:
    """The relations whose targets are still there."""
    for link in list(root.iter(RELATION)):
        target = link.get("Target", "")
        inside = link.get("TargetMode") != "External"
        if (inside and _resolved(folder, target) not in keep) or "attachedTemplate" in link.get("Type", ""):
            _remove(link)
    return _written(root)


def _types(root: etree._Element, keep: set[str]) -> bytes:
    for entry in list(root.iter(OVERRIDE)):
        if entry.get("PartName", "").lstrip("/") not in keep:
            _remove(entry)
    return _written(root)


def _reached(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members that a relation reaches: nothing lies in the package that no program opens."""
    reached, queue = {"[Content_Types].xml", "_rels/.rels"}, ["_rels/.rels"]
    while queue:
        name = queue.pop()
        if name not in members:
            continue
        folder = name.split("_rels/")[0]
        for link in parse(members[name]).iter(RELATION):
            target = _resolved(folder, link.get("Target", ""))
            if link.get("TargetMode") != "External" and target not in reached:
                head, _, tail = target.rpartition("/")
                further = f"{head}/_rels/{tail}.rels" if head else f"_rels/{tail}.rels"
                reached |= {target, further}
                queue.append(further)
    return {name: part for name, part in members.items() if name in reached}


def _resolved(folder: str, target: str) -> str:
    parts = [] if target.startswith("/") else [part for part in folder.split("/") if part]
    for part in target.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _remove(node: etree._Element) -> None:
    """Takes an element out; the white space behind it goes too."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: etree._Element) -> None:
    """Puts an element's children in its place."""
    parent = node.getparent()
    if parent is None:
        return
    at = parent.index(node)
    for child in reversed(list(node)):
        parent.insert(at, child)
    parent.remove(node)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
