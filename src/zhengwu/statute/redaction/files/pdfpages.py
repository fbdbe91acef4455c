"""The text of PDF pages, read twice: by pdfium for what is shown, by pdfminer for what pdfium passes over.

Hidden layers, clipped, white and covered text count as text here: nobody who copies the page is hindered by a box.
"""

import io
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

PICTURE = 0.05  # of the page that a picture must cover to be looked at: a seal covers less
CURVES = 300  # curve segments from which on shapes may be letters
_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Page:
    """`text` in the order of pdfium, `lines` sorted by place on the page, `other` in the order of the page's commands.

    `pictured`: the page shows a picture, outlines or signs without known letters, so that its text does not tell all.
    """

    number: int
    text: str
    lines: str
    other: str
    pictured: bool


def read_pages(content: bytes) -> list[Page]:
    """The pages. What the libraries raise on damaged files goes through: the caller refuses."""
    with pdfplumber.open(io.BytesIO(content)) as plumber:
        document = pypdfium2.PdfDocument(content)
        try:
            if len(document) != len(plumber.pages):
                raise ValueError("two readers see different pages")
            return [_page(number, document[number - 1], page) for number, page in enumerate(plumber.pages, 1)]
        finally:
            document.close()


def _page(number: int, page: pypdfium2.PdfPage, plumber: Any) -> Page:
    text = page.get_textpage().get_text_range()
    chars = plumber.chars
    other = "".join(char["text"] for char in chars)
    area = max(1.0, float(plumber.width) * float(plumber.height))
    pictures = any(_area(image) / area > PICTURE for image in plumber.images)
    lost = _LOST in text or "(cid:" in other
    drawn = not (text.strip() or other.strip()) and bool(plumber.curves or plumber.images)
    outlines = sum(len(curve.get("pts", ())) for curve in plumber.curves) > CURVES
    shading = _inline_pictures(page) if not pictures else False
    return Page(number, text, _sorted(chars), other, pictures or lost or drawn or outlines or shading)


def _area(image: dict[str, Any]) -> float:
    return abs(float(image["x1"]) - float(image["x0"])) * abs(float(image["bottom"]) - float(image["top"]))


def _sorted(chars: list[dict[str, Any]]) -> str:
    """The signs by line and place: a passage set in an odd order of commands is whole again."""
    ordered = sorted(chars, key=lambda char: (round(float(char["bottom"]) / 3), float(char["x0"])))
    lines = groupby(ordered, key=lambda char: round(float(char["bottom"]) / 3))
    return "\n".join("".join(char["text"] for char in line) for _, line in lines)


def _inline_pictures(page: pypdfium2.PdfPage) -> bool:
    """Whether pdfium sees a large picture, as it does inside forms too."""
    width, height = page.get_size()
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING), max_depth=8):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) > PICTURE * width * height:
            return True
    return False
