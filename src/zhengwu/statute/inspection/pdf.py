"""PDF files: what they do when they are opened, what they hide, and what their pages say."""

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

from zhengwu.statute.inspection import containers, pdfpages
from zhengwu.statute.inspection.model import MB, Found, Limits, Look, Refusal, Refused, Said
from zhengwu.statute.inspection.office import NOBODY
from zhengwu.statute.inspection.personal import masked, masked_name
from zhengwu.statute.inspection.telling import found, refusal, refused

DEEPEST = 16  # of containers inside an object; what lies deeper is an object of its own
ACTIONS = {
    "/JavaScript": "script", "/Launch": "launch", "/SubmitForm": "submit", "/ImportData": "submit",
    "/GoToE": "attachment", "/Rendition": "multimedia", "/Movie": "multimedia", "/Sound": "multimedia",
    "/RichMediaExecute": "multimedia",
    "/GoTo3DView": "multimedia",
}  # fmt: skip
KEYS = {
    "/JS": "script",
    "/EF": "attachment",
    "/EmbeddedFiles": "attachment",
    "/XFA": "xfa",
    "/RichMediaContent": "multimedia",
}
SUBTYPES = {"/RichMedia": "multimedia", "/3D": "multimedia", "/Movie": "multimedia", "/Sound": "multimedia",
            "/Screen": "multimedia", "/FileAttachment": "attachment"}  # fmt: skip
QUIET = {"/GoTo", "/Named", "/Hide", "/SetOCGState"}  # actions that may happen by themselves
NOTES = {"/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Caret", "/Popup"}
NAMES = ("/Author", "/Company", "/Manager")
MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|body|iframe|svg)\b", re.IGNORECASE)
CREATOR = re.compile(r"<dc:creator>.*?<rdf:li[^>]*>([^<]+)</rdf:li>", re.DOTALL)
STREAM_RATIO = 200
MUCH = 50 * MB  # what a stream may unpack to, whatever its ratio


def look(content: bytes, limits: Limits) -> Look:
    """The look at a PDF: refused where it is damaged, locked, too long or something else besides."""
    seen = Look()
    try:
        _frame(content, seen)
        _open(content, limits, seen)
    except Refused as error:
        seen.refused.append(error.refusal)
    if not seen.refused:
        seen.texts, shown = pdfpages.read(content)
        seen.found += shown
    return seen


def _open(content: bytes, limits: Limits, seen: Look) -> None:
    """Looks at every object. Refused where it is damaged, locked, too long, or unpacks to too much."""
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            if document.is_encrypted:
                raise refused("encrypted")
            _check_pages(document, limits)
            _check_streams(document, limits)
            seen.refused += list({one.code: one for one in _active(document)}.values())
            seen.found += _hidden(document)
    except pikepdf.PasswordError as error:
        raise refused("encrypted") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError, TypeError, KeyError, AttributeError) as error:
        raise refused("damaged") from error
    seen.found += _revisions(content)


def _frame(content: bytes, seen: Look) -> None:
    """The file begins with its head, ends with its mark, and is nothing else besides."""
    before = content.find(b"%PDF-")
    if before:
        seen.refused.append(refusal("header", count=before))
    last = content.rfind(b"%%EOF")
    if last < 0:
        raise refused("truncated")
    rest = len(content) - last - 5
    if content[last + 5 :].strip(b"\0\r\n\t "):
        seen.refused.append(refusal("trailing", count=rest))
    if containers.is_zip(content):
        seen.refused.append(_both("ZIP 压缩包", "a ZIP archive"))
    head = content[: max(0, content.find(b" obj"))][:4096]
    if MARKUP.search(head):
        seen.refused.append(_both("网页", "a web page"))


def _both(other: str, other_en: str) -> Refusal:
    return refusal("polyglot", kind="PDF", kind_en="a PDF", other=other, other_en=other_en)


def _check_pages(document: pikepdf.Pdf, limits: Limits) -> None:
    if len(document.pages) > limits.pages:
        raise refused("too_many_pages", count=len(document.pages), most=limits.pages)
    if not len(document.pages):
        raise refused("damaged")


