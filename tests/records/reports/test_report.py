"""A year closes: the draft is there, figures are entered, the leader signs, it is published, corrected, read back."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.records.reports.conftest import Matter
from tests.records.reports.story import JANUARY, LEDGER, REQUEST, YEAR, enter_figures
from tests.together import at_once
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.reports import actions, issuing, queries
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.checking import ISSUED
from zhengwu.records.reports.models import AnnualReport, Emitted, Figure
from zhengwu.records.troubles import Trouble
from zhengwu.statute.report.readers import read_bytes

RECEIVED = CellKey("requests", "received", "total")


@pytest.fixture
def ready(district, actors, file_matters):
    """The bureau's year with every figure at hand, checked."""
    file_matters(district.bureau, LEDGER)
    enter_figures(district.bureau, actors["clerk"])
    actions.check(district.bureau, YEAR, by=actors["clerk"], at=JANUARY)
    return district.bureau


def errors(findings):
    return [one.rule for one in findings if one.blocks]


def value(report, row, column="total", table="requests"):
    return next(one.value for one in report.cells if one.cell == CellKey(table, row, column))


def test_a_year_closes(ready, actors):
    assert actions.prepare(YEAR, date(2026, 12, 31), at=JANUARY) == 4  # the other bodies; this one was begun
    assert errors(actions.check(ready, YEAR, by=actors["clerk"], at=JANUARY)) == []
    assert issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY) == 1
    assert issuing.publish(ready, YEAR, by=actors["head"], at=JANUARY) == 1
    seen = queries.shown(PUBLIC, ready, YEAR)
    assert (seen.about.status, value(seen, "received"), value(seen, "carried_out")) == ("published", 7, 1)
    assert value(seen, "review", "corrected", "remedies") == value(seen, "direct_suit", "pending", "remedies") == 1
    for kind in ISSUED:
        document = queries.document(PUBLIC, ready, YEAR, kind)
        read = read_bytes(document.content, f"x.{kind}")
        assert (read.agency, read.year, read.cell(*RECEIVED).value) == ("青禾区行政审批局", YEAR, 7), kind
        assert read.published_on == date(2027, 1, 12), kind


def test_the_draft_is_there_on_the_last_day_without_anybody_asking(district):
    assert actions.prepare(YEAR, date(2026, 12, 30), at=JANUARY) == 0
    assert actions.prepare(YEAR, date(2026, 12, 31), at=JANUARY) == 5
    assert actions.prepare(YEAR, date(2027, 1, 1), at=JANUARY) == 0
    assert AnnualReport.objects.filter(status="draft", year=YEAR).count() == 5


def test_a_missing_figure_blocks_until_a_leader_says_why(district, actors, file_matters):
    file_matters(district.bureau, LEDGER)
    findings = actions.check(district.bureau, YEAR, by=actors["clerk"], at=JANUARY)
    wrong = [one for one in findings if one.blocks]
    assert [one.rule for one in wrong] == ["FIGURE-MISSING"]
    leader = actors["leader"]
    with pytest.raises(Trouble, match="findings_block"):
        issuing.sign(district.bureau, YEAR, by=leader, at=JANUARY)
    for reasons in ({wrong[0].id: " "}, {"T3-COL-0": "说明"}):
        with pytest.raises(Trouble):
            issuing.sign(district.bureau, YEAR, reasons=reasons, by=leader, at=JANUARY)
    issuing.sign(district.bureau, YEAR, reasons={wrong[0].id: "主动公开台账迁移中"}, by=leader, at=JANUARY)
    for kind in ("docx", "pdf", "html", "xlsx"):
        read = read_bytes(queries.document(leader, district.bureau, YEAR, kind).content, f"x.{kind}")
        told = "".join((read.preface + "".join(part.text for part in read.parts.values())).split())
        assert "主动公开台账迁移中" in told, kind
        assert leader.name in told, kind


