"""XLSX workbooks: the first sheet that is shown, as texts, and where it has formulas and merged cells, which one cannot
trust.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from zhengwu.records.publications.importing.reasons import refused

LARGEST = 1024**3  # of the parts of a workbook, unpacked
EXACT = 10**15  # from here on a spreadsheet has cut off digits
CUT = "\x00cut"
FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*>\s*<f[ >/]')
FORMULA_BEGINS = b"<f"
DIMENSION = re.compile(rb'<dimension ref="[A-Z]{1,3}\d+:[A-Z]{1,3}(\d+)"')
SHEET = re.compile(r"<sheet\b[^>]*>")
HIDDEN = re.compile(r"\bstate=\"(?:hidden|veryHidden)\"")
TOP = 1 << 18  # bytes of a sheet in which content is looked for first
ROW_ENDS = b"</row>"
NEEDED = ("workbook.xml", ".rels", "sharedStrings.xml", "styles.xml", "[Content_Types].xml")
MOST = 10_000  # formulas that are told
BROKEN = (CalamineError, zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Oddities:
    """Rows, as a spreadsheet counts them, with merged cells; and the first column with a formula, by row."""

    merged: frozenset[int]
    formulas: dict[int, int]


def rows(path: Path) -> int:
    """How many rows the first sheet has below its heading. Raises Trouble (invalid) for what is no sound workbook."""
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
            if "xl/workbook.xml" not in names:
                raise refused("wrong_type", found="ZIP")
            if sum(one.file_size for one in parts.infolist()) > LARGEST:
                raise refused("too_large_inside")
            with parts.open(_first(parts)[1]) as sheet_part:
                said = DIMENSION.search(sheet_part.read(4096))
        if said:
            return int(said[1]) - 1
        end = _sheet(path).end
        return end[0] if end else 0  # rows are counted from 0, and the heading is the first
    except BROKEN:
        raise refused("damaged") from None


def heading(path: Path) -> tuple[str, ...]:
    """The first row of the first sheet; nothing where no row below it has content."""
    try:
        for sheet in filter(None, (opened(path) for opened in (_top, _sheet))):
            found = _texts(sheet)
            labels = next(found, [])
            if any(any(row) for row in found):
                return tuple(labels)
    except BROKEN:
        raise refused("damaged") from None
    return ()


def _top(path: Path) -> CalamineSheet | None:
    """The first sheet as far as its first rows; None where it has no more, or cannot be cut off there."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(made, "w") as some:
        at, first = _first(parts)
        with parts.open(first) as part:
            start = part.read(TOP)
        end = start.rfind(ROW_ENDS)
        if len(start) < TOP or end < 0:
            return None
        some.writestr(first, start[: end + len(ROW_ENDS)] + b"</sheetData></worksheet>")
        for name in parts.namelist():
            if name.endswith(NEEDED):
                some.writestr(name, parts.read(name))
    made.seek(0)
    return CalamineWorkbook.from_filelike(made).get_sheet_by_index(at)


def read(path: Path) -> tuple[Iterator[list[str]], Oddities]:
    """The rows of the first sheet as texts, heading included; and where it has merged cells and formulas."""
    try:
        with ThreadPoolExecutor(1) as beside:
            formulas = beside.submit(_formulas_in, path)  # both go through the whole sheet, neither in Python
            sheet = _sheet(path)
            return _texts(sheet), Oddities(_merged(sheet), formulas.result())
    except BROKEN:
        raise refused("damaged") from None


def _sheet(path: Path) -> CalamineSheet:
    with zipfile.ZipFile(path) as parts:
        at, _ = _first(parts)
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(at)


def _texts(sheet: CalamineSheet) -> Iterator[list[str]]:
    begins_at_top = sheet.start == (0, 0)  # then its rows can be had one after the other
    try:
        found = sheet.iter_rows() if begins_at_top else sheet.to_python(skip_empty_area=False)
    except BROKEN:
        raise refused("damaged") from None
    for row in found:
        yield [value.strip() if isinstance(value, str) else written(value) for value in row]


def written(value: object) -> str:
    """A value of a cell as text."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return CUT if abs(value) >= EXACT else str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
    return str(value)


def _merged(sheet: CalamineSheet) -> frozenset[int]:
    found = sheet.merged_cell_ranges or ()
    return frozenset(row + 1 for (first, _), (last, _) in found for row in range(first, last + 1))


def _formulas_in(path: Path) -> dict[int, int]:
    with zipfile.ZipFile(path) as parts, parts.open(_first(parts)[1]) as sheet_part:
        return dict(_formulas(iter(lambda: sheet_part.read(1 << 20), b"")))


def _formulas(chunks: Iterator[bytes]) -> Iterator[tuple[int, int]]:
    rest, seen = b"", 0
    for chunk in chunks:
        text = rest + chunk
        end = 0
        for hit in FORMULA.finditer(text) if FORMULA_BEGINS in text else ():
            end = hit.end()
            if seen < MOST:
                seen += 1
                yield int(hit[2]), _place(hit[1])
        rest = text[max(end, len(text) - 400) :]


def _place(letters: bytes) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1


def _first(parts: zipfile.ZipFile) -> tuple[int, str]:
    """The workbook's first sheet that is not hidden: its turn, and the part that it lies in."""
    book = parts.read("xl/workbook.xml").decode("utf-8", "replace")
    links = parts.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    sheets = SHEET.findall(book)
    at = next((turn for turn, sheet in enumerate(sheets) if not HIDDEN.search(sheet)), 0)
    named = re.search(r"\br:id=\"([^\"]+)\"", sheets[at]) if sheets else None
    for link in re.findall(r"<Relationship\b[^>]*>", links):
        if named and f'Id="{named[1]}"' in link and (target := re.search(r'Target="([^"]+)"', link)):
            return at, "xl/" + target[1].removeprefix("/").removeprefix("xl/")
    return 0, "xl/worksheets/sheet1.xml"
