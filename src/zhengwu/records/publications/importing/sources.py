"""A file as lines of cells: CSV in any common encoding, JSON Lines, or the first sheet of an XLSX workbook.

What it is, its content says, not its name. It is read as a stream; of a workbook one sheet is in memory.
"""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import orjson

from zhengwu.records.publications.importing import workbooks
from zhengwu.records.publications.importing.reasons import refused

LARGEST = 2 * 1024**3
CHUNK = 1 << 20
SEPARATORS = ",\t;|"
MAGIC = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS/DOC"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"<!", "HTML"),
    (b"<?xml", "XML"),
    (b"<html", "HTML"),
)
LONGEST = 4_000_000  # characters of a cell


class Line(NamedTuple):
    """A row of a file, counted with its heading; `labels` and `cells` belong together. `code`: what is wrong."""

    row: int
    labels: tuple[str, ...]
    cells: list[str]
    code: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file is. `digest` names it by content; `expected` is about how many rows it has, for the progress."""

    kind: Literal["csv", "jsonl", "xlsx"]
    digest: str
    size: int
    expected: int
    encoding: str = ""
    separator: str = ","


def source_of(path: Path) -> Source:
    """Looks through a file once. Raises Trouble (invalid) for one that cannot be taken in, saying why."""
    size = path.stat().st_size
    if size > LARGEST:
        raise refused("too_large")
    with path.open("rb") as file:
        start = file.read(CHUNK)
    if not start.strip():
        raise refused("empty")
    for begins, name in MAGIC:
        if start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(begins.lower()):
            raise refused("wrong_type", found=name)
    if start[:2] == b"PK":
        return Source("xlsx", _digest(path), size, workbooks.rows(path))
    digest, rows, encoding = _looked_through(path, start)
    text = start.decode(encoding, errors="replace").lstrip("\ufeff \r\n\t")
    if "\0" in text:
        raise refused("wrong_type", found="binary")
    if text[:1] == "[":
        raise refused("wrong_type", found="JSON […]")
    if text[:1] == "{":
        return Source("jsonl", digest, size, rows, encoding)
    return Source("csv", digest, size, max(rows - 1, 0), encoding, _separator(text))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _looked_through(path: Path, start: bytes) -> tuple[str, int, str]:
    """Digest, number of lines, encoding: UTF-8 where nearly every line is, otherwise GB 18030; UTF-16 by its mark."""
    digest, rows, sound = hashlib.sha256(), 0, True
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            rows += chunk.count(b"\n")
            last = chunk
            if sound:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    sound = False
    rows += not last.endswith(b"\n")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return digest.hexdigest(), rows, "utf-16"
    return digest.hexdigest(), rows, "utf-8-sig" if sound or _mostly_utf8(path) else "gb18030"


def _mostly_utf8(path: Path) -> bool:
    """Whether most of the first lines with other than ASCII signs are UTF-8, though not all lines are."""
    good = bad = 0
    with path.open("rb") as file:
        for line in file:
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
            if good + bad >= 2000:
                break
    return good > bad


def _separator(text: str) -> str:
    heading = text.split("\n", 1)[0]
    return max(SEPARATORS, key=heading.count)


def lines(path: Path, source: Source) -> Iterator[Line]:
    """The rows below the heading, those without any content left out."""
    match source.kind:
        case "jsonl":
            yield from _json(path, source.encoding)
        case "xlsx":
            yield from _sheet(path)
        case "csv":
            yield from _csv(path, source)


def heading(path: Path, source: Source) -> tuple[str, ...]:
    """The heading of a file; of JSON Lines the names in its first row. Raises Trouble (invalid) where there is none."""
    if source.kind == "xlsx":
        first = tuple(label.strip() for label in workbooks.heading(path))
    else:
        first = next((line.labels for line in lines(path, source) if line.labels), ())
    if not first:
        raise refused("no_objects" if source.kind == "jsonl" else "no_rows")
    return first


def _csv(path: Path, source: Source) -> Iterator[Line]:
    errors = "replace" if source.encoding == "utf-16" else "surrogateescape"
    with path.open(encoding=source.encoding, errors=errors, newline="") as file:
        csv.field_size_limit(LONGEST)  # of the whole process: other readers have another
        reader = csv.reader(file, delimiter=source.separator)
        labels = tuple(next(reader, ()))
        width, row = len(labels), 1
        while True:
            row += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Line(row, labels, [], "cell_too_long" if "limit" in str(error) else "bad_quotes")
                continue
            if cells is None:
                return
            if len(cells) != width:
                if not any(cells):
                    continue
                if any(cells[width:]) or len(cells) < width:
                    yield Line(row, labels, cells, "bad_quotes" if "\n" in cells[-1] else "cells")
                    continue
                cells = cells[:width]
            elif not any(cells):
                continue
            yield Line(row, labels, cells)


def _json(path: Path, encoding: str) -> Iterator[Line]:
    read = orjson.loads
    with path.open("rb") as file:
        for row, raw in enumerate(_decoded(file, encoding), 1):
            if not raw.strip():
                continue
            try:
                said = read(raw)
            except orjson.JSONDecodeError:
                said = None
            if not isinstance(said, dict) or not said:
                yield Line(row, (), [], "bad_json")
                continue
            yield _object(row, said)


def _decoded(file: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    for at, raw in enumerate(file):
        if encoding == "utf-8-sig":
            yield raw.removeprefix(codecs.BOM_UTF8) if at == 0 else raw
        else:
            yield raw.decode(encoding, errors="replace").encode()


def _object(row: int, said: dict[str, object]) -> Line:
    labels, cells = tuple(said), []
    for label, value in said.items():
        if isinstance(value, str):
            cells.append(value)
        elif value is None:
            cells.append("")
        elif isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
            cells.append("\n".join(map(str, value)))
        elif isinstance(value, bool | int | float):
            cells.append(workbooks.written(value))
        else:
            return Line(row, labels, cells, "bad_value", label)
    return Line(row, labels, cells)


def _sheet(path: Path) -> Iterator[Line]:
    found, odd = workbooks.read(path)
    labels = tuple(label.strip() for label in next(found, []))
    for row, cells in enumerate(found, 2):
        if not any(cells):
            continue
        if row in odd.merged:
            yield Line(row, labels, cells, "merged")
        elif row in odd.formulas:
            at = odd.formulas[row]
            yield Line(row, labels, cells, "formula", labels[at] if at < len(labels) else "")
        elif workbooks.CUT in cells:
            yield Line(row, labels, cells, "number_cut", labels[cells.index(workbooks.CUT)])
        else:
            yield Line(row, labels, cells)
