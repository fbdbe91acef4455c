"""Looks into a workbook's sheets before they are laid out: how far cells reach, what is hidden, what was not computed.

The library that reads the values lays sheets out densely, so that one cell at the far corner would fill the memory.
What it gets to read is therefore measured first, and packed anew, so that it sees exactly the bytes that were measured.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.archive import Archive, parse_xml

MOST_AREA = 3_000_000  # cells that a sheet may be laid out to, empty ones included
_LEFT_OUT = "drawings/ media/ charts/ theme/ pivot externalLinks/ embeddings/ comments printer".split()


@dataclass(slots=True)
class Sheet:
    """What is known of one sheet before its values are read; rows and columns are counted from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)  # computed to nothing, or to 0 by default

    def shows_column(self, column: int) -> bool:
        """Whether the column is not hidden."""
        return not any(left <= column <= right for left, right in self.hidden_columns)


def repacked(archive: Archive) -> tuple[bytes, dict[str, Sheet]]:
    """The workbook with nothing but its measured sheets, and what is known of them by the sheets' names."""
    out = io.BytesIO()
    roots: dict[str, etree._Element] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(archive.names):
            if not name.endswith((".xml", ".rels")) or any(piece in name for piece in _LEFT_OUT):
                continue
            content = archive.read(name)
            root = roots[name] = parse_xml(content, name)
            if root.tag.rpartition("}")[2] == "sst":
                root.attrib.clear()  # its counts would be taken at their word
                content = etree.tostring(root, encoding="utf-8", xml_declaration=True)
            made.writestr(name, content)
    members = {name: measure(root) for name, root in roots.items() if root.tag.rpartition("}")[2] == "worksheet"}
    place = next((name for name, root in roots.items() if root.tag.rpartition("}")[2] == "workbook"), None)
    if place is None:
        return out.getvalue(), {}
    folder, book = posixpath.dirname(place), roots[place]
    if not any(calc.get("fullCalcOnLoad") in ("1", "true") for calc in book.iter("{*}calcPr")):
        for sheet in members.values():
            sheet.formulas = {spot: text for spot, text in sheet.formulas.items() if not text.startswith("0")}
    return out.getvalue(), _by_name(
        book, folder, roots.get(f"{folder}/_rels/{posixpath.basename(place)}.rels"), members
    )


def _by_name(
    book: etree._Element, folder: str, relations: etree._Element | None, members: dict[str, Sheet]
) -> dict[str, Sheet]:
    """Each sheet under its own name, as the workbook's list of parts says."""
    targets = {} if relations is None else {str(item.get("Id")): str(item.get("Target", "")) for item in relations}
    found: dict[str, Sheet] = {}
    for sheet in book.iter("{*}sheet"):
        key = next((text for name, text in sheet.items() if str(name).endswith("}id")), None)
        target = posixpath.normpath(posixpath.join("/", folder, targets.get(str(key), ""))).lstrip("/")
        if target in members:
            found[str(sheet.get("name", ""))] = members[target]
    return found


def measure(root: etree._Element) -> Sheet:
    """What a sheet hides and has not computed. Raises Unreadable where its cells reach too far out."""
    sheet = Sheet()
    row, width, height = -1, 0, 0
    for column in root.iter("{*}col"):
        if column.get("hidden") in ("1", "true"):
            sheet.hidden_columns.append((_whole(column.get("min")) - 1, _whole(column.get("max")) - 1))
    for line in root.iter("{*}row"):
        row = _whole(line.get("r")) - 1 if line.get("r") else row + 1
        if line.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(row)
        at = -1
        for cell in line:
            place = cell.get("r")
            at, deep = _reference(place) if place else (at + 1, row)
            width, height = max(width, at + 1), max(height, deep + 1, row + 1)
            _note_formula(sheet, cell, (deep, at))
    if width * height > MOST_AREA:
        raise far_out()
    return sheet


def _note_formula(sheet: Sheet, cell: etree._Element, spot: tuple[int, int]) -> None:
    """Keeps formulas without a result; those with the result 0 are marked by a leading 0 until it is known whether
    the workbook was ever computed: programs that cannot compute write 0."""
    if not len(cell):
        return
    formula = next((child for child in cell if child.tag.endswith("}f")), None)
    if formula is None:
        return
    result = next((child.text for child in cell if child.tag.endswith("}v")), None)
    if not result:
        sheet.formulas[spot] = "=" + (formula.text or "")
    elif result == "0":
        sheet.formulas[spot] = "0=" + (formula.text or "")


def _whole(text: str | None) -> int:
    if text and text.isascii() and text.isdecimal():
        if len(text) > 9:
            raise far_out()
        return int(text)
    return 1


def _reference(place: str) -> tuple[int, int]:
    """Column and row, counted from 0, of a reference such as AB12."""
    letters = place.rstrip("0123456789")
    if len(letters) > 3 or not letters.isalpha() or not letters.isascii():
        raise far_out()
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1, _whole(place[len(letters) :]) - 1


def far_out() -> Unreadable:
    """The refusal of a sheet whose cells reach too far."""
    return Unreadable(
        "too_large",
        "电子表格的单元格范围过大，未予读取。请删除表格以外的空白行列后重试。",
        "The sheet reaches too far out and was not read. Delete the empty rows and columns around the tables.",
    )
