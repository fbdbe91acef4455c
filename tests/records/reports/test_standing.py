"""A live report is kept while nothing changes, and never longer: whatever changes, the next look sees it."""

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from time import monotonic, sleep

import pytest
from django.db import transaction

from tests.records.reports.conftest import Matter
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Event as Row
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.organs.models import Body
from zhengwu.records.reports import actions, issuing, standing
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.drafting import draft
from zhengwu.records.reports.models import AnnualReport, Figure
from zhengwu.records.reports.standing import foundation
from zhengwu.records.reports.standing import standing as kept
from zhengwu.statute.procedures import Event

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 4, 2, tzinfo=UTC)
ON = AT.date()
YEAR = 2026
APPLICANT = Applicant("周某", phone="000-00000000")
NUMBERS = count(1)
LICENCES = CellKey("publications", "licensing", "decisions")


@pytest.fixture
def bureau(district):
    return Body.objects.get(pk=district.bureau)


@pytest.fixture
def request_of(district, actors):
    """A function that puts a request to a body on file, as the counter does."""

    def opened(body_id=district.bureau):
        events = [Event("submitted", ON, says={"channel": "counter", "items": ["某项信息"]}), Event("received", ON)]
        return cases.open_case("information_request", body_id, events, Opening(APPLICANT), by=actors["clerk"], at=AT)

    return opened


def settled(body):
    """The report once it is kept: PostgreSQL's mark waits for every transaction under way, other databases' too."""
    found, until = kept(body, YEAR), monotonic() + 120
    while (again := kept(body, YEAR)) is not found and monotonic() < until:
        found = again
        sleep(0.02)
    return again


def received(found):
    return found.draft.report.cell("requests", "received", "total").value


def test_it_is_made_once_while_nothing_changes(bureau, request_of, django_assert_num_queries):
    request_of()
    first = settled(bureau)
    with django_assert_num_queries(5):
        assert kept(bureau, YEAR) is first
    assert received(first) == 1


def test_a_request_is_seen_at_once(bureau, request_of):
    assert received(settled(bureau)) == 0
    request_of()
    assert received(settled(bureau)) == 1


def test_what_happens_elsewhere_makes_nothing_anew(bureau, district, request_of, hire, actor):
    request_of()
    first = settled(bureau)
    clerk = actor(hire("clerk", district.affairs))
    events = [Event("submitted", ON, says={"channel": "counter", "items": ["某项信息"]}), Event("received", ON)]
    cases.open_case("information_request", district.affairs, events, Opening(APPLICANT), by=clerk, at=AT)
    assert kept(bureau, YEAR) is first


CHANGES = {
    "opened": lambda body, actors, opened: opened(),
    "decided": lambda body, actors, opened: decide(opened(), actors),
    "figure": lambda body, actors, opened: enter(body, actors),
    "text": lambda body, actors, opened: actions.put_text(
        body.pk, YEAR, "problems", f"第{next(NUMBERS)}稿。", by=actors["clerk"], at=AT
    ),
    "counting": lambda body, actors, opened: Body.objects.filter(pk=body.pk).update(counting="per_request"),
    "renamed": lambda body, actors, opened: Body.objects.filter(pk=body.pk).update(name=f"改名{next(NUMBERS)}"),
}


def decide(made, actors):
    steps = [Event("assigned", ON, says={"note": "请办理"}), Event("decided", ON, says={"outcome": "granted"})]
    for event in steps:
        cases.take(made.case_id, event, by=actors["head"], at=AT)


def enter(body, actors):
    value = Decimal(Figure.objects.count() + 1)
    actions.put_figure(body.pk, YEAR, LICENCES, value, note="台账", by=actors["clerk"], at=AT)


ORDERS = (
    ("opened", "figure", "text", "decided", "figure", "opened"),
    ("renamed", "decided", "counting", "opened", "text", "text"),
    ("figure", "figure", "counting", "decided", "renamed", "opened"),
)


@pytest.mark.parametrize("order", ORDERS)
def test_after_any_change_it_is_what_would_be_made_anew(bureau, actors, request_of, order):
    for name in order:
        settled(bureau)
        CHANGES[name](bureau, actors, request_of)
        bureau.refresh_from_db()
        assert kept(bureau, YEAR).digest == draft(bureau.pk, YEAR).digest, name
        assert settled(bureau).digest == draft(bureau.pk, YEAR).digest, name


def test_nothing_is_kept_that_may_be_undone(bureau, actors):
    settled(bureau)
    with transaction.atomic():
        enter(bureau, actors)
        assert kept(bureau, YEAR).draft.report.cell(*LICENCES).value == 1
        transaction.set_rollback(True)
    assert settled(bureau).draft.report.cell(*LICENCES).value is None
    actions.put_figure(bureau.pk, YEAR, LICENCES, Decimal(7), note="台账", by=actors["clerk"], at=AT)
    assert settled(bureau).draft.report.cell(*LICENCES).value == 7


def test_a_restored_database_is_another_one(bureau, request_of):
    request_of()
    first = settled(bureau)
    last = Row.objects.order_by("id").last()
    Row.objects.filter(pk=last.pk).update(hash="0" * 64)
    assert kept(bureau, YEAR) is not first


def test_a_government_sees_what_its_bodies_sign(district, actors, bureau, file_matters):
    above = Body.objects.get(pk=district.government)
    file_matters(district.bureau, [Matter("information_request", 2024, 2024, "granted", "natural_person")])
    before = kept(above, 2024).draft.territory.aggregate.missing
    assert "青禾区行政审批局" in before
    actions.check(district.bureau, 2024, by=actors["leader"], at=AT)
    reasons = {one["id"]: "已核实" for one in latest(bureau).findings if one["severity"] == "error"}
    issuing.sign(district.bureau, 2024, reasons=reasons, by=actors["leader"], at=AT)
    assert "青禾区行政审批局" not in kept(above, 2024).draft.territory.aggregate.missing


def latest(body):
    return AnnualReport.objects.filter(body=body).latest("version")


def test_the_mark_moves_on_with_the_events(bureau, request_of, monkeypatch):
    monkeypatch.setattr(standing, "FAR", 3)
    settled(bureau)
    first = foundation(bureau, YEAR).mark.id
    for number in range(1, 5):
        request_of()
        assert received(settled(bureau)) == received(kept(bureau, YEAR)) == number
    until = monotonic() + 120  # as `settled`: every transaction under way is waited for
    while foundation(bureau, YEAR).mark.id == first and monotonic() < until:
        sleep(0.02)
    assert foundation(bureau, YEAR).mark.id > first
    assert received(settled(bureau)) == 4
