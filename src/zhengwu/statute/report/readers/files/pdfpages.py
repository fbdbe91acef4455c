"""Takes the letters and rules off the pages of a PDF, and no more of it than a report can hold.

The PDF library runs whatever a page says, for as long as it says so. Here every page is run on a meter: bytes unpacked,
drawing instructions, letters, strokes and processor time are counted, and a file that uses them up is refused.
"""

import io
import itertools
import logging
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from pdfminer import pdfinterp, pdftypes
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from zhengwu.statute.report.readers.errors import Unreadable

MOST_PAGES = 120
MOST_LETTERS = 300_000
MOST_STROKES = 60_000
MOST_INSTRUCTIONS = 8_000_000  # bytes of page content run, repetitions counted
MOST_UNPACKED = 30_000_000  # bytes of one stream
MOST_SLOW = 2_000_000  # bytes of a stream whose packing is undone step by step
MOST_SECONDS = 8.0  # of processor time
SMALLEST = 1.5  # points; smaller letters cannot be read by anybody


@dataclass(slots=True)
class Letter:
    """A letter on a page; lengths in points, counted from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    white: bool = False
    unseen: bool = False  # drawn invisibly, as recognised text lies under the picture of a page


@dataclass(slots=True)
class Sheet:
    """One page: its letters, the library's own page (for its rules), and how many letters have no known meaning."""

    number: int
    width: float
    height: float
    letters: list[Letter]
    page: Page
    pictures: int
    garbled: int = 0


@dataclass(slots=True)
class Meter:
    """What has been used up of each limit."""

    letters: int = 0
    strokes: int = 0
    instructions: int = 0
    begun: float = field(default_factory=time.thread_time)

    def check(self) -> None:
        """Raises Unreadable where a limit is passed."""
        if (
            self.letters > MOST_LETTERS
            or self.strokes > MOST_STROKES
            or self.instructions > MOST_INSTRUCTIONS
            or time.thread_time() - self.begun > MOST_SECONDS
        ):
            raise too_much()


_running = threading.local()


def _check() -> None:
    """Reads the meter of the file that this thread reads; other users of the PDF library are not on a meter."""
    meter: Meter | None = getattr(_running, "meter", None)
    if meter is not None:
        meter.check()


def too_much() -> Unreadable:
    """The refusal of a PDF that holds more than any report."""
    return Unreadable("too_large", "PDF 内容过多，不是年度报告。", "The PDF holds too much: it is no annual report.")


class _Parser(PDFParser):
    """The library's parser of files, on the meter."""

    calls = 0

    def fillbuf(self) -> bool:
        self.calls += 1
        if not self.calls & 255:
            _check()
        return super().fillbuf()

    def revreadlines(self) -> Iterator[bytes]:
        """The file's last lines, from the end; where the cross-references lie is written in one of them."""
        return itertools.islice(super().revreadlines(), 2_000)


class _ContentParser(pdfinterp.PDFContentParser):
    """The library's parser of page content, on the meter."""

    calls = 0

    def fillbuf(self) -> bool:
        self.calls += 1
        if not self.calls & 255:
            _check()
        return super().fillbuf()


class _Device(PDFPageAggregatorWithMarkedContent):
    """Collects what a page draws, on the meter; notes which letters are drawn invisibly."""

    def __init__(self, resources: PDFResourceManager, number: int, meter: Meter) -> None:
        super().__init__(resources, pageno=number, laparams=None)
        self.meter = meter
        self.unseen = False

    def render_string(self, textstate: Any, *rest: Any) -> None:
        self.unseen = textstate.render in (3, 7)
        super().render_string(textstate, *rest)

    def render_char(self, *args: Any, **named: Any) -> float:
        self.meter.letters += 1
        if not self.meter.letters % 500:
            self.meter.check()
        advance = super(PDFPageAggregatorWithMarkedContent, self).render_char(*args, **named)
        if self.unseen:
            letter: Any = self.cur_item._objs[-1]
            letter.unseen = True
        return float(advance)

    def paint_path(self, *args: Any, **named: Any) -> None:
        self.meter.strokes += 1
        if not self.meter.strokes % 200:
            self.meter.check()
        super().paint_path(*args, **named)

    def begin_figure(self, *args: Any) -> None:
        self.meter.instructions += 200
        self.meter.check()
        super().begin_figure(*args)


class _Interpreter(PDFPageInterpreter):
    """Runs page content, and counts it before."""

    def render_contents(self, resources: Any, streams: Any, ctm: Any = (1, 0, 0, 1, 0, 0)) -> None:
        meter = cast("_Device", self.device).meter
        for stream in pdftypes.list_value(streams):
            meter.instructions += len(pdftypes.stream_value(stream).get_data())
            meter.check()
        super().render_contents(resources, streams, ctm)


def sheets(content: bytes) -> Iterator[Sheet]:
    """The pages of a PDF, one after the other; those beyond the limit have no letters and no rules."""
    meter = _running.meter = Meter()
    try:
        document = PDFDocument(_Parser(io.BytesIO(content)))
        owner = SimpleNamespace(laparams=None, rsrcmgr=PDFResourceManager(), unicode_norm=None, doc=document)
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            meter.check()
            if number > MOST_PAGES:
                return
            sheet = _sheet(owner, page, number, meter)
            yield sheet
            sheet.page.close()
    finally:
        _running.meter = None


