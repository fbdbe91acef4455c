"""Cases found by a text: a number or how it begins, the applicant's whole name, words of the title."""

from datetime import UTC, datetime

import pytest

from zhengwu.records.cases import queries
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.queries import Wanted, inbox

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
FILED = [
    ("QHSP依2026-000001", "招标文件", "张某甲"),
    ("QHSP依2026-000002", "补偿方案_100%", "李某乙"),
    ("QHSP复2026-000001", "复议", "张某甲"),
]


@pytest.fixture
def found(district, actors):
    """A function from a text to the numbers that the clerk finds; one case of another body is on file too."""
    told = {"procedure": "information_request", "created_at": AT}
    for number, title, name in FILED:
        Case.objects.create(**told, body_id=district.bureau, number=number, title=title, applicant_name=name)
    Case.objects.create(**told, body_id=district.foreign, number="YX依2026-000001", title="招标文件")
    return lambda text: [line.number[4:] for line in inbox(actors["clerk"], Wanted(text=text))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("QHSP依", ["依2026-000001", "依2026-000002"]),
        ("QHSP复2026-000001", ["复2026-000001"]),
        ("张某甲", ["依2026-000001", "复2026-000001"]),
        ("张某", []),
        ("招标", ["依2026-000001"]),
        ("_100%", ["依2026-000002"]),
        ("%", ["依2026-000002"]),
        ("\\", []),
        ("没有", []),
        ("YX依", []),
    ],
)
def test_it_finds(found, text, numbers):
    assert found(text) == numbers


def test_titles_are_looked_through_in_the_newest_cases_only(found, monkeypatch):
    monkeypatch.setattr(queries, "NEWEST", 3)
    assert found("招标") == []
    assert found("补偿") == ["依2026-000002"]


def test_each_way_finds_so_many_at_most(found, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 1)
    assert found("张某甲") == ["复2026-000001"]