def test_what_is_signed_stays_and_the_drift_is_told(ready, actors, file_matters):
    issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)
    file_matters(ready, [Matter(REQUEST, 2026, 2026, "repeat", "natural_person")])
    assert value(queries.shown(actors["clerk"], ready, YEAR), "received") == 7
    found = {(one.row, one.column): one.change for one in queries.drift(actors["clerk"], ready, YEAR).differences}
    assert found["received", "total"] == found["declined_repeat", "natural_person"] == 1


def test_a_correction_is_a_new_version_with_its_reason_and_a_diff(ready, actors, file_matters):
    issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)
    issuing.publish(ready, YEAR, by=actors["head"], at=JANUARY)
    file_matters(ready, [Matter(REQUEST, 2026, 2026, "repeat", "natural_person")])
    assert actions.correct(ready, YEAR, reason="补录一件申请", by=actors["clerk"], at=JANUARY) == 2
    assert value(queries.shown(PUBLIC, ready, YEAR), "received") == 7
    assert len(queries.difference(actors["clerk"], ready, YEAR, 1, 2).differences) == 6
    actions.check(ready, YEAR, by=actors["clerk"], at=JANUARY)
    issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)
    issuing.publish(ready, YEAR, by=actors["head"], at=JANUARY)
    assert list(AnnualReport.objects.order_by("version").values_list("status", flat=True)) == [
        "superseded",
        "published",
    ]
    seen = queries.shown(PUBLIC, ready, YEAR)
    assert value(seen, "received") == 8
    assert "补录一件申请" in seen.preface


def test_what_was_carried_in_must_be_what_was_carried_out(ready, actors, file_matters):
    issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)
    enter_figures(ready, actors["clerk"], 2027)
    in_2028 = datetime(2028, 1, 12, 2, tzinfo=UTC)
    assert errors(actions.check(ready, 2027, by=actors["clerk"], at=in_2028)) == []
    file_matters(ready, [Matter(REQUEST, 2026, None, "", "nonprofit")])  # entered late, after the year was signed
    found = actions.check(ready, 2027, by=actors["clerk"], at=in_2028)
    assert set(errors(found)) == {"T3-ROLL"}
    assert {cell for one in found if one.blocks for cell in one.cells} >= {"requests.carried_in.nonprofit"}
    Body.objects.filter(pk=ready).update(name="青禾区政务服务管理局")  # a new name does not make it another body
    assert set(errors(actions.check(ready, 2027, by=actors["clerk"], at=in_2028))) == {"T3-ROLL"}


def test_it_refuses_to_sign_what_changed_since_it_was_checked(ready, actors, file_matters):
    file_matters(ready, [Matter(REQUEST, 2026, 2026, "repeat", "natural_person")])
    with pytest.raises(Trouble, match="changed_since_check"):
        issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)
    actions.put_text(ready, YEAR, "problems", "无重大问题，改进台账。", by=actors["clerk"], at=JANUARY)
    with pytest.raises(Trouble, match="not_checked"):
        issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)


def test_it_refuses_to_sign_before_the_year_is_over(ready, actors):
    with pytest.raises(Trouble, match="year_not_over"):
        issuing.sign(ready, YEAR, by=actors["leader"], at=datetime(2026, 12, 31, 2, tzinfo=UTC))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_wins(ready, actors):
    results = at_once(*[lambda: issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)] * 2)
    assert sorted(str(getattr(one, "code", one)) for one in results) == ["1", "signed_already"], results
    assert Emitted.objects.count() == len(ISSUED)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_begins(ready, actors):
    issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY)
    results = at_once(*[lambda: actions.correct(ready, YEAR, reason="补录", by=actors["clerk"], at=JANUARY)] * 3)
    codes = sorted(str(getattr(one, "code", one)) for one in results)
    assert codes[0] == "2", results
    assert set(codes[1:]) <= {"begun_already", "nothing_signed"}, results


