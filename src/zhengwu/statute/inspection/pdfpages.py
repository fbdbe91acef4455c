"""The pages of a PDF as they are seen: their text, and text that is there but not seen.

Text is covered where a filled, opaque shape is drawn over it; it is white where nothing was drawn beneath it.
"""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from zhengwu.statute.inspection.model import Found, Said, Text
from zhengwu.statute.inspection.personal import masked
from zhengwu.statute.inspection.telling import found, refused

MOST_OBJECTS = 20_000  # of one page; a page of more is a drawing
COVERED = 0.6  # of a text's area that a shape hides
WHITE = 250
PICTURE = 0.3  # of the page from which on a picture may hold text that nobody reads
SET_APART = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])")  # spaces that typesetters put in
FEWEST = 20  # characters from which on a page with a picture counts as text
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Page:
    """What was drawn on a page, in order: texts with their boxes, and those that are not seen."""

    texts: list[tuple[Box, str]]
    covered: list[str]
    white: list[str]
    pictured: bool = False


def read(content: bytes) -> tuple[list[Text], list[Found]]:
    """The text of each page, and what is not seen on them. Refused where the library cannot read it."""
    texts, findings, unseen = [], [], []
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            for number in range(1, len(document) + 1):
                page = document[number - 1]
                where = Said(f"第 {number} 页", f"page {number}")
                words = page.get_textpage()
                text = words.get_text_range()
                texts.append(Text(where, SET_APART.sub("", text)))
                drawn = _drawn(page, words)
                for code, said in (("covered_text", drawn.covered), ("white_text", drawn.white)):
                    if said:
                        findings.append(found(code, where, masked("".join(said)), len(said)))
                if (drawn.pictured and len(text.strip()) < FEWEST) or "\ufffd" in text:
                    unseen.append(number)
                page.close()
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise refused("damaged") from error
    if unseen:
        named = "、".join(map(str, unseen[:20]))
        pages = Said(f"第 {named} 页", f"page {', '.join(map(str, unseen[:20]))}")
        findings.append(found("unseen", pages, count=len(unseen)))
    return texts, findings


def _drawn(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> _Page:
    """Goes through what is drawn, in the order in which it is drawn."""
    met = _Page([], [], [])
    shapes: list[Box] = []
    width, height = page.get_size()
    for number, thing in enumerate(page.get_objects(max_depth=4, textpage=words)):
        if number > MOST_OBJECTS:
            met.pictured = True
            break
        box: Box = thing.get_bounds()
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            said = _said(thing, words)
            if not said.strip():
                continue
            if _colour(thing) and not any(_share(box, shape) > 0 for shape in shapes):
                met.white.append(said)
            met.texts.append((box, said))
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            shapes.append(box)
            met.pictured = met.pictured or _area(box) > PICTURE * width * height
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and _filled(thing):
            if not _colour(thing):
                shapes.append(box)
            met.covered += [said for under, said in met.texts if _share(under, box) > COVERED]
            met.texts = [(under, said) for under, said in met.texts if _share(under, box) <= COVERED]
    return met


def _said(thing: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(thing, words, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(thing, words, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "ignore")


def _colour(thing: pypdfium2.PdfObject) -> bool:
    """Whether it is filled with white."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(thing, *parts):
        return False
    return all(part.value >= WHITE for part in parts[:3])


def _filled(thing: pypdfium2.PdfObject) -> bool:
    """Whether a shape hides what lies beneath it: filled, and not seen through."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(thing, mode, stroke) or not mode.value or raw.FPDFPageObj_HasTransparency(thing):
        return False
    parts = [ctypes.c_uint() for _ in range(4)]
    return bool(raw.FPDFPageObj_GetFillColor(thing, *parts)) and parts[3].value >= WHITE


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _share(inner: Box, outer: Box) -> float:
    """How much of the inner box lies in the outer one."""
    width = min(inner[2], outer[2]) - max(inner[0], outer[0])
    height = min(inner[3], outer[3]) - max(inner[1], outer[1])
    return width * height / max(_area(inner), 1e-6) if width > 0 and height > 0 else 0.0
