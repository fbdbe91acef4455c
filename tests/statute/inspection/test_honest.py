"""Honest files pass, and nothing is found in them that is not there."""

import pytest

from tests.statute.inspection import made
from tests.statute.report.samples import sample_report
from zhengwu.statute.inspection import inspect, kinds
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.renderers import render

HONEST = (
    ("通知.pdf", made.pdf, {"landline", "address", "properties"}),
    ("空白.pdf", made.bare_pdf, set()),
    ("通知.docx", made.word, {"landline", "address", "properties", "thumbnail"}),
    ("结果.xlsx", made.sheet, set()),
    ("解读.pptx", made.slides, set()),
    ("通知.odt", made.open_text, set()),
    ("空配置.odt", lambda: made.open_text(more={"Configurations2/accelerator/current.xml": b""}), set()),
    ("结果.ods", made.open_sheet, set()),
    ("通知.ofd", made.ofd, {"properties"}),
    ("图.png", made.picture, {"unseen"}),
    ("图.JPG", lambda: made.picture("JPEG"), {"unseen"}),
    ("图.jpeg", lambda: made.picture("JPEG", progressive=True), {"unseen"}),
    ("图.gif", lambda: made.picture("GIF"), {"unseen"}),
    ("图.webp", lambda: made.picture("WEBP"), {"unseen"}),
    ("图.webp", lambda: made.picture("WEBP", lossless=True), {"unseen"}),
    ("图例.svg", made.drawing, set()),
    ("结果.csv", made.table, set()),
    ("旧表.csv", lambda: "名称,金额\n备案,-3.5\n".encode("gb18030"), set()),
    ("说明.txt", lambda: "办事说明：材料齐全的，当场受理。a < b > c".encode("utf-16"), set()),
    ("说明.txt", lambda: "第一条　本办法自2025年3月2日起施行。".encode("gb18030"), set()),
    ("会议.mp4", made.film, {"unseen"}),
    ("朗读.mp3", made.sound, {"unseen"}),
)


@pytest.mark.parametrize(
    ("name", "make", "found"), HONEST, ids=[f"{name} {at}" for at, (name, _, _) in enumerate(HONEST)]
)
def test_an_honest_file_passes(name, make, found):
    told = inspect(name, make())
    assert told.refused == ()
    assert {one.code for one in told.found} == found
    assert told.media_type == kinds()[told.kind].media_type


def test_every_kind_that_may_be_published_is_tried():
    tried = {inspect(name, make()).kind for name, make, _ in HONEST}
    assert tried == {kind.key for kind in kinds().values() if kind.publish}


def test_our_own_reports_pass_in_every_format():
    for kind in ("docx", "xlsx", "pdf"):
        told = inspect(f"报告.{kind}", render(sample_report(format_of("2021")), kind))
        assert told.refused == ()
        assert told.stops == ()
