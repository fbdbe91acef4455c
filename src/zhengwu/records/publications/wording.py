"""The text of a publication out of what an officer brings: a Word file, an HTML file, HTML that was pasted.

A file is inspected first. One with tracked changes or hidden text is refused: it is not sure which words are meant.
"""

from dataclasses import dataclass

from zhengwu.records.publications.texts import TEXT
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.disclosure.worded import html_of
from zhengwu.statute.inspection import Found, Said, inspect, suffix_of
from zhengwu.statute.inspection.html import plain, sanitised

UNSURE = ("tracked", "hidden_text", "white_text")
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """A text: its HTML as it may be published, the same in plain words, what was left out of it."""

    html: str
    text: str
    removed: tuple[Said, ...] = ()


def of_html(html: str) -> Read:
    """HTML as it may be published. Raises Trouble (invalid) where it is too long."""
    made = sanitised(html)
    if len(made.html) > TEXT:
        raise invalid("too_long", f"至多{TEXT}字。", f"{TEXT} characters at most.", where="text")
    return Read(made.html, plain(made.html), tuple(one.said for one in made.removed))


def of_file(name: str, content: bytes) -> Read:
    """The text of a Word (DOCX) or an HTML file. Raises Trouble (invalid), naming what to do."""
    if len(content) > MOST_BYTES:
        zh, en = "正文文件至多 20 MB。", "The file of the text may be 20 MB at most."
        raise invalid("text_file_large", zh, en, where="text_file")
    if suffix_of(name) in ("html", "htm"):
        return of_html(_decoded(content))
    told = inspect(name, content)
    if told.refused:
        one = told.refused[0]
        raise Trouble("invalid", "text_file_refused", Words(one.said.zh, one.said.en), _both(one.advice), "text_file")
    if told.kind != "docx":
        zh, en = "正文请用 Word（.docx）或者网页（.html）文件。", "Bring the text as Word (.docx) or as HTML."
        raise invalid("text_file_kind", zh, en, where="text_file")
    unsure = [one for one in told.found if one.code in UNSURE]
    if unsure:
        raise _unsure(unsure[0])
    try:
        return of_html(html_of(content))
    except ValueError as error:
        zh, en = "这个 Word 文件打不开。", "This Word file cannot be read."
        raise invalid("text_file_damaged", zh, en, where="text_file") from error


def is_html(text: str) -> bool:
    """Whether what was typed is HTML rather than words: it begins and ends with a tag."""
    return text.startswith("<") and text.endswith(">") and "</" in text


def _decoded(content: bytes) -> str:
    for name in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    zh, en = "文件的编码认不出，请存为 UTF-8。", "Its encoding is unknown: save it as UTF-8."
    raise invalid("text_file_encoding", zh, en, where="text_file")


def _unsure(one: Found) -> Trouble:
    message = Words(f"没有读入：{one.said.zh}（{one.where.zh}）。", f"Not read: {one.said.en} ({one.where.en}).")
    advice = Words(
        "请在 Word 中接受或者拒绝全部修订、删去隐藏文字后再上传。",
        "Accept or reject all changes and delete hidden text in Word, then bring it again.",
    )
    return Trouble("invalid", "text_file_unsure", message, advice, "text_file")


def _both(said: Said) -> Words:
    return Words(said.zh, said.en)
