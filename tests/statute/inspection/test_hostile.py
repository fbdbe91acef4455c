"""Every hostile file is refused, each with its own reason, in both languages, with what to do."""

import io
import os
import tracemalloc
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statute.inspection import made
from tests.statute.inspection.hostile import HOSTILE
from zhengwu.statute.inspection import Limits, Refused, inspect, read_bounded
from zhengwu.statute.inspection.telling import reasons


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.what)
def test_a_hostile_file_is_refused_with_its_reason(hostile):
    told = inspect(hostile.name, hostile.make())
    assert hostile.code in [one.code for one in told.refused]
    for one in told.refused:
        assert one.said.zh
        assert one.said.en
        assert one.advice.zh
        assert "{" not in one.said.zh + one.said.en + one.advice.zh + one.advice.en


def test_every_reason_is_met_by_a_hostile_file():
    elsewhere = {"too_large", "too_many_pages", "too_much_text", "not_cleanable"}
    assert set(reasons()["refused"]) - elsewhere == {hostile.code for hostile in HOSTILE}


def test_two_gigabytes_are_refused_without_being_read(tmp_path: Path):
    path = tmp_path / "大.pdf"
    with path.open("wb") as out:
        out.write(b"%PDF-1.7\n")
        os.truncate(out.fileno(), 2_147_483_648)
    tracemalloc.start()
    told = inspect(path.name, path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ([one.code for one in told.refused], told.size) == (["too_large"], 2_147_483_648)
    assert "2,147.5 MB" in told.refused[0].said.en
    assert most < 1_000_000


def test_a_stream_without_end_is_left_at_the_limit():
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return bytes(size)

    stream = Endless()
    with pytest.raises(Refused, match="more than 100 MB"):
        read_bounded(stream)
    assert stream.given < 103_000_000
    assert read_bounded(io.BytesIO(b"abc")) == b"abc"


def test_it_refuses_more_than_the_limits_of_pages_and_text():
    pages = made.pdf_with(lambda document: document.add_blank_page())
    assert [one.code for one in inspect("a.pdf", pages, Limits(pages=1)).refused] == ["too_many_pages"]
    told = inspect("a.docx", made.word(), Limits(text=20))
    assert [one.code for one in told.refused] == ["too_much_text"]


def test_an_office_may_take_archives_and_still_nothing_hostile_in_them():
    taken = Limits(containers=True)
    sound = made.zipped({"附件/通知.docx": made.word(), "结果.csv": made.table()})
    assert not inspect("a.zip", sound, taken).refused
    told = inspect("a.zip", made.zipped({"a.html": b"<!doctype html>"}), taken)
    assert [(one.code, one.where.en.split()[2]) for one in told.refused] == [("web_page", "a.html")]
    within = made.zipped({"1.zip": made.zipped({"2.zip": made.zipped({"3.zip": made.zipped({"a.txt": b"a"})})})})
    assert [one.code for one in inspect("a.zip", within, taken).refused] == ["nested"]


@cache
def sample(make) -> bytes:
    """The same bytes each time: an archive tells when it was made."""
    return make()


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([made.word, made.sheet, made.bare_pdf, made.picture, made.ofd, made.slides, made.film]), st.data()
)
def test_damaged_files_are_refused_or_passed_but_never_raise(make, data):
    content = bytearray(sample(make))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    suffix = {made.word: "docx", made.sheet: "xlsx", made.bare_pdf: "pdf", made.picture: "png", made.ofd: "ofd"}
    name = f"a.{suffix.get(make, 'pptx')}"
    told = inspect(name, bytes(content[:cut]))
    assert told.refused or told.kind