def _sheet(owner: SimpleNamespace, source: PDFPage, number: int, meter: Meter) -> Sheet:
    """A page as it is read: one on which most letters stand on their side is turned first."""
    page, items = _run(owner, source, number, meter)
    turned = [item for item in items if abs(item.matrix[0]) < abs(item.matrix[1]) * 0.1]
    if len(turned) > max(20, len(items) * 0.6):
        quarter = 90 if turned[0].matrix[1] > 0 else 270
        source.rotate = (source.rotate + quarter) % 360
        source.attrs["Rotate"] = source.rotate
        page, items = _run(owner, source, number, meter)
    box = page.cropbox
    letters = [letter for letter in (_letter(item, page) for item in items if _level(item)) if _inside(letter, box)]
    garbled = sum(letter.text == "\ufffd" for letter in letters)
    return Sheet(number, float(page.width), float(page.height), letters, page, len(page.images), garbled)


def _run(owner: SimpleNamespace, source: PDFPage, number: int, meter: Meter) -> tuple[Page, list[LTChar]]:
    """Draws the page; its letters are taken aside before the library makes something slower of them."""
    page = Page(cast("Any", owner), source, number)
    device = _Device(owner.rsrcmgr, number, meter)
    _Interpreter(owner.rsrcmgr, device).process_page(source)
    layout = device.get_result()
    letters: list[LTChar] = []
    stack: list[LTContainer[Any]] = [layout]
    while stack:
        container = stack.pop()
        letters += [item for item in container._objs if isinstance(item, LTChar)]
        container._objs = [item for item in container._objs if not isinstance(item, LTChar)]
        stack.extend(item for item in container._objs if isinstance(item, LTContainer))
    page._layout = layout
    return page, letters


def _level(item: LTChar) -> bool:
    """Whether a letter stands upright; watermarks are turned."""
    a, b, _, d, _, _ = item.matrix
    return bool(a > 0 and d > 0 and abs(b) <= 0.1 * a and item.size >= SMALLEST)


def _letter(item: LTChar, page: Page) -> Letter:
    left, above = page.mediabox[0], page.height + page.mediabox[1]
    text = str(item.get_text())
    if text.startswith("(cid:") or not text or "\ue000" <= text <= "\uf8ff":
        text = "\ufffd"  # a letter that the file does not name
    unseen = bool(getattr(item, "unseen", False))
    return Letter(
        text.replace("\x00", "\ufffd"),
        item.x0 + left,
        item.x1 + left,
        above - item.y1,
        above - item.y0,
        float(item.size),
        is_white(item.graphicstate.ncolor),
        unseen,
    )


def is_white(colour: Any) -> bool:
    """Whether a colour of one, three or four parts is white."""
    try:
        parts = [float(part) for part in (colour if isinstance(colour, tuple | list) else (colour,))]
    except (TypeError, ValueError):
        return False
    return bool(parts) and (all(part > 0.99 for part in parts) if len(parts) != 4 else not any(parts))


def _inside(letter: Letter, box: tuple[float, float, float, float]) -> bool:
    across, down = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


class _Inflate:
    """Stands in for zlib inside the PDF library: the same, but nothing unpacks to more than the limit."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(packed: bytes) -> bytes:
        """The unpacked bytes. Raises Unreadable where they are too many, zlib.error where they are damaged."""
        worker = zlib.decompressobj()
        unpacked = worker.decompress(packed, MOST_UNPACKED)
        if worker.unconsumed_tail:
            raise too_much()
        if not worker.eof:
            raise zlib.error("incomplete stream")
        return unpacked


def _rescue(packed: bytes) -> bytes:
    """What can be unpacked of a damaged stream, up to the place of the damage."""
    worker, pieces, size = zlib.decompressobj(), [], 0
    for start in range(0, len(packed), 64):
        try:
            piece = worker.decompress(packed[start : start + 64], MOST_UNPACKED)
        except zlib.error:
            break
        pieces.append(piece)
        size += len(piece)
        if size > MOST_UNPACKED:
            raise too_much()
    return b"".join(pieces)


def _limited(step_by_step: Callable[..., bytes]) -> Callable[..., bytes]:
    """The library's own unpacking, for streams short enough for it."""

    def unpack(*args: Any, **named: Any) -> bytes:
        if any(isinstance(arg, bytes) and len(arg) > MOST_SLOW for arg in (*args, *named.values())):
            raise too_much()
        return step_by_step(*args, **named)

    return unpack


def _limit_library() -> None:
    """Puts the limits where the library unpacks; it has none of its own and no place to set them."""
    library: Any = pdftypes
    if library.zlib is _Inflate:
        return
    library.zlib = _Inflate
    library.decompress_corrupted = _rescue
    for name in "lzwdecode ascii85decode asciihexdecode rldecode ccittfaxdecode apply_tiff_predictor".split():
        setattr(library, name, _limited(getattr(library, name)))
    library.apply_png_predictor = _limited(library.apply_png_predictor)
    interpreter: Any = pdfinterp
    interpreter.PDFContentParser = _ContentParser
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # it tells of every flaw in a file


_limit_library()
