"""What a publication says, as it is written: plain words or HTML, and facts as pairs of label and value."""

import html as escaping
from dataclasses import dataclass

from zhengwu.records.troubles import invalid
from zhengwu.statute.inspection.html import plain, sanitised

TITLE, SUMMARY, NUMBER = 300, 500, 80
TEXT = 2_000_000  # characters
FACTS = 60


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be published: plain `text`, in which an empty line parts paragraphs, or `facts`, or files.

    `html` instead is a text with headings and tables, as `wording` read it; then `text` says the same in plain words.
    """

    title: str
    text: str = ""
    summary: str = ""
    document_number: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    html: str = ""


def check(written: Written) -> None:
    """Raises Trouble (invalid) for a field that cannot be."""
    title = written.title.strip()
    if not title:
        raise invalid("title_missing", "请写明标题。", "Give it a title.", where="title")
    lengths = (
        ("title", title, TITLE),
        ("summary", written.summary, SUMMARY),
        ("document_number", written.document_number, NUMBER),
        ("text", written.text, TEXT),
        ("text", written.html, TEXT),
    )
    for name, value, most in lengths:
        if len(value) > most:
            raise invalid("too_long", f"至多{most}字。", f"{most} characters at most.", where=name)
    if len(written.facts) > FACTS or any(
        not label.strip() or len(label) > 60 or len(value) > 4000 for label, value in written.facts
    ):
        raise invalid("facts_wrong", f"字段至多{FACTS}个，名称不能为空。", "At most 60 named facts.", where="facts")


def paragraphs(written: Written) -> tuple[str, str]:
    """The text as HTML, and in plain words."""
    if written.html:
        made = sanitised(written.html).html
        return made, plain(made)
    text = "\n".join(line.rstrip() for line in written.text.replace("\r\n", "\n").split("\n")).strip()
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    html = "\n".join(f"<p>{escaping.escape(part).replace(chr(10), '<br>')}</p>" for part in parts)
    return html, text
