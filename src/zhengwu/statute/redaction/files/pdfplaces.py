"""Where a PDF can say something beside its pages: properties, notes, form fields, bookmarks, attachments, scripts."""

import io
import re
from collections.abc import Iterator
from html import unescape

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from zhengwu.statute.redaction.model import Trace

DEEPEST = 12  # of containers inside an object; what lies deeper is read as an object of its own
WORDS: dict[str, tuple[str, str]] = {
    "metadata": ("文档属性", "document properties"),
    "annotation": ("注释", "an annotation"),
    "form_field": ("表单域", "a form field"),
    "bookmark": ("书签", "a bookmark"),
    "alt_text": ("替代文字", "alternative text"),
    "attachment": ("附件", "an attachment"),
    "script": ("脚本", "a script"),
    "hidden_string": ("文件内部字符串", "a string inside the file"),
    "hidden_form": ("未显示的绘图单元", "a form that pages may not show"),
}
ALT = {"/Alt", "/ActualText", "/E", "/TU"}
TAG = re.compile(r"<[^<>]*>")
INFO = {"/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Company"}


def traces(document: pikepdf.Pdf) -> Iterator[Trace]:
    """Every string and name of every object, under the kind of place that it stands in."""
    said: dict[str, list[str]] = {}
    for entry in [*document.objects, document.trailer]:
        for code, text in _strings(entry, "", "", DEEPEST):
            said.setdefault(code, []).append(text)
    for page in document.pages:
        for text in _marked(page):
            said.setdefault("alt_text", []).append(text)
    for code, text in _markup(document):
        said.setdefault(code, []).append(text)
    for code, texts in said.items():
        yield Trace(code, *WORDS[code], "\n".join(texts))


def forms(document: pikepdf.Pdf) -> Iterator[Trace]:
    """The text of every form (also of a note's appearance), each drawn on a page of its own and read there."""
    shapes = [
        entry
        for entry in document.objects
        if isinstance(entry, pikepdf.Stream) and str(entry.get("/Subtype", "")) == "/Form"
    ]
    if not shapes:
        return
    with pikepdf.new() as sheet:
        for shape in shapes:
            page = sheet.add_blank_page(page_size=(2000, 2000))
            drawn = sheet.copy_foreign(shape)
            for key in ("/Matrix", "/OC", "/Group"):
                if key in drawn:
                    del drawn[key]
            drawn["/BBox"] = pikepdf.Array([-5000, -5000, 5000, 5000])
            page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=drawn))
            page.obj["/Contents"] = sheet.make_stream(b"/X Do")
        out = io.BytesIO()
        sheet.save(out)
    made = pypdfium2.PdfDocument(out.getvalue())
    try:
        texts = [page.get_textpage().get_text_range() for page in made]
    finally:
        made.close()
    yield Trace("hidden_form", *WORDS["hidden_form"], "\n".join(texts))


def _markup(document: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """The words of streams that are XML: XMP properties and XFA forms, their entities resolved."""
    for entry in document.objects:
        if isinstance(entry, pikepdf.Stream):
            try:
                content = entry.read_bytes()
            except (pikepdf.PdfError, RuntimeError):
                continue  # a picture's own coding: there is no markup in it
            if content.lstrip()[:1] == b"<":
                text = content.decode("utf-8", "ignore")
                code = "metadata" if str(entry.get("/Type", "")) == "/Metadata" else "form_field"
                yield code, unescape(TAG.sub("", text)) + unescape(" ".join(TAG.findall(text)))


def _strings(entry: object, key: str, kind: str, deep: int) -> Iterator[tuple[str, str]]:
    """(code, text) of the strings and names of an object, not following references."""
    if isinstance(entry, pikepdf.String):
        yield _code(key, kind), str(entry)
    elif isinstance(entry, pikepdf.Name):
        yield "hidden_string", str(entry)[1:]
    elif isinstance(entry, pikepdf.Array) and deep:
        for child in entry.as_list():
            if not getattr(child, "is_indirect", False):
                yield from _strings(child, key, kind, deep - 1)
    elif isinstance(entry, pikepdf.Dictionary | pikepdf.Stream) and deep:
        inner = _kind(entry) or kind
        for name in entry.keys():  # noqa: SIM118 a PDF dictionary does not iterate over its keys
            yield "hidden_string", name[1:]
            child = entry[name]
            if not getattr(child, "is_indirect", False):
                yield from _strings(child, name, inner, deep - 1)


def _kind(entry: pikepdf.Object) -> str:
    """What a dictionary is, as far as its keys tell."""
    if "/FT" in entry or ("/T" in entry and "/Kids" in entry):
        return "form_field"
    if "/Title" in entry and "/Parent" in entry:
        return "bookmark"
    if "/JS" in entry:
        return "script"
    if "/EF" in entry or str(entry.get("/Type", "")) == "/EmbeddedFile":
        return "attachment"
    if "/Subtype" in entry and "/Rect" in entry:
        return "annotation"
    return "metadata" if any(key in entry for key in INFO) else ""


def _code(key: str, kind: str) -> str:
    return "alt_text" if key in ALT else kind or "hidden_string"


def _marked(page: pikepdf.Page) -> Iterator[str]:
    """The strings of marked content: replacement text stands there, inside the page's commands."""
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) in ("BDC", "DP"):
            for operand in instruction.operands:
                for _, text in _strings(operand, "", "", DEEPEST):
                    yield text
