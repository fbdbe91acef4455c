"""Plain text and CSV: which encoding, and what a program would run in them."""

import codecs
import re

from zhengwu.statute.inspection.model import Limits, Look, Said, Text
from zhengwu.statute.inspection.telling import found, refusal

ENCODINGS = ("utf-8-sig", "gb18030")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
RUN = re.compile(r"<\s*(?:script|iframe|object|embed)\b|\bjavascript:\s*[\w(]", re.IGNORECASE)
COMMAND = re.compile(
    r"(?:^|[,;\t\"])\s*[=+\-@][^\n,;\t]{0,200}\|[^\n]{0,200}!|=\s*DDE\s*\(", re.IGNORECASE | re.MULTILINE
)
SUSPECT = re.compile(r"[=@]|[+\-][^\d.\s,]")
FORMULA = re.compile(r"^\s*(?:[=@]|[+\-](?=[^\d.\s,，\-—]))\s*\S")


def decoded(content: bytes) -> str | None:
    """The text in UTF-8, UTF-16 with its mark, or GB18030. None where the bytes are no text."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROL.search(text) else text
    return None


def look(content: bytes, limits: Limits, *, table: bool = False) -> Look:
    """What is in a text; with `table`, in a CSV, too."""
    text = decoded(content) or ""
    seen = Look()
    ran = RUN.search(text)
    if ran:
        seen.refused.append(refusal("script", _line(text, ran.start())))
    command = COMMAND.search(text) if table else None
    if command:
        seen.refused.append(refusal("dde", _line(text, command.start())))
    if len(text) > limits.text:
        seen.refused.append(refusal("too_much_text"))
    lines = text.splitlines()
    if table and not command:
        cells = [(number, cell) for number, line in enumerate(lines, 1) for cell in _cells(line) if FORMULA.match(cell)]
        if cells:
            seen.found.append(found("formula", _numbered(cells[0][0]), cells[0][1], len(cells)))
    seen.texts = [Text(_numbered(number), line) for number, line in enumerate(lines, 1)]
    return seen


def _cells(line: str) -> list[str]:
    if not SUSPECT.search(line):
        return []
    return [cell.strip().strip('"') for cell in re.split(r"[,;\t]", line)]


def _line(text: str, at: int) -> Said:
    return _numbered(text.count("\n", 0, at) + 1)


def _numbered(number: int) -> Said:
    return Said(f"第 {number} 行", f"line {number}")
