"""The proof of the register: it is silent about a sound one, and finds each planted fault."""

from datetime import UTC, datetime

import pytest

from zhengwu.records.cases import actions as cases
from zhengwu.records.keeping import proof
from zhengwu.records.publications import actions
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.models import Placement, Publication, Version
from zhengwu.records.publications.texts import Written
from zhengwu.statute.procedures import Event

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 4, 2, tzinfo=UTC)
ON = AT.date()


@pytest.fixture
def published(district, actors):
    """A notice before the public, by the steps of its case."""
    words = Written("关于窗口调整的通知", "三号窗口迁至二楼。")
    made = actions.register(district.bureau, Draft("notice", ON, words), by=actors["handler"], at=AT)
    for key, by, said in (
        ("attributed", "handler", {"attribute": "proactive"}),
        ("reviewed", "reviewer", {"verdict": "passed"}),
        ("approved", "leader", {}),
        ("published", "clerk", {}),
    ):
        cases.take(made.case_id, Event(key, ON, says=said), by=actors[by], at=AT)
    return made


def defects():
    return [one.message.en for step in proof.publications() for one in step.defects]


def test_a_sound_register_is_whole_at_each_step(published, actors):
    assert defects() == []
    for key, by, said in (
        ("amended", "handler", {"reason": "错字"}),
        ("discarded", "head", {"reason": "不改了"}),
        ("taken_down", "head", {"reason": "内容有误"}),
        ("archived", "clerk", {}),
    ):
        cases.take(published.case_id, Event(key, ON, says=said), by=actors[by], at=AT)
        assert defects() == [], key


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (lambda pk: Publication.objects.filter(pk=pk).update(status="withdrawn"), "its case makes it public"),
        (lambda pk: Publication.objects.filter(pk=pk).update(version=9), "version 9"),
        (lambda pk: Publication.objects.filter(pk=pk).update(index_number=None), "index number"),
        (lambda pk: Publication.objects.filter(pk=pk).update(published_on=None), "without a version or a day"),
        (lambda pk: Placement.objects.filter(publication_id=pk).delete(), "channels"),
        (lambda pk: Version.objects.filter(publication_id=pk).update(published_at=None), "not on file"),
    ],
)
def test_each_fault_is_found(published, spoilt, said):
    spoilt(published.publication_id)
    assert any(said in one for one in defects())
