"""Lays a Word file open: what a reader sees, and every other place of the package in which text can stand."""

from collections.abc import Iterator

from lxml import etree

from zhengwu.statute.redaction.files.package import broken, is_xml, parse, unpack
from zhengwu.statute.redaction.model import Blob, Finding, Opened, Trace, Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALT = {"descr", "title", "alt"}
PLACES: tuple[tuple[str, str, str, str], ...] = (
    ("word/comments", "comment", "批注", "comments"),
    ("word/people", "comment", "批注人", "comment authors"),
    ("word/header", "header", "页眉", "a header"),
    ("word/footer", "header", "页脚", "a footer"),
    ("word/footnotes", "footnote", "脚注", "footnotes"),
    ("word/endnotes", "footnote", "尾注", "endnotes"),
    ("docProps/thumbnail", "thumbnail", "缩略图", "the thumbnail"),
    ("docProps/", "metadata", "文档属性", "document properties"),
    ("customXml/", "custom_xml", "自定义数据", "custom XML"),
    ("word/embeddings/", "embedded_object", "嵌入对象", "an embedded object"),
    ("word/charts/", "drawing", "图表", "a chart"),
    ("word/diagrams/", "drawing", "图示", "a diagram"),
    ("word/glossary/", "hidden_text", "文档部件", "building blocks"),
    ("word/settings", "settings", "文档设置", "document settings"),
    ("word/media/", "picture", "图片", "a picture"),
    ("word/document", "hidden_text", "正文隐藏部分", "hidden parts of the text"),
)
SHOWN_BESIDE = ("word/header", "word/footer", "word/footnotes", "word/endnotes")


def open_docx(content: bytes) -> Opened:
    """The document as one page. Unreadable where it is no Word file, has macros, or is built oddly."""
    members = unpack(content)
    if "word/document.xml" not in members or any("vbaProject" in name for name in members):
        raise Unreadable(
            "unknown",
            "不是普通的 DOCX 文件（或者含有宏），请另存为 DOCX 或 PDF 后上传。",
            "This is no plain DOCX (or has macros): save it as DOCX or PDF.",
        )
    trees = {name: parse(part) for name, part in members.items() if is_xml(name)}
    beside = [name for name in sorted(trees) if name.startswith(SHOWN_BESIDE)]
    shown = [text for name in ("word/document.xml", *beside) for text in _paragraphs(trees[name])]
    pictured = any(name.startswith("word/media/") for name in members)
    return Opened(
        kind="docx",
        shown=("\n".join(shown),),
        parts=len(shown),
        traces=tuple(trace for name, tree in trees.items() for trace in _traces(name, tree)),
        blobs=tuple(_blobs(content, members)),
        pictured=frozenset({1} if pictured else ()),
        textless=frozenset({1} if pictured and not any(shown) else ()),
        burdens=tuple(_burdens(members)),
    )


def place(name: str) -> tuple[str, str, str]:
    """(code, Chinese, English) of a member of the package."""
    for start, code, where, gloss in PLACES:
        if name.startswith(start):
            return code, where, gloss
    return "hidden_text", f"文件部件 {name}", f"the part {name}"


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph as it is read: without what was deleted, and without the second copy of drawings."""
    for paragraph in root.iter(f"{W}p"):
        said = [
            node.text or ""
            for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
            if node.tag == f"{W}t" and not _within(node, paragraph)
        ]
        if any(said):
            yield "".join(said)


def _within(node: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a text stands in a paragraph inside this one, in a deleted stretch or in a fallback drawing."""
    for above in node.iterancestors():
        if above is paragraph:
            return any(up.tag == f"{MC}Fallback" for up in paragraph.iterancestors())
        if above.tag in (f"{W}p", f"{W}del", f"{W}moveFrom", f"{MC}Fallback"):
            return True
    return False


def _traces(name: str, root: etree._Element) -> Iterator[Trace]:
    """Every text of a part: each element's own, the stretches that readers do not see, and all attributes."""
    code, where, gloss = place(name)
    hidden = {
        "tracked_change": ("修订", "tracked changes", (f"{W}del", f"{W}ins", f"{W}moveFrom", f"{W}moveTo")),
        "alternate_content": ("替代内容", "alternate content", (f"{MC}Fallback", f"{MC}Choice")),
        "field_code": ("域代码", "field codes", (f"{W}instrText", f"{W}delInstrText", f"{W}fldSimple")),
        "text_box": ("文本框", "a text box", (f"{W}txbxContent",)),
    }
    for special, (told, english, tags) in hidden.items():
        found = ["".join(map(str, node.itertext())) for node in root.iter(*tags)]
        if special == "field_code":
            found += [node.get(f"{W}instr", "") for node in root.iter(f"{W}fldSimple")]
        if any(found):
            yield Trace(special, told, english, "".join(found))
    vanished = [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}vanish") is not None]
    if vanished:
        yield Trace(
            "hidden_text", "隐藏文字", "hidden text", "".join(str(text) for run in vanished for text in run.itertext())
        )
    yield Trace(code, where, gloss, "".join(map(str, root.itertext())))
    alts: list[str] = []
    others: list[str] = []
    for node in root.iter():
        for key, value in node.attrib.items():
            (alts if str(key).rpartition("}")[2] in ALT else others).append(str(value))
    yield Trace("alt_text", f"替代文字（{where}）", f"alternative text in {gloss}", "\n".join(alts))
    yield Trace("attribute", f"属性值（{where}）", f"attributes in {gloss}", "\n".join(others))


def _blobs(content: bytes, members: dict[str, bytes]) -> Iterator[Blob]:
    yield Blob("raw", "文件字节", "the bytes of the file", content)
    for name, part in members.items():
        code, where, gloss = place(name)
        yield Blob(code, where, gloss, part + name.encode())
        if part.startswith(b"PK\x03\x04"):
            try:
                inner = unpack(part)
            except Unreadable:
                continue  # `_burdens` refuses it
            for inside, deep in inner.items():
                text = "".join(map(str, parse(deep).itertext())).encode() if is_xml(inside) else b""
                yield Blob(code, where, gloss, deep + b"\n" + text)


def _burdens(members: dict[str, bytes]) -> Iterator[Finding]:
    """What must not be in a released file, whatever it says: it cannot be searched."""
    for name, part in members.items():
        if name.startswith("docProps/thumbnail"):
            sentence = "文件带有首页缩略图，可能显示处理前的内容。"
            yield Finding("thumbnail", name, sentence, "The file has a thumbnail, which may show the page as it was.")
        if name.startswith("word/embeddings/"):
            sentence = "文件含有嵌入对象，无法核验其显示内容，请转成普通文字。"
            yield Finding("embedded_object", name, sentence, "The file embeds an object that cannot be proved.")
            if part.startswith(b"PK\x03\x04"):
                unpack(part)
        if name.lower().endswith((".mht", ".mhtml", ".html", ".htm", ".rtf", ".docx", ".txt")) and "embed" not in name:
            sentence = "文件并入了另一份文档，无法核验，请另存为普通 DOCX 或 PDF。"
            yield Finding("embedded_object", name, sentence, "The file takes in another document: save it plainly.")
    if "[Content_Types].xml" not in members:
        raise broken()
