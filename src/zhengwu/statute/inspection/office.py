"""What Word, Excel and PowerPoint files have in common: macros, controls, links to elsewhere, properties, media."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from zhengwu.statute.inspection import containers, images, vector
from zhengwu.statute.inspection.markup import attribute, is_xml, named, parse, text_of
from zhengwu.statute.inspection.model import Found, Limits, Look, Refused, Said
from zhengwu.statute.inspection.personal import masked_name
from zhengwu.statute.inspection.telling import found, part, refusal

MACROS = re.compile(r"vbaProject|vbaData|/macrosheets/|/intlMacrosheets/|/dialogsheets/|\.bas$|userCustomization", re.I)
CONTROLS = re.compile(r"/activeX/|/ctrlProps/.*\.bin$", re.IGNORECASE)
# The strict form of the standard names its elements otherwise, and means the same.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EMBEDDED = re.compile(r"/embeddings/", re.IGNORECASE)
FREE = {"hyperlink", "attachedTemplate", "externalLinkPath"}  # links that are followed by hand, or told elsewhere
FETCHED = re.compile(r"\s*(?:https?|ftp|file:|\\\\|//)", re.IGNORECASE)
DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
FETCHING = re.compile(r"\b(?:INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b\s*\S", re.IGNORECASE)
# Programs write these where nobody's name was set.
NOBODY = re.compile(
    r"|python-docx|python-pptx|xlsxwriter|openpyxl|apache poi|wps ?office|wps_?\d*|kso_?wpsoffice|"
    r"microsoft(?: office)?(?: user)?|typst.*|lenovo|dell|hp|"
    r"微软(?:用户|中国)?|administrator|admin|user|pc|windows(?: user)?|windows 用户|用户|未知|unknown|"
    r"china|deepin|uos|kylin|ylmf\w*|xt?zj\w*|.*(?:局|政府|委员会|办公室|中心|公司|厅|院|处|科|队|所|站|集团|大学|学校)",
    re.IGNORECASE,
)
PEOPLE = {"creator", "lastModifiedBy", "Manager", "initial-creator", "printed-by"}
PLACES = {"Company"}
OWN_KEYS = re.compile(
    r"KSO\w*|ICV|WPS\w*|_\w+|AppVersion|Generator", re.IGNORECASE
)  # programs put these in by themselves


def look(
    content: bytes, limits: Limits, inside: Callable[[dict[str, bytes], dict[str, etree._Element], Look], None]
) -> Look:
    """Opens the package, looks at what all have in common, then at what `inside` knows of its kind."""
    members = containers.unpack(content, limits)
    seen = Look()
    trees: dict[str, etree._Element] = {}
    for name, member in members.items():
        if (
            is_xml(name)
            and member.strip()
            and not name.startswith("xl/worksheets/sheet")
            and name != "xl/sharedStrings.xml"
        ):
            trees[name] = parse(member.replace(STRICT, USUAL), part(name))
    _active(members, trees, seen)
    _links(trees, seen)
    _media(members, limits, seen)
    seen.found += properties(trees)
    inside(members, trees, seen)
    return seen


def properties(trees: dict[str, etree._Element]) -> Iterator[Found]:
    """Names of persons in the properties, and properties that an office added."""
    for name, tree in trees.items():
        if name in ("docProps/core.xml", "docProps/app.xml", "meta.xml") or name.endswith(".psmdcp"):
            yield from _persons(tree)
        if name == "docProps/custom.xml" and text_of(tree).strip():
            keys = [attribute(node, "name") for node in named(tree, "property")]
            added = [key for key in keys if not OWN_KEYS.fullmatch(key)]
            yield found("custom_data" if added else "properties", part(name), "、".join(added or keys))
        if re.fullmatch(r"customXml/item\d+\.xml", name) and text_of(tree).strip():
            yield found("custom_data", part(name))


def instructions(root: etree._Element) -> Iterator[str]:
    """The field codes of a Word part, put together paragraph by paragraph: a code may be cut into many runs."""
    for simple in named(root, "fldSimple"):
        yield attribute(simple, "instr")
    for paragraph in named(root, "p"):
        code = "".join(text_of(node) for node in named(paragraph, "instrText", "delInstrText"))
        if code:
            yield code


def _persons(tree: etree._Element) -> Iterator[Found]:
    where = Said("文档属性", "document properties")
    for node in tree.iter():
        key, said = etree.QName(node).localname, (node.text or "").strip()
        if key in PEOPLE and not NOBODY.fullmatch(said):
            yield found("author", where, masked_name(said))
        elif (key in PEOPLE or key in PLACES) and said:
            yield found("properties", where, said)


def _active(members: dict[str, bytes], trees: dict[str, etree._Element], seen: Look) -> None:
    for name, member in members.items():
        if MACROS.search(name):
            seen.refused.append(refusal("macro", part(name)))
        elif CONTROLS.search(f"/{name}"):
            seen.refused.append(refusal("activex", part(name)))
        elif member.startswith(b"\xd0\xcf\x11\xe0") or name.lower().endswith((".exe", ".dll", ".js", ".vbs")):
            seen.refused.append(refusal("ole", part(name)))
        elif EMBEDDED.search(f"/{name}") and not name.endswith((".rels", "/")):
            code = "embedded_file" if member.startswith(containers.ZIPS) else ""
            if code:
                seen.found.append(found(code, part(name)))
            else:
                seen.refused.append(refusal("ole", part(name)))
        elif name.lower().endswith((".mht", ".mhtml", ".html", ".htm", ".rtf")):
            seen.refused.append(refusal("ole", part(name)))
    types = trees.get("[Content_Types].xml")
    declared = [] if types is None else [attribute(node, "ContentType") for node in types.iter()]
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in declared):
        seen.refused.append(refusal("macro", part("[Content_Types].xml")))


def _links(trees: dict[str, etree._Element], seen: Look) -> None:
    """Relations that lead out of the file, and fields that fetch or run something."""
    for name, tree in trees.items():
        if name.endswith(".rels"):
            for link in named(tree, "Relationship"):
                _link(name, link, seen)
        elif name.startswith("word/"):
            for code in instructions(tree):
                if DDE.search(code):
                    seen.refused.append(refusal("dde", part(name)))
                elif FETCHING.search(code) and FETCHED.search(code.replace('"', " ").partition(" ")[2].strip()):
                    seen.refused.append(refusal("external", part(name), target=code.strip()[:80]))


def _link(name: str, link: etree._Element, seen: Look) -> None:
    kind, target = attribute(link, "Type").rpartition("/")[2], attribute(link, "Target")
    if kind == "aFChunk":
        seen.refused.append(refusal("ole", part(name)))
    if attribute(link, "TargetMode") != "External":
        return
    if kind == "attachedTemplate":
        if re.match(r"\s*(?:https?:|ftp:|file:/*[^/]*\\\\|\\\\|file:////?[^/A-Za-z])", target, re.IGNORECASE):
            seen.refused.append(refusal("external", part(name), target=target[:80]))
        else:
            seen.found.append(found("template", part(name), target.replace("\\", "/").rpartition("/")[2]))
    elif kind == "hyperlink":
        if re.match(r"\s*(?:javascript|vbscript|data|mhtml|ms-\w+):", target, re.IGNORECASE):
            seen.refused.append(refusal("script", part(name)))
    elif kind not in FREE:
        seen.refused.append(refusal("external", part(name), target=target[:80]))


def _media(members: dict[str, bytes], limits: Limits, seen: Look) -> None:
    """Pictures in the package: their size, and what cameras wrote into them."""
    for name, member in members.items():
        if "/media/" in f"/{name}" or name.startswith("Pictures/"):
            try:
                look = (
                    vector.look(member, limits)
                    if vector.is_drawing(member)
                    else images.look(member, limits, strict=False)
                )
            except Refused as error:
                seen.refused.append(error.refusal)
                continue
            seen.refused += look.refused
            seen.found += [one for one in look.found if one.code != "unseen"]
        elif name.startswith(("docProps/thumbnail", "Thumbnails/")):
            seen.found.append(found("thumbnail", part(name)))
