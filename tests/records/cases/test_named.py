"""Cases found by a text: a number or how it begins, a part of the applicant's name, words of the title."""

from datetime import UTC, datetime

import pytest

from zhengwu.records.cases import words
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.queries import inbox
from zhengwu.records.cases.wanted import Wanted

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
    words.lay_all()
    return lambda text: [line.number[4:] for line in inbox(actors["clerk"], Wanted(text=text))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("QHSP依", ["依2026-000001", "依2026-000002"]),
        ("QHSP复2026-000001", ["复2026-000001"]),
        ("张某甲", ["依2026-000001", "复2026-000001"]),
        ("张某", ["依2026-000001", "复2026-000001"]),
        ("标文件 张某", ["依2026-000001"]),
        ("招标", ["依2026-000001"]),
        ("_100%", ["依2026-000002"]),
        ("%", []),
        ("\\", []),
        ("没有", []),
        ("YX依", []),
    ],
)
def test_it_finds(found, text, numbers):
    assert found(text) == numbers


def test_so_many_are_found_at_most_and_what_others_may_see_takes_no_place(found, actors):
    assert found("招标") == ["依2026-000001"]
    ids = list(Case.objects.filter(number__startswith="QHSP", applicant_name="张某甲").values_list("id", flat=True))
    assert words.named(actors["clerk"], "张某甲", most=1) == [max(ids)]
    assert words.named(actors["clerk"], "张某甲", before=max(ids)) == [min(ids)]
    assert words.named(actors["clerk"], "招标", most=1) == [min(ids)]
