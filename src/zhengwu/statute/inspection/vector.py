"""SVG drawings: shapes and words only. Whatever runs, fetches or embeds something is refused."""

import re

from lxml import etree

from zhengwu.statute.inspection import plain
from zhengwu.statute.inspection.markup import local, parse
from zhengwu.statute.inspection.model import Limits, Look, Said, Text
from zhengwu.statute.inspection.telling import refusal

DRAWN = set(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc metadata "
    "linearGradient radialGradient stop clipPath mask pattern marker style image view switch filter feGaussianBlur "
    "feOffset feBlend feMerge feMergeNode feColorMatrix feFlood feComposite feDropShadow RDF Work format type creator "
    "namedview sodipodi Agent date rights publisher subject Bag li License".split()
)
RUNNING = {"script", "handler", "listener"}
OWN = re.compile(r"\s*#[\w.:-]+\s*")
PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
FETCHED = re.compile(r"url\(\s*['\"]?\s*(?!#)[^)]|@import|expression\s*\(|javascript:|-moz-binding", re.IGNORECASE)


def is_drawing(content: bytes) -> bool:
    """Whether it is an SVG."""
    return b"<svg" in content[:4096] or b":svg" in content[:4096]


def look(content: bytes, _: Limits) -> Look:
    """The look at an SVG. Refused where it is no sound XML or declares entities."""
    seen = Look()
    text = plain.decoded(content) or ""
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    body = re.sub(r'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG[^>\[]*>', "", body, count=1)
    if re.search(r"<\?xml-stylesheet", body):
        seen.refused.append(refusal("external", target="xml-stylesheet"))
    root = parse(body.strip().encode())
    for node in root.iter():
        _node(node, seen)
    texts = [node for node in root.iter() if local(node.tag) in ("text", "title", "desc", "creator")]
    seen.texts = [
        Text(Said("图形中的文字", "words of the drawing"), "".join(map(str, one.itertext()))) for one in texts
    ]
    seen.refused = list({(one.code, one.said.zh): one for one in seen.refused}.values())
    return seen


def _node(node: etree._Element, seen: Look) -> None:
    name = local(node.tag)
    if name in RUNNING:
        seen.refused.append(refusal("script"))
    elif name not in DRAWN and not name.startswith("fe"):
        seen.refused.append(refusal("foreign", name=name[:40]))
    if name == "style" and FETCHED.search(node.text or ""):
        seen.refused.append(refusal("external", target="style"))
    for key, value in node.attrib.items():
        called = local(key).lower()
        if called.startswith("on"):
            seen.refused.append(refusal("event", name=called[:40]))
        elif called in ("href", "src") and not (OWN.fullmatch(str(value)) or PICTURE.fullmatch(str(value))):
            scripted = re.match(r"[\s\x00-\x20]*(?:java|vb)script:|\s*data:", str(value), re.IGNORECASE)
            seen.refused.append(refusal("script") if scripted else refusal("external", target=str(value)[:80]))
        elif FETCHED.search(str(value)):
            seen.refused.append(refusal("external", target=str(value)[:80]))
