"""Measures XLS workbooks before they are read: their sheets are laid out densely, as those of XLSX are."""

import struct

from zhengwu.statute.report.readers.files.archive import broken, encrypted
from zhengwu.statute.report.readers.files.sheets import MOST_AREA, far_out

_NO_SECTOR = 0xFFFFFFFA  # this and what follows are no sectors but marks
_HEADER = 512
_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_BEGIN, _PASSWORD = 0x809, 0x2F
# Records that put one cell, or a run of cells, at a row and a column.
_CELLS = frozenset((0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x201, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406, 0xD6, 0xFD))
_RUNS = frozenset((0xBD, 0xBE))


def measure_old(content: bytes) -> None:
    """Raises Unreadable where the workbook is damaged or encrypted, or its sheets together reach too far out."""
    try:
        stream = _workbook(content)
    except (struct.error, IndexError) as error:
        raise _damaged() from error
    at, reach, width, height = 0, 0, 0, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BEGIN:
            reach, width, height = reach + width * height, 0, 0
        elif kind == _PASSWORD and length:
            raise encrypted()
        elif (kind in _CELLS or kind in _RUNS) and length >= 4 and at + 4 + length <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at + 4)
            if kind in _RUNS:
                column = max(column, struct.unpack_from("<H", stream, at + 2 + length)[0])
            width, height = max(width, column + 1), max(height, row + 1)
        at += 4 + length
    if reach + width * height > MOST_AREA:
        raise far_out()


def _damaged() -> Exception:
    return broken("电子表格已损坏，无法读取。", "The workbook is damaged and cannot be read.")


def _workbook(content: bytes) -> bytes:
    """The stream that holds the workbook, its sectors in order."""
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
    table = _table(content, size)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    root = struct.unpack_from("<I", directory, 116)[0]
    for at in range(0, len(directory) - 127, 128):
        name = directory[at : at + struct.unpack_from("<H", directory, at + 64)[0]].rstrip(b"\x00")
        if name in {wanted.rstrip(b"\x00") for wanted in _STREAMS}:
            start, length = struct.unpack_from("<II", directory, at + 116)
            if length >= struct.unpack_from("<I", content, 56)[0]:
                return _chain(content, table, start, size)[:length]
            small = _chain(content, table, struct.unpack_from("<I", content, 60)[0], size)
            links = list(struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4]))
            return _chain(b"\x00" * 64 + _chain(content, table, root, size), links, start, 64, 64)[:length]
    raise _damaged()


def _table(content: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = [number for number in struct.unpack_from("<109I", content, 76) if number < _NO_SECTOR]
    more, left = struct.unpack_from("<I", content, 68)[0], 10_000
    while more < _NO_SECTOR and left:
        block = content[_HEADER + more * size : _HEADER + (more + 1) * size]
        numbers = struct.unpack(f"<{size // 4}I", block)
        sectors += [number for number in numbers[:-1] if number < _NO_SECTOR]
        more, left = numbers[-1], left - 1
    table: list[int] = []
    for number in dict.fromkeys(sectors):
        block = content[_HEADER + number * size : _HEADER + (number + 1) * size]
        table += struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
    return table


def _chain(content: bytes, table: list[int], sector: int, size: int, header: int = _HEADER) -> bytes:
    """The bytes of a chain of sectors, each taken once."""
    pieces: list[bytes] = []
    seen: set[int] = set()
    while sector < len(table) and sector not in seen:
        seen.add(sector)
        pieces.append(content[header + sector * size : header + (sector + 1) * size])
        sector = table[sector]
    return b"".join(pieces)
