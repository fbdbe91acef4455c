"""Bringing rows, for the tests of imports."""

import pytest

from tests.records.publications.importing.files import AT, HEADING, put, sheet
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.publications.importing import reading, runs
from zhengwu.records.publications.importing.model import Options


@pytest.fixture
def load(district, tmp_path, monkeypatch):
    """A function that brings rows and gives what became of them; pages of ten rows."""
    monkeypatch.setattr(reading, "ROWS", 10)

    def loading(rows, options=None, heading=HEADING, at=AT, **more):
        path = put(tmp_path, sheet(rows, heading))
        run, _ = runs.begun(path, path.name, options or Options(), by=CLOCKWORK, at=at)
        return runs.go(run, path, by=CLOCKWORK, at=at, **more)

    return loading
