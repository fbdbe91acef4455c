"""Sound files cut short or with bytes changed: they are read or refused, and no figure appears that was never there."""

import random
import zipfile
from io import BytesIO

import pytest

from tests.statute.report.readers.building import grids, pdf, read, rows_xml, ruled, words, workbook
from tests.statute.report.samples import sample_report
from zhengwu.statute.report.formats import formats
from zhengwu.statute.report.readers import Unreadable, read_bytes
from zhengwu.statute.report.renderers import render

KINDS = ("html", "docx", "xlsx", "pdf")
TRIES = {"html": 60, "docx": 60, "xlsx": 60, "pdf": 12}
REPORT = sample_report(formats()[-1], 1)


def trial(content: bytes) -> set[tuple[str, str, str, object]] | None:
    """Every figure read, with its place in the tables; None where the file is refused."""
    try:
        report = read_bytes(content, "x")
    except Unreadable:
        return None
    tables = report.tables.values()
    return {(t.key, *key, cell.value) for t in tables for key, cell in t.cells.items() if cell.value is not None}


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    return {kind: render(REPORT, kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_short_gives_no_figure_that_the_whole_file_lacks(kind: str, sound: dict[str, bytes]):
    content, dice = sound[kind], random.Random(kind)  # noqa: S311 - a fixed seed is the point
    whole = trial(content)
    assert whole
    for _ in range(TRIES[kind]):
        part = trial(content[: dice.randrange(len(content))])
        assert part is None or part <= whole


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("changes", [1, 20, 400])
def test_a_file_with_changed_bytes_is_read_or_refused(kind: str, changes: int, sound: dict[str, bytes]):
    dice = random.Random(f"{kind}/{changes}")  # noqa: S311 - a fixed seed is the point
    for _ in range(TRIES[kind] // 3):
        content = bytearray(sound[kind])
        for _ in range(changes):
            content[dice.randrange(len(content))] = dice.randrange(256)
        trial(bytes(content))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_an_office_file_damaged_inside_its_archive_is_read_or_refused(kind: str, sound: dict[str, bytes]):
    dice = random.Random(kind)  # noqa: S311 - a fixed seed is the point
    with zipfile.ZipFile(BytesIO(sound[kind])) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = [name for name in members if name.endswith((".xml", ".rels"))]
    for _ in range(80):
        name, out = dice.choice(chosen), BytesIO()
        content = bytearray(members[name])
        for _ in range(dice.randint(1, 4)):
            content[dice.randrange(len(content))] = dice.choice(b"<>\"'/&=0 \x00\xff")
        with zipfile.ZipFile(out, "w") as made:
            for other, original in members.items():
                made.writestr(other, bytes(content) if other == name else original)
        trial(out.getvalue())


def test_small_files_cut_at_every_byte():
    for content in (pdf(words((50, 700, "A 1")) + ruled([["A", "10", "2"]])), workbook(rows_xml([["甲", 10, 2]]))):
        for end in range(1, len(content), 7):
            try:
                found = grids(read(content[:end]))
            except Unreadable:
                continue
            assert not {"0", "1"} & {text for grid in found for row in grid for text in row}
