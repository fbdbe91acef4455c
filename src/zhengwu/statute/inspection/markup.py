"""XML inside packages, parsed so that nothing is resolved, fetched or expanded."""

import re
from collections.abc import Iterator

from lxml import etree

from zhengwu.statute.inspection.model import NOWHERE, Said
from zhengwu.statute.inspection.telling import refused

DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE = re.compile(rb"(?:<\x00!\x00|\x00<\x00!)\x00?(?:D\x00O\x00C|E\x00N\x00T)", re.IGNORECASE)
MOST = 60_000_000  # bytes of one member that is parsed as a whole


def parse(content: bytes, where: Said = NOWHERE) -> etree._Element:
    """The root, without comments and processing instructions. Refused where it declares entities or is damaged."""
    if DECLARED.search(content) or WIDE.search(content):
        raise refused("entities", where)
    if len(content) > MOST:
        raise refused("too_much_text", where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refused("damaged", where) from error


def is_xml(name: str) -> bool:
    """Whether a member of this name holds XML."""
    return name.lower().endswith((".xml", ".rels", ".vml", ".psmdcp"))


def local(name: object) -> str:
    """A name without its namespace."""
    return str(name).rpartition("}")[2]


def attribute(node: etree._Element, name: str) -> str:
    """The attribute of this local name, whatever namespace it stands in; empty where there is none."""
    return next((str(value) for key, value in node.attrib.items() if local(key) == name), "")


def named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements of these local names, in order."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def text_of(node: etree._Element) -> str:
    """All text inside an element."""
    return "".join(str(one) for one in node.itertext())