@pytest.mark.django_db(transaction=True)
def test_a_figure_entered_while_it_is_signed_is_in_or_refused(ready, actors):
    cell = CellKey("publications", "licensing", "decisions")
    entered = lambda: actions.put_figure(ready, YEAR, cell, Decimal(9), note="x", by=actors["clerk"], at=JANUARY)  # noqa: E731
    signed, put = at_once(lambda: issuing.sign(ready, YEAR, by=actors["leader"], at=JANUARY), entered)
    codes = [getattr(one, "code", one) for one in (signed, put)]
    assert codes in ([1, "signed_already"], ["changed_since_check", None], ["not_checked", None]), codes


@pytest.mark.parametrize("post", ["clerk", "handler", "reviewer", "head", "supervisor", "auditor", "administrator"])
def test_only_the_leader_signs(ready, actors, post):
    with pytest.raises(Trouble, match=r"forbidden|not_found"):
        issuing.sign(ready, YEAR, by=actors[post], at=JANUARY)


def test_it_refuses_a_hand_figure_for_a_counted_cell(district, actors):
    with pytest.raises(Trouble, match="counted_cell"):
        actions.put_figure(district.bureau, YEAR, RECEIVED, Decimal(1), note="x", by=actors["clerk"], at=JANUARY)


@pytest.mark.parametrize(
    ("row", "column", "number", "note", "code"),
    [
        ("licensing", "decisions", "1.5", "台账", "invalid_value"),
        ("licensing", "decisions", "-1", "台账", "invalid_value"),
        ("licensing", "decisions", "NaN", "台账", "invalid_value"),
        ("licensing", "decisions", "1", " ", "note_missing"),
        ("licensing", "amount", "1", "台账", "no_such_cell"),
    ],
)
def test_it_refuses_a_figure_that_cannot_be(district, actors, row, column, number, note, code):
    cell = CellKey("publications", row, column)
    with pytest.raises(Trouble, match=code):
        actions.put_figure(district.bureau, YEAR, cell, Decimal(number), note=note, by=actors["clerk"], at=JANUARY)


def test_a_figure_keeps_its_history(district, actors):
    cell = CellKey("publications", "licensing", "decisions")
    for number in (Decimal(3), Decimal(5), None):
        actions.put_figure(district.bureau, YEAR, cell, number, note="台账", by=actors["clerk"], at=JANUARY)
    found = queries.cell_of(actors["clerk"], district.bureau, YEAR, cell)
    assert (found.stated.value, found.stated.source, found.listed) == (None, "", False)
    assert [one.value for one in found.entries] == ["3.000000", "5.000000", None]
    assert Figure.objects.count() == 3


def test_the_text_carries_live_figures_and_no_others(district, actors, file_matters):
    actions.put_text(
        district.bureau, YEAR, "overview", "新收{requests.received.total}件。", by=actors["head"], at=JANUARY
    )
    file_matters(district.bureau, LEDGER)
    seen = queries.shown(actors["head"], district.bureau, YEAR)
    assert next(part.text for part in seen.parts if part.key == "overview") == "新收7件。"
    for text in ("{requests.received}", "{x}", "{", "}", "{requests.received.total"):
        with pytest.raises(Trouble, match="unknown_place"):
            actions.put_text(district.bureau, YEAR, "overview", text, by=actors["head"], at=JANUARY)


def test_who_is_of_elsewhere_sees_nothing_but_what_is_published(ready, actors, hire, actor, district):
    stranger = actor(hire("leader", district.foreign))
    for asked in (
        lambda: queries.shown(stranger, ready, YEAR),
        lambda: queries.behind(stranger, ready, YEAR, RECEIVED),
        lambda: queries.document(stranger, ready, YEAR, "pdf"),
        lambda: issuing.sign(ready, YEAR, by=stranger, at=JANUARY),
        lambda: queries.shown(PUBLIC, ready, YEAR),
    ):
        with pytest.raises(Trouble, match="not_found"):
            asked()