def _check_streams(document: pikepdf.Pdf, limits: Limits) -> None:
    """Streams are unpacked within bounds before anything reads them; pictures are judged by their size."""
    left = limits.unpacked
    for entry in document.objects:
        if not isinstance(entry, pikepdf.Stream):
            continue
        if str(entry.get("/Subtype", "")) == "/Image":
            width, height = int(entry.get("/Width", 0)), int(entry.get("/Height", 0))
            if width * height > limits.pixels:
                raise refused("giant_picture", width=width, height=height)
            continue
        given = entry.get("/Filter")
        filters = [str(one) for one in given] if isinstance(given, pikepdf.Array) else [str(given)]
        raw = entry.read_raw_bytes()
        most = min(left, max(MUCH, STREAM_RATIO * len(raw)))
        for last in reversed(range(filters.count("/FlateDecode"))):
            size, raw = _inflated(raw, most, keep=last > 0)
            left -= size
            if size > most:
                raise refused("zip_bomb", size=size // MB, ratio=size // max(1, len(entry.read_raw_bytes())))


def _inflated(raw: bytes, most: int, *, keep: bool) -> tuple[int, bytes]:
    """(size, content) of a stream, stopped behind `most` bytes; the content only if it is wanted.

    What is no such stream has none: the readers of pages say what is the matter with it.
    """
    inflater, size, kept = zlib.decompressobj(), 0, []
    try:
        while raw and size <= most:
            out = inflater.decompress(raw, MB)
            raw, size = inflater.unconsumed_tail, size + len(out)
            if keep:
                kept.append(out)
            if inflater.eof:
                break
    except zlib.error:
        return size, b""
    return size, b"".join(kept)


def _active(document: pikepdf.Pdf) -> Iterator[Refusal]:
    """Everything that runs, fetches, sends or carries something, wherever it stands in the file."""
    for entry in [*document.objects, document.trailer]:
        for code in _codes(entry, DEEPEST):
            yield refusal(code)
    starting = document.Root.get("/OpenAction")
    if isinstance(starting, pikepdf.Dictionary) and str(starting.get("/S", "/GoTo")) not in QUIET:
        yield refusal("open_action")


def _codes(entry: object, deep: int) -> Iterator[str]:
    """Codes of refusals inside an object, not following references."""
    if isinstance(entry, pikepdf.Array) and deep:
        for child in entry.as_list():
            if not getattr(child, "is_indirect", False):
                yield from _codes(child, deep - 1)
    elif isinstance(entry, pikepdf.Dictionary | pikepdf.Stream) and deep:
        for key in entry.keys():  # noqa: SIM118 a PDF dictionary does not iterate over its keys
            child = entry[key]
            if key == "/S" and isinstance(child, pikepdf.Name):
                yield from _known(ACTIONS, str(child))
            elif key == "/Subtype" and isinstance(child, pikepdf.Name):
                yield from _known(SUBTYPES, str(child))
            elif key == "/AA" and isinstance(child, pikepdf.Dictionary):
                yield from _by_itself(child)
            yield from _known(KEYS, key)
            if not getattr(child, "is_indirect", False):
                yield from _codes(child, deep - 1)


def _known(table: dict[str, str], name: str) -> Iterator[str]:
    if name in table:
        yield table[name]


def _by_itself(actions: pikepdf.Dictionary) -> Iterator[str]:
    for key in actions.keys():  # noqa: SIM118
        one = actions[key]
        if isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "/GoTo")) not in QUIET:
            yield "open_action"


def _hidden(document: pikepdf.Pdf) -> Iterator[Found]:
    """Names in the properties, notes on pages, layers that are switched off."""
    yield from _properties(document)
    for number, page in enumerate(document.pages, 1):
        where = Said(f"第 {number} 页", f"page {number}")
        notes = page.obj.get("/Annots")
        marks = (
            []
            if not isinstance(notes, pikepdf.Array)
            else [one for one in notes if isinstance(one, pikepdf.Dictionary)]
        )
        told = [one for one in marks if str(one.get("/Subtype", "")) in NOTES]
        if told:
            said = next((str(one["/Contents"]) for one in told if "/Contents" in one), "")
            yield found("comment", where, masked(said), len(told))
        unapplied = [one for one in marks if str(one.get("/Subtype", "")) == "/Redact"]
        if unapplied:
            yield found("unapplied_redaction", where, count=len(unapplied))
        if "/Thumb" in page.obj:
            yield found("thumbnail", where)
    layers = document.Root.get("/OCProperties")
    usual = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    if isinstance(usual, pikepdf.Dictionary):
        off = usual.get("/OFF")
        if (isinstance(off, pikepdf.Array) and len(off)) or str(usual.get("/BaseState", "")) == "/OFF":
            names = [str(one.get("/Name", "")) for one in off] if isinstance(off, pikepdf.Array) else []
            yield found("hidden_layer", Said("图层", "layers"), "、".join(names), max(1, len(names)))


def _properties(document: pikepdf.Pdf) -> Iterator[Found]:
    where = Said("文档属性", "document properties")
    told = document.trailer.get("/Info")
    names = [str(told[key]) for key in NAMES if key in told] if isinstance(told, pikepdf.Dictionary) else []
    xmp = document.Root.get("/Metadata")
    if isinstance(xmp, pikepdf.Stream):
        names += CREATOR.findall(xmp.read_bytes().decode("utf-8", "ignore"))
    for name in dict.fromkeys(name.strip() for name in names if name.strip()):
        yield found("properties", where, name) if NOBODY.fullmatch(name) else found("author", where, masked_name(name))
    if isinstance(told, pikepdf.Dictionary) and any(key in told for key in ("/Producer", "/Creator")):
        yield found("properties", where, str(told.get("/Producer", told.get("/Creator", ""))))


def _revisions(content: bytes) -> Iterator[Found]:
    """States before the last saving. A file that is laid out for the web has two end marks and one state."""
    saved = len(re.findall(rb"startxref\s+\d+\s+%%EOF", content))
    if b"/Linearized" in content[:2048]:
        saved -= 1
    if saved > 1:
        yield found("earlier_revision", Said(f"保存过 {saved} 次", f"saved {saved} times"), count=saved - 1)
