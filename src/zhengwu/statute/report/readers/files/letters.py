"""Makes lines of text of the letters on a page: what stands on one height, from left to right."""

import re
from collections.abc import Iterator

from zhengwu.statute.report.readers.files.pdfpages import Letter, Sheet

_PAGE_NUMBER = re.compile(
    r"^[\s\-–—－·~第\[【(（]{0,6}\d{1,3}[\s\-–—－·~页\]】)）]{0,6}(?:[/／共]\s{0,3}\d{1,3}\s{0,3}页?)?$"
)
_SPACES = re.compile(" +")

Line = tuple[float, float, float, str]  # top, left, right, text


def without_doubles(letters: list[Letter]) -> list[Letter]:
    """The letters without those printed twice on nearly the same spot, as programs do that have no bold type."""
    kept: list[Letter] = []
    near: dict[tuple[str, int, int], list[Letter]] = {}
    for letter in letters:
        reach = max(letter.size * 0.2, 0.6)
        across, down = int(letter.x0 // 3), int(letter.top // 3)
        twins = (
            twin
            for column in (across - 1, across, across + 1)
            for row in (down - 1, down, down + 1)
            for twin in near.get((letter.text, column, row), ())
        )
        if letter.text.isspace() or not any(
            abs(twin.x0 - letter.x0) < reach and abs(twin.top - letter.top) < reach for twin in twins
        ):
            kept.append(letter)
            near.setdefault((letter.text, across, down), []).append(letter)
    return kept


def lines_of(letters: list[Letter]) -> list[Line]:
    """Lines of text from letters. Small raised figures are set in ⟦⟧ as foot marks."""
    if not letters:
        return []
    biggest = max(letter.size for letter in letters)
    rows: list[list[Letter]] = []
    middle = 0.0
    for letter in sorted(letters, key=lambda item: (item.top + item.bottom, item.x0)):
        height = (letter.top + letter.bottom) / 2
        if rows and abs(height - middle) < max(biggest * 0.45, 2):
            rows[-1].append(letter)
        else:
            rows.append([letter])
            middle = height
    return [_line(sorted(row, key=lambda item: item.x0)) for row in rows]


def _line(row: list[Letter]) -> Line:
    size = max(letter.size for letter in row)
    pieces: list[str] = []
    before: Letter | None = None
    for letter in row:
        if letter.text.isspace():
            pieces.append(" ")
            before = None
            continue
        if before is not None and letter.x0 - before.x1 > size * 0.33:
            pieces.append(" ")
        raised = letter.size < size * 0.72 and letter.text.isdigit()
        pieces.append(f"⟦{letter.text}⟧" if raised else letter.text)
        before = letter
    return row[0].top, row[0].x0, row[-1].x1, _SPACES.sub(" ", "".join(pieces)).strip()


def paragraphs(letters: list[Letter], sheet: Sheet) -> Iterator[tuple[float, str]]:
    """The running text: (top, paragraph). Lines that fill the column are joined to the one that follows."""
    lines = [line for line in lines_of(letters) if line[3]]
    lines = [line for line in lines if not (_in_margin(line[0], sheet) and _PAGE_NUMBER.match(line[3][:40]))]
    if not lines:
        return
    left, right = min(line[1] for line in lines), max(line[2] for line in lines)
    size = max(letter.size for letter in letters)
    top, above, joined, open_end = 0.0, 0.0, "", False
    for line_top, x0, x1, text in lines:
        if open_end and x0 < left + size * 1.2 and line_top - above < size * 3:
            joined += text
        else:
            if joined:
                yield top, joined
            top, joined = line_top, text
        above = line_top
        open_end = x1 > right - size * 1.6 and not text[-1].isdecimal()
    yield top, joined


def _in_margin(top: float, sheet: Sheet) -> bool:
    return top > sheet.height * 0.88 or top < sheet.height * 0.08
